"""What an emitted file may hold, told without looking at the document that it was made from."""

from __future__ import annotations

import ast
import builtins
import functools
import io
import json
import re
import tokenize
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Never

import yaml
from markdown_it import MarkdownIt

from sdkwright.render.style import FileKind, RenderedFile


def _words(text: str) -> set[str]:
    return set(text.split())


TEMPLATES = Path(__file__).parents[2] / "templates"

ABSOLUTE = _words(
    """
    __future__ asyncio base64 builtins collections datetime decimal email functools gc inspect io itertools json
    logging math os pathlib pickle re sys time types typing typing_extensions urllib uuid warnings weakref anyio
    httpx httpx2 pydantic pytest pytest_asyncio respx standardwebhooks tests griffe
    """
)
"""Modules that templates import, by their first word; and the package itself."""

BUILTINS = set(dir(builtins)) - {"eval", "exec", "compile", "open", "__import__", "input", "breakpoint", "exit", "quit"}

_LEAVES = _words("Load Store Del alias arg arguments keyword Module")
_TYPES = _LEAVES | _words(
    """
    AnnAssign Assign Attribute Call ClassDef Constant Dict Expr ImportFrom Import List Name Pass Subscript
    Tuple UnaryOp USub BinOp BitOr If FunctionDef BoolOp Or Not
    """
)
_RESOURCES = _TYPES | _words(
    """
    AsyncFunctionDef Await BoolOp Compare ExceptHandler FormattedValue FunctionDef If IfExp Is IsNot
    JoinedStr Not Or And Raise Return Starred Try
    """
)
_CLIENT = _RESOURCES | _words("Add For Lambda")
_API_TESTS = _TYPES | _words(
    """
    Assert AsyncFunctionDef AsyncWith Await Compare Eq For AsyncFor FunctionDef Is With withitem Not Return
    """
)
NODES: Mapping[str, set[str]] = {
    "types": _TYPES | _words("Return DictComp comprehension Compare In"),
    "resources": _RESOURCES,
    "_client.py": _CLIENT,
    "_constants.py": _TYPES,
    "_stream_rules.py": _TYPES,
    "_security.py": _TYPES,
    "_wrappers.py": _TYPES | {"Return"},
    "_version.py": _TYPES,
    "_http.py": _TYPES | {"With", "withitem"},
    "api_resources": _API_TESTS,
}
"""Which kinds of nodes a module of a kind may hold. Kinds that are not listed hold no text of the document."""

CALLS: Mapping[str, re.Pattern[str]] = {
    "_http.py": re.compile("collector_at_rest"),
    "types": re.compile(
        r"PropertyInfo|FieldInfo|Field|TypeVar|TypeAliasType|TypedDict|lazy_exports"
        r"|cast|self\.to_dict|fields\.items"
    ),
    "resources": re.compile(
        r"self\._client\._get_\w+_path_param|self\._(?:get|post|put|patch|delete|head|options|trace|request|get_api_list|client\.request)"
        r"|\w+(?:With(?:Raw|Streaming)Response)|\w+Resource(?:With\w+)?|_?(?:async_)?(?:to_\w+_wrapper|maybe_transform)"
        r"|_?(?:make_request_options|path_template|lazy_exports|required_args|cast|deepcopy_with_paths|extract_files)"
        r"|_?(?:is_given|strip_not_given|isinstance|dict|construct_type|ValueError|TypeError|\w+Error)|[\w.]*deprecated"
        r"|_?(?:is_mapping|parameter_style|join_parameters|write_parameter|\w*parameter\w*|\w*cookie\w*|\w*_query)"
        r"|self\.\w+|super|Call\.__init__|json\.loads|json\.dumps|base64\.b64encode|\w+\.encode|Call\.\w+|Webhook"
        r"|encode_parts|encode_form|(?:async_)?to_httpx_files"
        r"|(?:async_)?read_file_content|encode_header|JSONLDecoder|AsyncJSONLDecoder|FinalRequestOptions\.construct|warnings\.warn|functools\.partial"
    ),
}
"""What a module of a kind may call. In the others, what is called must at least be defined or imported."""

_PLAIN_PATH = re.compile(r"[A-Za-z0-9_.-]+")
_GUARD = re.compile(r"Expected a non-empty value for `[A-Za-z_][A-Za-z0-9_]*` but received ")


