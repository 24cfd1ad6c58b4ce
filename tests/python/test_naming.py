"""Names: words, cases, singular forms, what may not be a name."""

from __future__ import annotations

import keyword

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdkwright.config.settings import Casing
from sdkwright.python.code import identifier
from sdkwright.python.naming import (
    Casings,
    argument_name,
    class_name,
    field_name,
    key_name,
    method_name,
    module_name,
    resource_names,
    singular,
    split_words,
    unique,
)

PLAIN = Casings()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("getFromURL", ["get", "from", "url"]),
        ("overwriteAITags", ["overwrite", "ai", "tags"]),
        ("stopIDs", ["stop", "ids"]),
        ("stopIDsOfTrip", ["stop", "ids", "of", "trip"]),
        ("LLMAsJudge", ["llm", "as", "judge"]),
        ("HTTPSErrors", ["https", "errors"]),
        ("s3ForcePathStyle", ["s3", "force", "path", "style"]),
        ("FocalPlaneXResolution", ["focal", "plane", "x", "resolution"]),
        ("trip-details", ["trip", "details"]),
        ("filter[created_at]", ["filter", "created", "at"]),
        ("frame0", ["frame0"]),
        ("OAuthToken", ["oauth", "token"]),
        ("+1", ["plus", "1"]),
        ("-1", ["minus", "1"]),
        ("größe", ["groe"]),
        ("名前", []),
    ],
)
def test_words(name: str, words: list[str]) -> None:
    assert list(split_words(name)) == words


@pytest.mark.parametrize(
    ("name", "snake", "pascal", "capital"),
    [
        ("onebusaway-sdk", "onebusaway_sdk", "OnebusawaySDK", "Onebusaway SDK"),
        ("ImageKit", "image_kit", "ImageKit", "Image Kit"),
        ("ai-tasks", "ai_tasks", "AITasks", "AI Tasks"),
        ("route_ids_for_agency", "route_ids_for_agency", "RouteIDsForAgency", "Route IDs For Agency"),
        ("GPSInfo", "gps_info", "GpsInfo", "Gps Info"),
        ("openai_cursor_page", "openai_cursor_page", "OpenAICursorPage", "OpenAI Cursor Page"),
        ("github_permission", "github_permission", "GitHubPermission", "GitHub Permission"),
        ("three_ds_flow", "three_ds_flow", "ThreeDSFlow", "Three DS Flow"),
        ("layers_3_4", "layers_3_4", "Layers3_4", "Layers 3 4"),
    ],
)
def test_cases(name: str, snake: str, pascal: str, capital: str) -> None:
    assert (PLAIN.snake(name), PLAIN.pascal(name), PLAIN.capital(name)) == (snake, pascal, capital)
    assert PLAIN.screaming(name) == snake.upper()


def test_camel() -> None:
    assert PLAIN.camel("api_key_id") == "apiKeyID"


def test_custom_casings() -> None:
    casings = Casings(
        custom={
            "qa": Casing(word="qa", initialism=True),
            "lumaai": Casing(word="lumaai", pascal="LumaAI", snake="lumaai", capital="LumaAI"),
            "api": Casing(word="api", initialism=False),
        }
    )
    assert casings.pascal("qa_create") == "QACreate"
    assert casings.pascal("LumaAI") == "LumaAI"
    assert casings.snake("LumaAI") == "lumaai"
    assert casings.pascal("api_key") == "ApiKey"


@pytest.mark.parametrize(
    ("plural", "one"),
    [
        ("agencies", "agency"),
        ("batches", "batch"),
        ("boxes", "box"),
        ("addresses", "address"),
        ("statuses", "status"),
        ("aliases", "alias"),
        ("databases", "database"),
        ("responses", "response"),
        ("analyses", "analysis"),
        ("caches", "cache"),
        ("axes", "axe"),
        ("taxes", "tax"),
        ("criteria", "criterion"),
        ("people", "person"),
        ("children", "child"),
        ("movies", "movie"),
        ("species", "specie"),
        ("data", "data"),
        ("metadata", "metadata"),
        ("status", "status"),
        ("access", "access"),
        ("analysis", "analysis"),
        ("usage", "usage"),
        ("keys", "key"),
    ],
)
def test_singular(plural: str, one: str) -> None:
    assert singular(plural) == one
    assert singular(one) == one


