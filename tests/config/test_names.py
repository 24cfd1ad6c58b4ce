"""The names that inference gives: a resource for each thing, a method for each thing done to it."""

from __future__ import annotations

import random

import pytest
from configs import all_methods, document, endpoints, infer, name_of, names

from sdkwright.config.infer.safe_names import CLIENT_ATTRIBUTES
from sdkwright.config.infer.words import is_action, is_plural, names_many, singular, snake, words


def test_the_usual_five() -> None:
    assert names(
        "post /v1/threads/{thread_id}/messages",
        "get /v1/threads/{thread_id}/messages",
        "get /v1/threads/{thread_id}/messages/{message_id}",
        "patch /v1/threads/{thread_id}/messages/{message_id}",
        "delete /v1/threads/{thread_id}/messages/{message_id}",
    ) == {
        "post /v1/threads/{thread_id}/messages": "threads.messages.create",
        "get /v1/threads/{thread_id}/messages": "threads.messages.list",
        "get /v1/threads/{thread_id}/messages/{message_id}": "threads.messages.retrieve",
        "patch /v1/threads/{thread_id}/messages/{message_id}": "threads.messages.update",
        "delete /v1/threads/{thread_id}/messages/{message_id}": "threads.messages.delete",
    }


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        # Verbs.
        (["post /threads/{id}", "get /threads/{id}"], "threads.update"),
        (["put /threads/{id}"], "threads.update"),
        (["put /threads/{id}", "patch /threads/{id}"], "threads.replace"),
        (["patch /threads/{id}", "put /threads/{id}"], "threads.update"),
        (["put /documents/{id} replaceDocument"], "documents.replace"),
        (["delete /threads", "delete /threads/{id}"], "threads.delete_all"),
        (["head /files/{id}"], "files.head"),
        # What stands before the first resource.
        (["get /api/v2/users", "get /health"], "users.list"),
        (["get /rest/2024-01-01/users", "get /ping"], "users.list"),
        (["get /crm/core/users", "get /crm/core/deals", "get /crm/core/teams"], "users.list"),
        (["get /sessions/{id}", "get /sessions", "post /sessions/start"], "sessions.retrieve"),
        (["get /users.json"], "users.list"),
        (["get /api/where/stop/{id}.json", "get /api/where/route/{id}.json", "get /api/where/x.json"], "stop.retrieve"),
        (["get /users/"], "users.list"),
        # Actions.
        (["post /users/{id}/activate", "get /users/{id}"], "users.activate"),
        (["post /users/{id}:cancel", "get /users/{id}"], "users.cancel"),
        (["post /users:batchGet", "get /users"], "users.batch_get"),
        (["post /users/search", "get /users"], "users.search"),
        (["get /users/search", "get /users"], "users.search"),
        (["post /accounts/bulk_create", "get /accounts"], "accounts.bulk_create"),
        (["post /accounts/update_owners", "get /accounts"], "accounts.update_owners"),
        (["post /runs/{id}/submit_tool_outputs", "get /runs"], "runs.submit_tool_outputs"),
        (["post /files/addTags", "get /files/{id}"], "files.add_tags"),
        (["get /apps/get_or_create/{name}", "get /apps"], "apps.get_or_create"),
        (["post /chat.postMessage"], "chat.post_message"),
        # A single detail of a thing.
        (["get /files/{id}/content", "get /files/{id}"], "files.retrieve_content"),
        (["put /users/{id}/avatar", "get /users/{id}"], "users.update_avatar"),
        (["delete /users/{id}/avatar", "get /users/{id}"], "users.delete_avatar"),
        (["post /customers/{id}/kyc-link createKycLink", "get /customers/{id}"], "customers.create_kyc_link"),
        (["post /chats/{id}/voicememo sendVoiceMemo", "get /chats"], "chats.send_voicememo"),
        (["get /devices/available listAvailable -> page", "get /devices/{id}"], "devices.list_available"),
        (["get /users/me", "get /users/{id}"], "users.me"),
        (["get /users/me", "get /users/me/posts", "get /users/{id}"], "users.me.retrieve"),
        (["get /files/{id}/details -> one", "delete /files/{id}"], "files.retrieve"),
        (["get /apps/name/{name}", "get /apps/{id}"], "apps.retrieve_by_name"),
        (["get /threads/project/{projectId} -> page", "get /threads/{id}"], "threads.list_by_project"),
        # A resource inside.
        (["get /users/{id}/posts -> page", "get /users/{id}"], "users.posts.list"),
        (["get /users/{id}/settings -> one", "patch /users/{id}/settings"], "users.settings.retrieve"),
        (["post /uploads/{id}/parts", "post /uploads"], "uploads.parts.create"),
        (["post /audio/speech", "post /audio/transcriptions"], "audio.speech.create"),
        (["post /audio/transcribe", "post /audio/speech"], "audio.transcribe"),
        # One of a kind, or many.
        (["get /config -> one"], "config.retrieve"),
        (["get /config -> list"], "config.list"),
        (["get /status"], "status.retrieve"),
        (["get /series", "get /series/{id}"], "series.list"),
        (["get /credits -> one"], "credits.retrieve"),
        (["get /health"], "health.check"),
        (["get /agencies-with-coverage"], "agencies_with_coverage.list"),
        (["get /objects/{type}", "get /objects/{type}/{id}"], "objects.list"),
        (["get /objects/{type}/{id}", "get /objects/{type}"], "objects.retrieve"),
        # What an id tells.
        (["post /threads/runs createThreadAndRun", "post /threads/{id}/runs"], "threads.create_and_run"),
        (["post /chats/{id}/participants addParticipant", "delete /chats/{id}/participants removeParticipant"],
         "chats.participants.add"),
        (["delete /instances/{id}/volumes/{v} detachVolume", "post /instances/{id}/volumes/{v} attachVolume"],
         "instances.volumes.detach"),
        (["post /evals/{id}/runs/{run} cancelEvalRun", "get /evals/{id}/runs/{run}"], "evals.runs.cancel"),
        (["post /orders order"], "orders.create"),
        # The client itself.
        (["post /ingest", "get /users"], "ingest"),
        (["get /", "get /users"], "retrieve_root"),
        (["get / getWelcomeMessage", "get /users"], "get_welcome_message"),
        (["post /?Action=AssumeRole POST_AssumeRole"], "assume_role"),
    ],
)  # fmt: skip
def test_name(lines: list[str], name: str) -> None:
    assert name_of(*lines) == name


