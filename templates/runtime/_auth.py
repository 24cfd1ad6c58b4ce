"""Credentials: OAuth 2.0 client credentials with a token that renews itself, and what rendered clients need.

A rendered client gives an `OAuth2ClientCredentials` as its `custom_auth`; the HTTP library then runs the flow around
each request.
"""

from __future__ import annotations

import json
import time
import base64
import asyncio
import weakref
import threading
from typing import TYPE_CHECKING, Any, Literal, cast
from dataclasses import dataclass
from urllib.parse import urlencode, quote_plus
from collections.abc import Mapping, Sequence, Generator, AsyncGenerator
from typing_extensions import override

import anyio

from ._http import httpx
from ._utils import is_mapping
from ._retries import is_retryable_status
from ._requests import REPLAYABLE, has_header as has_header, has_omitted_header as has_omitted_header
from ._exceptions import SDKError

if TYPE_CHECKING:
    from contextlib import AbstractAsyncContextManager

_RENEW_BEFORE_EXPIRY = 60.0
_UNAUTHORIZED = 401


class OAuth2Error(SDKError):
    """The authorization server did not give a token. `body` is its answer, as JSON if it is any.

    One that may be better a moment later, by its status, is asked again as often as the API itself would be.
    """

    def __init__(self, message: str, *, status_code: int, body: object) -> None:
        super().__init__(message)
        self.message = message
        self.status_code = status_code
        self.body = body
        self.is_transient = is_retryable_status(status_code)

    @override
    def __reduce__(self) -> tuple[Any, ...]:
        return _restored_error, (self.message, self.status_code, self.body)


def _restored_error(message: str, status_code: int, body: object) -> OAuth2Error:
    return OAuth2Error(message, status_code=status_code, body=body)


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenRequest:
    """How to ask for a token by RFC 6749 section 4.4.

    client_authentication: where the client says who it is: `basic` in the Authorization header, as servers must
        understand (section 2.3.1), `body` among the form fields.
    parameters: further form fields, such as `audience`.
    """

    token_url: str
    client_id: str
    client_secret: str
    scopes: Sequence[str] = ()
    client_authentication: Literal["basic", "body"] = "basic"
    parameters: tuple[tuple[str, str], ...] = ()

    def build(self) -> httpx.Request:
        """The request to the token endpoint."""
        form = {"grant_type": "client_credentials"}
        if self.scopes:
            form["scope"] = " ".join(self.scopes)
        form.update(self.parameters)
        headers = {"Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded"}
        if self.client_authentication == "basic":
            headers["Authorization"] = basic_authorization(quote_plus(self.client_id), quote_plus(self.client_secret))
        else:
            form.update(client_id=self.client_id, client_secret=self.client_secret)
        return httpx.Request("POST", self.token_url, headers=headers, content=urlencode(form).encode("ascii"))


@dataclass(frozen=True, slots=True)
class Token:
    """A token and the moment, on the monotonic clock, from which on it is renewed; None: only when it is refused."""

    authorization: str
    renew_at: float | None

    def is_fresh(self) -> bool:
        """Whether the token can be used without asking for a new one."""
        return self.renew_at is None or time.monotonic() < self.renew_at


def read_token(response: httpx.Response) -> Token:
    """The token in the answer of the authorization server (RFC 6749 section 5.1); raises OAuth2Error."""
    try:
        body: object = json.loads(response.content)
    except ValueError:
        body = response.text
    fields: Mapping[str, object] = body if is_mapping(body) else {}
    value = fields.get("access_token")
    if not response.is_success or not isinstance(value, str):
        reason = fields.get("error_description") or fields.get("error") or "no access token in the answer"
        message = f"Could not get an OAuth 2.0 token: {reason} (status {response.status_code})"
        raise OAuth2Error(message, status_code=response.status_code, body=body)
    return Token(f"Bearer {value}", _renewal(fields.get("expires_in")))


def _renewal(expires_in: object) -> float | None:
    try:
        lifetime = float(cast("Any", expires_in))
    except (TypeError, ValueError):
        return None
    # A short-lived token is used for at least half of its life.
    return time.monotonic() + max(lifetime - _RENEW_BEFORE_EXPIRY, lifetime / 2)


