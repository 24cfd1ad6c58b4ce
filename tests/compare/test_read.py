"""What counts as public, how packages are found, and what happens to files that cannot be read."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from surfaces import compare_sources, told, write_package

from sdkwright.compare.items import Kind
from sdkwright.compare.locate import NoPackage, PackageFolder, locate
from sdkwright.compare.meaning import meaning_of
from sdkwright.compare.read import HAND_WRITTEN, read_surface
from sdkwright.compare.run import compare_packages
from sdkwright.compare.surface import Binding, ParameterKind, Surface
from sdkwright.diagnostics import Collector

EAGER = """\
from .pets import PetsResource, AsyncPetsResource
__all__ = ["PetsResource", "AsyncPetsResource"]
"""
LAZY = """\
from typing import TYPE_CHECKING
if TYPE_CHECKING:
    from .pets import PetsResource as PetsResource, AsyncPetsResource as AsyncPetsResource
def __getattr__(name: str) -> object: ...
"""
PETS = "class PetsResource: ...\nclass AsyncPetsResource: ...\n"


def read(folder: Path, files: dict[str, str]) -> Surface:
    diagnostics = Collector()
    surface = read_surface(write_package(folder, files), HAND_WRITTEN, diagnostics)
    assert diagnostics.found == []
    return surface


def test_a_lazy_package_has_what_an_eager_one_has(tmp_path: Path) -> None:
    before = {"resources/__init__.py": EAGER, "resources/pets.py": PETS}
    after = {"resources/__init__.py": LAZY, "resources/pets.py": PETS}
    assert told(compare_sources(tmp_path, before, after)) == []


def test_what_only_type_checkers_import_is_no_export(tmp_path: Path) -> None:
    guarded = LAZY.replace("def __getattr__(name: str) -> object: ...\n", "")
    before = {"resources/__init__.py": EAGER, "resources/pets.py": PETS}
    after = {"resources/__init__.py": guarded, "resources/pets.py": PETS}
    assert told(compare_sources(tmp_path, before, after)) == [
        ("export-hidden", "AsyncPetsResource"),
        ("export-hidden", "PetsResource"),
    ]


def test_nothing_is_imported_or_run(tmp_path: Path) -> None:
    witness = tmp_path / "ran"
    source = f"open({str(witness)!r}, 'w')\nraise SystemExit(3)\nclass Pet: ...\n"
    surface = read(tmp_path, {"__init__.py": source, "pets.py": source})
    assert "Pet" in surface.modules["pets.py"].classes
    assert not witness.exists()


def test_private_modules_are_not_public_but_for_the_client_and_its_errors(tmp_path: Path) -> None:
    files = dict.fromkeys(("_client.py", "_exceptions.py", "_qs.py", "_utils/x.py", "a.py"), "class A: ...\n")
    assert sorted(read(tmp_path, files).public_modules()) == ["__init__.py", "_client.py", "_exceptions.py", "a.py"]


def test_hand_written_folders_are_left_out(tmp_path: Path) -> None:
    files = {"lib/a.py": "", "lib/b/c.py": "", "examples/a.py": "", "library.py": ""}
    assert sorted(read(tmp_path, files).modules) == ["__init__.py", "library.py"]


def test_members_of_classes(tmp_path: Path) -> None:
    source = """\
        from typing import TYPE_CHECKING
        from typing_extensions import overload
        class Pets:
            name: str
            size: int = 3
            _secret: int
            def __init__(self, name: str) -> None:
                self.name = name
                self.owner: str = ""
                self.untyped = 1
            def _hidden(self) -> None: ...
            @staticmethod
            def build(a: int, /, b: str = "x", *args: int, c: bool = True, **rest: str) -> "Pets": ...
            @property
            def tag(self) -> str: ...
            if TYPE_CHECKING:
                extra: object
            class Inner:
                x: int
        """
    module = read(tmp_path, {"pets.py": source}).modules["pets.py"]
    pets = module.classes["Pets"]
    assert {name: field.default for name, field in pets.fields.items()} == {
        "name": None, "size": "3", "owner": None, "extra": None
    }  # fmt: skip
    assert sorted(pets.methods) == ["__init__", "build", "tag"]
    assert pets.methods["tag"].binding is Binding.PROPERTY
    build = pets.methods["build"]
    assert build.binding is Binding.STATIC_METHOD
    (signature,) = build.signatures
    assert [(each.name, each.kind, each.default) for each in signature.parameters] == [
        ("a", ParameterKind.POSITIONAL_ONLY, None),
        ("b", ParameterKind.POSITIONAL_OR_KEYWORD, "'x'"),
        ("args", ParameterKind.VARIADIC_POSITIONAL, None),
        ("c", ParameterKind.KEYWORD_ONLY, "True"),
        ("rest", ParameterKind.VARIADIC_KEYWORD, None),
    ]
    assert signature.returns == meaning_of("Pets")
    assert [each.name for each in pets.methods["__init__"].signatures[0].parameters] == ["name"]
    assert sorted(module.classes) == ["Pets", "Pets.Inner"]
    assert pets.location.line == 3


def test_keys_that_are_no_identifiers_belong_to_the_class_that_takes_them_over(tmp_path: Path) -> None:
    source = """\
        from typing_extensions import TypedDict
        _Reserved = TypedDict("_Reserved", {"in": str, "from": "int"}, total=False)
        class Params(_Reserved, total=False):
            name: str
        Open = TypedDict("Open", {"class": str})
        """
    module = read(tmp_path, {"params.py": source}).modules["params.py"]
    assert sorted(module.classes["Params"].fields) == ["from", "in", "name"]
    assert sorted(module.classes["Open"].fields) == ["class"]
    assert not module.aliases


def test_what_is_inherited_is_not_missing(tmp_path: Path) -> None:
    before = {"_client.py": "class Client:\n    def close(self) -> None: ...\n    def get(self) -> int: ...\n"}
    after = {
        "_client.py": "from ._base import Base\nclass Client(Base):\n    def get(self) -> int: ...\n",
        "_base.py": "class Base:\n    def close(self) -> str: ...\n    def other(self) -> int: ...\n",
    }
    assert told(compare_sources(tmp_path, before, after)) == [
        ("base-added", "Client"),
        ("return-retyped", "Client.close ->"),
    ]


@pytest.mark.parametrize(
    ("content", "line", "told_with"),
    [
        (b"x = 1\ndef f(:\n", 2, "Compare/InvalidPython"),
        (b"x = 1\n\xff\xfe\n", 2, "Compare/Unreadable"),
        (b"# coding: nonsense\n", 1, "Compare/Unreadable"),
        (b"x = '\x00'\n", 1, "Compare/InvalidPython"),
        (b"x = " + b"(" * 5000, 1, "Compare/InvalidPython"),
    ],
)
def test_a_module_that_cannot_be_read_is_a_finding_with_its_place(
    tmp_path: Path, content: bytes, line: int, told_with: str
) -> None:
    folder = write_package(tmp_path, {"good.py": "class A: ...\n"})
    bad = folder.package / "bad.py"
    bad.write_bytes(content)
    diagnostics = Collector()
    surface = read_surface(folder, (), diagnostics)
    (found,) = diagnostics.found
    assert found.rule.code == told_with
    assert found.location is not None
    assert (found.location.file, found.location.line) == (str(bad), line)
    assert "A" in surface.modules["good.py"].classes
    clean = Collector()
    assert "bad.py" not in read_surface(folder, ("bad.py",), clean).modules
    assert clean.found == []


def test_an_alias_that_stands_for_itself_ends(tmp_path: Path) -> None:
    source = (
        "Json: TypeAlias = Union[str, List['Json'], Dict[str, 'Json'], Tuple['Json', 'Json']]\nclass A:\n    x: {}\n"
    )
    comparison = compare_sources(tmp_path, {"a.py": source.format("Json")}, {"a.py": source.format("Optional[Json]")})
    assert told(comparison) == [("field-widened", "A.x")]


def test_packages_are_found_from_any_of_their_folders(tmp_path: Path) -> None:
    folder = write_package(tmp_path, {"_client.py": ""})
    expected = PackageFolder(package=folder.package, sdk=tmp_path.resolve())
    assert locate(tmp_path) == locate(tmp_path / "src") == locate(folder.package) == expected


def test_of_several_packages_the_one_with_a_client_counts(tmp_path: Path) -> None:
    folder = write_package(tmp_path, {"_client.py": ""})
    (tmp_path / "src" / "other").mkdir()
    (tmp_path / "src" / "other" / "__init__.py").touch()
    assert locate(tmp_path) == folder
    (tmp_path / "src" / "other" / "_client.py").touch()
    found = locate(tmp_path)
    assert isinstance(found, NoPackage)
    assert "other, shop" in found.reason


def test_a_folder_without_a_package_is_none(tmp_path: Path) -> None:
    assert isinstance(locate(tmp_path), NoPackage)


def test_items_are_grouped_by_the_resource_that_uses_them(tmp_path: Path) -> None:
    head = "class A: ...\n"
    before = {
        "_client.py": head,
        "pagination.py": head,
        "_exceptions.py": head,
        "resources/pets/__init__.py": head,
        "resources/pets/pets.py": head
        + "from ...types import Pet, pet_list_params\nfrom ...types.shared import Error\n",
        "resources/pets/toys.py": head + "from ...types import Both\n",
        "resources/users.py": head + "from ..types import User, Any\nfrom ..types.shared import Error\n",
        "resources/pets/food.py": head + "from ...types import Both, Any\n",
        "types/__init__.py": "".join(
            f"from .{name.lower()} import {name}\n" for name in ("Pet", "Both", "Any", "User")
        ),
        "types/pet.py": head + "class Pet:\n    tag: 'Tag'\nfrom .tag import Tag\n",
        "types/tag.py": head + "class Tag: ...\n",
        "types/both.py": head + "class Both: ...\n",
        "types/any.py": head + "class Any: ...\n",
        "types/user.py": head + "class User: ...\n",
        "types/pet_list_params.py": head,
        "types/pets/toy.py": head,
        "types/shared/error.py": head + "class Error: ...\n",
    }
    after = {path: source.replace(head, "") for path, source in before.items()}
    comparison = compare_sources(tmp_path, before, after)
    grouped = {
        name: sorted(each.item.module for each in found if each.item.kind is Kind.CLASS)
        for name, found in comparison.by_resource()
    }
    assert grouped == {
        "client": ["_client.py"],
        "exceptions": ["_exceptions.py"],
        "pagination": ["pagination.py"],
        "pets": [
            "resources/pets/__init__.py",
            "resources/pets/pets.py",
            "types/both.py",
            "types/pet.py",
            "types/pet_list_params.py",
            "types/pets/toy.py",
            "types/tag.py",
        ],
        "pets.food": ["resources/pets/food.py"],
        "pets.toys": ["resources/pets/toys.py"],
        "shared types": ["types/shared/error.py"],
        "types": ["types/any.py"],
        "users": ["resources/users.py", "types/user.py"],
    }


def test_names_that_only_a_module_has_for_a_class_do_not_matter(tmp_path: Path) -> None:
    source = "from datetime import date\nclass Pets:\n    def get(self, date: List[date]) -> date: ...\n"
    renamed = (
        source.replace("import date", "import date as _date").replace("[date]", "[_date]").replace("> date", "> _date")
    )
    before, after = {"pets.py": source}, {"pets.py": renamed}
    other = {"pets.py": after["pets.py"].replace("import date as", "import time as")}
    assert told(compare_sources(tmp_path / "same", before, after)) == []
    assert told(compare_sources(tmp_path / "other", before, other)) == [
        ("parameter-narrowed", "Pets.get(date)"),
        ("return-retyped", "Pets.get ->"),
    ]


def test_a_type_variable_is_called_what_the_module_calls_it(tmp_path: Path) -> None:
    page = "class Page(Base[_T]): ...\n"
    base = 'from typing import TypeVar\nItemT = TypeVar("ItemT")\nclass Base: ...\n'
    own = f'from typing import TypeVar\nfrom ._base import Base\n_T = TypeVar("_T")\n{page}'
    shared = f"from ._base import Base, ItemT as _T\n{page}"
    renamed = shared.replace("_T", "_Item")
    before = {"_base.py": base, "pages.py": own}
    assert told(compare_sources(tmp_path / "same", before, {"_base.py": base, "pages.py": shared})) == []
    assert told(compare_sources(tmp_path / "other", before, {"_base.py": base, "pages.py": renamed})) == [
        ("base-arguments", "Page")
    ]


def test_names_of_packages_may_differ(tmp_path: Path) -> None:
    files = {"__init__.py": "from .pets import Pet\n", "pets.py": "class Pet: ...\n"}
    one, other = write_package(tmp_path / "a", files, name="shop"), write_package(tmp_path / "b", files, name="store")
    comparison = compare_packages(one, other, (), Collector())
    assert (comparison.reference, comparison.candidate) == ("shop", "store")
    assert comparison.differences == ()


def test_the_command_line_starts_without_the_library_that_reads_python() -> None:
    program = (
        "import sys\nfrom sdkwright.cli.app import app\n"
        "try:\n    app(['compare', '--help'])\nexcept SystemExit:\n    pass\n"
        "sys.exit('griffe' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
