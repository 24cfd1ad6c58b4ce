"""The log of requests and answers, without credentials."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from ._compat import model_dump
from ._utils._logs import SensitiveHeadersFilter, redact

if TYPE_CHECKING:
    from ._http import httpx
    from ._models import FinalRequestOptions

# Under the name that applications know from their logging configuration.
log: logging.Logger = logging.getLogger(f"{__package__}._base_client")
log.addFilter(SensitiveHeadersFilter())


def log_options(options: FinalRequestOptions) -> None:
    """Log what a request is made of: what was set, but not what reading would use up."""
    if log.isEnabledFor(logging.DEBUG):
        hidden = {"content", "files", "post_parser"}
        log.debug("Request options: %s", model_dump(options, exclude=hidden, exclude_unset=True, warnings=False))


def log_response(response: httpx.Response) -> None:
    """Log that an answer has come."""
    if log.isEnabledFor(logging.DEBUG):
        request = response.request
        status = f"{response.status_code} {response.reason_phrase}"
        headers = redact(dict(response.headers))
        log.debug('HTTP Response: %s %s "%s" %s', request.method, request.url, status, headers)
