"""`sdkwright release`, in real repositories."""

import contextlib
import json
import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from sdkwright.cli.app import app
from sdkwright.release.changelog import add_section, has_section
from sdkwright.release.version import Bump, Version, next_version, parse_version

ORDERS = """\
from .._base_client import SyncAPIResource

class OrdersResource(SyncAPIResource):
    def list(self, *, limit: int = 10) -> int:
        return limit
"""
PACKAGE = {
    "pyproject.toml": '[project]\nname = "shop"\nversion = "1.2.0"\n\n[tool.x]\nversion = "9"\n',
    "src/shop/__init__.py": "from ._client import Shop as Shop\n__all__ = ['Shop']\n",
    "src/shop/_client.py": "from ._base_client import SyncAPIClient\n\nclass Shop(SyncAPIClient): ...\n",
    "src/shop/_base_client.py": "class SyncAPIClient: ...\nclass SyncAPIResource: ...\n",
    "src/shop/resources/__init__.py": "",
    "src/shop/resources/orders.py": ORDERS,
    "src/shop/_version.py": '__title__ = "shop"\n__version__ = "1.2.0"  # x-release-please-version\n',
    ".release-please-manifest.json": '{\n  ".": "1.2.0"\n}\n',
    "CHANGELOG.md": "# Changelog\n\n## 1.2.0 (2026-01-01)\n\n### Features\n\n* things\n",
}


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false", *arguments]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout


def commit(folder: Path, message: str) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", message)


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


@pytest.fixture
def sdk(tmp_path: Path) -> Path:
    """An SDK below the root of its repository, released as 1.2.0."""
    git(tmp_path, "init", "-q", "-b", "main")
    sdk = tmp_path / "python"
    for path, text in PACKAGE.items():
        (sdk / path).parent.mkdir(parents=True, exist_ok=True)
        (sdk / path).write_text(text)
    (tmp_path / "openapi.yml").write_text("openapi: 3.1.0\n")
    commit(tmp_path, "first")
    git(tmp_path, "tag", "v1.2.0")
    git(tmp_path, "tag", "v1.10.0-but-not-a-version!")
    return sdk


def release(sdk: Path, *arguments: str) -> Result:
    with contextlib.chdir(sdk.parent):
        done = CliRunner(env={"COLUMNS": "200", "NO_COLOR": "1"}).invoke(
            app, ["release", "--out", "python", "--date", "2026-11-22", *arguments]
        )
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


def versions(sdk: Path) -> list[str]:
    found = subprocess.run(
        ["grep", "-rhoE", r'^(__)?version(__)? = "[^"]*"|"\.": "[^"]*"', "."],
        cwd=sdk,
        capture_output=True,
        text=True,
        check=False,
    )
    return sorted({line.split('"')[-2] for line in found.stdout.splitlines()} - {"9"})


def test_an_addition_raises_the_minor_version_everywhere(sdk: Path) -> None:
    edit(sdk / "src/shop/resources/orders.py", "    def list", "    def ping(self) -> None: ...\n\n    def list")
    commit(sdk, "feat: ping")
    done = release(sdk)
    assert done.exit_code == 0, done.stderr
    assert versions(sdk) == ["1.3.0"]
    assert '[tool.x]\nversion = "9"' in (sdk / "pyproject.toml").read_text()
    assert "# x-release-please-version" in (sdk / "src/shop/_version.py").read_text()
    changelog = (sdk / "CHANGELOG.md").read_text()
    assert changelog.startswith("# Changelog\n\n## [1.3.0] - 2026-11-22\n\n### Added\n\n- ")
    assert "ping" in changelog
    assert changelog.endswith("\n## 1.2.0 (2026-01-01)\n\n### Features\n\n* things\n")
    assert "git -C python tag v1.3.0" in done.stdout
    changed = git(sdk, "status", "--porcelain", "--", ".").split()[1::2]
    assert sorted(path.removeprefix("python/") for path in changed) == sorted(
        [".release-please-manifest.json", "CHANGELOG.md", "pyproject.toml", "src/shop/_version.py"]
    )
    assert git(sdk, "tag").split() == ["v1.10.0-but-not-a-version!", "v1.2.0"]


