"""The package and its small modules, as they are printed."""

from __future__ import annotations

import ast
import pickle
from types import ModuleType, SimpleNamespace

from msgspec.structs import replace
from tiny_sdk import ORIGIN, PET, PET_TYPE, context, operation, render, types

from sdkwright.config.settings import (
    ClientSettings,
    ErrorSettings,
    EventHandling,
    StreamRule,
)
from sdkwright.model.api import ErrorKind
from sdkwright.model.operation import HttpMethod, OperationId, WebhookUnwrap
from sdkwright.python.code import Code
from sdkwright.python.imports import Annotation, Internal
from sdkwright.python.options import HttpLibrary, Options
from sdkwright.python.package import build as package
from sdkwright.python.package.errors import build_exceptions
from sdkwright.python.resources.layout import place_children
from sdkwright.python.resources.packages import build_packages
from sdkwright.python.types.table import Symbol


def made(**more):
    """An API with one method."""
    return context((operation("list", HttpMethod.GET, "/pets"),), (types("list"),), **more)


def executed(source: str, monkeypatch) -> ModuleType:
    """The module of error classes, run with a stand-in for the HTTP library."""
    module = ModuleType("printed_exceptions")
    monkeypatch.setitem(__import__("sys").modules, module.__name__, module)
    module.__dict__["httpx"] = SimpleNamespace(Request=object, Response=object)
    exec(compile(source.replace("from ._http import httpx", ""), "exceptions", "exec"), module.__dict__)
    return module


def response(status: int):
    return SimpleNamespace(status_code=status, request=None)


def test_the_package_exports_its_public_names() -> None:
    source = render("package.py.jinja", package.build_root(made(), with_environments=False))
    (exports,) = (
        ast.literal_eval(node.value)
        for node in ast.parse(source).body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
    )
    assert {"PetStore", "AsyncPetStore", "PetStoreError", "Client", "types", "not_given", "RateLimitError"} <= set(
        exports
    )
    assert "ENVIRONMENTS" not in exports
    assert len(exports) == len(set(exports))
    assert "APIWebhookValidationError" not in exports


def test_webhooks_bring_an_error_of_their_own() -> None:
    webhook = WebhookUnwrap(
        id=OperationId("pets.unwrap"), key="unwrap", origin=ORIGIN, events=(PET,), key_option="secret"
    )
    event = Symbol(module=("types", "event"), name="Event")
    view = package.build_root(context((webhook,), (), webhooks={webhook.id: event}), with_environments=True)
    assert '"APIWebhookValidationError"' in view.exports
    assert '"ENVIRONMENTS"' in view.exports


def test_constants_come_from_the_config() -> None:
    client = ClientSettings(default_timeout_seconds=90.5, max_retries=4, max_retry_delay_seconds=20.0)
    source = render("constants.py.jinja", package.build_constants(made(settings_fields={"client_settings": client})))
    assert "DEFAULT_TIMEOUT = httpx.Timeout(timeout=90.5, connect=5.0)" in source
    assert "DEFAULT_MAX_RETRIES = 4" in source
    assert "MAX_RETRY_DELAY = 20.0" in source
    assert 'ENV_PREFIX = "PET_STORE"' in source


def test_the_http_library_has_one_name() -> None:
    assert "import httpx as httpx" in render("http.py.jinja", package.build_http(made()))
    other = made(options=Options(http_library=HttpLibrary.HTTPX2))
    assert "import httpx2 as httpx" in render("http.py.jinja", package.build_http(other))


def test_rules_of_streams() -> None:
    rules = (
        StreamRule(handling=EventHandling.DONE, data_starts_with="[DONE]"),
        StreamRule(handling=EventHandling.YIELD, event_types=("running", None), error_property="error"),
    )
    source = render("stream_rules.py.jinja", package.build_stream_rules(made(settings_fields={"stream_rules": rules})))
    assert 'StreamRule(handling="done", data_prefix="[DONE]"),' in source
    assert 'StreamRule(handling="yield", event_types=("running", None,), error_property="error"),' in source


