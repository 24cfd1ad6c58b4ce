"""Methods as they are printed: signatures, overloads, and the requests they build."""

from __future__ import annotations

import ast

from msgspec.structs import replace
from tiny_sdk import (
    INTEGER,
    ORIGIN,
    PET,
    STRING,
    argument,
    body,
    context,
    forms,
    operation,
    params,
    resource_source,
    signature,
    types,
)

from sdkwright.model.api import (
    ClientOption,
    CredentialRole,
    CredentialUse,
    OptionKind,
    PaginationKind,
    PaginationScheme,
    SecurityKind,
    SecurityScheme,
)
from sdkwright.model.operation import (
    Body,
    BodyKind,
    ContentKind,
    HeaderDefault,
    HttpMethod,
    OperationId,
    Pagination,
    Parameter,
    ParameterLocation,
    ParameterStyle,
    Response,
    SecurityRequirement,
    Stream,
    StreamProtocol,
    WebhookUnwrap,
)
from sdkwright.model.schema import Deprecation, Nullable, Primitive, PrimitiveKind, Schema, SchemaId
from sdkwright.python.code import Code
from sdkwright.python.imports import Annotation, External, Internal
from sdkwright.python.options import Options, Sentinel
from sdkwright.python.types.table import ArgumentLocation, Result, Symbol

OWNER = argument("owner_id", ArgumentLocation.PATH, required=True, wire_name="ownerId")
ID = argument("pet_id", ArgumentLocation.PATH, required=True, wire_name="petId")
NAME = argument("name", ArgumentLocation.BODY, required=True)
TAG = argument("tag", ArgumentLocation.QUERY)
JSON_BODY = Body(media_type="application/json", kind=BodyKind.JSON, schema=PET, required=True)
OPTIONS = (
    "make_request_options(extra_headers=extra_headers, extra_query=extra_query, extra_body=extra_body, timeout=timeout"
)


def one(operation_, types_, class_name: str = "PetsResource", **more):
    """The forms of the only method of the resource."""
    source = resource_source(context((operation_,), (types_,), **more))
    return forms(source, class_name, operation_.key)


def test_only_the_last_path_parameter_is_positional() -> None:
    get = operation("retrieve", HttpMethod.GET, "/owners/{ownerId}/pets/{petId}", positional=("petId",))
    (form,) = one(get, types("retrieve", path_arguments=(ID, OWNER)))
    assert signature(form) == "(self, pet_id: str, *, owner_id: str) -> Pet"
    assert body(form).splitlines()[:2] == [
        "if not pet_id:",
        "    raise ValueError(f'Expected a non-empty value for `pet_id` but received {pet_id!r}')",
    ]
    assert "path_template('/owners/{owner_id}/pets/{pet_id}', pet_id=pet_id, owner_id=owner_id)" in body(form)


def test_a_number_in_the_path_is_never_refused_as_empty() -> None:
    get = operation("retrieve", HttpMethod.GET, "/pets/{petId}", positional=("petId",))
    (form,) = one(get, types("retrieve", path_arguments=(replace(ID, schema=INTEGER),)))
    assert "ValueError" not in body(form)


def test_query_and_body_use_the_same_params_type() -> None:
    create = operation("create", HttpMethod.POST, "/pets", body=JSON_BODY)
    (form,) = one(create, types("create", variants=((NAME, TAG),), merged=(NAME, TAG), params=params("create")))
    assert signature(form) == "(self, *, name: str, tag: str | Omit=omit) -> Pet"
    assert body(form) == (
        "return self._post('/pets', body=maybe_transform({'name': name}, pet_create_params.PetCreateParams), options="
        + OPTIONS
        + ", query=maybe_transform({'tag': tag}, pet_create_params.PetCreateParams)), cast_to=Pet)"
    )


def test_the_asynchronous_flavour_differs_in_its_words_only() -> None:
    create = operation("create", HttpMethod.POST, "/pets", body=JSON_BODY)
    made = types("create", variants=((NAME,),), merged=(NAME,), params=params("create"))
    (form,) = one(create, made, "AsyncPetsResource")
    assert type(form).__name__ == "AsyncFunctionDef"
    assert body(form).startswith("return await self._post('/pets', body=await async_maybe_transform({'name': name}")


