"""What an annotation means, whatever its spelling.

In: the source text of an annotation or of an alias's value. Out: a `Meaning`, equal for annotations that mean the
same: quotes, `Optional`/`Union`/`|`, `List`/`list`, the order of members, and the modules that names are taken from
make no difference (PEP 484, 585, 586, 593, 604).
"""

from __future__ import annotations

import ast
import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias, assert_never

from msgspec import Struct

_BUILTIN_NAMES: Mapping[str, str] = {
    "List": "list",
    "Dict": "dict",
    "Set": "set",
    "FrozenSet": "frozenset",
    "Tuple": "tuple",
    "Type": "type",
    "Text": "str",
}


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A class, an alias or `None`. `written` is the dotted name in the source, by which it can be looked up."""

    name: str
    written: str = dataclasses.field(compare=False)


class Choice(Struct, frozen=True, kw_only=True):
    """One value of a `Literal`, as Python writes it."""

    value: str


class Applied(Struct, frozen=True, kw_only=True):
    """A generic with its arguments."""

    head: Named
    arguments: tuple[Meaning, ...]


class OneOf(Struct, frozen=True, kw_only=True):
    """A union of at least two, none of which is a union."""

    members: frozenset[Meaning]


class Tagged(Struct, frozen=True, kw_only=True):
    """`Annotated`: a type and metadata."""

    inner: Meaning
    metadata: tuple[str, ...]


class Listing(Struct, frozen=True, kw_only=True):
    """A bracketed list of types: the parameters of a `Callable`."""

    items: tuple[Meaning, ...]


class Opaque(Struct, frozen=True, kw_only=True):
    """An expression that is no annotation that we know, as Python writes it."""

    text: str


Meaning: TypeAlias = Named | Choice | Applied | OneOf | Tagged | Listing | Opaque


def meaning_of(text: str) -> Meaning:
    """What the source text of an annotation means; text that is no expression is `Opaque`."""
    try:
        return _read(ast.parse(text.strip(), mode="eval").body)
    except (SyntaxError, ValueError, RecursionError):
        return Opaque(text=text)


def one_of(members: Iterable[Meaning]) -> Meaning:
    """The union of some; of a single one, that one."""
    flat: set[Meaning] = set()
    for member in members:
        flat |= parts(member)
    return flat.pop() if len(flat) == 1 else OneOf(members=frozenset(flat))


def parts(meaning: Meaning) -> frozenset[Meaning]:
    """The members of a union; of anything else, itself."""
    return meaning.members if isinstance(meaning, OneOf) else frozenset({meaning})


def _read(node: ast.expr) -> Meaning:
    match node:
        case ast.Constant(value=str() as text):
            return meaning_of(text)
        case ast.Constant(value=None):
            return Named(name="None", written="None")
        case ast.Name() | ast.Attribute():
            return _named(node)
        case ast.BinOp(op=ast.BitOr(), left=left, right=right):
            return one_of((_read(left), _read(right)))
        case ast.Subscript(value=head, slice=ast.Tuple(elts=arguments)):
            return _subscript(head, arguments)
        case ast.Subscript(value=head, slice=argument):
            return _subscript(head, [argument])
        case ast.List(elts=items):
            return Listing(items=tuple(_read(item) for item in items))
        case _:
            return Opaque(text=value_of(node))


def _subscript(head: ast.expr, arguments: Sequence[ast.expr]) -> Meaning:
    named = _named(head)
    if isinstance(named, Opaque):
        return Opaque(text=f"{named.text}[{', '.join(value_of(argument) for argument in arguments)}]")
    match named.name:
        case "Union":
            return one_of(_read(argument) for argument in arguments)
        case "Optional":
            return one_of((*map(_read, arguments), Named(name="None", written="None")))
        case "Literal":
            return one_of(_choice(argument) for argument in arguments)
        case "Annotated" if arguments:
            return Tagged(inner=_read(arguments[0]), metadata=tuple(value_of(each) for each in arguments[1:]))
        case _:
            return Applied(head=named, arguments=tuple(_read(argument) for argument in arguments))


def _choice(node: ast.expr) -> Meaning:
    match node:
        case ast.Constant(value=None):
            return Named(name="None", written="None")
        case _:
            return Choice(value=value_of(node))


def _named(node: ast.expr) -> Named | Opaque:
    match node:
        case ast.Name(id=name):
            return Named(name=_BUILTIN_NAMES.get(name, name), written=name)
        case ast.Attribute(attr=name):
            return Named(name=_BUILTIN_NAMES.get(name, name), written=ast.unparse(node))
        case _:
            return Opaque(text=value_of(node))


class _WithoutModules(ast.NodeTransformer):
    """Takes the modules off dotted names: `httpx.URL` is `URL`."""

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        root: ast.expr = node
        while isinstance(root, ast.Attribute):
            root = root.value
        return ast.Name(id=node.attr, ctx=ast.Load()) if isinstance(root, ast.Name) else node


def value_of(node: ast.expr) -> str:
    """One spelling of an expression that is a value: a default, a metadata."""
    return ast.unparse(_WithoutModules().visit(node))


def value_of_text(text: str) -> str:
    """One spelling of the source text of a value; text that is no expression stays as it is."""
    try:
        return value_of(ast.parse(text.strip(), mode="eval").body)
    except (SyntaxError, ValueError, RecursionError):
        return text


def renamed(meaning: Meaning, names: Mapping[str, str]) -> Meaning:
    """A meaning with other names for some: those that a module imports under names of its own."""
    match meaning:
        case Named(written=written):
            return Named(name=names[written], written=written) if written in names else meaning
        case Applied(head=head, arguments=arguments):
            named = Named(name=names.get(head.written, head.name), written=head.written)
            return Applied(head=named, arguments=tuple(renamed(each, names) for each in arguments))
        case OneOf(members=members):
            return one_of(renamed(each, names) for each in members)
        case Tagged(inner=inner, metadata=metadata):
            return Tagged(inner=renamed(inner, names), metadata=metadata)
        case Listing(items=items):
            return Listing(items=tuple(renamed(each, names) for each in items))
        case Choice() | Opaque():
            return meaning
        case _:
            assert_never(meaning)


def spell(meaning: Meaning) -> str:
    """A meaning as an annotation, for readers; members of unions in alphabetical order, `None` and markers last."""
    match meaning:
        case Named(name=name):
            return name
        case Choice(value=value):
            return f"Literal[{value}]"
        case Applied(head=head, arguments=arguments):
            return f"{head.name}[{', '.join(map(spell, arguments))}]"
        case OneOf(members=members):
            return _spell_union(members)
        case Tagged(inner=inner, metadata=metadata):
            return f"Annotated[{', '.join((spell(inner), *metadata))}]"
        case Listing(items=items):
            return f"[{', '.join(map(spell, items))}]"
        case Opaque(text=text):
            return text
        case _:
            assert_never(meaning)


def _spell_union(members: frozenset[Meaning]) -> str:
    values = sorted(member.value for member in members if isinstance(member, Choice))
    others = sorted(spell(member) for member in members if not isinstance(member, Choice))
    literal = [f"Literal[{', '.join(values)}]"] if values else []
    last = [each for each in ("None", "NotGiven", "Omit") if each in others]
    named = [other for other in others if other not in last]
    return " | ".join((*named, *literal, *last))
