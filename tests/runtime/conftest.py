"""Makes the runtime importable as the package `acme_sdk`, for all tests of this folder.

The runtime (`templates/runtime/`) uses relative imports, so it only works inside a package. This assembles one in a
temporary folder: the runtime copied verbatim, plus `standins/`, which takes the place of the few modules that are
rendered from templates. Test modules then simply `from acme_sdk._qs import Querystring`.
"""

from __future__ import annotations

import atexit
import shutil
import sys
import tempfile
from pathlib import Path

PACKAGE = "acme_sdk"
HERE = Path(__file__).parent
RUNTIME = HERE.parents[1] / "templates" / "runtime"


def assemble(target: Path) -> Path:
    """Write the package `acme_sdk` below `target`; gives the package's folder."""
    package = target / PACKAGE
    ignored = shutil.ignore_patterns("__pycache__", ".*_cache")
    shutil.copytree(RUNTIME, package, ignore=ignored)
    shutil.copytree(HERE / "standins", package, ignore=ignored, dirs_exist_ok=True)
    return package


_folder = Path(tempfile.mkdtemp(prefix="sdkwright-runtime-"))
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
assemble(_folder)
sys.path.insert(0, str(_folder))
