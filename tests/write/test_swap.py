"""How a plan is carried out: taken back where refused, finished after an interruption, never twice at once."""

import contextlib
import json
import os
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sdkwright.diagnostics import Collector
from sdkwright.render.style import RenderedFile
from sdkwright.write import swap
from sdkwright.write.exchange import exchange
from sdkwright.write.journal import Journal
from sdkwright.write.lock import BusyError, hold
from sdkwright.write.manifest import is_record
from sdkwright.write.plan import Plan, Policy, plan_write
from sdkwright.write.swap import STAGE_NAME, apply_plan, recover

OLD = {"a.py": "a\n", "b/c.py": "c\n", "gone.py": "gone\n"}
NEW = {"a.py": "A\n", "b/c.py": "C\n", "d/e.py": "E\n"}
OLD_PACKAGE = {"src/p/a.py": "a\n", "src/p/b.py": "b\n", "src/p/sub/gone.py": "gone\n", "README.md": "r\n"}
NEW_PACKAGE = {"src/p/a.py": "A\n", "src/p/b.py": "B\n", "src/p/new/c.py": "C\n", "README.md": "R\n"}
BY_HAND = {"src/p/lib/mine.py": "mine\n", "src/p/lib/other.py": "other\n"}


def plan(out: Path, texts: dict[str, str]) -> Plan:
    files = tuple(RenderedFile(path=path, text=text) for path, text in texts.items())
    diagnostics = Collector()
    planned = plan_write(files, out, "0", Policy(), diagnostics)
    assert planned is not None, diagnostics.found
    return planned


def tree(out: Path) -> dict[str, bytes]:
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}


def package(out: Path) -> Path:
    """A folder with an SDK, and with what somebody wrote in the middle of it."""
    apply_plan(plan(out, OLD_PACKAGE))
    for path, text in BY_HAND.items():
        (out / path).parent.mkdir(exist_ok=True)
        (out / path).write_text(text)
    (out / "src/p/lib/empty").mkdir()
    (out / "src/p/link.py").symlink_to("a.py")
    return out


def texts(out: Path) -> dict[str, str]:
    return {path: data.decode() for path, data in tree(out).items() if not is_record(path)}


