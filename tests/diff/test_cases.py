"""The golden cases of `sdkwright diff`: one small change of an SDK, and what a reader is told of it.

A case is a folder `tests/diff/cases/<rule>/` (with `--<variant>` where a rule has several) with

- `change.toml`: `[[replace]]` tables with `file` (in `tests/diff/shop/src/shop/`), `old` and `new`, each `old` being
  there; `new` files have no `old`, removed ones no `new`; `reverse = true` takes the shop for what came after;
- `expected.txt`: the report as text.

`pytest tests/diff --snapshot-update` rewrites what is expected. Read the difference before you commit it.
"""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pytest

from sdkwright.compare.locate import PackageFolder, locate
from sdkwright.diagnostics import Collector
from sdkwright.diff.model import Report
from sdkwright.diff.rules import ALL
from sdkwright.diff.run import diff_packages
from sdkwright.diff.show import to_text

HERE = Path(__file__).parent
SHOP = HERE / "shop"
CASES = HERE / "cases"
NAMES = sorted(path.name for path in CASES.iterdir() if path.is_dir())


def change(sdk: Path, edits: list[dict[str, str]]) -> None:
    for edit in edits:
        path = sdk / "src" / "shop" / edit["file"]
        if "old" not in edit:
            path.write_text(edit["new"], encoding="utf-8")
        elif "new" not in edit:
            path.unlink()
        else:
            text = path.read_text(encoding="utf-8")
            assert edit["old"] in text, f"{edit['file']} has no {edit['old']!r}"
            path.write_text(text.replace(edit["old"], edit["new"]), encoding="utf-8")


def package(folder: Path) -> PackageFolder:
    found = locate(folder)
    assert isinstance(found, PackageFolder)
    return found


def report_of(case: Path, scratch: Path) -> Report:
    described = tomllib.loads((case / "change.toml").read_text(encoding="utf-8"))
    changed = shutil.copytree(SHOP, scratch / "changed")
    change(changed, described["replace"])
    sides = (SHOP, changed) if not described.get("reverse") else (changed, SHOP)
    diagnostics = Collector()
    report = diff_packages(package(sides[0]), package(sides[1]), (), diagnostics)
    assert diagnostics.found == []
    return report


@pytest.mark.parametrize("name", NAMES)
def test_a_case_is_told_as_expected(name: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    case = CASES / name
    report = report_of(case, tmp_path)
    text = "\n".join(to_text(report)) + "\n"
    expected = case / "expected.txt"
    if request.config.getoption("--snapshot-update"):
        expected.write_text(text, encoding="utf-8")
    assert text == expected.read_text(encoding="utf-8")
    assert name.partition("--")[0] in {finding.rule.code for finding in report.findings}


def test_every_rule_has_a_case() -> None:
    assert sorted({rule.code for rule in ALL} - {name.partition("--")[0] for name in NAMES}) == []


def test_every_case_is_of_a_rule() -> None:
    assert sorted({name.partition("--")[0] for name in NAMES} - {rule.code for rule in ALL}) == []
