"""Every kind of change that a comparison tells, on the smallest modules that show it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from surfaces import compare_sources, told

from sdkwright.compare import rules
from sdkwright.compare.rules import Impact

CALLERS, CHECKERS, NOTHING = Impact.CALLERS, Impact.TYPE_CHECKERS, Impact.NOTHING


@dataclass(frozen=True)
class Case:
    """A module before and after, and what must be told: the code, the item, whom it hurts."""

    before: str
    after: str
    expected: tuple[tuple[str, str], ...]
    impact: Impact
    path: str = "pets.py"


def method(before: str, after: str, *expected: tuple[str, str], impact: Impact) -> Case:
    """A case about one method of a class; each side is what stands between `def ` and the colon."""

    def source(head: str) -> str:
        return f"class Pets:\n    {head}: ...\n"

    return Case(source(before), source(after), expected, impact)


def model(before: str, after: str, *expected: tuple[str, str], impact: Impact) -> Case:
    """A case about one field of a model."""
    return Case(f"class Pet(BaseModel):\n    {before}\n", f"class Pet(BaseModel):\n    {after}\n", expected, impact)


def params(before: str, after: str, *expected: tuple[str, str], impact: Impact) -> Case:
    """A case about one key of a typed dictionary."""
    head = "class PetParams(TypedDict, total=False):\n    name: str\n"
    return Case(f"{head}    {before}\n", f"{head}    {after}\n", expected, impact)


IMPORTS = "from typing_extensions import Literal, overload\n"
OVERLOADED = """\
class Pets:
    @overload
    def get(self, id: int) -> int: ...
    @overload
    def get(self, id: str) -> str: ...
    def get(self, id): ...
