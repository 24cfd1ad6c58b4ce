"""What the API is called, from the document's title.

In: the document. Out: `Organization`, and the Python target named after it.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from sdkwright.config.infer.operations import items, mapping
from sdkwright.config.infer.safe_names import class_word, package
from sdkwright.config.infer.words import ascii_text, word_set
from sdkwright.config.sections.target import UV_EDITION, import_name
from sdkwright.config.settings import Organization, PythonTarget
from sdkwright.load.document import Document, JsonValue

_NOISE = word_set(
    """
    api apis rest restful openapi swagger oas specification specifications spec specs documentation docs doc
    reference definition schema the a an public version http json
    """
)
_VERSION = re.compile(r"v\d+(?:\.\d+)*(?:[-.]?(?:alpha|beta|rc)\d*)?|\d+(?:\.\d+)+|20\d\d", re.I)
_DOMAIN = re.compile(
    r"(?:[\w-]+\.)*([\w-]+)\.(?:com|org|net|io|ai|dev|app|co|cloud|eu|de|fr|uk|gov|edu|info|me|local)\b", re.I
)
_BREAKS = re.compile(r"\s[-–—|]\s|[:|(\[{,;/–—]")
_FILLERS = word_set("and with for of by to in on from at as via using or plus")
_MOST_WORDS = 5
_LONGEST_WORD = 14
_CUT = 30
"""Letters of a word that are kept: the name becomes that of a folder."""
_ADDRESS = re.compile(r"[^@\s<>\"'`\\]+@[^@\s<>\"'`\\]+\.[A-Za-z0-9-]+", re.ASCII)
NAMELESS = "Service"


def infer_organization(document: Document) -> Organization:
    """The organization; its name is the title without `API`, versions and the like, or the server's domain."""
    info = mapping(document.tree.get("info"))
    name = name_from_title(_text(info.get("title"))) or _name_from_servers(document) or NAMELESS
    docs = _text(mapping(document.tree.get("externalDocs")).get("url"))
    contact = _text(mapping(info.get("contact")).get("email"))
    return Organization(
        name=class_word(name),
        docs=docs if docs.startswith("http") else "",
        contact=contact if _ADDRESS.fullmatch(contact) else "",
    )


def infer_target(document: Document, organization: Organization) -> PythonTarget:
    """A Python package with today's layout, published nowhere yet."""
    words = re.split(r"[^A-Za-z0-9]+", ascii_text(organization.name))
    # Package indexes know `SpaceTraders` as `spacetraders`; only long names need the underscores to be read.
    name = package(import_name(" ".join(word.lower() if len(word) <= _LONGEST_WORD else word for word in words)))
    return PythonTarget(
        package_name=name,
        project_name=name,
        edition=UV_EDITION,
        use_uv=True,
        options={"parameter_styles": "document", "answers": "document"},
        location=document.locate("#/info"),
    )


def name_from_title(title: str) -> str:
    """The part of a title that names something; empty where there is none.

    >>> name_from_title("Swagger Petstore - OpenAPI 3.0")
    'Petstore'
    """
    title = _DOMAIN.sub(r"\1", re.sub(r"(?<=\b[A-Z])\.(?=[A-Z\s])", "", ascii_text(title)))
    parts = [_words(part) for part in _BREAKS.split(title)]
    words = next((found for found in parts if found), list[str]())[:_MOST_WORDS]
    while len(words) > 1 and words[-1].lower() in _FILLERS:
        words = words[:-1]
    name = " ".join(words)
    return f"Sdk {name}" if name[:1].isdigit() else name


def _words(part: str) -> list[str]:
    found = [_without_noise(word) for word in re.split(r"[^A-Za-z0-9_-]+", _without_versions(part))]
    kept = [word for word in found if any(char.isalnum() for char in word)]
    return [word[:_CUT] for word in kept] if any(char.isalpha() for word in kept for char in word) else []


def _without_noise(word: str) -> str:
    parts = [part for part in re.split(r"([-_])", word) if re.sub(r"(?<=[a-z])v\d+$", "", part.lower()) not in _NOISE]
    return "".join(parts).strip("_-")


def _without_versions(part: str) -> str:
    return " ".join(word for word in part.split() if not _VERSION.fullmatch(word.strip("()[],")))


def _name_from_servers(document: Document) -> str:
    for server in items(document.tree.get("servers")):
        host = _host(_text(mapping(server).get("url")))
        labels = [
            label for label in host.split(".") if label not in {"www", "api", "com", "org", "net", "io", "localhost"}
        ]
        if labels and len(host.split(".")) > 1 and re.fullmatch(r"[a-z][a-z0-9-]*", labels[-1]):
            return labels[-1][:_CUT]
    return ""


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def _text(value: JsonValue) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""
