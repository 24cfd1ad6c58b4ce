"""Styles and templates, with small views of the test's own."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from sdkwright.diagnostics import Collector
from sdkwright.python.code import Code, identifier, literal
from sdkwright.render.render import render
from sdkwright.render.style import FileKind, Style
from sdkwright.render.styles import choose_options, load_style

TITLE = literal("Shop")


@dataclass(frozen=True)
class Item:
    name: Code
    module: tuple[str, ...]
    shown: bool = True


@dataclass(frozen=True)
class Sdk:
    package: str = "shop"
    title: Code = TITLE
    raw: str = "import os"
    nothing: None = None
    items: tuple[Item, ...] = (
        Item(name=identifier("Orders"), module=("orders",)),
        Item(name=identifier("Hidden"), module=("hidden",), shown=False),
        Item(name=identifier("Lines"), module=("orders", "lines")),
    )


PLAIN = """
doc = "For tests."

[options.shout]
type = "boolean"
default = false

[options.word]
type = "string"
choices = ["hi", "ho"]
default = "hi"

[[files]]
path = "src/{package}/_client.py"
template = "client.jinja"

[[files]]
path = "src/{package}/{module}.py"
template = "item.jinja"
each = "items"
when = "shown"
"""
CLIENT = "{% block head %}\nhead\n{% endblock %}\ntitle = {{ sdk.title }}\n"
ITEM = "class {{ view.name }}: ...\n"


def make_style(folder: Path, toml: str = PLAIN, **templates: str) -> Path:
    folder.mkdir(parents=True)
    (folder / "style.toml").write_text(toml)
    for name, text in templates.items():
        (folder / f"{name}.jinja").write_text(text)
    return folder


def read_style(folder: Path, diagnostics: Collector) -> Style:
    style = load_style(str(folder), diagnostics)
    assert style is not None, diagnostics.found
    return style


def run(folder: Path, user: Path | None = None) -> tuple[dict[str, str], list[tuple[str, str, int]]]:
    """Texts by path, and findings as (code, file name, line)."""
    diagnostics = Collector()
    files = render(Sdk(), read_style(folder, diagnostics), user, diagnostics)
    texts = {file.path: file.text for file in files}
    return texts, [
        (found.rule.code, Path(found.location.file).name, found.location.line)
        for found in diagnostics
        if found.location is not None
    ]


def test_one_file_for_the_sdk_and_one_for_each_element_that_is_wanted(tmp_path: Path) -> None:
    texts, found = run(make_style(tmp_path / "plain", client=CLIENT, item=ITEM))
    assert texts == {
        "src/shop/_client.py": 'head\ntitle = "Shop"\n',
        "src/shop/orders.py": "class Orders: ...\n",
        "src/shop/orders/lines.py": "class Lines: ...\n",
    }
    assert found == []


@pytest.mark.parametrize(
    ("expression", "code"),
    [
        ("{{ sdk.raw }}", "Template/UnencodedText"),
        ("{{ sdk.nothing }}", "Template/UnencodedText"),
        ("{{ options.word }}", "Template/UnencodedText"),
        ("{{ sdk.titel }}", "Template/UndefinedName"),
        ("{{ nowhere }}", "Template/UndefinedName"),
        ("{{ sdk.title ~ sdk.raw }}", "Template/UnsafeExpression"),
        ("{{ 'a' + sdk.raw }}", "Template/UnsafeExpression"),
        ("{{ '%s' % sdk.raw }}", "Template/UnsafeExpression"),
        ("{{ [sdk.title] | join(sdk.raw) }}", "Template/UnsafeExpression"),
        ("{{ [sdk.title, sdk.raw] | join(', ') }}", "Template/UnencodedText"),
        ("{{ sdk.raw | indent }}", "Template/UnencodedText"),
        ("{{ sdk.raw | safe }}", "Template/Syntax"),
        ("{{ sdk.items[0] }}", "Template/UnencodedText"),
        ("{{ 1 / 0 }}", "Template/Failed"),
        ("{% if %}", "Template/Syntax"),
        ("{% include 'gone.jinja' %}", "Template/Missing"),
    ],
)
def test_what_no_encoder_made_safe_is_never_printed(tmp_path: Path, expression: str, code: str) -> None:
    texts, found = run(make_style(tmp_path / "plain", client="one\n" + expression + "\n", item=ITEM))
    assert (code, "client.jinja", 2) in found
    assert texts == {}, "an SDK without one of its files would be taken for a whole one"


def test_filters_print_code_and_numbers(tmp_path: Path) -> None:
    client = (
        "{{ [sdk.title, sdk.title] | join(' | ') }}\n{{ sdk.items | length }}\n{{ sdk.raw | literal }}\n"
        "{% set block %}\na\n\nb\n{% endset %}\n{{ block | indent(2, first=true) }}"
        "{% macro m(x) %}<{{ x }}>{% endmacro %}{{ m(sdk.title) }}\n"
    )
    texts, found = run(make_style(tmp_path / "plain", client=client, item=ITEM))
    assert found == []
    assert texts["src/shop/_client.py"] == '"Shop" | "Shop"\n3\n"import os"\n  a\n\n  b\n<"Shop">\n'


def test_a_style_extends_another_and_a_user_overrides_both(tmp_path: Path) -> None:
    make_style(tmp_path / "plain", client=CLIENT, item=ITEM)
    child = make_style(
        tmp_path / "child",
        'extends = "../plain"\ndrop = ["src/{package}/{module}.py"]\n'
        '[[files]]\npath = "NOTES.md"\ntemplate = "notes.jinja"\nonce = true\n',
        client='{% extends "base/client.jinja" %}\n{% block head %}\nchild\n{{ super() }}{% endblock %}\n',
        notes="notes\n",
    )
    user = tmp_path / "mine"
    user.mkdir()
    (user / "client.jinja").write_text(
        '{% extends "base/client.jinja" %}\n{% block head %}\nmine\n{{ super() }}{% endblock %}\n'
    )
    texts, found = run(child, user)
    assert found == []
    assert texts == {"NOTES.md": "notes\n", "src/shop/_client.py": 'mine\nchild\nhead\ntitle = "Shop"\n'}
    diagnostics = Collector()
    files = render(Sdk(), read_style(child, diagnostics), user, diagnostics)
    assert [file.kind for file in files] == [FileKind.ONCE, FileKind.GENERATED]


def test_overrides_that_match_nothing_are_findings(tmp_path: Path) -> None:
    style = make_style(tmp_path / "plain", client=CLIENT, item=ITEM)
    user = tmp_path / "mine"
    user.mkdir()
    (user / "clientt.jinja").write_text("x")
    (user / "item").write_text("x")
    (user / "_helper.jinja").write_text("a helper of the user's own")
    (user / "client.jinja").write_text('{% extends "base/client.jinja" %}\n\n{% block haed %}{% endblock %}\n')
    diagnostics = Collector()
    assert render(Sdk(), read_style(style, diagnostics), user, diagnostics) == ()
    told = {(found.rule.code, found.location.line, found.hint) for found in diagnostics if found.location}
    assert told == {
        ("Template/UnknownFile", 1, "Did you mean `client.jinja`?"),
        ("Template/UnknownFile", 1, "Rename it to `item.jinja`."),
        ("Template/UnknownBlock", 3, "Did you mean `head`?"),
    }


def test_a_misspelt_attribute_gets_a_suggestion(tmp_path: Path) -> None:
    diagnostics = Collector()
    style = read_style(make_style(tmp_path / "plain", client="{{ sdk.titel }}", item=ITEM), diagnostics)
    render(Sdk(), style, None, diagnostics)
    assert "did you mean 'title'?" in diagnostics.found[0].message


@pytest.mark.parametrize(
    ("rule", "code", "line"),
    [
        ('path = "../{package}.py"\ntemplate = "item.jinja"', "Style/UnsafePath", 2),
        ('path = "{raw}.py"\ntemplate = "client.jinja"', "Style/UnsafePath", 2),
        ('path = "{packag}.py"\ntemplate = "client.jinja"', "Style/UnknownField", 2),
        ('path = "a.py"\ntemplate = "client.jinja"\neach = "things"', "Style/UnknownField", 2),
        ('path = "a.py"\ntemplate = "gone.jinja"', "Template/Missing", 2),
        ('path = "same.py"\ntemplate = "item.jinja"\neach = "items"', "Style/DuplicatePath", 2),
        ('path = "a.py"\ntemplate = "client.jinja"\necho = "items"', "Style/Invalid", 5),
        ('path = "a.py"\ntemplate = "client.jinja"\nonce = "yes"', "Style/Invalid", 5),
        ('template = "client.jinja"', "Style/Invalid", 2),
    ],
)
def test_a_wrong_file_rule_is_a_finding_at_its_line(tmp_path: Path, rule: str, code: str, line: int) -> None:
    templates = {name: "x\n" for name in ("client", "item") if f'"{name}.jinja"' in rule}
    _, found = run(make_style(tmp_path / "plain", f'doc = ""\n[[files]]\n{rule}\n', **templates))
    assert (code, "style.toml", line) in found


def test_what_a_style_copies(tmp_path: Path) -> None:
    toml = '[[copy]]\nfrom = "kit"\nto = "src/{package}"\nexclude = ["skip/*"]\n[[copy]]\nfrom = "gone"\n'
    style = make_style(tmp_path / "plain", toml.replace('[[copy]]\nfrom = "gone"\n', ""))
    for name in ("a.py", "deep/b.py", "skip/c.py", "__pycache__/d.pyc"):
        (style / "kit" / name).parent.mkdir(parents=True, exist_ok=True)
        (style / "kit" / name).write_text("{{ left as it is }}\n")
    texts, found = run(style)
    assert texts == dict.fromkeys(["src/shop/a.py", "src/shop/deep/b.py"], "{{ left as it is }}\n")
    assert found == []
    (style / "style.toml").write_text(toml)
    assert load_style(str(style), diagnostics := Collector()) is not None
    assert [(each.rule.code, each.location and each.location.line) for each in diagnostics] == [
        ("Style/MissingSource", 5)
    ]


def test_unknown_styles_and_circles(tmp_path: Path) -> None:
    diagnostics = Collector()
    assert load_style("defualt", diagnostics) is None
    assert diagnostics.found[0].hint == "Did you mean `default`?"
    make_style(tmp_path / "a", 'extends = "../b"\n')
    make_style(tmp_path / "b", 'extends = "../a"\n')
    assert load_style(str(tmp_path / "a"), diagnostics) is None
    assert diagnostics.found[1].rule.code == "Style/Cycle"
    (tmp_path / "b" / "style.toml").write_text("a = \n")
    assert load_style(str(tmp_path / "b"), diagnostics) is None
    assert diagnostics.found[2].location is not None
    assert diagnostics.found[2].location.line == 1


def test_options_come_from_the_command_line_then_the_config_then_the_style(tmp_path: Path) -> None:
    diagnostics = Collector()
    style = read_style(make_style(tmp_path / "plain"), diagnostics)
    assert style.values == {"shout": False, "word": "hi"}
    chosen = choose_options(style, {"word": "ho", "other": 1}, {"shout": "true"}, diagnostics)
    assert chosen.values == {"shout": True, "word": "ho"}
    assert [found.rule.code for found in diagnostics] == ["Style/ForeignOption"]
    chosen = choose_options(style, {"shout": "yes"}, {"word": "hm", "wrod": "hi"}, diagnostics)
    assert chosen.values == style.values
    assert [found.rule.code for found in diagnostics][1:] == [
        "Style/InvalidOption",
        "Style/InvalidOption",
        "Style/UnknownOption",
    ]


def test_the_default_style_can_be_read() -> None:
    diagnostics = Collector()
    style = load_style("default", diagnostics)
    assert style is not None
    assert diagnostics.found == []
    assert style.options["sentinel"].choices == ("omit", "not_given")
