"""A fork that is told things and answers, one after the other, and is never waited for in vain."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import pytest

from sdkwright.conversation import Principal, engage

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux forks safely")


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if this process had no other threads, which pytest's plugins may start."""
    monkeypatch.setattr(threading, "active_count", lambda: 1)


def _repeat(principal: Principal) -> None:
    """Say whatever is heard, and who says it, until nothing more comes."""
    while True:
        principal.say((principal.hear(), os.getpid()))


def test_what_is_told_is_answered_in_order() -> None:
    assistant = engage(_repeat)
    assert assistant is not None
    for question in ("one", "x" * 3_000_000, ["three", 3]):
        assistant.tell(question)
    answers = [assistant.answer() for _ in range(3)]
    assert answers == [(each, assistant.process) for each in ("one", "x" * 3_000_000, ["three", 3])]
    assistant.leave()


def test_questions_wait_until_they_are_heard() -> None:
    """Whoever tells something long, which fits into no pipe, goes on at once, whatever signals come in between."""

    def answer_late(principal: Principal) -> None:
        time.sleep(1)
        principal.say(len(str(principal.hear())))

    assistant = engage(answer_late)
    assert assistant is not None
    rings: list[int] = []
    before = signal.signal(signal.SIGALRM, lambda number, _: rings.append(number))
    signal.setitimer(signal.ITIMER_REAL, 0.001, 0.001)
    try:
        begun = time.monotonic()
        assistant.tell("x" * 5_000_000)
        assert time.monotonic() - begun < 0.9
        assert assistant.answer() == 5_000_000
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        assistant.leave()
    assert rings


def _say_five(principal: Principal) -> None:
    for _ in range(5):
        principal.say("y" * 200_000)


def test_answers_wait_until_they_are_heard() -> None:
    assistant = engage(_say_five)
    assert assistant is not None
    deadline = time.monotonic() + 30
    while _lives(assistant.process) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not _lives(assistant.process), "it waits until somebody hears it"
    assert [assistant.answer() for _ in range(6)] == ["y" * 200_000] * 5 + [None]
    assistant.leave()


@pytest.mark.parametrize("work", [lambda _: os._exit(9), lambda _: 1 // 0, lambda principal: principal.say(lambda: 1)])
def test_who_fails_says_nothing(work: object) -> None:
    assert callable(work)
    assistant = engage(work)
    assert assistant is not None
    assistant.tell("anything")
    assert assistant.answer() is None
    assistant.tell("more")
    assert assistant.answer() is None
    assistant.leave()


def test_who_waits_is_ended() -> None:
    assistant = engage(lambda principal: principal.say(principal.hear()))
    assert assistant is not None
    assistant.leave()
    with pytest.raises(ChildProcessError):
        os.waitpid(assistant.process, os.WNOHANG)


def test_without_a_process_nobody_is_engaged(monkeypatch: pytest.MonkeyPatch) -> None:
    before = os.listdir("/proc/self/fd")
    monkeypatch.setattr(os, "fork", lambda: (_ for _ in ()).throw(BlockingIOError(11, "no more processes")))
    assert engage(_repeat) is None
    assert len(os.listdir("/proc/self/fd")) == len(before)


def test_an_assistant_does_not_outlive_who_engaged_it() -> None:
    code = """
        import os, time
        from sdkwright.conversation import engage
        print(engage(lambda principal: time.sleep(60)).process, flush=True)
        time.sleep(60)
    """
    with subprocess.Popen([sys.executable, "-c", textwrap.dedent(code)], stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        assistant = int(running.stdout.readline())
        time.sleep(0.5)
        running.send_signal(signal.SIGKILL)
        running.wait()
        deadline = time.monotonic() + 30
        while _lives(assistant) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert not _lives(assistant)


def _lives(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return False
