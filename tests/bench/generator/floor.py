"""One generation from nothing, against what no generator in Python can do without."""

import sys
from collections.abc import Iterator
from pathlib import Path

from documents import document
from processes import Cost, generate, median, ratios, run, shown, spread

SIDE = Path(__file__).with_name("floor_side.py")
TURNS = 3


def measure(folder: Path) -> Iterator[str]:
    """A table: ours against parsing with positions, formatting what was emitted, and writing it."""
    spec, name = document(folder)
    yield f"### Against the floor, with {name}\n\n"
    yield "The floor: libyaml composes the document with positions, ruff formats what we emit, it is written.\n\n"
    yield "| wall | CPU | ours | the floor |\n|---|---|---|---|\n"
    ours: list[Cost] = []
    floor: list[Cost] = []
    for turn in range(TURNS):
        out = folder / f"floor-{turn}"
        ours.append(generate(spec, out, folder / "floor-cache", "--no-cache"))
        floor.append(run(sys.executable, SIDE, spec, out, folder / f"floor-copy-{turn}"))
    wall = spread(ratios([cost.wall for cost in ours], [cost.wall for cost in floor]))
    cpu = spread(ratios([cost.cpu for cost in ours], [cost.cpu for cost in floor]))
    yield f"| {wall} | {cpu} | {shown(median(ours))} | {shown(median(floor))} |\n\n"
