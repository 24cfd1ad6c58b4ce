"""Type annotations before it is known where they will be printed.

In: what a type consists of. Out: `Expression` trees, built by the helpers of this module so that they are in one
form (unions flat and without repetition, a format on the outside), and `render`, which prints one for a module.

The same type is printed differently in different places: a recursive class is quoted and imported late, a
builtin is spelled `builtins.object` in a class that has a field `object`. `Place` says which.
"""

from __future__ import annotations

import builtins
from collections.abc import Iterable, Sequence
from typing import TypeAlias, assert_never

from msgspec import Struct, field
from msgspec.structs import replace

from sdkwright.model.schema import Scalar
from sdkwright.python.code import Code, compose, dotted, identifier, join, literal, string, subscript
from sdkwright.python.imports import Annotation, External, Import, Internal, ModulePath
from sdkwright.python.types.table import Symbol

_ALIAS_PREFIX = "Plain"
DATES = frozenset(("date", "datetime"))


class Atom(Struct, frozen=True, kw_only=True):
    """A piece of code that stands for itself, and what it imports: `str`, `Literal["a"]`, `datetime`."""

    code: Code
    imports: frozenset[Import] = field(default=frozenset())


class Named(Struct, frozen=True, kw_only=True):
    """A class or alias of the package."""

    symbol: Symbol


class Applied(Struct, frozen=True, kw_only=True):
    """A generic type with its arguments: `List[X]`, `Union[X, Y]`."""

    head: Atom
    arguments: tuple[Expression, ...]


class Formatted(Struct, frozen=True, kw_only=True):
    """A type whose values are sent in a format (`iso8601`, `base64`)."""

    inner: Expression
    format: str


class Discriminated(Struct, frozen=True, kw_only=True):
    """A union whose variants a property tells apart."""

    inner: Expression
    discriminator: str


Expression: TypeAlias = Atom | Named | Applied | Formatted | Discriminated


def builtin(name: str) -> Atom:
    """`str`, `object`, `None`."""
    return Atom(code=Code("None") if name == "None" else identifier(name))


def external(module: str, name: str) -> Atom:
    """`datetime` of `datetime`, `Union` of `typing`."""
    return Atom(code=identifier(name), imports=frozenset({External(module=module, name=name)}))


def internal(module: ModulePath, name: str) -> Atom:
    """A name of the emitted runtime: `FileTypes` of `_types`."""
    return Atom(code=identifier(name), imports=frozenset({Internal(module=module, name=name)}))


NONE = builtin("None")
OBJECT = builtin("object")
STR = builtin("str")
INT = builtin("int")
FLOAT = builtin("float")
BOOL = builtin("bool")
DATETIME = external("datetime", "datetime")
DATE = external("datetime", "date")
FILE = internal(("_types",), "FileTypes")
BASE64_FILE = internal(("_types",), "Base64FileInput")
UNION = external("typing", "Union")
LIST = external("typing", "List")
ITERABLE = external("typing", "Iterable")
DICT = external("typing", "Dict")
SEQUENCE = internal(("_types",), "SequenceNotStr")
REQUIRED = external("typing_extensions", "Required")
_OPTIONAL = external("typing", "Optional")
LITERAL = external("typing_extensions", "Literal")
_ANNOTATED = external("typing_extensions", "Annotated")
_PROPERTY_INFO = internal(("_utils",), "PropertyInfo")


def literals(values: Sequence[Scalar]) -> Expression:
    """`Literal["a", 1, True]`."""
    return Applied(head=LITERAL, arguments=tuple(Atom(code=literal(value)) for value in values))


def applied(head: Atom, *arguments: Expression) -> Expression:
    """`head[arguments]`; the format of a list's items moves to the outside, where the runtime looks for it.

    A map says nothing of dates among its values, which the runtime sends as ISO 8601 wherever they are.
    """
    if head in (LIST, ITERABLE, SEQUENCE) and isinstance(item := arguments[0], Formatted):
        return Formatted(inner=Applied(head=head, arguments=(item.inner,)), format=item.format)
    if head == DICT and isinstance(value := arguments[1], Formatted) and value.format == "iso8601":
        return Applied(head=head, arguments=(arguments[0], value.inner))
    return Applied(head=head, arguments=arguments)


