"""What a run does to an output folder."""

import base64
import os
import subprocess
import zlib
from pathlib import Path

import pytest

from sdkwright.diagnostics import Collector
from sdkwright.render.style import FileKind, RenderedFile
from sdkwright.write.formatting import Formatter, format_files
from sdkwright.write.manifest import BASE_NAME, MANIFEST_NAME, is_record, read_manifest
from sdkwright.write.plan import Action, Plan, Policy, plan_write
from sdkwright.write.swap import STAGE_NAME, apply_plan, recover


def file(path: str, text: str, kind: FileKind = FileKind.GENERATED) -> RenderedFile:
    return RenderedFile(path=path, text=text, kind=kind)


def plan(out: Path, *files: RenderedFile, policy: Policy | None = None) -> tuple[Plan | None, list[str]]:
    diagnostics = Collector()
    planned = plan_write(files, out, "0", policy or Policy(), diagnostics)
    return planned, [found.rule.code for found in diagnostics]


def write(out: Path, *files: RenderedFile, policy: Policy | None = None) -> list[str]:
    planned, codes = plan(out, *files, policy=policy)
    if planned is not None:
        apply_plan(planned)
    return codes


def tree(out: Path) -> dict[str, str]:
    paths = {path.relative_to(out).as_posix(): path for path in out.rglob("*") if path.is_file()}
    return {name: path.read_text() for name, path in paths.items() if not is_record(name)}


def test_a_second_run_touches_nothing(tmp_path: Path) -> None:
    assert write(tmp_path, file("a.py", "a\n"), file("b/c.py", "c\n")) == []
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    planned, codes = plan(tmp_path, file("a.py", "a\n"), file("b/c.py", "c\n"))
    assert planned is not None
    assert (planned.changes, planned.unchanged, codes) == ((), 2, [])
    apply_plan(planned)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


def test_only_what_changed_is_touched_and_only_what_is_ours_removed(tmp_path: Path) -> None:
    write(tmp_path, file("a.py", "a\n"), file("old/b.py", "b\n"), file("c.py", "c\n"))
    (tmp_path / "mine.py").write_text("mine\n")
    planned, _ = plan(tmp_path, file("a.py", "a\n"), file("c.py", "changed\n"))
    assert planned is not None
    assert [(change.path, change.action) for change in planned.visible] == [
        ("c.py", Action.UPDATE),
        ("old/b.py", Action.DELETE),
    ]
    apply_plan(planned)
    assert tree(tmp_path) == {"a.py": "a\n", "c.py": "changed\n", "mine.py": "mine\n"}
    assert not (tmp_path / "old").exists()


def test_an_edit_by_hand_is_merged_again_and_again(tmp_path: Path) -> None:
    write(tmp_path, file("a.py", "1\n2\n3\n4\n"))
    (tmp_path / "a.py").write_text("mine\n1\n2\n3\n4\n")
    assert write(tmp_path, file("a.py", "1\n2\n3\n4\n")) == []
    assert write(tmp_path, file("a.py", "1\n2\n3\nfour\n")) == ["Write/Merged"]
    assert tree(tmp_path) == {"a.py": "mine\n1\n2\n3\nfour\n"}
    assert write(tmp_path, file("a.py", "1\n2\n3\nfour\nfive\n")) == ["Write/Merged"]
    assert tree(tmp_path) == {"a.py": "mine\n1\n2\n3\nfour\nfive\n"}


def test_a_conflict_stands_in_the_file_until_it_is_resolved(tmp_path: Path) -> None:
    write(tmp_path, file("a.py", "1\n2\n3\n"))
    (tmp_path / "a.py").write_text("1\nmine\n3\n")
    assert write(tmp_path, file("a.py", "1\ntwo\n3\n")) == ["Write/Conflict"]
    conflict = tree(tmp_path)["a.py"]
    assert "mine\n" in conflict
    assert "two\n" in conflict
    assert write(tmp_path, file("a.py", "1\ntwo\n3\n")) == ["Write/Unresolved"]
    assert tree(tmp_path)["a.py"] == conflict
    (tmp_path / "a.py").write_text("1\nmine and two\n3\n")
    assert write(tmp_path, file("a.py", "1\ntwo\n3\n")) == []
    assert tree(tmp_path)["a.py"] == "1\nmine and two\n3\n"


