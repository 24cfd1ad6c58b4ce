"""Splitting of names into words.

In: a name in any style (`getFromURL`, `trip-details`, `X-Api-Key`). Out: lower-case ASCII words.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

_SEPARATOR = re.compile(r"[^A-Za-z0-9]+")
_PIECE = re.compile(
    r"""
      [A-Z]{2,}s(?![A-Za-z])     # a plural of an initialism: IDs, URLs
    | [A-Z]+[B-Z]s(?![a-z])      # and with words behind it: IDsOf; `As` is a word of its own there: LLMAsJudge
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
_LONGEST = 1_000
"""Letters of a name that are kept: more than the longest title that a class is named after."""
LONGEST_FILE_NAME = 100
"""Letters that are kept where files are named: of two such names and an ending, and 255 is the limit there."""


def split_words(name: str) -> tuple[str, ...]:
    """Lower-case words of a name; letters outside ASCII lose their marks, what is left of them is dropped.

    >>> split_words("overwriteAITags"), split_words("stop-IDs"), split_words("+1")
    (('overwrite', 'ai', 'tags'), ('stop', 'ids'), ('plus', '1'))

    A name that nobody can have meant is cut, as `shortened` does it.
    """
    plain = name if name.isascii() else unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii")
    signed = _SIGNED_NUMBER.sub(lambda match: _SIGNS[match.group(1)], plain) if plain[:1] in _SIGNS else plain
    parts = _SEPARATOR.split(signed)
    if signed.islower():  # as most names are: what separators part are the words
        pieces = [part for part in parts if part]
    else:
        pieces = [piece.lower() for part in parts for piece in _PIECE.findall(part)]
    return shortened(tuple(_rejoin(pieces)), name, _LONGEST)


def shortened(words: tuple[str, ...], name: str, longest: int) -> tuple[str, ...]:
    """The words of a name as far as there is room; what tells it from others that begin alike is a digest of it."""
    if len("_".join(words)) <= longest:
        return words
    digest = "x" + hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:7]
    kept: list[str] = []
    room = longest - len(digest)
    for word in words:
        room -= len(word) + 1
        if room < 0:
            return (*(kept or [word[: longest // 2]]), digest)
        kept.append(word)
    return tuple(kept)


def _rejoin(pieces: list[str]) -> list[str]:
    joined: list[str] = []
    for piece in pieces:
        pair = (joined[-1], piece) if joined else None
        if pair in _JOINED:
            joined[-1] = _JOINED[pair]
        else:
            joined.append(piece)
    return joined
