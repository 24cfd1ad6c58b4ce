"""A second process that begins to work before it knows all that it is to do.

In: a function. Out: an `Assistant`, who is told the rest when it is known, and gives answers one by one.

As with any fork of ours, only what it says comes back, and it does not outlive this process. An assistant who fails,
for whatever reason, says nothing more; whoever asks then does the work without it.
"""

from __future__ import annotations

import os
import pickle  # what is read was written by our own fork, or by the process that it is a fork of
import signal
from collections.abc import Callable
from contextlib import suppress
from typing import IO, Generic, TypeVar

from msgspec import Struct

from sdkwright.workers import file_in_memory, fork

_Value = TypeVar("_Value")
_LENGTH = 8
"""So many bytes tell how long a message is."""


class Packed(Struct, Generic[_Value], frozen=True):
    """A value that comes from another process, and is unpacked only if somebody asks for it."""

    content: bytes

    def value(self) -> _Value:
        """Unpack it, each time anew."""
        value: _Value = pickle.loads(self.content)  # noqa: S301 - our own fork's
        return value


def pack(value: _Value) -> Packed[_Value]:
    """Pack a value."""
    return Packed(pickle.dumps(value, pickle.HIGHEST_PROTOCOL))


class Principal(Struct, frozen=True):
    """Whom an assistant works for."""

    _questions: int
    _announcements: int
    _answers: IO[bytes]

    def hear(self) -> object:
        """What the assistant is told; waits for it. Raises `EOFError` where nothing will come."""
        length = _read(self._questions, _LENGTH)
        question: object = pickle.loads(_read(self._questions, int.from_bytes(length)))  # noqa: S301 - our parent's
        return question

    def say(self, answer: object) -> None:
        """Answer. What is said is put into a file, so that nobody has to wait until it is heard."""
        content = pickle.dumps(answer, pickle.HIGHEST_PROTOCOL)
        self._answers.write(content)
        self._answers.flush()
        os.write(self._announcements, len(content).to_bytes(_LENGTH))


class Assistant(Struct):
    """A fork at work. What it is told and what it says is passed by value."""

    process: int
    _questions: int
    _announcements: int
    _answers: IO[bytes]
    _heard: int = 0
    """So many bytes of the answers."""

    def tell(self, question: object) -> None:
        """Tell something, which the assistant may hear later; one who has failed never does."""
        content = pickle.dumps(question, pickle.HIGHEST_PROTOCOL)
        with suppress(OSError):
            os.write(self._questions, len(content).to_bytes(_LENGTH) + content)

    def answer(self) -> object | None:
        """The next answer; waits for it. `None` where none will come."""
        try:
            length = int.from_bytes(_read(self._announcements, _LENGTH))
        except EOFError:
            return None
        content = os.pread(self._answers.fileno(), length, self._heard)
        self._heard += length
        answer: object = pickle.loads(content)  # noqa: S301 - our own fork's
        return answer

    def leave(self) -> None:
        """End the fork, whatever it is doing. It cannot be asked any more."""
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        os.close(self._questions)
        os.close(self._announcements)
        self._answers.close()


def engage(work: Callable[[Principal], None]) -> Assistant | None:
    """Let another process begin to work; `None` where that is not possible."""
    answers = file_in_memory()
    if answers is None:
        return None
    heard, questions = os.pipe()
    announcements, said = os.pipe()

    def assist() -> None:
        os.close(questions)
        os.close(announcements)
        work(Principal(heard, said, answers))

    process = fork(assist)
    os.close(heard)
    os.close(said)
    if process is None:
        os.close(questions)
        os.close(announcements)
        answers.close()
        return None
    return Assistant(process, questions, announcements, answers)


def _read(pipe: int, length: int) -> bytes:
    """So many bytes. Raises `EOFError` where the other end is closed before."""
    content = b""
    while len(content) < length:
        part = os.read(pipe, length - len(content))
        if not part:
            raise EOFError
        content += part
    return content
