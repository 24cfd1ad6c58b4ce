"""Every snippet of docs/release-pipeline.md runs, in a repository that lives through what the page tells of.

The page's blocks are taken in order. Before each one somebody works: writes the document, edits by hand, commits. What
a block prints must be what the page says it prints, word for word; only its numbers of files may grow.
"""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from built_site import ROOT, tools_environment
from fences import Fence, fences

PAGE = ROOT / "docs" / "release-pipeline.md"
COUPONS = """\
  /coupons:
    get:
      operationId: listCoupons
      responses:
        "200": {description: ok, content: {application/json: {schema: {$ref: "#/components/schemas/Coupon"}}}}
"""
DOCUMENT = """\
openapi: 3.1.0
info: {title: Shop, version: "1"}
servers: [{url: https://shop.example}]
paths:
  /orders:
    get:
      operationId: listOrders
      responses: {"200": {description: ok, content: {application/json: {schema: {$ref: "#/components/schemas/Order"}}}}}
{coupons}components:
  schemas:
    Order:
      type: object
      required: [id]
      properties:
        id: {type: string}
        note: {type: string, description: What the buyer said.}
    Coupon: {type: object, properties: {code: {type: string}}}
"""
CONFIG = """\
organization: {name: shop, docs: "", contact: ""}
targets: {python: {package_name: shop, production_repo: null, publish: {pypi: false}}}
environments: {production: https://shop.example}
resources:
  orders: {models: {order: Order}, methods: {list: get /orders}}
  coupons: {models: {coupon: Coupon}, methods: {list: get /coupons}}
settings: {license: MIT}
"""


