"""The package's logging: switched on by an environment variable, and free of credentials."""

from __future__ import annotations

import os
import logging
from typing import Any, cast
from collections.abc import Mapping
from typing_extensions import override

from .._http import httpx
from .._constants import ENV_PREFIX

logger: logging.Logger = logging.getLogger(__name__.rpartition("._utils.")[0])
httpx_logger: logging.Logger = logging.getLogger(httpx.__name__)

_LEVELS = {"debug": logging.DEBUG, "info": logging.INFO}
_REDACTED = "<redacted>"
_SECRET_PARTS = ("authorization", "api-key", "apikey", "api_key", "token", "secret", "password", "cookie")


def setup_logging() -> None:
    """Log to stderr at the level that the environment variable `<PREFIX>_LOG` names: `debug` or `info`.

    With any other value, or none, logging is left as the application has set it up.
    """
    level = _LEVELS.get(os.environ.get(f"{ENV_PREFIX}_LOG", ""))
    if level is None:
        return
    logging.basicConfig(
        format="[%(asctime)s - %(name)s:%(lineno)d - %(levelname)s] %(message)s", datefmt="%Y-%m-%d %H:%M:%S"
    )
    logger.setLevel(level)
    httpx_logger.setLevel(level)


def redact(headers: Mapping[Any, object]) -> dict[Any, object]:
    """A copy of `headers` in which the value of every header that may hold a credential is replaced."""
    return {name: _REDACTED if _is_secret(str(name)) else value for name, value in headers.items()}


class SensitiveHeadersFilter(logging.Filter):
    """Takes credentials out of log records whose arguments are a mapping with a mapping `headers` in it."""

    @override
    def filter(self, record: logging.LogRecord) -> bool:
        arguments = cast("object", record.args)
        if isinstance(arguments, dict):
            values = cast("dict[str, object]", arguments)
            headers = values.get("headers")
            if isinstance(headers, Mapping):
                record.args = {**values, "headers": redact(cast("Mapping[Any, object]", headers))}
        return True


def _is_secret(name: str) -> bool:
    lowered = name.lower()
    return any(part in lowered for part in _SECRET_PARTS)
