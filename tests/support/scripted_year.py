"""The scripted year: the example's own document and config, changed in twelve small steps (tests/year/revisions/).

A step is a folder with `overlay.yaml` (what happens to the document), `stainless.patch.yaml` (a JSON Merge Patch,
RFC 7396, of the config), `expected.txt` (what a reader of the difference must be told), `edits.toml` (what is edited by
hand after the step) and `callers.py` (what a program called before it). All but `expected.txt` may be missing.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from sdkwright.reading import Inputs

ROOT = Path(__file__).parents[2]
REVISIONS = ROOT / "tests" / "year" / "revisions"
PACKAGE = "openai_client"


@dataclass(frozen=True)
class Edit:
    """Lines that a maintainer inserts behind a line of a generated file."""

    file: str
    after: str
    insert: str


@dataclass(frozen=True)
class Revision:
    """The state of document and config after some steps; the first has no folder and none of them."""

    number: int
    name: str
    folder: Path | None
    overlays: tuple[Path, ...]
    config: dict[str, Any]

    @property
    def expected(self) -> list[str]:
        """`severity | rule | subject`, a line each, in order."""
        assert self.folder is not None
        return (self.folder / "expected.txt").read_text(encoding="utf-8").splitlines()

    @property
    def edits(self) -> list[Edit]:
        """What is edited by hand once the step is generated."""
        path = self.folder / "edits.toml" if self.folder is not None else None
        if path is None or not path.is_file():
            return []
        return [Edit(**each) for each in tomllib.loads(path.read_text(encoding="utf-8"))["edit"]]

    @property
    def callers(self) -> Path:
        """A program that was written before the step."""
        assert self.folder is not None
        return self.folder / "callers.py"

    def inputs(self, scratch: Path) -> Inputs:
        """The inputs of a generation; the patched config is written into a folder."""
        config = scratch / f"stainless-{self.number:02}.yml"
        config.write_text(yaml.safe_dump(self.config, sort_keys=False), encoding="utf-8")
        return Inputs(spec=ROOT / "spec" / "openapi.yaml", config=config, overlays=self.overlays)


def read_year() -> list[Revision]:
    """The thirteen states: where the year begins, and after each step."""
    config: dict[str, Any] = yaml.safe_load((ROOT / "spec" / "stainless.yml").read_text(encoding="utf-8"))
    overlays: tuple[Path, ...] = ()
    revisions = [Revision(0, "00-the-example", None, overlays, config)]
    for number, folder in enumerate(sorted(path for path in REVISIONS.iterdir() if path.is_dir()), 1):
        overlay, patch = folder / "overlay.yaml", folder / "stainless.patch.yaml"
        if overlay.is_file():
            overlays = (*overlays, overlay)
        if patch.is_file():
            config = merge_patch(config, yaml.safe_load(patch.read_text(encoding="utf-8")))
        revisions.append(Revision(number, folder.name, folder, overlays, config))
    return revisions


def merge_patch(target: Any, patch: Any) -> Any:
    """JSON Merge Patch (RFC 7396 §2); neither argument is changed."""
    if not isinstance(patch, dict):
        return patch
    result = dict(target) if isinstance(target, dict) else {}
    for name, value in patch.items():
        if value is None:
            result.pop(name, None)
        else:
            result[name] = merge_patch(result.get(name), value)
    return result
