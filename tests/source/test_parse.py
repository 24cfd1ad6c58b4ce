"""Reading text: YAML 1.2 scalars, aliases, merge keys, limits, encodings, and where everything stands."""

from __future__ import annotations

import time

import pytest
import yaml

from sdkwright.diagnostics import Collector
from sdkwright.source.text import Source, parse_source


def read(text: str | bytes, file: str = "a.yaml") -> tuple[Source, list[tuple[str, int, int]]]:
    found = Collector()
    source = parse_source(text.encode() if isinstance(text, str) else text, file, found)
    assert source is not None, found.found
    return source, codes(found)


def codes(found: Collector) -> list[tuple[str, int, int]]:
    return [(d.rule.code, d.location.line, d.location.column) for d in found if d.location]


def refused(text: str | bytes, file: str = "a.yaml") -> list[tuple[str, int, int]]:
    found = Collector()
    assert parse_source(text.encode() if isinstance(text, str) else text, file, found) is None
    return codes(found)


@pytest.mark.parametrize(
    ("scalar", "value"),
    [
        ("on", "on"),
        ("no", "no"),
        ("Yes", "Yes"),
        ("y", "y"),
        ("true", True),
        ("FALSE", False),
        ("~", None),
        ("", None),
        ("Null", None),
        ("nULL", "nULL"),
        ("2026-02-23", "2026-02-23"),
        ("2026-02-23T10:00:00Z", "2026-02-23T10:00:00Z"),
        ("12:30:45", "12:30:45"),
        ("1_000", "1_000"),
        ("010", 10),
        ("0o10", 8),
        ("0x1F", 31),
        ("0b11", "0b11"),
        ("-12", -12),
        ("+3", 3),
        ("1.0", 1.0),
        ("1.", 1.0),
        (".5", 0.5),
        ("-1e3", -1000.0),
        ("1e3", 1000.0),
        ("1.2.3", "1.2.3"),
        ("3.0.0", "3.0.0"),
        (".", "."),
        ("-", [None]),
        ("18446744073709551616", 2**64),
        ("'5'", "5"),
        ('"true"', "true"),
        ("!!str 5", "5"),
        ("!!int '5'", 5),
        ("! 5", "5"),
        ("=", "="),
        ("٣", "٣"),
    ],
)
def test_scalars_follow_the_core_schema(scalar: str, value: object) -> None:
    source, found = read(f"key: \n  {scalar}\n")
    assert source.tree == {"key": value}
    assert type(source.tree["key"]) is type(value)
    assert found == []


@pytest.mark.parametrize("scalar", [".inf", "-.INF", ".nan", "1e999", "9" * 5000])
def test_numbers_without_a_json_value_are_null_and_reported(scalar: str) -> None:
    source, found = read(f"a: 1\nkey: {scalar}\n")
    assert source.tree == {"a": 1, "key": None}
    assert found == [("Source/NumberNotFinite", 2, 6)]


def test_keys_are_the_text_that_was_written() -> None:
    source, found = read("200: a\nnull: b\ntrue: c\n1.0: d\non: e\n2026-01-01: f\n0x10: g\n")
    assert source.tree == {"200": "a", "null": "b", "true": "c", "1.0": "d", "on": "e", "2026-01-01": "f", "0x10": "g"}
    assert found == []


