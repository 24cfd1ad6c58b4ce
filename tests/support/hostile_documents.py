"""Random OpenAPI documents, put together from hostile text: every name and every free text is one."""

from __future__ import annotations

from typing import Any

from hostile import json_values, texts
from hypothesis import strategies as st

Tree = dict[str, Any]
Draw = st.DrawFn

TEXT = texts()
SHORT = texts(pieces=2)
VALUE = json_values(SHORT)
METHODS = ("get", "post", "put", "patch", "delete", "head", "options", "trace")
MEDIA = (
    "application/json",
    "application/json; charset=utf-8",
    "application/problem+json",
    "application/xml",
    "text/plain",
    "text/event-stream",
    "application/x-ndjson",
    "application/octet-stream",
    "multipart/form-data",
    "application/x-www-form-urlencoded",
    "image/*",
    "*/*",
)
STATUSES = ("200", "201", "204", "2XX", "default", "301", "400", "404", "418", "5XX", "999")
STYLES = ("form", "simple", "label", "matrix", "deepObject", "spaceDelimited", "pipeDelimited", "pwned")
FORMATS = ("date", "date-time", "uuid", "binary", "byte", "int64", "uri", "email", "decimal", "regex", "pwned")
PATTERNS = ("^[a-z]+$", "(", "^(a+)+$", "[", "(?<x>a)\\k<x>", "\\p{L}", "a{99999}", "(?i)x", "^((a{50}){50}){50}$")


@st.composite
def documents(draw: Draw) -> Tree:
    """A whole document: mostly one that says its version, its title and its paths."""
    made = _Document(draw)
    tree: Tree = {"openapi": draw(st.sampled_from(["3.0.3", "3.1.0", "3.2.0"]))}
    tree["info"] = {"title": draw(TEXT), "version": draw(SHORT), **made.extras("description", "summary")}
    tree["info"] |= made.maybe("contact", lambda: {"name": draw(SHORT), "url": draw(SHORT), "email": draw(SHORT)})
    tree["info"] |= made.maybe("license", lambda: {"name": draw(SHORT), "url": draw(SHORT)})
    tree |= made.maybe("servers", lambda: made.several(made.server, 2))
    tree |= made.maybe("tags", lambda: [{"name": tag, "description": draw(SHORT)} for tag in made.tags])
    tree |= made.maybe("externalDocs", lambda: {"url": draw(SHORT), "description": draw(SHORT)})
    tree |= made.maybe("webhooks", lambda: {draw(SHORT): {"post": made.operation([])}})
    tree["paths"] = dict(made.path_item() for _ in range(draw(st.integers(1, 3))))
    tree["components"] = made.components()
    tree |= made.maybe("security", made.security)
    return tree | made.extension()


