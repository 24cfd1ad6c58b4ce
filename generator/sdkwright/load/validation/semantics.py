"""Runs openapi-spec-validator's own checks: operation ids, path parameters, defaults and the like.

In: the author's tree, before upgrading. Out: findings. It is slow (a minute for some megabytes) and fails on
documents that it does not expect; its failures are never ours.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, Never

from sdkwright.diagnostics import Collector
from sdkwright.diagnostics.rules import load as rules
from sdkwright.load.document import Positions, join
from sdkwright.load.tree import Node, Object, child
from sdkwright.load.validation.structure import MAX_FINDINGS

MAX_NODES: Final = 300_000
_OPERATION: Final = re.compile(r"'(get|put|post|delete|options|head|patch|trace)' (?:operation )?in '([^']*)'")


def check_semantics(root: Object, version: str, positions: Positions, diagnostics: Collector) -> None:
    """Report what the validator finds beyond the structure."""
    start = positions.locate("#")
    if _count(root) > MAX_NODES:
        diagnostics.report(rules.NOT_VALIDATED, f"the document has more than {MAX_NODES} nodes", start)
        return
    try:
        for number, (message, path) in enumerate(_findings(root, version)):
            if number >= MAX_FINDINGS:
                diagnostics.report(rules.INVALID, "the validator has more findings, which are not shown", start)
                break
            pointer = _pointer(root, message, path)
            diagnostics.report(rules.INVALID, message, positions.locate(pointer))
    except Exception as error:
        # It raises whatever it stumbles over, RecursionError included.
        message = f"the validator gave up: {type(error).__name__}: {str(error)[:200]}"
        diagnostics.report(rules.NOT_VALIDATED, message, start)


def _findings(root: Object, version: str) -> Iterable[tuple[str, list[str | int]]]:
    """The validator's messages and paths, without those of the structure, which we word ourselves."""
    import openapi_spec_validator as validator
    from jsonschema_path.paths import SchemaPath

    classes = {
        "2.0": validator.OpenAPIV2SpecValidator,
        "3.0": validator.OpenAPIV30SpecValidator,
        "3.1": validator.OpenAPIV31SpecValidator,
        "3.2": validator.OpenAPIV32SpecValidator,
    }
    chosen = classes.get(".".join(version.split(".")[:2]))
    if chosen is None:
        return
    tree = _without_other_files(root)
    if isinstance(tree, dict):
        checker = chosen(SchemaPath.from_dict(tree, handlers=_Refusing()))
        for error in checker.root_validator(checker.schema_path):
            yield error.message.partition("\n")[0][:300], list(error.absolute_path)


class _Refusing(Mapping[str, Callable[[str], Never]]):
    """Answers for every scheme, as the validator fetches whatever it finds no handler for."""

    def __getitem__(self, scheme: str) -> Callable[[str], Never]:
        return self._refuse

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0

    @staticmethod
    def _refuse(uri: str) -> Never:
        raise ValueError(f"`{uri}` is not fetched")


def _without_other_files(node: Node) -> Node:
    """A copy in which references to other files are left out: the validator knows this file alone."""
    if isinstance(node, dict):
        return {key: _without_other_files(item) for key, item in node.items() if not _leads_away(item)}
    if isinstance(node, list):
        return [_without_other_files(item) for item in node if not _leads_away(item)]
    return node


def _leads_away(node: Node) -> bool:
    reference = node.get("$ref") if isinstance(node, dict) else None
    return isinstance(reference, str) and not reference.startswith("#")


def _pointer(root: Object, message: str, path: list[str | int]) -> str:
    """The place of a finding: by its path, or by the operation that its message names."""
    node: Node = root
    for token in path:
        node = child(node, str(token))
    if path and node is not None:
        return join("#", *path)
    named = _OPERATION.search(message)
    return join("#", "paths", named[2], named[1]) if named is not None else "#"


def _count(root: Node) -> int:
    total, stack = 0, [root]
    while stack:
        node = stack.pop()
        held = list(node.values()) if isinstance(node, dict) else node if isinstance(node, list) else []
        total += len(held)
        stack.extend(item for item in held if isinstance(item, dict | list))
    return total