def test_positions_are_those_of_scalars_and_of_the_keys_of_collections() -> None:
    source, _ = read("openapi: 3.1.0\npaths:\n  /pets/{id}:\n    get:\n      tags: [a, b]\n      x:\n      - y: 1\n")
    place = source.locate("#/paths/~1pets~1{id}/get")
    assert (place.file, place.line, place.column) == ("a.yaml", 4, 5)
    assert place.pointer == "#/paths/~1pets~1{id}/get"

    def at(pointer: str) -> tuple[int, int]:
        found = source.locate(pointer)
        return found.line, found.column

    assert at("#/openapi") == (1, 10)
    assert at("/openapi") == (1, 10)
    assert at("#/paths/~1pets~1{id}/get/tags") == (5, 7)
    assert at("#/paths/~1pets~1{id}/get/tags/1") == (5, 17)
    assert at("#/paths/~1pets~1{id}/get/x/0") == (7, 9)
    assert at("#/paths/~1pets~1{id}/get/x/0/y") == (7, 12)
    assert at("#/paths/~1pets~1{id}/get/tags/7") == (5, 7), "the nearest written ancestor"
    assert at("#/paths/~1pets~1{id}/get/nothing/here") == (4, 5)
    assert at("#") == (1, 1)
    assert at("") == (1, 1)


def test_json_positions_are_the_same_as_those_of_the_same_text_as_yaml() -> None:
    text = '{\n  "a": {"b\\u0041": [1, {"c": "x,]}\\""}, null]},\n  "d": true\n}\n'
    as_json, _ = read(text, "a.json")
    as_yaml, _ = read("# yaml\n" + text)
    assert as_json.tree == as_yaml.tree == {"a": {"bA": [1, {"c": 'x,]}"'}, None]}, "d": True}
    for pointer in ("#", "#/a", "#/a/bA", "#/a/bA/0", "#/a/bA/1", "#/a/bA/1/c", "#/a/bA/2", "#/d"):
        one, other = as_json.locate(pointer), as_yaml.locate(pointer)
        assert (one.line + 1, one.column) == (other.line, other.column), pointer
    assert as_json.locate("#/d").line == 3


def test_aliases_and_anchors() -> None:
    source, found = read("a: &x {b: &y 1}\nc: *x\nd: [*y, *x]\n&k key: *k\n*k : 3\n")
    assert source.tree == {"a": {"b": 1}, "c": {"b": 1}, "d": [1, {"b": 1}], "key": 3}
    assert found == [("Source/DuplicateKey", 5, 1)]
    assert source.locate("#/c").line == 2
    assert source.locate("#/c/b").line == 1, "what an alias holds stands where its anchor is"


def test_merge_keys() -> None:
    text = """\
base: &base {a: 1, b: 2}
more: &more {b: 3, c: 4}
one: {<<: *base, b: 9}
two: {b: 9, <<: *base}
three: {<<: [*more, *base]}
four: {"<<": quoted}
five: {<<: 1, <<: [*base, 2], x: 1}
"""
    source, found = read(text)
    assert source.tree["one"] == {"a": 1, "b": 9}
    assert source.tree["two"] == {"a": 1, "b": 9}
    assert source.tree["three"] == {"a": 1, "b": 3, "c": 4}
    assert source.tree["four"] == {"<<": "quoted"}
    assert source.tree["five"] == {"a": 1, "b": 2, "x": 1}
    assert found == [("Source/InvalidMerge", 7, 8), ("Source/InvalidMerge", 7, 15)]
    assert source.locate("#/one/a").line == 1


def test_duplicate_keys_are_reported_and_the_last_wins() -> None:
    source, found = read("a: 1\nb:\n  c: 1\n  c: 2\na: 3\n")
    assert source.tree == {"a": 3, "b": {"c": 2}}
    assert found == [("Source/DuplicateKey", 4, 3), ("Source/DuplicateKey", 5, 1)]
    source, found = read('{"a": 1, "b": {"c": 1,\n "c": 2}, "a": 3}', "a.json")
    assert source.tree == {"a": 3, "b": {"c": 2}}
    assert found == [("Source/DuplicateKey", 2, 2), ("Source/DuplicateKey", 2, 11)]


def test_keys_that_are_no_scalars_are_left_out() -> None:
    source, found = read("? [a, b]\n: {c: 1}\nd: 2\n? {e: 1}\nf: 3\n&g [1]: x\n")
    assert source.tree == {"d": 2, "f": 3}
    assert {code for code, _, _ in found} == {"Source/InvalidKey"}
    assert len(found) == 3