class OAuth2ClientCredentials(httpx.Auth):
    """Puts an OAuth 2.0 token on each request, and gets a new one before it expires and when it is refused.

    The token is kept for all requests of all clients that share this object. However many threads and tasks need one
    at the same time, one of them asks for it and the others wait. The token endpoint is called through the same HTTP
    client as the API. Raises OAuth2Error when there is no token to be had.
    """

    def __init__(
        self,
        *,
        token_url: str,
        client_id: str,
        client_secret: str,
        scopes: Sequence[str] = (),
        client_authentication: Literal["basic", "body"] = "basic",
        parameters: Mapping[str, str] | None = None,
    ) -> None:
        self.token_request = TokenRequest(
            token_url=token_url,
            client_id=client_id,
            client_secret=client_secret,
            scopes=tuple(scopes),
            client_authentication=client_authentication,
            parameters=tuple((parameters or {}).items()),
        )
        self._token: Token | None = None
        self._lock = threading.Lock()
        self._task_lock: tuple[weakref.ref[Any] | None, AbstractAsyncContextManager[object]] | None = None

    def invalidate(self) -> None:
        """Forget the token; the next request asks for a new one."""
        self._token = None

    @override
    def sync_auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        if "Authorization" in request.headers:
            yield request  # the caller has credentials of their own
            return
        token, is_new = self._usable(), False
        if token is None:
            token, is_new = yield from self._renew(None)
        request.headers["Authorization"] = token.authorization
        response = yield request
        if self._may_retry(request, response, is_new=is_new):
            # The HTTP library reads the refusal to its end, so that the connection can be used again.
            token, _ = yield from self._renew(token)
            request.headers["Authorization"] = token.authorization
            yield request

    def _renew(self, refused: Token | None) -> Generator[httpx.Request, httpx.Response, tuple[Token, bool]]:
        with self._lock:
            token = self._usable()
            if token is not None and token is not refused:
                return token, False  # somebody else was faster
            response = yield self.token_request.build()
            response.read()
            self._token = token = read_token(response)
            return token, True

    @override
    async def async_auth_flow(self, request: httpx.Request) -> AsyncGenerator[httpx.Request, httpx.Response]:
        if "Authorization" in request.headers:
            yield request  # the caller has credentials of their own
            return
        # An asynchronous generator cannot delegate, so asking for a token is spelt out twice.
        token, is_new = self._usable(), False
        if token is None:
            async with self._lock_of_loop():
                token = self._usable()
                if token is None:
                    response = yield self.token_request.build()
                    await response.aread()
                    self._token = token = read_token(response)
                    is_new = True
        request.headers["Authorization"] = token.authorization
        response = yield request
        if self._may_retry(request, response, is_new=is_new):
            refused = token
            async with self._lock_of_loop():
                token = self._usable()
                if token is None or token is refused:
                    response = yield self.token_request.build()
                    await response.aread()
                    self._token = token = read_token(response)
            request.headers["Authorization"] = token.authorization
            yield request

    def _usable(self) -> Token | None:
        token = self._token
        return token if token is not None and token.is_fresh() else None

    def _may_retry(self, request: httpx.Request, response: httpx.Response, *, is_new: bool) -> bool:
        # A token that was just issued is not going to be any better the second time.
        return response.status_code == _UNAUTHORIZED and not is_new and request.extensions.get(REPLAYABLE, True) is True

    def _lock_of_loop(self) -> AbstractAsyncContextManager[object]:
        # A lock belongs to one event loop, while this object may be used from several, one after the other.
        try:
            loop: weakref.ref[Any] | None = weakref.ref(asyncio.get_running_loop())
        except RuntimeError:
            loop = None
        if self._task_lock is None or self._task_lock[0] != loop:
            self._task_lock = (loop, anyio.Lock())
        return self._task_lock[1]


def basic_authorization(username: str, password: str) -> str:
    """The value of the Authorization header for HTTP basic authentication (RFC 7617), in UTF-8."""
    return "Basic " + base64.b64encode(f"{username}:{password}".encode()).decode("ascii")