@dataclass(frozen=True)
class Repository:
    """The folder that the page is about: a document, a config, and the SDK in `sdk/`."""

    root: Path

    def edit(self, path: str, old: str, new: str) -> None:
        file = self.root / path
        text = file.read_text(encoding="utf-8")
        assert text.count(old) == 1, (path, old, text)
        file.write_text(text.replace(old, new), encoding="utf-8")

    def bash(self, command: str) -> subprocess.CompletedProcess[str]:
        environment = {**tools_environment(), "COLUMNS": "200", "GIT_CONFIG_GLOBAL": "/dev/null"}
        who = {f"GIT_{one}_{what}": "a@example.com" for one in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        return subprocess.run(
            ["bash", "-ec", command],
            cwd=self.root,
            env=environment | who,
            capture_output=True,
            text=True,
            check=False,
        )

    def run(self, command: str) -> str:
        done = self.bash(command)
        assert done.returncode == 0, command + "\n" + done.stdout + done.stderr
        return done.stdout

    def commit(self, message: str) -> None:
        self.run(f"git add --all && git commit --quiet -m '{message}'")

    def hold(self, fence: Fence) -> None:
        """Run a block of commands; each must print what stands below it."""
        for part in re.split(r"^\$ ", fence.text, flags=re.MULTILINE)[1:]:
            command, _, expected = part.partition("\n")
            done = self.bash(command)
            printed = growing(done.stdout + done.stderr)
            for line in expected.splitlines():
                assert growing(line) in printed, f"{line!r} is not printed by {command}:\n{printed}"
            failing = "error[" in expected
            assert (done.returncode != 0) == failing, f"{command}\n{printed}"


def growing(text: str) -> str:
    """Text without the number of generated files."""
    return re.sub(r"\d+ generated files", "N generated files", text)


def test_the_snippets_of_the_page_run(tmp_path: Path) -> None:
    blocks = [fence for fence in fences(PAGE) if fence.language]
    assert [fence.language for fence in blocks] == ["toml", "console", "console", "console", "yaml", "console"]
    workspace, conflict, status, merge, hooks, release = blocks
    repository = Repository(tmp_path)
    begin(repository, workspace)
    edit_by_hand(repository)
    repository.hold(status)
    repository.hold(conflict)
    resolve(repository)
    change_on_two_branches(repository)
    repository.hold(merge)
    repository.commit("merge")
    assert len(repository.run("git log --merges --oneline").splitlines()) == 1
    assert repository.run("sdkwright check").startswith("sdk is up to date")
    run_hooks(repository, hooks)
    repository.hold(release)


def begin(repository: Repository, workspace: Fence) -> None:
    """An SDK that was released as 1.2.0."""
    (repository.root / "openapi.yml").write_text(DOCUMENT.replace("{coupons}", COUPONS), encoding="utf-8")
    (repository.root / "stainless.yml").write_text(CONFIG, encoding="utf-8")
    (repository.root / "sdkwright.toml").write_text(workspace.text, encoding="utf-8")
    repository.run("git init --quiet --initial-branch=main && sdkwright generate")
    repository.commit("start")
    repository.run("sdkwright release --to 1.2.0")
    repository.commit("release: 1.2.0")
    repository.run("git tag v1.2.0")


def edit_by_hand(repository: Repository) -> None:
    """The document changes where a file was edited, and no longer asks for another one."""
    repository.edit("sdk/README.md", "## Installation\n", "## Support\n\nAsk us anything.\n\n## Installation\n")
    repository.edit("sdk/src/shop/types/order.py", "    id: str\n", "    id: str  # as the till prints it\n")
    repository.edit("sdk/src/shop/types/coupon.py", "class Coupon", "# Ours.\nclass Coupon")
    repository.commit("by hand")
    repository.edit("openapi.yml", "        id: {type: string}\n", "        id: {type: integer}\n")
    repository.edit("openapi.yml", COUPONS, "")
    repository.edit("stainless.yml", "  coupons: {models: {coupon: Coupon}, methods: {list: get /coupons}}\n", "")


def resolve(repository: Repository) -> None:
    """Take the document's side, with the words of the other one."""
    file = repository.root / "sdk/src/shop/types/order.py"
    text = re.sub(r"<<<<<<<.*?>>>>>>>[^\n]*\n", "    id: int  # as the till prints it\n", file.read_text(), flags=re.S)
    file.write_text(text)
    (repository.root / "sdk/src/shop/types/coupon.py").unlink()
    repository.run("sdkwright generate")
    repository.commit("feat!: numbers")


def change_on_two_branches(repository: Repository) -> None:
    """Both describe the same field; the document's conflict is resolved, that of the SDK is left to the page."""
    said = "What the buyer said."
    for branch, words in (("left", "What the buyer told us."), ("right", "What the buyer wrote.")):
        repository.run(f"git checkout --quiet -b {branch} main")
        repository.edit("openapi.yml", said, words)
        repository.run("sdkwright generate")
        repository.commit(branch)
    merged = repository.bash("git merge --quiet left")
    assert merged.returncode == 1
    assert {"openapi.yml", "sdk/src/shop/types/order.py"} <= set(
        repository.run("git diff --name-only --diff-filter=U").split()
    )
    document = (repository.root / "openapi.yml").read_text()
    document = re.sub(r"<<<<<<<[^\n]*\n(.*?)=======\n.*?>>>>>>>[^\n]*\n", r"\1", document, flags=re.S)
    (repository.root / "openapi.yml").write_text(document)


def run_hooks(repository: Repository, block: Fence) -> None:
    """What pre-commit would run on a commit of all files."""
    shipped: dict[str, dict[str, Any]] = {
        hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    }
    files = repository.run("git ls-files").split()
    (entry,) = yaml.safe_load(block.text)["repos"]
    for wanted in entry["hooks"]:
        hook = shipped[wanted["id"]] | wanted
        assert any(re.search(hook.get("files", ""), path) for path in files), hook["id"]
        repository.run(hook["entry"])


def test_what_the_page_tells_to_copy_is_there() -> None:
    text = PAGE.read_text(encoding="utf-8")
    for path in re.findall(r"\]\((automation/[^)]+)\)|`(\.github/actions/\w+)`", text):
        assert any((root / name).exists() for root in (ROOT, PAGE.parent) for name in path if name), path
