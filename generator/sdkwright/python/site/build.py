"""Makes the view of the reference site: its pages, and which topics the SDK has.

In: the context, the project's view, the placed resources. Out: `SiteView`.
"""

from __future__ import annotations

from collections.abc import Iterable, Set

from sdkwright.model.operation import Operation
from sdkwright.python.code import Code, compose, dotted, identifier, join
from sdkwright.python.context import Context
from sdkwright.python.flavour import SYNC
from sdkwright.python.imports import ModulePath
from sdkwright.python.methods.build import named_operations
from sdkwright.python.naming import attribute_path
from sdkwright.python.options import Docs
from sdkwright.python.project.encoders import slug, url
from sdkwright.python.project.views import ProjectView
from sdkwright.python.resources.build import class_names
from sdkwright.python.resources.layout import Placed, every
from sdkwright.python.site.encoders import code_span, yaml_string
from sdkwright.python.site.types import build_type_pages
from sdkwright.python.site.views import MethodEntryView, ResourcePageView, SiteView, TypePackageView, TypePageView


def build_site(
    context: Context, project: ProjectView, placed: tuple[Placed, ...], only: Set[ModulePath] | None = None
) -> SiteView:
    """Every page of the site, of all modules of types or of those asked for; none where the option `docs` says so."""
    enabled = context.options.docs is Docs.MKDOCS
    readme = project.readme
    types = build_type_pages(context, only) if enabled else ()
    root = _source_root(context)
    return SiteView(
        enabled=enabled,
        name=yaml_string(
            context.settings.target.readme_title or f"{context.settings.organization.name} Python library"
        ),
        source_root=root,
        source_option=yaml_string("" if root is None else str(root)),
        resources=tuple(_resource_page(context, entry) for entry in every(placed)) if enabled else (),
        types=types,
        packages=_packages(types),
        has_pages=enabled and bool(context.api.pagination),
        has_pagination=enabled and readme.paginated is not None,
        has_streaming=enabled and readme.streaming is not None,
        has_uploads=enabled and readme.upload is not None,
        has_webhooks=enabled and readme.webhook is not None,
        has_raw_responses=enabled and readme.headline is not None,
    )


def _source_root(context: Context) -> Code | None:
    """Where the repository's files are shown, as GitHub spells it."""
    target = context.settings.target
    repository = target.production_repo
    if not repository:
        return None
    address = repository.rstrip("/") if "://" in repository else f"https://github.com/{slug(repository)}"
    return url(f"{address}/blob/{slug(target.production_branch or 'main')}")


def _resource_page(context: Context, placed: Placed) -> ResourcePageView:
    accessor = attribute_path(placed.resource.path, context.casings)
    module = _dotted(context, placed.module)
    owner = compose("{}.{}", module, identifier(placed.class_name(SYNC)))
    return ResourcePageView(
        path=join("/", (identifier(name) for name in accessor)),
        title=join(".", (Code("client"), *(identifier(name) for name in accessor))),
        label=join(".", (identifier(name) for name in accessor)),
        module=module,
        source=_source(context, placed.module),
        classes=tuple(identifier(name) for name in class_names(placed)),
        methods=tuple(
            MethodEntryView(
                name=identifier(entry.name),
                anchor=compose("{}.{}", owner, identifier(entry.name)),
                # A bar would end the table's cell, even in a code span; on the wire it is encoded anyway.
                request=code_span(_request(entry.operation).replace("|", "%7C")),
            )
            for entry in named_operations(placed.resource.methods, context)
        ),
    )


def _request(operation: Operation) -> str:
    return f"{operation.http_method.value.upper()} {operation.path}"


def _dotted(context: Context, module: ModulePath) -> Code:
    return dotted(".".join((str(context.package), *module)))


def _source(context: Context, module: ModulePath) -> Code:
    return compose("src/{}/{}.py", context.package, join("/", (identifier(part) for part in module)))


def _packages(pages: Iterable[TypePageView]) -> tuple[TypePackageView, ...]:
    found: dict[Code, list[TypePageView]] = {}
    for page in pages:
        found.setdefault(page.package, []).append(page)
    return tuple(
        TypePackageView(package=package, pages=tuple(sorted(entries, key=lambda page: page.name.lower())))
        for package, entries in sorted(found.items())
    )