def test_a_break_raises_the_major_version(sdk: Path) -> None:
    edit(sdk / "src/shop/resources/orders.py", "def list", "def find")
    commit(sdk, "feat!: find")
    assert release(sdk).exit_code == 0
    assert versions(sdk) == ["2.0.0"]
    assert "**Breaking:**" in (sdk / "CHANGELOG.md").read_text()


def test_what_users_cannot_notice_raises_the_patch(sdk: Path) -> None:
    edit(sdk / "src/shop/resources/orders.py", "return limit", "return 0 + limit")
    commit(sdk, "fix: sums")
    assert release(sdk).exit_code == 0
    assert versions(sdk) == ["1.2.1"]


def test_the_maintainer_has_the_last_word(sdk: Path) -> None:
    assert release(sdk, "--bump", "minor", "--dry-run").stdout.startswith("1.3.0 ")
    assert versions(sdk) == ["1.2.0"]
    assert release(sdk, "--to", "1.9.0-rc.1").exit_code == 0
    assert versions(sdk) == ["1.9.0-rc.1"]


def test_a_second_run_repeats_what_to_do_and_writes_nothing(sdk: Path) -> None:
    edit(sdk / "src/shop/resources/orders.py", "return limit", "return 0 + limit")
    commit(sdk, "fix: sums")
    assert release(sdk).exit_code == 0
    before = {path: path.stat().st_mtime_ns for path in sdk.rglob("*")}
    for _ in range(2):
        done = release(sdk)
        assert done.exit_code == 0
        assert "1.2.1 is prepared already" in done.stdout
        assert {path: path.stat().st_mtime_ns for path in sdk.rglob("*")} == before
        if git(sdk, "status", "--porcelain"):
            commit(sdk, "release: 1.2.1")
    git(sdk, "tag", "v1.2.1")
    done = release(sdk)
    assert done.exit_code == 0
    assert "Nothing to release" in done.stdout
    assert {path: path.stat().st_mtime_ns for path in sdk.rglob("*")} == before


def test_what_is_not_committed_is_not_released(sdk: Path) -> None:
    (sdk / "src/shop/new.py").write_text("new = 1\n")
    done = release(sdk)
    assert done.exit_code == 1
    assert "error[Release/Dirty]: Not committed: src/shop/new.py." in done.stderr
    (sdk.parent / "openapi.yml").write_text("openapi: 3.1.1\n")  # not of the SDK
    (sdk / "src/shop/new.py").unlink()
    assert "Nothing to release" in release(sdk).stdout


def test_files_that_disagree(sdk: Path) -> None:
    edit(sdk / "pyproject.toml", "1.2.0", "1.1.0")
    commit(sdk, "oops")
    done = release(sdk)
    assert done.exit_code == 1
    assert "python/pyproject.toml:3:1: error[Release/VersionsDiffer]" in done.stderr


def test_a_version_that_is_none(sdk: Path) -> None:
    edit(sdk / "pyproject.toml", "1.2.0", "1.2")
    assert "Release/VersionUnreadable" in release(sdk).stderr


def test_a_tag_is_not_given_twice(sdk: Path) -> None:
    done = release(sdk, "--to", "1.2.0")
    assert done.exit_code == 1
    assert "Release/TagExists" in done.stderr


def test_versions_do_not_go_back(sdk: Path) -> None:
    for _ in range(2):
        done = release(sdk, "--to", "1.1.9")
        assert done.exit_code == 1
        assert "error[Release/VersionBehind]: 1.1.9 comes before 1.2.0, which the SDK has." in done.stderr
    assert versions(sdk) == ["1.2.0"]


def test_a_shallow_clone_is_not_taken_for_an_sdk_that_was_never_released(sdk: Path) -> None:
    edit(sdk / "src/shop/resources/orders.py", "return limit", "return 0 + limit")
    commit(sdk, "fix: sums")
    clone = sdk.parent / "clone"
    git(sdk, "clone", "-q", "--depth=1", f"file://{sdk.parent}", str(clone))
    edit(clone / "python/CHANGELOG.md", "## 1.2.0 (2026-01-01)", "## Before")
    commit(clone, "no section")
    done = release(clone / "python")
    assert done.exit_code == 1
    assert "error[Release/NoHistory]: the clone is shallow" in done.stderr


