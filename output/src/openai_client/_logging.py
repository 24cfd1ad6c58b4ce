"""The log of requests and answers, without credentials."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from ._types import NotGiven
from ._utils import is_mapping
from ._utils._logs import SensitiveHeadersFilter, redact

if TYPE_CHECKING:
    from ._http import httpx
    from ._models import FinalRequestOptions

# Under the name that applications know from their logging configuration.
log: logging.Logger = logging.getLogger(f"{__package__}._base_client")
log.addFilter(SensitiveHeadersFilter())


def log_options(options: FinalRequestOptions) -> None:
    """Log what a request is made of: what was set, but not a body that is a stream."""
    if not log.isEnabledFor(logging.DEBUG):
        return
    shown: dict[str, object] = {}
    for name in options.model_fields_set:
        value: object = getattr(options, name)
        if isinstance(value, NotGiven):
            continue
        if name in ("content", "files", "post_parser"):
            value = f"<{type(value).__name__}>"
        elif name == "headers" and is_mapping(value):
            value = redact(value)
        shown[name] = value
    log.debug("Request options: %s", shown)


def log_response(response: httpx.Response) -> None:
    """Log that an answer has come."""
    if log.isEnabledFor(logging.DEBUG):
        request = response.request
        status = f"{response.status_code} {response.reason_phrase}"
        headers = redact(dict(response.headers))
        log.debug('HTTP Response: %s %s "%s" %s', request.method, request.url, status, headers)
