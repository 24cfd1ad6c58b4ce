"""Rules about resources and methods.

In: nothing. Out: rules, in the order in which they are told within a severity.
"""

from __future__ import annotations

from sdkwright.diff.rules.model import Rule, Severity

RESOURCE_REMOVED = Rule(
    code="resource-removed",
    severity=Severity.CALLERS,
    says="The resource is gone, with its methods and types.",
    cure="Keep the resource in the config for a major version, with its methods marked `deprecated`.",
)
RESOURCE_RENAMED = Rule(
    code="resource-renamed",
    severity=Severity.CALLERS,
    says="The resource is reached under another name; its methods send what they sent.",
    cure="Keep the old name beside the new one: a resource may name the same endpoints with `deprecated: true`.",
)
RESOURCE_ADDED = Rule(
    code="resource-added",
    severity=Severity.ADDITIVE,
    says="There is a new resource.",
)
METHOD_REMOVED = Rule(
    code="method-removed",
    severity=Severity.CALLERS,
    says="The method is gone: calling it raises `AttributeError`.",
    cure="Mark the operation `deprecated` for a major version before you take it out.",
)
METHOD_RENAMED = Rule(
    code="method-renamed",
    severity=Severity.CALLERS,
    says="The method has another name; it sends what it sent.",
    cure="Name the old method too, with `deprecated: Use ... instead.`: both send the same request.",
)
METHOD_ADDED = Rule(
    code="method-added",
    severity=Severity.ADDITIVE,
    says="There is a new method.",
)
METHOD_KIND_CHANGED = Rule(
    code="method-kind-changed",
    severity=Severity.CALLERS,
    says="What was called is now read, awaited, or the other way round.",
)
DEPRECATED = Rule(
    code="deprecated",
    severity=Severity.ADDITIVE,
    says="Using it warns now: it is marked as deprecated.",
)
UNDEPRECATED = Rule(
    code="undeprecated",
    severity=Severity.ADDITIVE,
    says="It is no longer marked as deprecated.",
)
