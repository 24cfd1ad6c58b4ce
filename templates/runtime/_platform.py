"""What the `X-Stainless-*` headers say about the machine and the interpreter. Reads no files, starts no processes."""

from __future__ import annotations

import os
import sys
from typing import Literal, NamedTuple

KnownSystem = Literal["MacOS", "Linux", "Windows", "FreeBSD", "OpenBSD", "iOS", "Android", "Unknown"]

_UNKNOWN = "unknown"
_SYSTEMS: dict[str, KnownSystem] = {
    "darwin": "MacOS",
    "windows": "Windows",
    "linux": "Linux",
    "freebsd": "FreeBSD",
    "openbsd": "OpenBSD",
    "ios": "iOS",
    "ipados": "iOS",
    "android": "Android",
}
_ARCHITECTURES = {"arm64": "arm64", "aarch64": "arm64", "arm": "arm", "x86_64": "x64"}


def known_system() -> KnownSystem | None:
    """The operating system by the name that the header uses, or None if it has no such name."""
    found = _system()
    # Python on an iPhone reports Darwin, on an Android phone mostly Linux: only the release or the machine tells.
    details = f"{found.release} {found.version} {found.machine} {sys.platform}".lower()
    if "iphone" in details or "ipad" in details:
        return "iOS"
    if "android" in details:
        return "Android"
    return _SYSTEMS.get(found.name.lower())


def platform_description() -> str:
    """A text that tells one platform from another, in lower case; may be empty."""
    import platform

    return platform.platform().lower()


def architecture() -> str:
    """The processor's architecture by the name that the header uses."""
    machine = _system().machine.lower()
    known = _ARCHITECTURES.get(machine)
    if known is not None:
        return known
    if sys.maxsize <= 2**32:
        return "x32"
    return f"other:{machine}" if machine else _UNKNOWN


def runtime_headers(version: str, system: str) -> dict[str, str]:
    """The headers that describe package, machine and interpreter."""
    return {
        "X-Stainless-Lang": "python",
        "X-Stainless-Package-Version": version,
        "X-Stainless-OS": system,
        "X-Stainless-Arch": architecture(),
        "X-Stainless-Runtime": _implementation() or _UNKNOWN,
        "X-Stainless-Runtime-Version": sys.version.partition(" ")[0] or _UNKNOWN,
    }


class _System(NamedTuple):
    name: str
    release: str
    version: str
    machine: str


def _system() -> _System:
    # The module `platform` asks the same, but takes as long to import as a whole request.
    if hasattr(os, "uname"):
        found = os.uname()
        return _System(found.sysname, found.release, found.version, found.machine)
    import platform

    known = platform.uname()
    return _System(known.system, known.release, known.version, known.machine)


def _implementation() -> str:
    if sys.implementation.name == "cpython":
        return "CPython"
    import platform

    return platform.python_implementation()