@pytest.fixture(params=["exchanged", "one by one"])
def way(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Folders are exchanged as a whole where the system can do that; elsewhere files are swapped one by one."""
    if request.param == "exchanged":
        for name in "xy":
            (tmp_path / name).mkdir()
        if not exchange(tmp_path / "x", tmp_path / "y"):
            pytest.skip("the system cannot exchange folders")
        for name in "xy":
            (tmp_path / name).rmdir()
    else:
        monkeypatch.setattr(swap, "exchange", lambda *_: False)
    return str(request.param)


def during_preparation(monkeypatch: pytest.MonkeyPatch, work: Callable[[], None]) -> None:
    """Let somebody work between the moment when all is ready and the one when it is put in place."""
    real = swap.commit

    def commit(*arguments: Any) -> None:
        work()
        real(*arguments)

    monkeypatch.setattr(swap, "commit", commit)


def cut_after(monkeypatch: pytest.MonkeyPatch, count: int, error: BaseException) -> None:
    """Let `os.replace` work `count` times, then raise once."""
    real = os.replace
    calls = iter(range(count + 1))

    def replace(source: str, target: str) -> None:
        if next(calls, None) == count:
            raise error
        real(source, target)

    monkeypatch.setattr(os, "replace", replace)


@pytest.mark.parametrize("done", range(5))
def test_a_rename_that_is_refused_takes_all_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, done: int) -> None:
    apply_plan(plan(tmp_path, OLD))
    before = tree(tmp_path)
    planned = plan(tmp_path, NEW)
    with monkeypatch.context() as patched:
        cut_after(patched, done, OSError(28, "No space left on device"))
        with pytest.raises(OSError, match="No space left"):
            apply_plan(planned)
    assert tree(tmp_path) == before
    assert not (tmp_path / "d").exists()
    apply_plan(plan(tmp_path, NEW))
    assert recover(tmp_path) is None


def test_what_is_by_hand_in_a_package_stays_as_it_is(tmp_path: Path, way: str) -> None:
    package(tmp_path)
    (tmp_path / "src/p/lib").chmod(0o750)
    before = {path: (tmp_path / path).stat() for path in BY_HAND}
    apply_plan(plan(tmp_path, NEW_PACKAGE))
    assert texts(tmp_path) == NEW_PACKAGE | BY_HAND | {"src/p/link.py": "A\n"}
    assert (tmp_path / "src/p/link.py").is_symlink()
    assert (tmp_path / "src/p/lib/empty").is_dir()
    assert not (tmp_path / "src/p/sub").exists()
    assert (tmp_path / "src/p/lib").stat().st_mode & 0o777 == 0o750
    for path, stat in before.items():
        after = (tmp_path / path).stat()
        assert (after.st_ino, after.st_mtime_ns, after.st_nlink) == (stat.st_ino, stat.st_mtime_ns, 1)
    assert not (tmp_path / STAGE_NAME).exists()


@pytest.mark.parametrize("done", range(12))
def test_an_interruption_leaves_a_whole_package_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str, done: int
) -> None:
    package(tmp_path)
    planned = plan(tmp_path, NEW_PACKAGE)
    with monkeypatch.context() as patched, contextlib.suppress(SystemExit):
        cut_after(patched, done, SystemExit("power cut"))
        apply_plan(planned)
    right_after = {path: text for path, text in texts(tmp_path).items() if path.startswith("src/")}
    old, new = ({path: text for path, text in each.items() if "/" in path} for each in (OLD_PACKAGE, NEW_PACKAGE))
    if way == "exchanged":
        assert right_after in (old | BY_HAND | {"src/p/link.py": "a\n"}, new | BY_HAND | {"src/p/link.py": "A\n"})
    recover(tmp_path)
    assert texts(tmp_path) in (
        OLD_PACKAGE | BY_HAND | {"src/p/link.py": "a\n"},
        NEW_PACKAGE | BY_HAND | {"src/p/link.py": "A\n"},
    )
    assert (tmp_path / "src/p/lib/empty").is_dir()


@pytest.mark.parametrize("done", range(8))
def test_a_package_comes_back_where_a_rename_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str, done: int
) -> None:
    package(tmp_path)
    before = tree(tmp_path)
    planned = plan(tmp_path, NEW_PACKAGE)
    with monkeypatch.context() as patched:
        cut_after(patched, done, OSError(28, "No space left on device"))
        try:
            apply_plan(planned)
        except OSError:
            assert tree(tmp_path) == before
            assert not (tmp_path / "src/p/new").exists()
        else:
            assert texts(tmp_path) == NEW_PACKAGE | BY_HAND | {"src/p/link.py": "A\n"}
    assert recover(tmp_path) is None
    apply_plan(plan(tmp_path, NEW_PACKAGE))
    assert texts(tmp_path) == NEW_PACKAGE | BY_HAND | {"src/p/link.py": "A\n"}


def test_what_is_written_while_a_run_prepares_is_not_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    package(tmp_path)
    planned = plan(tmp_path, NEW_PACKAGE)

    def work() -> None:
        (tmp_path / "src/p/lib/just.py").write_text("just now\n")
        (tmp_path / "src/p/lib/mine.py").write_text("mine, longer\n")  # in place, as some editors do
        (tmp_path / "other").write_text("other, longer\n")
        (tmp_path / "other").rename(tmp_path / "src/p/lib/other.py")  # by a new file, as others do
        (tmp_path / "src/p/a.py").write_text("a, by hand\n")

    during_preparation(monkeypatch, work)
    apply_plan(planned)
    edited = {
        "src/p/lib/just.py": "just now\n",
        "src/p/lib/mine.py": "mine, longer\n",
        "src/p/lib/other.py": "other, longer\n",
    }
    assert texts(tmp_path) == NEW_PACKAGE | edited | {"src/p/a.py.orig": "a, by hand\n", "src/p/link.py": "A\n"}


def test_what_is_written_after_an_interruption_is_not_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package(tmp_path)
    planned = plan(tmp_path, NEW_PACKAGE)
    with monkeypatch.context() as patched:
        cut_after(patched, 2, SystemExit("power cut"))  # the journal, and what was exchanged
        with pytest.raises(SystemExit):
            apply_plan(planned)
    assert (tmp_path / "src/p/a.py").read_text() == "A\n"
    (tmp_path / "new").write_text("other, longer\n")
    (tmp_path / "new").rename(tmp_path / "src/p/lib/other.py")
    (tmp_path / "src/p/lib/mine.py").unlink()
    (tmp_path / "src/p/b.py").write_text("B, by hand\n")
    assert recover(tmp_path) == ()
    wanted = NEW_PACKAGE | {"src/p/lib/other.py": "other, longer\n", "src/p/b.py": "B, by hand\n"}
    assert texts(tmp_path) == wanted | {"src/p/link.py": "A\n"}


def test_an_edit_after_an_interruption_is_kept_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    apply_plan(plan(tmp_path, OLD))
    planned = plan(tmp_path, NEW)
    with monkeypatch.context() as patched:
        cut_after(patched, 1, SystemExit("power cut"))
        with pytest.raises(SystemExit):
            apply_plan(planned)
    (tmp_path / "b/c.py").write_text("mine\n")
    assert recover(tmp_path) == ("b/c.py.orig",)
    assert (tmp_path / "b/c.py.orig").read_text() == "mine\n"
    assert (tmp_path / "b/c.py").read_text() == "C\n"


def test_a_journal_from_elsewhere_reaches_nothing_outside(tmp_path: Path) -> None:
    out, outside = tmp_path / "out", tmp_path / "outside.py"
    outside.write_text("safe\n")
    (out / STAGE_NAME / "new").mkdir(parents=True)
    journal = {"create": ["../evil.py"], "update": {"../outside.py": "0"}, "delete": {"../outside.py": "0"}}
    (out / STAGE_NAME / "journal.json").write_text(json.dumps(journal))
    (out / STAGE_NAME / "evil.py").write_text("evil\n")
    assert recover(out) == ()
    assert outside.read_text() == "safe\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "outside.py"]


def test_nothing_is_left_where_the_folder_cannot_be_made_ready(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    planned = plan(out, NEW)

    def refuse(journal: Journal, stage: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(swap, "commit", refuse)
    with pytest.raises(OSError, match="No space left"):
        apply_plan(planned)
    assert not out.exists()


def test_a_second_run_waits_for_the_first(tmp_path: Path) -> None:
    order: list[str] = []

    def second() -> None:
        with hold(tmp_path):
            order.append("second")

    with hold(tmp_path):
        thread = threading.Thread(target=second)
        thread.start()
        time.sleep(0.1)
        order.append("first")
    thread.join()
    assert order == ["first", "second"]


def test_a_run_that_waits_too_long_gives_up(tmp_path: Path) -> None:
    with hold(tmp_path / "not" / "yet"), pytest.raises(BusyError), hold(tmp_path / "not" / "yet", patience=0.05):
        pytest.fail("both hold the folder")


def test_the_lock_of_a_process_that_was_killed_is_gone(tmp_path: Path) -> None:
    script = """
        import sys, time
        from pathlib import Path
        from sdkwright.write.lock import hold
        with hold(Path(sys.argv[1])):
            print("held", flush=True)
            time.sleep(60)
    """
    command = [sys.executable, "-c", textwrap.dedent(script), str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        with pytest.raises(BusyError), hold(tmp_path, patience=0.05):
            pass
        process.kill()
    with hold(tmp_path, patience=1):
        pass
    assert list(tmp_path.iterdir()) == []