def test_versions_side_by_side() -> None:
    assert names("get /v1/users", "get /v1/teams", "get /v2/users", "get /v2/deals", "get /v1/x/{id}") == {
        "get /v1/users": "users.list",
        "get /v1/teams": "teams.list",
        "get /v2/users": "v2.users.list",
        "get /v2/deals": "deals.list",
        "get /v1/x/{id}": "x.retrieve",
    }


def test_what_collides_is_told_apart_by_its_id() -> None:
    found = names("get /things/{id} getThing", "get /things/{id}.pdf getThingAsPdf", "get /things")
    assert found["get /things/{id}"] == "things.retrieve"
    assert found["get /things/{id}.pdf"] == "things.retrieve_as_pdf"


def test_what_collides_without_an_id_is_told_apart_all_the_same() -> None:
    found = names("get /a/{id}", "get /a/{id}.pdf", "get /a/{id}.xml", "get /a/{other}.csv")
    assert found["get /a/{id}"] == "a.retrieve"
    assert len(set(found.values())) == 4


def test_ids_that_are_no_names_collide_without_end_in_sight() -> None:
    lines = [f"{verb} /{{}} 0x10" for verb in ("get", "put", "patch")] + [f"get /{{{name}}} 0x10" for name in "ab"]
    found = names(*lines)
    assert all(name.rpartition(".")[2].isidentifier() for name in found.values())
    assert len(set(found.values())) == len(lines)


def test_moving_operations_in_the_document_renames_nothing() -> None:
    lines = [
        "get /threads", "post /threads/runs createThreadAndRun", "post /threads/{id}/runs createRun",
        "get /threads/{id}", "get /threads/{id}.pdf", "get /v2/threads", "delete /threads", "delete /threads/{id}",
        "post /threads/search",
        "get /threads/{id}/runs", "get /threads/runs",
    ]  # fmt: skip
    first = names(*lines)
    for seed in range(5):
        random.Random(seed).shuffle(lines)
        assert names(*lines) == first


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/copy/{id}", "copies"), ("/close/{id}", "closes"), ("/get/{id}", "gets"), ("/post/{id}", "posts"),
        ("/with_options/{id}", "with_options_api"), ("/timeout/{id}", "timeouts"), ("/base_url/{id}", "base_urls"),
        ("/import/{id}", "imports"), ("/class/{id}", "classes"), ("/list/{id}", "lists"), ("/print/{id}", "prints"),
        ("/global/{id}", "global_api"), ("/api-key/{id}", "api_keys"),
    ],
)  # fmt: skip
def test_names_that_python_or_the_client_has_taken(path: str, name: str) -> None:
    security = {"type": "http", "scheme": "bearer"}
    given = document(endpoints(f"get {path}", f"delete {path}"), security=[{"bearer": []}])
    given.tree["components"]["securitySchemes"] = {"bearer": security}  # type: ignore[index]  # a dict in tests
    settings = infer(given)
    assert [resource.key for resource in settings.resources] == [name]


