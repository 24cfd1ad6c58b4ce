"""The part of a client that turns options into HTTP requests: base URL, default headers and query, body."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar
from collections.abc import Mapping

from ._qs import Querystring
from ._http import httpx
from ._types import Body, Omit, Headers, NotGiven
from ._utils import is_mapping
from ._logging import log_options
from ._requests import (
    MULTIPART,
    REPLAYABLE,
    ANY_MULTIPART,
    MultipartWithoutFiles,
    as_form,
    merge_body,
    encode_body,
    merge_given,
    merge_query,
    read_timeout,
    is_replayable,
    merge_headers,
    merge_defaults,
    name_multipart,
    multipart_fields,
)
from ._plain_requests import parsed_url, build_request

if TYPE_CHECKING:
    from ._auth import OAuth2ClientCredentials
    from ._models import SecurityOptions, FinalRequestOptions

_BuilderT = TypeVar("_BuilderT", bound="RequestBuilder[Any]")
HttpxClientT = TypeVar("HttpxClientT", bound="httpx.Client | httpx.AsyncClient")


class RequestBuilder(Generic[HttpxClientT]):
    """Builds requests from options. An emitted client overrides the properties and the hooks with its own facts.

    Facts of an API: `qs`, `auth_headers`, `default_headers`, `default_query`, `custom_auth`, or, for an API whose
    operations choose among security schemes, `_auth_headers(security)`, `_auth_query(security)` and
    `_custom_auth(security)`. `_validate_headers` is called with what is about to be sent and raises TypeError when
    the credentials are missing; see `_requests.py` for the helpers that such code needs.
    """

    _client: HttpxClientT
    _version: str
    _base_url: httpx.URL
    timeout: float | httpx.Timeout | None
    _custom_headers: Mapping[str, str]
    _custom_query: Mapping[str, object]
    _idempotency_header: str | None
    _oauth: OAuth2ClientCredentials | None = None
    """Set by an emitted client whose API uses OAuth 2.0 client credentials."""

    @property
    def qs(self) -> Querystring:
        """How queries and form bodies are written."""
        return Querystring()

    @property
    def custom_auth(self) -> httpx.Auth | None:
        """An authentication flow of the HTTP library, for schemes that take more than a header."""
        return self._oauth

    @property
    def auth_headers(self) -> dict[str, str]:
        """The credentials that go into every request."""
        return {}

    @property
    def default_headers(self) -> dict[str, str | Omit]:
        """The headers of every request, before those of the method and of the caller."""
        return {
            "Accept": "application/json",
            "Content-Type": "application/json",
            "User-Agent": self.user_agent,
            **self.platform_headers(),
            **self.auth_headers,
            **self._custom_headers,
        }

    @property
    def default_query(self) -> dict[str, object]:
        """The query parameters of every request, before those of the method and of the caller."""
        return {**self._custom_query}

    @property
    def user_agent(self) -> str:
        """The value of the `User-Agent` header."""
        return f"{type(self).__name__}/Python {self._version}"

    @property
    def base_url(self) -> httpx.URL:
        """What the paths of requests are relative to; always ends in a slash."""
        return self._base_url

    @base_url.setter
    def base_url(self, url: httpx.URL | str) -> None:
        self._base_url = self._read_base_url(url)

    def platform_headers(self) -> dict[str, str]:
        """The headers that describe this package and the machine."""
        raise NotImplementedError

    def _copied_headers(
        self, default_headers: Mapping[str, str] | None, set_default_headers: Mapping[str, str] | None
    ) -> Mapping[str, str]:
        """The default headers of a copy of this client, from the arguments of `copy()`; raises ValueError for both."""
        return merge_defaults(self._custom_headers, default_headers, set_default_headers, "default_headers")

    def _copied_query(
        self, default_query: Mapping[str, object] | None, set_default_query: Mapping[str, object] | None
    ) -> Mapping[str, object]:
        """The default query of a copy of this client, likewise."""
        return merge_defaults(self._custom_query, default_query, set_default_query, "default_query")

    def _hand_over(self, copy: _BuilderT) -> _BuilderT:
        """The last step of `copy()`: `copy`, which now shares what outlives one client object."""
        mine, other = self._oauth, copy._oauth
        if mine is not None and other is not None and mine.token_request == other.token_request:
            copy._oauth = mine
        return copy

    def _read_base_url(self, url: httpx.URL | str) -> httpx.URL:
        try:
            return self._enforce_trailing_slash(httpx.URL(url))
        except (TypeError, httpx.InvalidURL) as error:
            raise type(error)(f"`base_url` is {url!r}, which is no URL: {error}") from error

    def _enforce_trailing_slash(self, url: httpx.URL) -> httpx.URL:
        return url if url.raw_path.endswith(b"/") else url.copy_with(raw_path=url.raw_path + b"/")

    def _auth_headers(self, security: SecurityOptions) -> dict[str, str]:
        return {}

    def _auth_query(self, security: SecurityOptions) -> dict[str, str]:
        return {}

    def _custom_auth(self, security: SecurityOptions) -> httpx.Auth | None:
        return self.custom_auth

    def _validate_headers(self, headers: Headers, custom_headers: Headers) -> None:
        """Hook: raise TypeError if the request lacks credentials.

        `headers` is what is about to be sent; its names can be looked up in any case. `custom_headers` is what the
        caller passed, in which `Omit()` says that a header is left out on purpose. Does nothing by default.
        """

    def _prepare_url(self, url: str) -> httpx.URL:
        """The URL of a request: `url` itself if it is absolute, else relative to the base URL, path and all."""
        base = self.base_url
        if url.startswith("/") and not url.startswith("//") and "#" not in url and not base.query:
            # What nearly all requests have, with one parse at most instead of three.
            return parsed_url(str(base).removesuffix("/") + url)
        target = httpx.URL(url)
        if not target.is_relative_url:
            return target
        return base.copy_with(raw_path=base.raw_path + target.raw_path.lstrip(b"/"))

    def _timeout_of(self, options: FinalRequestOptions) -> float | httpx.Timeout | None:
        return self.timeout if isinstance(options.timeout, NotGiven) else options.timeout

    def _build_headers(self, options: FinalRequestOptions, *, retries_taken: int = 0) -> httpx.Headers:
        own: Headers = {} if isinstance(options.headers, NotGiven) else options.headers
        attempt = {"x-stainless-retry-count": str(retries_taken)}
        seconds = read_timeout(self._timeout_of(options))
        if seconds is not None:
            attempt["x-stainless-read-timeout"] = str(seconds)
        layers = (self._auth_headers(options.security), self.default_headers, attempt, own)
        try:
            # They are written in ASCII anyway; said here, nobody has to find it out by looking through all of them.
            headers = httpx.Headers(merge_headers(*layers), encoding="ascii")
        except (AttributeError, TypeError, UnicodeError) as error:
            from ._refusals import name_header  # which nobody needs who makes no mistake

            raise name_header(error, layers) from error
        self._validate_headers(headers, own)
        if self._idempotency_header and options.idempotency_key:
            headers.setdefault(self._idempotency_header, options.idempotency_key)
        return headers

    def _build_request(self, options: FinalRequestOptions, *, retries_taken: int = 0) -> httpx.Request:
        """The HTTP request for `options`.

        Raises TypeError for a body that is given twice, or that cannot be sent as multipart.
        """
        log_options(options)
        headers = self._build_headers(options, retries_taken=retries_taken)
        defaults = {**self._auth_query(options.security), **self.default_query}
        url = merge_query(self._prepare_url(options.url), merge_given(defaults, options.params), self.qs)
        kind = headers.get("Content-Type", "")
        extensions: dict[str, Any] = {}
        if "_" in url.host:
            # TLS refuses underscores in a host's name, which the DNS does not (RFC 952 against RFC 2181).
            extensions["sni_hostname"] = url.host.replace("_", "-")
        if not is_replayable(options.content):
            extensions[REPLAYABLE] = False
        bodiless = options.files is None and options.content is None and options.json_data is None
        body: dict[str, Any] = {}
        if options.method.lower() == "get" and bodiless:
            headers.pop("Content-Type", None)
        else:
            body = self._body_arguments(options, headers, content_type=kind)
        timeout = self._timeout_of(options)
        request = build_request(
            self._client, options.method, url, headers=headers, timeout=timeout, extensions=extensions, **body
        )
        if kind.startswith(ANY_MULTIPART) and not kind.startswith(MULTIPART):
            name_multipart(request, kind)
        return request

    def _body_arguments(
        self, options: FinalRequestOptions, headers: httpx.Headers, *, content_type: str
    ) -> dict[str, Any]:
        body = merge_body(options.json_data, options.extra_json)
        files = options.files
        if options.content is not None:
            if body is not None:
                raise TypeError("Passing both `content` and `json_data` is not supported")
            if files is not None:
                raise TypeError("Passing both `content` and `files` is not supported")
            return {"content": self._encode_content(options.content, headers)}
        if content_type.startswith(ANY_MULTIPART):
            if "boundary" not in content_type:
                # Only who writes the body knows the boundary: without one the HTTP library writes the header.
                headers.pop("Content-Type")
            else:
                headers["Content-Type"] = as_form(content_type)
            return {"files": files or MultipartWithoutFiles(), **self._multipart_data(body)}
        if files:
            return {"files": files}
        if body is None or isinstance(body, (NotGiven, Omit)):
            return {}
        return {"content": encode_body(body, content_type, self.qs)}

    def _multipart_data(self, body: Body | None) -> dict[str, Any]:
        if not body:
            return {}
        if not is_mapping(body):
            raise TypeError(f"A multipart body is made of named fields; expected a mapping but got {type(body)}")
        return {"data": multipart_fields(body, self.qs)}

    def _encode_content(self, content: Any, headers: httpx.Headers) -> Any:
        return bytes(content) if isinstance(content, bytearray) else content