def test_what_is_generated_during_a_conflict_arrives_after_it(tmp_path: Path) -> None:
    write(tmp_path, file("a.py", "1\n2\n3\n4\n"))
    (tmp_path / "a.py").write_text("1\nmine\n3\n4\n")
    assert write(tmp_path, file("a.py", "1\ntwo\n3\n4\n")) == ["Write/Conflict"]
    assert write(tmp_path, file("a.py", "1\ntwo\n3\nfour\n")) == ["Write/Unresolved"]
    (tmp_path / "a.py").write_text("1\nmine and two\n3\n4\n")
    assert write(tmp_path, file("a.py", "1\ntwo\n3\nfour\n")) == ["Write/Merged"]
    assert tree(tmp_path) == {"a.py": "1\nmine and two\n3\nfour\n"}


def test_a_file_with_a_conflict_of_git_is_left_alone(tmp_path: Path) -> None:
    write(tmp_path, file("a.py", "1\n2\n"))
    conflict = "1\n<<<<<<< HEAD\nx\n=======\ny\n>>>>>>> topic\n"
    (tmp_path / "a.py").write_text(conflict)
    assert write(tmp_path, file("a.py", "1\nxy\n")) == ["Write/Unresolved"]
    assert tree(tmp_path) == {"a.py": conflict}


def test_records_go_with_their_files(tmp_path: Path) -> None:
    write(tmp_path, file("a.py", "a\n"), file("b/c.py", "c"))
    assert texts(tmp_path) == {"a.py": "a\n", "b/c.py": "c"}
    write(tmp_path, file("a.py", "a\n"))
    assert texts(tmp_path) == {"a.py": "a\n"}


def texts(out: Path) -> dict[str, str | None]:
    manifest = read_manifest(out)
    assert manifest is not None
    return {path: record.text for path, record in manifest.files.items()}


def test_records_are_not_written_through_a_link_that_leads_out(tmp_path: Path) -> None:
    out, elsewhere = tmp_path / "out", tmp_path / "elsewhere"
    out.mkdir()
    elsewhere.mkdir()
    (out / ".sdkwright").symlink_to(elsewhere)
    assert write(out, file("a.py", "a\n")) == ["Write/OutsideOutput"]
    assert list(elsewhere.iterdir()) == []


@pytest.mark.parametrize("text", ["", "\n", "a", "a\n\n", "<<<<<<< a\n", "a\u2028b\x0c\n", "\udcff"])
def test_a_record_gives_its_text_back(tmp_path: Path, text: str) -> None:
    write(tmp_path, file("a b/\u00e9.py", text))
    assert texts(tmp_path) == {"a b/\u00e9.py": text}


def test_of_several_records_the_one_nearest_to_the_file_counts(tmp_path: Path) -> None:
    write(tmp_path, file("a.py", "1\n2\n3\n"))
    first = (tmp_path / BASE_NAME).read_text()
    write(tmp_path, file("a.py", "1\n2\nthree\nfour\n"))
    (tmp_path / "a.py").write_text("1\nmine\nthree\nfour\n")
    both = first + (tmp_path / BASE_NAME).read_text()
    (tmp_path / BASE_NAME).write_text(both)
    assert write(tmp_path, file("a.py", "1\n2\nthree\n4\n")) == ["Write/Merged"]
    assert tree(tmp_path) == {"a.py": "1\nmine\nthree\n4\n"}
    assert texts(tmp_path) == {"a.py": "1\n2\nthree\n4\n"}


def test_a_record_does_not_depend_on_what_was_packed_before_it(tmp_path: Path) -> None:
    """Two processes may pack them, and Git compares them."""
    text = "".join(f"line {number * number}\n" for number in range(20_000))
    write(tmp_path / "one", file("b.py", text))
    write(tmp_path / "two", file("a.py", text[100:]), file("b.py", text))
    one, two = ((tmp_path / name / BASE_NAME).read_text().splitlines() for name in ("one", "two"))
    assert one == two[1:]
    assert zlib.decompress(base64.b64decode(one[0].split()[1])).decode() == text


