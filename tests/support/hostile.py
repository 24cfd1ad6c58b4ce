"""Text that would be code, markup or a path if someone forgot to encode it, and strategies that make more of it.

`SDKWRIGHT_FUZZ=1` (which `make fuzz` sets) turns the few examples of a normal run into many.
"""

from __future__ import annotations

import os
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

FUZZING = os.environ.get("SDKWRIGHT_FUZZ") == "1"

PYTHON = (
    "import os; os.system('pwned')",
    "__import__('os').system('pwned')",
    "');pwned()#",
    '");pwned()#',
    '"""\npwned()\n"""',
    "'''\npwned()\n'''",
    '"+pwned()+"',
    "'+pwned()+'",
    "\npwned()\n",
    "\r\npwned()",
    "\n    pwned()\n",
    "\\",
    '\\"',
    "\\\\",
    "\\N{BULLET}",
    "\\x22",
    "\\u0022",
    '"',
    "'",
    '"""',
    "'''",
    '""',
    "{pwned()}",
    "{{pwned()}}",
    "{0.__class__}",
    "%(pwned)s",
    "%s",
    "$pwned",
    "# type: ignore",
    "# noqa",
    "# fmt: off",
    "# pyright: basic",
    "# -*- coding: utf-7 -*-",
    "# mypy: ignore-errors",
    "lambda: pwned()",
    "@pwned",
    "]); pwned(",
    "}); pwned({",
    ": pwned = 1",
    "*",
    "**kwargs",
    "/",
    "->",
    ">>> pwned()",
    "```python\npwned()\n```",
)
TEMPLATES = (
    "{{ 7 * 7 }}",
    "{% raw %}",
    "{% endraw %}",
    "{% endblock %}",
    "{% include '/etc/passwd' %}",
    "{# comment #}",
    "{{ view.__class__ }}",
    "${{ secrets.TOKEN }}",
    "<%= pwned %>",
    "${pwned}",
)
OTHER_SYNTAX = (
    "$(pwned)",
    "`pwned`",
    "; rm -rf / #",
    "&& pwned",
    "| pwned",
    "${IFS}pwned",
    "--option=pwned",
    "-e pwned",
    ": {pwned: true}",
    "- pwned",
    "&anchor",
    "*alias",
    "!!python/object/apply:os.system [pwned]",
    "yes",
    "null",
    "~",
    "1e3",
    "0x10",
    "2026-01-01",
    "---\npwned: true",
    "%YAML 1.1",
    '"]\n[tool.pwned]\nx = "',
    "'''\n[pwned]",
    "\n[tool.hatch.build.hooks.custom]\n",
    "#",
    "=",
    "::error::pwned",
    "\x1b[31mpwned\x1b[0m",
)
MARKUP = (
    "<script>pwned()</script>",
    "<img src=x onerror=pwned()>",
    "</code></pre>",
    "<!--",
    "-->",
    "[pwned](javascript:pwned())",
    "[pwned](https://pwned.test)",
    "![pwned](https://pwned.test/x.png)",
    "[pwned]: https://pwned.test",
    "<https://pwned.test>",
    "https://pwned.test/x",
    "www.pwned.test",
    "&lt;script&gt;",
    "&#60;",
    "&",
    "**bold**",
    "_it_",
    "~~gone~~",
    "# heading",
    "> quote",
    "1. one",
    "1) one",
    "+ item",
    "- item",
    "===",
    "---",
    "***",
    "|---|---|",
    "a | b",
    "```",
    "~~~",
    "``",
    "\\[",
    "@pwned",
    "    indented",
    "\tindented",
)
PATHS = (
    "../",
    "../../../../tmp/pwned",
    "..\\..\\pwned",
    "/etc/passwd",
    "//pwned.test/x",
    "C:\\pwned",
    "~/pwned",
    "file:///etc/passwd",
    ".",
    "..",
    "...",
    ".git/hooks/pre-commit",
    "%2e%2e%2f",
    "__init__",
    "__main__",
    "__pycache__",
    "conftest",
    "CON",
    "aux",
    "nul.txt",
    "a/b",
    "a\\b",
    "?x=1",
    "?beta=true",
    "#fragment",
    "{id}",
    "{}",
    "{",
    "}",
    "{{id}}",
    "{id}.{format}",
)
CHARACTERS = (
    "\x00",
    "\x01",
    "\x07",
    "\x08",
    "\x0b",
    "\x0c",
    "\x1b",
    "\x7f",
    "\x85",
    "\xa0",
    "\xad",
    "\u200b",
    "\u200d",
    "\u200e",
    "\u202e",
    "\u2066",
    "\u2028",
    "\u2029",
    "\u3000",
    "\ufeff",
    "\ufffe",
    "\uffff",
    "\ue000",
    "\U000e0041",
    "\U0010ffff",
    "e\u0301",
    "é",
    "ß",
    "ﬁ",
    "İ",
    "ǅ",
    "а",  # Cyrillic
    "Ａ",  # full width
    "𝐱",
    "ª",
    "²",
    "٣",
    "中文",
    "🦊",
    "👩‍👩‍👧",
    "\u0b95\u0bca",
    "_",
    "__",
    " ",
    "  ",
    "\t",
    "\n",
    "\r",
    "\r\n",
    "",
)
SURROGATES = ("\ud800", "\udfff", "\udc80", "\ud83d")
"""No file of ours can hold these; encoders must survive them, documents cannot bring them."""


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


