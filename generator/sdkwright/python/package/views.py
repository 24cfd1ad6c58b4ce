"""What the templates of the package and of its small modules print.

In: nothing. Out: the views that `package/build.py` fills; every text in them is `Code`.
"""

from __future__ import annotations

from msgspec import Struct

from sdkwright.python.code import Code
from sdkwright.python.import_lines import ImportBlock


class PackageRootView(Struct, frozen=True, kw_only=True):
    """The `__init__.py` of the package. `exports` are literals, `name` the literal of the package's name."""

    name: Code
    docstring: Code
    imports: ImportBlock
    exports: tuple[Code, ...]


class ConstantsView(Struct, frozen=True, kw_only=True):
    """`_constants.py`."""

    environment_prefix: Code
    timeout: Code
    max_retries: Code
    initial_retry_delay: Code
    max_retry_delay: Code


class ErrorFieldView(Struct, frozen=True, kw_only=True):
    """A property of an error's body; `default` is `None` where it is always there, `wire_name` a literal."""

    name: Code
    annotation: Code
    default: Code | None
    wire_name: Code
    docstring: Code | None


class CustomErrorView(Struct, frozen=True, kw_only=True):
    """An error of the API's own; `value` is the literal that the discriminator has, `fields` what its body holds."""

    name: Code
    base: Code
    value: Code
    fields: tuple[ErrorFieldView, ...]


class CustomErrorsView(Struct, frozen=True, kw_only=True):
    """Errors that are told apart by the body. The properties are literals; `message` is `None` where there is none."""

    discriminator: Code
    message: Code | None
    errors: tuple[CustomErrorView, ...]


class StatusErrorView(Struct, frozen=True, kw_only=True):
    """The error of a status that every API may answer with; `status` is `None` where it stands for several."""

    name: Code
    status: Code | None
    docstring: Code


class ExceptionsView(Struct, frozen=True, kw_only=True):
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


class VersionView(Struct, frozen=True, kw_only=True):
    """`_version.py`; both are literals."""

    title: Code
    literal: Code


class HttpView(Struct, frozen=True, kw_only=True):
    """`_http.py`: the line that imports the HTTP library."""

    line: Code


class StreamRuleView(Struct, frozen=True, kw_only=True):
    """One rule; everything is a literal. `arguments` are those that differ from the rule's defaults."""

    arguments: tuple[Code, ...]


class StreamRulesView(Struct, frozen=True, kw_only=True):
    """`_stream_rules.py`."""

    rules: tuple[StreamRuleView, ...]


class SecurityView(Struct, frozen=True, kw_only=True):
    """`_security.py`: the schemes that operations choose among. `keys` are names, `defaults` literals."""

    keys: tuple[Code, ...]
    defaults: tuple[Code, ...]


class WrapperView(Struct, frozen=True, kw_only=True):
    """A class around an answer whose one property is what methods return."""

    name: Code
    field: Code
    alias: Code | None


class WrappersView(Struct, frozen=True, kw_only=True):
    """`_wrappers.py`."""

    imports: ImportBlock
    wrappers: tuple[WrapperView, ...]
