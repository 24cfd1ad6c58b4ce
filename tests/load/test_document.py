"""The ways in and out: versions, files that are none, positions, digests."""

from __future__ import annotations

import hashlib

import pytest


def test_a_document_knows_its_source_digest_and_version(load) -> None:
    loaded = load("openapi: 3.0.3\ninfo: {title: T, version: 1.0.0}\npaths: {}\n")
    path = loaded.folder / "openapi.yaml"
    assert loaded.document.source == str(path)
    assert loaded.document.digest == hashlib.sha256(path.read_bytes()).hexdigest()
    assert loaded.document.version == "3.0.3"
    assert loaded.at("#/info/title") == "T"
    assert loaded.codes == []


@pytest.mark.parametrize("written", ["3.0", "3.1", "'3.1.0'", "3.2.0"])
def test_versions_may_be_numbers(load, written: str) -> None:
    loaded = load(f"openapi: {written}\npaths: {{}}\n")
    assert loaded.codes == []
    assert loaded.document.version == written.strip("'")


@pytest.mark.parametrize(
    ("text", "version"),
    [("paths: {}\n", "3.1.0"), ("definitions: {}\npaths: {}\n", "2.0"), ("openapi: soon\npaths: {}\n", "3.1.0")],
)
def test_a_missing_version_is_guessed_and_reported(load, text: str, version: str) -> None:
    loaded = load(text)
    assert loaded.codes == ["Document/UnknownVersion"]
    assert loaded.document.version == version


@pytest.mark.parametrize("text", ["", "- 1\n", "just text\n", "42\n"])
def test_what_is_no_mapping_is_no_document(load, text: str) -> None:
    loaded = load(text)
    assert loaded.refused
    assert loaded.places == [("Document/NotADocument", "openapi.yaml", 1, 1)]


def test_a_file_that_is_not_there(load, tmp_path) -> None:
    loaded = load({}, root="nothing.yaml")
    assert loaded.refused
    assert loaded.codes == ["Document/NotReadable"]
    (loaded.folder / "folder.yaml").mkdir()
    assert load({}, root="folder.yaml").codes == ["Document/NotReadable"]


def test_unparsable_text_says_where(load) -> None:
    loaded = load("openapi: 3.1.0\npaths: [\n")
    assert loaded.refused
    assert loaded.codes == ["Source/Unparsable"]


def test_aliases_become_separate_nodes_and_keep_their_places(load) -> None:
    loaded = load(
        """\
        openapi: 3.0.0
        components:
          schemas:
            A: &a
              type: string
              nullable: true
            B: *a
        """
    )
    assert loaded.at("#/components/schemas/A") == loaded.at("#/components/schemas/B") == {"type": ["string", "null"]}
    assert loaded.at("#/components/schemas/A") is not loaded.at("#/components/schemas/B")
    assert loaded.line("#/components/schemas/A") == 4
    assert loaded.line("#/components/schemas/B") == 7
    assert loaded.line("#/components/schemas/B/type") == 5


def test_what_3_2_adds_stays_and_its_references_are_followed(load) -> None:
    loaded = load(
        """\
        openapi: 3.2.0
        $self: https://example.com/api.yaml
        tags: [{name: a}, {name: b, parent: a, kind: nav}]
        paths:
          /x:
            query:
              parameters:
              - {in: querystring, name: q, content: {application/json: {schema: {$ref: '#/components/schemas/Q'}}}}
              responses:
                '200':
                  content:
                    text/event-stream:
                      itemSchema: {$ref: 'https://example.com/api.yaml#/components/schemas/Q'}
            additionalOperations:
              COPY: {responses: {'200': {$ref: '#/components/responses/Gone'}}}
        components:
          schemas: {Q: {type: object}}
          mediaTypes: {}
        """
    )
    item = loaded.at("#/paths/~1x/query/responses/200/content/text~1event-stream/itemSchema")
    assert item == {"$ref": "#/components/schemas/Q"}
    assert loaded.places == [("Reference/Unresolved", "openapi.yaml", 15, 40)]
    assert loaded.at("#/paths/~1x/additionalOperations/COPY/responses/200") == {}


def test_webhooks_of_3_0(load) -> None:
    loaded = load("openapi: 3.0.0\nx-webhooks: {ping: {post: {responses: {'200': {$ref: '#/nothing'}}}}}\n")
    assert loaded.at("#/webhooks/ping/post/responses/200") == {}
    assert loaded.codes == ["Reference/Unresolved"]
