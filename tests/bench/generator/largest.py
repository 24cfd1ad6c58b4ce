"""The largest documents of the public corpus."""

from collections.abc import Iterator
from pathlib import Path

from documents import ROOT
from processes import generate, shown

CORPUS = ROOT.parent / "shared" / "corpus"
COUNT = 6


def measure(folder: Path) -> Iterator[str]:
    """A table: each document, and what one generation from nothing takes."""
    found = sorted(CORPUS.glob("*.json"), key=lambda path: path.stat().st_size, reverse=True)[:COUNT]
    if not found:
        return
    yield "### The largest documents of the corpus\n\n"
    yield "| document | size | files | one generation |\n|---|---|---|---|\n"
    for spec in found:
        out = folder / spec.stem
        cost = generate(spec, out, folder / "corpus-cache", "--no-cache")
        files = sum(path.is_file() for path in out.rglob("*"))
        yield f"| {spec.stem} | {spec.stat().st_size / 1e6:.1f} MB | {files} | {shown(cost)} |\n"
    yield "\n"
