"""The Jinja environment: layers of templates, and nothing printed that no encoder has made safe.

In: the layers of a style. Out: an `Environment` whose template names are `<layer number>/<file>`.

`{% extends "base/NAME" %}` means the template NAME of the next layer *below* the one that says it, so overrides
of a user, of a style and of the style that it extends stack up. Any other name is looked up from the top.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, MutableMapping, Sequence
from difflib import get_close_matches
from types import CodeType
from typing import Any, cast

from jinja2 import (
    BaseLoader,
    Environment,
    StrictUndefined,
    Template,
    TemplateNotFound,
    TemplateSyntaxError,
    nodes,
)
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context, Macro
from jinja2.sandbox import safe_range
from jinja2.utils import internalcode, missing
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from sdkwright import assets
from sdkwright.python import code
from sdkwright.render.bytecode import compiled
from sdkwright.render.style import Layer

BELOW = "base/"
SUFFIX = ".jinja"
"""What names of templates end in."""

_KEPT_FILTERS = (
    "attr batch count default first groupby items last length list map max min reject rejectattr reverse select "
    "selectattr slice sort sum unique"
)
"""Jinja's filters that choose and count. Those that make or change text are left out: they bypass the encoders."""


class UnencodedTextError(Exception):
    """A template printed a value that is no code."""


class UnsafeExpressionError(TemplateSyntaxError):
    """A template builds text in an expression."""


