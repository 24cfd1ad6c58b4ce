"""kill -9 at random moments: the SDK on disk is the old or the new one, whole, and the next run ends well.

Right after the kill the package is the old or the new one, whole, where the system can exchange folders; what lies
beside it (documentation, tests, the record) is after the next command.

A third of the moments are anywhere in a run, a third in the part of it that writes, a third in the part of that which
swaps; nothing is slowed down for it.

`python tests/write/test_kill.py [POINTS]` prints what was found.
"""

import multiprocessing
import os
import random
import shutil
import signal
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from msgspec.structs import replace

from sdkwright import pipeline
from sdkwright.diagnostics import Collector
from sdkwright.render.style import RenderedFile
from sdkwright.workers import MANY
from sdkwright.write import manifest, swap
from sdkwright.write.exchange import exchange
from sdkwright.write.journal import COMMITTED
from sdkwright.write.swap import STAGE_NAME

ROOT = Path(__file__).parents[2]
POINTS = 50
EDITED = "api.md"
INPUTS = pipeline.Inputs(spec=Path("unused"))

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9"),
]


def example() -> pipeline.Rendered:
    inputs = pipeline.Inputs(spec=ROOT / "spec" / "openapi.yaml", config=ROOT / "spec" / "stainless.yml")
    rendered = pipeline.render_sdk(inputs, pipeline.Taste(), Collector(), lambda _: None)
    assert rendered is not None
    return rendered


def next_generation(rendered: pipeline.Rendered) -> pipeline.Rendered:
    """Every Python file changes, every tenth goes, and each of those comes back under another name."""
    files: list[RenderedFile] = []
    for number, file in enumerate(rendered.files):
        if not file.path.endswith(".py") or file.kind.value == "once":
            files.append(file)
        elif number % 10:
            files.append(replace(file, text=f"# The next generation.\n{file.text}"))
        else:
            files.append(replace(file, path=file.path.replace(".py", "_again.py")))
    return replace(rendered, files=tuple(files))


def generate(rendered: pipeline.Rendered, out: Path) -> Collector:
    """What `sdkwright generate` does once everything is rendered."""
    diagnostics = Collector()
    real = pipeline.render_sdk
    pipeline.render_sdk = lambda *_: rendered
    swap.MANY = manifest.MANY = 10  # so that two processes write, as they do for a large SDK
    try:
        pipeline.generate(INPUTS, pipeline.Taste(jobs=2), out, diagnostics, lambda _: None)
    finally:
        pipeline.render_sdk = real
        swap.MANY = manifest.MANY = MANY
    return diagnostics


def contents(out: Path) -> Mapping[str, bytes]:
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in out.rglob("*")
        if path.is_file() and STAGE_NAME not in path.parts
    }


def package(state: Mapping[str, bytes]) -> Mapping[str, bytes]:
    return {path: data for path, data in state.items() if path.startswith("src/")}


@dataclass
class Found:
    """What stood on disk right after each kill; how long an undisturbed run takes, and its parts."""

    right_after: Counter[str] = field(default_factory=Counter)
    packages: Counter[str] = field(default_factory=Counter)
    settled: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    writing: float = 0.0
    swapping: float = 0.0
    killed: int = 0


def kill_at_random(folder: Path, points: int, seed: int) -> Found:
    chance = random.Random(seed)
    old_files = example()
    new_files = next_generation(old_files)
    source, out = folder / "source", folder / "out"
    assert not generate(old_files, source).failed
    edited = (source / EDITED).read_text() + "\nEdited by hand.\n"
    (source / EDITED).write_text(edited)
    (source / "mine.py").write_text("mine = 1\n")
    old = contents(source)
    shutil.copytree(source, out)
    assert not generate(new_files, out).failed
    new = contents(out)
    assert new["mine.py"] == old["mine.py"]
    assert new[EDITED] == edited.encode()
    found = Found()
    fork = multiprocessing.get_context("fork")

    def run() -> multiprocessing.process.BaseProcess:
        shutil.rmtree(out)
        shutil.copytree(source, out, copy_function=os.link)  # a run replaces files, it never writes into them
        process = fork.Process(target=lambda: os._exit(int(generate(new_files, out).failed)))
        process.start()
        return process

    def wait_for(path: Path, process: multiprocessing.process.BaseProcess) -> None:
        while process.is_alive() and not path.exists():
            time.sleep(0.0002)

    stage, journal = out / STAGE_NAME, out / STAGE_NAME / COMMITTED
    whole: list[float] = []
    writing: list[float] = []
    swapping: list[float] = []
    for _ in range(5):
        process = run()
        begin = time.perf_counter()
        wait_for(stage, process)
        begin_to_write = time.perf_counter()
        wait_for(journal, process)
        begin_to_swap = time.perf_counter()
        process.join()
        end = time.perf_counter()
        whole.append(end - begin)
        writing.append(end - begin_to_write)
        swapping.append(end - begin_to_swap)
        assert process.exitcode == 0
    found.seconds, found.writing = statistics.median(whole), statistics.median(writing)
    found.swapping = statistics.median(swapping)
    for point in range(points):
        process = run()
        match point % 3:
            case 0:
                time.sleep(chance.uniform(0, found.seconds))
            case 1:
                wait_for(stage, process)
                time.sleep(chance.uniform(0, found.writing))
            case _:
                wait_for(journal, process)
                time.sleep(chance.uniform(0, found.swapping))
        process.kill()
        process.join()
        found.killed += process.exitcode == -signal.SIGKILL
        state = contents(out)
        for path, data in state.items():
            assert data in (old.get(path), new.get(path)), f"{path} is neither old nor new"
        found.right_after["old" if state == old else "new" if state == new else "being swapped"] += 1
        packages = [package(each) for each in (state, old, new)]
        found.packages["old" if packages[0] == packages[1] else "new" if packages[0] == packages[2] else "mixed"] += 1
        settle = pipeline.check  # the next command, whichever it is
        real, pipeline.render_sdk = pipeline.render_sdk, lambda *_: new_files
        try:
            settle(INPUTS, pipeline.Taste(), out, Collector(), lambda _: None)
        finally:
            pipeline.render_sdk = real
        state = contents(out)
        found.settled["old" if state == old else "new" if state == new else "broken"] += 1
        assert state in (old, new)
        assert not (out / STAGE_NAME).exists()
        assert not generate(new_files, out).failed
        assert contents(out) == new
    return found


def test_fifty_kills_leave_fifty_whole_sdks(tmp_path: Path) -> None:
    found = kill_at_random(tmp_path, POINTS, seed=5)
    assert found.settled.total() == POINTS
    assert found.settled["broken"] == 0
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
    if exchange(tmp_path / "one", tmp_path / "other"):
        assert found.packages["mixed"] == 0
    assert found.killed > POINTS / 5  # on a busy machine many runs end before they are killed
    assert found.settled["old"] > 0
    assert found.settled["new"] > 0


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        wanted = int(sys.argv[1]) if len(sys.argv) > 1 else POINTS
        print(kill_at_random(Path(folder), wanted, seed=time.time_ns()))