def union(parts: Iterable[Expression]) -> Expression:
    """The union of types: flat, each member once, literals as one, `None` last; one member is that member."""
    members: list[Expression] = []
    formats: list[str] = []
    for part in parts:
        plain = part.inner if isinstance(part, Formatted) else part
        if isinstance(part, Formatted):
            formats.append(part.format)
        for member in plain.arguments if isinstance(plain, Applied) and plain.head == UNION else (plain,):
            _add_member(members, member)
    if NONE in members:
        members.remove(NONE)
        members.append(NONE)
    whole = members[0] if len(members) == 1 else Applied(head=UNION, arguments=tuple(members))
    return Formatted(inner=whole, format=formats[0]) if formats else whole


def _add_member(members: list[Expression], member: Expression) -> None:
    """Add a member of a union; literal values are gathered in one place."""
    if isinstance(member, Applied) and member.head == LITERAL:
        for place, other in enumerate(members):
            if isinstance(other, Applied) and other.head == LITERAL:
                members[place] = Applied(
                    head=LITERAL, arguments=tuple(dict.fromkeys(other.arguments + member.arguments))
                )
                return
    if member not in members:
        members.append(member)


def optional(part: Expression) -> Expression:
    """The type, or `None`."""
    if isinstance(part, Discriminated):
        return Discriminated(inner=optional(part.inner), discriminator=part.discriminator)
    return union((part, NONE))


def without_format(part: Expression) -> Expression:
    """The type as a method's argument has it, where formats are not said."""
    match part:
        case Formatted(inner=inner) | Discriminated(inner=inner):
            return without_format(inner)
        case Applied(head=head, arguments=arguments):
            return Applied(head=head, arguments=tuple(without_format(argument) for argument in arguments))
        case Atom() | Named():
            return part
        case _:
            assert_never(part)


def without_none(part: Expression) -> Expression:
    """The type of what is there: not `None`."""
    match part:
        case Formatted(inner=inner):
            return Formatted(inner=without_none(inner), format=part.format)
        case Applied(head=head, arguments=arguments) if head == UNION:
            return union(argument for argument in arguments if argument != NONE)
        case _:
            return part


def without_files(part: Expression) -> Expression:
    """The type where encoded bytes are given as text only, not as a file that is read and encoded."""
    match part:
        case Formatted(inner=inner, format="base64"):
            return without_files(inner)
        case Applied(head=head, arguments=arguments):
            kept = tuple(without_files(argument) for argument in arguments if argument != BASE64_FILE)
            return union(kept) if head == UNION else Applied(head=head, arguments=kept)
        case _:
            return part


def symbols_of(*parts: Expression) -> frozenset[Symbol]:
    """Every class or alias that types name."""
    found: set[Symbol] = set()
    stack = list(parts)
    while stack:
        part = stack.pop()
        match part:
            case Atom():
                pass
            case Named(symbol=symbol):
                found.add(symbol)
            case Applied(arguments=arguments):
                stack += arguments
            case Formatted(inner=inner) | Discriminated(inner=inner):
                stack.append(inner)
            case _:
                assert_never(part)
    return frozenset(found)


class Place(Struct, frozen=True, kw_only=True):
    """Where an annotation is printed.

    `late` are symbols that must be quoted and imported at the file's end, `quoted` local names that are used
    before they are defined, `shadowed` names of the class's own fields, `shadowed_modules` those of modules that a
    field of the file is called like, `qualified` modules that are imported as
    a whole (`pet_create_params.Owner`), `declared` names that the module has for something of its own (what is called
    so elsewhere is spelled with its module), `taken` names that imports may not have for another reason (they get an
    alias). In a `text` that holds the whole annotation nothing is quoted.
    """

    module: ModulePath
    qualified: frozenset[ModulePath] = field(default=frozenset())
    late: frozenset[Symbol] = field(default=frozenset())
    quoted: frozenset[str] = field(default=frozenset())
    shadowed: frozenset[str] = field(default=frozenset())
    shadowed_modules: frozenset[str] = field(default=frozenset())
    declared: frozenset[str] = field(default=frozenset())
    taken: frozenset[str] = field(default=frozenset())
    text: bool = False


def render(part: Expression, place: Place) -> Annotation:
    """Print a type for a place, with the imports that it needs there."""
    match part:
        case Atom():
            return _atom(part, place)
        case Named(symbol=symbol):
            return _named(symbol, place)
        case Applied(head=head, arguments=arguments):
            return _applied(head, arguments, place)
        case Formatted(inner=inner, format=format_):
            return annotated(render(inner, place), place, format_=format_)
        case Discriminated(inner=inner, discriminator=discriminator):
            return annotated(render(inner, place), place, discriminator=discriminator)
        case _:
            assert_never(part)


