"""The state of one API call across its attempts. No I/O."""

from __future__ import annotations

from dataclasses import dataclass

from ._http import httpx
from ._types import NotGiven, HttpxSendArgs
from ._compat import model_copy
from ._models import FinalRequestOptions
from ._retries import bounded_count
from ._requests import rewind, body_position, is_replayable, has_omitted_header


@dataclass(slots=True)
class Call:
    """One API call: what to send, and how often it has been sent again.

    `options` stays as the caller gave it; each attempt works on a copy, since hooks may change theirs. All attempts
    have the same `idempotency_key`, if the caller gave none and the call may change something.
    """

    options: FinalRequestOptions
    idempotency_key: str | None
    max_retries: int
    retries_taken: int
    start_of_content: int | None

    @property
    def retries_left(self) -> int:
        """How many more attempts may follow this one."""
        return self.max_retries - self.retries_taken

    def attempt(self) -> FinalRequestOptions:
        """The options for the next attempt; a file that is the body is back at its start."""
        if self.retries_taken:
            rewind(self.options.content, self.start_of_content)
        options = model_copy(self.options)
        if self.idempotency_key is not None:
            options.idempotency_key = self.idempotency_key
        return options


def begin_call(options: FinalRequestOptions, *, default_retries: int, idempotency_key: str | None) -> Call:
    """Start a call. A body that can only be read once is sent only once: there are no retries for it."""
    allowed = bounded_count(options.get_max_retries(default_retries))
    return Call(
        options=options,
        idempotency_key=idempotency_key,
        max_retries=allowed if is_replayable(options.content) else 0,
        retries_taken=0,
        start_of_content=body_position(options.content),
    )


def send_arguments(options: FinalRequestOptions, auth: httpx.Auth | None) -> HttpxSendArgs:
    """What the HTTP library is told beside the request itself."""
    arguments: HttpxSendArgs = {}
    if auth is not None and not _is_anonymous(options):
        arguments["auth"] = auth
    if options.follow_redirects is not None:
        arguments["follow_redirects"] = options.follow_redirects
    return arguments


def _is_anonymous(options: FinalRequestOptions) -> bool:
    return not isinstance(options.headers, NotGiven) and has_omitted_header(options.headers, "Authorization")
