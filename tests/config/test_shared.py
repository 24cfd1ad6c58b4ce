"""The configs and documents of the real world that lie beside the repository, where they do.

The human-written configs are read without an error. The documents are inferred from without a traceback, every
operation gets a method, the written config reads back, and the names agree with the humans' as often as they did.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from configs import all_methods, infer, methods, needs_shared, shared_files, without_places
from msgspec.structs import replace

from sdkwright.config.infer.operations import operations
from sdkwright.config.read import parse_settings, read_settings
from sdkwright.config.settings import Settings
from sdkwright.config.write import write_config
from sdkwright.diagnostics import Collector, Severity
from sdkwright.load.document import Document, Validation
from sdkwright.load.load import load_document

CONFIGS = shared_files("parity/*/stainless.yml", "pairs/*/stainless.yml")
DOCUMENTS = shared_files("corpus/*.json", "parity/*/openapi.*", "pairs/*/openapi.*")
pytestmark = needs_shared


def label(path: Path) -> str:
    return path.stem if path.parent.name == "corpus" else path.parent.name


@cache
def load(path: Path) -> Document | None:
    return load_document(path, diagnostics=Collector(), validation=Validation.NONE)


@pytest.mark.parametrize("path", CONFIGS, ids=label)
def test_a_config_of_the_real_world(path: Path) -> None:
    found = Collector()
    settings = read_settings(path, found)
    assert settings is not None
    assert settings.resources
    assert [each.message for each in found if each.rule.severity is Severity.ERROR] == []
    warnings = {each.rule.code for each in found if each.rule.severity is Severity.WARNING}
    assert warnings <= {"Config/UnsupportedKey"}


@pytest.mark.parametrize("path", DOCUMENTS, ids=label)
def test_every_operation_gets_a_method_and_the_config_reads_back(path: Path) -> None:
    document = load(path)
    if document is None:
        pytest.skip("the document cannot be loaded")
    settings = infer(document)
    placed = Counter((each.http_method, each.path) for each in all_methods(settings).values() if each.path)
    assert set(placed) == {(each.http_method, each.path) for each in operations(document)}
    # One that answers whole or in a stream, with nothing in the request to tell which, has a method for each.
    assert set(placed.values()) <= {1, 2}
    for name in all_methods(settings):
        assert all(part.isidentifier() and part.isascii() for part in name.split("."))
    found = Collector()
    read = parse_settings(write_config(settings, document).encode(), "stainless.yml", found)
    assert read is not None
    assert [each.message for each in found] == []
    where = {"source": "", "digest": "", "security_places": {}}
    assert replace(without_places(read), **where) == without_places(settings)


def human_names(settings: Settings) -> dict[tuple[str, str], set[str]]:
    found: dict[tuple[str, str], set[str]] = {}
    client = settings.client.methods if settings.client else ()
    for name, method in [*methods(settings.resources), *((each.key, each) for each in client)]:
        if method.path:
            found.setdefault((method.http_method, same(method.path)), set()).add(snake(name))
    return found


def same(path: str) -> str:
    return re.sub(r"\{[^}]*\}", "{}", path)


def snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).replace("-", "_").lower()


def test_names_agree_with_those_that_humans_chose() -> None:
    """The share of methods with the same resource and name; `get` and `retrieve` are one word to this count."""
    total = equal = alike = 0
    for config in CONFIGS:
        settings = read_settings(config, Collector())
        (spec,) = config.parent.glob("openapi.*")
        document = load(spec)
        assert settings is not None
        assert document is not None
        names = {(each.http_method, same(each.path)): name for name, each in all_methods(infer(document)).items()}
        for endpoint, chosen in human_names(settings).items():
            if endpoint in names:
                total += 1
                equal += names[endpoint] in chosen
                alike += re.sub(r"\bget(?=\b|_)", "retrieve", names[endpoint]) in {
                    re.sub(r"\bget(?=\b|_)", "retrieve", each) for each in chosen
                }
    assert total > 450
    assert equal / total > 0.70
    assert alike / total > 0.76
