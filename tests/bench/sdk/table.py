"""From ratios to the table in docs/performance.md."""

import os
import platform
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

PAGE = Path(__file__).parents[3] / "docs" / "performance.md"
BEGIN, END = "<!-- sdk: begin -->", "<!-- sdk: end -->"
HEAD = """| what | against | required | ratio | middle half | each |
|---|---|---|---|---|---|
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the table: what was measured against what, and the ratio of each turn."""

    what: str
    against: str
    required: str
    ratios: tuple[float, ...]
    detail: str


def ratios(ours: list[float], theirs: list[float]) -> tuple[float, ...]:
    """Turn by turn, one by the other."""
    return tuple(mine / other for mine, other in zip(ours, theirs, strict=True))


def line(row: Row) -> str:
    """A row in Markdown: the median ratio, and between which ratios the middle half of the turns lies."""
    low, median, high = statistics.quantiles(row.ratios, n=4)
    spread = f"{low:.3g} to {high:.3g}"
    return f"| {row.what} | {row.against} | {row.required} | **{median:.3g}** | {spread} | {row.detail} |"


def write(rows: Sequence[Row]) -> None:
    """Put the table between the marks of the page."""
    text = PAGE.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    machine = f"{_processor()}, {os.cpu_count()} cores, CPython {platform.python_version()}"
    table = HEAD + "".join(f"{line(row)}\n" for row in rows)
    PAGE.write_text(f"{before}{BEGIN}\n{machine}.\n\n{table}{END}{after}", encoding="utf-8")


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((entry.partition(": ")[2] for entry in lines if entry.startswith("model name")), platform.machine())
