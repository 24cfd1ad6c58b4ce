"""The peers, each in an environment of its own under `.bench/`, made with uv from the package index."""

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / ".bench"
WHOLE_DOCUMENT = ROOT.parent / "shared" / "parity" / "openai" / "openapi.yml"
BIN = Path(sys.executable).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """An SDK, in the environment that it is installed in."""

    name: str
    python: Path
    package: str
    http: str


def ours() -> Peer:
    """The example of this repository, from `output/`."""
    return _peer("example", f"{ROOT / 'output'}[aiohttp]", package="openai_client", http="httpx", refresh=True)


def published(version: str) -> Peer:
    """A published version of openai."""
    return _peer(f"openai {version}", f"openai[aiohttp]=={version}", package="openai", http="httpx2")


def whole() -> Peer | None:
    """An SDK of the whole OpenAI document, without a config; None where that document is not at hand."""
    if not WHOLE_DOCUMENT.is_file():
        return None
    source = FOLDER / "whole-source"
    shutil.rmtree(source, ignore_errors=True)
    # The document has faults, so that the command ends with findings.
    generate = [BIN / "sdkwright", "generate", "--spec", WHOLE_DOCUMENT, "--out", source]
    subprocess.run(generate, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return _peer("whole document", f"{source}[aiohttp]", package="openai", http="httpx", refresh=True)


def _peer(name: str, requirement: str, *, package: str, http: str, refresh: bool = False) -> Peer:
    folder = FOLDER / name.replace(" ", "-")
    python = folder / "bin" / "python"
    fresh = not python.exists()
    if fresh:
        _run(BIN / "uv", "venv", "--quiet", "--python", sys.executable, folder)
    if fresh or refresh:
        _run(
            BIN / "uv",
            *("pip", "install", "--quiet", "--compile-bytecode", "--python", python),
            *(["--reinstall-package", _distribution(requirement)] if refresh else []),
            requirement,
        )
    return Peer(name=name, python=python, package=package, http=http)


def _distribution(requirement: str) -> str:
    import tomllib

    source = Path(requirement.partition("[")[0])
    name: str = tomllib.loads((source / "pyproject.toml").read_text(encoding="utf-8"))["project"]["name"]
    return name


def _run(*command: str | Path) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
