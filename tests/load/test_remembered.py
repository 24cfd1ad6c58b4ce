"""The tree of the last run serves the next one only where it is that of the document, and nobody touched it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sdkwright.diagnostics import Collector
from sdkwright.load import remembered
from sdkwright.load.remembered import Memory, parse_remembering
from sdkwright.source.text import parse_source

TEXT = "openapi: 3.1.0\npaths:\n  /a:\n    get:\n      summary: one\n  /b:\n    get: {summary: two}\n"


@pytest.fixture
def memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Memory:
    """A memory that documents of any size are kept in."""
    monkeypatch.setattr(remembered, "LARGE_DOCUMENT", 0)
    return Memory(path=tmp_path / "packs" / "api.tree", generator="this one")


def tree(data: bytes, memory: Memory | None) -> object:
    """What is read of a document, its places among it, compared with what is read without a memory."""
    found, plainly = Collector(), Collector()
    source = parse_remembering(data, "api.yml", memory, found)
    whole = parse_source(data, "api.yml", plainly)
    assert found.found == plainly.found
    assert source is not None
    assert whole is not None
    assert source.tree == whole.tree
    for pointer in ("#/paths/~1a/get/summary", "#/paths/~1b", "#/nothing"):
        assert source.locate(pointer) == whole.locate(pointer)
    return source.tree


@pytest.fixture
def parts(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The parts that are parsed from now on in the place of whole documents."""
    seen: list[str] = []
    patch = remembered.patch

    def watched(*arguments: object) -> object:
        source = patch(*arguments)  # type: ignore[arg-type]  # handed on as they are
        seen.append("patched" if source is not None else "refused")
        return source

    monkeypatch.setattr(remembered, "patch", watched)
    return seen


def test_a_change_of_a_line_is_patched_in(memory: Memory, parts: list[str]) -> None:
    tree(TEXT.encode(), memory)
    assert parts == []
    for words in ("three", "something longer", "1"):
        tree(TEXT.replace("one", words).encode(), memory)
    assert parts == ["patched"] * 3


def test_a_large_change_is_parsed_and_remembered_in_its_turn(memory: Memory, parts: list[str]) -> None:
    tree(TEXT.encode(), memory)
    other = TEXT.replace("3.1.0", "3.0.0").replace("two", "three")
    tree(other.encode(), memory)
    tree(other.replace("three", "four").encode(), memory)
    assert parts == ["refused", "patched"]


@pytest.mark.parametrize(
    "text", [TEXT + "x: &a 1\ny: *a\n", TEXT + "openapi: 3.1.1\n", '{"paths": {}}', TEXT + "x: \x07\n"]
)
def test_what_has_findings_or_ties_is_not_remembered(memory: Memory, text: str) -> None:
    tree(text.encode(), memory)
    assert not memory.path.exists()


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-8-sig", "utf-32-be"])
def test_other_encodings_are_not_remembered(memory: Memory, encoding: str) -> None:
    tree(TEXT.encode(encoding), memory)
    assert not memory.path.exists()
    tree(TEXT.encode(), memory)
    tree(TEXT.replace("one", "two").encode(encoding), memory)


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: b"",
        lambda content: content[:-1],
        lambda content: content.replace(b"3.1.0", b"3.1.1"),
        lambda content: content.replace(b"sdkwright tree", b"sdkwright bush"),
    ],
)
def test_what_is_damaged_is_as_good_as_absent(
    memory: Memory, parts: list[str], damage: Callable[[bytes], bytes]
) -> None:
    tree(TEXT.encode(), memory)
    memory.path.write_bytes(damage(memory.path.read_bytes()))
    tree(TEXT.replace("one", "three").encode(), memory)
    assert parts == []


def test_another_generator_remembers_for_itself(memory: Memory, parts: list[str]) -> None:
    tree(TEXT.encode(), memory)
    tree(TEXT.replace("one", "three").encode(), Memory(path=memory.path, generator="another"))
    assert parts == []


def test_small_documents_are_not_worth_it(tmp_path: Path) -> None:
    memory = Memory(path=tmp_path / "api.tree", generator="this one")
    tree(TEXT.encode(), memory)
    assert not memory.path.exists()
