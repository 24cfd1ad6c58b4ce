"""Where the templates are.

In: nothing. Out: the folder that holds `base/`, `runtime/` and `styles/`. The only module that knows it.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def templates_folder() -> Path:
    """The folder of the built-in templates: inside the package when installed, the repository's otherwise.

    Raises `FileNotFoundError` where neither is there (a broken installation).
    """
    for folder in (_PACKAGE / "templates", _PACKAGE.parent.parent / "templates"):
        if (folder / "styles").is_dir():
            return folder
    raise FileNotFoundError(f"sdkwright was installed without its templates (looked beside {_PACKAGE})")
