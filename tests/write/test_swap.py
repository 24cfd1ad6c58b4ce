"""How a plan is carried out: taken back where refused, finished after an interruption, never twice at once."""

import json
import os
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import pytest

from sdkwright.diagnostics import Collector
from sdkwright.render.style import RenderedFile
from sdkwright.write.lock import BusyError, hold
from sdkwright.write.plan import Plan, Policy, plan_write
from sdkwright.write.swap import STAGE_NAME, apply_plan, recover

OLD = {"a.py": "a\n", "b/c.py": "c\n", "gone.py": "gone\n"}
NEW = {"a.py": "A\n", "b/c.py": "C\n", "d/e.py": "E\n"}


def plan(out: Path, texts: dict[str, str]) -> Plan:
    files = tuple(RenderedFile(path=path, text=text) for path, text in texts.items())
    diagnostics = Collector()
    planned = plan_write(files, out, "0", Policy(), diagnostics)
    assert planned is not None, diagnostics.found
    return planned


def tree(out: Path) -> dict[str, bytes]:
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}


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

    def refuse(self: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", refuse)
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