class _Document:
    """Draws the parts of one document, which refer to each other by the names that are drawn here."""

    def __init__(self, draw: Draw) -> None:
        self.draw = draw
        self.schemas: list[str] = draw(st.lists(SHORT, min_size=1, max_size=4, unique=True))
        self.schemes: list[str] = draw(st.lists(SHORT, max_size=2, unique=True))
        self.tags: list[str] = draw(st.lists(SHORT, min_size=1, max_size=2))

    def choose(self, *choices: Any) -> Any:
        return self.draw(st.sampled_from(choices))

    def several(self, make: Any, most: int, least: int = 1) -> list[Any]:
        return [make() for _ in range(self.draw(st.integers(least, most)))]

    def maybe(self, key: str, make: Any) -> Tree:
        return {key: make()} if self.draw(st.booleans()) else {}

    def extras(self, *keys: str) -> Tree:
        return {key: self.draw(TEXT) for key in keys if self.draw(st.booleans())}

    def extension(self) -> Tree:
        key = self.choose("x-pwned", "x-stainless-naming", "x-stainless-model", "x-enum-varnames", "x-enumNames")
        return self.maybe(key, lambda: self.draw(VALUE))

    def server(self) -> Tree:
        url = self.draw(st.one_of(SHORT, SHORT.map(lambda text: f"https://{text}.test/{{v}}")))
        variables = {self.draw(SHORT): {"default": self.draw(SHORT), "enum": [self.draw(SHORT)]}}
        return {"url": url, **self.extras("description")} | self.maybe("variables", lambda: variables)

    def reference(self) -> Tree:
        name = self.draw(st.sampled_from(self.schemas))
        target = name.replace("~", "~0").replace("/", "~1")
        return {"$ref": self.choose(f"#/components/schemas/{target}", f"#/components/schemas/{name}", name)}

    def schema(self, depth: int = 0) -> Tree:
        if self.draw(st.integers(0, 3)) == 0:
            return self.reference()
        kind = self.choose(*("object", "object", "array", "enum", "string", "number", "union", "all", "map", "odd"))
        inner = (lambda: self.schema(depth + 1)) if depth < 3 else self.reference
        common = self.extras("description", "title") | self.extension()
        common |= self.maybe("default", lambda: self.draw(VALUE)) | self.maybe("example", lambda: self.draw(VALUE))
        common |= self.maybe("deprecated", lambda: True) | self.maybe("nullable", lambda: True)
        match kind:
            case "object":
                names = self.draw(st.lists(SHORT, max_size=4))
                properties = {name: inner() for name in names}
                found: Tree = {"type": "object", "properties": properties}
                found |= self.maybe("required", lambda: [*names[:2], self.draw(SHORT)])
                found |= self.maybe("additionalProperties", inner) | self.maybe("discriminator", self.discriminator)
            case "array":
                found = {"type": "array", "items": inner()}
            case "enum":
                values = self.draw(st.lists(st.one_of(SHORT, SHORT, VALUE), max_size=5))
                found = {"enum": values} | self.maybe("type", lambda: self.choose("string", "integer", "boolean"))
            case "string":
                found = {"type": "string"} | self.maybe("format", lambda: self.choose(*FORMATS, self.draw(SHORT)))
                found |= self.maybe("pattern", lambda: self.choose(*PATTERNS, self.draw(SHORT)))
                found |= self.maybe("const", lambda: self.draw(SHORT))
            case "number":
                found = {"type": self.choose("integer", "number", "boolean", "null", ["integer", "null"])}
                found |= self.maybe("minimum", lambda: self.choose(0, 2**70, 1e300, -1, self.draw(VALUE)))
                found |= self.maybe("multipleOf", lambda: self.choose(0, 1, 0.1, -3, self.draw(VALUE)))
            case "union":
                found = {self.choose("oneOf", "anyOf"): self.several(inner, 3)}
                found |= self.maybe("discriminator", self.discriminator)
            case "all":
                found = {"allOf": self.several(inner, 3)}
            case "map":
                found = {"type": "object", "additionalProperties": inner()}
                found |= self.maybe("patternProperties", lambda: {self.draw(SHORT): inner()})
            case _:
                found = self.choose({}, {"type": self.draw(SHORT)}, {"not": {}}, {"prefixItems": [inner()]})
        return common | found

    def discriminator(self) -> Tree:
        mapping = {self.draw(SHORT): self.choose(self.reference()["$ref"], self.draw(SHORT))}
        return {"propertyName": self.draw(SHORT)} | self.maybe("mapping", lambda: mapping)

    def parameter(self, name: str, place: str) -> Tree:
        found: Tree = {"name": name, "in": place, "required": place == "path", **self.extras("description")}
        found |= self.maybe("style", lambda: self.choose(*STYLES)) | self.maybe(
            "explode", lambda: self.choose(True, False)
        )
        found |= self.maybe("deprecated", lambda: True) | self.maybe("example", lambda: self.draw(VALUE))
        found |= self.extension()
        return found | (self.content(1) if self.draw(st.integers(0, 5)) == 0 else {"schema": self.schema(2)})

    def content(self, most: int = 2) -> Tree:
        kinds = self.several(lambda: self.choose(*MEDIA, self.draw(SHORT)), most)
        made = {kind: {"schema": self.schema(1)} for kind in kinds}
        for kind in kinds:
            made[kind] |= self.maybe("example", lambda: self.draw(VALUE))
            made[kind] |= self.maybe("examples", lambda: {self.draw(SHORT): {"value": self.draw(VALUE)}})
            made[kind] |= self.maybe("encoding", lambda: {self.draw(SHORT): {"contentType": self.draw(SHORT)}})
        return {"content": made}

    def response(self) -> Tree:
        headers = {self.draw(SHORT): {"schema": self.schema(2), **self.extras("description")}}
        return {"description": self.draw(SHORT), **self.content()} | self.maybe("headers", lambda: headers)

    def operation(self, in_path: list[str]) -> Tree:
        places = ("query", "query", "header", "cookie", "path", self.draw(SHORT))
        parameters = [self.parameter(name, "path") for name in in_path if self.draw(st.integers(0, 5))]
        parameters += self.several(lambda: self.parameter(self.draw(SHORT), self.choose(*places)), 3, 0)
        found: Tree = {"parameters": parameters, **self.extras("summary", "description"), **self.extension()}
        found |= self.maybe("operationId", lambda: self.draw(SHORT)) | self.maybe("tags", lambda: self.tags)
        found |= self.maybe("requestBody", lambda: {**self.content(), **self.extras("description"), "required": True})
        found["responses"] = {self.choose(*STATUSES, self.draw(SHORT)): self.response() for _ in range(2)}
        found |= self.maybe("deprecated", lambda: True) | self.maybe("security", self.security)
        found |= self.maybe("servers", lambda: [self.server()])
        return found

    def path_item(self) -> tuple[str, Tree]:
        segments = self.several(lambda: self.choose(self.draw(SHORT), f"{{{self.draw(SHORT)}}}", "pets"), 4)
        in_path = [segment[1:-1] for segment in segments if segment.startswith("{") and segment.endswith("}")]
        verbs = dict.fromkeys(self.several(lambda: self.choose(*METHODS), 3))
        item = {verb: self.operation(in_path) for verb in verbs}
        return "/" + "/".join(segments), item | self.extras("summary") | self.extension()

    def security(self) -> list[Tree]:
        return [{name: []} for name in self.schemes] or [{self.draw(SHORT): [self.draw(SHORT)]}]

    def scheme(self) -> Tree:
        flow = {"tokenUrl": self.draw(SHORT), "authorizationUrl": self.draw(SHORT), "scopes": {self.draw(SHORT): "x"}}
        return self.choose(
            {"type": "http", "scheme": "bearer", "bearerFormat": self.draw(SHORT)},
            {"type": "http", "scheme": "basic"},
            {"type": "http", "scheme": self.draw(SHORT)},
            {"type": "apiKey", "in": self.choose("header", "query", "cookie"), "name": self.draw(SHORT)},
            {"type": "oauth2", "flows": {"clientCredentials": flow}},
            {"type": "openIdConnect", "openIdConnectUrl": self.draw(SHORT)},
            {"type": self.draw(SHORT)},
        ) | self.extras("description")

    def components(self) -> Tree:
        found: Tree = {"schemas": {name: self.schema() for name in self.schemas}}
        found["securitySchemes"] = {name: self.scheme() for name in self.schemes}
        found |= self.maybe("parameters", lambda: {self.draw(SHORT): self.parameter(self.draw(SHORT), "query")})
        found |= self.maybe("responses", lambda: {self.draw(SHORT): self.response()})
        return found
