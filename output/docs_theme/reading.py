"""How the reference site reads the package: what griffe is told about its source.

In: classes, functions and docstrings as griffe found them. Out: the same, with cached properties as the attributes
that they are to callers, with words for classes that say nothing of themselves, and without markup that would run,
load or lead astray: descriptions come from the API's document, whoever wrote that.
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

_ITEM = re.compile(r"\s*(?:[-*+]|1[.)])\s+\S")
_MARKUP = re.compile(r"\s|[-*+>|#:`~]|\d+[.)]")
_FENCE = re.compile(r"\s*(?:```|~~~)")
_WRAPPERS = {
    "WithRawResponse": "The methods of `{}`, each giving the raw response: status, headers, and the body to parse.",
    "WithStreamingResponse": "The methods of `{}`, each for a `with` block in which the body is read as it arrives.",
}


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


def laid_out(text: str) -> str:
    """A description whose first paragraph is one line, as tables show it, and whose lists follow a blank one.

    Descriptions are CommonMark, where a list needs none; the site's Markdown does not see it otherwise.
    """
    first, blank, rest = text.partition("\n\n")
    lines = first.split("\n")
    if not any(_MARKUP.match(line) or line.endswith(":") for line in lines):
        first = " ".join(lines)
    spaced: list[str] = []
    in_code = False
    for line in (first + blank + rest).split("\n"):
        before = spaced[-1] if spaced else ""
        if not in_code and _ITEM.match(line) and before.strip() and not _continues_list(before, line):
            spaced.append("")
        in_code ^= _FENCE.match(line) is not None
        spaced.append(line)
    return "\n".join(spaced)


def _continues_list(before: str, item: str) -> bool:
    return _ITEM.match(before) is not None or _indent(before) > _indent(item)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


class Reading(griffe.Extension):
    """Runs once for each object of the package."""

    def on_instance(self, *, obj: griffe.Object, **kwargs: Any) -> None:
        if obj.docstring is not None:
            obj.docstring.value = laid_out(harmless(obj.docstring.value))

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

    def on_module_members(self, *, node: Any, mod: griffe.Module, **kwargs: Any) -> None:
        for cls in mod.classes.values():
            for ending, words in _WRAPPERS.items():
                wrapped = mod.members.get(cls.name.removesuffix(ending))
                if cls.name.endswith(ending) and isinstance(wrapped, griffe.Class):
                    _describe_wrapper(cls, wrapped, words.format(wrapped.name))

    def on_class_members(self, *, node: Any, cls: griffe.Class, **kwargs: Any) -> None:
        maker = cls.members.get("__init__")
        if cls.docstring is None and maker is not None and maker.docstring is not None:
            cls.docstring, maker.docstring = griffe.Docstring(maker.docstring.value, parent=cls), None
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


def _describe_wrapper(cls: griffe.Class, wrapped: griffe.Class, words: str) -> None:
    """Say what a wrapper is of, and what each of its methods does."""
    if cls.docstring is None:
        cls.docstring = griffe.Docstring(words, parent=cls)
    for name, member in cls.attributes.items():
        method = wrapped.members.get(name)
        if member.docstring is None and method is not None and method.docstring is not None:
            summary = method.docstring.value.partition("\n\n")[0]
            member.docstring = griffe.Docstring(summary, parent=member)
