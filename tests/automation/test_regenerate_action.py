"""The action that regenerates: its steps, run here against a repository on disk and a `gh` that only writes down."""

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
ACTION = ROOT / ".github" / "actions" / "regenerate"
SPEC = """\
openapi: 3.1.0
info: {title: Shop, version: "1"}
servers: [{url: https://shop.example}]
paths:
  /orders:
    get:
      operationId: listOrders
      responses: {"200": {description: ok, content: {application/json: {schema: {$ref: "#/components/schemas/Order"}}}}}
components:
  schemas:
    Order: {type: object, properties: {id: {type: string}}}
"""
CONFIG = """\
organization: {name: shop, docs: "", contact: ""}
targets: {python: {package_name: shop, production_repo: null, publish: {pypi: false}}}
environments: {production: https://shop.example}
resources:
  orders: {models: {order: Order}, methods: {list: get /orders}}
settings: {license: MIT}
"""
GH = """\
#!/usr/bin/env bash
printf '%s\\n' "$*" >>"$GH_TOLD"
for (( i = 1; i <= $#; i++ )); do
  if [[ ${!i} == --body-file ]]; then j=$((i + 1)); cp "${!j}" "$GH_TOLD.body"; fi
done
case "$1 $2" in
  "pr list") cat "$GH_TOLD.open" 2>/dev/null || true ;;
  "pr create") echo https://example.org/pull/1 | tee "$GH_TOLD.open" ;;
esac
"""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="runs on the runners' Linux"),
]


@dataclass
class Run:
    """One run of the action: its outputs, what was printed, what `gh` was told, the body of the pull request."""

    code: int
    outputs: dict[str, str]
    printed: str
    told: list[str]
    body: str


@dataclass
class Repository:
    folder: Path
    scratch: Path

    def git(self, *arguments: str) -> str:
        command = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", *arguments]
        return subprocess.run(command, cwd=self.folder, check=True, capture_output=True, text=True).stdout

    def commit(self, message: str) -> None:
        self.git("add", "-A")
        self.git("commit", "-qm", message)
        self.git("push", "-q", "origin", "main")

    def act(self, **inputs: str) -> Run:
        """Carry out the scripts of action.yml in order, with `with:` as given."""
        action = yaml.safe_load((ACTION / "action.yml").read_text())
        values = {f"inputs.{name}": str(given.get("default", "")) for name, given in action["inputs"].items()}
        values |= {f"inputs.{name}": value for name, value in inputs.items()} | {"inputs.base": "main"}
        told = self.scratch / "told"
        told.unlink(missing_ok=True)
        outputs: dict[str, str] = {}
        printed = ""
        for step in action["runs"]["steps"]:
            condition = re.fullmatch(r"steps\.generate\.outputs\.(\w+) == 'true'", step.get("if", ""))
            if "run" not in step or "pip install" in step["run"] or (condition and outputs.get(condition[1]) != "true"):
                continue
            output = self.scratch / "output"
            output.write_text("")
            environment = {
                **os.environ,
                "PATH": os.pathsep.join((str(self.scratch), str(Path(sys.executable).parent), os.environ["PATH"])),
                "GITHUB_ACTION_PATH": str(ACTION),
                "GITHUB_OUTPUT": str(output),
                "GH_TOLD": str(told),
                **{name: self.resolve(text, values) for name, text in step["env"].items()},
            }
            command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
            done = subprocess.run(
                command, cwd=self.folder, env=environment, capture_output=True, text=True, check=False
            )
            printed += done.stdout + done.stderr
            own = dict(line.split("=", 1) for line in output.read_text().splitlines())
            outputs |= own
            values |= {f"steps.{step['id']}.outputs.{name}": value for name, value in own.items()}
            if done.returncode:
                return Run(done.returncode, outputs, printed, [], "")
        body = self.scratch / "told.body"
        lines = told.read_text().splitlines() if told.exists() else []
        return Run(0, outputs, printed, lines, body.read_text() if body.exists() else "")

    @staticmethod
    def resolve(text: str, values: dict[str, str]) -> str:
        return re.sub(r"\$\{\{ ([\w.-]+) \}\}", lambda match: values.get(match[1], ""), text)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    (tmp_path / "gh").write_text(GH)
    (tmp_path / "gh").chmod(0o755)
    work = tmp_path / "work"
    work.mkdir()
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", str(tmp_path / "remote")], check=True)
    repository = Repository(folder=work, scratch=tmp_path)
    repository.git("init", "-q", "-b", "main")
    repository.git("remote", "add", "origin", str(tmp_path / "remote"))
    (work / "openapi.yml").write_text(SPEC)
    (work / "stainless.yml").write_text(CONFIG)
    command = [sys.executable, "-m", "sdkwright", "generate", "--spec", "openapi.yml", "--config", "stainless.yml"]
    subprocess.run([*command, "--out", "sdk"], cwd=work, check=True, capture_output=True)
    repository.commit("first")
    return repository


