"""A full disk, a read-only folder, a file that may not be written: a finding, and the old SDK, whole."""

import hashlib
import json
import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

SPEC = """\
openapi: 3.1.0
info: {title: Shop, version: "1"}
servers: [{url: https://shop.example}]
paths:
  /orders:
    get:
      operationId: listOrders
      responses: {"200": {description: ok, content: {application/json: {schema: {$ref: "#/components/schemas/Order"}}}}}
components:
  schemas:
    Order: {type: object, properties: {id: {type: string}}}
"""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="mounts file systems"),
]


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that any user may read, with an SDK in it and a document that asks for another one."""
    with tempfile.TemporaryDirectory(dir="/tmp") as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "openapi.yml").write_text(SPEC)
        assert generate(folder).returncode == 0
        # The type is renamed and gets a field; every example and test that names it changes.
        (folder / "openapi.yml").write_text(
            SPEC.replace("Order", "Purchase").replace("id:", "paid: {type: boolean}, id:")
        )
        (folder / "sdk" / "README.md").open("a").write("\nEdited by hand.\n")
        yield folder


def command(folder: Path, out: str = "sdk") -> list[str]:
    spec = str(folder / "openapi.yml")
    return [sys.executable, "-m", "sdkwright", "generate", "--spec", spec, "--out", str(folder / out)]


UNPRIVILEGED = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search,-fowner"]
"""Has root ask for permission like everybody else."""


def generate(folder: Path, *prefix: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "NO_COLOR": "1", "COLUMNS": "300", "SDKWRIGHT_CACHE": str(folder / "cache")}
    return subprocess.run(
        [*prefix, *command(folder)], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def state(sdk: Path) -> Mapping[str, str]:
    return {
        path.relative_to(sdk).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sdk.rglob("*")
        if path.is_file()
    }


def mounted(folder: Path, mount: str, after: str) -> tuple[int, str]:
    """Generate in a namespace where `mount` has put something at `$SDK`; then carry out `after`."""
    script = f"""
        set -eu
        {mount}
        code=0
        {" ".join(command(folder))} 2>&1 || code=$?
        echo "exit code $code"
        {after}
    """
    environment = {**os.environ, "NO_COLOR": "1", "SDK": str(folder / "sdk"), "SDKWRIGHT_CACHE": str(folder / "cache")}
    done = subprocess.run(
        ["unshare", "--map-root-user", "--mount", "bash", "-c", script],
        cwd=folder, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if "unshare" in done.stderr or "mount:" in done.stderr:
        pytest.skip(f"file systems cannot be mounted here: {done.stderr.strip()[:100]}")
    assert done.returncode == 0, done.stdout + done.stderr
    code = next(line for line in done.stdout.splitlines() if line.startswith("exit code "))
    return int(code.split()[-1]), done.stdout


def test_a_full_disk(folder: Path) -> None:
    shutil.copytree(folder / "sdk", folder / "copy")
    blocks = sum(-(-path.stat().st_size // 4096) for path in (folder / "sdk").rglob("*") if path.is_file())
    mount = f'mount -t tmpfs -o size={(blocks + 8) * 4}k none "$SDK" && cp -a copy/. "$SDK"'
    code, told = mounted(folder, mount, 'diff -r copy "$SDK" && ls -A "$SDK" && echo whole')
    assert code == 1
    assert "Write/OutputUnusable" in told
    assert "No space left on device" in told
    assert told.endswith("whole\n")
    assert ".sdkwright.stage" not in told


def test_a_read_only_file_system(folder: Path) -> None:
    mount = 'mount --bind "$SDK" "$SDK" && mount -o remount,bind,ro "$SDK"'
    before = state(folder / "sdk")
    code, told = mounted(folder, mount, "true")
    assert code == 1
    assert "Write/OutputUnusable" in told
    assert "Read-only file system" in told
    assert state(folder / "sdk") == before


@pytest.fixture
def unprivileged() -> list[str]:
    if os.geteuid() != 0:
        return []
    if shutil.which("setpriv") is None:
        pytest.skip("root may write everywhere, and there is no setpriv to change that")
    return UNPRIVILEGED


def test_a_folder_that_may_not_be_written(folder: Path, unprivileged: list[str]) -> None:
    before = state(folder / "sdk")
    (folder / "sdk").chmod(0o555)
    done = generate(folder, *unprivileged)
    assert done.returncode == 1
    assert "Write/OutputUnusable" in done.stderr
    assert "Permission denied" in done.stderr
    (folder / "sdk").chmod(0o755)
    assert state(folder / "sdk") == before


@pytest.mark.parametrize("protected", ["src/PACKAGE/types", "tests/api_resources", ".sdkwright"])
def test_a_folder_in_the_middle_that_may_not_be_written(folder: Path, protected: str, unprivileged: list[str]) -> None:
    """The run finds out only while it swaps, and takes back what it did."""
    sdk = folder / "sdk"
    package = next((sdk / "src").iterdir()).name
    locked = sdk / protected.replace("PACKAGE", package)
    before = state(sdk)
    locked.chmod(0o555)
    done = generate(folder, *unprivileged)
    assert done.returncode == 1, done.stdout
    assert "Write/OutputUnusable" in done.stderr
    assert str(locked) in done.stderr
    assert state(sdk) == before
    assert not (sdk / ".sdkwright.stage").exists()
    locked.chmod(0o755)
    done = generate(folder, *unprivileged)
    assert done.returncode == 0, done.stderr
    assert "Edited by hand." in (sdk / "README.md").read_text()
    assert not (sdk / "src" / package / "types" / "order.py").exists()


def test_two_runs_at_the_same_time(folder: Path) -> None:
    processes = [
        subprocess.Popen(command(folder), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)
    ]
    told = [process.communicate(timeout=300) for process in processes]
    assert [process.returncode for process in processes] == [0, 0], told
    assert sorted("nothing changed" in out for out, _ in told) == [False, True]
    check = [*command(folder)]
    check[check.index("generate")] = "check"
    done = subprocess.run([*check, "--format", "json"], capture_output=True, text=True, check=False)
    assert json.loads(done.stdout)["ok"] is True
    assert os.stat(folder / "sdk" / "scripts" / "test").st_mode & stat.S_IXUSR
