"""What the tests of the HTTP half share: clients over a handler instead of a network, sync and async alike."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import httpx
from acme_sdk._client import Acme, AsyncAcme

Handler = Callable[[httpx.Request], httpx.Response]

FLAVOURS = ("sync", "async")


class Both:
    """One client of either flavour; `await both(client.get(...))` works for both."""

    def __init__(self, flavour: str, handler: Handler, **options: Any) -> None:
        transport = httpx.MockTransport(handler)
        self.is_async = flavour == "async"
        if self.is_async:
            http: Any = httpx.AsyncClient(transport=transport, follow_redirects=True)
            self.client: Any = AsyncAcme(http_client=http, **options)
        else:
            http = httpx.Client(transport=transport, follow_redirects=True)
            self.client = Acme(http_client=http, **options)

    async def __call__(self, result: Any) -> Any:
        return await result if inspect.isawaitable(result) else result


async def collect(items: Any) -> list[Any]:
    """All items of an iterator of either flavour."""
    if hasattr(items, "__aiter__"):
        return [item async for item in items]
    return list(items)


class Answers:
    """A handler that gives its answers one after the other, the last one ever after, and keeps the requests."""

    def __init__(self, *answers: httpx.Response | Exception) -> None:
        self.answers = list(answers)
        self.requests: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        # A response is used up by being read, so each request gets one of its own.
        return httpx.Response(answer.status_code, headers=answer.headers, content=answer.content)
