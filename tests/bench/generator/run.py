"""Measures the generator, and writes the tables into docs/performance.md.

    python tests/bench/generator/run.py [name ...]

The names choose measurements (cold, floor, again, lines, growth, largest); without any, all are made. Each table is
written into the page as soon as it is there, and names the machine that it was measured on. Every figure is that of a
whole process, its start and end included; children count towards its CPU. Whoever is compared takes turns, and what is
reported is the median of the ratios turn by turn, with the least and the most: what else the machine does changes
within seconds.
"""

import importlib
import os
import platform
import sys
import tempfile
from pathlib import Path

from documents import ROOT

PAGE = ROOT / "docs" / "performance.md"
MEASUREMENTS = ("cold", "floor", "again", "lines", "growth", "largest")


def main(names: list[str]) -> None:
    """Measure, print what is found as it is found, and put each table in its place."""
    # One folder, to the end: ext4 takes several times as long to make files where many were deleted a moment ago.
    with tempfile.TemporaryDirectory() as folder:
        for name in names or MEASUREMENTS:
            lines: list[str] = []
            (place := Path(folder) / name).mkdir()
            for line in importlib.import_module(name).measure(place):
                print(line, end="", flush=True)
                lines.append(line)
            if lines:  # none where the documents are not at hand
                _write(name, "".join(lines).rstrip("\n"))


def _write(name: str, table: str) -> None:
    begin, end = f"<!-- generator {name}: begin -->", f"<!-- generator {name}: end -->"
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(begin)
    after = rest.partition(end)[2]
    load = f"load {os.getloadavg()[0]:.0f} at the end"
    machine = f"{_processor()}, {os.cpu_count()} cores ({load}), CPython {platform.python_version()}."
    PAGE.write_text(f"{before}{begin}\n{table}\n\n{machine}\n{end}{after}", encoding="utf-8")


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((entry.partition(": ")[2] for entry in lines if entry.startswith("model name")), platform.machine())


if __name__ == "__main__":
    main(sys.argv[1:])
