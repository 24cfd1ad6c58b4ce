"""What can differ between two surfaces, and whom it hurts.

In: nothing. Out: the closed list of `Change`s. Each has a row in docs/compare.md and a test in tests/compare/.
"""

from __future__ import annotations

from enum import Enum

from msgspec import Struct


class Impact(Enum):
    """Whom a change hurts, the worst first."""

    CALLERS = "breaks callers"
    TYPE_CHECKERS = "breaks type checkers only"
    NOTHING = "additive"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return list(Impact).index(self)


class Change(Struct, frozen=True, kw_only=True):
    """One kind of change. `code` is stable; `meaning` tells a maintainer what a user notices."""

    code: str
    impact: Impact
    meaning: str


MODULE_REMOVED = Change(
    code="module-removed", impact=Impact.CALLERS, meaning="The module is gone: importing from it fails."
)
MODULE_ADDED = Change(code="module-added", impact=Impact.NOTHING, meaning="There is a new module.")

EXPORT_REMOVED = Change(
    code="export-removed", impact=Impact.CALLERS, meaning="The name cannot be imported from here any more."
)
EXPORT_HIDDEN = Change(
    code="export-hidden",
    impact=Impact.TYPE_CHECKERS,
    meaning="The name can still be imported, but is not declared as public: star imports and type checkers miss it.",
)
EXPORT_ADDED = Change(code="export-added", impact=Impact.NOTHING, meaning="There is a new name to import.")

CLASS_REMOVED = Change(
    code="class-removed", impact=Impact.CALLERS, meaning="The class is gone: importing it fails, and so does using it."
)
CLASS_ADDED = Change(code="class-added", impact=Impact.NOTHING, meaning="There is a new class.")
BASE_REMOVED = Change(
    code="base-removed",
    impact=Impact.CALLERS,
    meaning="The class has lost a base: `isinstance` and inherited members are not what they were.",
)
BASE_ADDED = Change(code="base-added", impact=Impact.NOTHING, meaning="The class has a further base.")
BASE_ARGUMENTS = Change(
    code="base-arguments",
    impact=Impact.TYPE_CHECKERS,
    meaning="A base has other type arguments, or the bases another order.",
)
CLASS_KEYWORDS = Change(
    code="class-keywords", impact=Impact.TYPE_CHECKERS, meaning="The class is declared with other keywords (`total`)."
)

FIELD_REMOVED = Change(
    code="field-removed", impact=Impact.CALLERS, meaning="The attribute is gone: reading it raises `AttributeError`."
)
FIELD_ADDED = Change(code="field-added", impact=Impact.NOTHING, meaning="There is a new attribute.")
FIELD_WIDENED = Change(
    code="field-widened",
    impact=Impact.TYPE_CHECKERS,
    meaning="The attribute may hold more than before (`None`, a further variant): code that reads it must check.",
)
FIELD_NARROWED = Change(
    code="field-narrowed", impact=Impact.NOTHING, meaning="The attribute holds less than before: readers keep working."
)
FIELD_RETYPED = Change(
    code="field-retyped",
    impact=Impact.CALLERS,
    meaning="The attribute holds something else: what callers do with it fails.",
)
FIELD_DEFAULT = Change(
    code="field-default",
    impact=Impact.CALLERS,
    meaning="The attribute has another value, or another name on the wire, where nothing is given.",
)
FIELD_REQUIRED = Change(
    code="field-required",
    impact=Impact.NOTHING,
    meaning="The attribute has no default any more. Models are read, seldom built: readers keep working.",
)
FIELD_OPTIONAL = Change(code="field-optional", impact=Impact.NOTHING, meaning="The attribute has a default now.")

KEY_REMOVED = Change(
    code="key-removed",
    impact=Impact.TYPE_CHECKERS,
    meaning="The key of the typed dictionary is gone: it is still sent, but type checkers reject it.",
)
KEY_ADDED = Change(code="key-added", impact=Impact.NOTHING, meaning="There is a new key that may be left out.")
KEY_ADDED_REQUIRED = Change(
    code="key-added-required",
    impact=Impact.TYPE_CHECKERS,
    meaning="There is a new required key: type checkers reject dictionaries without it.",
)
KEY_REQUIRED = Change(
    code="key-required",
    impact=Impact.TYPE_CHECKERS,
    meaning="The key is required now: type checkers reject dictionaries without it.",
)
KEY_OPTIONAL = Change(code="key-optional", impact=Impact.NOTHING, meaning="The key may be left out now.")
KEY_WIDENED = Change(code="key-widened", impact=Impact.NOTHING, meaning="The key takes more than before.")
KEY_NARROWED = Change(
    code="key-narrowed",
    impact=Impact.TYPE_CHECKERS,
    meaning="The key does not take all that it took: type checkers reject the rest.",
)
METADATA = Change(
    code="metadata",
    impact=Impact.CALLERS,
    meaning="The metadata of `Annotated` differs (name or format on the wire): the server is sent something else.",
)

