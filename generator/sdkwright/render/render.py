"""Renders a style: from views to the text of every file of the SDK.

In: the views of `python/`, a `Style`, the user's folder of overrides. Out: `RenderedFile`s, sorted by path.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import cast

from jinja2 import TemplateNotFound, TemplateSyntaxError, UndefinedError
from msgspec import Struct, field

from sdkwright import assets
from sdkwright.diagnostics import Collector, Location, Rule
from sdkwright.diagnostics.rules import render as rules
from sdkwright.render.environment import LayeredEnvironment, LayerLoader, UnencodedTextError, make_environment
from sdkwright.render.overrides import check_overrides, report_syntax
from sdkwright.render.paths import UnknownFieldError, UnsafePathError, attribute, expand
from sdkwright.render.style import CopyRule, FileKind, FileRule, Layer, RenderedFile, Style

_SORTED = frozenset({"lazy_package.py.jinja", "resource.py.jinja", "test_resource.py.jinja", "types_module.py.jinja"})
"""Templates of ours whose imports all come from `python.import_lines`; most files of an SDK are of these."""
_SORTED_COPIES = frozenset({"runtime", "suite"})
"""Folders of ours that are copied, and whose imports the linter keeps in the order of SDKs."""
_NEVER_COPIED = ("__pycache__", "*.pyc", ".*")


class _Rendering(Struct):
    """What one run of `render` works with."""

    sdk: object
    style: Style
    environment: LayeredEnvironment
    loader: LayerLoader
    diagnostics: Collector
    is_ours: bool
    """Whether all templates are our own."""
    files: dict[str, RenderedFile] = field(default_factory=dict[str, RenderedFile])

    def add(self, file: RenderedFile, location: Location) -> None:
        if file.path in self.files:
            self.diagnostics.report(rules.DUPLICATE_PATH, f"`{file.path}` is emitted twice.", location)
        else:
            self.files[file.path] = file


def render(
    views: object, style: Style, user_templates: Path | None, diagnostics: Collector
) -> tuple[RenderedFile, ...]:
    """The text of every file that the style emits for the views.

    `views` is the SDK (`python/sdk.py`); its attributes are what file rules name. Overrides are checked first;
    whatever is wrong with styles and templates becomes a finding. Then there are no files at all: an SDK that
    lacks some would be taken for a whole one, and what was generated last would be deleted.
    """
    layers = style.layers
    if user_templates is not None:
        if not user_templates.is_dir():
            diagnostics.report(rules.TEMPLATES_FOLDER_MISSING, f"There is no folder `{user_templates}`.")
            return ()
        layers = (Layer(label="your templates", folder=user_templates), *layers)
    environment = make_environment(layers)
    loader = LayerLoader(layers)
    before = len(diagnostics.found)
    check_overrides(environment, loader, style, diagnostics)
    if len(diagnostics.found) > before:
        return ()
    run = _Rendering(
        sdk=views,
        style=style,
        environment=environment,
        loader=loader,
        diagnostics=diagnostics,
        is_ours=all(layer.folder.is_relative_to(assets.templates_folder()) for layer in layers),
    )
    for rule in style.files:
        _render_rule(run, rule)
    for copy in style.copies:
        _copy(run, copy)
    if len(diagnostics.found) > before:
        return ()
    return tuple(run.files[path] for path in sorted(run.files))


def paths_of(views: object, rules: Iterable[FileRule]) -> Iterator[str]:
    """The paths of the files that rules make. Raises `UnknownFieldError`, `UnsafePathError`."""
    for rule in rules:
        for view in _views(views, rule):
            if not rule.when or attribute(rule.when, view, views):
                yield expand(rule.path, view, views)


def _render_rule(run: _Rendering, rule: FileRule) -> None:
    layered = run.loader.find(rule.template)
    if layered is None:
        run.diagnostics.report(rules.MISSING_TEMPLATE, f"There is no template `{rule.template}`.", rule.location)
        return
    try:
        for view in _views(run.sdk, rule):
            if rule.when and not attribute(rule.when, view, run.sdk):
                continue
            path = expand(rule.path, view, run.sdk)
            text = _render_one(run, layered, view)
            if text is not None:
                kind = FileKind.ONCE if rule.once else FileKind.GENERATED
                file = RenderedFile(
                    path=path,
                    text=text,
                    kind=kind,
                    executable=rule.executable,
                    sorted=run.is_ours and rule.template in _SORTED,
                )
                run.add(file, rule.location)
    except UnknownFieldError as error:
        run.diagnostics.report(rules.UNKNOWN_FIELD, str(error), rule.location)
    except UnsafePathError as error:
        run.diagnostics.report(rules.UNSAFE_PATH, str(error), rule.location)


def _views(sdk: object, rule: FileRule) -> Iterable[object]:
    if rule.each:
        views = attribute(rule.each, sdk)
        if not isinstance(views, tuple | list):
            raise UnknownFieldError(f"`{rule.each}` is no list.")
        return cast("Sequence[object]", views)
    return (attribute(rule.view, sdk) if rule.view else sdk,)


def _render_one(run: _Rendering, layered: str, view: object) -> str | None:
    try:
        template = run.environment.get_template(layered)
        return template.render(view=view, sdk=run.sdk, options=run.style.values)
    except TemplateSyntaxError as error:
        report_syntax(error, run.loader.file(layered), run.diagnostics)
    except TemplateNotFound as error:
        _report(run, rules.MISSING_TEMPLATE, f"There is no template `{error.name}`.", layered, error)
    except UndefinedError as error:
        _report(run, rules.UNDEFINED_NAME, _sentence(error.message), layered, error)
    except UnencodedTextError as error:
        _report(run, rules.UNENCODED_TEXT, f"This would print {error}, which no encoder has made safe.", layered, error)
    except Exception as error:  # an expression of a template can raise anything
        _report(run, rules.TEMPLATE_FAILED, f"{type(error).__name__}: {error}", layered, error)
    return None


def _report(run: _Rendering, rule: Rule, message: str, layered: str, error: Exception) -> None:
    run.diagnostics.report(rule, message, _innermost(run, layered, error))


def _sentence(message: str | None) -> str:
    text = message or "A name is not defined"
    return text if text.endswith("?") else text + "."


def _innermost(run: _Rendering, layered: str, error: Exception) -> Location:
    """The innermost line of a template in a traceback, as Jinja has rewritten it."""
    folders = tuple(str(layer.folder) for layer in run.loader.layers)
    location = Location(file=run.loader.file(layered), line=1, column=1)
    for frame in traceback.extract_tb(error.__traceback__):
        if frame.filename.startswith(folders) and frame.filename.endswith(".jinja"):
            location = Location(file=frame.filename, line=frame.lineno or 1, column=1)
    return location


def _copy(run: _Rendering, rule: CopyRule) -> None:
    try:
        to = expand(rule.to, run.sdk) + "/" if rule.to else ""
        for source, relative in _sources(rule):
            path = expand((to + relative).rstrip("/"), run.sdk)
            file = RenderedFile(
                path=path,
                text=source.read_text(encoding="utf-8"),
                kind=FileKind.COPIED,
                executable=bool(source.stat().st_mode & 0o100),
                sorted=run.is_ours and rule.source.name in _SORTED_COPIES,
            )
            run.add(file, rule.location)
    except UnknownFieldError as error:
        run.diagnostics.report(rules.UNKNOWN_FIELD, str(error), rule.location)
    except UnsafePathError as error:
        run.diagnostics.report(rules.UNSAFE_PATH, str(error), rule.location)
    except (OSError, UnicodeDecodeError) as error:
        run.diagnostics.report(rules.MISSING_SOURCE, f"`{rule.source.name}` cannot be read: {error}", rule.location)


def _sources(rule: CopyRule) -> Iterator[tuple[Path, str]]:
    if rule.source.is_file():
        yield rule.source, rule.source.name
        return
    for path in sorted(rule.source.rglob("*")):
        relative = path.relative_to(rule.source)
        left_out = any(fnmatchcase(part, pattern) for part in relative.parts for pattern in _NEVER_COPIED)
        left_out = left_out or any(fnmatchcase(relative.as_posix(), pattern) for pattern in rule.exclude)
        if path.is_file() and not left_out:
            yield path, relative.as_posix()
