"""Splitting of names into words.

In: a name in any style (`getFromURL`, `trip-details`, `X-Api-Key`). Out: lower-case ASCII words.
"""

from __future__ import annotations

import re
import unicodedata

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


def split_words(name: str) -> tuple[str, ...]:
    """Lower-case words of a name; letters outside ASCII lose their marks, what is left of them is dropped.

    >>> split_words("overwriteAITags"), split_words("stop-IDs"), split_words("+1")
    (('overwrite', 'ai', 'tags'), ('stop', 'ids'), ('plus', '1'))
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii")
    signed = _SIGNED_NUMBER.sub(lambda match: _SIGNS[match.group(1)], plain) if plain[:1] in _SIGNS else plain
    pieces = [piece.lower() for part in _SEPARATOR.split(signed) for piece in _PIECE.findall(part)]
    return tuple(_rejoin(pieces))


def _rejoin(pieces: list[str]) -> list[str]:
    joined: list[str] = []
    for piece in pieces:
        pair = (joined[-1], piece) if joined else None
        if pair in _JOINED:
            joined[-1] = _JOINED[pair]
        else:
            joined.append(piece)
    return joined
