"""The view of a whole SDK: what styles choose files from.

In: nothing. Out: `Sdk`. Its attributes are the names that a `style.toml` uses in `each`, `view` and `when`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Set
from functools import cached_property

from msgspec import Struct

from sdkwright.model.operation import OperationId
from sdkwright.python.apimd.views import ApiPageView
from sdkwright.python.client.views import ClientModuleView
from sdkwright.python.code import Code
from sdkwright.python.docstrings import Docstrings
from sdkwright.python.imports import ModulePath
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
from sdkwright.python.types.table import TypeTable
from sdkwright.python.types.views import TypesView


class Parts(Struct, frozen=True, kw_only=True):
    """What makes the parts of an SDK that take their time. They do not depend on each other."""

    resources: Callable[[], tuple[ResourceModuleView, ...]]
    packages: Callable[[TypesView], tuple[LazyPackageView, ...]]
    types: Callable[[Set[ModulePath] | None], TypesView]
    api_pages: Callable[[], tuple[ApiPageView, ...]]
    suite: Callable[[], SuiteView]
    site: Callable[[ProjectView, Set[ModulePath] | None], SiteView]
    roles: Callable[[], Mapping[OperationId, Set[str]]]
    """What the README may show each operation for."""
    shown: Callable[[], Set[str]]
    """The operations that it shows, by their pointers."""
    table: TypeTable


class Sdk(Struct, frozen=True, kw_only=True, dict=True):  # where `cached_property` keeps what it has made
    """Everything that is printed. What takes its time is made when it is first asked for."""

    package: Code
    """The import name, which is the folder under `src/`."""
    client_class: Code
    environment_prefix: Code
    http_library: Code
    http_repository: Code
    """`owner/name` of the HTTP library, for links."""
    root: PackageRootView
    client: ClientModuleView
    pagination: PaginationView | None
    wrappers: WrappersView | None
    constants: ConstantsView
    exceptions: ExceptionsView
    version: VersionView
    http: HttpView
    stream_rules: StreamRulesView
    security: SecurityView
    project: ProjectView
    parts: Parts
    docstrings: Docstrings
    """Those of what was made so far."""
    only: Set[ModulePath] | None = None
    """The modules of types that are printed, and whose pages are; `None` for all."""

    @cached_property
    def resources(self) -> tuple[ResourceModuleView, ...]:
        """The modules of resources."""
        return self.parts.resources()

    @cached_property
    def packages(self) -> tuple[LazyPackageView, ...]:
        """The packages below the SDK's own."""
        return self.parts.packages(self.types)

    @cached_property
    def types(self) -> TypesView:
        """The modules of types."""
        return self.parts.types(self.only)

    @cached_property
    def api_pages(self) -> tuple[ApiPageView, ...]:
        """`api.md`, and its parts."""
        return self.parts.api_pages()

    @cached_property
    def suite(self) -> SuiteView:
        """The SDK's own tests."""
        return self.parts.suite()

    @cached_property
    def site(self) -> SiteView:
        """The reference site."""
        return self.parts.site(self.project, self.only)

    def make(self, names: Iterable[str]) -> None:
        """Make parts now, and not while a template is printed, where an error would pass for one of the template."""
        for name in names:
            getattr(self, name, None)