def test_a_revision_that_is_not_there(sdk: Path) -> None:
    edit(sdk / "src/shop/resources/orders.py", "return limit", "return 0 + limit")
    commit(sdk, "fix: sums")
    done = release(sdk, "--against", "v0.0.9")
    assert done.exit_code == 1
    assert "Release/NoHistory" in done.stderr


def test_a_folder_in_no_repository(tmp_path: Path) -> None:
    sdk = tmp_path / "python"
    for path, text in PACKAGE.items():
        (sdk / path).parent.mkdir(parents=True, exist_ok=True)
        (sdk / path).write_text(text)
    done = release(sdk)
    assert done.exit_code == 1
    assert "Release/NoHistory" in done.stderr


def test_the_first_release_keeps_the_version_that_is_there(sdk: Path) -> None:
    git(sdk, "tag", "-d", "v1.2.0")
    edit(sdk / "CHANGELOG.md", "## 1.2.0 (2026-01-01)\n\n### Features\n\n* things\n", "")
    commit(sdk, "not released")
    done = release(sdk, "--format", "json")
    assert done.exit_code == 0
    tree = json.loads(done.stdout)
    assert (tree["version"], tree["tag"], tree["since"], tree["state"]) == ("1.2.0", "v1.2.0", "", "written")
    assert (
        sdk / "CHANGELOG.md"
    ).read_text() == "# Changelog\n\n## [1.2.0] - 2026-11-22\n\n### Added\n\n- The first release.\n"


@pytest.mark.parametrize(
    ("version", "bump", "wanted"),
    [
        ("1.2.3", Bump.MAJOR, "2.0.0"),
        ("1.2.3", Bump.MINOR, "1.3.0"),
        ("1.2.3", Bump.PATCH, "1.2.4"),
        ("0.2.3", Bump.MAJOR, "0.3.0"),
        ("0.2.3", Bump.MINOR, "0.3.0"),
        ("0.2.3", Bump.PATCH, "0.2.4"),
        ("0.1.0-alpha.9", Bump.MAJOR, "0.1.0-alpha.10"),
        ("0.1.0-alpha", Bump.PATCH, "0.1.0-alpha.1"),
    ],
)
def test_what_comes_after_a_version(version: str, bump: Bump, wanted: str) -> None:
    parsed = parse_version(version)
    assert parsed is not None
    assert str(next_version(parsed, bump)) == wanted
    assert parsed < next_version(parsed, bump)


def test_the_order_of_versions() -> None:
    spelled = [
        "0.9.9",
        "1.0.0-alpha",
        "1.0.0-alpha.1",
        "1.0.0-alpha.beta",
        "1.0.0-rc.2",
        "1.0.0-rc.10",
        "1.0.0",
        "1.0.10",
    ]
    versions = [version for text in spelled if (version := parse_version(text)) is not None]
    backwards = versions[::-1]
    assert sorted(backwards) == versions
    assert len(versions) == len(spelled)
    for text in ("1.2", "v1.2.3", "1.2.3\n", "1.2.3-", "١.2.3", "1.2.3+x"):
        assert parse_version(text) is None, text
    assert Version(1, 0, 0) == parse_version("1.0.0")


def test_sections_are_told_apart() -> None:
    assert has_section("# C\n\n## [1.2.0] - 2026\n", "1.2.0")
    assert has_section("## 1.2.0 (2026)\n", "1.2.0")
    assert not has_section("## 1.2.0-rc.1 (2026)\n", "1.2.0")
    assert not has_section("## 1.2.01\n", "1.2.0")
    assert add_section("", ["## 1"]) == "## 1\n"
    assert add_section("# C\r\n\r\n## 1\r\n", ["## 2", "", "- x"]) == "# C\r\n\r\n## 2\r\n\r\n- x\r\n\r\n## 1\r\n"
