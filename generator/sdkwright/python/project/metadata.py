"""Makes the view of the package's metadata and of what else surrounds the package.

In: the context of the SDK and its README's view. Out: `ProjectView`.
"""

from __future__ import annotations

import re

from sdkwright.config.settings import ArrayFormat, License, NestedFormat
from sdkwright.model import queries
from sdkwright.model.operation import WebhookUnwrap
from sdkwright.python.code import Code, identifier
from sdkwright.python.context import Context
from sdkwright.python.options import HttpLibrary, ParameterStyles
from sdkwright.python.project.encoders import markdown, plain, slug, toml, url
from sdkwright.python.project.readme import build_readme
from sdkwright.python.project.views import ExtraView, LicenseView, MetadataView, MockFormatsView, ProjectView

_PLACEHOLDER = "your-organization/your-python-sdk"
_DEPENDENCIES = ("pydantic>=2.9, <3", "typing-extensions>=4.14, <5", "anyio>=3.5.0, <5")
# The runtime imports neither; published packages bring them, and code that is written upon those may import them.
_EXPECTED_BESIDE = ("distro>=1.7.0, <2", "sniffio")


def build_project(context: Context) -> ProjectView:
    """README, metadata and the names that workflows and policies mention."""
    settings = context.settings
    organization = settings.organization
    return ProjectView(
        readme=build_readme(context),
        metadata=_metadata(context),
        license=_license(settings.license, organization.name),
        organization=markdown(organization.name),
        contact=markdown(organization.contact),
        security_contact=markdown(organization.security_contact or organization.contact),
        has_security_contact=bool(organization.security_contact or organization.contact),
        security_policy=url(organization.security_policy_url),
        security_terms=markdown(organization.security_policy_terms) if organization.security_policy_terms else None,
        branch=slug(settings.target.production_branch or "main"),
        repository=slug(settings.target.production_repo or _PLACEHOLDER),
        publishes=bool(settings.target.pypi_name),
        mock_formats=_mock_formats(context),
        has_mock=not settings.disable_mock_tests,
        formats_with_black=context.options.formats_with_black,
    )


def _mock_formats(context: Context) -> MockFormatsView | None:
    if context.options.parameter_styles is ParameterStyles.DOCUMENT:
        return None
    nested = "dots" if context.settings.nested_format is NestedFormat.DOTS else "brackets"
    return MockFormatsView(arrays=Code(_ARRAYS[context.settings.array_format]), objects=Code(nested))


_ARRAYS = {
    ArrayFormat.COMMA: "comma",
    ArrayFormat.REPEAT: "repeat",
    ArrayFormat.BRACKETS: "brackets",
    ArrayFormat.INDICES: "indices",
}


def _license(license_: License, holder: str) -> LicenseView:
    return LicenseView(
        name=plain(license_.name),
        holder=plain(holder),
        contents=plain(license_.contents) if license_.contents else None,
        is_apache=license_.name == "Apache-2.0",
        is_mit=license_.name == "MIT",
    )


_COMMON = ("Apache-2.0", "MIT", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MPL-2.0", "GPL-3.0-only", "AGPL-3.0-only")


def _license_expression(license_: License) -> str:
    """The licence as `pyproject.toml` may state it: one with a text of its own is no identifier of the SPDX list."""
    if not license_.contents or license_.name in _COMMON:
        return license_.name
    return "LicenseRef-" + (re.sub(r"[^A-Za-z0-9.]+", "-", license_.name).strip("-") or "Own")


def _metadata(context: Context) -> MetadataView:
    settings = context.settings
    organization, target = settings.organization, settings.target
    return MetadataView(
        name=toml(target.project_name),
        description=toml(f"The official Python library for the {organization.name} API"),
        author=toml(context.casings.capital(organization.name)),
        email=toml(organization.contact),
        has_email=bool(organization.contact),
        license=toml(_license_expression(settings.license)),
        homepage=_homepage(target.production_repo),
        dependencies=tuple(toml(requirement) for requirement in (_http(context), *_DEPENDENCIES, *_EXPECTED_BESIDE)),
        development=tuple(toml(requirement) for requirement in _development(context)),
        extras=tuple(_extras(context)),
        package=identifier(target.package_name),
    )


def _homepage(repository: str) -> Code | None:
    if not repository:
        return None
    address = repository if "://" in repository else f"https://github.com/{slug(repository)}"
    return None if url(address) is None else toml(address)


def _http(context: Context) -> str:
    match context.options.http_library:
        case HttpLibrary.HTTPX:
            return "httpx>=0.23.0, <1"
        case HttpLibrary.HTTPX2:
            return "httpx2>=2, <3"


_DEVELOPMENT = (
    "httpx-aiohttp>=0.1.9",
    "aiohttp",
    "hypothesis>=6.100",
    "mypy>=1.11",
    "pyright>=1.1.390",
    "pytest>=8",
    "pytest-asyncio>=0.26",
    "respx>=0.22",
    "ruff>=0.9",
)


def _development(context: Context) -> list[str]:
    webhooks = ("standardwebhooks",) if _verifies_webhooks(context) else ()
    formatter = ("black>=25",) if context.options.formats_with_black else ()
    return sorted({*_DEVELOPMENT, *webhooks, *formatter})


def _verifies_webhooks(context: Context) -> bool:
    methods = (method for resource in queries.resources(context.api) for method in resource.methods)
    return any(isinstance(method, WebhookUnwrap) and method.key_option for method in methods)


def _extras(context: Context) -> list[ExtraView]:
    extras = [ExtraView(name=Code("aiohttp"), requirements=(toml("aiohttp"), toml("httpx-aiohttp>=0.1.9")))]
    if _verifies_webhooks(context):
        extras.append(ExtraView(name=Code("webhooks"), requirements=(toml("standardwebhooks"),)))
    return extras
