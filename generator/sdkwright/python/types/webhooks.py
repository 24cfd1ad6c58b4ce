"""The union of the events that a webhook method gives.

In: a webhook method. Out: its module, `types/<method>_webhook_event.py`.
"""

from __future__ import annotations

from sdkwright.model.operation import WebhookUnwrap
from sdkwright.model.schema import Discriminator, Union
from sdkwright.python.imports import ModulePath
from sdkwright.python.naming import class_stem, field_name, module_stem
from sdkwright.python.types.builder import Context, ModuleBuilder, Slot
from sdkwright.python.types.expressions import Discriminated, Expression, union
from sdkwright.python.types.models import NamedModel
from sdkwright.python.types.modules import AliasDeclaration, ModuleKind, TypeModule
from sdkwright.python.types.table import Direction
from sdkwright.python.types.variants import variant_words


def webhook_module(
    context: Context, method: WebhookUnwrap, package: ModulePath
) -> tuple[TypeModule, tuple[NamedModel, ...]]:
    """The module of a webhook method's events, and the models that it uses."""
    words = context.casings.words(method.key)
    module: ModulePath = (*package, f"{module_stem(context.casings.snake_words(words))}_webhook_event")
    root = f"{class_stem(context.casings.pascal_words(words))}WebhookEvent"
    builder = ModuleBuilder(context=context, module=module, root=root, direction=Direction.RESPONSE)
    builder.reserve(root)
    discriminator = Discriminator(property_name=method.discriminator) if method.discriminator else None
    names = variant_words(context.api, Union(variants=method.events, discriminator=discriminator), context.casings)
    parts: list[Expression] = [
        builder.express(event, Slot(prefix="", words=name)) for event, name in zip(method.events, names, strict=True)
    ]
    whole = union(parts)
    if method.discriminator:
        whole = Discriminated(inner=whole, discriminator=field_name(method.discriminator, context.casings))
    alias = AliasDeclaration(name=root, type=whole, doc=method.doc)
    return (
        TypeModule(
            module=module,
            name=root,
            kind=ModuleKind.RESPONSE,
            direction=Direction.RESPONSE,
            declarations=(*builder.declarations, alias),
            exports=tuple(builder.exports),
        ),
        tuple(builder.used),
    )
