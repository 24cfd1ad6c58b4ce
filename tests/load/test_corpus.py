"""150 real documents load without a traceback, into what later stages are promised."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sdkwright.diagnostics import Collector
from sdkwright.load.document import Document
from sdkwright.load.grammar import OPENAPI_3, Kind, children
from sdkwright.load.load import load_document

SHARED = Path(__file__).resolve().parents[3] / "shared"
DOCUMENTS = sorted(
    [*SHARED.glob("corpus/*.json"), *SHARED.glob("parity/*/openapi.*"), *SHARED.glob("pairs/*/openapi.*")]
)
pytestmark = pytest.mark.skipif(not DOCUMENTS, reason="the corpus is not part of the repository: no ../shared/corpus")


def references(document: Document) -> Iterator[tuple[Kind, dict[str, Any]]]:
    seen: set[int] = set()
    stack: list[tuple[Kind, Any]] = [(Kind.DOCUMENT, document.tree)]
    while stack:
        kind, node = stack.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node.get("$ref"), str) and kind is not Kind.DOCUMENT:
            yield kind, node
            target = document.at(node["$ref"])
            if isinstance(target, dict):
                stack.append((kind, target))
        stack.extend(children(OPENAPI_3, kind, node))


def check_json(value: object, path: set[int], depth: int = 0) -> None:
    assert depth < 300
    if isinstance(value, dict):
        assert id(value) not in path
        for key, item in value.items():
            assert type(key) is str
            check_json(item, path | {id(value)}, depth + 1)
    elif isinstance(value, list):
        assert id(value) not in path
        for item in value:
            check_json(item, path | {id(value)}, depth + 1)
    else:
        assert value is None or type(value) in {str, int, float, bool}
        assert not isinstance(value, float) or math.isfinite(value)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: f"{path.parent.name}-{path.name[:60]}")
def test_real_documents_load(path: Path) -> None:
    found = Collector()
    begun = time.process_time()
    document = load_document(path, diagnostics=found)
    assert time.process_time() - begun < 6, "three times what the largest takes on two slow cores"
    assert document is not None
    check_json(document.tree, set())
    for _, node in references(document):
        document.at(node["$ref"])
        place = document.locate(node["$ref"])
        assert place.line >= 1
    for kind, node in references(document):
        if kind is Kind.SCHEMA:
            assert "nullable" not in node
    assert document.tree["openapi"] == "3.1.0"
    json.dumps(document.tree, allow_nan=False)
    for diagnostic in found:
        assert diagnostic.location is not None
        assert len(diagnostic.message) < 500
