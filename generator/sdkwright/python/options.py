"""The options of the Python style: declared in `style.toml`, chosen in the config or on the command line.

In: option names and values as text. Out: `Options`, typed.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from msgspec import Struct


class Sentinel(Enum):
    """How an omitted argument is spelled: `x: T | Omit = omit` or `x: T | NotGiven = NOT_GIVEN`."""

    OMIT = "omit"
    NOT_GIVEN = "not_given"


class HttpLibrary(Enum):
    """Which library the SDK speaks HTTP through; `httpx2` is the maintained successor of `httpx`."""

    HTTPX = "httpx"
    HTTPX2 = "httpx2"


class StringSequences(Enum):
    """How a list of strings is annotated in parameters: `SequenceNotStr[str]`, or `List[str]` as until mid-2025."""

    SEQUENCE = "sequence"
    LIST = "list"


class ClientResources(Enum):
    """How a client has its resources: as cached properties, or as attributes that its constructor sets."""

    PROPERTIES = "properties"
    ATTRIBUTES = "attributes"


class Docs(Enum):
    """Whether an SDK has the sources of its reference site, `mkdocs.yml` and `docs/`."""

    MKDOCS = "mkdocs"
    NONE = "none"


class ExtraKeys(Enum):
    """How a TypedDict takes keys of any name: `extra_items` (PEP 728), or a union with a plain dict as until 2025."""

    EXTRA_ITEMS = "extra_items"
    UNION = "union"


class ParameterStyles(Enum):
    """Whose word counts for how lists and objects are written in queries and forms.

    Published SDKs follow their config's `query_settings` alone, and write `name[]` in multipart bodies; without a
    config the document's `style`, `explode` and `encoding` are all there is (OpenAPI 3.1 §4.8.12.3, §4.8.15).
    """

    CONFIG = "config"
    DOCUMENT = "document"


class Answers(Enum):
    """How answers are read where published SDKs do not do as the document says.

    In those, a 204 of an operation that answers with JSON as well is an empty string that no annotation tells of, and
    a string that came as JSON has its quotes. By the document, they are `None` and the string itself.
    """

    PUBLISHED = "published"
    DOCUMENT = "document"


class Options(Struct, frozen=True, kw_only=True):
    """Everything about the Python output that is a matter of taste or of an SDK's age.

    `resource_suffix` is appended to resource classes (`Accounts` + `Resource`); older SDKs have none.
    `formats_with_black` says what the SDK's own scripts format it with, which is what the generator formats it with.
    """

    sentinel: Sentinel = Sentinel.OMIT
    http_library: HttpLibrary = HttpLibrary.HTTPX
    resource_suffix: str = "Resource"
    string_sequences: StringSequences = StringSequences.SEQUENCE
    client_resources: ClientResources = ClientResources.PROPERTIES
    extra_keys: ExtraKeys = ExtraKeys.EXTRA_ITEMS
    parameter_styles: ParameterStyles = ParameterStyles.CONFIG
    answers: Answers = Answers.PUBLISHED
    docs: Docs = Docs.MKDOCS
    formats_with_black: bool = False


def options_from(values: Mapping[str, object]) -> Options:
    """Typed options from checked values (`render/styles.py` checked them against `style.toml`).

    >>> options_from({"sentinel": "not_given"}).sentinel
    <Sentinel.NOT_GIVEN: 'not_given'>
    """
    return Options(
        sentinel=Sentinel(values.get("sentinel", "omit")),
        http_library=HttpLibrary(values.get("http_library", "httpx")),
        resource_suffix=str(values.get("resource_suffix", "Resource")),
        string_sequences=StringSequences(values.get("string_sequences", "sequence")),
        client_resources=ClientResources(values.get("client_resources", "properties")),
        extra_keys=ExtraKeys(values.get("extra_keys", "extra_items")),
        parameter_styles=ParameterStyles(values.get("parameter_styles", "config")),
        answers=Answers(values.get("answers", "published")),
        docs=Docs(values.get("docs", "mkdocs")),
    )
