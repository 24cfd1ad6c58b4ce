"""A year of an API: the example's document and config change in twelve steps, and twenty places are edited by hand.

What must be told of each step is in its `expected.txt`, written before there was a `diff`. Here the steps are
generated one after another into the same folder. After each one: what was edited by hand is still there, nothing is
stale, `diff` tells what is expected, griffe's own check of breaking changes agrees, and so does pyright about a program
that was written before the step. The emitted tests run for some of the steps, for all of them where slow tests run.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import griffe
import pytest
from mock_server import mock_server
from scripted_year import PACKAGE, Revision, read_year

from sdkwright import __version__, pipeline
from sdkwright.compare.locate import PackageFolder
from sdkwright.diagnostics import Collector, Severity
from sdkwright.diff.model import Finding, Report
from sdkwright.diff.rules import Severity as Harm
from sdkwright.diff.run import diff_sdks
from sdkwright.diff.sdk import Sdk, read_sdk
from sdkwright.load.load import load_document
from sdkwright.write.plan import Plan, Policy, plan_write
from sdkwright.write.swap import apply_plan

YEAR = read_year()
STEPS = YEAR[1:]
TYPE_CHECKED = {3, 6, 9, 11}
"""Steps whose callers pyright reads in an ordinary run; the slow test takes all."""


def names(revision: Revision) -> str:
    return revision.name


@dataclass
class Year:
    """Everything that was generated; `sdk` is the maintainer's folder, `pristine` what was generated for each step."""

    root: Path
    edited: dict[int, Mapping[str, str]] = field(default_factory=dict)
    findings: dict[int, list[str]] = field(default_factory=dict)
    stale: dict[int, list[str]] = field(default_factory=dict)
    documents: dict[int, Path] = field(default_factory=dict)
    sdks: dict[int, Sdk] = field(default_factory=dict)

    @property
    def sdk(self) -> Path:
        return self.root / "sdk"

    def pristine(self, number: int) -> Path:
        return self.root / f"{number:02}"

    def as_edited(self, number: int) -> Path:
        return self.root / f"{number:02}-edited"

    def report(self, number: int) -> Report:
        return diff_sdks(self.sdks[number - 1], self.sdks[number])


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Year:
    """Live through the year."""
    made = Year(root=tmp_path_factory.mktemp("year"))
    for revision in YEAR:
        live_through(made, revision)
    return made


def live_through(year: Year, revision: Revision) -> None:
    diagnostics = Collector()
    inputs = revision.inputs(year.root)
    rendered = pipeline.render_sdk(inputs, pipeline.Taste(), diagnostics, lambda _: None)
    assert rendered is not None, diagnostics.found

    def planned(out: Path) -> Plan:
        plan = plan_write(rendered.files, out, __version__, Policy(keep=rendered.keep), diagnostics)
        assert plan is not None, diagnostics.found
        return plan

    apply_plan(planned(year.sdk))
    apply_plan(planned(year.pristine(revision.number)))
    for edit in revision.edits:
        path = year.sdk / edit.file
        text = path.read_text(encoding="utf-8")
        assert text.count(edit.after + "\n") >= 1, f"{edit.file} has no line {edit.after!r}"
        path.write_text(text.replace(edit.after + "\n", edit.after + edit.insert + "\n", 1), encoding="utf-8")
    shutil.copytree(year.sdk, year.as_edited(revision.number))
    year.stale[revision.number] = [change.path for change in planned(year.sdk).changes]
    year.findings[revision.number] = [each.rule.code for each in diagnostics if each.rule.severity is Severity.ERROR]
    year.edited[revision.number] = {
        edit.insert: (year.sdk / edit.file).read_text(encoding="utf-8")
        for past in YEAR[: revision.number + 1]
        for edit in past.edits
    }
    document = load_document(inputs.spec, diagnostics=Collector(), overlays=inputs.overlays)
    assert document is not None
    year.documents[revision.number] = year.root / f"openapi-{revision.number:02}.json"
    year.documents[revision.number].write_text(json.dumps(document.tree), encoding="utf-8")
    folder = year.pristine(revision.number)
    package = PackageFolder(package=folder / "src" / PACKAGE, sdk=folder)
    year.sdks[revision.number] = read_sdk(package, (), Collector())


