"""JSONPath (RFC 9535), and those parts of JSONPath-plus that configs use. Knows JSON alone.

path = parse("$.components.schemas[?@.type == 'array']", Semantics.RFC_9535)
for match in find(path, tree): ...
"""

from sdkwright.jsonpath.evaluate import Match, find
from sdkwright.jsonpath.parse import JsonPathError, parse
from sdkwright.jsonpath.syntax import Path, Semantics

__all__ = ["JsonPathError", "Match", "Path", "Semantics", "find", "parse"]
