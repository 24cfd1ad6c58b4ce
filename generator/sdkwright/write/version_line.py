"""The line of a generated file that belongs to whoever makes releases: the version in pyproject.toml.

In: the generated text and the text on disk. Out: the generated text with the version that stands on disk, so that a
release is no edit by hand and no generation takes it back. (`_version.py` is written once and needs none of this.)
"""

from __future__ import annotations

import re

_VERSION = re.compile(r'^version = ("[^"\n]*")', re.MULTILINE)
_FILE = "pyproject.toml"


def carry_version(path: str, generated: str, current: str) -> str:
    """The generated text, with the version of the current one where both have one.

    >>> carry_version("pyproject.toml", 'version = "0.0.1"', 'version = "1.2.0"')
    'version = "1.2.0"'
    """
    if path != _FILE:
        return generated
    old, new = _VERSION.search(generated), _VERSION.search(current)
    if old is None or new is None:
        return generated
    return generated[: old.start(1)] + new[1] + generated[old.end(1) :]
