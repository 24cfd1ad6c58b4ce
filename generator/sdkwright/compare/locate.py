"""Finds the package that an argument of the command line means.

In: the folder of an SDK, its `src/`, or a package. Out: the package's folder and the SDK's, or why there is none.
"""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct


class PackageFolder(Struct, frozen=True, kw_only=True):
    """A package on disk. `sdk` is the folder around `src/`, where the argument lies inside one."""

    package: Path
    sdk: Path | None

    @property
    def name(self) -> str:
        """The name that the package is imported by."""
        return self.package.name


class NoPackage(Struct, frozen=True, kw_only=True):
    """Why a folder means no package."""

    reason: str


def locate(folder: Path) -> PackageFolder | NoPackage:
    """The package in, at or below a folder: the folder itself, one in `src/`, or one right inside."""
    folder = folder.resolve()
    if _is_package(folder):
        return PackageFolder(package=folder, sdk=folder.parent.parent if folder.parent.name == "src" else None)
    source = folder / "src"
    if source.is_dir():
        return _only(source, sdk=folder)
    return _only(folder, sdk=folder.parent if folder.name == "src" else folder)


def _only(source: Path, *, sdk: Path) -> PackageFolder | NoPackage:
    try:
        packages = sorted(path for path in source.iterdir() if _is_package(path))
    except OSError as error:
        return NoPackage(reason=f"{source} cannot be read: {error.strerror}.")
    clients = [path for path in packages if (path / "_client.py").is_file()]
    candidates = clients or packages
    match candidates:
        case [package]:
            return PackageFolder(package=package, sdk=sdk)
        case []:
            return NoPackage(reason=f"{source} holds no Python package (a folder with an __init__.py).")
        case _:
            names = ", ".join(path.name for path in candidates)
            return NoPackage(reason=f"{source} holds several packages ({names}); name one of them.")


def _is_package(path: Path) -> bool:
    return (path / "__init__.py").is_file() and path.name.isidentifier()