def test_twelve_steps_and_twenty_edits() -> None:
    assert (len(STEPS), sum(len(step.edits) for step in STEPS)) == (12, 20)


@pytest.mark.parametrize("step", YEAR, ids=names)
def test_hand_edits_live_on(year: Year, step: Revision) -> None:
    assert [insert for insert, text in year.edited[step.number].items() if insert not in text] == []
    assert year.findings[step.number] == []


@pytest.mark.parametrize("step", YEAR, ids=names)
def test_nothing_is_stale_afterwards(year: Year, step: Revision) -> None:
    assert year.stale[step.number] == []


@pytest.mark.parametrize("step", STEPS, ids=names)
def test_each_change_is_told(year: Year, step: Revision) -> None:
    findings = year.report(step.number).findings
    assert [f"{each.severity.value} | {each.rule.code} | {each.subject}" for each in findings] == step.expected


BEYOND_GRIFFE = {
    "environment-variable-changed": "it reads signatures, not what a constructor does",
    "return-paginated": "it does not compare what functions return unless both are expressions of one shape",
    "response-field-type-changed": "it does not compare the types of attributes without values",
}
"""Breaking changes that griffe's check does not look for, and why."""


@pytest.mark.parametrize("step", STEPS, ids=names)
def test_the_verdict_agrees_with_griffe(year: Year, step: Revision) -> None:
    """What griffe calls breaking breaks callers; what breaks callers is breaking to griffe where it looks for it."""
    report = year.report(step.number)
    breakages = list(griffe.find_breaking_changes(load(year, step.number - 1), load(year, step.number)))
    callers = [each for each in report.findings if each.severity is Harm.CALLERS]
    unknown = [each for each in breakages if not any(is_about(each, finding) for finding in callers)]
    assert [(each.kind.name, each.obj.path) for each in unknown] == []
    looked_for = [each for each in callers if each.rule.code not in BEYOND_GRIFFE]
    missed = [each for each in looked_for if not any(is_about(breakage, each) for breakage in breakages)]
    assert [each.subject for each in missed] == []
    assert bool(breakages) is bool(looked_for)


def load(year: Year, number: int) -> griffe.Module:
    loaded = griffe.load(PACKAGE, search_paths=[year.pristine(number) / "src"], allow_inspection=False)
    assert isinstance(loaded, griffe.Module)
    return loaded


def is_about(breakage: griffe.Breakage, finding: Finding) -> bool:
    """Whether a breakage is (a part of) what a finding tells: its path leads through the finding's subject.

    `client.files.create(user)` is `openai_client.resources.files.Files.create`; a method stands in the wrappers too,
    and the dictionary of its arguments is named after it.
    """
    path = breakage.obj.path.removeprefix(f"{PACKAGE}.")
    subject = finding.subject.partition("(")[0]
    if not subject.startswith("client."):
        model, _, member = subject.partition(".")
        return re.search(rf"\b({model}|{snake(model)})\b", path) is not None and path.endswith(member or path[-1])
    words = subject.removeprefix("client.").split(".")
    flat = re.sub(r"With(?:Raw|Streaming)Response|Async", "", path)
    wanted = ["resources", *words]
    found = [snake(each) for each in flat.split(".")]
    if found[0] == "_client":
        return found[-1] == words[-1]
    if found[0] == "types":
        return any(singular(word) in found[-2] + found[-1] for word in words[-2:])
    return all(word in found for word in wanted[:-1])


