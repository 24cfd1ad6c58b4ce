"""The rules of docs/design: who may import whom, how long a module may be, what a template may do."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from jinja2 import nodes

from sdkwright import assets
from sdkwright.diagnostics import Collector
from sdkwright.diagnostics.docs import rules_by_stage
from sdkwright.reference import PAGES
from sdkwright.render.environment import make_environment
from sdkwright.render.styles import load_style

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "generator" / "sdkwright"
MODULES = sorted(PACKAGE.rglob("*.py"))
TEMPLATES = sorted(
    path for folder in ("base", "styles") for path in (assets.templates_folder() / folder).rglob("*.jinja")
)
MAX_LINES = 400

ALLOWED: Mapping[str, frozenset[str] | set[str]] = {
    "diagnostics": frozenset(),
    "source": {"diagnostics"},
    "jsonpath": frozenset(),
    "config": {"diagnostics", "source", "load.document"},
    "load": {"caches", "workers", "diagnostics", "source", "jsonpath", "config.settings"},
    "model": {"diagnostics"},
    "lower": {"diagnostics", "jsonpath", "config", "load.document", "model"},
    "prose": {"load.document"},
    "python": {"diagnostics", "config", "model", "prose.tokens"},
    "render": {"diagnostics", "python.code", "assets", "caches"},
    "write": {"diagnostics", "render.style", "caches", "workers"},
    "assets": frozenset(),
    "caches": frozenset(),
    "workers": frozenset(),
    "conversation": {"workers"},
    "compare": {"diagnostics"},
    "excerpt": {"config", "load.document"},
    "lastrun": {
        *("assets", "caches", "diagnostics", "workers"),
        *("excerpt.reach", "load.document", "prose.told", "python.docstrings", "render.style"),
    },
    "git": frozenset(),
    "release": {"diagnostics", "compare", "diff", "git"},
    "diff": {"diagnostics", "compare"},
}
"""What each stage may import, besides itself: packages as a whole, or one module of a package."""

CALLERS = {
    "pipeline",
    "ahead",
    "reading",
    "shared_reading",
    "drafting",
    "partial",
    "differing",
    "printing",
    "cli",
    "reference",
    "__main__",
}


def dotted(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(path: Path) -> Iterator[str]:
    """The modules of sdkwright that a module imports, without the leading `sdkwright.`."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Import():
                names = [alias.name for alias in node.names]
            case ast.ImportFrom(level=0, module=str() as module):
                names = [f"{module}.{alias.name}" for alias in node.names]
            case ast.ImportFrom():
                pytest.fail(f"{path}: relative import")
            case _:
                continue
        yield from (name.removeprefix("sdkwright.") for name in names if name.startswith("sdkwright."))


def is_allowed(name: str, stage: str) -> bool:
    return any(name == other or name.startswith(other + ".") for other in ALLOWED[stage] | {stage, "__version__"})


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_a_stage_imports_only_what_the_stage_before_gives(path: Path) -> None:
    stage = dotted(path).partition(".")[0]
    if stage in CALLERS or not stage:
        return
    assert stage in ALLOWED, f"{stage} is a stage that the architecture does not know"
    assert [name for name in imported(path) if not is_allowed(name, stage)] == []