INPUTS = {"spec": "openapi.yml", "config": "stainless.yml", "out": "sdk", "token": "secret"}


def test_the_way_of_a_change_from_the_document_to_a_pull_request(repository: Repository) -> None:
    unchanged = repository.act(**INPUTS)
    assert (unchanged.code, unchanged.outputs) == (0, {"changed": "false", "conflicts": "0"}), unchanged.printed
    assert unchanged.told == []

    spec = repository.folder / "openapi.yml"
    spec.write_text(SPEC.replace("{id: {type: string}}", "{id: {type: string}, paid: {type: boolean}}"))
    repository.commit("The document changes; $(touch pwned)")
    opened = repository.act(**INPUTS)
    assert opened.code == 0, opened.printed
    assert opened.outputs == {"changed": "true", "conflicts": "0", "pull-request": "https://example.org/pull/1"}
    assert [" ".join(line.split()[:2]) for line in opened.told] == ["pr list", "pr create"]
    assert "--head sdkwright/regenerate --base main" in opened.told[1]
    assert "--draft" not in opened.told[1]
    assert "paid" in opened.body
    pushed = repository.git("ls-tree", "-r", "--name-only", "origin/sdkwright/regenerate")
    assert "sdk/src/shop/types/order.py" in pushed
    assert "paid: Optional[bool]" in repository.git("show", "origin/sdkwright/regenerate:sdk/src/shop/types/order.py")
    assert repository.git("log", "-1", "--format=%s", "origin/sdkwright/regenerate").startswith("feat")
    assert repository.git("status", "--porcelain") == ""

    repository.git("switch", "-q", "main")
    renewed = repository.act(**INPUTS)
    assert [" ".join(line.split()[:2]) for line in renewed.told] == ["pr list", "pr edit"]
    assert "secret" not in unchanged.printed + opened.printed + renewed.printed
    assert not list(repository.folder.rglob("pwned"))


def test_a_conflict_makes_a_draft_that_says_so(repository: Repository) -> None:
    order = repository.folder / "sdk/src/shop/types/order.py"
    order.write_text(order.read_text().replace("id: Optional[str] = None", "id: Optional[str] = None  # ours"))
    repository.commit("An edit by hand")
    (repository.folder / "openapi.yml").write_text(SPEC.replace("{id: {type: string}}", "{id: {type: integer}}"))
    repository.commit("The document changes")
    done = repository.act(**INPUTS)
    assert done.code == 0, done.printed
    assert done.outputs["conflicts"] == "1"
    assert "::error title=Write/Conflict,file=sdk/src/shop/types/order.py" in done.printed
    assert "--draft" in done.told[1]
    assert done.body.startswith("**Conflicts in 1 file(s)**")


def test_a_document_that_is_none_fails_and_proposes_nothing(repository: Repository) -> None:
    (repository.folder / "openapi.yml").write_text("paths: {{{\n")
    repository.commit("Broken")
    done = repository.act(**INPUTS)
    assert done.code == 1
    assert "::error title=Source/Unparsable,file=openapi.yml" in done.printed
    assert done.told == []


def test_the_hooks_for_pre_commit_run(repository: Repository) -> None:
    hooks = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}
    (repository.folder / "sdkwright.toml").write_text('spec = "openapi.yml"\nconfig = "stainless.yml"\nout = "sdk"\n')
    environment = {**os.environ, "PATH": os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))}

    def run(name: str) -> int:
        command = hooks[name]["entry"].split()
        done = subprocess.run(command, cwd=repository.folder, env=environment, capture_output=True, check=False)
        return done.returncode

    assert (run("sdkwright-check"), run("sdkwright-lint")) == (0, 0)
    readme = repository.folder / "sdk" / "README.md"
    readme.unlink()
    assert run("sdkwright-check") == 1
    assert json.loads((repository.folder / "sdk" / ".sdkwright.json").read_text())
