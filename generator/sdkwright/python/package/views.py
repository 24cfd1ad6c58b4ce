"""What the templates of the package and of its small modules print.

In: nothing. Out: the views that `package/build.py` fills; every text in them is `Code`.
"""

from __future__ import annotations

from dataclasses import dataclass

from sdkwright.python.code import Code
from sdkwright.python.import_lines import ImportBlock


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageRootView:
    """The `__init__.py` of the package. `exports` are literals, `name` the literal of the package's name."""

    name: Code
    docstring: Code
    imports: ImportBlock
    exports: tuple[Code, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConstantsView:
    """`_constants.py`."""

    environment_prefix: Code
    timeout: Code
    max_retries: Code
    initial_retry_delay: Code
    max_retry_delay: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorFieldView:
    """A property of an error's body; `default` is `None` where it is always there, `wire_name` a literal."""

    name: Code
    annotation: Code
    default: Code | None
    wire_name: Code
    docstring: Code | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomErrorView:
    """An error of the API's own; `value` is the literal that the discriminator has, `fields` what its body holds."""

    name: Code
    base: Code
    value: Code
    fields: tuple[ErrorFieldView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomErrorsView:
    """Errors that are told apart by the body. The properties are literals; `message` is `None` where there is none."""

    discriminator: Code
    message: Code | None
    errors: tuple[CustomErrorView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusErrorView:
    """The error of a status that every API may answer with; `status` is `None` where it stands for several."""

    name: Code
    status: Code | None
    docstring: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class ExceptionsView:
    """`_exceptions.py`. `exports` are the literals of the status errors' names.

    `server_error` is the error for statuses of 500 and above that nothing else is known of.
    """

    imports: ImportBlock
    base: Code
    exports: tuple[Code, ...]
    verifies_webhooks: bool
    status_errors: tuple[StatusErrorView, ...]
    server_error: Code
    custom: CustomErrorsView | None


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionView:
    """`_version.py`; both are literals."""

    title: Code
    literal: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpView:
    """`_http.py`: the line that imports the HTTP library."""

    line: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamRuleView:
    """One rule; everything is a literal. `arguments` are those that differ from the rule's defaults."""

    arguments: tuple[Code, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamRulesView:
    """`_stream_rules.py`."""

    rules: tuple[StreamRuleView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SecurityView:
    """`_security.py`: the schemes that operations choose among. `keys` are names, `defaults` literals."""

    keys: tuple[Code, ...]
    defaults: tuple[Code, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WrapperView:
    """A class around an answer whose one property is what methods return."""

    name: Code
    field: Code
    alias: Code | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WrappersView:
    """`_wrappers.py`."""

    imports: ImportBlock
    wrappers: tuple[WrapperView, ...]
