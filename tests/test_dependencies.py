"""The lock has every dependency, and docs/dependencies.md says what each of the package's own is for."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]


def normal(requirement: str) -> str:
    """The name of a requirement, as an index spells it."""
    name = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert name is not None, requirement
    return re.sub(r"[-_.]+", "-", name[0]).lower()


def declared() -> tuple[set[str], set[str]]:
    """Dependencies of the package, and of its development."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    own = project["project"]["dependencies"]
    return {normal(each) for each in own}, {normal(each) for each in project["dependency-groups"]["dev"]}


def test_the_lock_has_every_dependency() -> None:
    lines = (ROOT / ".lock" / "dev.txt").read_text(encoding="utf-8").splitlines()
    locked = {normal(line) for line in lines if "==" in line and not line.startswith((" ", "#"))}
    own, development = declared()
    assert (own | development) - locked == set(), "run `make lock`"


def test_each_dependency_of_the_package_says_what_it_is_for() -> None:
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    documented = {normal(row[1]) for row in re.finditer(r"^\| ([A-Za-z0-9._-]+) \|", page, re.MULTILINE)}
    own, _ = declared()
    assert own - documented == set()
