"""Runs openapi-spec-validator in a process of its own, where its time, its memory and its crashes are its own.

In, on standard input: JSON, `{"version": "3.1", "tree": {...}, "megabytes": 2048}`. Out, on standard output: a line of
JSON for each finding, `[pointer, message]`, as soon as it is found, and `null` when nothing more will come.
"""

from __future__ import annotations

import contextlib
import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, Never, Protocol, cast

from sdkwright.load.document import join
from sdkwright.load.tree import Node, Object, child

MAX_FINDINGS: Final = 100
_OPERATION: Final = re.compile(r"'(get|put|post|delete|options|head|patch|trace)' (?:operation )?in '([^']*)'")
_QUOTED: Final = re.compile(r"'([^']+)'")


class _Finding(Protocol):
    """What is read of the validator's `ValidationError`."""

    @property
    def message(self) -> str: ...
    @property
    def absolute_path(self) -> Sequence[str | int]: ...
    @property
    def schema(self) -> object: ...
    @property
    def instance(self) -> object: ...


def findings(tree: Object, version: str) -> Iterator[tuple[str, str]]:
    """The pointers and messages of the validator's own checks; those of the structure are worded elsewhere."""
    import openapi_spec_validator as validator
    from jsonschema_path.paths import SchemaPath

    classes = {
        "2.0": validator.OpenAPIV2SpecValidator,
        "3.0": validator.OpenAPIV30SpecValidator,
        "3.1": validator.OpenAPIV31SpecValidator,
        "3.2": validator.OpenAPIV32SpecValidator,
    }
    chosen = classes.get(version)
    if chosen is None:
        return
    pointers = _pointers(tree)
    checker = chosen(SchemaPath.from_dict(tree, handlers=_Refusing()))
    for error in checker.root_validator(checker.schema_path):
        message = error.message.partition("\n")[0][:300]
        yield _place(tree, pointers, error, message), message


def _place(tree: Object, pointers: Mapping[int, str], error: _Finding, message: str) -> str:
    """Where a finding belongs: by its path, by the node that it holds, or by what its message names."""
    path = list(error.absolute_path)
    held, instance_held = error.schema, error.instance
    schema = pointers.get(id(held))
    if schema is not None and isinstance(held, dict) and "default" in held:
        return join(schema, "default", *path)
    if path and _leads_somewhere(tree, path):
        return join("#", *path)
    # An equal scalar may be the same object anywhere in the document; a mapping or list is at one place.
    instance = pointers.get(id(instance_held)) if isinstance(cast("Node", instance_held), dict | list) else None
    if instance is not None or schema is not None:
        return instance or schema or "#"
    named = _OPERATION.search(message)
    if named is not None:
        return join("#", "paths", named[2], named[1])
    quoted = _QUOTED.findall(message)
    return _operation_called(tree, quoted) or _schema_requiring(pointers, tree, quoted) or "#"


def _schema_requiring(pointers: Mapping[int, str], tree: Object, names: Sequence[str]) -> str | None:
    """The first schema that requires these properties without having them."""
    for node in _nodes(tree):
        required, properties = node.get("required"), node.get("properties")
        own = properties if isinstance(properties, dict) else {}
        if names and isinstance(required, list) and all(name in required and name not in own for name in names):
            return join(pointers[id(node)], "required")
    return None


def _nodes(tree: Object) -> Iterator[Object]:
    stack: list[Node] = [tree]
    while stack:
        node = stack.pop()
        if isinstance(node, dict):
            yield node
            stack.extend(reversed(node.values()))
        elif isinstance(node, list):
            stack.extend(reversed(node))


def _operation_called(tree: Object, names: list[str]) -> str | None:
    """The last operation whose `operationId` a message quotes."""
    found = None
    paths = tree.get("paths")
    for path, item in paths.items() if isinstance(paths, dict) else ():
        for method, operation in item.items() if isinstance(item, dict) else ():
            if isinstance(operation, dict) and operation.get("operationId") in names:
                found = join("#", "paths", path, method, "operationId")
    return found


def _leads_somewhere(tree: Object, path: Sequence[str | int]) -> bool:
    node: Node = tree
    for token in path:
        node = child(node, str(token))
    return node is not None


def _pointers(tree: Object) -> dict[int, str]:
    """The pointer of every mapping and list, by identity."""
    found: dict[int, str] = {}
    stack: list[tuple[str, Node]] = [("#", tree)]
    while stack:
        pointer, node = stack.pop()
        if isinstance(node, dict):
            stack.extend((join(pointer, key), value) for key, value in node.items())
        elif isinstance(node, list):
            stack.extend((join(pointer, index), value) for index, value in enumerate(node))
        else:
            continue
        found.setdefault(id(node), pointer)
    return found


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


def _limit_memory(megabytes: int) -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):  # not every system has it
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))


def main() -> None:
    """Validate what standard input holds."""
    asked = json.loads(sys.stdin.buffer.read())
    _limit_memory(asked["megabytes"])
    for number, finding in enumerate(findings(asked["tree"], asked["version"])):
        if number >= MAX_FINDINGS:
            break
        sys.stdout.write(json.dumps(finding) + "\n")
        sys.stdout.flush()
    sys.stdout.write("null\n")


if __name__ == "__main__":
    main()
