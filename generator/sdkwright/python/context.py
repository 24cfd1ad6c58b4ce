"""What every view builder knows.

In: the model, the settings, the options and the types. Out: `Context`, handed on unchanged, with the names that
hold for the whole SDK.
"""

from __future__ import annotations

import re

from msgspec import Struct

from sdkwright.config.settings import Settings
from sdkwright.model.api import Api
from sdkwright.python.code import Code, identifier
from sdkwright.python.docstrings import Docstrings
from sdkwright.python.module_imports import ModuleImports
from sdkwright.python.naming import Casings, casings_from, class_name
from sdkwright.python.options import Options, Sentinel
from sdkwright.python.types.table import TypeTable

_VERSIONED = re.compile(r"[A-Z]{2,}[0-9]+")


class ClientNames(Struct, frozen=True, kw_only=True):
    """Names made of the organization's: client and error class, and the prefix of environment variables."""

    base: str
    error: str
    environment_prefix: str


class Context(Struct, frozen=True, kw_only=True):
    """The inputs of all view builders."""

    api: Api
    settings: Settings
    options: Options
    table: TypeTable
    casings: Casings
    client: ClientNames
    docstrings: Docstrings

    @property
    def package(self) -> Code:
        """The import name of the SDK."""
        return identifier(self.settings.target.package_name)


def make_context(api: Api, settings: Settings, options: Options, table: TypeTable) -> Context:
    """Bundle the inputs and name the client."""
    casings = casings_from(settings)
    name = settings.organization.name
    base = class_name(name, casings)
    prefix = _environment_prefix(settings.client_settings.default_env_prefix or casings.screaming(name), base, casings)
    return Context(
        api=api,
        settings=settings,
        options=options,
        table=table,
        casings=casings,
        client=ClientNames(base=base, error=_error_name(base, casings), environment_prefix=prefix),
        docstrings=Docstrings(),
    )


def _environment_prefix(wanted: str, client: str, casings: Casings) -> str:
    """How environment variables begin: as wanted, or the nearest that a shell can set, or as the client is called."""
    spellings = (wanted, casings.screaming(wanted), casings.screaming(client))
    return next((text for text in spellings if text.isascii() and text.isidentifier()), "API")


def _error_name(client: str, casings: Casings) -> str:
    """The error class; capitals that run into digits count as one word: `AcmeAPIV3` -> `AcmeApiv3Error`."""
    return _VERSIONED.sub(lambda run: casings.pascal(run.group()), client) + "Error"


class OmittedWords(Struct, frozen=True, kw_only=True):
    """How an argument that may be left out is written: the class beside its type, and its default."""

    class_name: Code
    default: Code


def omitted_argument(options: Options, imports: ModuleImports) -> OmittedWords:
    """The sentinel of arguments of an operation."""
    match options.sentinel:
        case Sentinel.OMIT:
            return OmittedWords(
                class_name=imports.internal(("_types",), "Omit"), default=imports.internal(("_types",), "omit")
            )
        case Sentinel.NOT_GIVEN:
            return not_given_argument(options, imports)


def not_given_argument(options: Options, imports: ModuleImports) -> OmittedWords:
    """The sentinel of arguments that steer a request (`timeout`, `max_retries`)."""
    name = "not_given" if options.sentinel is Sentinel.OMIT else "NOT_GIVEN"
    return OmittedWords(
        class_name=imports.internal(("_types",), "NotGiven"), default=imports.internal(("_types",), name)
    )
