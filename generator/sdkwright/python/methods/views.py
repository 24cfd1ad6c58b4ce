"""What the method template prints.

In: nothing. Out: the views that `methods/build.py` fills; every text in them is `Code`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sdkwright.python.code import Code


@dataclass(frozen=True, slots=True, kw_only=True)
class ParameterView:
    """One parameter of a signature; `default` is `None` where a value must be given."""

    name: Code
    annotation: Code
    default: Code | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeywordView:
    """One keyword argument of a call."""

    name: Code
    value: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureView:
    """A signature: `positional` and `keywords` are the operation's own, `extras` those that every method has."""

    positional: tuple[ParameterView, ...]
    keywords: tuple[ParameterView, ...]
    extras: tuple[ParameterView, ...]
    returns: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class FormView:
    """One way to call a method, with its documentation (a string literal with its quotes)."""

    signature: SignatureView
    docstring: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionDefaultView:
    """An argument that a client option fills when a call leaves it out."""

    name: Code
    attribute: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardView:
    """A path argument that may not be empty; `message` is the string literal of the error."""

    name: Code
    message: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class MultipartView:
    """A multipart body: the local names of its two halves, what goes into it, and the paths at which files stand."""

    body: Code
    files: Code
    entries: tuple[Code, ...]
    paths: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class CallView:
    """The one call that a method makes, written as `function(target, arguments..., options=..., results...)`."""

    function: Code
    target: Code
    arguments: tuple[KeywordView, ...]
    options: tuple[KeywordView, ...]
    results: tuple[KeywordView, ...]
    max_retries: Code | None = None
    """The method's own number of retries, where the client has no other than the default."""
    cast: Code | None = None
    """The type that the answer is cast to, where a type checker cannot know it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodView:
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
    signature: SignatureView
    docstring: Code | None
    option_defaults: tuple[OptionDefaultView, ...] = ()
    guards: tuple[GuardView, ...] = ()
    headers: tuple[Code, ...] = ()
    """Entries of the `extra_headers` that the method adds: `"Accept": "*/*"`, `**strip_not_given(...)`."""
    default_timeout: Code | None = None
    multipart: MultipartView | None = None
    call: CallView


@dataclass(frozen=True, slots=True, kw_only=True)
class WrappedView:
    """How a method appears in the wrapper classes: by which function, with which class for binary content."""

    name: Code
    function: Code
    content_class: Code | None = None
    deprecated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationView:
    """How a webhook is verified: the client's attribute with the key, and what is said when something is missing."""

    key_attribute: Code
    missing_package: Code
    missing_key: Code
    error_class: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookView:
    """A method that parses a webhook's payload. `verification` is `None` where it verifies nothing."""

    name: Code
    event: Code
    docstring: Code | None
    verification: VerificationView | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodsView:
    """All methods of one resource in one flavour."""

    requests: tuple[MethodView, ...] = ()
    webhooks: tuple[WebhookView, ...] = field(default=())
