"""Imports of one module: each name stands for one thing."""

from __future__ import annotations

from sdkwright.python.code import Code
from sdkwright.python.imports import Annotation, Internal
from sdkwright.python.module_imports import ModuleImports

RECEIVED = Internal(module=("types", "shared", "level"), name="Level")
SENT = Internal(module=("types", "shared_params", "level"), name="Level")


def lines(imports: ModuleImports) -> list[str]:
    return [str(line) for group in imports.block().groups for line in group]


def test_the_second_class_of_a_name_is_called_after_its_package() -> None:
    imports = ModuleImports(package=("resources",))
    assert imports.use(Annotation(code=Code("Level"), imports=frozenset({RECEIVED}))) == "Level"
    assert imports.use(Annotation(code=Code("List[Level]"), imports=frozenset({SENT}))) == "List[SharedParamsLevel]"
    assert imports.use(Annotation(code=Code("Level"), imports=frozenset({RECEIVED}))) == "Level"
    assert lines(imports) == [
        "from ..types.shared.level import Level",
        "from ..types.shared_params.level import Level as SharedParamsLevel",
    ]


def test_a_model_named_like_a_type_of_the_runtime_leaves_it_alone() -> None:
    imports = ModuleImports(package=("resources",))
    model = Internal(module=("types", "query"), name="Query")
    assert imports.internal(("_types",), "Query") == "Query"
    assert imports.use(Annotation(code=Code("Query | None"), imports=frozenset({model}))) == "TypesQuery | None"


def test_a_type_of_the_runtime_gives_way_to_a_model_that_was_first() -> None:
    imports = ModuleImports(package=("resources",))
    model = Internal(module=("types", "query"), name="Query")
    assert imports.use(Annotation(code=Code("Query"), imports=frozenset({model}))) == "Query"
    assert imports.internal(("_types",), "Query") == "_Query"
    assert lines(imports) == ["from .._types import Query as _Query", "from ..types.query import Query"]
