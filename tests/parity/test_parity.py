"""Published SDKs, generated again from their own document and config: the figures of figures.toml do not fall.

Needs ../shared (the inputs and the tools) and, once, the network: the published SDKs are kept in the folder of
temporary files.
"""

from __future__ import annotations

import difflib
import json
import subprocess
import sys
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

import pytest
from parity_figures import Figures, Share, read_figures
from parity_page import PAGE, page

from sdkwright import pipeline
from sdkwright.compare.items import Comparison, Status
from sdkwright.compare.locate import PackageFolder, locate
from sdkwright.compare.run import compare_packages
from sdkwright.diagnostics import Collector

SHARED = Path(__file__).parents[3] / "shared"
FIGURES = {each.name: each for each in read_figures()}


@dataclass(frozen=True)
class Pair:
    """A published SDK and ours."""

    figures: Figures
    published: Path
    generated: Path


@cache
def published(name: str) -> Path | str:
    """The folder of a published SDK, or why there is none."""
    tool = SHARED / "tools" / "get_sdk.sh"
    if not tool.is_file():
        return "../shared is not there"
    try:
        done = subprocess.run([tool, name], capture_output=True, text=True, check=False, timeout=120)
    except subprocess.TimeoutExpired:
        return f"{name} could not be fetched in 120 s"
    if done.returncode:
        return f"{name} cannot be fetched: {(done.stderr.strip().splitlines() or ['?'])[-1]}"
    return Path(done.stdout.strip().splitlines()[-1])


@pytest.fixture(scope="module", params=FIGURES.values(), ids=FIGURES.keys())
def pair(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Pair:
    figures: Figures = request.param
    folder = published(figures.name)
    if isinstance(folder, str):
        pytest.skip(folder)
    out = tmp_path_factory.mktemp(figures.name)
    inputs = SHARED / "parity" / figures.name
    (spec,) = inputs.glob("openapi.*")
    diagnostics = Collector()
    plan = pipeline.generate(
        pipeline.Inputs(spec=spec, config=inputs / "stainless.yml"),
        pipeline.Taste(options=figures.options),
        out,
        diagnostics,
        lambda _: None,
    )
    assert plan is not None, diagnostics.found
    return Pair(figures, folder, out)


@pytest.fixture(scope="module")
def comparison(pair: Pair) -> Comparison:
    reference, candidate = locate(pair.published), locate(pair.generated)
    assert isinstance(reference, PackageFolder)
    assert isinstance(candidate, PackageFolder)
    diagnostics = Collector()
    found = compare_packages(reference, candidate, (), diagnostics)
    assert diagnostics.found == []
    return found


def assert_no_drop(measured: Share, recorded: Share, what: str) -> None:
    assert measured.items == recorded.items, f"{what}: another set of items than was recorded"
    assert measured.exact >= recorded.exact, f"{what} fell"
    assert measured.exact == recorded.exact, f"{what} rose to {measured.exact}: record it in figures.toml"


@pytest.mark.slow
def test_the_surface_by_the_yardstick_does_not_fall(pair: Pair) -> None:
    packages = [
        found.package for found in map(locate, (pair.published, pair.generated)) if isinstance(found, PackageFolder)
    ]
    command = [sys.executable, SHARED / "tools" / "surface.py", *packages, "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    items, _, exact = json.loads(done.stdout)["total"]
    assert_no_drop(Share(exact, items), pair.figures.shares["surface"], "surface.py")


@pytest.mark.slow
def test_the_surface_by_our_own_comparison_does_not_fall(pair: Pair, comparison: Comparison) -> None:
    total = comparison.total
    assert_no_drop(Share(total.exact, total.items), pair.figures.shares["compare"], "sdkwright compare")


@pytest.mark.slow
def test_what_remains_is_explained(pair: Pair, comparison: Comparison) -> None:
    """Each difference is covered by a reason in figures.toml, and no reason is left over."""
    reasons = dict.fromkeys(pair.figures.remaining, 0)
    for difference in comparison.differences:
        if difference.status is Status.NEW:
            continue
        item = difference.item
        covering = [
            reason
            for reason in reasons
            if fnmatchcase(item.module, reason.module) and fnmatchcase(item.name, reason.item)
        ]
        assert covering, (item, difference.changes, difference.before, difference.after)
        reasons[covering[0]] += 1
    assert [reason for reason, number in reasons.items() if not number] == []


@pytest.mark.slow
def test_the_lines_of_api_md_do_not_fall(pair: Pair) -> None:
    theirs, ours = (
        (folder / "api.md").read_text(encoding="utf-8").splitlines() for folder in (pair.published, pair.generated)
    )
    blocks = difflib.SequenceMatcher(None, theirs, ours, autojunk=False).get_matching_blocks()
    assert_no_drop(Share(sum(block.size for block in blocks), len(theirs)), pair.figures.shares["api_md"], "api.md")


def test_every_failing_test_is_explained() -> None:
    for figures in FIGURES.values():
        for of, kinds in {"theirs": ("api", "runtime"), "emitted": ("emitted",)}.items():
            short = sum(figures.shares[kind].items - figures.shares[kind].exact for kind in kinds)
            assert sum(each.number for each in figures.failing if each.of == of) == short, (figures.name, of)


def test_the_page_is_fresh() -> None:
    made = page(read_figures()).rstrip("\n") + "\n"
    assert PAGE.read_text(encoding="utf-8") == made, "run `make docs`"
