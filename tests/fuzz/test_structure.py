"""Golden cases with one node spoiled: findings with places, and a package that holds only what templates wrote.

In `make fuzz` every kind of place of every golden case's document and config is spoiled in every way; a normal run
takes a few of them. Rendering is skipped where the model and the settings are those of an earlier run.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from emitted import check_package
from hostile import FUZZING
from mutations import Mutation, mutations
from pipeline_runs import OUR_OWN, EndlessError, bounded, printed

from sdkwright import drafting, pipeline
from sdkwright.diagnostics import Collector
from sdkwright.diagnostics.render import to_plain
from sdkwright.model.dump import dump_api
from sdkwright.source.text import parse_source

CASES = Path(__file__).parents[1] / "cases"
PARTS = 20 if FUZZING else 2
FEW = 30
"""How many of a part a normal run takes."""


@dataclass(frozen=True)
class Subject:
    """A document, the config that goes with it, and which of the two is spoiled."""

    spec: Any
    config: Any
    in_config: bool

    @property
    def tree(self) -> Any:
        """What is spoiled."""
        return self.config if self.in_config else self.spec


def subjects() -> Iterator[Subject]:
    """The golden cases that can be read at all."""
    for case in sorted(CASES.iterdir()):
        spec, config = (tree(next(iter(case.glob(name)), None)) for name in ("openapi.*", "stainless.yml"))
        if isinstance(spec, dict):
            yield Subject(spec, config, in_config=False)
            if isinstance(config, dict):
                yield Subject(spec, config, in_config=True)


def tree(path: Path | None) -> Any:
    """The tree of a file; nothing where it is broken."""
    found = Collector()
    source = None if path is None else parse_source(path.read_bytes(), str(path), found)
    return None if source is None or found.failed else json.loads(json.dumps(source.tree))


def spoiled() -> list[tuple[Subject, Mutation]]:
    """Everything that can be done, each in one place of its kind."""
    seen: dict[bool, set[tuple[str, ...]]] = {True: set(), False: set()}
    return [
        (subject, mutation) for subject in subjects() for mutation in mutations(subject.tree, seen[subject.in_config])
    ]


@pytest.mark.parametrize("part", range(PARTS))
def test_a_node_of_another_kind_ends_in_findings(part: int, tmp_path: Path) -> None:
    everything = spoiled()
    assert len(everything) > 15_000
    seen: set[int] = set()
    for subject, mutation in chosen(everything, part):
        try:
            with bounded():
                check(tmp_path, subject, mutation, seen)
        except (Exception, EndlessError) as error:
            where = "config" if subject.in_config else "document"
            raise AssertionError(f"{where}: {mutation} of {json.dumps(subject.tree)[:2000]}") from error


def chosen(everything: list[tuple[Subject, Mutation]], part: int) -> list[tuple[Subject, Mutation]]:
    """The mutants of a part. In `make fuzz` those of a case stay together: many of them give the same model."""
    if FUZZING:
        return everything[len(everything) * part // PARTS : len(everything) * (part + 1) // PARTS]
    return random.Random(part).sample(everything, FEW)


def check(folder: Path, subject: Subject, mutation: Mutation, seen: set[int]) -> None:
    """Run the pipeline up to the rendered files; `seen` are the runs whose files were looked at."""
    texts = {"openapi.yaml": json.dumps(subject.spec, indent=1)}
    if subject.config is not None:
        texts["stainless.yml"] = json.dumps(subject.config, indent=1)
    texts["stainless.yml" if subject.in_config else "openapi.yaml"] = mutation.text(subject.tree)
    for path in folder.iterdir():
        path.unlink()
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    config = folder / "stainless.yml" if subject.config is not None else None
    diagnostics = Collector()
    inputs = pipeline.Inputs(spec=folder / "openapi.yaml", config=config)
    understood = pipeline.understand(inputs, diagnostics, lambda _: None)
    if understood is not None and not understood.settings.target.skip:
        identity = identity_of(understood)
        if identity not in seen:
            seen.add(identity)
            check_package(printed(inputs, understood, diagnostics))
    check_findings(diagnostics, {str(folder / name): text.split("\n") for name, text in texts.items()})
    assert sorted(path.name for path in folder.iterdir()) == sorted(texts)


def identity_of(understood: drafting.Understood) -> int:
    """A number that two runs share which print the same: no place of a node is in it."""
    model = re.sub(r'"origin": "[^"\n]*"', "", dump_api(understood.api))
    return hash((model, re.sub(r"Location\([^)]*\)", "", repr(understood.settings))))


def check_findings(diagnostics: Collector, lines: dict[str, list[str]]) -> None:
    """Each finding is about a place that is there, and says what to do."""
    for finding in diagnostics:
        assert not finding.rule.code.startswith(OUR_OWN), finding
        assert finding.message
        assert finding.hint or finding.rule.cure
        assert finding.location is not None, finding
        text = lines[finding.location.file]
        assert 1 <= finding.location.line <= len(text), finding
        assert 1 <= finding.location.column <= len(text[finding.location.line - 1]) + 1, finding
    assert len(to_plain(diagnostics).splitlines()) == len(diagnostics.found)