def test_an_alias_to_what_is_not_there_or_is_not_yet_finished_is_null() -> None:
    source, found = read("a: *none\nb: &b [1, *b]\n")
    assert source.tree == {"a": None, "b": [1, None]}
    assert found == [("Source/UnknownAlias", 1, 4), ("Source/UnknownAlias", 2, 11)]


def test_an_alias_bomb_is_refused() -> None:
    text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in range(1, 12):
        text += f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 10)}]\n"
    [(code, line, _)] = refused(text)
    assert code == "Source/AliasesTooLarge"
    assert 5 < line < 9


@pytest.mark.parametrize(
    ("text", "file"),
    [
        ("[" * 100_000, "a.json"),
        ("[" * 900 + "]" * 900, "a.json"),
        ("[" * 100_000 + "]" * 100_000, "a.json"),
        ('{"a":' * 5000 + "1" + "}" * 5000, "a.yaml"),
        ("x: " + "[" * 900 + "]" * 900, "a.yaml"),
        ("\n".join(" " * i + "a:" for i in range(1000)), "a.yaml"),
        ("- " * 3000, "a.yaml"),
    ],
)
def test_depth_is_bounded(text: str, file: str) -> None:
    [(code, _, _)] = refused(text, file)
    assert code in {"Source/TooDeep", "Source/Unparsable"}


def test_depth_of_200_is_fine_and_201_is_not() -> None:
    for file in ("a.json", "a.yaml"):
        prefix = "" if file == "a.json" else "# x\n"
        read(prefix + "[" * 200 + "]" * 200, file)
        [(code, _, column)] = refused(prefix + "[" * 201 + "]" * 201, file)
        assert (code, column) == ("Source/TooDeep", 201)


def test_byte_order_marks_line_ends_and_tabs() -> None:
    assert read(b"\xef\xbb\xbfa: 1\r\nb:\r\n  c: 2\r\n")[0].tree == {"a": 1, "b": {"c": 2}}
    assert read(b'\xef\xbb\xbf{"a": 1}', "a.json")[0].tree == {"a": 1}
    assert read("a: ä\n".encode("utf-16"))[0].tree == {"a": "ä"}
    assert read('{\t"a":\t[1,\t2]\t}', "a.json")[0].tree == {"a": [1, 2]}
    [(code, line, _)] = refused("a:\n\tb: 1\n")
    assert (code, line) == ("Source/Unparsable", 2)


def test_bytes_and_characters_that_do_not_belong() -> None:
    source, found = read(b"a: 1\nb: x\xffy\n")
    assert source.tree == {"a": 1, "b": "x\ufffdy"}
    assert found == [("Source/InvalidEncoding", 2, 5)]
    source, found = read("a: 1\nb: x\x00y\x7f\n")
    assert source.tree == {"a": 1, "b": "x\ufffdy\ufffd"}
    assert found == [("Source/InvalidCharacter", 2, 5)]
    source, found = read('{"a": "x\x01y\tz"}', "a.json")
    assert source.tree == {"a": "x\x01y\tz"}
    assert found == [("Source/InvalidCharacter", 1, 9)]


@pytest.mark.parametrize("file", ["a.json", "a.yaml"])
def test_surrogate_escapes(file: str) -> None:
    prefix = "" if file == "a.json" else "# x\n"
    source, found = read(prefix + '{"a": "\\ud83d\\ude00"}', file)
    assert source.tree == {"a": "😀"}
    assert found == []
    source, found = read(prefix + '{"a": ["\\ud83d", {"\\udc00": 1}]}', file)
    assert source.tree == {"a": ["\ufffd", {"\ufffd": 1}]}
    assert [code for code, _, _ in found] == ["Source/InvalidCharacter"]


