"""What the method template prints.

In: nothing. Out: the views that `methods/build.py` fills; every text in them is `Code`.
"""

from __future__ import annotations

from msgspec import Struct, field

from sdkwright.python.code import Code


class ParameterView(Struct, frozen=True, kw_only=True):
    """One parameter of a signature; `default` is `None` where a value must be given."""

    name: Code
    annotation: Code
    default: Code | None = None


class KeywordView(Struct, frozen=True, kw_only=True):
    """One keyword argument of a call."""

    name: Code
    value: Code


class SignatureView(Struct, frozen=True, kw_only=True):
    """A signature: `positional` and `keywords` are the operation's own, `extras` those that every method has."""

    positional: tuple[ParameterView, ...]
    keywords: tuple[ParameterView, ...]
    extras: tuple[ParameterView, ...]
    returns: Code


class FormView(Struct, frozen=True, kw_only=True):
    """One way to call a method, with its documentation (a string literal with its quotes)."""

    signature: SignatureView
    docstring: Code


class OptionDefaultView(Struct, frozen=True, kw_only=True):
    """An argument that a client option fills when a call leaves it out, which is what `condition` asks."""

    name: Code
    condition: Code
    value: Code


class GuardView(Struct, frozen=True, kw_only=True):
    """A path argument that may not be empty; `message` is the string literal of the error."""

    name: Code
    message: Code


class MultipartView(Struct, frozen=True, kw_only=True):
    """A multipart body: the local names of its two halves, what goes into it, and the paths at which files stand.

    `copy`, `extract`, `cast` and `mapping` are the names under which the module has what it needs.
    """

    copy: Code
    extract: Code
    cast: Code
    mapping: Code
    value: Code
    """The builtin `object`, by the name that no argument of the method hides."""
    body: Code
    files: Code
    fields: Code
    entries: tuple[Code, ...]
    paths: Code
    names: Code | None = None
    """What the steps of the paths are called on the wire, where they have other names there."""
    array_format: Code | None = None
    """How the names of files in lists are written, where it is not the runtime's own way."""
    encode: Code | None = None
    """The call that writes parts which are more than text; what is left of the body is called `fields`."""


class CastView(Struct, frozen=True, kw_only=True):
    """The type that an answer is cast to where a type checker cannot know it, and the function that does it."""

    function: Code
    type: Code


class TimeoutView(Struct, frozen=True, kw_only=True):
    """A method's own timeout, and the names of what it is compared with."""

    seconds: Code
    is_given: Code
    default: Code


class RetriesView(Struct, frozen=True, kw_only=True):
    """A method's own number of retries, the name it is compared with, and that of the local variable it goes into."""

    count: Code
    default: Code
    variable: Code


class CallView(Struct, frozen=True, kw_only=True):
    """The one call that a method makes, written as `function(target, arguments..., options=..., results...)`.

    `verb` is the literal of an HTTP method that the client has no function for; `make_options` and `final_options`
    are the names of what puts the options together.
    """

    function: Code
    verb: Code | None
    make_options: Code
    final_options: Code
    target: Code
    arguments: tuple[KeywordView, ...]
    options: tuple[KeywordView, ...]
    results: tuple[KeywordView, ...]
    max_retries: RetriesView | None = None
    cast: CastView | None = None


class MethodView(Struct, frozen=True, kw_only=True):
    """One method that makes a request.

    `overloads` is empty where there is one way to call it; `docstring` is `None` where the overloads have it.
    `required` are the lists of names of which one must be given completely (`required_args`).
    """

    name: Code
    client: Code
    """The expression for the client, from within the method."""
    define: Code
    wait: Code
    decorators: tuple[Code, ...]
    overloads: tuple[FormView, ...]
    required: tuple[Code, ...]
    required_args: Code
    signature: SignatureView
    docstring: Code | None
    option_defaults: tuple[OptionDefaultView, ...] = ()
    guards: tuple[GuardView, ...] = ()
    headers: tuple[Code, ...] = ()
    """Entries of the `extra_headers` that the method adds: `"Accept": "*/*"`, `**strip_not_given(...)`."""
    default_timeout: TimeoutView | None = None
    multipart: MultipartView | None = None
    call: CallView


class WrappedView(Struct, frozen=True, kw_only=True):
    """How a method appears in the wrapper classes: by which function, with which class for binary content."""

    name: Code
    function: Code
    content_class: Code | None = None
    deprecated: bool = False


class VerificationView(Struct, frozen=True, kw_only=True):
    """How a webhook is verified: the client's attribute with the key, and what is said when something is missing."""

    mapping: Code
    key_attribute: Code
    missing_package: Code
    missing_key: Code
    error_class: Code


class WebhookView(Struct, frozen=True, kw_only=True):
    """A method that parses a webhook's payload. `verification` is `None` where it verifies nothing.

    `json`, `cast` and `construct` are the names under which the module has what it needs.
    """

    name: Code
    json: Code
    cast: Code
    construct: Code
    event: Code
    docstring: Code | None
    verification: VerificationView | None = None


class MethodsView(Struct, frozen=True, kw_only=True):
    """All methods of one resource in one flavour."""

    requests: tuple[MethodView, ...] = ()
    webhooks: tuple[WebhookView, ...] = field(default=())