def test_the_older_sentinel() -> None:
    listed = operation("list", HttpMethod.GET, "/pets")
    made = types("list", variants=((TAG,),), merged=(TAG,), params=params("list"))
    (form,) = one(listed, made, options=Options(sentinel=Sentinel.NOT_GIVEN))
    assert "tag: str | NotGiven=NOT_GIVEN" in signature(form)
    assert "timeout: float | Timeout | None | NotGiven=NOT_GIVEN" in signature(form)


def test_a_method_that_streams_on_demand_has_three_overloads() -> None:
    create = operation(
        "create",
        HttpMethod.POST,
        "/pets",
        body=JSON_BODY,
        stream=Stream(protocol=StreamProtocol.SSE, event=PET, switch="stream"),
    )
    switch = argument("stream", ArgumentLocation.BODY)
    voice = argument("voice", ArgumentLocation.BODY, required=True)
    arguments = (NAME, voice, switch, TAG)
    made = types("create", variants=(arguments,), merged=arguments, params=params("create"), event=types("x").result)
    source = resource_source(context((create,), (made,)))
    off, on, either, implementation = forms(source, "PetsResource", "create")
    assert signature(off) == (
        "(self, *, name: str, voice: str, stream: Literal[False] | Omit=omit, tag: str | Omit=omit) -> Pet"
    )
    # Required arguments are in alphabetical order, so the switch is in its place among them.
    assert signature(on) == (
        "(self, *, name: str, stream: Literal[True], voice: str, tag: str | Omit=omit) -> Stream[Pet]"
    )
    assert signature(either) == (
        "(self, *, name: str, stream: bool, voice: str, tag: str | Omit=omit) -> Pet | Stream[Pet]"
    )
    assert "stream: Literal[False] | Literal[True] | Omit=omit" in signature(implementation)
    assert "@required_args(['name', 'voice'], ['name', 'stream', 'voice'])" in source.replace('"', "'")
    assert "PetCreateParamsStreaming if stream else pet_create_params.PetCreateParamsNonStreaming" in body(
        implementation
    )
    assert body(implementation).endswith("cast_to=Pet, stream=stream or False, stream_cls=Stream[Pet])")


def test_a_body_that_is_a_union_has_an_overload_for_each_variant() -> None:
    create = operation("create", HttpMethod.POST, "/pets", body=JSON_BODY)
    bark = argument("bark", ArgumentLocation.BODY, required=True)
    optional = (replace(NAME, required=False), replace(bark, required=False))
    made = types("create", variants=((NAME,), (bark,)), merged=optional, params=params("create"))
    source = resource_source(context((create,), (made,)))
    cat, dog, implementation = forms(source, "PetsResource", "create")
    assert signature(cat) == "(self, *, name: str) -> Pet"
    assert signature(dog) == "(self, *, bark: str) -> Pet"
    assert signature(implementation) == "(self, *, name: str | Omit=omit, bark: str | Omit=omit) -> Pet"
    assert "required_args(['name'], ['bark'])" in source.replace('"', "'")


def test_a_page_is_asked_for_without_waiting() -> None:
    listed = operation("list", HttpMethod.GET, "/pets", pagination=Pagination(scheme="cursor_page", items=PET))
    made = types("list", variants=((TAG,),), merged=(TAG,), params=params("list"))
    (sync,) = one(listed, made)
    assert signature(sync).endswith("-> SyncCursorPage[Pet]")
    (form,) = one(listed, made, "AsyncPetsResource")
    assert type(form).__name__ == "FunctionDef"
    assert signature(form).endswith("-> AsyncPaginator[Pet, AsyncCursorPage[Pet]]")
    assert "query=maybe_transform(" in body(form)
    assert body(form).startswith("return self._get_api_list('/pets', page=AsyncCursorPage[Pet], options=")
    assert body(form).endswith("model=Pet)")


def test_an_empty_answer() -> None:
    nothing = Response(status="204", media_type="", content=ContentKind.NONE, schema=None)
    delete = operation("delete", HttpMethod.DELETE, "/pets", response=nothing)
    (form,) = one(delete, types("delete", result=None))
    assert signature(form) == "(self) -> None"
    assert body(form).splitlines()[0] == "extra_headers = {'Accept': '*/*', **(extra_headers or {})}"
    assert body(form).endswith("cast_to=NoneType)")