def test_errors_by_status(monkeypatch) -> None:
    module = executed(render("exceptions.py.jinja", build_exceptions(made())), monkeypatch)
    for status, name in (
        (404, "NotFoundError"),
        (429, "RateLimitError"),
        (503, "InternalServerError"),
        (418, "APIStatusError"),
    ):
        error = module.make_status_error("no", body=None, response=response(status))
        assert type(error).__name__ == name
        assert isinstance(error, module.PetStoreError)
    assert module.SDKError is module.PetStoreError


def test_errors_survive_another_process(monkeypatch) -> None:
    module = executed(render("exceptions.py.jinja", build_exceptions(made())), monkeypatch)
    error = module.make_status_error("no", body={"code": 1}, response=response(404))
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again), again.body, again.status_code) == (module.NotFoundError, "no", {"code": 1}, 404)


def test_errors_that_the_body_tells_apart(monkeypatch) -> None:
    settings = ErrorSettings(discriminator="code", message_property="detail")
    kinds = (
        ErrorKind(name="asleep error", value="pet_asleep", status=409),
        ErrorKind(name="NotFoundError", value="not_found"),
    )
    one = made(settings_fields={"errors": settings})
    view = build_exceptions(replace(one, api=replace(one.api, errors=kinds)))
    source = render("exceptions.py.jinja", view)
    module = executed(source, monkeypatch)
    error = module.make_status_error("409", body={"code": "pet_asleep", "detail": "Zzz"}, response=response(409))
    assert type(error).__name__ == "AsleepError"
    assert isinstance(error, module.ConflictError)
    assert str(error) == "Zzz"
    # A name that is taken already is told apart.
    other = module.make_status_error("404", body={"code": "not_found"}, response=response(404))
    assert type(other).__name__ == "NotFoundError_1"
    assert type(module.make_status_error("404", body="text", response=response(404))) is module.NotFoundError


def test_wrappers_of_unwrapped_answers() -> None:
    unwrapped = operation("list", HttpMethod.GET, "/pets", unwrap="petData")
    wrapper = Annotation(
        code=Code("PetDataWrapper[Pet]"),
        imports=PET_TYPE.imports | {Internal(module=("_wrappers",), name="PetDataWrapper")},
    )
    view = package.build_wrappers(context((unwrapped,), (types("list", wrapper=wrapper),)))
    assert view is not None
    source = render("wrappers.py.jinja", view)
    assert "class PetDataWrapper(GenericModel, Generic[_T]):" in source
    assert 'pet_data: _T = Field(alias="petData")' in source
    assert "return obj.pet_data" in source
    assert package.build_wrappers(made()) is None


def test_packages_of_resources_import_when_asked() -> None:
    api = made()
    (view,) = build_packages(api, place_children(api, api.api.root))
    assert view.folder == "resources"
    source = render("lazy_package.py.jinja", view)
    assert '"AsyncPetsResourceWithRawResponse": ".pets",' in source
    assert "from .._utils._lazy import lazy_exports" in source
    checked = next(node for node in ast.parse(source).body if isinstance(node, ast.If))
    assert ast.unparse(checked.test) == "TYPE_CHECKING"


def test_a_resource_with_children_is_a_package_and_a_standalone_one_is_not_shown_by_its_parent() -> None:
    api = made()
    (pets,) = api.api.root.children
    toys = replace(pets, key="toys", path=("pets", "toys"))
    chips = replace(pets, key="chips", path=("pets", "chips"), standalone=True)
    empty = replace(pets, key="empty", path=("pets", "empty"), methods=())
    root = replace(api.api.root, children=(replace(pets, children=(toys, chips, empty)),))
    api = replace(api, api=replace(api.api, root=root))
    placed = place_children(api, root)
    views = {view.folder: view for view in build_packages(api, placed)}
    assert list(views) == ["resources", "resources/pets", "resources/pets/chips"]
    shown = {str(name.module) for name in views["resources/pets"].names}
    assert shown == {'".toys"', '".pets"'}
    assert [entry.attribute for entry in placed[0].children] == ["toys", "chips"]
