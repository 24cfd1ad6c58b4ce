"""Imports every module of a package; warnings count as errors.

In (arguments): a source folder. Out: a line per module that fails, with the error.
"""

from __future__ import annotations

import contextlib
import importlib
import sys
import warnings
from pathlib import Path


def main() -> None:
    """See the module."""
    source = Path(sys.argv[1])
    sys.path.insert(0, str(source))
    for each in ("httpx", "anyio", "pydantic", "pydantic.v1"):
        with contextlib.suppress(ImportError):
            importlib.import_module(each)
    warnings.simplefilter("error")
    modules = sorted(path.relative_to(source).with_suffix("").parts for path in source.rglob("*.py"))
    for parts in modules:
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        try:
            importlib.import_module(name)
        except BaseException as error:
            sys.stdout.write(f"{name}: {type(error).__name__}: {' '.join(str(error).split())[:300]}\n")


if __name__ == "__main__":
    main()