def test_binary_answers_have_wrappers_of_their_own() -> None:
    image = Response(status="200", media_type="image/png", content=ContentKind.BINARY, schema=None)
    source = resource_source(
        context((operation("photo", HttpMethod.GET, "/photo", response=image),), (types("photo", result=None),))
    )
    (form,) = forms(source, "AsyncPetsResource", "photo")
    assert signature(form) == "(self) -> AsyncBinaryAPIResponse"
    assert "'Accept': 'image/png'" in body(form)
    (raw,) = forms(source, "PetsResourceWithRawResponse", "__init__")
    assert "self.photo = to_custom_raw_response_wrapper(pets.photo, BinaryAPIResponse)" in body(raw)
    (streamed,) = forms(source, "AsyncPetsResourceWithStreamingResponse", "__init__")
    assert "async_to_custom_streamed_response_wrapper(pets.photo, AsyncStreamedBinaryAPIResponse)" in body(streamed)


def test_headers_and_cookies() -> None:
    get = operation("list", HttpMethod.GET, "/pets", header_defaults=(HeaderDefault(name="X-Version", value="2"),))
    trace = argument("trace", ArgumentLocation.HEADER, wire_name="X-Trace")
    depth = argument("depth", ArgumentLocation.HEADER, wire_name="X-Depth", schema=INTEGER)
    session = argument("session", ArgumentLocation.COOKIE)
    arguments = (trace, depth, session)
    (form,) = one(get, types("list", variants=(arguments,), merged=arguments, params=params("list")))
    assert body(form).splitlines()[0] == (
        "extra_headers = {'X-Version': '2', **strip_not_given({'X-Trace': trace, 'X-Depth': encode_header(depth) if "
        "is_given(depth) else not_given}), **cookie_headers({'session': session}), **(extra_headers or {})}"
    )


def test_styles_that_the_client_does_not_have_are_written_by_the_method() -> None:
    get = operation(
        "list",
        HttpMethod.GET,
        "/pets",
        parameters=(
            Parameter(
                wire_name="tag",
                location=ParameterLocation.QUERY,
                schema=STRING,
                origin=ORIGIN,
                style=ParameterStyle.PIPE_DELIMITED,
                explode=False,
            ),
        ),
    )
    name = argument("name", ArgumentLocation.QUERY)
    (form,) = one(get, types("list", variants=((TAG, name),), merged=(TAG, name), params=params("list")))
    assert (
        "query=encode_query_parameters(maybe_transform({'tag': tag, 'name': name}, pet_list_params.PetListParams), "
        "rules={'tag': {'style': 'pipeDelimited', 'explode': False}})"
    ) in body(form)


def test_a_body_of_bytes_may_be_a_path() -> None:
    upload = Body(media_type="application/octet-stream", kind=BodyKind.BINARY, schema=STRING, required=True)
    create = operation("create", HttpMethod.POST, "/pets", body=upload)
    whole = argument("body", ArgumentLocation.WHOLE_BODY, required=True)
    (form,) = one(create, types("create", variants=((whole,),), merged=(whole,)), "AsyncPetsResource")
    assert "'Content-Type': 'application/octet-stream'" in body(form)
    assert "content=await async_read_file_content(body) if isinstance(body, os.PathLike) else body" in body(form)


def test_deprecated_methods_are_marked_in_every_form() -> None:
    get = operation("list", HttpMethod.GET, "/pets", deprecated=Deprecation(message='use "find"'))
    source = resource_source(context((get,), (types("list"),)))
    assert source.count('@typing_extensions.deprecated("use \\"find\\"")') == 2
    # Four wrapper classes; a type checker reports the call's first line or the argument's, as it is laid out.
    assert source.count("# pyright: ignore[reportDeprecated]") == 8


def test_settings_of_one_method() -> None:
    get = operation("list", HttpMethod.GET, "/pets", timeout_seconds=600.0, max_retries=5, idempotent=True)
    (form,) = one(get, types("list"))
    assert "idempotency_key: str | None=None" in signature(form)
    assert body(form).splitlines() == [
        "if not is_given(timeout) and self._client.timeout == DEFAULT_TIMEOUT:",
        "    timeout = 600",
        f"options = {OPTIONS}, idempotency_key=idempotency_key)",
        "if self._client.max_retries == DEFAULT_MAX_RETRIES:",
        "    options['max_retries'] = 5",
        "return self._get('/pets', options=options, cast_to=Pet)",
    ]


def test_a_fixed_query_stays_in_the_path() -> None:
    get = operation("list", HttpMethod.GET, "/pets", fixed_query=(("beta", "true"), ("q", "a b&c")))
    (form,) = one(get, types("list"))
    assert body(form).startswith("return self._get('/pets?beta=true&q=a%20b%26c', ")


