"""Generates documents, each in a process of its own within limits, and imports what was emitted.

In (standard input): a line of JSON per document: the document, an output folder, a file for the result. Out: a line on
standard output when each is done; into the file the result as JSON: findings, time, memory, modules that fail to
import, and the traceback if there was one.
The generator is loaded once and the process forked for each document, for on small documents loading it costs more
than the work itself; the measured figures are those of the fork.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import resource
import sys
import time
import traceback
import warnings
from pathlib import Path
from typing import Any

MEMORY = 4 << 30
SECONDS = 240
GENERATOR = Path(__file__).parents[2] / "generator"


def limit() -> None:
    """Beyond these a document counts as failed."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 5))


def usage() -> dict[str, float]:
    """Processor seconds and peak megabytes, the formatter's included."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime
    return {"cpu": round(seconds, 2), "megabytes": max(own.ru_maxrss, children.ru_maxrss) // 1024}


def measure(spec: Path, out: Path) -> dict[str, Any]:
    """Generate, and say how it went."""
    from sdkwright import pipeline
    from sdkwright.diagnostics import Collector

    found = Collector()
    error: str | None = None
    written = False
    began = time.perf_counter()
    try:
        plan = pipeline.generate(pipeline.Inputs(spec=spec), pipeline.Taste(), out, found, lambda _: None)
        written = plan is not None
    except BaseException:
        error = traceback.format_exc()
    findings = [
        {
            "code": each.rule.code,
            "severity": each.rule.severity.value,
            "message": each.message,
            "line": each.location.line if each.location else 0,
            "pointer": each.location.pointer if each.location else "",
        }
        for each in found
    ]
    seconds = round(time.perf_counter() - began, 2)
    return {"written": written, "traceback": error, "findings": findings, "seconds": seconds} | usage()


def import_all(source: Path) -> list[str]:
    """Import every module below a source folder: a line per module that fails. Warnings count as errors."""
    sys.path[:] = [
        str(source),
        *(path for path in sys.path if path not in (str(GENERATOR), str(Path(__file__).parent))),
    ]
    warnings.simplefilter("error")
    failed: list[str] = []
    for parts in sorted(path.relative_to(source).with_suffix("").parts for path in source.rglob("*.py")):
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        try:
            importlib.import_module(name)
        except BaseException as error:
            failed.append(f"{name}: {type(error).__name__}: {' '.join(str(error).split())[:300]}")
    return failed


def _one(spec: Path, out: Path, result: Path) -> None:
    limit()
    measured = measure(spec, out)
    # saved before the import, so that a package that kills the process does not hide how it was made
    result.write_text(json.dumps(measured | {"imports": ["importing ended the process"]}), encoding="utf-8")
    if measured["written"]:
        result.write_text(json.dumps(measured | {"imports": import_all(out / "src")}), encoding="utf-8")


def main() -> None:
    """See the module."""
    sys.path.insert(0, str(GENERATOR))
    for each in ("sdkwright.pipeline", "httpx", "anyio", "pydantic", "pydantic.v1", "typing_extensions"):
        with contextlib.suppress(ImportError):
            importlib.import_module(each)
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            code = 1
            try:
                _one(*map(Path, json.loads(line)))
                code = 0
            except BaseException:
                traceback.print_exc()
            finally:
                os._exit(code)
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
