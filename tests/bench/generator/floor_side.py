"""The floor in one process: python floor_side.py DOCUMENT EMITTED COPY."""

import os
import subprocess
import sys
from pathlib import Path

import yaml

BIN = Path(sys.executable).parent


def main(spec: Path, emitted: Path, copy: Path) -> None:
    """Compose the document, write the emitted tree elsewhere, format it there."""
    yaml.compose(spec.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    for folder, _, files in os.walk(emitted):
        target = copy / os.path.relpath(folder, emitted)
        target.mkdir(parents=True)
        for file in files:
            (target / file).write_bytes((Path(folder) / file).read_bytes())
    subprocess.run([BIN / "ruff", "format", "--quiet", "--no-cache", copy], check=True)


main(*map(Path, sys.argv[1:]))
