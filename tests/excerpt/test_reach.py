"""How far changes reach, and what a config ties together."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from sdkwright.config.settings import (
    ErrorSettings,
    MethodSettings,
    MethodStreaming,
    MethodType,
    ModelSettings,
    Organization,
    PythonTarget,
    ResourceSettings,
    Settings,
)
from sdkwright.diagnostics import Location
from sdkwright.excerpt.changes import Changes, changes_of, differ_in_words
from sdkwright.excerpt.entries import entries, entries_of, replaced
from sdkwright.excerpt.reach import Ties, reach_of
from sdkwright.excerpt.restrict import restricted
from sdkwright.excerpt.ties import ties_of
from sdkwright.load.document import join

HERE = Location(file="stainless.yml", line=1, column=1)


def ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


TREE: dict[str, Any] = {
    "openapi": "3.1.0",
    "paths": {
        "/a": {"get": {"operationId": "a", "description": "Of a.", "x": ref("A")}},
        "/a/more": {"get": {"operationId": "more", "x": ref("B")}},
        "/a/b": {"get": {"operationId": "b", "x": ref("C")}},
        "/d": {"get": {"operationId": "d", "x": ref("D")}},
    },
    "webhooks": {"sent": {"post": {"x": ref("Sent")}}, "lost": {"post": {"x": ref("Lost")}}},
    "components": {
        "schemas": {
            "Sent": {"type": "string"},
            "Lost": {"type": "string"},
            "A": {"properties": {"a": ref("Deep")}},
            "B": {"type": "string"},
            "C": {"description": "A word.", "type": "string"},
            "D": {"type": "string"},
            "Deep": {"type": "string", "properties": {"deeper": ref("Deeper")}},
            "Deeper": {"type": "string"},
            "Error": {"properties": {"a": ref("Code")}},
            "Code": {"type": "string"},
            "Event": {"type": "string"},
        }
    },
}


def method(key: str, path: str, events: str = "") -> MethodSettings:
    streaming = MethodStreaming(event_model=events) if events else None
    return MethodSettings(
        key=key, type=MethodType.HTTP, location=HERE, http_method="get", path=path, streaming=streaming
    )


def model(key: str, reference: str) -> ModelSettings:
    return ModelSettings(key=key, location=HERE, reference=reference)


SETTINGS = Settings(
    organization=Organization(name="shop"),
    target=PythonTarget(package_name="shop", project_name="shop"),
    resources=(
        ResourceSettings(
            key="a",
            location=HERE,
            methods=(method("get", "/a"), method("more", "/a/more")),
            models=(model("deep", "#/components/schemas/Deep"), model("alias", "")),
            subresources=(ResourceSettings(key="b", location=HERE, methods=(method("get", "/a/b"),)),),
        ),
        ResourceSettings(
            key="d",
            location=HERE,
            methods=(method("get", "/d", "d.event"),),
            models=(model("event", "Event"), model("d", "D")),
        ),
    ),
    errors=ErrorSettings(source="#/components/schemas/Error"),
)


NAMES = [name for name, _ in entries(TREE)]


def tied(settings: Settings) -> Ties:
    found = ties_of(settings, NAMES)
    assert found is not None
    return found


def changed_in(before: Any, after: Any) -> Changes | None:
    known = entries_of(before)
    assert known is not None
    return changes_of(before, after, known)


def reached(*names: str, settings: Settings = SETTINGS) -> set[str] | None:
    """The names in an excerpt after a change of some components."""
    changed = replaced(TREE, {f"#/components/schemas/{name}": {"type": "boolean"} for name in names})
    changes = changed_in(TREE, changed)
    assert changes is not None
    assert changes.names == {f"#/components/schemas/{name}" for name in names}
    found = reach_of(changes, tied(settings))
    return None if found is None else {name.rpartition("/")[2].replace("~1", "/") for name in found.excerpt}


ALWAYS = {"Error", "Code"}


def test_a_change_reaches_the_resources_of_all_that_refer_to_it() -> None:
    assert reached("D") == {"/d", "D", "Event"} | ALWAYS
    assert reached("Deeper") == {"/a", "/a/more", "/a/b", "A", "B", "C", "Deep", "Deeper"} | ALWAYS


def test_a_resource_below_is_reached_without_the_one_above() -> None:
    assert reached("C") == {"/a/b", "C"} | ALWAYS


def test_events_that_a_config_names_are_referred_to() -> None:
    assert reached("Event") == {"/d", "D", "Event"} | ALWAYS


def test_webhooks_are_reached_together() -> None:
    assert reached("Sent") == {"sent", "lost", "Sent", "Lost"} | ALWAYS


@pytest.mark.parametrize("name", ["Error", "Code"])
def test_what_all_depend_on_has_no_excerpt(name: str) -> None:
    assert reached(name) is None


def test_what_is_referred_to_before_or_after_belongs_to_an_excerpt() -> None:
    changed = replaced(TREE, {"#/components/schemas/D": {"properties": {"a": ref("B")}}})
    for before, after in ((TREE, changed), (changed, TREE)):
        changes = changed_in(before, after)
        assert changes is not None
        found = reach_of(changes, tied(SETTINGS))
        assert found is not None
        assert "#/components/schemas/B" in found.excerpt
        assert "#/components/schemas/B" not in found.reached


@pytest.mark.parametrize(
    "change",
    [
        {"openapi": "3.1.1"},
        {"x-new": 1},
        {"paths": {**TREE["paths"], "/new": {}}},
        {"paths": dict(reversed(TREE["paths"].items()))},
        {"paths": {name: value for name, value in TREE["paths"].items() if name != "/d"}},
        {"components": {**TREE["components"], "securitySchemes": {"key": {}}}},
    ],
)
def test_other_changes_are_of_the_whole_document(change: dict[str, Any]) -> None:
    assert changed_in(TREE, {**TREE, **change}) is None


def test_who_has_or_names_an_identifier_is_reached_when_it_comes_or_goes() -> None:
    paths = {**TREE["paths"], "/e": {"get": {"responses": {"200": {"links": {"x": {"operationId": "d"}}}}}}}
    tree = {**TREE, "paths": paths}
    for identifier, others in (("other", {"#/paths/~1e"}), ("b", {"#/paths/~1e", "#/paths/~1a~1b"}), ("d", set[str]())):
        after = {**tree, "paths": {**paths, "/d": {"get": {"operationId": identifier, "x": ref("E")}}}}
        changes = changed_in(tree, after)
        assert changes is not None
        found = reach_of(changes, tied(SETTINGS))
        assert found is not None
        assert {name for name in found.reached if name.startswith("#/paths/")} == {"#/paths/~1d", *others}


@pytest.mark.parametrize(
    ("value", "is_words"),
    [
        ({"description": "Another.", "type": "string"}, True),
        ({"description": "A word.", "type": "integer"}, False),
        ({"type": "string", "description": "A word."}, False),
        ({"description": ["A word."], "type": "string"}, False),
        ({"description": "A word.", "type": "string", "title": "x"}, False),
        ({"type": "string"}, False),
    ],
)
def test_words_alone(value: dict[str, Any], is_words: bool) -> None:
    changes = changed_in(TREE, replaced(TREE, {"#/components/schemas/C": value}))
    assert changes is not None
    assert differ_in_words(changes) is is_words


def test_settings_of_an_excerpt_have_its_methods_and_models() -> None:
    found = restricted(SETTINGS, NAMES, {"#/paths/~1a~1b", "#/components/schemas/Event"})
    (first, second) = found.resources
    assert (first.key, first.methods) == ("a", ())
    assert [each.key for each in first.models] == ["alias"]
    assert [each.methods[0].path for each in first.subresources] == ["/a/b"]
    assert ([each.key for each in second.models], second.methods) == (["event"], ())
    assert [each.key for each in restricted(SETTINGS, NAMES, {"#/paths/~1d"}).resources] == ["a", "d"]
    assert restricted(SETTINGS, NAMES, set()).errors == SETTINGS.errors


def with_method(path: str) -> Settings:
    return replace(SETTINGS, resources=(ResourceSettings(key="x", location=HERE, methods=(method("get", path),)),))


@pytest.mark.parametrize(
    ("written", "path"),
    [
        ("/a/{id}", "/a/{id}"),
        ("/a/{id}", "/a/{other_id}"),
        ("/a/{id}", "/a/{id}/"),
        ("/a/{id}#two", "/a/{id}"),
        ("/a/{id}", "/a/{id}#two"),
    ],
)
def test_a_path_is_found_however_it_is_spelled(written: str, path: str) -> None:
    name = join("#/paths", written)
    found = ties_of(with_method(path), [*NAMES, name])
    assert found is not None
    assert list(found.resources) == [(frozenset({name}), frozenset())]
    assert restricted(with_method(path), [*NAMES, name], {name}).resources[0].methods


@pytest.mark.parametrize(
    "settings",
    [
        with_method("/none"),
        replace(SETTINGS, shared=(model("none", "None"),)),
        replace(SETTINGS, shared=(model("none", "#/info"),)),
        replace(SETTINGS, errors=ErrorSettings(source="None")),
        replace(SETTINGS, shared=(replace(model("a", "A"), param_model="shared.b"), model("b", "B"))),
    ],
)
def test_what_a_config_means_must_be_known(settings: Settings) -> None:
    assert ties_of(settings, NAMES) is None