def test_document_text_never_becomes_code() -> None:
    evil = '/pets"); import os; ("{petId}\\'
    get = operation("retrieve", HttpMethod.GET, evil, positional=("petId",), doc='"""\nimport os\n\\')
    (form,) = one(get, types("retrieve", path_arguments=(ID,)))
    assert "path_template('/pets\"); import os; (\"{pet_id}\\\\', pet_id=pet_id)" in body(form)
    assert [type(node).__name__ for node in form.body] == ["Expr", "If", "Return"]


def test_a_scheme_is_only_needed_by_its_name() -> None:
    # The page class is imported from the module that the scheme is printed into.
    listed = operation("list", HttpMethod.GET, "/pets", pagination=Pagination(scheme="cursor_page", items=PET))
    scheme = PaginationScheme(name="cursor_page", kind=PaginationKind.FAKE_PAGE, request=(), response=())
    made = context((listed,), (types("list"),))
    made = replace(made, api=replace(made.api, pagination=(scheme,)))
    assert "from ..pagination import SyncCursorPage, AsyncCursorPage" in resource_source(made)


def test_arguments_hide_nothing_that_the_method_needs() -> None:
    pick = operation("pick", HttpMethod.POST, "/pick", body=JSON_BODY, max_retries=1)
    arguments = tuple(
        argument(name, ArgumentLocation.BODY, required=True)
        for name in ("cast", "maybe_transform", "make_request_options", "options", "os")
    )
    made = types("pick", variants=(arguments,), merged=arguments, params=params("pick"))
    made = replace(made, result=replace(made.result, is_alias=True))
    source = resource_source(context((pick,), (made,)))
    assert "from typing import Any, cast as _cast" in source
    assert "import maybe_transform as _maybe_transform, async_maybe_transform" in source
    (form,) = forms(source, "PetsResource", "pick")
    assert body(form).splitlines() == [
        f"options_1 = _{OPTIONS})",
        "if self._client.max_retries == DEFAULT_MAX_RETRIES:",
        "    options_1['max_retries'] = 1",
        "return _cast(Pet, self._post('/pick', body=_maybe_transform("
        "{'cast': cast, 'maybe_transform': maybe_transform, "
        "'make_request_options': make_request_options, 'options': options, 'os': os}, "
        "pet_pick_params.PetPickParams), options=options_1, cast_to=_cast(Any, Pet)))",
    ]


def test_http_methods_that_the_client_has_no_function_for() -> None:
    (form,) = one(operation("check", HttpMethod.HEAD, "/pets"), types("check"), "AsyncPetsResource")
    assert body(form) == (
        "return await self._client.request(options=FinalRequestOptions.construct("
        f"method='head', url='/pets', **{OPTIONS})), "
        "cast_to=Pet)"
    )
    search = operation("search", HttpMethod.GET, "/pets", body=JSON_BODY)
    (form,) = one(search, types("search", variants=((NAME,),), merged=(NAME,), params=params("search")))
    assert "construct(method='get', url='/pets', json_data=maybe_transform({'name': name}" in body(form)


def test_an_operation_names_the_schemes_that_it_may_use() -> None:
    get = operation("list", HttpMethod.GET, "/pets", security=(SecurityRequirement(schemes=("Admin",)),))
    public = operation("ping", HttpMethod.GET, "/ping", security=())
    admin = SecurityScheme(name="Admin", kind=SecurityKind.BEARER, origin=ORIGIN)
    held = CredentialUse(scheme="Admin", role=CredentialRole.VALUE)
    key = ClientOption(key="key", kind=OptionKind.STRING, origin=ORIGIN, credential=held)
    source = resource_source(
        context(
            (get, public),
            (types("list"), types("ping")),
            api_fields={"security_schemes": (admin,), "options": (key,)},
            settings_fields={"per_endpoint_security": True},
        )
    )
    (listed,) = forms(source, "PetsResource", "list")
    assert "security={'admin_auth': True}" in body(listed)
    (ping,) = forms(source, "PetsResource", "ping")
    assert "security={}" in body(ping)


