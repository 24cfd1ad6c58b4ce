"""What the specification does not allow becomes warnings with positions."""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from sdkwright.load.document import Validation
from sdkwright.load.validation import semantics
from sdkwright.load.validation.verdicts import recall, remember

WRONG = """\
openapi: 3.0.0
info: {title: T, version: '1'}
paths:
  /x:
    get:
      operationId: same
      parameters:
      - {name: p, in: query, schema: {type: strange}}
      - {name: q, in: nowhere, schema: {}}
      responses: {'200': {content: {}}}
    post:
      operationId: same
      response: {}
  y: {}
"""


def test_a_field_that_is_left_empty_is_no_loss(load) -> None:
    empty = """openapi: 3.0.3
info: {title: t, version: '1', description: }
tags:
paths:
  /a:
    get: {summary: , responses: {'200': {description: Done., headers: }}}
components:
  schemas:
"""
    loaded = load(empty, validation=Validation.STRUCTURE)
    assert set(loaded.codes) == {"Document/Invalid"}
    lost = empty.replace("schemas:", "schemas: {A: {type: object, properties: {description: }}}")
    assert "Document/WrongType" in load(lost, validation=Validation.STRUCTURE).codes


def test_the_structure_is_checked_by_the_schema_of_the_version(load) -> None:
    loaded = load(WRONG, validation=Validation.STRUCTURE)
    assert set(loaded.codes) == {
        *("Document/Invalid", "Document/Incomplete", "Document/DuplicateOperationId", "Document/InvalidPath")
    }
    assert sorted((place[2:], finding.message) for place, finding in zip(loaded.places, loaded.found, strict=True)) == [
        ((8, 45), '`"strange"` is none of `["array", "boolean", "integer", "number", "object", "string"...`'),
        ((9, 23), '`"nowhere"` is none of `["query"]`'),
        ((10, 19), "`description` is missing here"),
        ((11, 5), "`responses` is missing here"),
        ((12, 20), "`same` is the `operationId` of `get /x` already"),
        ((13, 7), "`response` may not stand here"),
        ((14, 3), "`y` does not begin with `/`"),
        ((14, 3), "`y` may not stand here"),
    ]
    assert all(len(diagnostic.message) < 200 for diagnostic in loaded.found)


def test_the_full_check_finds_what_no_schema_can_say(load) -> None:
    text = """\
    openapi: 3.1.0
    info: {title: T, version: '1'}
    paths:
      /x/{id}:
        get: {operationId: one, responses: {'200': {description: OK}}}
    """
    assert load(text, validation=Validation.STRUCTURE).codes == []
    loaded = load(text, validation=Validation.FULL)
    assert set(loaded.codes) == {"Document/Invalid"}
    assert {place[2] for place in loaded.places} == {5}
    messages = " ".join(diagnostic.message for diagnostic in loaded.found)
    assert "'id'" in messages


@pytest.mark.parametrize("version", ["'2.0'", "3.0.0", "3.1.0", "3.2.0"])
def test_valid_documents_have_no_findings(load, version: str) -> None:
    key = "swagger" if "2" in version.split(".", maxsplit=1)[0] else "openapi"
    loaded = load(f"{key}: {version}\ninfo: {{title: T, version: '1'}}\npaths: {{}}\n", validation=Validation.FULL)
    assert loaded.codes == []


def test_versions_that_nobody_knows_are_not_checked(load) -> None:
    loaded = load("openapi: 3.7.0\ninfo: {title: T}\n", validation=Validation.FULL)
    assert loaded.codes == ["Document/UnknownVersion", "Document/NotValidated"]


def test_findings_that_are_alike_are_not_repeated_endlessly(load) -> None:
    paths = "".join(f"  /p{n}: {{get: {{responses: {{'200': {{}}}}}}}}\n" for n in range(20))
    loaded = load(f"openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\npaths:\n{paths}", validation=Validation.STRUCTURE)
    assert loaded.codes == ["Document/Invalid"] * 3
    assert "17 more places" in loaded.found.found[2].message