def test_a_record_that_says_what_it_said_keeps_its_bytes(tmp_path: Path) -> None:
    write(tmp_path, file("a.py", "a\n"), file("b.py", "b\n"))
    packed = base64.b64encode(zlib.compress(b"a\n", 0)).decode()
    lines = (tmp_path / BASE_NAME).read_text().splitlines()
    (tmp_path / BASE_NAME).write_text(f'"a.py" {packed}\n{lines[1]}\n')
    write(tmp_path, file("a.py", "a\n"), file("b.py", "changed\n"))
    assert (tmp_path / BASE_NAME).read_text().splitlines()[0] == f'"a.py" {packed}'


def test_a_record_cannot_fill_the_memory(tmp_path: Path) -> None:
    write(tmp_path, file("a.py", "a\n"))
    packed = base64.b64encode(zlib.compress(b"a" * (65 << 20))).decode()
    (tmp_path / BASE_NAME).write_text(f'"a.py" {packed}\n')
    assert texts(tmp_path) == {"a.py": None}


def test_branches_that_regenerate_merge_in_git(tmp_path: Path) -> None:
    def git(*arguments: str) -> None:
        identity = ["-c", "user.name=a", "-c", "user.email=a@example.com"]
        subprocess.run(["git", *identity, *arguments], cwd=tmp_path, check=True, capture_output=True)

    start = [file(f"{name}.py", "".join(f"{number}\n" for number in range(20))) for name in "abc"]
    git("init", "-q", "-b", "main")
    write(tmp_path, *start)
    git("add", "-A")
    git("commit", "-qm", "start")
    git("checkout", "-qb", "topic")
    write(tmp_path, file("a.py", start[0].text + "topic\n"), file("b.py", start[1].text + "topic\n"), start[2])
    git("commit", "-qam", "topic")
    git("checkout", "-q", "main")
    merged = [file("a.py", "main\n" + start[0].text), start[1], file("c.py", start[2].text + "main\n")]
    write(tmp_path, *merged)
    git("commit", "-qam", "main")
    git("merge", "-q", "topic", "-m", "both")
    both = [
        file("a.py", "main\n" + start[0].text + "topic\n"),
        file("b.py", start[1].text + "topic\n"),
        file("c.py", start[2].text + "main\n"),
    ]
    planned, codes = plan(tmp_path, *both)
    assert planned is not None
    assert (planned.visible, codes) == ((), [])
    apply_plan(planned)
    assert texts(tmp_path) == {each.path: each.text for each in both}


def test_a_file_that_is_not_ours_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("theirs\n")
    (tmp_path / "same.py").write_text("same\n")
    files = (file("a.py", "ours\n"), file("b.py", "b\n"), file("same.py", "same\n"))
    assert write(tmp_path, *files) == ["Write/NotGenerated"]
    assert tree(tmp_path) == {"a.py": "theirs\n", "same.py": "same\n"}
    assert write(tmp_path, *files, policy=Policy(adopt=True)) == []
    assert tree(tmp_path) == {"a.py": "ours\n", "b.py": "b\n", "same.py": "same\n"}


def test_an_edited_file_without_its_base_blocks_the_run(tmp_path: Path) -> None:
    write(tmp_path, file("a.py", "1\n"))
    (tmp_path / "a.py").write_text("mine\n")
    (tmp_path / BASE_NAME).write_text('"a.py" damaged\n')
    assert write(tmp_path, file("a.py", "2\n")) == ["Write/BaseLost"]
    assert tree(tmp_path) == {"a.py": "mine\n"}


def test_a_damaged_manifest_blocks_the_run(tmp_path: Path) -> None:
    write(tmp_path, file("a.py", "1\n"))
    (tmp_path / MANIFEST_NAME).write_text("<<<<<<< HEAD\n")
    assert write(tmp_path, file("a.py", "2\n")) == ["Write/ManifestUnreadable"]
    assert tree(tmp_path) == {"a.py": "1\n"}


def test_hand_written_folders_and_kept_files_are_never_touched(tmp_path: Path) -> None:
    kept = {"src/shop/lib/x.py": "mine\n", "examples/e.py": "mine\n", "docs/deep/guide.md": "mine\n", "NOTES": "mine\n"}
    for path, text in kept.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    policy = Policy(keep=("docs/**/*.md", "NOTES"))
    files = [file(path, "generated\n") for path in kept]
    assert write(tmp_path, *files, file("src/shop/lib/.keep", ""), policy=policy) == []
    assert tree(tmp_path) == {**kept, "src/shop/lib/.keep": ""}
    assert write(tmp_path, policy=policy) == []
    assert tree(tmp_path) == {**kept, "src/shop/lib/.keep": ""}