NAMES = _words(
    """
    None True False class def import from return lambda async await match type case yield global print self cls
    str int float bool bytes object list dict set tuple type id super property isinstance len iter next
    __class__ __init__ __dict__ __doc__ __import__ __builtins__ __slots__ __getattr__ __all__ __name__ List Dict
    Union Optional Literal Any Required TypedDict BaseModel Iterable Omit NotGiven Client httpx os typing
    pydantic typing_extensions annotations resources types client body query headers model_config model_fields
    schema copy json dict construct validate to_dict from_orm fields extra_headers extra_query extra_body
    timeout idempotency_key max_retries base_url with_raw_response with_options get post put patch delete
    request auth_headers qs default_headers platform_headers Accept Content-Type Authorization $ref $schema
    $defs x-stainless-model data items properties value name Name NAME n_a_m_e na-me 3ds 1 -1 +1
    """
)
LONG = ("x" * 300, "a_" * 200, "Aa" * 150, "é" * 300, "x" * 5000, "name " * 100, "../" * 100)

FRAGMENTS = (*PYTHON, *TEMPLATES, *OTHER_SYNTAX, *MARKUP, *PATHS, *CHARACTERS, *NAMES)

_PIECES = st.one_of(
    st.sampled_from(FRAGMENTS),
    st.sampled_from(FRAGMENTS),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=6),
    st.text("\"\\\n\r{}#'`<>[]()*_ ab1", max_size=8),
)


def texts(*, pieces: int = 4) -> st.SearchStrategy[str]:
    """Text that a file can hold: fragments of hostile text one after another, seldom a very long one."""
    joined = st.lists(_PIECES, min_size=1, max_size=pieces).map("".join)
    return st.one_of(joined, joined, joined, st.sampled_from((*FRAGMENTS, *LONG)))


def raw_texts() -> st.SearchStrategy[str]:
    """As `texts`, and lone surrogates as well."""
    return st.one_of(
        texts(),
        texts(),
        st.text(max_size=12),
        st.tuples(texts(pieces=1), st.sampled_from(SURROGATES), texts(pieces=1)).map("".join),
    )


def json_values(leaves: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    """Values as JSON has them, with large and odd numbers."""
    numbers = st.one_of(
        st.integers(),
        st.sampled_from([2**63, -(2**63) - 1, 2**64, 10**400, 0, -0.0, 1e308, 5e-324]),
        st.floats(allow_nan=False, allow_infinity=False),
    )
    scalars = st.one_of(st.none(), st.booleans(), numbers, leaves, leaves)
    return st.recursive(
        scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(leaves, inner, max_size=3), max_leaves=5
    )


def examples(few: int, many: int, *, shrink: bool = True) -> settings:
    """How many examples a test takes: `few` in a normal run, `many` in `make fuzz`."""
    return settings(
        phases=(Phase.generate, Phase.shrink) if shrink else (Phase.generate,),
        max_examples=many if FUZZING else few,
        deadline=None,
        database=None,
        derandomize=not FUZZING,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
    )
