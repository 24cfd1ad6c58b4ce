"""Settings made from the document alone.

In: a loaded document. Out: `Settings`, as a maintainer would have written them; every operation is in them once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from sdkwright.config.infer.conventions import (
    answers_whole,
    infer_array_format,
    infer_idempotency,
    infer_streaming,
    infer_webhook_discriminator,
)
from sdkwright.config.infer.models import model_paths, place_models
from sdkwright.config.infer.operations import operations, webhook_operations
from sdkwright.config.infer.organization import infer_organization, infer_target
from sdkwright.config.infer.pagination import infer_pagination
from sdkwright.config.infer.resources import MethodName, method_names
from sdkwright.config.infer.security import infer_security
from sdkwright.config.infer.servers import infer_environments
from sdkwright.config.sections.target import import_name
from sdkwright.config.settings import (
    ClientSettings,
    MethodSettings,
    MethodType,
    ModelSettings,
    OptionSettings,
    ResourceSettings,
    Settings,
)
from sdkwright.diagnostics import Collector, Location
from sdkwright.diagnostics.rules import config as rules
from sdkwright.load.document import DiscriminatedBases, Document

WEBHOOKS = "webhooks"
WEBHOOK_OPTION = "webhook_secret"
_USUAL_ORDER = ("create", "retrieve", "update", "replace", "list", "delete")


def infer_settings(document: Document, diagnostics: Collector) -> Settings:
    """The settings that a document suggests (what `sdkwright init` writes)."""
    found = operations(document)
    has_webhooks = bool(webhook_operations(document))
    if not found and not has_webhooks:
        diagnostics.report(rules.NOTHING_TO_INFER, "the document has no operations", document.locate("#"))
    organization = infer_organization(document)
    prefix = import_name(organization.name).upper()
    environments, server_options = infer_environments(document, diagnostics)
    security = infer_security(document, found, prefix)
    credentials = {option.key for option in security.options}
    options = (*security.options, *(option for option in server_options if option.key not in credentials))
    if has_webhooks and WEBHOOK_OPTION not in credentials:
        options = (*options, _webhook_option(document, prefix))
    names = method_names(document, frozenset(option.key for option in options))
    pages = infer_pagination(document, found)
    models = place_models(document, names, WEBHOOKS if has_webhooks else "", pages.operations)
    tree = _Tree(document, names, models, webhook_discriminator=_discriminator(document) if has_webhooks else None)
    return Settings(
        organization=organization,
        target=infer_target(document, organization),
        resources=tree.children(()),
        shared=models.get((), ()),
        client=tree.client(),
        environments=environments,
        pagination=pages.schemes,
        client_settings=ClientSettings(options=options, idempotency_header=infer_idempotency(found)),
        security=security.requirements,
        per_endpoint_security=security.differs,
        array_format=infer_array_format(document, found),
        discriminated_bases=DiscriminatedBases.UNIONS if document.has_spread_bases else DiscriminatedBases.CLASSES,
    )


def _discriminator(document: Document) -> str:
    return infer_webhook_discriminator(document)


def _webhook_option(document: Document, prefix: str) -> OptionSettings:
    return OptionSettings(
        key=WEBHOOK_OPTION,
        location=document.locate("#/webhooks"),
        nullable=True,
        read_env=f"{prefix}_WEBHOOK_SECRET",
        description="The key that webhook payloads are signed with.",
    )


class _Tree:
    """Resources from the places of methods and models."""

    __slots__ = ("_document", "_methods", "_models", "_names", "_order", "_webhook_discriminator")

    def __init__(
        self,
        document: Document,
        names: Sequence[MethodName],
        models: Mapping[tuple[str, ...], tuple[ModelSettings, ...]],
        webhook_discriminator: str | None,
    ) -> None:
        paths = model_paths(models)
        self._document = document
        self._models = models
        self._names = names
        self._webhook_discriminator = webhook_discriminator
        self._methods: dict[tuple[str, ...], list[MethodSettings]] = {}
        self._order: dict[tuple[str, ...], Location] = {}
        for each in names:
            location = document.locate(each.found.pointer)
            method = MethodSettings(
                key=each.name,
                type=MethodType.HTTP,
                location=location,
                http_method=each.found.http_method,
                path=each.found.path,
            )
            self._methods.setdefault(each.resource, []).extend(self._forms(each, method, paths))
            self._add(each.resource, location)
        if webhook_discriminator is not None:
            self._add((WEBHOOKS,), document.locate("#/webhooks"))
        for resource in models:
            self._add(resource, document.locate("#/components/schemas"))

    def _forms(self, each: MethodName, method: MethodSettings, models: Mapping[str, str]) -> tuple[MethodSettings, ...]:
        """The method; where an operation answers whole or in a stream and no argument says which, one for each."""
        streaming = infer_streaming(self._document, each.found, models)
        if streaming is None or streaming.param_discriminator or not answers_whole(self._document, each.found):
            return (replace(method, streaming=streaming),)
        taken = {other.name for other in self._names if other.resource == each.resource}
        key = f"{each.name}_streaming"
        return (method,) if key in taken else (method, replace(method, key=key, streaming=streaming))

    def _add(self, resource: tuple[str, ...], location: Location) -> None:
        for depth in range(1, len(resource) + 1):
            self._order.setdefault(resource[:depth], location)

    def children(self, parent: tuple[str, ...]) -> tuple[ResourceSettings, ...]:
        """The resources right below one, in the order in which the document first mentions them."""
        below = [path for path in self._order if len(path) == len(parent) + 1 and path[: len(parent)] == parent]
        return tuple(
            ResourceSettings(
                key=path[-1],
                location=self._order[path],
                methods=(*self._sorted(path), *self._webhook_methods(path)),
                models=self._models.get(path, ()),
                subresources=self.children(path),
            )
            for path in below
        )

    def client(self) -> ResourceSettings | None:
        """`$client`, where there are operations that belong to no resource."""
        if not self._methods.get(()):
            return None
        return ResourceSettings(key="$client", location=self._document.locate("#/paths"), methods=self._sorted(()))

    def _sorted(self, resource: tuple[str, ...]) -> tuple[MethodSettings, ...]:
        methods = self._methods.get(resource, [])
        usual = {key: position for position, key in enumerate(_USUAL_ORDER)}
        return tuple(sorted(methods, key=lambda method: usual.get(method.key, len(usual))))

    def _webhook_methods(self, resource: tuple[str, ...]) -> Iterator[MethodSettings]:
        if self._webhook_discriminator is None or resource != (WEBHOOKS,):
            return
        taken = {method.key for method in self._methods.get(resource, [])}
        taken |= {path[-1] for path in self._order if path[:-1] == resource}
        plain = MethodSettings(
            key="unwrap",
            type=MethodType.WEBHOOK_UNWRAP,
            location=self._document.locate("#/webhooks"),
            discriminator=self._webhook_discriminator,
        )
        for key, option in (("unwrap", WEBHOOK_OPTION), ("unsafe_unwrap", "")):
            if key not in taken:
                yield replace(plain, key=key, webhook_key_option=option)