def test_a_file_of_kind_once_is_the_maintainers_afterwards(tmp_path: Path) -> None:
    write(tmp_path, file("CHANGELOG.md", "first\n", FileKind.ONCE))
    (tmp_path / "CHANGELOG.md").write_text("edited\n")
    assert write(tmp_path, file("CHANGELOG.md", "second\n", FileKind.ONCE)) == []
    assert write(tmp_path) == []
    assert tree(tmp_path) == {"CHANGELOG.md": "edited\n"}


def test_an_edited_file_that_is_no_longer_generated_is_kept(tmp_path: Path) -> None:
    write(tmp_path, file("a.py", "a\n"), file("b.py", "b\n"))
    (tmp_path / "a.py").write_text("mine\n")
    assert write(tmp_path) == ["Write/KeptEdited"]
    assert tree(tmp_path) == {"a.py": "mine\n"}


def test_an_edited_file_that_comes_back_is_merged(tmp_path: Path) -> None:
    """Its record is kept as long as the file is."""
    write(tmp_path, file("a.py", "1\n2\n3\n"))
    (tmp_path / "a.py").write_text("1\n2\nmine\n")
    assert write(tmp_path) == ["Write/KeptEdited"]
    assert write(tmp_path, file("a.py", "one\n2\n3\n")) == ["Write/Merged"]
    assert tree(tmp_path) == {"a.py": "one\n2\nmine\n"}


def test_a_kept_file_goes_once_nothing_of_it_is_by_hand(tmp_path: Path) -> None:
    write(tmp_path, file("a.py", "a\n"))
    (tmp_path / "a.py").write_text("mine\n")
    write(tmp_path)
    (tmp_path / "a.py").write_text("a\n")
    assert write(tmp_path) == []
    assert tree(tmp_path) == {}


def test_adopting_what_is_not_ours_loses_no_edit_of_what_is(tmp_path: Path) -> None:
    write(tmp_path, file("a.py", "1\n2\n3\n"))
    (tmp_path / "a.py").write_text("1\n2\nmine\n")
    (tmp_path / "b.py").write_text("theirs\n")
    files = (file("a.py", "one\n2\n3\n"), file("b.py", "ours\n"))
    assert write(tmp_path, *files, policy=Policy(adopt=True)) == ["Write/Merged"]
    assert tree(tmp_path) == {"a.py": "one\n2\nmine\n", "b.py": "ours\n"}


def test_a_link_inside_stays_one_and_what_it_leads_to_is_updated(tmp_path: Path) -> None:
    write(tmp_path, file("README.md", "1\n"))
    (tmp_path / "docs").mkdir()
    (tmp_path / "README.md").rename(tmp_path / "docs/README.md")
    (tmp_path / "README.md").symlink_to("docs/README.md")
    assert write(tmp_path, file("README.md", "2\n")) == []
    assert (tmp_path / "README.md").is_symlink()
    assert tree(tmp_path) == {"README.md": "2\n", "docs/README.md": "2\n"}


def test_a_link_that_leads_out_is_not_followed(tmp_path: Path) -> None:
    out, elsewhere = tmp_path / "out", tmp_path / "elsewhere"
    out.mkdir()
    elsewhere.mkdir()
    (out / "src").symlink_to(elsewhere)
    assert write(out, file("src/a.py", "a\n")) == ["Write/OutsideOutput"]
    assert list(elsewhere.iterdir()) == []


def test_a_file_where_a_folder_is_needed(tmp_path: Path) -> None:
    (tmp_path / "src").write_text("a file")
    assert write(tmp_path, file("src/a.py", "a\n")) == ["Write/OutputUnusable"]


def test_windows_line_ends_are_no_edit(tmp_path: Path) -> None:
    write(tmp_path, file("a.py", "a\nb\n"))
    (tmp_path / "a.py").write_bytes(b"a\r\nb\r\n")
    planned, codes = plan(tmp_path, file("a.py", "a\nb\n"))
    assert planned is not None
    assert (planned.changes, codes) == ((), [])


