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
from typing import IO

from msgspec import Struct

from sdkwright.workers import file_in_memory, fork

_LENGTH = 8
"""So many bytes tell how long a message is."""
_CLOSED = -1


class _Channel(Struct):
    """One direction: messages stand in a file, and a pipe tells how long each is. So nobody waits until it is heard."""

    _messages: IO[bytes]
    _hearing: int
    _telling: int
    _heard: int = 0
    """So many bytes of the messages."""

    def tell(self, message: object) -> None:
        """Pass a message on. Raises `OSError` where that cannot be done."""
        content = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
        self._messages.write(content)
        self._messages.flush()
        os.write(self._telling, len(content).to_bytes(_LENGTH))

    def hear(self) -> object:
        """The next message; waits for it. Raises `EOFError` where none will come."""
        told = os.read(self._hearing, _LENGTH)  # as one piece: a pipe takes so few bytes whole or not at all
        if not told:
            raise EOFError
        length = int.from_bytes(told)
        content = os.pread(self._messages.fileno(), length, self._heard)
        self._heard += length
        message: object = pickle.loads(content)  # noqa: S301 - our own fork's, or of the process that it is a fork of
        return message

    def only_hear(self) -> None:
        """Leave telling to the other process, so that this one notices its end."""
        os.close(self._telling)
        self._telling = _CLOSED

    def only_tell(self) -> None:
        """Leave hearing to the other process."""
        os.close(self._hearing)
        self._hearing = _CLOSED

    def close(self) -> None:
        """Close what is open."""
        self._messages.close()
        for end in (self._hearing, self._telling):
            if end != _CLOSED:
                os.close(end)


def _channel() -> _Channel | None:
    messages = file_in_memory()
    return None if messages is None else _Channel(messages, *os.pipe())


class Principal(Struct, frozen=True):
    """Whom an assistant works for."""

    _questions: _Channel
    _answers: _Channel

    def hear(self) -> object:
        """What the assistant is told; waits for it. Raises `EOFError` where nothing will come."""
        return self._questions.hear()

    def say(self, answer: object) -> None:
        """Answer."""
        self._answers.tell(answer)


class Assistant(Struct, frozen=True):
    """A fork at work. What it is told and what it says is passed by value."""

    process: int
    _questions: _Channel
    _answers: _Channel

    def tell(self, question: object) -> None:
        """Tell something, which the assistant may hear later; one who has failed never does."""
        with suppress(OSError):
            self._questions.tell(question)

    def answer(self) -> object | None:
        """The next answer; waits for it. `None` where none will come."""
        try:
            return self._answers.hear()
        except EOFError:
            return None

    def leave(self) -> None:
        """End the fork, whatever it is doing. It cannot be asked any more."""
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        self._questions.close()
        self._answers.close()


def engage(work: Callable[[Principal], None]) -> Assistant | None:
    """Let another process begin to work; `None` where that is not possible."""
    questions, answers = _channel(), _channel()
    if questions is None or answers is None:
        return None

    def assist() -> None:
        questions.only_hear()
        answers.only_tell()
        work(Principal(questions, answers))

    process = fork(assist)
    questions.only_tell()
    answers.only_hear()
    if process is None:
        questions.close()
        answers.close()
        return None
    return Assistant(process, questions, answers)
