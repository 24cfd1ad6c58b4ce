"""Generates one document in a process of its own, within limits.

In (arguments): a document, an output folder, a file for the result. Out: the result as JSON: findings, time,
memory, and the traceback if there was one.
"""

from __future__ import annotations

import json
import resource
import sys
import time
import traceback
from pathlib import Path
from typing import Any

MEMORY = 4 << 30
SECONDS = 240


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
    sys.path.insert(0, str(Path(__file__).parents[2] / "generator"))
    from sdkwright import pipeline
    from sdkwright.diagnostics import Collector

    found = Collector()
    error: str | None = None
    written = False
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
    return {"written": written, "traceback": error, "findings": findings}


def main() -> None:
    """See the module."""
    began = time.perf_counter()
    limit()
    spec, out, result = map(Path, sys.argv[1:4])
    measured = measure(spec, out) | usage() | {"seconds": round(time.perf_counter() - began, 2)}
    result.write_text(json.dumps(measured), encoding="utf-8")


if __name__ == "__main__":
    main()
