"""How a report is printed, and what follows from it: the version, the changelog, the commit."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from msgspec.structs import replace

from sdkwright.compare.locate import PackageFolder, locate
from sdkwright.diagnostics import Collector
from sdkwright.diff.changelog import changelog_section, commit_message
from sdkwright.diff.model import Bump, Finding, Report
from sdkwright.diff.rules import ALL, Severity, documentation, methods, models, parameters
from sdkwright.diff.run import diff_packages
from sdkwright.diff.show import to_markdown, to_text, to_tree, verdict

SHOP = Path(__file__).parent / "shop"
REMOVED = Finding(
    rule=methods.METHOD_REMOVED, resource="pets", subject="client.pets.sell", before="def sell(pet_id) -> None"
)
NARROWED = Finding(
    rule=parameters.PARAMETER_NARROWED,
    resource="pets",
    subject="client.pets.create(name)",
    before="name: str",
    after="name: Literal['a`b']",
)
ADDED = Finding(rule=models.MODEL_ADDED, resource="owners", subject="Owner", after="class Owner(BaseModel)")
DOCS = Finding(rule=documentation.DOCS_CHANGED, resource="pets", subject="Pet", also=("Cat",), before="a", after="b")


def report(*findings: Finding) -> Report:
    return Report(package="shop", findings=findings)


def package(folder: Path) -> PackageFolder:
    found = locate(folder)
    assert isinstance(found, PackageFolder)
    return found


@pytest.mark.parametrize(
    ("findings", "bump", "sentence"),
    [
        ((), Bump.NONE, "Nothing changes for users."),
        ((DOCS,), Bump.PATCH, "The change is documentation. The next version is a patch one."),
        (
            (ADDED, DOCS),
            Bump.MINOR,
            "Of 2 changes, 1 is additive, 1 is documentation. The next version is a minor one.",
        ),
        ((NARROWED,), Bump.MINOR, "The change breaks type checkers only. The next version is a minor one."),
        (
            (REMOVED, NARROWED, ADDED, DOCS),
            Bump.MAJOR,
            "Of 4 changes, 1 breaks callers, 1 breaks type checkers only, 1 is additive, 1 is documentation. "
            "The next version is a major one.",
        ),
    ],
)
def test_the_worst_change_decides_the_version(findings: tuple[Finding, ...], bump: Bump, sentence: str) -> None:
    assert (report(*findings).bump, verdict(report(*findings))) == (bump, sentence)


def test_text() -> None:
    assert list(to_text(report(REMOVED, ADDED))) == [
        "Of 2 changes, 1 breaks callers, 1 is additive. The next version is a major one.",
        "",
        "breaks callers",
        "  pets",
        "    client.pets.sell: The method is gone: calling it raises `AttributeError`. [method-removed]",
        "      - def sell(pet_id) -> None",
        "",
        "additive",
        "  owners",
        "    Owner: There is a new class. [model-added]",
        "      + class Owner(BaseModel)",
    ]


def test_markdown_opens_what_hurts_and_quotes_what_is_in_the_document() -> None:
    lines = list(to_markdown(report(NARROWED, ADDED)))
    assert lines[0] == "## SDK: minor change"
    assert "<details open><summary><b>breaks type checkers only</b>: 1</summary>" in lines
    assert "<details><summary><b>additive</b>: 1</summary>" in lines
    assert "  + name: Literal['a`b']" in lines


def test_text_of_a_document_cannot_forge_lines_or_fences() -> None:
    hostile = replace(NARROWED, subject="a\n## b", after="```\n\x1b[31m# c")
    for lines in (to_text(report(hostile)), to_markdown(report(hostile)), changelog_section(report(hostile))):
        shown = "\n".join(lines)
        assert "\x1b" not in shown
        assert "\n## b" not in shown
        assert "\n# c" not in shown
    assert "  ````diff" in list(to_markdown(report(hostile)))
    assert not any(line.startswith("## b") for line in commit_message(report(hostile)))


def test_a_section_of_a_changelog() -> None:
    deprecated = replace(REMOVED, rule=methods.DEPRECATED, before=None, after="Use `buy`.")
    given = report(REMOVED, NARROWED, ADDED, deprecated, DOCS)
    assert list(changelog_section(given, "2.0.0", "2026-11-22")) == [
        "## [2.0.0] - 2026-11-22",
        "",
        "### Added",
        "",
        "- `Owner`: There is a new class.",
        "",
        "### Changed",
        "",
        "- `client.pets.create(name)`: The parameter does not take all that it took: type checkers reject the rest. "
        "Was `name: str`, is `` name: Literal['a`b'] ``.",
        "- The documentation of 1 thing reads otherwise.",
        "",
        "### Deprecated",
        "",
        "- `client.pets.sell`: Using it warns now: it is marked as deprecated.",
        "",
        "### Removed",
        "",
        "- **Breaking:** `client.pets.sell`: The method is gone: calling it raises `AttributeError`.",
    ]


def test_a_commit_message() -> None:
    assert list(commit_message(report(REMOVED, NARROWED))) == [
        "feat(pets)!: method removed: client.pets.sell and 1 more change",
        "",
        "- client.pets.sell: method removed",
        "- client.pets.create(name): parameter narrowed",
        "",
        "BREAKING CHANGE: client.pets.sell: The method is gone: calling it raises `AttributeError`.",
    ]
    assert next(commit_message(report(DOCS))) == "docs(pets): docs changed: Pet"
    assert list(commit_message(report())) == ["chore(api): regenerate"]


def test_json_has_the_places() -> None:
    diagnostics = Collector()
    found = diff_packages(package(SHOP), package(SHOP), ("tools.py",), diagnostics)
    assert (found.findings, diagnostics.found) == ((), [])
    assert json.loads(json.dumps(to_tree(report(REMOVED))))["changes"][0]["rule"] == "method-removed"


def test_places_are_paths_from_the_folder_around_the_package(tmp_path: Path) -> None:
    changed = shutil.copytree(SHOP, tmp_path / "changed")
    owner = changed / "src/shop/types/owner.py"
    owner.write_text(owner.read_text().replace("    name: str\n", "    name: int\n"))
    (finding,) = diff_packages(package(SHOP), package(changed), (), Collector()).findings
    assert finding.old is not None
    assert finding.new is not None
    assert (finding.old.file, finding.new.file) == ("shop/types/owner.py", "shop/types/owner.py")


def test_a_module_that_cannot_be_parsed_is_a_finding(tmp_path: Path) -> None:
    changed = shutil.copytree(SHOP, tmp_path / "changed")
    (changed / "src/shop/types/owner.py").write_text("class Owner(:\n")
    diagnostics = Collector()
    diff_packages(package(SHOP), package(changed), (), diagnostics)
    assert [each.rule.code for each in diagnostics] == ["Compare/InvalidPython"]


def test_rules_are_sentences_with_codes_of_their_own() -> None:
    assert len({rule.code for rule in ALL}) == len(ALL)
    assert all(rule.says.endswith((".", ")")) for rule in ALL)
    assert {rule.severity for rule in ALL} == set(Severity)