ATTRIBUTE_KIND = Change(
    code="attribute-kind",
    impact=Impact.NOTHING,
    meaning="An attribute has become a property, or the other way round: reading it is the same.",
)
NAME_KIND = Change(
    code="name-kind",
    impact=Impact.CALLERS,
    meaning="The name stands for another kind of thing (an alias instead of a class): importing works, using does not.",
)

METHOD_REMOVED = Change(
    code="method-removed", impact=Impact.CALLERS, meaning="The method is gone: calling it raises `AttributeError`."
)
METHOD_ADDED = Change(code="method-added", impact=Impact.NOTHING, meaning="There is a new method.")
METHOD_ASYNCHRONY = Change(
    code="method-asynchrony",
    impact=Impact.CALLERS,
    meaning="The method must be awaited now, or must not any more.",
)
METHOD_BINDING = Change(
    code="method-binding",
    impact=Impact.CALLERS,
    meaning="A method has become a property, a static method or the like, or the other way round.",
)
OVERLOAD_REMOVED = Change(
    code="overload-removed",
    impact=Impact.TYPE_CHECKERS,
    meaning="There are fewer overloads: type checkers reject calls that only the lost one matched.",
)
OVERLOAD_ADDED = Change(code="overload-added", impact=Impact.NOTHING, meaning="There are more overloads.")
PARAMETER_ORDER = Change(
    code="parameter-order",
    impact=Impact.CALLERS,
    meaning="Arguments given by position reach another parameter than before.",
)
PARAMETER_REMOVED = Change(
    code="parameter-removed", impact=Impact.CALLERS, meaning="The parameter is gone: giving it raises `TypeError`."
)
PARAMETER_ADDED = Change(
    code="parameter-added", impact=Impact.NOTHING, meaning="There is a new parameter that may be left out."
)
PARAMETER_ADDED_REQUIRED = Change(
    code="parameter-added-required",
    impact=Impact.CALLERS,
    meaning="There is a new required parameter: calls without it raise `TypeError`.",
)
PARAMETER_REQUIRED = Change(
    code="parameter-required",
    impact=Impact.CALLERS,
    meaning="The parameter has no default any more: calls without it raise `TypeError`.",
)
PARAMETER_OPTIONAL = Change(
    code="parameter-optional", impact=Impact.NOTHING, meaning="The parameter may be left out now."
)
PARAMETER_DEFAULT = Change(
    code="parameter-default",
    impact=Impact.CALLERS,
    meaning="The default is another one: calls that leave the parameter out do something else.",
)
PARAMETER_SENTINEL = Change(
    code="parameter-sentinel",
    impact=Impact.TYPE_CHECKERS,
    meaning="Another marker stands for `left out`: calls do the same, annotations of code that passes it on do not.",
)
PARAMETER_KIND_NARROWED = Change(
    code="parameter-kind-narrowed",
    impact=Impact.CALLERS,
    meaning="The parameter can no longer be given by position, or no longer by name.",
)
PARAMETER_KIND_WIDENED = Change(
    code="parameter-kind-widened",
    impact=Impact.NOTHING,
    meaning="The parameter can be given by position as well as by name now.",
)
PARAMETER_WIDENED = Change(
    code="parameter-widened", impact=Impact.NOTHING, meaning="The parameter takes more than before."
)
PARAMETER_NARROWED = Change(
    code="parameter-narrowed",
    impact=Impact.TYPE_CHECKERS,
    meaning="The parameter does not take all that it took: type checkers reject the rest.",
)
RETURN_WIDENED = Change(
    code="return-widened",
    impact=Impact.TYPE_CHECKERS,
    meaning="More may come back than before (`None`, a further variant): callers must check.",
)
RETURN_NARROWED = Change(
    code="return-narrowed", impact=Impact.NOTHING, meaning="Less comes back than before: callers keep working."
)
RETURN_RETYPED = Change(
    code="return-retyped",
    impact=Impact.CALLERS,
    meaning="Something else comes back (a page instead of a model): what callers do with it fails.",
)
RESPELLED = Change(
    code="respelled",
    impact=Impact.NOTHING,
    meaning="The annotation is spelled through another name that stands for the same.",
)

ALIAS_REMOVED = Change(
    code="alias-removed", impact=Impact.CALLERS, meaning="The alias or constant is gone: importing it fails."
)
ALIAS_ADDED = Change(code="alias-added", impact=Impact.NOTHING, meaning="There is a new alias or constant.")
ALIAS_CHANGED = Change(
    code="alias-changed",
    impact=Impact.TYPE_CHECKERS,
    meaning="The alias stands for another type: annotations that use it mean something else.",
)
CONSTANT_CHANGED = Change(
    code="constant-changed", impact=Impact.CALLERS, meaning="The module's variable has another value."
)

PRIVATE_NAME_REMOVED = Change(
    code="private-name-removed",
    impact=Impact.CALLERS,
    meaning="A private name that hand-written code or tests of the reference import is gone.",
)

ALL: tuple[Change, ...] = tuple(value for value in list(globals().values()) if isinstance(value, Change))
