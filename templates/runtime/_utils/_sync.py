"""Run blocking functions without blocking the event loop, under asyncio and under trio."""

from __future__ import annotations

import functools
from typing import TypeVar
from collections.abc import Callable, Awaitable
from typing_extensions import ParamSpec

_P = ParamSpec("_P")
_R = TypeVar("_R")


def _in_asyncio_task() -> bool:
    import asyncio  # not needed by programs that are not asynchronous

    # A running loop alone proves nothing: in trio's guest mode an asyncio loop is the host, but there is no task.
    try:
        return asyncio.current_task() is not None
    except RuntimeError:
        return False


async def to_thread(function: Callable[_P, _R], /, *args: _P.args, **kwargs: _P.kwargs) -> _R:
    """Call the blocking `function` in a worker thread and wait for its result."""
    if _in_asyncio_task():
        import asyncio

        return await asyncio.to_thread(function, *args, **kwargs)
    from anyio.to_thread import run_sync  # only trio needs it, and it is not cheap to import

    return await run_sync(functools.partial(function, *args, **kwargs))


def asyncify(function: Callable[_P, _R]) -> Callable[_P, Awaitable[_R]]:
    """An asynchronous function with the parameters of the blocking `function`, which runs in a worker thread."""

    async def in_thread(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        return await to_thread(function, *args, **kwargs)

    return in_thread