def annotated(
    inner: Annotation, place: Place, *, alias: str | None = None, format_: str = "", discriminator: str = ""
) -> Annotation:
    """`Annotated[inner, PropertyInfo(...)]`; the inner annotation itself where there is nothing to say.

    An alias may be the empty name, which JSON has no objection to.
    """
    pairs = ((Code("alias"), alias), (Code("format"), format_ or None), (Code("discriminator"), discriminator or None))
    metadata = [compose("{}={}", key, string(value)) for key, value in pairs if value is not None]
    if not metadata:
        return inner
    head, info = _atom(_ANNOTATED, place), _atom(_PROPERTY_INFO, place)
    code = compose("{}[{}, {}({})]", head.code, inner.code, info.code, join(", ", metadata))
    return Annotation(code=code, imports=inner.imports | head.imports | info.imports, late=inner.late)


def wrapped(head: Atom, inner: Annotation, place: Place) -> Annotation:
    """`head[inner]` of an annotation that is printed already."""
    printed = _atom(head, place)
    return Annotation(
        code=subscript(printed.code, [inner.code]), imports=inner.imports | printed.imports, late=inner.late
    )


def _atom(atom: Atom, place: Place) -> Annotation:
    name = str(atom.code)
    if name in place.shadowed:
        if name in DATES:
            return _qualified("datetime", name, place)
        if hasattr(builtins, name):
            return _qualified("builtins", name, place)
    if name in place.taken | place.declared and atom.imports:
        alias = _ALIAS_PREFIX + name
        return Annotation(code=identifier(alias), imports=frozenset(replace(one, alias=alias) for one in atom.imports))
    return Annotation(code=atom.code, imports=atom.imports)


def _qualified(module: str, name: str, place: Place) -> Annotation:
    """`datetime.date`; the module gets another name where a field of the class has its own."""
    alias = f"_{module}" if module in place.shadowed_modules else ""
    return Annotation(
        code=dotted(f"{alias or module}.{name}"), imports=frozenset({External(module=module, alias=alias)})
    )


def _named(symbol: Symbol, place: Place) -> Annotation:
    name = identifier(symbol.name)
    if symbol.module == place.module:
        return Annotation(code=_quoted(name, place) if symbol.name in place.quoted else name)
    if symbol.module in place.qualified:
        package, stem = symbol.module[:-1], symbol.module[-1]
        whole: frozenset[Import] = frozenset({Internal(module=package, name=stem)})
        return Annotation(code=dotted(f"{stem}.{symbol.name}"), imports=whole)
    # what is quoted would be taken for the builtin while the import is still to come
    hidden = symbol in place.late and hasattr(builtins, symbol.name)
    if symbol.name in place.declared and symbol not in place.late:
        return _of_module(symbol, place)
    alias = _alias(symbol) if hidden or symbol.name in place.taken | place.declared else ""
    spelled = identifier(alias or symbol.name)
    needed: frozenset[Import] = frozenset({Internal(module=symbol.module, name=symbol.name, alias=alias)})
    if symbol in place.late:
        return Annotation(code=_quoted(spelled, place), late=needed)
    return Annotation(code=spelled, imports=needed)


def _of_module(symbol: Symbol, place: Place) -> Annotation:
    """`tool_call.ToolCall`; the module gets another name where a field of the file has its own."""
    package, stem = symbol.module[:-1], symbol.module[-1]
    alias = f"_{stem}" if stem in place.shadowed_modules else ""
    whole: frozenset[Import] = frozenset({Internal(module=package, name=stem, alias=alias)})
    return Annotation(code=dotted(f"{alias or stem}.{symbol.name}"), imports=whole)


def _quoted(name: Code, place: Place) -> Code:
    return name if place.text else compose('"{}"', name)


def _alias(symbol: Symbol) -> str:
    """Another name for a class whose own is taken: that of its package before it."""
    package = symbol.module[-2:][0]
    return "".join(word[:1].upper() + word[1:] for word in package.split("_")) + symbol.name


def _applied(head: Atom, arguments: tuple[Expression, ...], place: Place) -> Annotation:
    if head == UNION and len(arguments) == 2 and arguments[1] == NONE:  # a type and None
        head, arguments = _OPTIONAL, arguments[:1]
    printed = [render(argument, place) for argument in arguments]
    spelled = _atom(head, place)
    return Annotation(
        code=subscript(spelled.code, [argument.code for argument in printed]),
        imports=spelled.imports.union(*(argument.imports for argument in printed)),
        late=frozenset[Import]().union(*(argument.late for argument in printed)),
    )