class UnexpectedError(AssertionError):
    """An emitted file holds what no template wrote."""


@dataclass(frozen=True, slots=True, eq=False)
class Module:
    """One emitted Python module.

    `nodes` are all of its tree, `imports` those of them that import, `bound` every name that it binds, in whichever
    scope.
    """

    path: str
    text: str
    nodes: tuple[ast.AST, ...]
    imports: tuple[ast.Import | ast.ImportFrom, ...]
    bound: frozenset[str]

    @property
    def kind(self) -> str:
        """What kind of module it is: its folder, or its own name."""
        parts = self.path.split("/")
        below = parts[2:] if parts[0] == "src" else parts[1:]
        return below[0]


def check_package(files: Sequence[RenderedFile], *, links: frozenset[str] = frozenset()) -> None:
    """Raise `UnexpectedError` where a file is somewhere else or holds something else than it may.

    `links` are those that the document is there to give: where its API is documented.
    """
    check_paths(file.path for file in files)
    modules = {file.path: read(file.path, file.text) for file in files if file.path.endswith(".py")}
    copied = {file.path for file in files if file.kind is FileKind.COPIED}
    packages = {path.split("/")[1] for path in modules if path.startswith("src/")}
    for path, module in modules.items():
        if path not in copied:
            check_module(module)
            check_imports(module, modules, packages)
    for file in files:
        if file.path not in modules and file.path not in copied:
            check_other(file, links)


def check_paths(paths: Iterable[str]) -> None:
    """Every path leads to a file of its own in the output folder, on any file system."""
    seen: dict[str, str] = {}
    for path in paths:
        pure = PurePosixPath(path)
        plain = not pure.is_absolute() and path == str(pure) and all(map(_PLAIN_PATH.fullmatch, pure.parts))
        expect(plain and not {".", ".."} & set(pure.parts), path, "is no plain relative path")
        expect(all(len(part) <= 240 for part in pure.parts), path, "has a part that is too long for a file system")
        expect(len(path) <= 600, path, "is too long for a file system")
        other = seen.setdefault(path.lower(), path)
        expect(other == path, path, f"is {other} where case does not count")


@functools.lru_cache(maxsize=400)
def read(path: str, text: str) -> Module:
    """A module; many are the same in every package, so they are read once. Raises `UnexpectedError`."""
    nodes = tuple(ast.walk(parsed(text, path)))
    imports = tuple(node for node in nodes if isinstance(node, ast.Import | ast.ImportFrom))
    return Module(path, text, nodes, imports, frozenset(bound(nodes)))


def parsed(text: str, path: str) -> ast.Module:
    """The syntax tree of a module. Raises `UnexpectedError`."""
    text.encode()
    try:
        return ast.parse(text, path)
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", 0) or 0
        raise UnexpectedError(f"{path}: {error}: {text.splitlines()[line - 1 : line]}") from error


@functools.lru_cache(maxsize=400)
def check_module(module: Module) -> None:
    """A module holds only what its templates write."""
    check_scope(module)
    check_comments(module)
    kinds, calls = NODES.get(module.kind), CALLS.get(module.kind)
    for node in module.nodes:
        name = type(node).__name__
        if kinds is not None and name not in kinds:
            refuse(module.path, f"has a node {name}: {shown(node)}")
        if calls is not None and isinstance(node, ast.Call) and calls.fullmatch(callee(node.func)) is None:
            refuse(module.path, f"calls {callee(node.func)}: {shown(node)}")
        if kinds is not None and isinstance(node, ast.JoinedStr):
            check_joined(module, node)
        if isinstance(node, ast.Module | ast.ClassDef):
            check_statements(module, node.body)


def check_statements(module: Module, body: Sequence[ast.stmt]) -> None:
    """A module or class defines things; it does nothing else."""
    for statement in body:
        if isinstance(statement, ast.Expr) and not isinstance(statement.value, ast.Constant):
            allowed = isinstance(statement.value, ast.Call) and module.kind in {"types", "__init__.py"}
            if not allowed:
                refuse(module.path, f"has a statement: {shown(statement)}")


def shown(node: ast.AST) -> str:
    """The code of a node, not too long."""
    return ast.unparse(node)[:200]


