"""What the templates of README, metadata and workflows print.

In: nothing. Out: views that the builders of this folder fill; every text in them is `Code`.
"""

from __future__ import annotations

from msgspec import Struct

from sdkwright.python.code import Code


class SnippetView(Struct, frozen=True, kw_only=True):
    """A call to show, ready to follow the client's name; `shown` is what is printed of the answer.

    `call` may span lines. The same call stands in a block (`async def`, `try`) and in a block of a block;
    `method_call` follows the resource's name.
    """

    call: Code
    call_in_block: Code
    call_in_nested_block: Code
    method_call: Code
    shown: Code
    owner: Code


class CredentialView(Struct, frozen=True, kw_only=True):
    """A credential of the client: argument, environment variable, and a value to show."""

    argument: Code
    environment: Code


class ReadmeView(Struct, frozen=True, kw_only=True):
    """The README. A section whose snippet is `None` is left out."""

    title: Code
    description: Code
    docs_url: Code | None
    docs_host: Code | None
    install: Code
    credentials: tuple[CredentialView, ...]
    arguments: Code
    """What a client cannot be made without and that no environment variable gives, as keyword arguments."""
    headline: SnippetView | None
    nested: SnippetView | None
    paginated: SnippetView | None
    streaming: SnippetView | None
    upload: SnippetView | None
    webhook: SnippetView | None
    webhook_variable: Code | None
    environment: Code | None
    """The literal of an environment other than the one that is used without asking."""
    minimum_python: Code


class MetadataView(Struct, frozen=True, kw_only=True):
    """Package metadata, as TOML values."""

    name: Code
    description: Code
    author: Code
    email: Code
    license: Code
    homepage: Code | None
    has_email: bool
    dependencies: tuple[Code, ...]
    development: tuple[Code, ...]
    extras: tuple[ExtraView, ...]
    package: Code


class ExtraView(Struct, frozen=True, kw_only=True):
    """An optional dependency group."""

    name: Code
    requirements: tuple[Code, ...]


class LicenseView(Struct, frozen=True, kw_only=True):
    """The licence that the maintainer chose. `contents` is its text where the config has one."""

    name: Code
    holder: Code
    contents: Code | None
    is_apache: bool
    is_mit: bool


class MockFormatsView(Struct, frozen=True, kw_only=True):
    """How the mock server expects lists and objects in queries and forms."""

    arrays: Code
    objects: Code


class ProjectView(Struct, frozen=True, kw_only=True):
    """Everything beside the package."""

    readme: ReadmeView
    metadata: MetadataView
    license: LicenseView
    organization: Code
    contact: Code
    has_security_contact: bool
    security_contact: Code
    security_policy: Code | None
    """Where the whole policy is."""
    security_terms: Code | None
    branch: Code
    repository: Code
    """`owner/name`, or a placeholder while there is none."""
    publishes: bool
    mock_formats: MockFormatsView | None
    """`None` where the mock server reads them from the document, as the SDK does."""
    has_mock: bool
    formats_with_black: bool
