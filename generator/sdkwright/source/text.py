"""The way in: the bytes of a YAML or JSON file to a tree that knows where everything stands.

In: bytes and the name to show for them. Out: `Source`, or None where the text has no meaning.
The tree is plain JSON: string keys, finite numbers, no cycles, at most `MAX_DEPTH` levels. Parts that YAML
aliases share are the same objects, so treat the tree as immutable.
"""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct

from sdkwright.diagnostics import Collector, Location
from sdkwright.diagnostics.rules import source as rules
from sdkwright.source.decoding import decode, place_of_offset
from sdkwright.source.json_text import parse_json
from sdkwright.source.marks import MarkedFile, MarkTree
from sdkwright.source.tree import JsonValue
from sdkwright.source.yaml_text import parse_yaml

_CONFLICT: Final = re.compile(r"^<{7} ", re.MULTILINE)
_CONFLICT_END: Final = re.compile(r"^>{7} ", re.MULTILINE)


class Source(Struct):
    """A parsed file. `tree` is None for an empty one."""

    tree: JsonValue
    positions: MarkedFile
    flows: frozenset[int] | None = None
    """Of YAML that is plain, its `flows` (`ParsedYaml`); `None` for all else."""

    @property
    def file(self) -> str:
        """The name of the file."""
        return self.positions.file

    def marks(self) -> MarkTree:
        """The marks of the file, which are found on first use."""
        return self.positions.marks()

    def locate(self, pointer: str) -> Location:
        """The place of a JSON Pointer, or of its nearest written ancestor. Positions are found on first use."""
        return self.positions.locate(pointer)


def parse_source(text: bytes, file: str, diagnostics: Collector) -> Source | None:
    """Parse YAML 1.2 (core schema, with aliases and merge keys) or JSON (RFC 8259); findings are reported.

    None only where the text cannot be parsed at all; the reason was reported then.
    """
    decoded = decode(text, file, diagnostics)
    conflict = _CONFLICT.search(decoded)
    if conflict is not None and _CONFLICT_END.search(decoded, conflict.end()):
        place = place_of_offset(decoded, conflict.start(), file)
        hint = "choose one of the two sides, and delete the three lines of marks"
        diagnostics.report(rules.UNPARSABLE, "a merge conflict stands here", place, hint=hint)
        return None
    if decoded.lstrip()[:1] not in {"{", "["}:
        return _read_yaml(decoded, file, diagnostics)
    as_json = Collector()
    parsed = parse_json(decoded, file, as_json)
    if parsed is not None:
        _pass_on(as_json, diagnostics)
        return Source(parsed.tree, MarkedFile(file, parsed.compose))
    if not file.lower().endswith(".json") or any(found.rule == rules.TOO_DEEP for found in as_json):
        return _read_yaml(decoded, file, diagnostics)
    as_yaml = Collector()
    source = _read_yaml(decoded, file, as_yaml)
    if source is None:
        _pass_on(as_json, diagnostics)
        return None
    for finding in as_json:
        diagnostics.report(rules.INVALID_JSON, finding.message, finding.location, hint=finding.hint)
    _pass_on(as_yaml, diagnostics)
    return source


def _read_yaml(text: str, file: str, diagnostics: Collector) -> Source | None:
    parsed = parse_yaml(text, file, diagnostics)
    if parsed is None:
        return None
    return Source(parsed.tree, MarkedFile(file, parsed.marks), flows=parsed.flows if parsed.is_plain else None)


def _pass_on(found: Collector, diagnostics: Collector) -> None:
    for diagnostic in found:
        diagnostics.report(diagnostic.rule, diagnostic.message, diagnostic.location, hint=diagnostic.hint)
