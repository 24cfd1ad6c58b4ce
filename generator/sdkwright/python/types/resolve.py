"""Which emitted class or annotation each schema becomes.

In: the model, settings and options. Out: `TypeTable`.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct, field
from msgspec.structs import replace

from sdkwright.config.settings import Settings
from sdkwright.diagnostics import Collector
from sdkwright.diagnostics.rules.python import MODULE_COLLISION
from sdkwright.model.api import Api, Resource
from sdkwright.model.operation import Operation, OperationId, WebhookUnwrap
from sdkwright.model.queries import resources
from sdkwright.model.schema import SchemaId
from sdkwright.python.imports import Annotation, ModulePath
from sdkwright.python.naming import ResourceNames, casings_from, resource_names
from sdkwright.python.options import Options
from sdkwright.python.types.builder import Context, ModuleBuilder, Slot
from sdkwright.python.types.expressions import Named, Place, render
from sdkwright.python.types.graph import recursive_modules
from sdkwright.python.types.models import NamedModel, index_models
from sdkwright.python.types.modules import AliasDeclaration, ClassDeclaration, Declaration, ModuleKind, TypeModule
from sdkwright.python.types.params import param_of, sent_as
from sdkwright.python.types.requests import OperationNames, numbered, operation_names, request_types
from sdkwright.python.types.responses import response_types
from sdkwright.python.types.table import Direction, OperationTypes, Symbol, TypeTable
from sdkwright.python.types.unwrapped import with_unwrapped
from sdkwright.python.types.webhooks import webhook_module


def resolve_types(api: Api, settings: Settings, options: Options, diagnostics: Collector) -> TypeTable:
    """Lay out every type of an API: names, files, annotations, arguments of methods."""
    casings = casings_from(settings)
    context = Context(
        api=api,
        index=with_unwrapped(api, index_models(api, casings, diagnostics), casings),
        casings=casings,
        options=options,
        sort_properties=settings.sort_schema_properties,
        array_format=settings.array_format,
        diagnostics=diagnostics,
    )
    layout = _Layout(context=context)
    for resource in resources(api):
        layout.add_resource(resource)
    layout.add_forced_models()
    layout.add_aliases()
    modules = tuple(layout.modules.values())
    return TypeTable(
        operations=layout.operations,
        webhooks=layout.webhooks,
        symbols=_symbols(layout),
        annotate=_Annotator(context).annotate,
        modules=modules,
        packages=tuple(
            resource_names(resource.path, casings, standalone=resource.standalone).types_package
            for resource in resources(api)
        ),
        recursive=recursive_modules(modules),
    )


class _Layout(Struct, kw_only=True):
    """Collects modules while the tree of resources is walked; a model is emitted once something uses it."""

    context: Context
    modules: dict[ModulePath, TypeModule] = field(default_factory=dict[ModulePath, TypeModule])
    operations: dict[OperationId, OperationTypes] = field(default_factory=dict[OperationId, OperationTypes])
    webhooks: dict[OperationId, Symbol] = field(default_factory=dict[OperationId, Symbol])
    named: set[tuple[ModulePath, str]] = field(default_factory=set[tuple[ModulePath, str]])
    done: set[tuple[SchemaId, Direction]] = field(default_factory=set[tuple[SchemaId, Direction]])

    def add_resource(self, resource: Resource) -> None:
        """Lay out the types of a resource's methods."""
        names = resource_names(resource.path, self.context.casings, standalone=resource.standalone)
        for method in resource.methods:
            if isinstance(method, Operation):
                prefix = self._names(names, method)
                request = request_types(self.context, method, prefix)
                response = response_types(self.context, method, prefix)
                for module in (request.module, *response.modules):
                    if module is not None:
                        self.modules.setdefault(module.module, module)
                self.use(request.used, Direction.REQUEST)
                self.use(request.body_models, Direction.REQUEST)
                self.use(response.used, Direction.RESPONSE)
                self.operations[method.id] = OperationTypes(
                    operation=method.id,
                    path_arguments=request.path_arguments,
                    variants=request.variants,
                    merged=request.merged,
                    params=request.module.symbol if request.module is not None else None,
                    result=response.result,
                    event=response.event,
                    wrapper=response.wrapper,
                )
            elif isinstance(method, WebhookUnwrap):
                module, used = webhook_module(self.context, method, names.types_package)
                self.modules.setdefault(module.module, module)
                self.use(used, Direction.RESPONSE)
                self.webhooks[method.id] = module.symbol

    def _names(self, names: ResourceNames, operation: Operation) -> OperationNames:
        """Names of an operation's types that no other operation has."""
        wanted = operation_names(names.types_package, names.stem, names.type_stem, operation.key, self.context)
        if (wanted.package, wanted.stem) in self.named:
            longer = operation_names(
                names.types_package, names.attribute, names.class_name, operation.key, self.context
            )
            numbers = (numbered(longer, number) for number in range(2, len(self.named) + 3))
            wanted = next(one for one in (longer, *numbers) if (one.package, one.stem) not in self.named)
            message = f"the types of `{operation.id}` are written as `{wanted.stem}`"
            self.context.diagnostics.report(MODULE_COLLISION, message, operation.origin.location)
        self.named.add((wanted.package, wanted.stem))
        return wanted

    def add_forced_models(self) -> None:
        """Lay out models that are wanted whether or not anything uses them, as shared ones always are."""
        wanted = (named for named in self.context.index.ordered if named.model.forced or named.shared)
        self.use(wanted, Direction.RESPONSE)

    def add_aliases(self) -> None:
        """Keep the old names of models, in the directions in which the new ones are emitted."""
        for old in self.context.index.ordered:
            new = self.context.index.find(old.schema) if old.model.alias_of else None
            if new is None:
                continue
            for direction in Direction:
                symbol, target = old.symbol(direction), new.symbol(direction)
                if (new.schema, direction) in self.done and target.module in self.modules:
                    alias = AliasDeclaration(name=symbol.name, type=Named(symbol=target), doc=old.model.doc)
                    self.modules.setdefault(
                        symbol.module,
                        replace(
                            self.modules[target.module],
                            module=symbol.module,
                            name=symbol.name,
                            declarations=(alias,),
                            exports=(symbol.name,),
                        ),
                    )

    def use(self, models: Iterable[NamedModel], direction: Direction) -> None:
        """Emit models in a direction, with everything that they use in turn."""
        stack = [(model, direction) for model in models]
        while stack:
            model, wanted = stack.pop()
            if (model.schema, wanted) in self.done:
                continue
            self.done.add((model.schema, wanted))
            if wanted is Direction.REQUEST and (model.shared or model.plain):
                stack.append((model, Direction.RESPONSE))
            if wanted is Direction.REQUEST and model.plain and not model.shared:
                continue
            module, used = self._model_module(model, wanted)
            self.modules.setdefault(module.module, module)
            stack.extend((one, wanted) for one in used)
            param = param_of(self.context.index, model)
            if param is not None and wanted is Direction.RESPONSE:
                stack.append((param, Direction.REQUEST))

    def _model_module(self, model: NamedModel, direction: Direction) -> tuple[TypeModule, tuple[NamedModel, ...]]:
        symbol = model.response if direction is Direction.RESPONSE else model.request
        builder = ModuleBuilder(context=self.context, module=symbol.module, root=symbol.name, direction=direction)
        builder.declare_root(model.schema, doc=model.model.doc)
        declarations = tuple(self._with_param(one, model, symbol, direction) for one in builder.declarations)
        module = TypeModule(
            module=symbol.module,
            name=symbol.name,
            kind=ModuleKind.MODEL if direction is Direction.RESPONSE else ModuleKind.PARAM,
            direction=direction,
            declarations=declarations,
            exports=tuple(builder.exports),
            shared=model.shared,
        )
        return module, tuple(builder.used)

    def _with_param(
        self, declaration: Declaration, model: NamedModel, symbol: Symbol, direction: Direction
    ) -> Declaration:
        """The class of the model itself with what requests take in its place."""
        context = self.context
        param = param_of(context.index, model) if direction is Direction.RESPONSE else None
        if param is None or not isinstance(declaration, ClassDeclaration) or declaration.name != symbol.name:
            return declaration
        return replace(declaration, sent_as=sent_as(context.api, model, param, context.casings))


def _symbols(layout: _Layout) -> dict[tuple[SchemaId, Direction], Symbol]:
    found: dict[tuple[SchemaId, Direction], Symbol] = {}
    for schema, model in layout.context.index.by_schema.items():
        for direction in Direction:
            if (model.schema, direction) in layout.done:
                found[schema, direction] = model.symbol(direction)
    return found


class _Annotator(Struct, frozen=True):
    """Annotates schemas that have no module of their own: what would be a nameless class is `object`."""

    context: Context

    def annotate(self, schema: SchemaId, direction: Direction, module: ModulePath) -> Annotation:
        """The annotation of a schema as a module writes it."""
        builder = ModuleBuilder(context=self.context, module=module, root="", direction=direction, anonymous=True)
        return render(builder.express(schema, Slot(prefix="")), Place(module=module))