def snake(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()


def singular(word: str) -> str:
    return word.removesuffix("s")


@dataclass(frozen=True)
class Checked:
    """What pyright finds in the programs of some steps, by step and side: the lines with errors."""

    lines: Mapping[tuple[int, str], set[int]]


def type_check(year: Year, scratch: Path, steps: list[Revision]) -> Checked:
    """Check every program against the SDK that it was written for, and against the next one, in one run."""
    environments = []
    for step in steps:
        for side, number in (("old", step.number - 1), ("new", step.number)):
            root = scratch / f"{step.number:02}-{side}"
            root.mkdir(parents=True)
            (root / "callers.py").write_text(step.callers.read_text(encoding="utf-8"), encoding="utf-8")
            environments.append({"root": root.name, "extraPaths": [str(year.pristine(number) / "src")]})
    settings = {
        "include": [each["root"] for each in environments],
        "executionEnvironments": environments,
        "pythonPath": sys.executable,
        "typeCheckingMode": "standard",
    }
    (scratch / "pyrightconfig.json").write_text(json.dumps(settings), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pyright", "--outputjson", "--pythonpath", sys.executable, "-p", str(scratch)],
        capture_output=True,
        text=True,
        check=False,
        cwd=scratch,
    )
    lines: dict[tuple[int, str], set[int]] = {(step.number, side): set() for step in steps for side in ("old", "new")}
    for found in json.loads(done.stdout)["generalDiagnostics"]:
        if found["severity"] == "error":
            number, _, side = Path(found["file"]).parent.name.partition("-")
            lines[int(number), side].add(found["range"]["start"]["line"] + 1)
    return Checked(lines=lines)


def marked(step: Revision) -> dict[int, str]:
    """The lines of a program that a step breaks, and by which rule."""
    lines = step.callers.read_text(encoding="utf-8").splitlines()
    return {number: line.partition("# breaks: ")[2] for number, line in enumerate(lines, 1) if "# breaks: " in line}


def assert_old_callers_break_where_they_must(year: Year, scratch: Path, steps: list[Revision]) -> None:
    checked = type_check(year, scratch, steps)
    for step in steps:
        assert checked.lines[step.number, "old"] == set(), f"{step.name}: the program is wrong from the start"
        assert checked.lines[step.number, "new"] == set(marked(step)), step.name
        rules = {each.rule.code: each.severity for each in year.report(step.number).findings}
        assert set(marked(step).values()) <= rules.keys(), step.name
        assert {rules[code] for code in marked(step).values()} <= {Harm.CALLERS, Harm.TYPE_CHECKERS}, step.name


def test_old_callers_break_where_they_must(year: Year, tmp_path: Path) -> None:
    assert_old_callers_break_where_they_must(year, tmp_path, [step for step in STEPS if step.number in TYPE_CHECKED])


@pytest.mark.slow
def test_old_callers_of_every_step_break_where_they_must(year: Year, tmp_path: Path) -> None:
    assert_old_callers_break_where_they_must(year, tmp_path, STEPS)


def test_each_break_that_types_show_has_a_caller(year: Year) -> None:
    """So that the checks above cannot pass for want of programs."""
    invisible = {"environment-variable-changed"}
    for step in STEPS:
        hurt = {each.rule.code for each in year.report(step.number).findings if each.severity.rank < 2} - invisible
        assert set(marked(step).values()) == hurt, step.name


def run_emitted_tests(year: Year, number: int, *arguments: str) -> str:
    with mock_server(year.documents[number], array_format="brackets") as url:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments],
            cwd=year.as_edited(number),
            env={**os.environ, "TEST_API_BASE_URL": url, "PYTHONPATH": "src", "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    return done.stdout


def chosen(year: Year, number: int) -> set[str]:
    """The emitted tests of the resources that the year is about, and all that a step has changed."""
    before, after = year.pristine(number - 1), year.pristine(number)
    tests = {path.relative_to(after).as_posix() for path in (after / "tests").rglob("test_*.py")}
    changed = {
        path
        for path in tests
        if not (before / path).is_file() or (before / path).read_bytes() != (after / path).read_bytes()
    }
    resources = ("batches", "embeddings", "files", "models", "moderations", "safety")
    return changed | (tests & {f"tests/api_resources/test_{name}.py" for name in resources})


def test_the_emitted_tests_of_the_edited_sdk_pass_at_the_end(year: Year) -> None:
    """Those of the resources that the year was about."""
    assert " passed" in run_emitted_tests(year, 12, *sorted(chosen(year, 12)))


@pytest.mark.slow
@pytest.mark.parametrize("step", STEPS, ids=names)
def test_the_emitted_tests_of_the_edited_sdk_pass_after_every_step(year: Year, step: Revision) -> None:
    """Those of the resources that the year was about and what a step has changed; at the end of the year, all."""
    paths = sorted(chosen(year, step.number)) if step.number < len(STEPS) else []
    assert " passed" in run_emitted_tests(year, step.number, *paths)
