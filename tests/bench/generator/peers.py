"""The other generators, each in an environment of its own under `.bench/`, made from the package index."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from documents import ROOT
from processes import BIN, Cost, run

FOLDER = ROOT / ".bench"


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """A generator: its name and version, and one run of it."""

    name: str
    generate: Callable[[Path, Path], Cost]
    turns: int
    """How often it is worth waiting for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """A generator that cannot be run here, and why."""

    name: str
    reason: str


def peers() -> list[Peer | Missing]:
    """All that we are compared with."""
    return [_openapi_python_client(), _datamodel_code_generator(), _openapi_generator()]


def _openapi_python_client() -> Peer:
    tool = _installed("openapi-python-client")

    def generate(spec: Path, out: Path) -> Cost:
        options = ("--output-path", out, "--overwrite", "--meta", "none")
        return run(tool, "generate", "--path", spec, *options)

    return Peer(name=_named(tool), generate=generate, turns=3)


def _datamodel_code_generator() -> Peer:
    tool = _installed("datamodel-code-generator", "datamodel-codegen")

    def generate(spec: Path, out: Path) -> Cost:
        options = ("--input-file-type", "openapi", "--output-model-type", "pydantic_v2.BaseModel")
        return run(tool, "--input", spec, "--output", out.with_suffix(".py"), *options)

    return Peer(name=f"{_named(tool)} (models only)", generate=generate, turns=1)


def _openapi_generator() -> Peer | Missing:
    if shutil.which("java") is None:
        return Missing(name="openapi-generator", reason="it needs Java, which is not installed here")
    tool = _installed("openapi-generator-cli")

    def generate(spec: Path, out: Path) -> Cost:
        return run(tool, "generate", "-g", "python", "-i", spec, "-o", out, "--skip-validate-spec")

    return Peer(name="openapi-generator", generate=generate, turns=2)


def _installed(package: str, tool: str = "") -> Path:
    folder = FOLDER / package
    path = folder / "bin" / (tool or package)
    if not path.exists():
        subprocess.run([BIN / "uv", "venv", "--quiet", "--python", sys.executable, folder], check=True)
        subprocess.run(
            [BIN / "uv", "pip", "install", "--quiet", "--python", folder / "bin" / "python", package], check=True
        )
    return path


def _named(tool: Path) -> str:
    told = subprocess.run([tool, "--version"], check=True, capture_output=True, text=True).stdout.split()
    return f"{tool.parents[1].name} {told[-1]}"
