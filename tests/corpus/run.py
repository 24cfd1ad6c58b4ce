"""`make corpus`: every document of a folder through the generator, and what comes of it into docs/corpus.md.

In: a folder of OpenAPI documents. Out: a line each and the totals. What is done is kept in `.cache/corpus/`; a
second run does only what has changed. Exit code 1 where anything is not as it should be.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import partial
from pathlib import Path
from queue import Queue
from typing import Any, TypeVar

import checking
import operations
import records
import yaml
from records import Record
from report import summary, write_report
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

HERE = Path(__file__).parent
BATCH_PACKAGES, BATCH_FILES = 16, 2500
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Where this run reads and writes."""

    cache: Path
    generator: str

    def folder(self, spec: Path) -> Path:
        """The SDK of a document."""
        return self.cache / "sdks" / spec.stem

    def record(self, spec: Path) -> Path:
        """The record of a document."""
        return self.cache / "records" / f"{spec.stem}.json"


@dataclass(frozen=True, slots=True)
class Generator:
    """A process that holds the generator and forks for each document; see measure.py."""

    process: subprocess.Popen[str]

    def measure(self, spec: Path, folder: Path, result: Path) -> dict[str, Any]:
        """Generate a document into a folder and import it; `{}` where that ended the process."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        result.unlink(missing_ok=True)
        self.process.stdin.write(json.dumps([str(spec), str(folder), str(result)]) + "\n")
        self.process.stdin.flush()
        self.process.stdout.readline()
        outcome: dict[str, Any] = json.loads(result.read_text(encoding="utf-8")) if result.is_file() else {}
        result.unlink(missing_ok=True)
        return outcome


def start_generator(idle: Queue[Generator]) -> None:
    """Start one more process to generate with."""
    command = [sys.executable, str(HERE / "measure.py")]
    idle.put(Generator(subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)))


def generate(run: Run, idle: Queue[Generator], spec: Path) -> Record:
    """Generate one document and import what was emitted, unless that is known already."""
    key = records.digest([(run.generator, spec.read_bytes())])
    old = records.load(run.record(spec))
    if old is not None and old.key == key and (old.imports is not None or not old.written):
        return old
    folder = run.folder(spec)
    shutil.rmtree(folder, ignore_errors=True)
    run.record(spec).parent.mkdir(parents=True, exist_ok=True)
    if idle.empty():
        start_generator(idle)
    generator = idle.get()
    outcome = generator.measure(spec, folder, run.record(spec).with_suffix(".result"))
    idle.put(generator)
    expected = operations.declared(_parse(spec))
    overview = folder / "api.md"
    listed = operations.emitted(overview.read_text(encoding="utf-8")) if overview.is_file() else []
    findings = outcome.get("findings", [])
    record = Record(
        name=spec.stem,
        key=key,
        operations=len(expected),
        emitted=len(set(listed)),
        missing=operations.missing(expected, listed, findings),
        written=outcome.get("written", False),
        traceback=outcome.get("traceback") if outcome else "the process died",
        findings=findings,
        seconds=outcome.get("seconds", 0),
        cpu=outcome.get("cpu", 0),
        megabytes=outcome.get("megabytes", 0),
        output=records.output_digest(folder),
        imports=outcome.get("imports") if outcome.get("written") else None,
    )
    return records.save(run.record(spec), records.carry(record, old))


def _parse(spec: Path) -> Any:
    text = spec.read_bytes()
    try:
        return json.loads(text)
    except ValueError:
        return yaml.load(text, Loader=yaml.CBaseLoader)


def batches(run: Run, specs: Iterable[Path]) -> list[list[Path]]:
    """Documents to check together: not too many files, no two packages of one name."""
    open_batches: list[tuple[list[Path], set[str], int]] = []
    for spec in specs:
        source = run.folder(spec) / "src"
        names = {path.name for path in source.iterdir()}
        count = sum(1 for _ in source.rglob("*.py"))
        for index, (batch, taken, files) in enumerate(open_batches):
            if len(batch) < BATCH_PACKAGES and files + count <= BATCH_FILES and not names & taken:
                batch.append(spec)
                open_batches[index] = (batch, taken | names, files + count)
                break
        else:
            open_batches.append(([spec], names, count))
    return [batch for batch, _, _ in open_batches]


def check(run: Run, tool: str, specs: list[Path]) -> None:
    """Type-check a batch with `pyright` or `mypy`."""
    folders = [run.folder(spec) for spec in specs]
    if tool == "pyright":
        errors = checking.pyright(folders)
    else:
        # what the packages build on is read once for all; two processes may not write the same cache
        errors = checking.mypy(folders, run.cache / "mypy" / threading.current_thread().name)
    for spec, folder in zip(specs, folders, strict=True):
        record = records.load(run.record(spec))
        assert record is not None
        found = errors[folder]
        records.save(
            run.record(spec), replace(record, pyright=found) if tool == "pyright" else replace(record, mypy=found)
        )


def in_parallel(
    progress: Progress,
    title: str,
    workers: int,
    items: list[Item],
    work: Callable[[Item], Any],
    weight: Callable[[Item], int],
) -> None:
    """Do the work for every item, with a bar."""
    bar = progress.add_task(title, total=sum(map(weight, items)))
    with ThreadPoolExecutor(workers, thread_name_prefix="worker") as pool:
        futures = {pool.submit(work, item): item for item in items}
        for future in as_completed(futures):
            future.result()
            progress.advance(bar, weight(futures[future]))


def main() -> None:
    """See the module."""
    arguments = _arguments()
    patterns = arguments.only or ["*"]
    specs = sorted(
        path
        for path in arguments.corpus.glob("*")
        if path.suffix in {".json", ".yml", ".yaml"} and any(fnmatchcase(path.name, f"{each}*") for each in patterns)
    )
    if not specs:
        sys.exit(f"There is no document in {arguments.corpus}.")
    run = Run(cache=arguments.cache, generator=records.generator_digest())
    # small ones first: most documents are done early, and a run that is stopped has shown something of each kind
    specs.sort(key=lambda path: path.stat().st_size)
    idle: Queue[Generator] = Queue()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console) as progress:
        in_parallel(progress, "Generating", arguments.workers, specs, partial(generate, run, idle), lambda _: 1)
        for tool in () if arguments.no_types else ("pyright",) if arguments.no_mypy else ("mypy", "pyright"):
            unchecked = [spec for spec in specs if _wants_check(records.load(run.record(spec)), tool)]
            work, checked = batches(run, unchecked), partial(check, run, tool)
            in_parallel(progress, f"Checking with {tool}", arguments.workers, work, checked, len)
    done = [record for spec in specs if (record := records.load(run.record(spec))) is not None]
    done.sort(key=lambda record: record.name.lower())
    if arguments.report is not None:
        write_report(arguments.report, done)
    sys.stdout.write(summary(done))
    sys.exit(1 if any(record.fails() for record in done) else 0)


def _wants_check(record: Record | None, tool: str) -> bool:
    return record is not None and record.written and getattr(record, tool) is None


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=records.ROOT.parent / "shared" / "corpus")
    parser.add_argument("--cache", type=Path, default=records.ROOT / ".cache" / "corpus")
    parser.add_argument("--report", type=Path, help="write the table there")
    parser.add_argument("--only", action="append", metavar="NAME", help="documents whose names begin so")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--no-types", action="store_true", help="leave pyright and mypy out")
    parser.add_argument("--no-mypy", action="store_true", help="leave mypy out")
    return parser.parse_args()


if __name__ == "__main__":
    main()
