"""Finds Python interpreters of other versions on this machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path


def interpreter(version: str) -> Path | None:
    """A working interpreter of this version ("3.13"), from PATH or from pyenv's folder; `None` without one."""
    if sys.version_info[:2] == tuple(int(part) for part in version.split(".")):
        return Path(sys.executable)
    found = shutil.which(f"python{version}")
    candidates = [Path(found)] if found else []
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    candidates += sorted(pyenv.glob(f"versions/{version}.*/bin/python"))
    return next((path for path in candidates if _answers(path, version)), None)


def _answers(path: Path, version: str) -> bool:
    """Whether it runs: a shim of pyenv may lie on PATH for a version that is switched off."""
    code = "import sys; print('%d.%d' % sys.version_info[:2])"
    done = subprocess.run([path, "-c", code], capture_output=True, text=True, check=False)
    return done.returncode == 0 and done.stdout.strip() == version