def test_only_the_pipeline_calls_one_stage_after_another() -> None:
    """The command line may look at styles and print results; the rest goes through the pipeline."""
    allowed = {
        "pipeline",
        "ahead",
        "reading.Inputs",
        "compare",
        "diff",
        "cli",
        "diagnostics",
        "config.workspace",
        "render.style",
        "render.styles",
        "render.overrides",
    }
    allowed |= {
        "write.formatting",
        "write.manifest",
        "write.plan",
        "write.seen",
        "write.swap",
        "write.status",
        "release",
        "git",
        "lastrun",
        "assets",
        "caches",
        "workers",
        "__version__",
    }
    for path in sorted((PACKAGE / "cli").rglob("*.py")):
        strange = [name for name in imported(path) if not any(f"{name}.".startswith(f"{each}.") for each in allowed)]
        assert strange == [], path


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_a_module_is_short_and_says_what_it_is_for(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= MAX_LINES
    if path.name != "__init__.py" or text.strip():
        assert ast.get_docstring(ast.parse(text)), "no docstring"


MUTATORS = {"append", "extend", "insert", "add", "update", "setdefault", "pop", "popitem", "clear", "remove", "discard"}


def mutated(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Where a plain name is changed in place: `x[...] = `, `x += `, `del x[...]`, `x.append(...)`."""
    for node in ast.walk(tree):
        match node:
            case ast.Subscript(value=ast.Name(id=name), ctx=ast.Store() | ast.Del()):
                yield node.lineno, name
            case ast.AugAssign(target=ast.Name(id=name)):
                yield node.lineno, name
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=attribute)) if attribute in MUTATORS:
                yield node.lineno, name
            case _:
                pass


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_no_module_keeps_state(path: Path) -> None:
    """No `global`, no cache, and nothing at module level that is ever changed in place."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert not any(isinstance(node, ast.Global) for node in ast.walk(tree))
    constants: set[str] = set()
    for node in tree.body:
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        constants |= {target.id for target in targets if isinstance(target, ast.Name)}
    assert [(line, name) for line, name in mutated(tree) if name in constants] == []
    caches = [node for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id in {"lru_cache", "cache"}]
    assert [node.lineno for node in caches if isinstance(node.ctx, ast.Load)] == []


def test_the_model_knows_neither_openapi_nor_python() -> None:
    for path in sorted((PACKAGE / "model").rglob("*.py")):
        assert all(is_allowed(name, "model") for name in imported(path))


def is_ours(argument: ast.expr) -> bool:
    """Whether an argument is a constant, a choice of constants, or what an encoder gives."""
    match argument:
        case ast.Constant():
            return True
        case ast.IfExp(body=body, orelse=other):
            return is_ours(body) and is_ours(other)
        case ast.Call(func=ast.Name(id="identifier" | "literal" | "dotted")):
            return True
        case _:
            return False


ENCODERS = {"python.code", "python.project.encoders", "python.site.encoders", "render.environment"}
WRAPPERS = {
    "python.apimd.build": "paths of modules, and text that html.escape has been over",
    "python.examples.layout": "wraps lines of code",
    "python.examples.spelling": "fills a pattern of ours with code",
    "python.import_lines": "joins what `dotted` and `identifier` made",
    "python.methods.build": "a number",
    "python.package.build": "members that were encoded one by one",
    "python.project.metadata": "words of a closed list",
}
"""Modules that make `Code` of what is code already; each was read. A module that is not here uses the encoders."""


def test_only_the_encoders_make_code() -> None:
    """`Code(...)` and `Markup(...)` are called where text is encoded, and in the environment's own filters."""
    found = [
        f"{dotted(path)}:{node.lineno}"
        for path in MODULES
        if dotted(path) not in ENCODERS | WRAPPERS.keys()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"Code", "Markup"}
        and not all(is_ours(argument) for argument in node.args)
    ]
    assert found == [], "use the encoders and `compose` of python/code.py"


def parse_template(path: Path) -> nodes.Template:
    style = load_style("default", Collector())
    assert style is not None
    return make_environment(style.layers).parse(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_print_and_do_not_decide(path: Path) -> None:
    """No comparisons, no arithmetic, and no calls but of macros, `super`, `caller` and blocks."""
    tree = parse_template(path)
    macros = {macro.name for macro in tree.find_all(nodes.Macro)} | {"super", "caller"}
    macros |= {statement.target for statement in tree.find_all(nodes.Import)}
    for statement in tree.find_all(nodes.FromImport):
        macros |= {name if isinstance(name, str) else name[1] for name in statement.names}
    for comparison in tree.find_all(nodes.Compare):
        pytest.fail(f"line {comparison.lineno}: a template compares")
    for call in tree.find_all(nodes.Call):
        function = call.node
        while isinstance(function, nodes.Getattr):
            function = function.node
        called = function.name if isinstance(function, nodes.Name) else "?"
        assert called in macros | {"self", "loop"}, f"line {call.lineno}: a template calls `{called}`"
    for expression in tree.find_all((nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.Mod, nodes.Concat)):
        pytest.fail(f"line {expression.lineno}: a template calculates")


def test_every_rule_has_a_code_of_its_own_and_tells_cause_and_cure() -> None:
    rules = [rule for rules in rules_by_stage().values() for rule in rules]
    codes = [rule.code for rule in rules]
    assert sorted(set(codes)) == sorted(codes)
    for rule in rules:
        area, _, name = rule.code.partition("/")
        assert area.isalpha(), rule.code
        assert name.isalnum(), rule.code
        for text in (rule.summary, rule.cause, rule.cure):
            assert text.strip().endswith((".", "?", ")", "`")), (rule.code, text)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_that_is_made_from_code_is_fresh(name: str) -> None:
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == PAGES[name](), "run `make docs`"