def test_json_that_only_yaml_can_read_is_read_with_a_warning() -> None:
    source, found = read('{\n  "a": 1, # why\n  "b": [1,],\n}\n', "a.json")
    assert source.tree == {"a": 1, "b": [1]}
    assert [code for code, _, _ in found] == ["Source/InvalidJson"]
    assert found[0][1] == 2
    source, found = read("{a: 1}", "a.yaml")
    assert (source.tree, found) == ({"a": 1}, [])


def test_json_numbers() -> None:
    source, found = read(
        '{"a": 123456789012345678901234567890, "b": -1.5e3,\n"c": 1e999, "d": NaN, "e": -Infinity}', "a.json"
    )
    assert source.tree == {"a": 123456789012345678901234567890, "b": -1500.0, "c": None, "d": None, "e": None}
    assert found == [("Source/NumberNotFinite", 2, c) for c in (6, 18, 28)]


def test_what_cannot_be_parsed_says_where() -> None:
    assert refused("a: 1\nb: [1, 2\nc: 3\n")[0][:2] == ("Source/Unparsable", 3)
    assert refused('{"a": 1,\n "b" 2}', "a.json") == [("Source/Unparsable", 2, 6)]


def test_only_the_first_document_is_read() -> None:
    source, found = read("---\na: 1\n---\nb: 2\n")
    assert source.tree == {"a": 1}
    assert found == [("Source/SeveralDocuments", 3, 1)]
    assert read("a: 1\n...\n")[1] == []


def test_without_libyaml_the_result_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "a: &x {b: [1, on, ! 5, '6', \"\\u00e4\"], 200: 0o17}\nc: {<<: *x, d: t}\ne: |\n  text\n"
    with_libyaml, _ = read(text)
    monkeypatch.setattr(yaml, "__with_libyaml__", False)
    without, found = read(text)
    assert without.tree == with_libyaml.tree
    assert without.locate("#/c/b/1") == with_libyaml.locate("#/c/b/1")
    assert found == []
    assert refused("a: [\n")[0][0] == "Source/Unparsable"


def test_an_empty_file_is_none() -> None:
    for text in ("", "\n", "# nothing\n", "---\n"):
        source, found = read(text)
        assert (source.tree, found) == (None, [])
        assert source.locate("#/a").line in (1, 2)


def test_tags_of_other_tools_are_passed_over() -> None:
    source, found = read("a: !include other.yaml\nb: !thing {c: 1}\nd: !!omap []\n")
    assert source.tree == {"a": "other.yaml", "b": {"c": 1}, "d": []}
    assert [code for code, _, _ in found] == ["Source/UnknownTag"] * 2


def test_a_great_many_findings_take_no_great_time() -> None:
    text = "{" + ",".join(f'"a{n}":1,"a{n}":2' for n in range(5000)) + "}"
    begun = time.process_time()
    _, found = read(text, "a.json")
    assert len(found) == 5000
    assert time.process_time() - begun < 2


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("odd", ["\u2028", "\u2029", "\x85"])
def test_lines_are_those_of_an_editor(end: str, odd: str) -> None:
    """YAML 1.1 takes more characters for line ends than editors do."""
    _, found = read(f'a: "x{odd}y"{end}# {odd}{end}b: 1{end}b: 2{end}')
    assert found == [("Source/DuplicateKey", 4, 1)]


def test_the_end_of_a_file_is_its_last_place() -> None:
    assert refused("a: {b: [") == [("Source/Unparsable", 1, 9)]
    assert refused("a: {b: [\n") == [("Source/Unparsable", 2, 1)]


@pytest.mark.parametrize("number", ["9" * 5000, "0x" + "F" * 5000, "0o" + "7" * 5000])
def test_a_number_that_cannot_be_printed_is_none(number: str) -> None:
    source, found = read(f"a: {number}\n")
    assert source.tree == {"a": None}
    assert found == [("Source/NumberNotFinite", 1, 4)]
