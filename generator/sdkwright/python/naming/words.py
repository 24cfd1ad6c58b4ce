"""Splitting of names into words.

In: a name in any style (`getFromURL`, `trip-details`, `X-Api-Key`). Out: lower-case ASCII words.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable

_SEPARATOR = re.compile(r"[^A-Za-z0-9]+")
_PIECE = re.compile(
    r"""
      [A-Z]{2,}s(?![a-z])        # a plural of an initialism: IDs, URLs
    | [A-Z]+(?![a-z])[0-9]*      # an initialism: HTTP, MD5
    | [A-Z][a-z0-9]+             # a capitalised word: Name, Frame0
    | [a-z0-9]+                  # a lower-case word
    | [A-Z]
    """,
    re.VERBOSE,
)
_SIGNED_NUMBER = re.compile(r"([+-])(?=\d+\Z)")
_SIGNS = {"+": "plus ", "-": "minus "}
_JOINED = {("o", "auth"): "oauth"}
"""Words that their own capitals would tear apart."""
_LONGEST = 100
"""Letters of a name that are kept: file names are made of two of them and an ending, and 255 is the limit there."""


def split_words(name: str) -> tuple[str, ...]:
    """Lower-case words of a name; letters outside ASCII lose their marks, what is left of them is dropped.

    >>> split_words("overwriteAITags"), split_words("stop-IDs"), split_words("+1")
    (('overwrite', 'ai', 'tags'), ('stop', 'ids'), ('plus', '1'))

    A name that is longer than any file system allows is cut; what tells it from others that begin alike is a digest.
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii")
    signed = _SIGNED_NUMBER.sub(lambda match: _SIGNS[match.group(1)], plain) if plain[:1] in _SIGNS else plain
    pieces = [piece.lower() for part in _SEPARATOR.split(signed) for piece in _PIECE.findall(part)]
    words = tuple(_rejoin(pieces))
    return words if len("_".join(words)) <= _LONGEST else tuple(_shortened(words, name))


def _shortened(words: Iterable[str], name: str) -> list[str]:
    digest = "x" + hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:7]
    kept: list[str] = []
    room = _LONGEST - len(digest)
    for word in words:
        room -= len(word) + 1
        if room < 0:
            return [*(kept or [word[: _LONGEST // 2]]), digest]
        kept.append(word)
    return kept


def _rejoin(pieces: list[str]) -> list[str]:
    joined: list[str] = []
    for piece in pieces:
        pair = (joined[-1], piece) if joined else None
        if pair in _JOINED:
            joined[-1] = _JOINED[pair]
        else:
            joined.append(piece)
    return joined
