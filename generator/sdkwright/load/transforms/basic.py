"""The commands that change nodes as such: update, append, merge, remove, copy, move, and their older spellings.

In: a `Context`. Out: the document, changed. `Refused` says what does not fit.
"""

from __future__ import annotations

from typing import Final

from sdkwright.diagnostics.rules import load as rules
from sdkwright.jsonpath import Match, Path, Semantics, find, parse
from sdkwright.jsonpath.syntax import Child, Index, Name
from sdkwright.load.document import JsonValue
from sdkwright.load.edit import assign, kind_of, merge, remove, rename
from sdkwright.load.transforms.context import Context, Refused
from sdkwright.load.tree import Node

_PLACEHOLDER: Final = "{{value}}"


def update(context: Context) -> None:
    """Replace each target by `value`; with `template`, `{{value}}` in it stands for the old text."""
    _replace(context, context.targets(context.arguments.get("target"), "target"))


def replace_properties(context: Context) -> None:
    """The older `update`: targets under `filter.only`."""
    _replace(context, _filtered(context))


def _replace(context: Context, matches: list[Match]) -> None:
    template = context.text("value") if context.flag("template") else None
    if template is not None and _PLACEHOLDER not in template:
        raise Refused(rules.TRANSFORM_INVALID, "`{{value}}` is missing in a template", "value")
    for match in matches:
        value: Node
        if template is None:
            value = context.value("value")
        elif isinstance(match.value, str):
            value = template.replace(_PLACEHOLDER, match.value)
        else:
            message = f"a template changes strings, but the target is {kind_of(match.value)}"
            raise Refused(rules.TRANSFORM_TARGET, message, "target")
        if not assign(match, value):
            raise Refused(rules.TRANSFORM_TARGET, "the whole document cannot be replaced", "target")


def append(context: Context) -> None:
    """Add items to lists, or members to mappings that do not have them yet."""
    for match in context.targets(context.arguments.get("target"), "target"):
        target, value = match.value, context.value("value")
        if isinstance(target, list):
            target.extend(value if isinstance(value, list) else [value])
        elif isinstance(target, dict) and isinstance(value, dict):
            for key, item in value.items():
                if key in target:
                    raise Refused(rules.TRANSFORM_TARGET, f"`{key}` is there already", "value", key)
                target[key] = item
        else:
            message = f"{kind_of(value)} cannot be appended to {kind_of(target)}"
            raise Refused(rules.TRANSFORM_TARGET, message, "value")


def merge_value(context: Context) -> None:
    """Merge `value` deeply into each target."""
    _merge(context, "value")


def merge_object(context: Context) -> None:
    """The older `merge`: what is merged is called `object`."""
    _merge(context, "object")


def _merge(context: Context, name: str) -> None:
    for match in context.targets(context.arguments.get("target"), "target"):
        if not isinstance(match.value, dict):
            message = f"a mapping cannot be merged into {kind_of(match.value)}"
            raise Refused(rules.TRANSFORM_TARGET, message, "target")
        merge(match.value, context.mapping(name))


def remove_nodes(context: Context) -> None:
    """Delete the targets, or only the named `keys` (of a list: the named items) of each."""
    matches = context.targets(context.arguments.get("target"), "target")
    if not context.has("keys"):
        if any(match.holder is None for match in matches):
            raise Refused(rules.TRANSFORM_TARGET, "the whole document cannot be removed", "target")
        remove(matches)
        return
    given = context.value("keys")
    for key in given if isinstance(given, list) else [given]:
        found = False
        for match in matches:
            target = match.value
            if isinstance(target, dict) and isinstance(key, str) and key in target:
                del target[key]
                found = True
            elif isinstance(target, list) and key in target:
                target[:] = [item for item in target if item != key]
                found = True
        if not found:
            raise Refused(rules.TRANSFORM_TARGET, f"no target has `{key}`", "keys")


def copy(context: Context) -> None:
    """Copy what `from` selects to each of `to`."""
    match = _origin(context)
    for path in _destinations(context):
        _put(context, path, context.origins.duplicate(match.value))


def move(context: Context) -> None:
    """Move what `from` selects to `to`; a member that stays in its mapping keeps its place there."""
    match = _origin(context)
    destinations = _destinations(context)
    if len(destinations) != 1:
        raise Refused(rules.TRANSFORM_INVALID, "`move` takes one destination", "to")
    holder = match.holder.value if match.holder is not None else None
    *above, last = destinations[0].segments
    if isinstance(holder, dict) and isinstance(last, Child) and isinstance(last.selectors[0], Name):
        parents = find(Path(tuple(above), Semantics.PLUS, ""), context.root)
        if len(parents) == 1 and parents[0].value is holder:
            rename(holder, str(match.token), last.selectors[0].name)
            return
    remove([match])
    _put(context, destinations[0], match.value)


def rename_value(context: Context) -> None:
    """Give each target an SDK name: `rename` becomes its `x-stainless-naming`."""
    for match in _filtered(context):
        if not isinstance(match.value, dict):
            raise Refused(rules.TRANSFORM_TARGET, f"{kind_of(match.value)} cannot be renamed", "filter")
        merge(match.value, {"x-stainless-naming": context.mapping("rename")})


def _filtered(context: Context) -> list[Match]:
    given = context.arguments.get("filter")
    only: JsonValue = given.get("only") if isinstance(given, dict) else None
    return context.targets(only, "filter", "only")


def _origin(context: Context) -> Match:
    path = context.text("from")
    matches = context.select(path, "from")
    if len(matches) != 1:
        raise Refused(rules.TRANSFORM_TARGET, f"`{path}` selects {len(matches)} nodes, not one", "from")
    if matches[0].holder is None:
        raise Refused(rules.TRANSFORM_TARGET, "the whole document cannot be moved or copied", "from")
    return matches[0]


def _destinations(context: Context) -> list[Path]:
    given = context.arguments.get("to")
    written = given if isinstance(given, list) else [given]
    paths: list[Path] = []
    for path in written:
        if not isinstance(path, str):
            raise Refused(rules.TRANSFORM_INVALID, "`to` takes a JSONPath, or a list of them", "to")
        context.select(path, "to")
        paths.append(parse(path, Semantics.PLUS))
    return paths


def _put(context: Context, path: Path, value: Node) -> None:
    """Write a value where a path leads; its last step names a new member, or the end of a list."""
    above, last = path.segments[:-1], path.segments[-1:]
    selector = last[0].selectors[0] if last and isinstance(last[0], Child) and len(last[0].selectors) == 1 else None
    parents = find(Path(above, Semantics.PLUS, ""), context.root)
    done = False
    for parent in parents:
        holder = parent.value
        match selector:
            case Name(name) if isinstance(holder, dict):
                holder[name] = value
                done = True
            case Index(index) if isinstance(holder, list):
                holder.insert(index, value)
                done = True
            case _:
                pass
        value = context.origins.duplicate(value)
    if not done:
        raise Refused(rules.TRANSFORM_TARGET, f"`{path.text}` leads to no place in the document", "to")