def test_only_the_last_word_is_made_singular() -> None:
    assert PLAIN.singular(("trips", "details")) == ("trips", "detail")
    assert PLAIN.singular(("valid", "dns")) == ("valid", "dns")


@pytest.mark.parametrize(
    ("wire_name", "key", "field"),
    [
        ("from", "from", "from_"),
        ("schema", "schema", "schema_"),
        ("copy", "copy", "copy_"),
        ("fields", "fields", "fields"),
        ("model_id", "model_id", "api_model_id"),
        ("modelName", "model_name", "api_model_name"),
        ("_id", "api_id", "api_id"),
        ("3ds_version", "api_3ds_version", "api_3ds_version"),
        ("$ref", "ref", "ref"),
        ("%", "value", "value"),
    ],
)
def test_fields(wire_name: str, key: str, field: str) -> None:
    assert key_name(wire_name, PLAIN) == key
    assert field_name(wire_name, PLAIN) == field


def test_arguments_and_methods() -> None:
    assert argument_name("timeout", PLAIN) == "api_timeout"
    assert argument_name("self", PLAIN) == "api_self"
    assert method_name("import", PLAIN) == "import_"
    assert method_name("getFromURL", PLAIN) == "get_from_url"
    assert module_name("customMetadataFields", PLAIN) == "custom_metadata_fields"
    assert class_name("3ds", PLAIN) == "_3DS"
    assert class_name("None", PLAIN) == "None_"


@given(st.text(max_size=30))
def test_every_name_is_an_identifier(name: str) -> None:
    for made in (key_name, field_name, argument_name, method_name, module_name, class_name):
        result = made(name, PLAIN)
        assert result.isidentifier()
        if made is not key_name:  # a key of a dictionary may be a keyword
            assert identifier(result) == result
            assert not keyword.iskeyword(result)


def test_resources() -> None:
    names = resource_names(("accounts", "urlEndpoints"), PLAIN)
    assert (names.attribute, names.class_name) == ("url_endpoints", "URLEndpoints")
    assert (names.stem, names.type_stem) == ("url_endpoint", "URLEndpoint")
    assert names.types_package == ("types", "accounts")
    assert resource_names(("extractions", "qa"), PLAIN, standalone=True).types_package == ("types", "extractions", "qa")
    assert resource_names((), PLAIN).types_package == ("types",)


def test_a_resource_whose_key_is_no_name() -> None:
    names = resource_names(("0",), PLAIN)
    assert (names.attribute, names.class_name, names.stem, names.type_stem) == ("api_0", "_0", "api_0", "_0")
    names = resource_names(("中文",), PLAIN)
    assert (names.attribute, names.class_name, names.stem, names.type_stem) == ("value", "Value", "value", "Value")


def test_a_name_that_no_file_system_allows_is_cut() -> None:
    longest = "a" * 100
    assert PLAIN.snake(longest) == longest
    names = ("a" * 101, "a" * 102, "word-" * 80, "word-" * 81)
    cut = [PLAIN.snake(name) for name in names]
    assert len(set(cut)) == 4
    assert all(50 < len(name) <= 100 for name in cut)
    assert cut == [PLAIN.snake(name) for name in names]


def test_a_class_may_have_a_longer_name_than_a_file() -> None:
    assert class_name("list[" + "Word | " * 40 + "Word]", PLAIN) == "List" + "Word" * 41
    assert len(class_name("word " * 1_000, PLAIN)) < 1_000


def test_unique() -> None:
    assert unique(["a", "a", "a_1", "b"], taken=["b"]) == ("a", "a_1", "a_1_1", "b_1")
    assert unique(["a"] * 20_000)[-1] == "a_19999"  # in linear time
