"""Reads figures.toml: what was measured on published SDKs, and why the rest differs."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).parents[1] / "parity" / "figures.toml"


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    exact: int
    items: int


@dataclass(frozen=True)
class Remaining:
    """Differences that have a reason; patterns as in `fnmatch`."""

    module: str
    item: str
    why: str


@dataclass(frozen=True)
class Failing:
    """Tests that do not pass, with the reason: `theirs` on our package, or what is `emitted` on theirs."""

    tests: str
    number: int
    why: str
    of: str = "theirs"


@dataclass(frozen=True)
class Figures:
    """One published SDK."""

    name: str
    sdist: str
    options: Mapping[str, str]
    shares: Mapping[str, Share]
    remaining: tuple[Remaining, ...]
    failing: tuple[Failing, ...]


SHARES = ("surface", "compare", "api_md", "api", "runtime", "emitted")


def read_figures() -> tuple[Figures, ...]:
    """All figures, in the order of the file."""
    table = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return tuple(
        Figures(
            name=name,
            sdist=row["sdist"],
            options=row.get("options", {}),
            shares={kind: Share(*row[kind]) for kind in SHARES},
            remaining=tuple(Remaining(**each) for each in row.get("remaining", ())),
            failing=tuple(Failing(**each) for each in row.get("failing", ())),
        )
        for name, row in table.items()
    )
