"""Compiled templates, kept as and where Python keeps the bytecode of modules.

In: a template of our own, and how it is compiled. Out: its code, from `__pycache__` beside it where that is up to date.

Compiling the templates takes as long as rendering a whole SDK with them. What is read here is code: it stands where
Python's own bytecode of the same installation would (`PYTHONPYCACHEPREFIX` counts), so whoever could write there could
change the generator itself. Templates of users are compiled anew each time, and nothing is left in their folders.
"""

from __future__ import annotations

import hashlib
import importlib.util
import marshal  # what is read stands where Python's own bytecode does
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import CodeType

import jinja2

from sdkwright import assets
from sdkwright.caches import write_whole

_ALL = 10_000


def compiled(path: str, name: str, source: str, compiler: str, work: Callable[[], CodeType]) -> CodeType:
    """The code of a template, by `work` where it is not kept.

    `name` is what the template is compiled as; `compiler` is the file whose code compiles.
    """
    place = _place(path, name)
    if place is None:
        return work()
    key = _key(path, name, source, compiler)
    known = _load(place, key)
    if known is not None:
        return known
    code = work()
    if not sys.dont_write_bytecode:
        with suppress(OSError):
            write_whole(place, key + marshal.dumps(code), _ALL)
    return code


def _place(path: str, name: str) -> Path | None:
    """The file that a template's code is kept in; `None` for templates that are not our own."""
    if not path.startswith(f"{assets.templates_folder()}{os.sep}"):
        return None
    number = name.partition("/")[0]
    try:
        return Path(importlib.util.cache_from_source(f"{path}-{number}.py"))
    except NotImplementedError:  # an interpreter that keeps no bytecode
        return None


def _key(path: str, name: str, source: str, compiler: str) -> bytes:
    """What changes when a template would be compiled to something else."""
    found = os.stat(compiler)
    by = f"{jinja2.__version__} {found.st_size} {found.st_mtime_ns}"
    text = "\0".join([path, name, by, source])
    return importlib.util.MAGIC_NUMBER + hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def _load(place: Path, key: bytes) -> CodeType | None:
    try:
        content = place.read_bytes()
        code: object = marshal.loads(content[len(key) :]) if content.startswith(key) else None  # noqa: S302 - see above
    except (OSError, ValueError, EOFError, TypeError):
        return None
    return code if isinstance(code, CodeType) else None