def callee(function: ast.expr) -> str:
    """What is called, as dotted words."""
    match function:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=value, attr=attr):
            return f"{callee(value)}.{attr}"
        case _:
            return type(function).__name__


def check_joined(module: Module, node: ast.JoinedStr) -> None:
    """An f-string holds no text of the document: only that of templates, and names."""
    first = node.values[0]
    fixed = first.value if isinstance(first, ast.Constant) else ""
    allowed = _GUARD.fullmatch(str(fixed)) is not None or str(fixed) in {"async:", "Bearer ", "Basic "}
    rest = [part for part in node.values[1:] if isinstance(part, ast.Constant)]
    if not allowed or rest:
        refuse(module.path, f"has an f-string: {shown(node)}")


def bound(nodes: Iterable[ast.AST]) -> Iterator[str]:
    """Every name that some nodes bind."""
    for node in nodes:
        match node:
            case ast.Import(names=names) | ast.ImportFrom(names=names):
                yield from ((alias.asname or alias.name).split(".")[0] for alias in names)
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name) | ast.ExceptHandler(name=str(name)):
                yield name
            case _:
                pass


def check_scope(module: Module) -> None:
    """Every name that is read is bound in the module, or is one of Python's harmless own."""
    known = {*module.bound, *BUILTINS, "__name__", "__file__"}
    # The wrappers of a resource take it by its name, which may be `builtins`.
    is_module = not any(isinstance(node, ast.arg) and node.arg == "builtins" for node in module.nodes)
    for node in module.nodes:
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id not in known:
            refuse(module.path, f"reads {node.id}, which it does not have")
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "builtins":
            expect(not is_module or node.attr in BUILTINS, module.path, f"reads builtins.{node.attr}")


def check_imports(module: Module, modules: Mapping[str, Module], packages: set[str]) -> None:
    """Imports come from known modules, and from modules of the package that are there."""
    package = module.path.split("/")[1] if module.path.startswith("src/") else ""
    for node in module.imports:
        if isinstance(node, ast.Import):
            for alias in node.names:
                expect(alias.name.split(".")[0] in ABSOLUTE | packages, module.path, f"imports {alias.name}")
        elif node.level == 0:
            first = (node.module or "").split(".")[0]
            expect(first in ABSOLUTE | packages, module.path, f"imports from {node.module}")
            if first in packages:
                check_target(module, f"src/{(node.module or '').replace('.', '/')}", node, modules)
        elif package:
            folder = PurePosixPath(module.path).parents[node.level - 1]
            expect(folder != PurePosixPath("src"), module.path, "imports from outside of its package")
            check_target(module, str(folder / (node.module or "").replace(".", "/")), node, modules)


def check_target(module: Module, target: str, node: ast.ImportFrom, modules: Mapping[str, Module]) -> None:
    """What is imported is in the module that it is imported from."""
    found = modules.get(f"{target}.py") or modules.get(f"{target}/__init__.py")
    expect(found is not None, module.path, f"imports from {target}, which is not there")
    assert found is not None
    names = found.bound
    lazy = "lazy_exports" in names or "__getattr__" in names
    for alias in node.names:
        is_module = f"{target}/{alias.name}.py" in modules or f"{target}/{alias.name}/__init__.py" in modules
        there = is_module or alias.name in names or alias.name == "*" or lazy
        expect(there, module.path, f"imports {alias.name} from {target}, which does not have it")


@functools.cache
def known_comments() -> str:
    """All templates, whose comments are the only ones."""
    files = [path for path in sorted(TEMPLATES.rglob("*")) if path.is_file() and path.parent.name != "__pycache__"]
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


def check_comments(module: Module) -> None:
    """Every comment stands in a template."""
    marked = (line.strip() for line in module.text.split("\n") if "#" in line)
    if all(line.startswith("#") and is_known_comment(line) for line in marked):
        return  # no line has anything else that could be a comment, and splitting Python into tokens takes long
    for token in tokenize.generate_tokens(io.StringIO(module.text).readline):
        if token.type == tokenize.COMMENT and not is_known_comment(token.string):
            refuse(module.path, f"has a comment: {token.string[:100]}")


