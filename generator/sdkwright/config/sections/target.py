"""Section `targets.python`, and its 2024 spelling `package.python`.

In: the fields of `targets` and `package`. Out: `PythonTarget`.
"""

from __future__ import annotations

import keyword
import re
import unicodedata
from collections.abc import Mapping

from sdkwright.config.keys import Shape, accepted, key
from sdkwright.config.reader import Entry, Fields
from sdkwright.config.settings import PythonTarget, Scalar
from sdkwright.diagnostics.rules import config as rules

TARGETS = Shape(
    title="targets",
    doc="The SDKs to make. Only `python` is read here.",
    keys=(
        key("python", "map", "The Python SDK; see below. Without it the package is named after the organization."),
        *(
            accepted(name, "map")
            for name in (
                "typescript", "node", "go", "java", "kotlin", "ruby", "terraform", "cli", "php", "csharp", "sql",
                "openapi", "http", "swift", "rust",
            )
        ),
    ),
)  # fmt: skip

_LONGEST = 80
"""Letters of a package name: more is no name, and some file systems end there."""

PYTHON = Shape(
    title="targets.python",
    doc="The Python SDK.",
    keys=(
        key("package_name", "text", "The import name: the code is in `src/<package_name>`, as written."),
        key("project_name", "text", "The distribution's name (`pip install <project_name>`); default: `package_name`."),
        key("edition", "`python.YYYY-MM-DD`", "Defaults of that date. None so far differs in the package."),
        key(
            "production_repo",
            "`owner/name`, URL or empty",
            "The SDK's repository, with `#branch` where it is not the usual one; empty while it is private.",
        ),
        accepted("staging_repo", "`owner/name`"),
        key("publish", "map", "Where the SDK is published; see below."),
        key("readme_title", "text", "The README's heading is `<title> API library`."),
        key("skip", "true or false", "No Python SDK at all: reported, and nothing is written."),
        accepted("screencast", "URL"),
        key("keep_files", "list of globs", "Files that a run never deletes, such as `adk/**`."),
        key("options", "map", "Options of the format, see below, and of the style, which declares and checks its own."),
    ),
)

OPTIONS = Shape(
    title="targets.python.options",
    doc="Options of the format. Any other key is an option of the style (`sdkwright styles` lists them).",
    keys=(
        accepted(
            "use_uv",
            "true or false",
            "No effect: project files have dependency groups, which uv, pip and others read, and name no tool.",
        ),
        key(
            "disable_pydantic_namespace_protection",
            "true or false",
            "Fields of models may start with `model_` without a warning of pydantic's.",
        ),
        accepted("websockets_extra_name", "text"),
    ),
)

PUBLISH = Shape(
    title="targets.python.publish",
    doc="Where the SDK is published.",
    keys=(
        key(
            "pypi",
            "true, false or a map",
            "`true`: on the Python Package Index under `project_name`; `{package_name: name}`: under that name; "
            "`false`: the README installs from the repository.",
        ),
        accepted("release", "map `{branch, prerelease}`"),
    ),
)

PYPI = Shape(
    title="targets.python.publish.pypi",
    doc="The long form of `pypi`.",
    keys=(
        key("package_name", "text", "The name on the index."),
        accepted("auth_method", "text"),
    ),
)

PACKAGE = Shape(
    title="package",
    doc="The spelling of `targets` in configs of 2024; `targets` wins where both are given.",
    keys=(
        key("python", "map", "The Python SDK."),
        *(accepted(name, "map") for name in ("node", "typescript", "go", "java", "kotlin", "ruby")),
    ),
)

PACKAGE_PYTHON = Shape(
    title="package.python",
    doc="The Python SDK as configs of 2024 name it.",
    keys=(
        key("name", "text", "`project_name`; the import name is the same with `_` for `-`."),
        key("package_name", "text", "The import name."),
        key("project_name", "text", "The distribution's name."),
        key("repo", "`owner/name` or URL", "`production_repo`."),
        key("production_repo", "`owner/name` or URL", "The SDK's repository."),
    ),
)

UV_EDITION = "python.2025-11-20"


