"""Makes an SDK by the command line and imports its package, for tests that drive it."""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path
from typing import Any


def generated_sdk(folder: Path, spec: Path, config: Path | None, package: str) -> Any:
    """Generate into `folder` and import `package` from there. Fails with what the command said."""
    command = [sys.executable, "-m", "sdkwright", "generate", "--spec", str(spec), "--out", str(folder)]
    config_arguments = ["--config", str(config)] if config else []
    done = subprocess.run([*command, *config_arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    sys.path.insert(0, str(folder / "src"))
    return importlib.import_module(package)
