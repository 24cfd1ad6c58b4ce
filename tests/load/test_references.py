"""References: across files, cycles, pointers into anything, names, and the ones that are refused."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sdkwright.diagnostics import Collector
from sdkwright.load.load import load_document
from sdkwright.load.remote import FetchError


def test_references_across_files_are_relative_to_their_own_file(load) -> None:
    loaded = load(
        {
            "api/openapi.yaml": """\
                openapi: 3.1.0
                paths:
                  /pets: {$ref: paths/pets.yaml}
                components:
                  schemas:
                    Id: {type: string}
                """,
            "api/paths/pets.yaml": """\
                get:
                  responses:
                    '200':
                      content:
                        application/json:
                          schema: {$ref: '../models/pet.json#/Pet'}
                """,
            "api/models/pet.json": """\
                {"Pet": {"properties": {
                  "id": {"$ref": "../openapi.yaml#/components/schemas/Id"},
                  "parent": {"$ref": "#/Pet"},
                  "owner": {"$ref": "../../common/owner.yaml"}}}}
                """,
            "common/owner.yaml": "properties:\n  pets: {items: {$ref: '../api/models/pet.json#/Pet'}}\n",
        },
        root="api/openapi.yaml",
    )
    assert loaded.codes == []
    assert loaded.at("#/paths/~1pets") == {"$ref": "paths/pets.yaml#"}
    schema = "paths/pets.yaml#/get/responses/200/content/application~1json/schema"
    assert loaded.at(schema) == {"$ref": "models/pet.json#/Pet"}
    assert loaded.at("models/pet.json#/Pet/properties") == {
        "id": {"$ref": "#/components/schemas/Id"},
        "parent": {"$ref": "models/pet.json#/Pet"},
        "owner": {"$ref": "../common/owner.yaml#"},
    }
    assert loaded.at("../common/owner.yaml#/properties/pets/items") == {"$ref": "models/pet.json#/Pet"}
    assert sorted(loaded.document.files) == ["../common/owner.yaml", "models/pet.json", "paths/pets.yaml"]
    place = loaded.document.locate("models/pet.json#/Pet/properties/parent")
    assert (Path(place.file).name, place.line, place.column) == ("pet.json", 3, 3)
    assert loaded.document.follow("#/paths/~1pets") == "paths/pets.yaml#"


def test_other_files_are_upgraded_with_the_root(load) -> None:
    loaded = load(
        {
            "openapi.yaml": "openapi: 3.0.0\ncomponents: {schemas: {A: {$ref: 'a.yaml'}}}\n",
            "a.yaml": "type: string\nnullable: true\n",
        }
    )
    assert loaded.at("a.yaml#") == {"type": ["string", "null"]}


def test_pointers_into_anything(load) -> None:
    loaded = load(
        """\
        openapi: 3.1.0
        paths:
          /pets/{id}:
            get:
              parameters: [{name: id, in: path, schema: {type: string}}]
              responses: {'200': {content: {application/json: {schema: {type: integer}}}}}
        components:
          schemas:
            A: {$ref: '#/paths/~1pets~1%7Bid%7D/get/parameters/0/schema'}
            B: {$ref: '#/paths/~1pets~1{id}/get/responses/200/content/application~1json/schema'}
            C: {$ref: '#/components/schemas/Odd%20%2F%20Name'}
            D: {$ref: '#/x-mine/here/1'}
            E: {$ref: '#/components/schemas/F/properties/deep/properties/end'}
            F: {properties: {deep: {$ref: '#/components/schemas/G'}}}
            G: {properties: {end: {type: boolean}}}
            H: {$ref: '#/components/schemas/Any'}
            Any: true
            Odd / Name: {type: number}
        x-mine: {here: [1, {type: 'null'}]}
        """
    )
    assert loaded.codes == []
    schemas = loaded.at("#/components/schemas")
    assert schemas["A"] == {"$ref": "#/paths/~1pets~1{id}/get/parameters/0/schema"}
    assert schemas["B"]["$ref"] == "#/paths/~1pets~1{id}/get/responses/200/content/application~1json/schema"
    assert schemas["C"] == {"$ref": "#/components/schemas/Odd ~1 Name"}
    assert schemas["D"] == {"$ref": "#/x-mine/here/1"}
    assert schemas["E"] == {"$ref": "#/components/schemas/G/properties/end"}
    assert schemas["H"] == {"$ref": "#/components/schemas/Any"}
    for name in "ABCDEH":
        loaded.at(schemas[name]["$ref"])


def test_data_that_looks_like_a_reference_is_left_alone(load) -> None:
    data = {"$ref": "#/nowhere"}
    loaded = load(
        """\
        openapi: 3.1.0
        components:
          schemas:
            A:
              default: {$ref: '#/nowhere'}
              example: {$ref: '#/nowhere'}
              examples: [{$ref: '#/nowhere'}]
              enum: [{$ref: '#/nowhere'}]
              const: {$ref: '#/nowhere'}
              x-thing: {$ref: '#/nowhere'}
              properties:
                $ref: {type: string}
                example: {$ref: '#/components/schemas/A'}
        """
    )
    assert loaded.codes == []
    schema = loaded.at("#/components/schemas/A")
    assert schema["default"] == schema["example"] == schema["const"] == schema["x-thing"] == data
    assert schema["examples"] == schema["enum"] == [data]
    assert schema["properties"] == {"$ref": {"type": "string"}, "example": {"$ref": "#/components/schemas/A"}}


def test_what_leads_nowhere_is_reported_and_read_as_anything(load) -> None:
    loaded = load(
        """\
        openapi: 3.1.0
        components:
          schemas:
            A:
              properties:
                b: {$ref: '#/components/schemas/Missing', description: kept}
                c:
                  $ref: missing.yaml#/C
                d: {$ref: 7}
        """
    )
    assert loaded.at("#/components/schemas/A/properties") == {"b": {"description": "kept"}, "c": {}, "d": {}}
    assert loaded.places == [
        ("Reference/Unresolved", "openapi.yaml", 6, 19),
        ("Reference/Unresolved", "openapi.yaml", 8, 17),
        ("Reference/Invalid", "openapi.yaml", 9, 19),
    ]


def test_siblings_of_a_reference_stay(load) -> None:
    loaded = load("openapi: 3.1.0\ncomponents: {schemas: {A: {$ref: '#/components/schemas/B', title: T}, B: {}}}\n")
    assert loaded.at("#/components/schemas/A") == {"$ref": "#/components/schemas/B", "title": "T"}


def test_recursive_schemas_are_fine_and_empty_loops_are_not(load) -> None:
    loaded = load(
        """\
        openapi: 3.1.0
        components:
          schemas:
            Tree: {properties: {child: {$ref: '#/components/schemas/Tree'}}}
            Self: {$ref: '#/components/schemas/Self'}
            One: {$ref: '#/components/schemas/Two'}
            Two: {$ref: '#/components/schemas/One'}
            Leads: {$ref: '#/components/schemas/One'}
        """
    )
    assert loaded.codes == ["Reference/Loop", "Reference/Loop"]
    schemas = loaded.at("#/components/schemas")
    assert schemas["Tree"]["properties"]["child"] == {"$ref": "#/components/schemas/Tree"}
    assert schemas["Self"] == {}
    assert loaded.at(loaded.document.follow("#/components/schemas/Leads")) == {}


def test_names_anchors_and_ids(load) -> None:
    loaded = load(
        {
            "openapi.yaml": """\
                openapi: 3.1.0
                components:
                  schemas:
                    A: {$anchor: first, type: string}
                    B: {$ref: '#first'}
                    C: {$id: 'https://example.com/c', properties: {d: {type: integer}}}
                    D: {$ref: 'https://example.com/c#/properties/d'}
                    E: {$dynamicAnchor: node, properties: {next: {$dynamicRef: '#node'}}}
                    F: {$ref: 'other.yaml#there'}
                    G: {$ref: A}
                """,
            "other.yaml": "x: {y: {$anchor: there, type: boolean}}\n",
        }
    )
    schemas = loaded.at("#/components/schemas")
    assert schemas["B"] == {"$ref": "#/components/schemas/A"}
    assert schemas["D"] == {"$ref": "#/components/schemas/C/properties/d"}
    assert schemas["E"]["properties"]["next"] == {"$ref": "#/components/schemas/E"}
    assert schemas["F"] == {"$ref": "other.yaml#/x/y"}
    assert schemas["G"] == {"$ref": "#/components/schemas/A"}
    assert loaded.places == [("Reference/BareName", "openapi.yaml", 10, 15)]


def test_discriminators_map_to_canonical_pointers(load) -> None:
    loaded = load(
        {
            "openapi.yaml": """\
                openapi: 3.1.0
                components:
                  schemas:
                    Pet:
                      oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: dog.yaml}]
                      discriminator:
                        propertyName: kind
                        mapping: {cat: Cat, feline: '#/components/schemas/Cat', dog: dog.yaml, cow: Cow}
                    Cat: {type: object}
                """,
            "dog.yaml": "type: object\n",
        }
    )
    assert loaded.at("#/components/schemas/Pet/discriminator/mapping") == {
        "cat": "#/components/schemas/Cat",
        "feline": "#/components/schemas/Cat",
        "dog": "dog.yaml#",
    }
    assert set(loaded.codes) == {"Reference/Unresolved"}


@pytest.mark.parametrize(
    "reference",
    [
        "/etc/passwd",
        "file:///etc/passwd",
        "../../outside.yaml",
        "../../../../../../../../etc/passwd",
        "%2e%2e/%2e%2e/outside.yaml",
        "link.yaml",
        "\\\\server\\share",
        "ftp://example.com/x.yaml",
    ],
)
def test_references_may_not_leave_the_project(load, tmp_path: Path, reference: str) -> None:
    (tmp_path / "outside.yaml").write_text("secret: {type: string}\n")
    (tmp_path / "project" / "api").mkdir(parents=True)
    os.symlink(tmp_path / "outside.yaml", tmp_path / "project" / "api" / "link.yaml")
    loaded = load(
        f"openapi: 3.1.0\ncomponents: {{schemas: {{A: {{$ref: '{reference}#/secret'}}}}}}\n", root="api/openapi.yaml"
    )
    assert "Reference/Forbidden" in loaded.codes
    assert loaded.at("#/components/schemas/A") == {}
    assert loaded.document.files == {}


def test_the_project_is_the_parent_folder_where_there_is_no_repository(tmp_path: Path) -> None:
    for name in ("work/api/openapi.yaml", "work/shared/x.yaml", "beyond.yaml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("type: string\n")
    root = tmp_path / "work/api/openapi.yaml"
    root.write_text(
        "openapi: 3.1.0\ncomponents: {schemas: {A: {$ref: ../shared/x.yaml}, B: {$ref: ../../beyond.yaml}}}\n"
    )
    found = Collector()
    document = load_document(root, diagnostics=found)
    assert document is not None
    assert document.at("#/components/schemas") == {"A": {"$ref": "../shared/x.yaml#"}, "B": {}}
    assert [diagnostic.rule.code for diagnostic in found if "Reference" in diagnostic.rule.code] == [
        "Reference/Forbidden",
    ]


REMOTE = "openapi: 3.1.0\ncomponents: {schemas: {A: {$ref: 'https://example.com/m/a.yaml#/A'}}}\n"


def test_remote_references_are_refused_unless_allowed(load, served) -> None:
    loaded = load(REMOTE.replace("https://example.com", served.url))
    assert loaded.codes == ["Reference/RemoteRefused"]
    assert loaded.at("#/components/schemas/A") == {}
    assert served.asked == []


def test_allowed_remote_references_are_fetched_once_and_stay_remote(load, served) -> None:
    served.pages = {
        "/m/a.yaml": b"A: {properties: {b: {$ref: 'b.yaml#/B'}, c: {$ref: '../c.yaml'}}}",
        "/m/b.yaml": b"B: {$ref: 'a.yaml#/A'}",
    }
    loaded = load(REMOTE.replace("https://example.com", served.url), allow_remote=True)
    base = served.url
    assert loaded.at("#/components/schemas/A") == {"$ref": f"{base}/m/a.yaml#/A"}
    assert loaded.at(f"{base}/m/a.yaml#/A/properties") == {"b": {"$ref": f"{base}/m/b.yaml#/B"}, "c": {}}
    assert loaded.at(f"{base}/m/b.yaml#/B") == {"$ref": f"{base}/m/a.yaml#/A"}
    assert loaded.codes == ["Reference/Unreachable"]
    assert served.asked == ["/m/a.yaml", "/m/b.yaml", "/c.yaml"]


def test_a_redirect_may_not_lead_to_the_disk(load, served, tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text("A: {type: string}\n")
    served.redirects = {"/m/a.yaml": f"file://{tmp_path}/secret.yaml"}
    loaded = load(REMOTE.replace("https://example.com", served.url), allow_remote=True)
    assert loaded.codes == ["Reference/Unreachable"]


def test_fetching_is_bounded(served, monkeypatch: pytest.MonkeyPatch) -> None:
    from sdkwright.load import remote

    monkeypatch.setattr(remote, "MAX_BYTES", 10)
    served.pages = {"/big": b"x" * 11, "/small": b"x" * 10}
    assert remote.fetch(served.url + "/small") == b"x" * 10
    with pytest.raises(FetchError):
        remote.fetch(served.url + "/big")
    for url in ("file:///etc/passwd", "http://127.0.0.1:1/", "http:///", "http://[bad/"):
        with pytest.raises(FetchError):
            remote.fetch(url)


def test_many_pointers_through_references_end(load) -> None:
    lines = ["openapi: 3.1.0", "components:", "  schemas:", "    S0: {x: {type: string}}"]
    lines += [f"    S{n}: {{$ref: '#/components/schemas/S{n - 1}/x/x/x'}}" for n in range(1, 60)]
    loaded = load("\n".join(lines))
    assert "Reference/Unresolved" in loaded.codes