def test_methods_of_the_client_leave_its_attributes_alone() -> None:
    settings = infer(document(endpoints(*(f"post /{name} {name}" for name in sorted(CLIENT_ATTRIBUTES)))))
    assert settings.client is None or not {method.key for method in settings.client.methods} & CLIENT_ATTRIBUTES


def test_a_method_is_not_called_like_a_resource_beside_it() -> None:
    found = names(
        "post /files/upload upload", "get /files/upload/{id}", "post /files/{id}/upload uploadFile", "get /files"
    )
    assert len(set(found.values())) == 4
    assert "files.upload" not in found.values(), "files.upload is a resource"


def test_paths_that_say_little_are_named_by_tags_and_ids() -> None:
    paths = {
        f"/{name}": {"post": {"tags": [tag], "operationId": name, "responses": {}}}
        for name, tag in (
            ("createUser", "Users"),
            ("deleteUser", "Users"),
            ("sendMail", "Mails"),
            ("cancelMail", "Mails"),
        )
    }
    found = {method.path: name for name, method in all_methods(infer(document(paths))).items()}
    assert found == {
        "/createUser": "users.create_user",
        "/deleteUser": "users.delete_user",
        "/sendMail": "mails.send_mail",
        "/cancelMail": "mails.cancel_mail",
    }


@pytest.mark.parametrize(
    "path", ["/données/{é}", "/用户/{id}", "/{a}/{b}", "/{}", "//", "/a b/c'd/$x/(y)", "/1/2", "/2fa"]
)
def test_odd_paths_have_names_all_the_same(path: str) -> None:
    (name,) = names(f"get {path.replace(' ', '%20')}").values()
    assert all(part.isidentifier() and part.isascii() for part in name.split("."))


def test_the_usual_order_of_methods() -> None:
    paths = endpoints("delete /a/{id}", "post /a/{id}/run", "get /a", "get /a/{id}", "put /a/{id}", "post /a")
    (resource,) = infer(document(paths)).resources
    assert [method.key for method in resource.methods] == ["create", "retrieve", "update", "list", "delete", "run"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("listAPIKeys", "list_api_keys"), ("OAuthTokens", "oauth_tokens"), ("HTTPServer2", "http_server2"),
        ("kebab-case.and dots", "kebab_case_and_dots"), ("Straße", "strae"), ("用户", ""), ("user's", "users"),
    ],
)  # fmt: skip
def test_snake(name: str, expected: str) -> None:
    assert snake(name) == expected
    assert "_".join(words(name)) == expected


@pytest.mark.parametrize(
    ("many", "one"),
    [("policies", "policy"), ("boxes", "box"), ("users", "user"), ("people", "person"), ("addresses", "address"),
     ("indices", "index"), ("matches", "match"), ("uses", "use")],
)  # fmt: skip
def test_singular(many: str, one: str) -> None:
    assert singular(many) == one
    assert is_plural(many)
    assert not is_plural(one)


@pytest.mark.parametrize("word", ["status", "metadata", "news", "analysis", "bus", "access", "data", "me"])
def test_words_that_only_look_like_many(word: str) -> None:
    assert singular(word) == word
    assert not names_many(word)


@pytest.mark.parametrize(
    "name", ["cancel", "bulk_create", "submit_tool_outputs", "search", "copy_folder", "opt_in_search"]
)
def test_actions(name: str) -> None:
    assert is_action(name)


@pytest.mark.parametrize(
    "name", ["users", "test_runs", "order_items", "avatar", "component_state", "end_user_terms", "bulk_jobs"]
)
def test_things(name: str) -> None:
    assert not is_action(name)
