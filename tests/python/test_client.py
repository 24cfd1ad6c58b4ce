"""The clients as they are printed: options, authentication, base URL, copies."""

from __future__ import annotations

import ast

from tiny_sdk import ORIGIN, body, class_named, context, forms, operation, render, types

from sdkwright.config.settings import ClientSettings, NestedFormat
from sdkwright.model.api import (
    ClientOption,
    CredentialRole,
    CredentialUse,
    OptionKind,
    SecurityKind,
    SecurityScheme,
    Server,
    ServerVariable,
)
from sdkwright.model.operation import HttpMethod
from sdkwright.python.client.build import build_client
from sdkwright.python.options import ClientResources, Options
from sdkwright.python.resources.layout import place_children


def option(key: str, **more) -> ClientOption:
    fields = {"kind": OptionKind.STRING, "environment": key.upper(), **more}
    return ClientOption(key=key, origin=ORIGIN, **fields)


def scheme(name: str, kind: SecurityKind, **more) -> SecurityScheme:
    return SecurityScheme(name=name, kind=kind, origin=ORIGIN, **more)


def use(name: str, role: CredentialRole = CredentialRole.VALUE) -> CredentialUse:
    return CredentialUse(scheme=name, role=role)


BEARER = scheme("BearerAuth", SecurityKind.BEARER)
API_KEY = option("api_key", credential=use("BearerAuth"))


def client(options=(), schemes=(), security=(), settings=None, taste=None, **api) -> str:
    """The client module of an API with these options and schemes."""
    made = context(
        (operation("list", HttpMethod.GET, "/pets"),),
        (types("list"),),
        options=taste,
        api_fields={"options": options, "security_schemes": schemes, "security": security, **api},
        settings_fields=settings,
    )
    return render("client.py.jinja", build_client(made, place_children(made, made.api.root)))


def member(source: str, name: str, class_name: str = "PetStore") -> str:
    (form,) = forms(source, class_name, name)
    return body(form)


def names(source: str, class_name: str = "PetStore") -> set[str]:
    return {node.name for node in class_named(source, class_name).body if isinstance(node, ast.FunctionDef)}


def test_an_option_that_must_be_given() -> None:
    source = client((API_KEY,), (BEARER,), (("BearerAuth",),))
    assert "if api_key is None:\n    api_key = os.environ.get('API_KEY')" in member(source, "__init__")
    assert (
        "raise PetStoreError('The api_key client option must be set either by passing api_key to the client "
        "or by setting the API_KEY environment variable')"
    ) in member(source, "__init__")
    assert member(source, "auth_headers") == "return {'Authorization': 'Bearer ' + self.api_key}"
    # It cannot be missing from a request, so nothing is checked then.
    assert "_validate_headers" not in names(source)


def test_an_option_that_may_be_missing_is_asked_for_by_the_request() -> None:
    source = client((option("api_key", nullable=True, credential=use("BearerAuth")),), (BEARER,), (("BearerAuth",),))
    assert "PetStoreError" not in source
    assert member(source, "auth_headers").splitlines()[:2] == ["if self.api_key is None:", "    return {}"]
    assert (
        "Could not resolve authentication method. Expected the api_key to be set. "
        "Or for the `Authorization` headers to be explicitly omitted"
    ) in member(source, "_validate_headers")


def test_authentication_that_is_optional_is_not_asked_for() -> None:
    missing = option("api_key", nullable=True, credential=use("BearerAuth"))
    assert "_validate_headers" not in names(client((missing,), (BEARER,), (("BearerAuth",), ())))


def test_one_of_two_schemes_is_enough() -> None:
    other = scheme("Key", SecurityKind.API_KEY_HEADER, parameter="X-Key")
    options = (
        option("token", nullable=True, credential=use("BearerAuth")),
        option("key", nullable=True, credential=use("Key")),
    )
    source = client(options, (BEARER, other), (("Key",), ("BearerAuth",)))
    assert member(source, "auth_headers") == "return {**self._key_auth, **self._bearer_auth}"
    assert (
        "Expected either key or token to be set. Or for one of the `X-Key` or `Authorization` headers "
        "to be explicitly omitted"
    ) in member(source, "_validate_headers")


def test_every_kind_of_scheme() -> None:
    schemes = (
        scheme("Basic", SecurityKind.BASIC),
        scheme("Header", SecurityKind.API_KEY_HEADER, parameter="X-Key", prefix="Token"),
        scheme("Cookie", SecurityKind.API_KEY_COOKIE, parameter="sid"),
        scheme("Query", SecurityKind.API_KEY_QUERY, parameter="key"),
        scheme("OAuth", SecurityKind.OAUTH2_CLIENT_CREDENTIALS, token_url="https://id.test/token", scopes=("read",)),
    )
    options = (
        option("user", credential=use("Basic", CredentialRole.USERNAME)),
        option("password", credential=use("Basic", CredentialRole.PASSWORD)),
        option("header_key", credential=use("Header")),
        option("session", credential=use("Cookie")),
        option("query_key", nullable=True, credential=use("Query")),
        option("client_id", credential=use("OAuth", CredentialRole.CLIENT_ID)),
        option("client_secret", nullable=True, credential=use("OAuth", CredentialRole.CLIENT_SECRET)),
    )
    source = client(options, schemes, (tuple(each.name for each in schemes),))
    assert member(source, "_basic_auth") == "return {'Authorization': basic_authorization(self.user, self.password)}"
    assert member(source, "_header_auth") == "return {'X-Key': 'Token ' + self.header_key}"
    assert member(source, "_cookie_auth") == "return cookie_headers({'sid': self.session})"
    assert "'key': self.query_key if self.query_key is not None else Omit()" in member(source, "default_query")
    assert (
        "self._oauth = None if self.client_secret is None else OAuth2ClientCredentials("
        "token_url='https://id.test/token', "
        "client_id=self.client_id, client_secret=self.client_secret, scopes=['read'])"
    ) in member(source, "__init__")
    assert member(source, "custom_auth") == "return self._oauth"


