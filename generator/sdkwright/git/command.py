"""Runs git, which is asked and never told: nothing is fetched, written or pushed.

In: a folder and git's arguments. Out: what git prints, or a `GitError` that says why there is nothing.
"""

from __future__ import annotations

import subprocess
from pathlib import Path


class GitError(Exception):
    """Git cannot say what was asked; the message says why."""


def ask_git(folder: Path, *arguments: str, given: bytes | None = None) -> bytes:
    """What `git -C folder arguments...` prints, `given` on its standard input. Raises `GitError`."""
    try:
        done = subprocess.run(["git", "-C", str(folder), *arguments], input=given, capture_output=True, check=False)
    except OSError as error:
        raise GitError(f"git cannot be run: {error.strerror}.") from error
    if done.returncode:
        told = done.stderr.decode("utf-8", "replace").strip().removeprefix("fatal: ")
        raise GitError(f"git {arguments[0]} failed: {told or 'it says nothing'}.")
    return done.stdout
