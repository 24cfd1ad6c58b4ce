"""Whole processes, and what they cost.

In: a command. Out: `Cost`: seconds until it ended, seconds of CPU with those of its children, the peak of its memory.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

BIN = Path(sys.executable).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one process took. `memory` is in MB: that of the largest process among it and its children."""

    wall: float
    cpu: float
    memory: float


def run(*command: str | Path, environment: Mapping[str, str] | None = None, allowed: Sequence[int] = (0,)) -> Cost:
    """Run a command to its end. Raises `RuntimeError` where its exit code is none of the `allowed`."""
    begun = time.perf_counter()
    # Whoever is measured keeps its bytecode, as any installed program does, whatever this environment says.
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    process = subprocess.Popen(
        command, env={**kept, **(environment or {})}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    assert process.stdout is not None
    told = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in allowed:
        raise RuntimeError(f"{command[0]} failed: {told.decode(errors='replace')[-2000:]}")
    return Cost(wall=wall, cpu=usage.ru_utime + usage.ru_stime, memory=usage.ru_maxrss / 1024)


def generate(spec: Path, out: Path, cache: Path, *more: str) -> Cost:
    """One `sdkwright generate`; the remembered texts are in `cache`."""
    command = (sys.executable, "-m", "sdkwright", "generate", "--spec", spec, "--out", out, *more)
    cost = run(*command, environment={"SDKWRIGHT_CACHE": str(cache)}, allowed=(0, 1))  # 1: there are findings
    assert out.is_dir(), f"{spec} gave nothing"
    return cost


def ratios(ours: Sequence[float], theirs: Sequence[float]) -> list[float]:
    """Turn by turn, one by the other."""
    return [mine / other for mine, other in zip(ours, theirs, strict=True)]


def spread(values: Sequence[float]) -> str:
    """The median in bold, and the least and the most."""
    return f"**{statistics.median(values):.2f}** ({min(values):.2f} to {max(values):.2f})"


def median(costs: Sequence[Cost]) -> Cost:
    """The median of each figure by itself."""
    return Cost(
        wall=statistics.median(cost.wall for cost in costs),
        cpu=statistics.median(cost.cpu for cost in costs),
        memory=statistics.median(cost.memory for cost in costs),
    )


def shown(cost: Cost) -> str:
    """The figures of a process, for a cell of a table."""
    return f"{cost.wall:.1f} s, {cost.cpu:.1f} s CPU, {cost.memory:.0f} MB"
