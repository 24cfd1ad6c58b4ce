"""Import lines of one emitted module.

In: the `Import`s that the module's pieces of code need, and the package that the module lies in.
Out: merged and sorted lines in groups (standard library, third party, own package), ready to print.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Sequence
from typing import assert_never

from msgspec import Struct

from sdkwright.python.code import Code, check_identifiers, dotted, identifier
from sdkwright.python.imports import External, Import, Internal, ModulePath

_STANDARD = frozenset(sys.stdlib_module_names) | {"typing_extensions"}
"""`typing_extensions` stands among the standard modules, as in the SDKs that ours replace."""

_NUMBER = re.compile(r"[0-9]+")


class ImportBlock(Struct, frozen=True, kw_only=True):
    """The import lines of a module: groups that a blank line parts, none of them empty."""

    groups: tuple[tuple[Code, ...], ...]


def import_block(imports: Iterable[Import], package: ModulePath) -> ImportBlock:
    """Merge, sort and group imports for a module of `package` (its folder, `()` for the root's modules)."""
    standard: dict[str, set[tuple[str, str]]] = {}
    third: dict[str, set[tuple[str, str]]] = {}
    own: dict[str, set[tuple[str, str]]] = {}
    for item in imports:
        match item:
            case Internal(module=path, name=name, alias=alias):
                if not name:
                    raise ValueError("a module of the package is imported by name only")
                own.setdefault(relative_module(path, package), set()).add((name, alias))
            case External(module=module, name=name, alias=alias):
                if not module:
                    raise ValueError("a module without a name cannot be imported")
                group = standard if module.partition(".")[0] in _STANDARD else third
                group.setdefault(module, set()).add((name, alias))
            case _:
                assert_never(item)
    return ImportBlock(groups=tuple(_group(modules) for modules in (standard, third, own) if modules))


def relative_module(target: ModulePath, package: ModulePath) -> str:
    """How a module of `package` spells `target` in a `from` import.

    >>> relative_module(("types", "pet"), ("resources", "pets"))
    '...types.pet'
    >>> relative_module(("resources", "pets", "toys"), ("resources", "pets"))
    '.toys'
    """
    common = 0
    for one, other in zip(target, package, strict=False):
        if one != other:
            break
        common += 1
    return "." * (len(package) - common + 1) + ".".join(target[common:])


def _group(modules: dict[str, set[tuple[str, str]]]) -> tuple[Code, ...]:
    plain: list[tuple[str, str]] = []
    named: list[tuple[str, list[tuple[str, str]]]] = []
    for module, members in modules.items():
        plain += [(module, alias) for name, alias in members if not name]
        # `X as X` says that X is passed on, and is all that the module needs of it.
        if members := {(name, alias) for name, alias in members if name and (alias or (name, name) not in members)}:
            named.append((module, _in_order(members)))
    if len(plain) > 1:
        plain.sort(key=lambda entry: (len(entry[0]), *_natural(entry[0]), entry[1]))
    if len(named) > 1:
        named.sort(key=lambda entry: _module_order(entry[0]))
    lines = [Code(f"import {_aliased(dotted(module), alias)}") for module, alias in plain]
    lines += [Code(f"from {dotted(module)} import {', '.join(_spelled(members))}") for module, members in named]
    return tuple(lines)


def _aliased(name: Code, alias: str) -> str:
    return f"{name} as {identifier(alias)}" if alias else str(name)


def _spelled(members: Sequence[tuple[str, str]]) -> list[str]:
    check_identifiers([alias or name for name, alias in members])
    return [f"{identifier(name)} as {alias}" if alias else name for name, alias in members]


def _module_order(module: str) -> tuple[int, int, str, str]:
    """By length; of those alike, the ones further up come first."""
    name = module.lstrip(".")
    return len(module), len(name), *_natural(name)


def _in_order(members: set[tuple[str, str]]) -> list[tuple[str, str]]:
    """Constants, then classes, then the rest, each by length: what ruff's `length-sort` makes of them."""
    return sorted(members, key=_member_order) if len(members) > 1 else list(members)


def _member_order(member: tuple[str, str]) -> tuple[int, int, str, str, str]:
    name, alias = member
    kind = 0 if name.isupper() and len(name) > 1 else 1 if name[:1].isupper() else 2
    return kind, len(name), *_natural(name), alias


def _natural(name: str) -> tuple[str, str]:
    """As ruff orders names of the same length: whatever their case, and numbers in them as numbers.

    >>> sorted(["v10a2", "v2a10", "V2a10", "v02a1"], key=_natural)
    ['v02a1', 'V2a10', 'v2a10', 'v10a2']
    """
    return _NUMBER.sub(_comparable, name.lower()), name


def _comparable(number: re.Match[str]) -> str:
    """Digits as text that is ordered as numbers are, and stands where digits do among characters.

    A number that begins with zero is compared as text, before others: it ends with a character that no name has.
    """
    digits = number.group()
    return f"{digits}\0" if digits[0] == "0" else f"1{chr(len(digits))}{digits}"
