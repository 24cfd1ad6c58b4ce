"""Whatever text goes into an encoder for Python, one literal, identifier, comment or docstring comes out."""

from __future__ import annotations

import ast
import io
import keyword
import math
import tokenize
from typing import Any

import pytest
from hostile import examples, json_values, raw_texts
from hypothesis import given
from hypothesis import strategies as st

from sdkwright.config.settings import Casing
from sdkwright.python.code import Code, comment, compose, docstring, dotted, identifier, join, literal, string
from sdkwright.python.docstrings import method_docstring, prose_docstring
from sdkwright.python.examples.layout import laid_out
from sdkwright.python.import_lines import import_block
from sdkwright.python.imports import External, Internal
from sdkwright.python.naming import (
    Casings,
    argument_name,
    class_name,
    field_name,
    key_name,
    method_name,
    module_name,
    resource_names,
    unique,
)
from sdkwright.render.environment import indent_code

TEXT = raw_texts()


def only_expression(source: str) -> ast.expr:
    """The one expression that a module consists of."""
    (statement,) = ast.parse(source).body
    assert isinstance(statement, ast.Expr)
    return statement.value


def only_docstring(function: str) -> str:
    """The docstring of a function that has nothing else, without the formatter's view of it."""
    (statement,) = ast.parse(function).body
    assert isinstance(statement, ast.FunctionDef)
    (inner,) = statement.body
    assert isinstance(inner, ast.Expr)
    assert isinstance(inner.value, ast.Constant)
    assert isinstance(inner.value.value, str)
    return inner.value.value


def is_plain(code: str) -> bool:
    """Whether a reader sees all of it: nothing but printable characters, blanks and line feeds."""
    return all(char == "\n" or char.isprintable() for char in code)


