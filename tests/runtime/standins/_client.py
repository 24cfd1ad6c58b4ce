"""Stand-in for the rendered clients: the base classes with nothing added but `copy`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from typing_extensions import Self, override

from ._base_client import AsyncAPIClient, SyncAPIClient
from ._http import httpx
from ._streaming import AsyncStream, Stream
from ._types import NotGiven, Omit, not_given
from ._utils import get_async_library
from ._version import __version__


class Acme(SyncAPIClient):
    def __init__(self, *, base_url: str | httpx.URL = "https://api.acme.test", **options: Any) -> None:
        options.setdefault("_strict_response_validation", False)
        headers, query = options.pop("default_headers", None), options.pop("default_query", None)
        super().__init__(version=__version__, base_url=base_url, custom_headers=headers, custom_query=query, **options)
        self._default_stream_cls = Stream

    @property
    @override
    def default_headers(self) -> dict[str, str | Omit]:
        return {**super().default_headers, "X-Stainless-Async": "false", **self._custom_headers}

    def copy(
        self,
        *,
        base_url: str | httpx.URL | None = None,
        timeout: float | httpx.Timeout | NotGiven | None = not_given,
        http_client: httpx.Client | None = None,
        max_retries: int | NotGiven = not_given,
        default_headers: Mapping[str, str] | None = None,
        set_default_headers: Mapping[str, str] | None = None,
        default_query: Mapping[str, object] | None = None,
        set_default_query: Mapping[str, object] | None = None,
    ) -> Self:
        client = type(self)(
            base_url=base_url or self.base_url,
            timeout=self.timeout if isinstance(timeout, NotGiven) else timeout,
            http_client=http_client or self._client,
            max_retries=self.max_retries if isinstance(max_retries, NotGiven) else max_retries,
            default_headers=self._copied_headers(default_headers, set_default_headers),
            default_query=self._copied_query(default_query, set_default_query),
        )
        return self._hand_over(client)

    with_options = copy


class AsyncAcme(AsyncAPIClient):
    def __init__(self, *, base_url: str | httpx.URL = "https://api.acme.test", **options: Any) -> None:
        options.setdefault("_strict_response_validation", False)
        headers, query = options.pop("default_headers", None), options.pop("default_query", None)
        super().__init__(version=__version__, base_url=base_url, custom_headers=headers, custom_query=query, **options)
        self._default_stream_cls = AsyncStream

    @property
    @override
    def default_headers(self) -> dict[str, str | Omit]:
        library = f"async:{get_async_library()}"
        return {**super().default_headers, "X-Stainless-Async": library, **self._custom_headers}

    def copy(
        self,
        *,
        base_url: str | httpx.URL | None = None,
        timeout: float | httpx.Timeout | NotGiven | None = not_given,
        http_client: httpx.AsyncClient | None = None,
        max_retries: int | NotGiven = not_given,
        default_headers: Mapping[str, str] | None = None,
        set_default_headers: Mapping[str, str] | None = None,
        default_query: Mapping[str, object] | None = None,
        set_default_query: Mapping[str, object] | None = None,
    ) -> Self:
        client = type(self)(
            base_url=base_url or self.base_url,
            timeout=self.timeout if isinstance(timeout, NotGiven) else timeout,
            http_client=http_client or self._client,
            max_retries=self.max_retries if isinstance(max_retries, NotGiven) else max_retries,
            default_headers=self._copied_headers(default_headers, set_default_headers),
            default_query=self._copied_query(default_query, set_default_query),
        )
        return self._hand_over(client)

    with_options = copy


Client = Acme
AsyncClient = AsyncAcme
