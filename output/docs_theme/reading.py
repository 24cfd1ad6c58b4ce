"""How the reference site reads the package: what griffe is told about its source.

In: classes, functions and docstrings as griffe found them. Out: the same, with cached properties as the attributes
that they are to callers, and without markup that would run, load or lead astray: descriptions come from the API's
document, whoever wrote that.
"""

from __future__ import annotations

import re
from typing import Any
from collections import Counter

import griffe

# Put into a piece of markup, this character takes its meaning and leaves its looks, wherever the piece stands.
_JOINER = "\u2060"

_PLAIN = (
    "b blockquote code em h1 h2 h3 h4 h5 h6 i kbd li ol p pre s small strong sub sup table tbody td th thead tr u ul"
)
_TAG = re.compile(rf'<(?:br\s*/?|hr\s*/?|(/?)({_PLAIN.replace(" ", "|")}|a)|(a) href="https?://[^"<>\s]*")>')
_LINK = re.compile(r"\](?=\s*\[)|\](?=\()(?!\((?:https?://|mailto:|#))|\](?=:)(?!:\s*https?://)")
_BRACKET = re.compile(r"<(?=[A-Za-z/!?])")
_DIRECTIVE = re.compile(r":(?=::)|\{(?=\s*:)")


def harmless(text: str) -> str:
    """A description in which only plain tags, and links to other sites, are what they look like."""
    text = text.replace("![", "[")
    text = _LINK.sub("]" + _JOINER, text)
    text = _DIRECTIVE.sub(lambda found: found.group() + _JOINER, text)
    return "".join(_tags(text))


def _tags(text: str) -> list[str]:
    """The text in pieces: tags that are plain and are closed again stay, of all others only the looks."""
    count: Counter[str] = Counter()
    for tag in _TAG.finditer(text):
        name = tag[2] or tag[3]
        if name:
            count[name] += -1 if tag[1] else 1
    pieces: list[str] = []
    end = 0
    for tag in _TAG.finditer(text):
        pieces.append(_BRACKET.sub("<" + _JOINER, text[end : tag.start()]))
        open_ended = count[tag[2] or tag[3] or ""] != 0
        pieces.append(_BRACKET.sub("<" + _JOINER, tag.group()) if open_ended else tag.group())
        end = tag.end()
    return [*pieces, _BRACKET.sub("<" + _JOINER, text[end:])]


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
