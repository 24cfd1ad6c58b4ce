"""What type checkers must be told about fields that a class declares otherwise than its base.

In: a field and the one of its name in a base. Out: the comment that stands behind it.

Narrowing what a base declares is unsound to a type checker, and what `allOf` means; some documents even put
another type in its place.
"""

from __future__ import annotations

from msgspec.structs import replace

from sdkwright.python.code import Code, compose
from sdkwright.python.types.expressions import (
    BOOL,
    FLOAT,
    INT,
    LITERAL,
    NONE,
    OBJECT,
    STR,
    UNION,
    Applied,
    Atom,
    Expression,
    optional,
    without_format,
)
from sdkwright.python.types.modules import Field
from sdkwright.python.types.views import FieldView

_NARROWED = Code("# pyright: ignore[reportIncompatibleVariableOverride]")
_NARROWED_DEFAULT = Code("# pyright: ignore[reportIncompatibleVariableOverride, reportGeneralTypeIssues]")
_REPLACED = Code("# type: ignore[assignment, unused-ignore]")
_KEY = Code("# type: ignore[misc]")


def model_note(field: Field, base: Field | None) -> Code | None:
    """The comment on a model's field; `None` where its base declares none, or the same."""
    if base is None or not _differs(field, base):
        return None
    allowed = _members(_read(base))
    if not all(_fits(member, allowed) for member in _members(_read(field))):
        return _REPLACED
    return _NARROWED_DEFAULT if NONE in allowed and NONE not in _members(_read(field)) else _NARROWED


def key_note(field: Field, base: Field | None) -> Code | None:
    """The comment on a key of a TypedDict."""
    return None if base is None or not _differs(field, base) else _KEY


def noted(view: FieldView, note: Code) -> FieldView:
    """The field with the comment on its first line, which is the one that type checkers look at.

    The formatter breaks what is too long at the first bracket, and would leave the comment behind the last one.
    """
    default = "" if view.default is None else f" = {view.default}"
    before, bracket, after = view.annotation.partition("[")
    if not bracket or len(f"    {view.name}: {view.annotation}{default}") <= _WIDTH:
        return replace(view, note=note)
    return replace(view, annotation=compose("{}[  {}\n{}", before, note, after))


_WIDTH = 120
"""Of the emitted lines; comments to type checkers do not count."""


def _differs(field: Field, base: Field) -> bool:
    return (base.type, base.required, base.wire_name) != (field.type, field.required, field.wire_name)


def _read(field: Field) -> Expression:
    """The type of a field as users read it."""
    return without_format(field.type if field.required else optional(field.type))


def _members(type_: Expression) -> frozenset[Expression]:
    """The types that a union is made of, the values of a literal each by itself."""
    if isinstance(type_, Applied) and type_.head == UNION:
        return frozenset(member for argument in type_.arguments for member in _members(argument))
    if isinstance(type_, Applied) and type_.head == LITERAL:
        return frozenset(Applied(head=LITERAL, arguments=(value,)) for value in type_.arguments)
    return frozenset({type_})


def _fits(member: Expression, allowed: frozenset[Expression]) -> bool:
    """Whether every value of a type is surely one of the others'."""
    if member in allowed or OBJECT in allowed or (member == INT and FLOAT in allowed):
        return True
    if not isinstance(member, Applied) or member.head != LITERAL or not isinstance(member.arguments[0], Atom):
        return False
    code = member.arguments[0].code
    if code.startswith(("'", '"')):
        return STR in allowed
    return BOOL in allowed if code in ("True", "False") else bool(allowed & {INT, FLOAT})
