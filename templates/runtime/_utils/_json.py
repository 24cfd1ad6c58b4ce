"""The JSON that request bodies are sent as."""

from __future__ import annotations

import json
from enum import Enum
from uuid import UUID
from typing import Any
from datetime import date, time, datetime
from collections.abc import Mapping, Iterable
from typing_extensions import override

import pydantic


def openapi_dumps(obj: Any) -> bytes:
    """Encode as compact UTF-8 JSON.

    Beyond what `json` knows: dates and times in ISO 8601, pydantic models under their API names and without
    fields that were never set, UUIDs, enum members, and any mapping or iterable. Raises `TypeError` for a value
    of another type, and `ValueError` for NaN and infinities, which JSON cannot express.
    """
    return _ENCODER.encode(obj).encode()


class _Encoder(json.JSONEncoder):
    @override
    def default(self, o: Any) -> Any:
        if isinstance(o, pydantic.BaseModel):
            from .._compat import model_dump  # here, for `_compat` needs this package

            return model_dump(o, exclude_unset=True, mode="json", by_alias=True)
        if isinstance(o, (datetime, date, time)):
            return o.isoformat()
        if isinstance(o, UUID):
            return str(o)
        if isinstance(o, Enum):
            return o.value
        if isinstance(o, Mapping):
            return dict(o)  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType] - any mapping will do
        if isinstance(o, Iterable) and not isinstance(o, (bytes, bytearray, memoryview)):
            return list(o)  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType] - any iterable will do
        return super().default(o)


_ENCODER = _Encoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)