class Missing(StrictUndefined):
    """An undefined value that suggests what may have been meant."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        message = super()._undefined_message
        if self._undefined_obj is missing or self._undefined_name is None:
            return message
        close = get_close_matches(str(self._undefined_name), dir(self._undefined_obj), n=1)
        return f"{message}; did you mean {close[0]!r}?" if close else message


class LayerLoader(BaseLoader):
    """Loads `2/client.py.jinja` from the third layer, `client.py.jinja` from the first that has it."""

    def __init__(self, layers: Sequence[Layer]) -> None:
        self.layers = tuple(layers)
        self._found: dict[tuple[str, int], str | None] = {}
        self._final: dict[int, bool] = {}

    def find(self, name: str, start: int = 0) -> str | None:
        """The layered name of the topmost template `name` at layer `start` or below."""
        if (name, start) not in self._found:
            self._found[name, start] = self._find(name, start)
        return self._found[name, start]

    def _find(self, name: str, start: int) -> str | None:
        for number, layer in enumerate(self.layers[start:], start):
            if is_plain(name) and (layer.folder / name).is_file():
                return f"{number}/{name}"
        return None

    def file(self, layered: str) -> str:
        """The path of the file behind a layered name."""
        number, _, name = layered.partition("/")
        return str(self.layers[int(number)].folder / name)

    def load(
        self,
        environment: Environment,
        name: str,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - Jinja's name
    ) -> Template:
        """A compiled template (Jinja's loader interface). Raises `TemplateNotFound`, `TemplateSyntaxError`."""
        layered = name if name.partition("/")[0].isdigit() else self.find(name)
        if layered is None:
            raise TemplateNotFound(name)
        path = self.file(layered)
        try:
            with open(path, encoding="utf-8") as stream:
                source = stream.read()
        except (OSError, UnicodeDecodeError) as error:
            raise TemplateNotFound(name, f"{path} cannot be read: {error}") from error

        number, _, rest = layered.partition("/")
        is_final = self._is_final(int(number))

        def work() -> CodeType:
            tree = environment.parse(source, name, path)
            check_expressions(tree, name, path)
            return environment.compile(without_blocks(tree) if is_final else tree, name, path)

        known = compiled(path, f"{number}-final/{rest}" if is_final else name, source, __file__, work)
        return environment.template_class.from_code(environment, known, globals or {})

    def _is_final(self, number: int) -> bool:
        """Whether nothing fills the blocks of a layer's templates: those of our own do not extend each other."""
        if number not in self._final:
            *above, layer = self.layers[: number + 1]
            is_ours = layer.folder.is_relative_to(assets.templates_folder())
            self._final[number] = is_ours and not any(any(one.folder.rglob(f"*{SUFFIX}")) for one in above)
        return self._final[number]


class _CheckedOutput(CodeGenerator):
    """Compiles templates so that `printed` alone sees each value: what it lets pass needs no escaping any more."""

    def _output_child_pre(
        self,
        node: nodes.Expr,  # noqa: ARG002 - Jinja's signature
        frame: Frame,  # noqa: ARG002
        finalize: CodeGenerator._FinalizeInfo,  # noqa: ARG002
    ) -> None:
        self.write("environment.finalize(")

    def _output_child_post(
        self,
        node: nodes.Expr,  # noqa: ARG002 - Jinja's signature
        frame: Frame,  # noqa: ARG002
        finalize: CodeGenerator._FinalizeInfo,  # noqa: ARG002
    ) -> None:
        self.write(")")


class _Calls(Context):
    """Calls macros as they are: Jinja first looks for what they want to be given beside their arguments."""

    @internalcode
    def call(self, called: Callable[..., object], /, *args: object, **kwargs: object) -> object:
        """What a macro gives, or whatever else a template calls."""
        if type(called) is not Macro:
            return super().call(called, *args, **kwargs)
        kwargs.pop("_block_vars", None)
        kwargs.pop("_loop_vars", None)
        return called(*args, **kwargs)


class LayeredEnvironment(Environment):
    """Resolves names inside a template relative to the layer that the template is in."""

    code_generator_class = _CheckedOutput
    context_class = _Calls

    def join_path(self, template: str, parent: str) -> str:
        """The layered name of `template` as `parent` means it (Jinja's hook for relative names)."""
        loader = self.loader
        number, _, own = parent.partition("/")
        if not isinstance(loader, LayerLoader) or not number.isdigit():
            return template
        name = template.removeprefix(BELOW)
        start = int(number) + 1 if template.startswith(BELOW) or name == own else 0
        return loader.find(name, start) or template


def without_blocks(tree: nodes.Template) -> nodes.Template:
    """The tree with what its blocks hold in their places: to call one takes longer than to print most of them.

    Only where nothing extends the template. One that extends another, or calls its own blocks, keeps them.
    """
    names = {name.name for name in tree.find_all(nodes.Name)}
    if tree.find(nodes.Extends) is not None or not names.isdisjoint({"self", "super"}):
        return tree
    return cast("nodes.Template", _WithoutBlocks().visit(tree))


class _WithoutBlocks(NodeTransformer):
    def visit_Block(self, node: nodes.Block) -> nodes.Node:  # noqa: N802 - Jinja's name
        """What a block holds, with variables of its own as before."""
        return self.generic_visit(nodes.Scope(node.body, lineno=node.lineno))


def is_plain(name: str) -> bool:
    """Whether a template's name stays inside its folder."""
    return (
        not name.startswith("/") and "\\" not in name and all(part not in {"", ".", ".."} for part in name.split("/"))
    )


def check_expressions(tree: nodes.Template, name: str, file: str) -> None:
    """Raise `UnsafeExpressionError` where a template builds text in an expression instead of printing it."""
    for node in tree.find_all((nodes.Concat, nodes.Mod, nodes.Add, nodes.Filter)):
        match node:
            case nodes.Filter():
                if node.name == "join" and not all(isinstance(argument, nodes.Const) for argument in node.args):
                    raise UnsafeExpressionError("The separator of `join` must be a constant.", node.lineno, name, file)
            case nodes.Add() if not any(_is_text(side) for side in (node.left, node.right)):
                continue
            case _:
                raise UnsafeExpressionError("Text is built in an expression.", node.lineno, name, file)


def _is_text(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Const) and isinstance(node.value, str)


def printed(value: object) -> object:
    """What Jinja asks before it prints a value: code and whole numbers pass, all else raises `UnencodedTextError`."""
    if isinstance(value, Markup):
        return value
    return str(value) if isinstance(value, StrictUndefined) else checked(value)


def checked(value: object) -> Markup:
    """The value as text that is safe to print. Raises `UnencodedTextError`."""
    if isinstance(value, Markup):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return code.literal(value)
    shown = repr(value)
    raise UnencodedTextError(f"{type(value).__name__} {shown if len(shown) < 60 else shown[:57] + '...'}")


def join_code(values: Iterable[object], separator: str = "") -> Markup:
    """The filter `join`: like Jinja's, but every value must be printable; the separator is a constant."""
    # `check_expressions` made sure that the separator stands in the template
    return Markup(separator.join([checked(value) for value in values]))  # noqa: S704


def indent_code(value: object, width: int = 4, first: bool = False) -> Markup:
    """The filter `indent`: like Jinja's, for code."""
    text = str(checked(value))
    head, *lines = text.split("\n")
    pad = " " * width
    indented = [pad + line if line and not line.isspace() else line for line in lines]
    begin = pad + head if first and head and not head.isspace() else head
    return Markup("\n".join([begin, *indented]))  # noqa: S704 - blanks and code


def make_environment(layers: Sequence[Layer]) -> LayeredEnvironment:
    """The environment for templates of these layers, the topmost first."""
    environment = LayeredEnvironment(
        loader=LayerLoader(layers),
        undefined=Missing,
        autoescape=True,
        finalize=printed,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
    )
    for name in set(environment.filters) - set(_KEPT_FILTERS.split()):
        del environment.filters[name]
    environment.filters.update(join=join_code, indent=indent_code, identifier=code.identifier, literal=code.literal)
    for name in set(environment.globals) - {"namespace"}:
        del environment.globals[name]
    # A loop that never ends is a mistake, and should be told as one.
    known: dict[str, Any] = environment.globals
    known["range"] = safe_range
    return environment
