"""One walk through a document: what it says to readers becomes tokens, what nobody reads is left out.

In: trees. Out: copies of them, the texts with their tokens, and the targets of all references that are left.
"""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct, field

from sdkwright.load.document import JsonObject, JsonValue
from sdkwright.prose import unread
from sdkwright.prose.comparing import TELLING
from sdkwright.prose.tokens import token

_WORDS: Final = frozenset({"description", "summary"})
_NAMES: Final = frozenset(
    {
        *("patternProperties", "schemas", "$defs", "definitions", "dependentSchemas"),
        *("requestBodies", "pathItems", "securitySchemes", "encoding", "variables", "additionalOperations"),
    }
)
"""Members whose own members are named by the author; those with rules of their own are not among them."""
_WITHOUT: Final = frozenset(
    {
        *("discriminator", "links", "headers", "callbacks"),
        *("enum", "const", "default", "example", "examples", "required", "dependentRequired"),
    }
)
"""Members in which nothing is prose."""
_SAYS_SOMETHING: Final = re.compile(r"[A-Za-z0-9]")
"""What has none of these may be laid out to nothing, and whether there is a docstring at all is not prose."""
_SCHEMA: Final = re.compile(r"#/components/schemas/([^/]*)")
_NOTHING: Final = frozenset[str]()


