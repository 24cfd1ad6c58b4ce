"""Two pieces of work at the same time, where there are two processors.

In: two functions. Out: what each gives, as if they had been called one after the other.

The second runs in a fork of this process, which shares all that was made so far and costs a hundredth of a second. Only
what it returns comes back: it must leave nothing behind in objects, print nothing and raise nothing that matters. If
the fork fails, for whatever reason, the work is done again here. A fork does not outlive this process.
"""

from __future__ import annotations

import os
import pickle  # what is read was written a moment ago, into a file without a name, by our own fork
import signal
import sys
import threading
from collections.abc import Callable
from typing import IO, TYPE_CHECKING, Generic, NoReturn, TypeVar, cast

from msgspec import Struct

if TYPE_CHECKING:
    from ctypes import CDLL

_First = TypeVar("_First")
_Second = TypeVar("_Second")
MANY = 200
"""So many files, schemas or texts make a fork worth its while."""
LARGE_DOCUMENT = 300_000
"""So many bytes take longer to parse than a fork takes to begin, or what is remembered of them to be looked for."""
_DIE_WITH_PARENT = 1
"""`PR_SET_PDEATHSIG`."""


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


def both(jobs: int, first: Callable[[], _First], second: Callable[[], _Second]) -> tuple[_First, _Second]:
    """Do two pieces of work; with fewer than two `jobs`, or where no fork is safe, one after the other."""
    pending = begin(second) if jobs > 1 else None
    if pending is None:
        return first(), second()
    try:
        mine = first()
    except BaseException:
        pending.drop()
        raise
    return mine, pending.result()


def _may_fork() -> bool:
    """Only Linux promises that a fork may go on working; the locks of other threads would stay locked in it."""
    return sys.platform == "linux" and threading.active_count() == 1


class Pending(Struct, Generic[_Second], frozen=True):
    """Work that a fork has begun, and the file that its answer will be in. Either is asked for once."""

    work: Callable[[], _Second]
    process: int
    answer: IO[bytes]

    def result(self) -> _Second:
        """What the fork gives; where it failed, the work is done here."""
        try:
            _, status = os.waitpid(self.process, 0)
        except BaseException:
            self.drop()
            raise
        with self.answer:
            if status:
                return self.work()
            self.answer.seek(0)
            return cast("_Second", pickle.load(self.answer))  # noqa: S301 - the fork's own

    def drop(self) -> None:
        """End the fork; nobody wants its answer any more."""
        self.answer.close()
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)


def begin(work: Callable[[], _Second]) -> Pending[_Second] | None:
    """Begin work in a fork; `None` where none is safe, or the system has no process or no room left."""
    answer = file_in_memory()
    if answer is None:
        return None

    def work_and_answer() -> None:
        pickle.dump(work(), answer, pickle.HIGHEST_PROTOCOL)
        answer.flush()

    process = fork(work_and_answer)
    if process is None:
        answer.close()
        return None
    return Pending(work, process, answer)


def file_in_memory() -> IO[bytes] | None:
    """A file without a name; `None` where the system has none."""
    if sys.platform != "linux":
        return None
    try:
        return os.fdopen(os.memfd_create("sdkwright"), "w+b")
    except OSError:
        return None


def fork(work: Callable[[], None]) -> int | None:
    """Do something in a fork, and nothing of what the program does at its end.

    The number of its process; `None` where no fork is safe, or the system has no process left.
    """
    if not _may_fork():
        return None
    try:
        import ctypes  # here, as few runs fork, and before that, so that not each fork imports it
    except ImportError:  # a Python that was built without it
        return None
    library, parent = ctypes.CDLL(None), os.getpid()
    try:
        process = os.fork()
    except OSError:
        return None
    if process == 0:
        _work(work, parent, library)
    return process


def _work(work: Callable[[], None], parent: int, library: CDLL) -> NoReturn:
    code = 1
    try:
        library.prctl(_DIE_WITH_PARENT, signal.SIGKILL)
        if os.getppid() == parent:
            work()
            code = 0
    finally:
        os._exit(code)