def read_target(targets: Fields, package: Fields, organization: str) -> PythonTarget:
    """The Python target, with the package's name from the organization's where no target says it."""
    entry = targets.get("python")
    if entry is not None:
        return _read_python(entry, organization)
    entry = package.get("python")
    if entry is not None:
        return _read_old_python(entry, organization)
    name = import_name(organization)
    targets.entry.report(rules.NO_PYTHON_TARGET, f"no `targets.python`: the package is called `{name}`")
    return PythonTarget(package_name=name, project_name=name)


def _read_python(entry: Entry, organization: str) -> PythonTarget:
    fields = entry.fields(PYTHON)
    package_name = _package_name(fields) or import_name(organization)
    project_name = fields.text("project_name") or package_name
    edition = fields.text("edition")
    repository, branch = _repository(fields.text("production_repo"))
    format_options, style_options = _options(fields)
    if fields.flag("skip"):
        entry.report(rules.PYTHON_SKIPPED, "`targets.python.skip` asks for no Python SDK")
    return PythonTarget(
        package_name=package_name,
        project_name=project_name,
        edition=edition,
        production_repo=repository,
        production_branch=branch,
        pypi_name=_pypi_name(fields.fields("publish", PUBLISH), project_name),
        readme_title=fields.text("readme_title"),
        keep_files=fields.texts("keep_files"),
        use_uv=format_options.flag("use_uv", default=edition >= UV_EDITION),
        protected_namespaces=not format_options.flag("disable_pydantic_namespace_protection"),
        options=style_options,
        skip=fields.flag("skip"),
        location=entry.location,
    )


def _read_old_python(entry: Entry, organization: str) -> PythonTarget:
    fields = entry.fields(PACKAGE_PYTHON)
    name = fields.text("name")
    package_name = _package_name(fields) or import_name(name or organization)
    repository, branch = _repository(fields.text("production_repo") or fields.text("repo"))
    return PythonTarget(
        package_name=package_name,
        project_name=fields.text("project_name") or name or package_name,
        production_repo=repository,
        production_branch=branch,
        location=entry.location,
    )


def _package_name(fields: Fields) -> str:
    """The import name; where Python cannot import it, the nearest one that it can."""
    name, entry = fields.text("package_name"), fields.get("package_name")
    if entry is not None and entry.value == "":
        entry.report(rules.INVALID_VALUE, "`package_name` is empty", hint="write the name to import, or drop the key")
    if entry is None or not name:
        return ""
    if name.isascii() and name.isidentifier() and not keyword.iskeyword(name) and len(name) <= _LONGEST:
        return name
    usable = import_name(name)[:_LONGEST].rstrip("_")
    message = f"Python cannot import a package called `{name[:_LONGEST]}`; it is called `{usable}`"
    entry.report(
        rules.INVALID_VALUE, message, hint=f"write `package_name: {usable}`, and the other name as `project_name`"
    )
    return usable


def _repository(text: str) -> tuple[str, str]:
    repository, _, branch = text.partition("#")
    return repository.strip(), branch.strip()


def _pypi_name(publish: Fields, project_name: str) -> str:
    entry = publish.get("pypi")
    if entry is None:
        return ""
    if isinstance(entry.value, Mapping):
        return entry.fields(PYPI).text("package_name") or project_name
    return project_name if entry.flag() else ""


def _options(fields: Fields) -> tuple[Fields, dict[str, Scalar]]:
    """The options of the format, and those of the style."""
    members = fields.members("options")
    style: dict[str, Scalar] = {}
    for name, entry in members:
        if name in OPTIONS.names:
            continue
        match entry.value:
            case None | str() | int() | float():
                style[name] = entry.value
            case _:
                entry.wrong_type("a single value")
    known = {name: entry for name, entry in members if name in OPTIONS.names}
    return Fields(entry=fields.entry, shape=OPTIONS, present=known), style


def import_name(name: str) -> str:
    """A Python package name made of any text.

    >>> import_name("Parsec API")
    'parsec_api'
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", plain)
    snake = re.sub(r"[^a-z0-9]+", "_", words.lower()).strip("_") or "api"
    if snake[0].isdigit() or keyword.iskeyword(snake):
        return f"api_{snake}"
    return snake
