"""What an operation's id says: its verb, and the words it names the thing with.

In: operations. Out: the words of their ids, without what frameworks put around them.
"""

from __future__ import annotations

import re

from sdkwright.config.infer.operations import Found
from sdkwright.config.infer.words import is_plural, singular, snake, words

CRUD = {
    "get": "retrieve", "retrieve": "retrieve", "read": "retrieve", "fetch": "retrieve", "show": "retrieve",
    "view": "retrieve", "describe": "retrieve", "find": "retrieve", "load": "retrieve", "lookup": "retrieve",
    "list": "list", "index": "list", "browse": "list",
    "create": "create", "add": "create", "new": "create", "insert": "create", "post": "create", "make": "create",
    "update": "update", "modify": "update", "edit": "update", "patch": "update", "change": "update", "put": "update",
    "set": "update", "save": "update",
    "replace": "replace",
    "delete": "delete", "remove": "delete", "destroy": "delete", "erase": "delete", "drop": "delete",
}  # fmt: skip
"""Verbs of operation ids, and the method names that they stand for."""

_FILLERS = frozenset({"a", "an", "the", "of", "for", "to", "in", "on", "by", "from", "with", "and", "api"})


def id_words(found: Found) -> tuple[str, ...]:
    """The words of the operation's id; none where it has no id.

    What is only the path and the verb once more (FastAPI), a controller before the action (NestJS, ASP.NET) and a
    number at the end are left out.
    """
    name = snake(_without_controller(found.operation_id.removeprefix(f"{found.http_method.upper()}_")))
    route = snake(re.sub(r"[{}]", "", found.path))
    for ending in (f"_{route}_{found.http_method}", f"_{found.http_method}", f"_{route}"):
        if route and len(name) > len(ending) and name.endswith(ending):
            name = name[: -len(ending)]
            break
    name = _RUN_TOGETHER.sub(r"\1_\2", re.sub(r"(?<=[a-z])_\d+$", "", name))
    return tuple(word for word in name.split("_") if word)


_RUN_TOGETHER = re.compile(r"\A(create|update|delete|retrieve|list|get|modify)([a-z]{6,})")


def _without_controller(operation_id: str) -> str:
    if "/" in operation_id:
        last = operation_id.rpartition("/")[2]
        operation_id = last.rpartition("_")[2] or last
    head, separator, tail = operation_id.rpartition("Controller")
    if separator and head and words(tail):
        return tail
    head, separator, tail = re.sub(r"[./:#]", "_", operation_id).partition("_")
    if separator and head[:1].isupper() and tail[:1].isalpha() and words(tail)[0] in CRUD:
        return tail
    return operation_id


def id_verb(found: Found) -> str:
    """The first word of the operation's id; empty where it has none."""
    found_words = id_words(found)
    return found_words[0] if found_words else ""


def distinguishing(found: Found, resource: tuple[str, ...]) -> str:
    """The operation's id in snake case without the words that its resource says already.

    >>> # createThreadAndRun in `threads.runs` -> `create_and_run`
    """
    known = {part for key in resource for word in key.split("_") for part in (word, _other_number(word))}
    kept = [word for index, word in enumerate(id_words(found)) if index == 0 or word not in known]
    while len(kept) > 1 and kept[-1] in _FILLERS:
        kept = kept[:-1]
    while len(kept) > 2 and kept[1] in _FILLERS - {"by", "and", "for", "from", "with"}:
        del kept[1]
    if kept and kept[0] in CRUD:
        kept[0] = CRUD[kept[0]] if kept[0] not in {"set", "save", "add", "remove"} else kept[0]
    return "_".join(kept)


def _other_number(word: str) -> str:
    return singular(word) if is_plural(word) else f"{word}s"