def test_a_version_that_a_release_wrote_is_carried_along(tmp_path: Path) -> None:
    first = '[project]\nname = "shop"\nversion = "0.0.1"\ndescription = "Old."\n'
    write(tmp_path, file("pyproject.toml", first))
    (tmp_path / "pyproject.toml").write_text(first.replace("0.0.1", "1.2.0"))
    planned, codes = plan(tmp_path, file("pyproject.toml", first))
    assert planned is not None
    assert (planned.changes, codes) == ((), [])
    assert write(tmp_path, file("pyproject.toml", first.replace("Old", "New"))) == []
    assert tree(tmp_path)["pyproject.toml"] == first.replace("Old", "New").replace("0.0.1", "1.2.0")
    assert write(tmp_path, file("pyproject.toml", first), policy=Policy(adopt=True)) == []
    assert tree(tmp_path)["pyproject.toml"] == first.replace("0.0.1", "1.2.0")


def test_a_merge_keeps_windows_line_ends(tmp_path: Path) -> None:
    write(tmp_path, file("a.py", "1\n2\n3\n4\n"))
    (tmp_path / "a.py").write_bytes(b"mine\r\n1\r\n2\r\n3\r\n4\r\n")
    assert write(tmp_path, file("a.py", "1\n2\n3\nfour\n")) == ["Write/Merged"]
    assert (tmp_path / "a.py").read_bytes() == b"mine\r\n1\r\n2\r\n3\r\nfour\r\n"


def test_scripts_can_be_executed(tmp_path: Path) -> None:
    script = RenderedFile(path="scripts/test", text="#!/bin/sh\n", executable=True)
    write(tmp_path, script)
    assert os.access(tmp_path / "scripts/test", os.X_OK)
    (tmp_path / "scripts/test").chmod(0o644)
    write(tmp_path, script)
    assert os.access(tmp_path / "scripts/test", os.X_OK)


def interrupt_after(monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    """Let `os.replace` work `count` times, then raise as if the power had gone."""
    real = os.replace
    calls = iter(range(count))

    def replace(source: str, target: str) -> None:
        if next(calls, None) is None:
            raise SystemExit("power cut")
        real(source, target)

    monkeypatch.setattr(os, "replace", replace)


@pytest.mark.parametrize("survived", range(5))
def test_an_interruption_at_any_moment_leaves_one_whole_sdk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, survived: int
) -> None:
    old = {"a.py": "a\n", "b.py": "b\n", "gone.py": "gone\n"}
    new = {"a.py": "A\n", "b.py": "B\n", "c/d.py": "D\n"}
    write(tmp_path, *(file(path, text) for path, text in old.items()))
    planned, _ = plan(tmp_path, *(file(path, text) for path, text in new.items()))
    assert planned is not None
    with monkeypatch.context() as patched:
        interrupt_after(patched, survived)
        with pytest.raises(SystemExit):
            apply_plan(planned)
    recover(tmp_path)
    assert tree(tmp_path) == (old if survived == 0 else new)
    assert not (tmp_path / STAGE_NAME).exists()
    left, codes = plan(tmp_path, *(file(path, text) for path, text in new.items()))
    assert left is not None
    assert (left.changes == ()) == (survived > 0)
    assert codes == []


def test_files_are_formatted_and_imports_sorted_by_the_emitted_settings() -> None:
    settings = "[tool.ruff]\nline-length = 40\n[tool.black]\nline-length = 40\n"
    source = "import sys\nimport os\nx = {'a':1}\ncall_of_something(argument_one, argument_two)\n"
    wanted = 'import os\nimport sys\n\nx = {"a": 1}\ncall_of_something(\n    argument_one, argument_two\n)\n'
    files = (
        RenderedFile(path="pyproject.toml", text=settings),
        RenderedFile(path="src/build/a.py", text=source),
        RenderedFile(path="notes.md", text="x = {'a':1}\n"),
    )
    for formatter in Formatter:
        diagnostics = Collector()
        done = format_files(files, formatter, diagnostics)
        assert done is not None, diagnostics.found
        assert {file.path: file.text for file in done} == {
            "pyproject.toml": settings,
            "src/build/a.py": wanted,
            "notes.md": "x = {'a':1}\n",
        }


def test_invalid_python_is_a_finding_that_names_the_line() -> None:
    diagnostics = Collector()
    assert format_files((file("a.py", "x = 1\ndef 1():\n"),), Formatter.RUFF, diagnostics) is None
    (found,) = diagnostics.found
    assert found.rule.code == "Write/InvalidPython"
    assert found.location is not None
    assert (found.location.file, found.location.line) == ("a.py", 2)
