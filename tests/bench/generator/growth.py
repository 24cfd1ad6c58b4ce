"""How time and memory grow with the document: of one process, as a second one begins at some size and costs a step."""

from collections.abc import Iterator
from pathlib import Path

from documents import SAME_SIZE, synthetic
from processes import Cost, generate

TURNS = 4
SCALES = (1, 2, 4, 8)
PARTS = SAME_SIZE // SCALES[-1]


def measure(folder: Path) -> Iterator[str]:
    """A table: figures by size, and what each further unit costs against what it cost between the sizes before."""
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
    yield "| size | CPU | memory | CPU of each further unit | memory of each further unit |\n|---|---|---|---|---|\n"
    before: int | None = None
    for scale in SCALES:
        cells = ["", ""]
        if before is not None:
            units = scale - before
            cpu = (cpu_of[scale] - cpu_of[before]) / units
            memory = (memory_of[scale] - memory_of[before]) / units
            cells = [f"{cpu:.2f} s", f"{memory:.1f} MB"]
        size = (folder / f"{scale}.yaml").stat().st_size / 1e6
        figures = f"{cpu_of[scale]:.2f} s | {memory_of[scale]:.0f} MB"
        yield f"| {scale}x, {size:.1f} MB | {figures} | {cells[0]} | {cells[1]} |\n"
        before = scale
    yield "\n"
