"""Compares two SDKs.

In: two surfaces. Out: a `Comparison`: for each kind of item how many there are, are found and mean the same, and every
difference with whom it hurts. Pure: `read_surface` reads, this compares, `show` prints.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sdkwright.compare import rules
from sdkwright.compare.classes import class_items, compare_class, missing_function, spell_class
from sdkwright.compare.functions import compare_function, function_items, spell_function
from sdkwright.compare.grouping import group_modules
from sdkwright.compare.items import Comparison, Difference, Item, Kind, Lost, Outcome, Same, Status, Tally
from sdkwright.compare.lookup import Lookup
from sdkwright.compare.meaning import spell
from sdkwright.compare.relation import Relation
from sdkwright.compare.rules import Change
from sdkwright.compare.scene import Scene
from sdkwright.compare.surface import Alias, Class, Module, Surface


def compare_surfaces(reference: Surface, candidate: Surface) -> Comparison:
    """What the users of `reference` find when they are given `candidate`."""
    outcomes = list(_outcomes(reference, candidate))
    tallies = {kind: Tally() for kind in Kind}
    for outcome in outcomes:
        match outcome:
            case Same(item=item):
                tallies[item.kind] += Tally(items=1, found=1, exact=1)
            case Lost(item=item) | Difference(item=item, status=Status.MISSING):
                tallies[item.kind] += Tally(items=1)
            case Difference(item=item, status=Status.DIFFERS):
                tallies[item.kind] += Tally(items=1, found=1)
            case Difference():
                pass
    return Comparison(
        reference=reference.package,
        candidate=candidate.package,
        tallies={kind: tally for kind, tally in tallies.items() if tally.items},
        differences=tuple(outcome for outcome in outcomes if isinstance(outcome, Difference)),
    )


def _outcomes(reference: Surface, candidate: Surface) -> Iterator[Outcome]:
    groups = group_modules((reference, candidate))
    old, new = reference.public_modules(), candidate.public_modules()
    lookups = (Lookup(surface=reference), Lookup(surface=candidate))
    for path, before in old.items():
        after = new.get(path)
        item = Item(kind=Kind.MODULE, module=path, name=path)
        if after is None:
            yield from _missing_module(item, before, groups[path])
        else:
            yield Same(item=item)
            scene = Scene(reference=lookups[0], candidate=lookups[1], before=before, after=after, resource=groups[path])
            yield from _module(scene)
    for path, after in new.items():
        if path not in old:
            yield _new_module(after, groups[path])
    yield from _private_names(reference, candidate, groups)


def _module_items(module: Module) -> Iterator[Item]:
    """All items of a module, but for itself."""
    for name in module.exports:
        yield Item(kind=Kind.EXPORT, module=module.path, name=name)
    for cls in module.classes.values():
        yield from class_items(module.path, cls)
    for function in module.functions.values():
        yield from function_items(module.path, "", function)
    for name in module.aliases:
        yield Item(kind=Kind.ALIAS, module=module.path, name=name)


def _missing_module(item: Item, module: Module, resource: str) -> Iterator[Outcome]:
    rest = list(_module_items(module))
    yield Difference(
        item=item,
        status=Status.MISSING,
        changes=(rules.MODULE_REMOVED,),
        resource=resource,
        reference=module.location,
        within=len(rest),
    )
    yield from (Lost(item=each) for each in rest)


def _new_module(module: Module, resource: str) -> Difference:
    return Difference(
        item=Item(kind=Kind.MODULE, module=module.path, name=module.path),
        status=Status.NEW,
        changes=(rules.MODULE_ADDED,),
        resource=resource,
        candidate=module.location,
        within=len(list(_module_items(module))),
    )


def _module(scene: Scene) -> Iterator[Outcome]:
    yield from _exports(scene)
    yield from _classes(scene)
    yield from _functions(scene)
    yield from _aliases(scene)


def _exports(scene: Scene) -> Iterator[Outcome]:
    before, after = scene.before, scene.after
    for name, export in before.exports.items():
        item = scene.item(Kind.EXPORT, name)
        if name in after.exports:
            yield Same(item=item)
        elif name in before.classes and name not in after.classes and name not in after.bound:
            yield Lost(item=item)  # with its class
        else:
            is_bound = name in after.bound or _is_submodule(scene.candidate.surface, after.path, name)
            yield scene.missing(item, rules.EXPORT_HIDDEN if is_bound else rules.EXPORT_REMOVED, export.location)
    for name, export in after.exports.items():
        if name not in before.exports and (name not in after.classes or name in before.classes):
            yield scene.new(scene.item(Kind.EXPORT, name), rules.EXPORT_ADDED, export.location)


def _is_submodule(surface: Surface, path: str, name: str) -> bool:
    folder = path.removesuffix("__init__.py")
    return folder != path and (
        f"{folder}{name}.py" in surface.modules or f"{folder}{name}/__init__.py" in surface.modules
    )


def _classes(scene: Scene) -> Iterator[Outcome]:
    before, after = scene.before, scene.after
    for name, old in before.classes.items():
        new = after.classes.get(name)
        if new is not None:
            yield from compare_class(scene, old, new)
            continue
        first, *rest = class_items(before.path, old)
        exported = int(name in before.exports and name not in after.bound)
        change = _gone(name, after, rules.CLASS_REMOVED)
        yield scene.missing(first, change, old.location, spell_class(old), within=len(rest) + exported)
        yield from (Lost(item=item) for item in rest)
    for name, new in after.classes.items():
        if name not in before.classes and name not in before.aliases:
            items = list(class_items(before.path, new))
            yield scene.new(items[0], rules.CLASS_ADDED, new.location, spell_class(new), within=len(items) - 1)


def _gone(name: str, after: Module, change: Change) -> Change:
    """What to call it where a name is no longer what it was: gone, or something else."""
    defined = name in after.classes or name in after.aliases or name in after.functions
    return rules.NAME_KIND if defined else change


def _functions(scene: Scene) -> Iterator[Outcome]:
    before, after = scene.before, scene.after
    for name, old in before.functions.items():
        new = after.functions.get(name)
        if new is not None:
            yield from compare_function(scene, "", old, new)
        else:
            yield from missing_function(scene, "", old)
    for name, new in after.functions.items():
        if name not in before.functions:
            items = list(function_items(before.path, "", new))
            yield scene.new(items[0], rules.METHOD_ADDED, new.location, spell_function(new), within=len(items) - 1)


def _aliases(scene: Scene) -> Iterator[Outcome]:
    before, after = scene.before, scene.after
    for name, old in before.aliases.items():
        item = scene.item(Kind.ALIAS, name)
        new = after.aliases.get(name)
        if new is None:
            yield scene.missing(item, _gone(name, after, rules.ALIAS_REMOVED), old.location, _spell_alias(old))
        else:
            spelled, places = (_spell_alias(old), _spell_alias(new)), (old.location, new.location)
            yield scene.compared(item, _alias_changes(scene, old, new), spelled, places)
    for name, new in after.aliases.items():
        if name not in before.aliases and name not in before.classes:
            yield scene.new(scene.item(Kind.ALIAS, name), rules.ALIAS_ADDED, new.location, _spell_alias(new))


def _alias_changes(scene: Scene, before: Alias, after: Alias) -> tuple[Change, ...]:
    if before.value is None or after.value is None:
        return () if before.text == after.text else (rules.CONSTANT_CHANGED,)
    if before.value == after.value:
        return ()
    if scene.relate(before.value, after.value) is Relation.EQUAL:
        return (rules.RESPELLED,)
    old = scene.reference.find(scene.before, before.text)
    is_class = old is not None and isinstance(old.what, Class)
    return (rules.CONSTANT_CHANGED if is_class else rules.ALIAS_CHANGED,)


def _spell_alias(alias: Alias) -> str:
    return f"{alias.name} = {spell(alias.value) if alias.value is not None else alias.text}"


def _private_names(reference: Surface, candidate: Surface, groups: Mapping[str, str]) -> Iterator[Outcome]:
    for path, names in sorted(reference.used_privately.items()):
        before, after = reference.modules.get(path), candidate.modules.get(path)
        if before is None:
            continue
        for name in sorted(names & before.bound):
            item = Item(kind=Kind.PRIVATE, module=path, name=name)
            if after is not None and name in after.bound:
                yield Same(item=item)
                continue
            yield Difference(
                item=item,
                status=Status.MISSING,
                changes=(rules.PRIVATE_NAME_REMOVED,),
                resource=groups[path],
                reference=before.location,
                candidate=after.location if after is not None else None,
            )