FINE = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\n"
DEFAULT = """\
openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /x:
    get:
      parameters: [{name: n, in: query, schema: {type: integer, default: many}}]
      responses: {'200': {description: OK}}
"""


def worker(program: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Run another program in the validator's place."""
    script = tmp_path / "python"
    script.write_text(f"#!{sys.executable}\n{program}\n")
    script.chmod(0o755)
    monkeypatch.setattr(semantics, "sys", SimpleNamespace(executable=str(script)))


@pytest.mark.parametrize(
    ("program", "said"),
    [
        ("raise RecursionError('deep')", "gave up: RecursionError: deep"),
        ("import os; os.abort()", "gave up: it said nothing"),
        ("print('what?')", "gave up: it said nothing"),
        ("import time; time.sleep(60)", "was stopped after 0.5 seconds"),
    ],
)
def test_the_validator_never_takes_us_down(
    load, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, program: str, said: str
) -> None:
    worker(program, monkeypatch, tmp_path)
    monkeypatch.setattr(semantics, "SECONDS", 0.5 if "sleep" in program else 30)
    loaded = load(FINE, validation=Validation.FULL)
    assert loaded.codes == ["Document/NotValidated"]
    assert loaded.found.found[0].message == f"the validator {said}"


def test_what_was_found_before_the_time_was_over_counts(load, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    worker('import time; print(\'["#/paths", "odd"]\', flush=True); time.sleep(60)', monkeypatch, tmp_path)
    monkeypatch.setattr(semantics, "SECONDS", 2)
    loaded = load(FINE, validation=Validation.FULL)
    assert loaded.codes == ["Document/Invalid", "Document/NotValidated"]


def test_a_verdict_that_was_cut_short_is_not_waited_for_again(
    load, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SDKWRIGHT_CACHE", str(tmp_path / "cache"))
    worker('import time; print(\'["#/paths", "odd"]\', flush=True); time.sleep(60)', monkeypatch, tmp_path)
    monkeypatch.setattr(semantics, "SECONDS", 2)
    first = load(FINE, validation=Validation.FULL)
    worker("raise SystemExit('asked twice')", monkeypatch, tmp_path)
    assert load(FINE, validation=Validation.FULL).places == first.places
    monkeypatch.setattr(semantics, "SECONDS", 3)
    assert "asked twice" in load(FINE, validation=Validation.FULL).found.found[0].message


def test_a_verdict_is_kept_and_found_again(load, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SDKWRIGHT_CACHE", str(tmp_path / "cache"))
    first = load(DEFAULT, validation=Validation.FULL)
    place = ("openapi.yaml", 6, 74)
    assert first.places == [("Document/Invalid", *place), ("Schema/DefaultMismatch", *place)]
    worker("raise SystemExit('asked twice')", monkeypatch, tmp_path)
    assert load(DEFAULT, validation=Validation.FULL).places == first.places
    assert load(FINE, validation=Validation.FULL).codes == ["Document/NotValidated"]


@pytest.mark.parametrize("damage", [b"", b"{", b"null", b"[1]", b'{"key": "other", "findings": []}', b"\xff\x00"])
def test_a_damaged_verdict_is_found_anew(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, damage: bytes) -> None:
    monkeypatch.setenv("SDKWRIGHT_CACHE", str(tmp_path / "cache"))
    remember("0" * 64, [("#", "kept")])
    (kept,) = (tmp_path / "cache" / "validation").iterdir()
    assert recall("0" * 64) == [("#", "kept")]
    kept.write_bytes(damage)
    assert recall("0" * 64) is None


def test_a_cache_that_cannot_be_written_is_done_without(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("SDKWRIGHT_CACHE", str(tmp_path / "file"))
    remember("0" * 64, [("#", "lost")])
    assert recall("0" * 64) is None


def test_the_validator_fetches_nothing(load, served) -> None:
    text = f"""\
    openapi: 3.0.0
    info: {{title: T, version: '1'}}
    paths: {{/x: {{$ref: '{served.url}/x.yaml'}}}}
    components: {{schemas: {{A: {{$ref: '{served.url}/a.yaml'}}}}}}
    """
    load(text, validation=Validation.FULL)
    assert served.asked == []