_NOTES = frozenset(
    {
        "# type: ignore[call-arg]",
        "# type: ignore[assignment, unused-ignore]",
        "# type: ignore[misc]",
        "# pyright: ignore[reportIncompatibleVariableOverride]",
        "# pyright: ignore[reportIncompatibleVariableOverride, reportGeneralTypeIssues]",
    }
)
"""What the views tell type checkers at one declaration; none of it comes from a document."""


@functools.cache
def is_known_comment(comment: str) -> bool:
    """Whether a template has a comment, or the views make it."""
    if comment in _NOTES:
        return True
    spelled = re.sub(r"`Default\w+`", "`{{ class.default_http_client }}`", comment)
    return comment in known_comments() or spelled in known_comments()


@functools.lru_cache(maxsize=400)
def check_other(file: RenderedFile, links: frozenset[str]) -> None:
    """A file that is not Python: it can be read, and shows nothing invisible."""
    file.text.encode()
    odd = sorted({char for char in file.text if not (char.isprintable() or char in "\n\t")})
    expect(not odd, file.path, f"has invisible characters {odd}")
    match PurePosixPath(file.path).suffix:
        case ".toml":
            check_pyproject(file)
        case ".json":
            json.loads(file.text)
        case ".yml" | ".yaml":
            check_workflow(file)
        case ".md":
            check_markdown(file, links)
        case _:
            pass


def check_pyproject(file: RenderedFile) -> None:
    """The metadata has the tables that it should have, and no more."""
    tree = tomllib.loads(file.text)
    tables = {"project", "dependency-groups", "build-system", "tool"}
    expect(set(tree) <= tables, file.path, f"has tables {sorted(tree)}")
    tools = {"hatch", "pytest", "pyright", "mypy", "ruff", "uv", "rye"}
    expect(set(tree["tool"]) <= tools, file.path, f"has tools {sorted(tree['tool'])}")
    expect(set(tree["tool"]["hatch"]["build"]) == {"targets"}, file.path, "has build hooks")
    expect(set(tree["build-system"]) == {"requires", "build-backend"}, file.path, "has another build system")


_SITE = _words(
    """
    site_name site_description repo_name repo_url docs_dir site_dir strict use_directory_urls nav theme extra extra_css
    plugins markdown_extensions
    """
)


def check_workflow(file: RenderedFile) -> None:
    """A workflow, or the description of the site, has the keys that it should have, and no more."""
    tree = yaml.load(file.text, Loader=yaml.BaseLoader)
    keys = _SITE if file.path == "mkdocs.yml" else {"name", "on", "permissions", "concurrency", "jobs", "env"}
    expect(isinstance(tree, dict) and set(tree) <= keys, file.path, "has other keys")


_HTML = re.compile(
    r"<!-- needs a request that a server signed -->"
    r'|<code(?: title="[^"<>]*")?>|</code>|<a href="(?:\./)?src/[A-Za-z0-9_./-]+\.py">|</a>'
)
_PAGE = re.compile(r"(?:\.\./)*(?:[a-z0-9_]+/)*[a-z0-9_-]+\.md")
_LINK = re.compile(r"https://[^\s]+|[A-Za-z0-9_./-]+\.md")
PAGES = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def check_markdown(file: RenderedFile, links: frozenset[str]) -> None:
    """A page has no markup but that of its templates."""
    for token in PAGES.parse(file.text):
        for inner in (token, *(token.children or ())):
            match inner.type:
                case "html_inline" | "html_block":
                    for tag in re.findall(r"<!--.*?-->|<[^>]*>", inner.content, re.DOTALL) or [inner.content]:
                        expect(_HTML.fullmatch(tag.strip()) is not None, file.path, f"has HTML: {tag[:100]}")
                case "image":
                    expect(False, file.path, f"has an image: {inner.attrs}")
                case "link_open":
                    target = str(inner.attrs["href"])
                    expect(_LINK.fullmatch(target) is not None, file.path, f"has a link: {target[:100]}")
                    own = target in links or target.startswith("src/") or _PAGE.fullmatch(target) is not None
                    expect("pwned" not in target or own, file.path, f"has a link: {target[:100]}")
                case _:
                    pass


def refuse(path: str, message: str) -> Never:
    """Raise `UnexpectedError`."""
    raise UnexpectedError(f"{path[:200]} {message}")


def expect(condition: bool, path: str, message: str) -> None:
    """Raise `UnexpectedError` unless a condition holds."""
    if not condition:
        refuse(path, message)
