"""How the reference site reads the package: what griffe is told about its source.

In: classes, functions and docstrings as griffe found them. Out: the same, with cached properties as the attributes
that they are to callers, and without markup that would run or load anything.
"""

from __future__ import annotations

import re
from typing import Any

import griffe

# Tags that descriptions of an API may use. Any other is shown as it is written.
_HARMLESS = "b blockquote br code dd details dl dt em h1 h2 h3 h4 h5 h6 hr i kbd li ol p pre s small strong sub summary sup table tbody td th thead tr u ul"
_TAG = re.compile(r"<(?!/?(?:" + "|".join(_HARMLESS.split()) + r")\s*/?>)(?=[A-Za-z/!?])", re.IGNORECASE)
_CODE = re.compile(r"(^ *(?:```|~~~).*?(?:^ *(?:```|~~~)|\Z)|(`+)(?!`).+?(?<!`)\2(?!`))", re.DOTALL | re.MULTILINE)
_SCHEME = re.compile(r"(\]\(\s*<?|\]:\s*<?|<)\s*(?:javascript|vbscript|data)\s*:", re.IGNORECASE)
_REFERENCE = re.compile(r"(\[[^\]\n]*\])(?=\[[^\]\n]*\])")
_RELATIVE = re.compile(r"(?<!\\)\]\((?!https?://|mailto:|#)")


def harmless(text: str) -> str:
    """Markdown without tags, links and references that do not belong in a description; code stays as it is."""
    parts = _CODE.split(text)
    # Every third part is text; the two after it are a piece of code and the fence of an inline one.
    return "".join(_harmless(part) if number % 3 == 0 else part for number, part in enumerate(parts) if number % 3 < 2)


def _harmless(text: str) -> str:
    text = _SCHEME.sub(r"\1#", text)
    text = _RELATIVE.sub(r"\\](", text)
    return _TAG.sub("&lt;", _REFERENCE.sub(r"\1\\", text))


class Reading(griffe.Extension):
    """Runs once for each object of the package."""

    def on_instance(self, *, obj: griffe.Object, **kwargs: Any) -> None:
        if obj.docstring is not None:
            obj.docstring.value = harmless(obj.docstring.value)

    def on_function_instance(self, *, node: Any, func: griffe.Function, **kwargs: Any) -> None:
        if any(str(decorator.value) == "cached_property" for decorator in func.decorators):
            func.labels.add("property")

    def on_attribute_instance(self, *, attr: griffe.Attribute, **kwargs: Any) -> None:
        # That a field of a model is one of each instance goes without saying.
        attr.labels.discard("module-attribute")
        if attr.annotation is not None:
            attr.labels -= {"class-attribute", "instance-attribute"}

    def on_package(self, *, pkg: griffe.Module, **kwargs: Any) -> None:
        # The runtime calls the clients by general names; readers know their own.
        for resource, general in (("SyncAPIResource", "Client"), ("AsyncAPIResource", "AsyncClient")):
            client = pkg["_client"][general].value
            pkg["_resource"][resource]["__init__"].parameters["client"].annotation = client

    def on_class_members(self, *, node: Any, cls: griffe.Class, **kwargs: Any) -> None:
        for name, member in list(cls.members.items()):
            if isinstance(member, griffe.Function) and "property" in member.labels:
                attribute = griffe.Attribute(
                    name,
                    lineno=member.lineno,
                    endlineno=member.endlineno,
                    annotation=member.returns,
                    docstring=member.docstring,
                )
                attribute.labels = {"property"}
                cls.set_member(name, attribute)