class Taking(Struct, kw_only=True):
    """The walk. What has one of the `kept` keys is not left out.

    `texts` are what tokens stand for, by their numbers. `targets` are what references mean, and at first what else is
    asked for; a schema that nothing leads to is empty. `objects` are copies that may be schemas of which values can be
    told. Other files are to be walked through before the document.
    """

    kept: frozenset[str] = _NOTHING
    targets: dict[str, None]
    texts: list[str] = field(default_factory=list[str])
    objects: list[dict[str, JsonValue]] = field(default_factory=list[dict[str, JsonValue]])

    def document(self, tree: JsonObject) -> JsonObject:
        """The root document (OpenAPI 3.1 §4.8.1)."""
        found: dict[str, JsonValue] = {}
        for key, value in tree.items():
            match key, value:
                case "paths" | "webhooks", dict():
                    found[key] = {name: self.object(item, unread.PATH_ITEM) for name, item in value.items()}
                case "components", dict():
                    found[key] = self._components(value)
                case "info", dict():
                    found[key] = self._info(value)
                case "servers", list():  # environments and options of a config are described as these are
                    found[key] = value
                case "security", list():
                    found[key] = [_without_scopes(each) for each in value]
                case "externalDocs", _:
                    found[key] = value
                case _ if not self._is_left_out(key, value, _NOTHING):
                    found[key] = self._member(key, value)
                case _:
                    pass
        components = found.get("components")
        if isinstance(components, dict) and isinstance(schemas := components.get("schemas"), dict):
            found["components"] = {**components, "schemas": self._schemas(schemas)}
        return found

    def file(self, value: JsonValue) -> JsonValue:
        """Another file that references lead to: a schema, a whole document or a collection of parts."""
        return self.object(value)

    def object(self, value: JsonValue, without: frozenset[str] = unread.ANYWHERE) -> JsonValue:
        """A value whose members have the names of the specification, less those `without` a reader."""
        if isinstance(value, list):
            return [self.object(item, without) for item in value]
        if not isinstance(value, dict):
            return value
        if "$ref" in value:  # whether anything stands beside a reference decides what it is
            return self._noted({key: self._member(key, item) for key, item in value.items()})
        if "responses" in value:
            without = unread.OPERATION
        found: dict[str, JsonValue] = {}
        for key, item in value.items():
            if (key in without or key.startswith("x-")) and self._is_left_out(key, item, without):
                continue
            found[key] = self._member(key, item)
        return self._noted(found or dict(value))  # whether there is anything at all is read

    def _noted(self, copy: dict[str, JsonValue]) -> dict[str, JsonValue]:
        if not TELLING.isdisjoint(copy):
            self.objects.append(copy)
        return copy

    def _member(self, key: str, value: JsonValue) -> JsonValue:
        if isinstance(value, str):
            if key in _WORDS:
                return self._taken(value)
            if key == "$ref":
                self.targets[value] = None
            return value
        if key in _WITHOUT or (key in unread.EXTENSIONS and key != "x-stainless-override-schema"):
            return value
        if isinstance(value, dict):
            match key:
                case "properties":
                    return {name: self.object(item, unread.PROPERTY) for name, item in value.items()}
                case "content":
                    return {name: self.object(item, unread.MEDIA_TYPE) for name, item in value.items()}
                case "parameters":
                    return {name: self._parameter(item) for name, item in value.items()}
                case "responses":
                    return self._responses(value)
                case "scopes":
                    return dict.fromkeys(value, "")
                case _ if key in _NAMES:
                    return {name: self.object(item) for name, item in value.items()}
                case _:
                    return self.object(value)
        if isinstance(value, list):
            match key:
                case "parameters":
                    return [self._parameter(item) for item in value]
                case "security":
                    return [_without_scopes(each) for each in value]
                case _:
                    return [self.object(item) for item in value]
        return value

    def _taken(self, text: str) -> str:
        if not _SAYS_SOMETHING.search(text):
            return text
        self.texts.append(text)
        return token(len(self.texts) - 1)

    def _components(self, components: JsonObject) -> dict[str, JsonValue]:
        """All components but for the schemas, which wait until it is known what leads to them."""
        found: dict[str, JsonValue] = {}
        for key, section in components.items():
            if self._is_left_out(key, section, unread.COMPONENTS):
                continue
            match key, section:
                case "schemas", dict():
                    found[key] = section
                case "responses", dict():
                    found[key] = {name: self.object(item, unread.RESPONSE) for name, item in section.items()}
                case "securitySchemes", dict():
                    found[key] = {name: self._scheme(item) for name, item in section.items()}
                case _:
                    found[key] = self._member(key, section)
        return found

    def _scheme(self, scheme: JsonValue) -> JsonValue:
        """A security scheme, as whose description an option of a config is described."""
        if not isinstance(scheme, dict) or "description" not in scheme:
            return self.object(scheme)
        left = self.object({key: item for key, item in scheme.items() if key != "description"})
        return {**left, "description": scheme["description"]} if isinstance(left, dict) else left

    def _schemas(self, schemas: JsonObject) -> JsonObject:
        """The schemas that something leads to; of all others, the name alone is read."""
        walked: dict[str, JsonValue] = {}
        followed = 0
        while followed < len(self.targets):
            found = list(self.targets)[followed:]
            followed += len(found)
            for schema in filter(None, map(_SCHEMA.match, found)):
                name = schema[1].replace("~1", "/").replace("~0", "~")
                if name in schemas and name not in walked:
                    walked[name] = self.object(schemas[name])
        return {name: walked.get(name, {}) if isinstance(schema, dict) else schema for name, schema in schemas.items()}

    def _responses(self, responses: JsonObject) -> JsonObject:
        has_success = any(map(unread.is_success, responses))
        found: dict[str, JsonValue] = {}
        for status, response in responses.items():
            is_unread = isinstance(response, dict) and unread.is_unread_answer(status, has_success=has_success)
            found[status] = {} if is_unread and status not in self.kept else self.object(response, unread.RESPONSE)
        return found

    def _parameter(self, value: JsonValue) -> JsonValue:
        schema = value.get("schema") if isinstance(value, dict) else None
        if not isinstance(value, dict) or not isinstance(schema, dict):
            return self.object(value, unread.PARAMETER)
        found = self.object({**value, "schema": None}, unread.PARAMETER)
        return {**found, "schema": self.object(schema, unread.PROPERTY)} if isinstance(found, dict) else found

    def _info(self, info: JsonObject) -> JsonObject:
        """What the document is called, and whom to ask."""
        found: dict[str, JsonValue] = {}
        for key, value in info.items():
            is_said = key in unread.SAID and isinstance(value, str) and key not in self.kept
            if is_said or self._is_left_out(key, value, unread.INFO):
                continue
            found[key] = self.object(value, unread.CONTACT) if key == "contact" else value
        return found

    def _is_left_out(self, key: str, value: JsonValue, without: frozenset[str]) -> bool:
        """Whether nobody reads a member; where it refers to something, models are placed by that."""
        if key in self.kept or key in unread.EXTENSIONS:
            return False
        if key in without and key not in unread.ANYWHERE:
            return True
        return (key.startswith("x-") or key in without) and not _refers(value)


def _refers(value: JsonValue) -> bool:
    """Whether there is a reference anywhere in a value."""
    waiting = [value]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            if "$ref" in node:
                return True
            waiting += [item for item in node.values() if not isinstance(item, str)]
        elif isinstance(node, list):
            waiting += [item for item in node if not isinstance(item, str)]
    return False


def _without_scopes(requirement: JsonValue) -> JsonValue:
    """A security requirement (OpenAPI 3.1 §4.8.30), of which only the names of its schemes are read."""
    return {name: [] for name in requirement} if isinstance(requirement, dict) else requirement
