"""Templates that nothing extends are compiled without their blocks, and print the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import nodes

from sdkwright import assets
from sdkwright.diagnostics import Collector
from sdkwright.pipeline import Taste, render_sdk
from sdkwright.reading import Inputs
from sdkwright.render.environment import LayeredEnvironment, make_environment, without_blocks
from sdkwright.render.style import Layer

CASES = Path(__file__).parents[1] / "cases"
BASE = assets.templates_folder() / "base"
TEMPLATES = sorted(path for path in BASE.rglob("*.jinja") if "theme" not in path.parts)


CHOSEN = (
    "site",
    "streaming",
    "emitted_tests",
    "model_fields",
    "model_recursive",
    "auth_oauth2_client_credentials",
    "client_options",
    "webhooks",
    "pagination_cursor",
)


def printed(case: str, templates: Path | None) -> dict[str, str]:
    config = CASES / case / "stainless.yml"
    inputs = Inputs(spec=CASES / case / "openapi.yml", config=config if config.is_file() else None)
    diagnostics = Collector()
    rendered = render_sdk(inputs, Taste(templates=templates), diagnostics, lambda _: None)
    assert rendered is not None, diagnostics.found
    return {file.path: file.text for file in rendered.files}


@pytest.mark.parametrize("case", CHOSEN)
def test_an_sdk_is_the_same_with_and_without_blocks(case: str, tmp_path: Path) -> None:
    (tmp_path / "_unused.jinja").write_text("{# A template above keeps the blocks of all others. #}\n")
    with_blocks, without = printed(case, tmp_path), printed(case, None)
    assert with_blocks.keys() == without.keys()
    for path, text in without.items():
        assert text == with_blocks[path], path


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_of_ours_extends_another(path: Path) -> None:
    environment = make_environment((Layer(label="base", folder=BASE),))
    assert environment.parse(path.read_text(encoding="utf-8")).find(nodes.Extends) is None


@pytest.fixture
def environment(tmp_path: Path) -> LayeredEnvironment:
    (tmp_path / "above").mkdir()
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "page.jinja").write_text("{% block a %}below{% endblock %}")
    layers = (Layer(label="above", folder=tmp_path / "above"), Layer(label="below", folder=tmp_path / "below"))
    return make_environment(layers)


def test_templates_of_a_users_folder_may_extend_each_other(environment: LayeredEnvironment, tmp_path: Path) -> None:
    (tmp_path / "above" / "other.jinja").write_text('{% extends "page.jinja" %}{% block a %}above{% endblock %}')
    assert environment.get_template("other.jinja").render() == "above"


def test_a_block_sees_what_it_saw() -> None:
    environment = make_environment(())
    block = "{% block a scoped %}{% set m = 7 %}{{ n }}{{ m }}{% endblock %}"
    source = "{% for n in range(2) %}{% set m = n %}" + block + "{{ m }}{% endfor %}"
    tree = environment.parse(source)
    flat = environment.from_string(without_blocks(environment.parse(source)))
    assert flat.render() == environment.from_string(tree).render() == "070171"


@pytest.mark.parametrize(
    "source", ["{% block a %}x{% endblock %}{{ self.a() }}", '{% extends "a" %}{% block b %}{% endblock %}']
)
def test_a_template_that_needs_its_blocks_keeps_them(source: str) -> None:
    tree = make_environment(()).parse(source)
    assert without_blocks(tree).find(nodes.Block) is not None
