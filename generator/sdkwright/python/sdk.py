"""The view of a whole SDK: what styles choose files from.

In: nothing. Out: `Sdk`. Its attributes are the names that a `style.toml` uses in `each`, `view` and `when`.
"""

from __future__ import annotations

from dataclasses import dataclass

from sdkwright.python.apimd.views import ApiPageView
from sdkwright.python.client.views import ClientModuleView
from sdkwright.python.code import Code
from sdkwright.python.docstrings import Held
from sdkwright.python.lazy_packages import LazyPackageView
from sdkwright.python.package.views import (
    ConstantsView,
    ExceptionsView,
    HttpView,
    PackageRootView,
    SecurityView,
    StreamRulesView,
    VersionView,
    WrappersView,
)
from sdkwright.python.pagination.views import PaginationView
from sdkwright.python.project.views import ProjectView
from sdkwright.python.resources.views import ResourceModuleView
from sdkwright.python.site.views import SiteView
from sdkwright.python.suite.views import SuiteView
from sdkwright.python.types.views import TypesView


@dataclass(frozen=True, slots=True, kw_only=True)
class Sdk:
    """Everything that is printed."""

    package: Code
    """The import name, which is the folder under `src/`."""
    client_class: Code
    environment_prefix: Code
    http_library: Code
    http_repository: Code
    """`owner/name` of the HTTP library, for links."""
    root: PackageRootView
    client: ClientModuleView
    resources: tuple[ResourceModuleView, ...]
    packages: tuple[LazyPackageView, ...]
    types: TypesView
    pagination: PaginationView | None
    wrappers: WrappersView | None
    constants: ConstantsView
    exceptions: ExceptionsView
    version: VersionView
    http: HttpView
    stream_rules: StreamRulesView
    security: SecurityView
    api_pages: tuple[ApiPageView, ...]
    project: ProjectView
    suite: SuiteView
    site: SiteView
    held: tuple[Held, ...]
    """The docstrings that the code has holes for, by their numbers."""
