"""Path templates that say more than OpenAPI lets them: operators of RFC 6570, patterns, names that take what is left.

In: a template, and the names of its declared path parameters. Out: a `PathTemplate` whose braces hold names alone.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from msgspec import Struct

_BRACES = re.compile(r"\{([^{}]*)\}")
_EXPRESSION = re.compile(r"(?P<operator>[+*/.]?)(?P<name>[\w.-]+?)(?P<rest>\*{1,2}|\+|\.\.\.|[=:].*)?")
_SLASHES = re.compile(r"\*{1,2}|\+|\.\.\.|:\s*path|:.*\.[*+].*|=.*(/|\*\*).*")


class PathTemplate(Struct, frozen=True, kw_only=True):
    """`/files/{rest}` for `/files/{+rest}`; `names` are in its order, `reserved` those whose slashes stand."""

    text: str
    names: tuple[str, ...]
    reserved: frozenset[str]


def path_template(template: str, declared: Collection[str]) -> PathTemplate:
    """The template in OpenAPI's form (3.1 §4.8.8.2).

    What stands in braces is an expression: `+rest`, `rest*`, `proxy+`, `path:path`, `id:[0-9]+`, `name=shelves/*`. A
    parameter that is declared by the whole expression keeps it as its name.

    >>> path_template("/files/{+rest}", {"rest"}).text
    '/files/{rest}'
    """
    names: dict[str, bool] = {}

    def written(match: re.Match[str]) -> str:
        raw = match[1]
        found = _EXPRESSION.fullmatch(raw)
        operator, bare, rest = (found["operator"], found["name"], found["rest"] or "") if found else ("", raw, "")
        is_own_name = raw in declared
        name = raw if is_own_name else bare
        names[name] = names.get(name, False) or operator in {"+", "*"} or bool(_SLASHES.fullmatch(rest))
        before = operator if operator in {"/", "."} and not is_own_name else ""
        return f"{before}{{{name}}}"

    text = _BRACES.sub(written, template)
    return PathTemplate(text=text, names=tuple(names), reserved=frozenset(name for name in names if names[name]))