def same(one: Any, other: Any) -> bool:
    """Equality that tells `1`, `1.0` and `True` apart, and `-0.0` from `0.0`."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return list(one) == list(other) and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, float):
        return one == other and math.copysign(1, one) == math.copysign(1, other)
    return bool(one == other)


@examples(120, 1500)
@given(TEXT)
def test_a_string_is_one_constant_of_the_same_value(text: str) -> None:
    code = string(text)
    node = only_expression(code)
    assert isinstance(node, ast.Constant)
    assert node.value == text
    assert "\n" not in code
    assert is_plain(code)


@examples(60, 600)
@given(json_values(TEXT))
def test_a_literal_evaluates_to_the_same_value(value: Any) -> None:
    code = literal(value)
    assert same(ast.literal_eval(str(code)), value)
    assert is_plain(code)


@examples(40, 500)
@given(json_values(TEXT), st.integers(10, 60))
def test_breaking_a_literal_over_lines_changes_nothing(value: Any, width: int) -> None:
    code = laid_out(literal(value), width=width)
    assert same(ast.literal_eval(str(code)), value)


@examples(100, 1300)
@given(TEXT)
def test_an_identifier_is_one_or_is_refused(text: str) -> None:
    try:
        code = identifier(text)
    except ValueError:
        return
    assert code == text
    assert text.isascii()
    assert isinstance(only_expression(code), ast.Name)


@examples(60, 600)
@given(st.lists(TEXT, min_size=1, max_size=3).map(".".join))
def test_a_dotted_name_is_one_or_is_refused(text: str) -> None:
    try:
        code = dotted(text)
    except ValueError:
        return
    (statement,) = ast.parse(f"from {code or '.'} import x").body
    assert isinstance(statement, ast.ImportFrom)
    assert "." * statement.level + (statement.module or "") == (text or ".")


CASINGS = st.sampled_from(
    [Casings(), Casings(custom={"pwned": Casing(word="pwned", initialism=True), "id": Casing(word="id", pascal="Id")})]
)


@pytest.mark.parametrize("name", [argument_name, class_name, field_name, method_name, module_name])
@examples(60, 600)
@given(TEXT, CASINGS)
def test_every_name_is_an_identifier(name: Any, text: str, casings: Casings) -> None:
    made = name(text, casings)
    assert identifier(made) == made
    assert not keyword.iskeyword(made)
    assert not (made.startswith("__") and made.endswith("__"))


@examples(60, 600)
@given(TEXT)
def test_a_key_is_an_identifier_or_a_keyword(text: str) -> None:
    made = key_name(text, Casings())
    assert keyword.iskeyword(made) or identifier(made) == made


@examples(40, 500)
@given(st.lists(TEXT, max_size=3))
def test_the_names_of_a_resource_are_identifiers(path: list[str]) -> None:
    names = resource_names(tuple(path), Casings())
    for made in (names.attribute, *names.types_package, f"{names.stem}_params"):
        assert identifier(made) == made
    for part in (names.class_name, names.type_stem):
        assert identifier(part + "Resource") == part + "Resource"


@examples(40, 500)
@given(st.lists(TEXT, max_size=8), st.lists(TEXT, max_size=2))
def test_names_of_one_scope_differ(wanted: list[str], taken: list[str]) -> None:
    found = unique((argument_name(text, Casings()) for text in wanted), taken)
    assert len(found) == len(wanted) == len(set(found) - set(taken))
    assert all(identifier(name) for name in found)


@examples(100, 1300)
@given(st.lists(TEXT, min_size=1, max_size=4))
def test_a_docstring_is_one_constant_of_the_same_lines(lines: list[str]) -> None:
    code = docstring(lines)
    node = only_expression(code)
    assert isinstance(node, ast.Constant)
    assert node.value == "\n".join(lines)
    assert is_plain(code)


@examples(80, 1000)
@given(TEXT)
def test_a_description_in_a_class_is_one_docstring(text: str) -> None:
    code = prose_docstring(text)
    if code is None:
        assert not says_something(text)
        return
    inside = only_docstring(f"def f():\n    {indent_code(code)}\n")
    assert is_plain(code)
    assert words(text) <= words(inside)


@examples(80, 1000)
@given(TEXT, st.lists(TEXT, max_size=2))
def test_a_description_of_a_method_is_one_docstring(text: str, docs: list[str]) -> None:
    code = method_docstring(text, [(f"argument_{number}", doc) for number, doc in enumerate(docs)])
    inside = only_docstring(f"def f():\n    {indent_code(code)}\n")
    assert is_plain(code)
    assert words(text) <= words(inside)
    for number, doc in enumerate(docs):
        assert words(doc) <= words(inside)
        if says_something(doc):
            assert f"\n      argument_{number}: " in inside


def says_something(text: str) -> bool:
    """Whether there is more than blanks and backslashes."""
    return bool(text.strip().strip("\\").strip())


def words(text: str) -> set[str]:
    """The plain words of a text, which no layout may lose."""
    return set("".join(char if char.isascii() and char.isalnum() else " " for char in text).split())


@examples(100, 1300)
@given(TEXT)
def test_a_comment_is_one_comment_on_one_line(text: str) -> None:
    code = comment(text)
    assert is_plain(code)
    assert "\n" not in code
    kinds = [
        token.type
        for token in tokenize.generate_tokens(io.StringIO(f"x = 1  {code}\n").readline)
        if token.type not in {tokenize.NEWLINE, tokenize.ENDMARKER}
    ]
    assert kinds == [tokenize.NAME, tokenize.OP, tokenize.NUMBER, tokenize.COMMENT]


@examples(40, 600)
@given(st.lists(TEXT, min_size=1, max_size=3))
def test_composed_code_holds_its_parts_and_nothing_else(texts: list[str]) -> None:
    call = compose("f({})", join(", ", (compose("{{{}: {}}}", string(text), literal([text])) for text in texts)))
    node = only_expression(call)
    assert isinstance(node, ast.Call)
    assert [ast.literal_eval(argument) for argument in node.args] == [{text: [text]} for text in texts]


@given(TEXT)
@examples(20, 500)
def test_raw_text_is_not_composed(text: str) -> None:
    with pytest.raises(TypeError, match="not encoded"):
        compose("f({})", text)  # type: ignore[arg-type]


@examples(60, 1000)
@given(st.lists(st.tuples(TEXT, TEXT, TEXT, st.booleans()), min_size=1, max_size=3))
def test_import_lines_import_just_what_they_are_told(entries: list[tuple[str, str, str, bool]]) -> None:
    """Names as the naming gives them, and raw text, which must be refused."""
    for module, name, alias, raw in entries:
        made = (module, name, alias) if raw else tuple(module_name(text, Casings()) for text in (module, name, alias))
        items = {External(module=made[0], name=made[1], alias=made[2]), Internal(module=made[:1], name=made[1])}
        try:
            block = import_block(items, ("resources",))
        except ValueError:
            assert raw
            continue
        lines = [line for group in block.groups for line in group]
        statements = [ast.parse(line).body for line in lines]
        assert all(len(body) == 1 and isinstance(body[0], ast.Import | ast.ImportFrom) for body in statements)
        assert sum(len(body[0].names) for body in statements) == 2  # type: ignore[attr-defined]


def test_code_is_made_by_encoders_only() -> None:
    assert isinstance(string("x"), Code)
    assert Code("a") + "<" == "a&lt;"  # what was not encoded is escaped as markup, and so breaks the syntax
