"""How time and memory grow with the document: of one process, as a second one begins at some size and costs a step."""

import statistics
from collections.abc import Iterator, Mapping
from pathlib import Path

from documents import SAME_SIZE, synthetic
from processes import Cost, generate

TURNS = 7
SCALES = (1, 2, 4, 8)
PARTS = SAME_SIZE // SCALES[-1]


def measure(folder: Path) -> Iterator[str]:
    """A table: figures by size, how far each is off the straight line through all, and what each further unit costs."""
    costs: dict[int, list[Cost]] = {scale: [] for scale in SCALES}
    for scale in SCALES:
        (folder / f"{scale}.yaml").write_text(synthetic(PARTS * scale), encoding="utf-8")
    for turn in range(TURNS):
        for scale in SCALES:
            out = folder / f"growth-{scale}-{turn}"
            costs[scale].append(
                generate(folder / f"{scale}.yaml", out, folder / "growth-cache", "--no-cache", "--jobs", "1")
            )
    # The least of each, not the median: what else the machine does only adds, and differences show it twice.
    cpu_of = {scale: min(cost.cpu for cost in found) for scale, found in costs.items()}
    memory_of = {scale: min(cost.memory for cost in found) for scale, found in costs.items()}
    yield "### Growth, with a synthetic document\n\n"
    yield "| size | CPU | off the line | memory | off the line | CPU of each more | memory of each more |\n"
    yield "|---|---|---|---|---|---|---|\n"
    cpu_off, memory_off = off_the_line(cpu_of), off_the_line(memory_of)
    before: int | None = None
    for scale in SCALES:
        cells = ["", ""]
        if before is not None:
            units = scale - before
            cpu = (cpu_of[scale] - cpu_of[before]) / units
            memory = (memory_of[scale] - memory_of[before]) / units
            cells = [f"{cpu:.2f} s", f"{memory:.1f} MB"]
        size = (folder / f"{scale}.yaml").stat().st_size / 1e6
        cpu_cells = f"{cpu_of[scale]:.2f} s | {cpu_off[scale]:+.1%}"
        figures = f"{cpu_cells} | {memory_of[scale]:.0f} MB | {memory_off[scale]:+.1%}"
        yield f"| {scale}x, {size:.1f} MB | {figures} | {cells[0]} | {cells[1]} |\n"
        before = scale
    yield "\n"


def off_the_line(values: Mapping[int, float]) -> dict[int, float]:
    """How far each value is above (or below) the straight line that fits all of them best, as a part of it."""
    slope, start = statistics.linear_regression(list(values), list(values.values()))
    return {scale: value / (start + slope * scale) - 1 for scale, value in values.items()}
