"""What the templates of emitted tests print.

In: nothing. Out: views that `suite/build.py` fills; every text in them is `Code`.
"""

from __future__ import annotations

from msgspec import Struct

from sdkwright.python.code import Code
from sdkwright.python.import_lines import ImportBlock


class CallView(Struct, frozen=True, kw_only=True):
    """A call without its client: `{client}{owner}.{method}({given})`."""

    owner: Code
    method: Code
    given: Code


class AnswerView(Struct, frozen=True, kw_only=True):
    """What comes back. Exactly one of the flags is true, or none and `expected` is the type to check against."""

    expected: Code | None = None
    is_nothing: bool = False
    is_stream: bool = False
    is_binary: bool = False


class GuardView(Struct, frozen=True, kw_only=True):
    """A call with one empty path argument, and the pattern of the error that names it."""

    name: Code
    call: CallView
    message: Code


class RouteView(Struct, frozen=True, kw_only=True):
    """The request whose answer is scripted, for a binary method: HTTP method and pattern of the URL, as literals."""

    method: Code
    pattern: Code


class CaseView(Struct, frozen=True, kw_only=True):
    """One way to call a method. `complete` is `None` where it has no optional arguments."""

    name: Code
    required: CallView
    complete: CallView | None
    answer: AnswerView
    guards: tuple[GuardView, ...]
    skip_reason: Code | None
    deprecated: bool
    route: RouteView | None


class WebhookCaseView(Struct, frozen=True, kw_only=True):
    """A webhook method: `payload` is the literal of an event's JSON text; unsigned where it verifies nothing."""

    name: Code
    call: CallView
    payload: Code
    signed: bool


class SuiteClassView(Struct, frozen=True, kw_only=True):
    """The tests of one flavour."""

    name: Code
    client_class: Code
    client: Code
    """Name of the client fixture."""
    asynchronous: bool
    wait: Code
    """What stands before a call whose answer is waited for."""
    cases: tuple[CaseView, ...]
    webhooks: tuple[WebhookCaseView, ...]


class SuiteModuleView(Struct, frozen=True, kw_only=True):
    """The tests of one resource. `path` is below `tests/api_resources/`, `title` for the docstring."""

    path: str
    title: Code
    imports: ImportBlock
    classes: tuple[SuiteClassView, ...]
    skipped: bool
    uses_routes: bool
    calls_deprecated: bool
    """Strict type checkers must be told that deprecated methods are called on purpose."""


class SuitePackageView(Struct, frozen=True, kw_only=True):
    """A package of tests, which needs an `__init__.py`; `path` is below `tests/`."""

    path: str


class CredentialView(Struct, frozen=True, kw_only=True):
    """A client option that the tests' clients are made with."""

    name: Code
    value: Code
    is_optional: bool
    """Whether a client can be made without it."""


class OptionCaseView(Struct, frozen=True, kw_only=True):
    """A client option that is text and is read from an environment variable, whose name is `variable`, a literal."""

    name: Code
    variable: Code
    is_required: bool
    """Whether there is no client without it."""


class SuiteView(Struct, frozen=True, kw_only=True):
    """All emitted tests of methods, and what their fixtures need."""

    modules: tuple[SuiteModuleView, ...]
    packages: tuple[SuitePackageView, ...]
    credentials: tuple[CredentialView, ...]
    options: tuple[OptionCaseView, ...]
    variables: tuple[Code, ...]
    """Literals of the environment variables that clients read, which tests must not depend on."""
    through_aiohttp: bool
    """Whether asynchronous calls are tried through aiohttp as well, which older SDKs have no client for."""
    misses_credentials: bool
    """Whether a client that is made without its optional credentials has none to send."""
    fetches_token: bool
    """Whether a client asks a server for a token, which the mock server is not."""
    query: Code
    """How the API wants `{"a": [1, 2], "o": {"in": 3}}` in a query, as a literal, before it is percent-encoded."""
