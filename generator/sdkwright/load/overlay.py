"""OpenAPI Overlays 1.0 and 1.1: actions on JSONPath targets.

In: an overlay file and the working root. Out: the root, changed; findings stand at the overlay's lines.
"""

from __future__ import annotations

from pathlib import Path

from sdkwright.diagnostics import Collector, Rule
from sdkwright.diagnostics.rules import load as rules
from sdkwright.jsonpath import JsonPathError, Match, Semantics, find, parse
from sdkwright.load.document import JsonValue, join
from sdkwright.load.edit import assign, kind_of, overlay, remove
from sdkwright.load.tree import Node, Object, Origins
from sdkwright.source.text import Source, parse_source


def apply_overlay(path: Path, data: bytes, root: Object, origins: Origins, diagnostics: Collector) -> None:
    """Apply all actions of an overlay, in order (Overlay 1.1 §4.4.1). A faulty action is reported and left out."""
    source = parse_source(data, str(path), diagnostics)
    if source is None:
        return
    tree = source.tree
    actions = tree.get("actions") if isinstance(tree, dict) else None
    if not isinstance(tree, dict) or not isinstance(actions, list):
        diagnostics.report(rules.OVERLAY_INVALID, f"{path.name} has no list of `actions`", source.locate("#"))
        return
    version = tree.get("overlay")
    if not isinstance(version, str) or not version.startswith("1."):
        message = f"`overlay: {version}` is no version that is known; it is read as 1.1.0"
        diagnostics.report(rules.OVERLAY_INVALID, message, source.locate("#/overlay"))
    for index, action in enumerate(actions):
        _Action(source, join("#/actions", index), root, origins, diagnostics).apply(action)


class _Action:
    """One action, and all that it needs to be applied."""

    def __init__(self, source: Source, pointer: str, root: Object, origins: Origins, diagnostics: Collector) -> None:
        self.source, self.pointer = source, pointer
        self.root, self.origins, self.diagnostics = root, origins, diagnostics

    def apply(self, action: JsonValue) -> None:
        target = action.get("target") if isinstance(action, dict) else None
        if not isinstance(action, dict) or not isinstance(target, str):
            self.report(rules.OVERLAY_INVALID, "an action needs a `target`, a JSONPath", "")
            return
        matches = self.select(target, "target")
        if matches is None:
            return
        if not matches:
            self.report(rules.OVERLAY_TARGET, f"`{target}` selects nothing", "target")
            return
        if action.get("remove") is True:
            if any(match.holder is None for match in matches):
                self.report(rules.OVERLAY_INVALID, "the whole document cannot be removed", "remove")
            remove(matches)
        elif "update" in action:
            for match in matches:
                value = self.origins.adopt(action["update"], self.source, join(self.pointer, "update"))
                self.update(match, value, "update")
        elif "copy" in action:
            self.copy(matches, action["copy"])
        else:
            self.report(rules.OVERLAY_INVALID, "an action needs `update`, `remove: true` or `copy`", "")

    def copy(self, matches: list[Match], origin: JsonValue) -> None:
        found = self.select(origin, "copy") if isinstance(origin, str) else None
        if found is None:
            return
        if len(found) != 1:
            self.report(rules.OVERLAY_INVALID, f"`copy` selects {len(found)} nodes, not one", "copy")
            return
        value = self.origins.duplicate(found[0].value)
        for match in matches:
            self.update(match, self.origins.duplicate(value), "copy")

    def update(self, match: Match, value: Node, field: str) -> None:
        target = match.value
        if isinstance(target, list):
            target.extend(value if isinstance(value, list) else [value])
        elif isinstance(target, dict) and isinstance(value, dict):
            for path in overlay(target, value):
                where = ".".join(path)
                self.report(rules.OVERLAY_INVALID, f"`{where}` is of another kind in the document", field)
        elif isinstance(target, dict) or isinstance(value, dict | list):
            message = f"{kind_of(value)} cannot be merged into {kind_of(target)}"
            self.report(rules.OVERLAY_INVALID, message, field)
        else:
            assign(match, value)

    def select(self, path: str, field: str) -> list[Match] | None:
        try:
            return find(parse(path, Semantics.RFC_9535), self.root)
        except JsonPathError as error:
            self.report(rules.OVERLAY_INVALID, f"`{path}`: {error}", field)
            return None

    def report(self, rule: Rule, message: str, field: str) -> None:
        pointer = join(self.pointer, field) if field else self.pointer
        self.diagnostics.report(rule, message, self.source.locate(pointer))
