"""What another process has seen of an output folder saves reading it again, and decides nothing by itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from sdkwright.diagnostics import Collector
from sdkwright.lastrun.fingerprint import fingerprints
from sdkwright.render.style import FileKind, RenderedFile
from sdkwright.write import manifest, plan
from sdkwright.write.manifest import BASE_NAME, record_digests
from sdkwright.write.plan import Plan, Policy, plan_write
from sdkwright.write.seen import NOTHING_SEEN, Seen, stamps_of
from sdkwright.write.swap import apply_plan


def rendered(**texts: str) -> tuple[RenderedFile, ...]:
    return tuple(
        RenderedFile(path=f"{name}.py", text=text, kind=FileKind.GENERATED, executable=name == "tool")
        for name, text in texts.items()
    )


def planned(out: Path, files: tuple[RenderedFile, ...], seen: Seen = NOTHING_SEEN) -> tuple[object, ...]:
    """What is to be done, and what was found; nothing is to be done where something would be lost."""
    diagnostics = Collector()
    found = plan_write(files, out, "1", Policy(), diagnostics, seen=seen)
    if found is None:
        return None, diagnostics.found
    return replace(found, seen=NOTHING_SEEN, digests={}), dict(found.generated()), diagnostics.found


def look(out: Path) -> Seen:
    files = [str(path) for path in out.rglob("*") if path.is_file()]
    return Seen(stamps=stamps_of(files), files=fingerprints(files), records=record_digests(out))


def generate(out: Path, files: tuple[RenderedFile, ...]) -> None:
    found = plan_write(files, out, "1", Policy(), Collector())
    assert found is not None
    apply_plan(found)


FILES = rendered(pets="a = 1\n", cats="b = 'é'\n", tool="c = 3\n", lost="d = 4\n")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "sdk"
    folder.mkdir()
    generate(folder, FILES)
    return folder


def test_nothing_that_was_seen_is_read_or_unpacked(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = look(out)
    read: list[str] = []
    before = plan.read_text
    monkeypatch.setattr(plan, "read_text", lambda path: read.append(str(path)) or before(path))
    monkeypatch.setattr(manifest, "_decode", lambda packed: pytest.fail("unpacked"))
    found, *_ = planned(out, FILES, seen)
    assert isinstance(found, Plan)
    assert found.changes == ()
    assert all("/.sdkwright" in path for path in read)


MEANWHILE = ("nothing", "edited", "removed", "not executable", "record lost", "no records", "link out", "link inside")


@pytest.mark.parametrize(
    "files",
    [
        FILES,
        FILES[:3],
        rendered(pets="a = 2\n", cats="b = 'é'\n", tool="c = 3\n", new="e = 5\n"),
        rendered(tool="c = 3\n", pets="b = 'é'\n", cats="a = 1\n"),
    ],
    ids=["the same", "one less", "others", "exchanged"],
)
@pytest.mark.parametrize("meanwhile", MEANWHILE)
def test_the_plan_is_the_same_as_without(out: Path, files: tuple[RenderedFile, ...], meanwhile: str) -> None:
    match meanwhile:
        case "edited":
            (out / "pets.py").write_text("a = 1\nmine = 2\n", encoding="utf-8")
        case "removed":
            (out / "cats.py").unlink()
        case "not executable":
            (out / "tool.py").chmod(0o644)
        case "record lost":
            base = out / BASE_NAME
            base.write_text("".join(base.read_text(encoding="utf-8").splitlines(keepends=True)[1:]), encoding="utf-8")
        case "no records":
            (out / BASE_NAME).write_text("damaged\n", encoding="utf-8")
        case "link out" | "link inside":
            place = (out.parent if meanwhile == "link out" else out) / "elsewhere.py"
            (out / "pets.py").rename(place)
            (out / "pets.py").symlink_to(place)
        case _:
            pass
    seen = look(out)
    assert planned(out, files, seen) == planned(out, files)


def test_what_changed_since_is_read_again(out: Path) -> None:
    """Another run came in between: its files and records are what counts."""
    seen = look(out)
    generate(out, rendered(pets="a = 2\n", cats="b = 'é'\n"))
    assert planned(out, FILES, seen) == planned(out, FILES)
    (out / "pets.py").write_text("a = 1\n", encoding="utf-8")
    assert planned(out, FILES, seen) == planned(out, FILES)
