"""Singular forms of English nouns, by rule: a wrong guess must at least be the same guess every time.

In: a lower-case word. Out: its singular, or the word itself.
"""

from __future__ import annotations

import re

_IRREGULAR = {
    "children": "child",
    "criteria": "criterion",
    "feet": "foot",
    "geese": "goose",
    "men": "man",
    "mice": "mouse",
    "oxen": "ox",
    "people": "person",
    "phenomena": "phenomenon",
    "teeth": "tooth",
    "women": "woman",
    "lives": "life",
    "knives": "knife",
    "wives": "wife",
    "appendices": "appendix",
    "matrices": "matrix",
    "indices": "index",
    "vertices": "vertex",
    "quizzes": "quiz",
}
_UNCHANGED = frozenset(
    [
        "aws",
        "bus",
        "canvas",
        "chaos",
        "data",
        "diabetes",
        "gas",
        "has",
        "https",
        "is",
        "its",
        "kubernetes",
        "lens",
        "media",
        "metadata",
        "news",
        "s",
        "series",
        "this",
        "tls",
        "us",
        "was",
        "yes",
    ]
)
_KEEP_IE = frozenset(
    ["calories", "cookies", "genies", "lies", "movies", "neckties", "pies", "rookies", "selfies", "ties", "zombies"]
)
_RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"(ss|us|is|alias|bias|atlas|canvas|pancreas|pajamas)\Z", r"\1"),
        (r"(analy|cri|diagno|hypothe|parenthe|progno|synop|synthe)ses\Z", r"\1sis"),
        (r"(alias|bonus|campus|census|corpus|gas|status|virus|bus|atlas|canvas|lens|basis)es\Z", r"\1"),
        (r"species\Z", "specie"),
        (r"([^aeiou]|qu)ies\Z", r"\1y"),
        (r"(cache|headache|niche|avalanche|\Aaxe)s\Z", r"\1"),
        (r"(ss|sh|ch|x|zz)es\Z", r"\1"),
        (r"(hero|echo|potato|tomato|veto|torpedo)es\Z", r"\1"),
        (r"(hal|shel|sel|el|wol|cal|lea|loa|thie|scar)ves\Z", r"\1f"),
        (r"s\Z", ""),
    )
)


def singular(word: str) -> str:
    """The singular of a lower-case English noun.

    >>> singular("batches"), singular("statuses"), singular("agencies"), singular("data")
    ('batch', 'status', 'agency', 'data')
    """
    if word in _UNCHANGED or len(word) < 2:
        return word
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word in _KEEP_IE:
        return word[:-1]
    if not word.endswith("s"):
        return word  # no rule is about another
    for pattern, replacement in _RULES:
        if pattern.search(word):
            return pattern.sub(replacement, word)
    return word
