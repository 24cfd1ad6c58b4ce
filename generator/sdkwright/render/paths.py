"""From the fields of a file rule to what they stand for: attributes of views, and paths of emitted files.

In: dotted attributes and path patterns of a style; the views. Out: values and checked relative paths.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import cast

_FIELD = re.compile(r"\{([A-Za-z_][A-Za-z0-9_.]*)\}", re.ASCII)
_PLAIN = re.compile(r"[\w.-]*[\w-](?:/[\w.-]*[\w-])*", re.ASCII)


class UnknownFieldError(Exception):
    """No such attribute; the message may suggest another one."""


class UnsafePathError(Exception):
    """A path that is not plainly inside the SDK."""


def attribute(name: str, *places: object) -> object:
    """The value of a dotted attribute of the first place that has it. Raises `UnknownFieldError`."""
    for place in places:
        value = place
        for part in name.split("."):
            if part.startswith("_") or not hasattr(value, part):
                break
            value = getattr(value, part)
        else:
            return value
    names = sorted({known for place in places for known in dir(place) if not known.startswith("_")})
    close = get_close_matches(name, names, n=1)
    hint = f" Did you mean `{close[0]}`?" if close else ""
    raise UnknownFieldError(f"There is no attribute `{name}`.{hint}")


def expand(pattern: str, *places: object) -> str:
    """A path pattern with its fields filled in. Raises `UnknownFieldError`, `UnsafePathError`.

    >>> class View:
    ...     module = ("beta", "threads")
    >>> expand("resources/{module}.py", View)
    'resources/beta/threads.py'
    """
    path = _FIELD.sub(lambda field: _text(field[1], attribute(field[1], *places)), pattern)
    path = (re.sub(r"/{2,}", "/", path) if "//" in path else path).strip("/")
    check(path)
    return path


def _text(name: str, value: object) -> str:
    if isinstance(value, str):
        parts: tuple[object, ...] = (value,)
    elif isinstance(value, tuple):
        parts = cast("tuple[object, ...]", value)
    else:
        raise UnknownFieldError(f"`{name}` is no text and no list of names, but {type(value).__name__}.")
    texts = [str(part) for part in parts]
    for text in texts:
        check(text)
    return "/".join(texts)


def check(path: str) -> None:
    """Raise `UnsafePathError` where a part of a relative path is empty, leads upwards, ends with a dot or is odd."""
    if not _PLAIN.fullmatch(path):
        raise UnsafePathError(f"{path!r} is not a plain relative path.")
