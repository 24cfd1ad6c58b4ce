"""Measures the generator, and writes the tables into docs/performance.md.

    python tests/bench/generator/run.py [name ...]

The names choose measurements; without any, all are made, and only then the page is rewritten. Every figure is that of
a whole process, its start and end included; children count towards its CPU. Whoever is compared takes turns, and what
is reported is the median of the ratios turn by turn, with the least and the most: what else the machine does changes
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
BEGIN, END = "<!-- generator: begin -->", "<!-- generator: end -->"
MEASUREMENTS = ("cold", "floor", "again", "growth", "largest")


def main(names: list[str]) -> None:
    """Measure, print what is found as it is found, and rewrite the page if nothing was left out."""
    tables: list[str] = []
    for name in names or MEASUREMENTS:
        with tempfile.TemporaryDirectory() as folder:
            for line in importlib.import_module(name).measure(Path(folder)):
                print(line, end="", flush=True)
                tables.append(line)
    if not names:
        _write("".join(tables).rstrip("\n"))


def _write(tables: str) -> None:
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    busy = f"load {os.getloadavg()[0]:.0f} at the end"
    machine = f"{_processor()}, {os.cpu_count()} cores ({busy}), CPython {platform.python_version()}."
    PAGE.write_text(f"{before}{BEGIN}\n{machine}\n\n{tables}\n{END}{after}", encoding="utf-8")


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((entry.partition(": ")[2] for entry in lines if entry.startswith("model name")), platform.machine())


if __name__ == "__main__":
    main(sys.argv[1:])
