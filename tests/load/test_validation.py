"""What the specification does not allow becomes warnings with positions."""

from __future__ import annotations

import pytest

from sdkwright.load.load import Validation

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


def test_the_structure_is_checked_by_the_schema_of_the_version(load) -> None:
    loaded = load(WRONG, validation=Validation.STRUCTURE)
    assert set(loaded.codes) == {"Document/Invalid"}
    assert sorted((place[2:], finding.message) for place, finding in zip(loaded.places, loaded.found, strict=True)) == [
        ((8, 45), '`"strange"` is none of `["array", "boolean", "integer", "number", "object", "string"...`'),
        ((9, 23), '`"nowhere"` is none of `["query"]`'),
        ((10, 19), "`description` is missing here"),
        ((11, 5), "`responses` is missing here"),
        ((13, 7), "`response` may not stand here"),
        ((14, 3), "`y` may not stand here"),
    ]
    assert all(len(diagnostic.message) < 200 for diagnostic in loaded.found)


def test_the_full_check_finds_what_no_schema_can_say(load) -> None:
    text = """\
    openapi: 3.1.0
    info: {title: T, version: '1'}
    paths:
      /x/{id}:
        get: {operationId: same, responses: {'200': {description: OK}}}
        post: {operationId: same, responses: {'200': {description: OK}}}
    """
    assert load(text, validation=Validation.STRUCTURE).codes == []
    loaded = load(text, validation=Validation.FULL)
    assert set(loaded.codes) == {"Document/Invalid"}
    assert {place[2] for place in loaded.places} == {5, 6}
    messages = " ".join(diagnostic.message for diagnostic in loaded.found)
    assert "same" in messages
    assert "id" in messages


@pytest.mark.parametrize("version", ["'2.0'", "3.0.0", "3.1.0", "3.2.0"])
def test_valid_documents_have_no_findings(load, version: str) -> None:
    key = "swagger" if "2" in version.split(".", maxsplit=1)[0] else "openapi"
    loaded = load(f"{key}: {version}\ninfo: {{title: T, version: '1'}}\npaths: {{}}\n", validation=Validation.FULL)
    assert loaded.codes == []


def test_versions_that_nobody_knows_are_not_checked(load) -> None:
    loaded = load("openapi: 3.7.0\ninfo: {}\n", validation=Validation.FULL)
    assert loaded.codes == ["Document/NotValidated"]


def test_findings_that_are_alike_are_not_repeated_endlessly(load) -> None:
    paths = "".join(f"  /p{n}: {{get: {{responses: {{'200': {{}}}}}}}}\n" for n in range(20))
    loaded = load(f"openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\npaths:\n{paths}", validation=Validation.STRUCTURE)
    assert loaded.codes == ["Document/Invalid"] * 3
    assert "17 more places" in loaded.found.found[2].message


def test_the_validator_never_takes_us_down(load, monkeypatch: pytest.MonkeyPatch) -> None:
    from sdkwright.load.validation import semantics

    def explode(*_: object) -> None:
        raise RecursionError("deep")

    monkeypatch.setattr(semantics, "_findings", explode)
    loaded = load("openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\n", validation=Validation.FULL)
    assert loaded.codes == ["Document/NotValidated"]


def test_the_validator_fetches_nothing(load, served) -> None:
    text = f"""\
    openapi: 3.0.0
    info: {{title: T, version: '1'}}
    paths: {{/x: {{$ref: '{served.url}/x.yaml'}}}}
    components: {{schemas: {{A: {{$ref: '{served.url}/a.yaml'}}}}}}
    """
    load(text, validation=Validation.FULL)
    assert served.asked == []