def test_webhooks_are_parsed_and_verified() -> None:
    plain = WebhookUnwrap(id=OperationId("pets.peek"), key="peek", origin=ORIGIN, events=(PET,))
    signed = replace(plain, id=OperationId("pets.unwrap"), key="unwrap", key_option="webhook_secret")
    event = Symbol(module=("types", "unwrap_webhook_event"), name="UnwrapWebhookEvent")
    source = resource_source(context((signed, plain), (), webhooks={signed.id: event, plain.id: event}))
    (form,) = forms(source, "AsyncPetsResource", "peek")
    assert ast.unparse(form.args) == "self, payload: str"
    assert body(form) == (
        "return cast(UnwrapWebhookEvent, construct_type(type_=UnwrapWebhookEvent, value=json.loads(payload)))"
    )
    (form,) = forms(source, "PetsResource", "unwrap")
    assert ast.unparse(form.args) == ("self, payload: str, *, headers: Mapping[str, str], key: str | bytes | None=None")
    assert "if key is None:\n    key = self._client.webhook_secret" in body(form)
    # A resource that makes no requests shows no raw or streamed responses.
    assert "WithRawResponse" not in source


def test_a_type_that_is_called_like_the_resource_is_imported_under_another_name() -> None:
    pets = Annotation(code=Code("List[Pets]"), imports=frozenset({Internal(module=("types", "pets"), name="Pets")}))
    get = operation("list", HttpMethod.GET, "/pets")
    made = types("list", result=replace(types("list").result, annotation=pets))
    source = resource_source(context((get,), (made,), options=Options(resource_suffix="")))
    assert "from ..types.pets import Pets as PetsType" in source
    (form,) = forms(source, "Pets", "list")
    assert signature(form) == "(self) -> List[PetsType]"
    assert "cast_to=List[PetsType]" in body(form)


def test_an_argument_does_not_hide_its_own_type() -> None:
    """Annotations of arguments are read outside of the function; what it uses inside has another name."""
    day = Annotation(code=Code("date"), imports=frozenset({External(module="datetime", name="date")}))
    when = argument("date", ArgumentLocation.QUERY, annotation=day)
    get = operation("list", HttpMethod.GET, "/pets")
    made = types("list", variants=((when,),), merged=(when,), result=replace(types("list").result, annotation=day))
    source = resource_source(context((get,), (made,)))
    (form,) = forms(source, "PetsResource", "list")
    assert signature(form).startswith("(self, *, date: date | Omit=omit)")
    assert "cast_to=_date" in body(form)
    assert "from datetime import date, date as _date" in source


def test_a_stream_of_a_builtin_is_named_by_its_alias() -> None:
    alias = Symbol(module=("types", "pet_logs_response"), name="PetLogsResponse")
    text = Result(annotation=Annotation(code=Code("str")), symbol=None, alias=alias)
    logs = operation("logs", HttpMethod.GET, "/logs", stream=Stream(protocol=StreamProtocol.SSE, event=PET, switch=""))
    source = resource_source(context((logs,), (types("logs", result=None, event=text),)))
    (form,) = forms(source, "PetsResource", "logs")
    assert signature(form) == "(self) -> Stream[PetLogsResponse]"
    assert body(form).endswith("cast_to=str, stream=True, stream_cls=Stream[PetLogsResponse])")
    (plain,) = one(operation("logs", HttpMethod.GET, "/logs"), types("logs", result=text))
    assert signature(plain) == "(self) -> str"


def test_a_header_may_be_null() -> None:
    nullable = SchemaId("#/nullable")
    schema = Schema(id=nullable, origin=ORIGIN, type=Nullable(inner=Primitive(kind=PrimitiveKind.STRING)))
    trace = replace(argument("trace", ArgumentLocation.HEADER, wire_name="X-Trace", schema=nullable), nullable=True)
    get = operation("list", HttpMethod.GET, "/pets")
    made = context(
        (get,),
        (types("list", variants=((trace,),), merged=(trace,), params=params("list")),),
        api_fields={"schemas": {PET: schema, nullable: schema}},
    )
    (form,) = forms(resource_source(made), "PetsResource", "list")
    assert "'X-Trace': encode_header(trace) if is_given(trace) and trace is not None else not_given" in body(form)


def test_a_query_parameter_may_be_a_json_text() -> None:
    parameter = Parameter(
        wire_name="tag",
        location=ParameterLocation.QUERY,
        schema=STRING,
        origin=ORIGIN,
        style=ParameterStyle.FORM,
        explode=True,
        content_type="application/json",
    )
    get = operation("list", HttpMethod.GET, "/pets", parameters=(parameter,))
    (form,) = one(get, types("list", variants=((TAG,),), merged=(TAG,), params=params("list")))
    assert "**encode_json_parameters(maybe_transform({'tag': tag}, pet_list_params.PetListParams))" in body(form)
