"""Work that is done by two processes gives what it gives when done by one, and no process is left behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from itertools import pairwise
from pathlib import Path
from typing import NoReturn

import pytest

from sdkwright import workers
from sdkwright.workers import both

forks = pytest.mark.skipif(sys.platform != "linux", reason="only Linux forks safely")


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if this process had no other threads, which pytest's plugins may start."""
    monkeypatch.setattr(threading, "active_count", lambda: 1)


@forks
@pytest.mark.usefixtures("alone")
def test_the_second_is_done_elsewhere() -> None:
    mine, (other, large) = both(2, os.getpid, lambda: (os.getpid(), "x" * 5_000_000))
    assert mine == os.getpid()
    assert other != mine
    assert large == "x" * 5_000_000


def test_with_one_job_all_is_done_here() -> None:
    assert both(1, os.getpid, os.getpid) == (os.getpid(), os.getpid())


def test_a_process_with_threads_is_not_forked() -> None:
    waiting = threading.Event()
    thread = threading.Thread(target=waiting.wait)
    thread.start()
    try:
        assert both(2, os.getpid, os.getpid) == (os.getpid(), os.getpid())
    finally:
        waiting.set()
        thread.join()


def _die() -> NoReturn:
    os._exit(9)


def _unpicklable() -> object:
    return lambda: 1


@forks
@pytest.mark.usefixtures("alone")
def test_what_a_fork_could_not_do_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    parent = os.getpid()
    assert both(2, lambda: 1, lambda: _die() if os.getpid() != parent else "here") == (1, "here")
    assert callable(both(2, lambda: 1, _unpicklable)[1])
    with pytest.raises(ZeroDivisionError):
        both(2, lambda: 1, lambda: 1 // 0)
    monkeypatch.setattr(os, "fork", lambda: (_ for _ in ()).throw(BlockingIOError(11, "no more processes")))
    assert both(2, os.getpid, os.getpid) == (parent, parent)


@forks
@pytest.mark.usefixtures("alone")
def test_where_the_first_fails_the_fork_ends() -> None:
    before = time.monotonic()
    with pytest.raises(ZeroDivisionError):
        both(2, lambda: 1 // 0, lambda: time.sleep(60))
    assert time.monotonic() - before < 30
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


@forks
def test_a_fork_does_not_outlive_what_made_it() -> None:
    code = """
        import os, time
        from sdkwright.workers import both
        both(2, lambda: time.sleep(60), lambda: (print(os.getpid(), flush=True), time.sleep(60)))
    """
    with subprocess.Popen([sys.executable, "-c", textwrap.dedent(code)], stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        fork = int(running.stdout.readline())
        running.send_signal(signal.SIGKILL)
        running.wait()
        deadline = time.monotonic() + 30
        while _lives(fork) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert not _lives(fork)


def _document(schemas: int) -> dict[str, object]:
    """A document of so many schemas that know each other, each with a method of its own."""
    names = [f"Pet{number}" for number in range(schemas)]
    known = {name: {"$ref": f"#/components/schemas/{other}"} for name, other in pairwise(names)}
    answer = {name: {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}} for name in names}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Pets", "version": "1"},
        "paths": {
            f"/things{number % 9}/{name}": {
                "get": {
                    "operationId": f"get{name}",
                    "tags": [f"things{number % 9}"],
                    "description": f"Gives pet {number}.",
                    "responses": {"200": {"description": "It.", "content": answer[name]}},
                }
            }
            for number, name in enumerate(names)
        },
        "components": {
            "schemas": {
                name: {
                    "type": "object",
                    "description": f"Pet {number}.",
                    "properties": {"next": known.get(name, {"type": "string", "description": "The last."})},
                }
                for number, name in enumerate(names)
            }
        },
    }


def _lives(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return False


@forks
@pytest.mark.slow
def test_an_sdk_is_the_same_however_many_processes_made_it(tmp_path: Path) -> None:
    spec = tmp_path / "openapi.json"
    spec.write_text(json.dumps(_document(workers.MANY)), encoding="utf-8")
    made: list[dict[str, bytes]] = []
    for jobs in ("1", "2"):
        out = tmp_path / jobs
        command = [sys.executable, "-m", "sdkwright", "generate", "--spec", spec.name, "--out", jobs, "--no-cache"]
        subprocess.run([*command, "--jobs", jobs], cwd=tmp_path, check=True, capture_output=True)
        made.append({str(path.relative_to(out)): path.read_bytes() for path in out.rglob("*") if path.is_file()})
    assert len(made[0]) > workers.MANY
    assert made[0] == made[1]
