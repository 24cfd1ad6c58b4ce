"""What the scripts that run in a peer's environment share: the peer by its names, and timing.

Each script is called with the name of the SDK's package, the name of its HTTP library and the server's base URL. It
does pieces of work when it is told their names, so that `run.py` can let the peers take turns.
"""

import asyncio
import gc
import importlib
import sys
import time
from collections.abc import Awaitable, Callable
from typing import Any

SDK_NAME, HTTP_NAME, BASE_URL = sys.argv[1:4]
MESSAGES = [{"role": "user", "content": "Say something about foxes and dogs."}]
MODEL = "gpt-4o-mini"


def sdk() -> Any:
    """The SDK's package."""
    return importlib.import_module(SDK_NAME)


def http() -> Any:
    """Its HTTP library."""
    return importlib.import_module(HTTP_NAME)


def take_turns(work: dict[str, Callable[[], object]], *, times: int) -> None:
    """For each name on the standard input, print the CPU seconds of `times` calls of that piece of work."""
    for call in work.values():
        for _ in range(max(times // 2, 3)):
            call()
    print("ready", flush=True)
    for name in sys.stdin:
        call = work[name.strip()]
        gc.collect()
        began = time.process_time()
        for _ in range(times):
            call()
        print(time.process_time() - began, flush=True)


async def take_turns_at_once(work: dict[str, Callable[[], Awaitable[object]]], *, at_once: int, times: int) -> None:
    """As `take_turns`, with batches of calls that run at once."""

    async def batches(call: Callable[[], Awaitable[object]]) -> None:
        for _ in range(times):
            await asyncio.gather(*(call() for _ in range(at_once)))

    for call in work.values():
        await batches(call)
    print("ready", flush=True)
    for name in sys.stdin:
        gc.collect()
        began = time.process_time()
        await batches(work[name.strip()])
        print(time.process_time() - began, flush=True)
