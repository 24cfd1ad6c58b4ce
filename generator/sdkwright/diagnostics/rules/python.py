"""Rules of the Python output.

In: nothing. Out: one `Rule` for each kind of finding of `python/`.
"""

from __future__ import annotations

from sdkwright.diagnostics import Rule, Severity

NAME_COLLISION = Rule(
    code="Name/Collision",
    severity=Severity.NOTE,
    summary="Two things that are seen together would have the same Python name.",
    cause="Properties or parameters of one call or object differ only in what Python names cannot show (`userId` and "
    "`user_id`), so that the later ones were numbered.",
    cure="Give one of them a name with `x-stainless-naming: {python: {property_name: ...}}`.",
)
MODULE_COLLISION = Rule(
    code="Name/ModuleCollision",
    severity=Severity.WARNING,
    summary="Two models or methods would be written to the same file.",
    cause="Resources side by side have models of the same name, or a model is named like a package of types; the later "
    "one got a longer name.",
    cure="Rename one of the models in the config, or move a model that both resources use to `$shared`.",
)
TOO_LARGE = Rule(
    code="Schema/TooLarge",
    severity=Severity.WARNING,
    summary="A schema is too deep or too wide to be written out; a part of it became `object`.",
    cause="Schemas that no model of the config names are written out wherever they are used. Many of them, each used "
    "several times by the next, multiply.",
    cure="Name the schema that the finding points at, or those that use it, as models in the config.",
)