"""
OVERLOADED_MORE = OVERLOADED.replace(
    "    def get(self, id): ...\n",
    "    @overload\n    def get(self, id: bytes) -> bytes: ...\n    def get(self, id): ...\n",
)

CASES: dict[str, Case] = {
    "export-removed": Case(
        '__all__ = ["Pet", "Cat"]\nfrom ._x import Pet, Cat\n',
        '__all__ = ["Pet"]\nfrom ._x import Pet\n',
        (("export-removed", "Cat"),),
        CALLERS,
    ),
    "export-hidden": Case(
        '__all__ = ["Pet", "Cat"]\nfrom ._x import Pet, Cat\n',
        '__all__ = ["Pet"]\nfrom ._x import Pet, Cat\n',
        (("export-hidden", "Cat"),),
        CHECKERS,
    ),
    "export-added": Case(
        '__all__ = ["Pet"]\nfrom ._x import Pet\n',
        '__all__ = ["Pet", "Cat"]\nfrom ._x import Pet, Cat\n',
        (("export-added", "Cat"),),
        NOTHING,
    ),
    "class-removed": Case("class Pet: ...\nclass Cat: ...\n", "class Cat: ...\n", (("class-removed", "Pet"),), CALLERS),
    "class-added": Case("class Cat: ...\n", "class Pet: ...\nclass Cat: ...\n", (("class-added", "Pet"),), NOTHING),
    "base-removed": Case("class Pet(Base, A): ...\n", "class Pet(Base): ...\n", (("base-removed", "Pet"),), CALLERS),
    "base-added": Case("class Pet(Base): ...\n", "class Pet(Base, A): ...\n", (("base-added", "Pet"),), NOTHING),
    "base-arguments": Case(
        "class Page(Base[Pet]): ...\n", "class Page(Base[Cat]): ...\n", (("base-arguments", "Page"),), CHECKERS
    ),
    "class-keywords": Case(
        "class P(TypedDict, total=False):\n    a: NotRequired[str]\n",
        "class P(TypedDict):\n    a: NotRequired[str]\n",
        (("class-keywords", "P"),),
        CHECKERS,
    ),
    "field-removed": model("name: str\n    id: int", "id: int", ("field-removed", "Pet.name"), impact=CALLERS),
    "field-added": model("id: int", "name: str\n    id: int", ("field-added", "Pet.name"), impact=NOTHING),
    "field-widened": model("a: Cat", "a: Optional[Cat]", ("field-widened", "Pet.a"), impact=CHECKERS),
    "field-widened-by-a-variant": model("a: Cat", "a: Union[Dog, Cat]", ("field-widened", "Pet.a"), impact=CHECKERS),
    "field-overlapping": model("a: Cat | Dog", "a: Cat | Cow", ("field-widened", "Pet.a"), impact=CHECKERS),
    "field-narrowed": model('a: Literal["x", "y"]', "a: Literal['y']", ("field-narrowed", "Pet.a"), impact=NOTHING),
    "field-of-open-enum": model("a: Literal['x']", "a: str", ("field-widened", "Pet.a"), impact=CHECKERS),
    "field-retyped": model("a: str", "a: datetime", ("field-retyped", "Pet.a"), impact=CALLERS),
    "field-retyped-but-both-null": model(
        "a: Optional[str] = None", "a: Optional[Cat] = None", ("field-retyped", "Pet.a"), impact=CALLERS
    ),
    "field-default": model("a: int = 1", "a: int = 2", ("field-default", "Pet.a"), impact=CALLERS),
    "field-default-of-the-wire-name": model(
        "a: int", 'a: int = FieldInfo(alias="A")', ("field-default", "Pet.a"), impact=CALLERS
    ),
    "field-required": model(
        'a: str = FieldInfo(alias="A", default=None)',
        'a: str = FieldInfo(alias="A")',
        ("field-required", "Pet.a"),
        impact=NOTHING,
    ),
    "field-optional": model("a: str", "a: str = None", ("field-optional", "Pet.a"), impact=NOTHING),
    "key-removed": params("a: str", "", ("key-removed", "PetParams.a"), impact=CHECKERS),
    "key-added": params("", "a: str", ("key-added", "PetParams.a"), impact=NOTHING),
    "key-added-required": params("", "a: Required[str]", ("key-added-required", "PetParams.a"), impact=CHECKERS),
    "key-required": params("a: str", "a: Required[str]", ("key-required", "PetParams.a"), impact=CHECKERS),
    "key-optional": params("a: Required[str]", "a: str", ("key-optional", "PetParams.a"), impact=NOTHING),
    "key-widened": params("a: str", "a: Union[str, int]", ("key-widened", "PetParams.a"), impact=NOTHING),
    "key-widened-to-any-iterable": params(
        "a: List[str]", "a: Iterable[str]", ("key-widened", "PetParams.a"), impact=NOTHING
    ),
    "key-narrowed": params('a: Literal["x", "y"]', 'a: Literal["x"]', ("key-narrowed", "PetParams.a"), impact=CHECKERS),
    "key-narrowed-and-required": params(
        "a: Optional[str]",
        "a: Required[str]",
        ("key-narrowed", "PetParams.a"),
        ("key-required", "PetParams.a"),
        impact=CHECKERS,
    ),
    "metadata": params(
        'a: Annotated[str, PropertyInfo(alias="A")]',
        'a: Annotated[str, PropertyInfo(alias="aa")]',
        ("metadata", "PetParams.a"),
        impact=CALLERS,
    ),
    "attribute-kind": Case(
        "class Client:\n    pets: Pets\n",
        "class Client:\n    @cached_property\n    def pets(self) -> Pets: ...\n",
        (("attribute-kind", "Client.pets"),),
        NOTHING,
    ),
    "attribute-kind-the-other-way": Case(
        "class Client:\n    @property\n    def pets(self) -> Pets: ...\n",
        "class Client:\n    pets: Cats\n",
        (("attribute-kind", "Client.pets"), ("field-retyped", "Client.pets")),
        CALLERS,
    ),
    "name-kind": Case("class Pet: ...\n", "Pet: TypeAlias = Union[A, B]\n", (("name-kind", "Pet"),), CALLERS),
    "method-removed": method(
        "def get(self)",
        "def __init__(self)",
        ("method-added", "Pets.__init__"),
        ("method-removed", "Pets.get"),
        impact=CALLERS,
    ),
    "method-added": Case(
        "class Pets: ...\n", "class Pets:\n    def get(self): ...\n", (("method-added", "Pets.get"),), NOTHING
    ),
    "method-asynchrony": method(
        "def get(self) -> int", "async def get(self) -> int", ("method-asynchrony", "Pets.get"), impact=CALLERS
    ),
    "method-binding": Case(
        "class Pets:\n    @property\n    def size(self) -> int: ...\n",
        "class Pets:\n    def size(self) -> int: ...\n",
        (("method-binding", "Pets.size"),),
        CALLERS,
    ),
    "overload-removed": Case(
        OVERLOADED_MORE,
        OVERLOADED,
        (
            ("overload-removed", "Pets.get"),
            ("overload-removed", "Pets.get#2 ->"),
            ("overload-removed", "Pets.get#2(id)"),
        ),
        CHECKERS,
    ),
    "overload-added": Case(OVERLOADED, OVERLOADED_MORE, (("overload-added", "Pets.get"),), NOTHING),
    "parameter-order": method(
        "def get(self, a, b)", "def get(self, b, a)", ("parameter-order", "Pets.get"), impact=CALLERS
    ),
    "parameter-order-by-one-put-before": method(
        "def get(self, a)",
        "def get(self, b=None, a=None)",
        ("parameter-added", "Pets.get(b)"),
        ("parameter-optional", "Pets.get(a)"),
        ("parameter-order", "Pets.get"),
        impact=CALLERS,
    ),
    "parameter-removed": method(
        "def get(self, a, *, b=1)", "def get(self, a)", ("parameter-removed", "Pets.get(b)"), impact=CALLERS
    ),
    "parameter-added": method(
        "def get(self, a)", "def get(self, a, b=1)", ("parameter-added", "Pets.get(b)"), impact=NOTHING
    ),
    "parameter-added-that-takes-the-rest": method(
        "def get(self)", "def get(self, **rest: str)", ("parameter-added", "Pets.get(**rest)"), impact=NOTHING
    ),
    "parameter-added-required": method(
        "def get(self, a)", "def get(self, a, *, b)", ("parameter-added-required", "Pets.get(b)"), impact=CALLERS
    ),
    "parameter-required": method(
        "def get(self, *, a=1)", "def get(self, *, a)", ("parameter-required", "Pets.get(a)"), impact=CALLERS
    ),
    "parameter-optional": method(
        "def get(self, *, a)", "def get(self, *, a=1)", ("parameter-optional", "Pets.get(a)"), impact=NOTHING
    ),
    "parameter-default": method(
        "def get(self, *, a: int = 1)",
        "def get(self, *, a: int = 2)",
        ("parameter-default", "Pets.get(a)"),
        impact=CALLERS,
    ),
    "parameter-sentinel": method(
        "def get(self, *, a: Union[str, NotGiven] = NOT_GIVEN)",
        "def get(self, *, a: Union[str, Omit] = omit)",
        ("parameter-sentinel", "Pets.get(a)"),
        impact=CHECKERS,
    ),
    "parameter-kind-narrowed": method(
        "def get(self, a)", "def get(self, *, a)", ("parameter-kind-narrowed", "Pets.get(a)"), impact=CALLERS
    ),
    "parameter-kind-narrowed-to-position": method(
        "def get(self, a)", "def get(self, a, /)", ("parameter-kind-narrowed", "Pets.get(a)"), impact=CALLERS
    ),
    "parameter-kind-widened": method(
        "def get(self, *, a)", "def get(self, a)", ("parameter-kind-widened", "Pets.get(a)"), impact=NOTHING
    ),
    "parameter-widened": method(
        "def get(self, *, a: str)",
        "def get(self, *, a: str | None)",
        ("parameter-widened", "Pets.get(a)"),
        impact=NOTHING,
    ),
    "parameter-narrowed": method(
        "def get(self, *, a: float)", "def get(self, *, a: int)", ("parameter-narrowed", "Pets.get(a)"), impact=CHECKERS
    ),
    "parameter-narrowed-beside-a-sentinel": method(
        "def get(self, *, a: Union[str, int, Omit] = omit)",
        "def get(self, *, a: Union[str, Omit] = omit)",
        ("parameter-narrowed", "Pets.get(a)"),
        impact=CHECKERS,
    ),
    "return-widened": method(
        "def get(self) -> Cat", "def get(self) -> Optional[Cat]", ("return-widened", "Pets.get ->"), impact=CHECKERS
    ),
    "return-of-other-arguments": method(
        "def get(self) -> List[Cat]", "def get(self) -> List[Dog]", ("return-widened", "Pets.get ->"), impact=CHECKERS
    ),
    "return-narrowed": method(
        "def get(self) -> Union[Cat, Dog]", "def get(self) -> Dog", ("return-narrowed", "Pets.get ->"), impact=NOTHING
    ),
    "return-retyped": method(
        "def list(self) -> PetList",
        "def list(self) -> SyncPage[Pet]",
        ("return-retyped", "Pets.list ->"),
        impact=CALLERS,
    ),
    "respelled": Case(
        "class Pet:\n    size: Literal['s', 'l']\n",
        "Size: TypeAlias = Literal['s', 'l']\nclass Pet:\n    size: Size\n",
        (("alias-added", "Size"), ("respelled", "Pet.size")),
        NOTHING,
    ),
    "alias-removed": Case("X: TypeAlias = str\n", "", (("alias-removed", "X"),), CALLERS),
    "alias-added": Case("", "X: TypeAlias = str\n", (("alias-added", "X"),), NOTHING),
    "alias-changed": Case("X: TypeAlias = str\n", "X: TypeAlias = int\n", (("alias-changed", "X"),), CHECKERS),
    "alias-changed-without-annotation": Case(
        "X = Union[A, B]\n", "X = Union[A, C]\n", (("alias-changed", "X"),), CHECKERS
    ),
    "constant-changed": Case("LIMIT = 10\n", "LIMIT = 20\n", (("constant-changed", "LIMIT"),), CALLERS),
    "constant-changed-to-another-text": Case("MODE = 'a'\n", "MODE = 'b'\n", (("constant-changed", "MODE"),), CALLERS),
    "constant-changed-to-another-class": Case(
        "class A: ...\nclass B: ...\nClient = A\n",
        "class A: ...\nclass B: ...\nClient = B\n",
        (("constant-changed", "Client"),),
        CALLERS,
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_a_change_is_told_with_whom_it_hurts(case: Case, tmp_path: Path) -> None:
    comparison = compare_sources(tmp_path, {case.path: IMPORTS + case.before}, {case.path: IMPORTS + case.after})
    assert told(comparison) == sorted(case.expected)
    assert comparison.worst is case.impact


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_what_is_compared_with_itself_is_the_same(case: Case, tmp_path: Path) -> None:
    comparison = compare_sources(tmp_path, {case.path: IMPORTS + case.after}, {case.path: IMPORTS + case.after})
    assert comparison.differences == ()
    assert comparison.total.share == 100


def test_a_module_that_is_gone_takes_its_items_along(tmp_path: Path) -> None:
    source = '__all__ = ["Pet"]\nclass Pet:\n    name: str\n    def get(self, a: int) -> int: ...\n'
    comparison = compare_sources(tmp_path, {"a.py": "", "b.py": source}, {"a.py": "", "c.py": source})
    assert told(comparison) == [("module-added", "c.py"), ("module-removed", "b.py")]
    removed, added = comparison.differences
    # the class, its field, the method, its parameter, what it returns, and the name in __all__
    assert (removed.within, added.within) == (6, 6)
    # b.py and its six, and __init__.py, a.py, which are found
    assert (comparison.total.items, comparison.total.found, comparison.total.exact) == (9, 2, 2)
    assert comparison.worst is CALLERS


def test_private_names_count_where_hand_written_code_and_tests_import_them(tmp_path: Path) -> None:
    before = {
        "_models.py": "class BaseModel: ...\nclass Other: ...\ndef build(): ...\ndef unused(): ...\n",
        "lib/helper.py": "from .._models import BaseModel\nfrom shop._models import build\n",
    }
    after = {"_models.py": "from .elsewhere import BaseModel\n", "elsewhere.py": "class BaseModel: ...\n"}
    (tmp_path / "reference" / "tests").mkdir(parents=True)
    (tmp_path / "reference" / "tests" / "test_it.py").write_text("from shop._models import Other, Nowhere\n")
    comparison = compare_sources(tmp_path, before, after)
    assert told(comparison) == [
        ("module-added", "elsewhere.py"),
        ("private-name-removed", "Other"),
        ("private-name-removed", "build"),
    ]


def test_every_change_has_a_case() -> None:
    elsewhere = {"module-removed", "module-added", "private-name-removed"}
    shown = {code for case in CASES.values() for code, _ in case.expected} | elsewhere
    assert shown == {change.code for change in rules.ALL}
    assert len({change.code for change in rules.ALL}) == len(rules.ALL)


def test_the_page_lists_every_change() -> None:
    """docs/compare.md has each change under the heading of its impact, in the words of the report."""
    page = (Path(__file__).parents[2] / "docs" / "compare.md").read_text(encoding="utf-8")
    sections = {part.partition("\n")[0].lower(): part for part in page.split("\n### ")[1:]}
    for change in rules.ALL:
        assert f"\n| `{change.code}` | {change.meaning} |\n" in sections[change.impact.value]
    assert page.count("\n| `") - page.count("\n| `--") == len(rules.ALL)
