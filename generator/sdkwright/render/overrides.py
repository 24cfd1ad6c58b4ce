"""Checks every override before anything is rendered.

In: the environment of a style with the user's folder on top. Out: findings for files and blocks that override
nothing, and for templates that are no valid Jinja.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from jinja2 import TemplateSyntaxError, nodes

from sdkwright.diagnostics import Collector, Location
from sdkwright.diagnostics.rules import render as rules
from sdkwright.render.environment import (
    SUFFIX,
    LayeredEnvironment,
    LayerLoader,
    UnsafeExpressionError,
    check_expressions,
    make_environment,
)
from sdkwright.render.style import Style


def check_overrides(environment: LayeredEnvironment, loader: LayerLoader, style: Style, diagnostics: Collector) -> None:
    """Report what overrides nothing, in the user's folder and the style's own; inherited ones are not looked at."""
    used = {rule.template for rule in style.files}
    inherited = len(style.layers) - 1
    for number, layer in enumerate(loader.layers[:-inherited]):
        files = _files(layer.folder)
        lower = loader.layers[number + 1 :] if any(name.endswith(SUFFIX) for name in files) else ()
        below = sorted({name for each in lower for name in _names(each.folder)} | used)
        for name in files:
            location = Location(file=str(layer.folder / name), line=1, column=1)
            if not name.endswith(SUFFIX):
                if name + SUFFIX in used or loader.find(name + SUFFIX, number + 1) is not None:
                    message = f"`{name}` is not read: the names of templates end in `{SUFFIX}`."
                    diagnostics.report(
                        rules.UNKNOWN_TEMPLATE, message, location, hint=f"Rename it to `{name}{SUFFIX}`."
                    )
                continue
            tree = parse(environment, loader, f"{number}/{name}", diagnostics)
            if name.rpartition("/")[2].startswith("_"):
                continue
            if name not in below:
                hint = _suggest(name, below) or f"There are: {', '.join(below)}."
                diagnostics.report(rules.UNKNOWN_TEMPLATE, f"No template is called `{name}`.", location, hint=hint)
            elif tree is not None:
                _check_blocks(environment, loader, tree, f"{number}/{name}", diagnostics)


def _files(folder: Path) -> list[str]:
    """The files of a layer, without what an editor or a system leaves behind."""
    paths = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return sorted(path.as_posix() for path in paths if not any(part.startswith(".") for part in path.parts))


def _names(folder: Path) -> list[str]:
    """The templates of a layer."""
    return [name for name in _files(folder) if name.endswith(SUFFIX)]


def parse(
    environment: LayeredEnvironment, loader: LayerLoader, layered: str, diagnostics: Collector
) -> nodes.Template | None:
    """The syntax tree of a template; `None` with a finding where it is no valid Jinja."""
    file = loader.file(layered)
    try:
        source = Path(file).read_text(encoding="utf-8")
        tree = environment.parse(source, layered, file)
        check_expressions(tree, layered, file)
    except TemplateSyntaxError as error:
        report_syntax(error, file, diagnostics)
        return None
    except (OSError, UnicodeDecodeError) as error:
        location = Location(file=file, line=1, column=1)
        diagnostics.report(rules.TEMPLATE_SYNTAX, f"The template cannot be read: {error}.", location)
        return None
    return tree


def report_syntax(error: TemplateSyntaxError, file: str, diagnostics: Collector) -> None:
    """Turn Jinja's error into a finding."""
    rule = rules.UNSAFE_EXPRESSION if isinstance(error, UnsafeExpressionError) else rules.TEMPLATE_SYNTAX
    location = Location(file=error.filename or file, line=error.lineno, column=1)
    diagnostics.report(rule, error.message or "Jinja cannot read this.", location)


def _check_blocks(
    environment: LayeredEnvironment, loader: LayerLoader, tree: nodes.Template, layered: str, diagnostics: Collector
) -> None:
    parent = _parent(environment, tree, layered)
    known = _blocks(environment, loader, parent) if parent is not None else None
    if known is None:
        return
    for block in _outermost_blocks(tree):
        if block.name not in known:
            location = Location(file=loader.file(layered), line=block.lineno, column=1)
            hint = _suggest(block.name, known) or f"Its blocks are: {', '.join(sorted(set(known))) or 'none'}."
            diagnostics.report(
                rules.UNKNOWN_BLOCK, f"The extended template has no block `{block.name}`.", location, hint=hint
            )


def _blocks(environment: LayeredEnvironment, loader: LayerLoader, layered: str) -> list[str] | None:
    """The blocks of a template and of all that it extends; `None` where one of them cannot be read."""
    known: list[str] = []
    seen: set[str] = set()
    following: str | None = layered
    while following is not None and following not in seen:
        seen.add(following)
        tree = parse(environment, loader, following, Collector())
        if tree is None:
            return None
        known.extend(block.name for block in tree.find_all(nodes.Block))
        following = _parent(environment, tree, following)
    return known


def blocks_of(style: Style) -> dict[str, tuple[str, ...]]:
    """The templates of a style, each with the blocks that an override can fill."""
    environment, loader = make_environment(style.layers), LayerLoader(style.layers)
    names = sorted({name for layer in style.layers for name in _names(layer.folder)})
    layered = {name: loader.find(name) for name in names}
    found = {name: _blocks(environment, loader, place) for name, place in layered.items() if place is not None}
    return {name: tuple(dict.fromkeys(blocks or ())) for name, blocks in found.items()}


def _outermost_blocks(tree: nodes.Template) -> Iterator[nodes.Block]:
    """The blocks that a template fills; blocks inside those are new ones that it offers."""
    for node in tree.body:
        if isinstance(node, nodes.Block):
            yield node


def _parent(environment: LayeredEnvironment, tree: nodes.Template, layered: str) -> str | None:
    for node in tree.find_all(nodes.Extends):
        if isinstance(node.template, nodes.Const):
            name = environment.join_path(str(node.template.value), layered)
            return name if name.partition("/")[0].isdigit() else None
    return None


def _suggest(name: str, known: list[str]) -> str | None:
    close = get_close_matches(name, known, n=1)
    return f"Did you mean `{close[0]}`?" if close else None
