"""Measures `sdkwright generate` on the example: each stage, and the whole command as a user waits for it."""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from sdkwright import pipeline
from sdkwright.diagnostics import Collector

ROOT = Path(__file__).parents[2]
SPEC = ROOT / "spec" / "openapi.yaml"
CONFIG = ROOT / "spec" / "stainless.yml"
RUNS = 5


def stages(out: Path) -> dict[str, float]:
    """Seconds that each step of one generation into `out` took."""
    began: list[tuple[str, float]] = []
    pipeline.generate(
        pipeline.Inputs(spec=SPEC, config=CONFIG),
        pipeline.Taste(),
        out,
        Collector(),
        lambda name: began.append((name, time.perf_counter())),
    )
    ends = [moment for _, moment in began[1:]] + [time.perf_counter()]
    return {name: end - start for (name, start), end in zip(began, ends, strict=True)}


def command(out: Path) -> float:
    """Seconds that the command takes from start to exit."""
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "sdkwright", "generate", "--spec", SPEC, "--config", CONFIG, "--out", out],
        check=True,
        capture_output=True,
    )
    return time.perf_counter() - start


def main() -> None:
    """Print medians over several runs."""
    with tempfile.TemporaryDirectory() as folder:
        runs = [stages(Path(folder) / f"stages-{number}") for number in range(RUNS)]
        for name in runs[0]:
            print(f"{statistics.median(run[name] for run in runs):8.3f} s  {name}")
        fresh = [command(Path(folder) / f"fresh-{number}") for number in range(RUNS)]
        again = [command(Path(folder) / "fresh-0") for _ in range(RUNS)]
    print(f"{statistics.median(fresh):8.3f} s  the command, into an empty folder (median of {RUNS})")
    print(f"{statistics.median(again):8.3f} s  the command, where nothing has changed")


if __name__ == "__main__":
    main()
