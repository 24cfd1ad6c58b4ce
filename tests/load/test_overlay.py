"""OpenAPI Overlays 1.0 and 1.1."""

from __future__ import annotations

ROOT = """\
openapi: 3.1.0
info: {title: T, version: '1'}
tags: [{name: a}]
paths:
  /x:
    get: {summary: S, parameters: [{name: p, in: query}], tags: [old, kept]}
  /y:
    get: {summary: S2}
    post: {summary: S3, x-hide: true}
"""


def overlay(load, actions: str, version: str = "1.1.0"):
    text = f"overlay: {version}\ninfo: {{title: O, version: '1'}}\nactions:\n{actions}"
    return load({"openapi.yaml": ROOT, "o.yaml": text}, overlays=["o.yaml"])


def test_update_merges_mappings_appends_to_lists_and_replaces_values(load) -> None:
    loaded = overlay(
        load,
        """\
- target: $.info
  update: {title: New, contact: {email: e}}
- target: $.paths.*.get
  update: {x-safe: true, tags: [new]}
- target: $.paths['/x'].get.parameters
  update: {name: q, in: query, schema: {$ref: '#/components/schemas/Q'}}
- target: $.paths['/y'].get.summary
  update: Better
- target: $.tags
  update: [{name: b}, {name: c}]
- target: $
  update: {components: {schemas: {Q: {type: string}}}}
""",
    )
    assert loaded.codes == []
    assert loaded.at("#/info") == {"title": "New", "version": "1", "contact": {"email": "e"}}
    assert loaded.at("#/paths/~1x/get/tags") == ["old", "kept", "new"]
    assert loaded.at("#/paths/~1y/get") == {"summary": "Better", "x-safe": True, "tags": ["new"]}
    assert [item["name"] for item in loaded.at("#/paths/~1x/get/parameters")] == ["p", "q"]
    assert [tag["name"] for tag in loaded.at("#/tags")] == ["a", "b", "c"]
    place = loaded.document.locate("#/paths/~1x/get/parameters/1/schema")
    assert (place.file, place.line, place.column) == (str(loaded.folder / "o.yaml"), 9, 32)
    assert loaded.document.locate("#/paths/~1x/get/parameters/0").file == str(loaded.folder / "openapi.yaml")


def test_what_one_action_adds_is_not_shared_between_targets(load) -> None:
    loaded = overlay(
        load,
        "- {target: $.paths.*.get, update: {x: {list: []}}}\n- {target: \"$.paths['/x'].get.x.list\", update: 1}\n",
    )
    assert loaded.at("#/paths/~1x/get/x") == {"list": [1]}
    assert loaded.at("#/paths/~1y/get/x") == {"list": []}


def test_remove(load) -> None:
    loaded = overlay(
        load,
        """\
- {target: '$.paths.*[?@["x-hide"] == true]', remove: true}
- {target: "$.paths['/x'].get.tags[?@ == 'old']", remove: true}
- {target: '$..summary', remove: true, update: {a: 1}}
""",
    )
    assert loaded.at("#/paths") == {
        "/x": {"get": {"parameters": [{"name": "p", "in": "query"}], "tags": ["kept"]}},
        "/y": {"get": {}},
    }


def test_copy(load) -> None:
    loaded = overlay(
        load,
        """\
- {target: $.paths, update: {/z: {}}}
- {target: "$.paths['/z']", copy: "$.paths['/y']"}
- {target: "$.paths['/y']", remove: true}
- {target: "$.paths['/z'].get.summary", copy: $.info.title}
""",
    )
    assert loaded.codes == []
    assert list(loaded.at("#/paths")) == ["/x", "/z"]
    assert loaded.at("#/paths/~1z/get") == {"summary": "T"}
    assert loaded.line("#/paths/~1z/post") == 9


def test_what_is_wrong_with_an_overlay_stands_at_its_lines(load) -> None:
    loaded = overlay(
        load,
        """\
- {target: $.nothing, update: {a: 1}}
- {target: '$.paths[', update: {a: 1}}
- {update: {a: 1}}
- {target: $.info}
- target: $.info
  update: {title: [1]}
- {target: $.info, update: text}
- {target: $, remove: true}
- {target: $.info, copy: $.paths.*}
- {target: $.info, update: {title: applied}}
""",
    )
    assert loaded.places == [
        ("Overlay/TargetNotFound", "o.yaml", 4, 12),
        ("Overlay/Invalid", "o.yaml", 5, 12),
        ("Overlay/Invalid", "o.yaml", 6, 3),
        ("Overlay/Invalid", "o.yaml", 7, 3),
        ("Overlay/Invalid", "o.yaml", 9, 3),
        ("Overlay/Invalid", "o.yaml", 10, 28),
        ("Overlay/Invalid", "o.yaml", 11, 23),
        ("Overlay/Invalid", "o.yaml", 12, 26),
    ]
    assert loaded.at("#/info/title") == "applied"


def test_files_that_are_no_overlays(load) -> None:
    loaded = load(
        {"openapi.yaml": ROOT, "a.yaml": "overlay: 1.0.0\n", "b.yaml": "[", "c.yaml": ""},
        overlays=["a.yaml", "b.yaml", "c.yaml", "missing.yaml"],
    )
    assert loaded.codes == ["Overlay/Invalid", "Source/Unparsable", "Overlay/Invalid", "Document/NotReadable"]
    assert loaded.at("#/info/title") == "T"
    assert overlay(load, "- {target: $.tags, update: {}}\n", version="9.0").codes == ["Overlay/Invalid"]