def test_operations_that_choose_their_schemes() -> None:
    source = client((API_KEY,), (BEARER,), (("BearerAuth",),), settings={"per_endpoint_security": True})
    assert member(source, "_auth_headers") == ("return {**(self._bearer_auth if security.get('bearer_auth') else {})}")
    assert "auth_headers" not in names(source)


def test_options_of_other_types_and_with_defaults() -> None:
    options = (
        option("retries", kind=OptionKind.INTEGER, nullable=True),
        option("region", has_default=True, default="eu"),
        option("safe", kind=OptionKind.BOOLEAN, has_default=True, default=True),
        option("tenant", environment=""),
    )
    source = client(options)
    start = member(source, "__init__")
    assert "retries = maybe_coerce_integer(os.environ.get('RETRIES'))" in start
    assert "region = os.environ.get('REGION') or 'eu'" in start
    assert "safe = coerce_boolean(os.environ.get('SAFE', 'true'))" in start
    (form,) = forms(source, "PetStore", "__init__")
    assert "tenant: str, base_url" in ast.unparse(form.args)
    assert "retries: int | None=None" in ast.unparse(form.args)


def test_one_environment_is_a_base_url() -> None:
    source = client()
    assert "ENVIRONMENTS" not in source
    assert "base_url = os.environ.get('PET_STORE_BASE_URL')" in member(source, "__init__")
    assert "base_url = 'https://pets.test'" in member(source, "__init__")


def test_several_environments_are_an_option() -> None:
    servers = (Server(name="production", url="https://pets.test"), Server(name="local", url="http://localhost"))
    source = client(servers=servers)
    assert "ENVIRONMENTS: Dict[str, str] = {" in source
    assert "environment: Literal['production', 'local'] | NotGiven=not_given" in ast.unparse(
        forms(source, "PetStore", "__init__")[0].args
    )
    assert "variable='PET_STORE_BASE_URL'" in member(source, "__init__")
    assert "environment: Literal['production', 'local'] | None=None" in ast.unparse(
        forms(source, "AsyncPetStore", "copy")[0].args
    )


def test_variables_of_the_url() -> None:
    variables = (
        ServerVariable(name="region", default="eu", option="region"),
        ServerVariable(name="version", default="v1"),
    )
    servers = (Server(name="production", url="https://{region}.pets.test/{version}", variables=variables),)
    start = member(client((option("region"),), servers=servers), "__init__")
    assert "base_url = 'https://{region}.pets.test/v1'" in start
    assert "base_url = fill_url(base_url, {'region': self.region})" in start


def test_headers_query_format_and_idempotency() -> None:
    source = client(
        (option("project", nullable=True, header="X-Project"),),
        default_headers=(("X-Version", "2"),),
        settings={
            "nested_format": NestedFormat.DOTS,
            "client_settings": ClientSettings(idempotency_header="Idempotency-Key"),
        },
    )
    assert "'X-Version': '2', 'X-Project': self.project if self.project is not None else Omit()" in member(
        source, "default_headers"
    )
    assert member(source, "qs") == "return Querystring(array_format='comma', nested_format='dots')"
    assert "self._idempotency_header = 'Idempotency-Key'" in member(source, "__init__")


def test_a_copy_takes_every_option() -> None:
    source = client((API_KEY,), (BEARER,))
    assert "api_key=self.api_key if api_key is None else api_key" in member(source, "copy")
    assert member(source, "copy").endswith("return self._hand_over(client)")


def test_resources_as_properties_and_as_attributes() -> None:
    assert "pets" in names(client())
    source = client(taste=Options(client_resources=ClientResources.ATTRIBUTES))
    assert "pets" not in names(source)
    assert member(source, "__init__", "AsyncPetStore").splitlines()[-3:] == [
        "self.pets = AsyncPetsResource(self)",
        "self.with_raw_response = AsyncPetStoreWithRawResponse(self)",
        "self.with_streaming_response = AsyncPetStoreWithStreamedResponse(self)",
    ]


def test_the_classes_that_show_a_client_by_its_responses() -> None:
    source = client()
    for name, child in (
        ("PetStoreWithRawResponse", "PetsResourceWithRawResponse"),
        ("AsyncPetStoreWithStreamedResponse", "AsyncPetsResourceWithStreamingResponse"),
    ):
        assert member(source, "pets", name).endswith(f"return {child}(self._client.pets)")
