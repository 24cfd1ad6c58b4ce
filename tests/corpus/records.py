"""What is known of each document, kept on disk so that a run goes on where the last one stopped.

In: documents, the generator's sources. Out: records, read and written by key.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
_SOURCES = (ROOT / "generator", ROOT / "templates")
_RUNTIME = ROOT / "templates" / "runtime"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One document's figures. `None` where a step has not been taken."""

    name: str
    key: str
    """Of the document, the generator and this tool."""
    operations: int = 0
    emitted: int = 0
    missing: list[str] = field(default_factory=list[str])
    written: bool = False
    traceback: str | None = None
    findings: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    seconds: float = 0
    cpu: float = 0
    megabytes: int = 0
    output: str = ""
    """Of the emitted sources, see `output_digest`: unchanged sources need no second check."""
    imports: list[str] | None = None
    pyright: list[str] | None = None
    mypy: list[str] | None = None

    def fails(self) -> bool:
        """Whether anything is not as it should be."""
        wrong = (self.traceback, self.missing, self.imports, self.pyright, self.mypy)
        return any(wrong) or bool(self.operations and not self.written)


def digest(files: Iterable[tuple[str, bytes]]) -> str:
    """One hash of names and contents."""
    total = hashlib.sha256()
    for name, content in files:
        total.update(f"{len(name)} {name} {len(content)} ".encode())
        total.update(content)
    return total.hexdigest()


def generator_digest() -> str:
    """A hash of everything that decides what is emitted."""
    suffixes = {".py", ".jinja", ".toml", ".json", ""}
    files = sorted(
        path
        for source in _SOURCES
        for path in source.rglob("*")
        if path.is_file() and path.suffix in suffixes and "__pycache__" not in path.parts
    )
    return digest((str(path.relative_to(ROOT)), path.read_bytes()) for path in files)


def output_digest(folder: Path) -> str:
    """A hash of the emitted sources without the runtime, which is checked where it stands."""
    package = next((path for path in (folder / "src").glob("*") if path.is_dir()), folder)
    files = (path for path in sorted(package.rglob("*.py")) if not (_RUNTIME / path.relative_to(package)).is_file())
    return digest((str(path.relative_to(folder)), path.read_bytes()) for path in files)


def load(path: Path) -> Record | None:
    """A record as it was saved; `None` where there is none that can be read."""
    try:
        return Record(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def save(path: Path, record: Record) -> Record:
    """Save a record."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(asdict(record), indent=1), encoding="utf-8")
    return record


def carry(new: Record, old: Record | None) -> Record:
    """Keep the verdicts on sources that have not changed."""
    if old is None or not new.output or old.output != new.output:
        return new
    return replace(new, pyright=old.pyright, mypy=old.mypy)
