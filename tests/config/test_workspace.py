"""Where a bare `sdkwright generate` finds its inputs."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from sdkwright.config.workspace import CONFIG_NAMES, Workspace, find_workspace
from sdkwright.diagnostics import Collector


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "repo" / ".git").mkdir(parents=True)
    return tmp_path / "repo"


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def find(start: Path) -> Workspace:
    found = Collector()
    workspace = find_workspace(start, found)
    assert list(found) == []
    assert workspace is not None
    return workspace


def test_nothing_there(project: Path) -> None:
    write(project.parent, **{"stainless.yml": "out of the repository"})
    assert find_workspace(project, Collector()) is None


def test_sdkwright_toml(project: Path) -> None:
    toml = """\
spec = "api/openapi.json"
config = "stainless.yml"
out = "../python"
style = "house"
templates = "mine"
formatter = "black"
[options]
sentinel = "not_given"
count = 3
"""
    write(
        project, **{"sdkwright.toml": toml, "api/openapi.json": "{}", "stainless.yml": "", "mine/x": "", "house/x": ""}
    )
    (project / "deep" / "er").mkdir(parents=True)
    workspace = find(project / "deep" / "er")
    assert workspace.root == project
    assert workspace.spec == project / "api/openapi.json"
    assert workspace.config == project / "stainless.yml"
    assert workspace.out == project / "../python"
    assert workspace.style == str(project / "house"), "a style of the folder"
    assert workspace.templates == project / "mine"
    assert (workspace.formatter, dict(workspace.options)) == ("black", {"sentinel": "not_given", "count": 3})
    assert workspace.source == project / "sdkwright.toml"


def test_sdkwright_toml_leaves_open(project: Path) -> None:
    write(project, **{"sdkwright.toml": 'style = "default"\n', "openapi.yaml": "", "stainless.yaml": ""})
    workspace = find(project)
    assert (workspace.spec, workspace.config) == (project / "openapi.yaml", project / "stainless.yaml")
    assert (workspace.out, workspace.style, workspace.templates) == (None, "default", None)


@pytest.mark.parametrize("folder", [".stainless", "stainless"])
def test_workspace_json(project: Path, folder: str) -> None:
    text = """\
{"project": "acme", "openapi_spec": "../openapi.json", "stainless_config": "stainless.yml",
 "targets": {"python": {"output_path": "../sdks/py"}, "go": {"output_path": "../sdks/go"}}}
"""
    write(project, **{f"{folder}/workspace.json": text, "openapi.json": "{}", f"{folder}/stainless.yml": ""})
    (project / "src").mkdir()
    workspace = find(project / "src")
    assert workspace.spec is not None
    assert workspace.spec.resolve() == project / "openapi.json"
    assert workspace.config == project / folder / "stainless.yml"
    assert workspace.out is not None
    assert workspace.out.resolve() == project / "sdks" / "py"


def test_one_output_path_for_all(project: Path) -> None:
    write(
        project,
        **{"stainless/workspace.json": '{"openapi_spec": "o.json", "output_path": "../sdks"}', "stainless/o.json": ""},
    )
    assert find(project).out == project / "stainless/../sdks/python"


@pytest.mark.parametrize("name", CONFIG_NAMES)
def test_a_config_alone(project: Path, name: str) -> None:
    write(project, **{name: "", "openapi.yml": ""})
    workspace = find(project)
    assert (workspace.config, workspace.spec, workspace.source) == (project / name, project / "openapi.yml", None)


def test_the_nearest_folder_wins(project: Path) -> None:
    write(project, **{"sdkwright.toml": "", "inner/stainless.yml": ""})
    assert find(project / "inner").root == project / "inner"


def test_recorded_hashes_choose_between_files(project: Path) -> None:
    config, spec = "organization: {name: x}", "openapi: 3.1.0"
    stats = f"configured_endpoints: 3\nconfig_hash: {md5(config)}\nopenapi_spec_hash: {md5(spec)}\n"
    write(
        project,
        **{
            ".stats.yml": stats,
            "stainless.yml": "other",
            ".stainless/stainless.yml": config,
            "openapi.yaml": "other",
            "spec/openapi.json": spec,
        },
    )
    workspace = find(project)
    assert (workspace.config, workspace.spec) == (project / ".stainless/stainless.yml", project / "spec/openapi.json")


def md5(text: str) -> str:
    return hashlib.md5(text.encode()).hexdigest()


def findings(project: Path) -> list[tuple[str, int, int]]:
    found = Collector()
    assert find_workspace(project, found) is not None
    return [(each.rule.code, each.location.line, each.location.column) for each in found if each.location]


def test_a_file_that_is_not_there(project: Path) -> None:
    write(project, **{"sdkwright.toml": 'style = "default"\nspec = "missing.yml"\n'})
    assert findings(project) == [("Config/WorkspaceFileMissing", 2, 1)]


def test_a_json_that_names_a_file_that_is_not_there(project: Path) -> None:
    write(project, **{"stainless/workspace.json": '{\n  "openapi_spec": "missing.yml"\n}'})
    assert findings(project) == [("Config/WorkspaceFileMissing", 2, 19)]


def test_unknown_and_mistyped_keys(project: Path) -> None:
    write(project, **{"sdkwright.toml": 'spek = "x"\nout = ["a"]\nformatter = "blue"\n'})
    assert findings(project) == [("Config/UnknownKey", 1, 1), ("Config/WrongType", 2, 1), ("Config/InvalidValue", 3, 1)]


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("sdkwright.toml", 'spec = "a"\nout = \n', 2),
        ("stainless/workspace.json", '{\n  "openapi_spec": \n}', 3),
        (".stainless/workspace.json", "[1]", 1),
    ],
)
def test_files_that_cannot_be_read(project: Path, name: str, text: str, line: int) -> None:
    write(project, **{name: text})
    assert [(code, at) for code, at, _ in findings(project)][:1] == [("Config/WorkspaceInvalid", line)]
