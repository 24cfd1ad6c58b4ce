"""Methods that parse the payload of a webhook.

In: a webhook method and the types. Out: `WebhookView`. It does no I/O, so both flavours print the same.
"""

from __future__ import annotations

from msgspec.structs import replace

from sdkwright.model.operation import WebhookUnwrap
from sdkwright.python.code import Code, identifier, string
from sdkwright.python.context import Context
from sdkwright.python.methods.views import VerificationView, WebhookView
from sdkwright.python.module_imports import ModuleImports
from sdkwright.python.naming import method_name, module_name


def build_webhook(context: Context, method: WebhookUnwrap, imports: ModuleImports) -> WebhookView:
    """One `unwrap` method; it verifies where the config names the client option with the key."""
    symbol = context.table.webhooks[method.id]
    view = WebhookView(
        name=_name(context, method),
        json=imports.module("json"),
        cast=imports.typing("cast"),
        construct=imports.internal(("_models",), "construct_type"),
        event=imports.internal(symbol.module, symbol.name),
        docstring=context.docstrings.prose(method.doc),
    )
    if not method.key_option:
        return view
    attribute = identifier(module_name(method.key_option, context.casings))
    package = context.settings.target.package_name
    verification = VerificationView(
        mapping=imports.typing("Mapping"),
        key_attribute=attribute,
        missing_package=string(
            f"Verifying a webhook needs the package standardwebhooks: install `{package}[webhooks]`"
        ),
        missing_key=string(f"Verifying a webhook needs its key: pass `key`, or set `{attribute}` on the client"),
        error_class=imports.internal(("_exceptions",), context.client.error),
    )
    return replace(view, verification=verification)


def _name(context: Context, method: WebhookUnwrap) -> Code:
    return identifier(method_name(method.key, context.casings))
