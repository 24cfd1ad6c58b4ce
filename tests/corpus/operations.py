"""Counts operations: what a document declares, what an SDK's overview lists, what findings name.

In: a document as parsed, the text of `api.md`, findings. Out: sets of `METHOD path`.
This reads the document by itself, so that a fault of the generator's reader cannot hide an operation.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote

_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")
_QUERY_TEMPLATE = re.compile(r"\?[^?]*=\{[^?]*\Z")
_TITLE = re.compile(r'<code title="(?P<method>[a-z]+) (?P<path>[^"]*)">')


def declared(document: Any) -> set[str]:
    """Every operation below `paths`, path items by reference included."""
    paths = document.get("paths") if isinstance(document, dict) else None
    found: set[str] = set()
    for path, written in paths.items() if isinstance(paths, dict) else ():
        item = _followed(document, written)
        if isinstance(item, dict) and str(path).startswith("/"):
            found |= {f"{method} {path}" for method in _METHODS if isinstance(item.get(method), dict)}
    return found


def _followed(document: Any, item: Any) -> Any:
    for _ in range(10):
        if not isinstance(item, dict) or not isinstance(item.get("$ref"), str):
            break
        item = {**(resolve(document, item["$ref"]) or {}), **{key: item[key] for key in item if key != "$ref"}}
    return item


def resolve(document: Any, reference: str) -> Any:
    """What a local reference points to, or `None`."""
    node = document
    for token in unquote(reference.removeprefix("#")).split("/")[1:]:
        key = token.replace("~1", "/").replace("~0", "~")
        if not isinstance(node, dict) or key not in node:
            return None
        node = node[key]
    return node if isinstance(node, dict) else None


def emitted(overview: str) -> list[str]:
    """What `api.md` lists."""
    return [f"{match['method']} {html.unescape(match['path'])}" for match in _TITLE.finditer(overview)]


def _normal(operation: str) -> str:
    return re.sub(r"\s+", " ", operation)


def missing(expected: set[str], listed: Iterable[str], findings: Iterable[dict[str, Any]]) -> list[str]:
    """Operations that are neither listed nor named in a finding."""
    lost = {_normal(operation): operation for operation in expected}
    for operation in listed:
        lost.pop(_normal(operation), None)
        lost.pop(_normal(operation).replace(" //", " /"), None)
    # `?q={q}` in a path key is an argument, and no longer part of the path
    called = {operation.partition("?")[0] for operation in listed}
    lost = {key: operation for key, operation in lost.items() if _QUERY_TEMPLATE.sub("", key) not in called}
    for finding in findings:
        for key in [key for key in lost if _names(finding, key)]:
            del lost[key]
    return sorted(lost.values())


def _names(finding: dict[str, Any], operation: str) -> bool:
    method, _, path = operation.partition(" ")
    pointer = f"/paths/{path.replace('~', '~0').replace('/', '~1')}"
    where = finding["pointer"]
    inside = where in (pointer, f"{pointer}/{method}") or where.startswith(f"{pointer}/{method}/")
    return (inside and finding["severity"] != "note") or operation in finding["message"].lower()
