"""What two processes read, from before the command is understood, is what one would have read."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from sdkwright import ahead, reading, shared_reading
from sdkwright.ahead import begin_reading
from sdkwright.diagnostics import Collector, Diagnostic
from sdkwright.lastrun.running import running
from sdkwright.load import remembered
from sdkwright.load.document import Document, JsonValue, join
from sdkwright.load.parsing import Parsed
from sdkwright.reading import Inputs, Order, Reading, Step
from sdkwright.shared_reading import Reader, ask, read_together

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux forks safely")

SPEC = """\
openapi: 3.0.3
info: {title: Pets, version: "1", title: Animals}
paths:
  /pets:
    get:
      operationId: listPets
      description: All pets.
      parameters: [{name: q, in: query, description: What to look for., schema: {type: string, nullable: true}}]
      responses:
        "200":
          description: ok
          content: {application/json: {schema: {$ref: "parts.yml#/Pet"}}}
    post:
      operationId: makePet
      responses: {"200": {$ref: "#/components/responses/Gone"}}
components:
  schemas:
    Cat: {description: All pets., allOf: [{$ref: "parts.yml#/Pet"}, {type: object, properties: {hunts: {type: objec}}}]}
"""
PARTS = """\
Pet:
  type: object
  discriminator: {propertyName: kind}
  properties: {kind: {type: string, description: What it is.}, tag: {$ref: "#/Tag"}}
Tag: {type: string, exclusiveMinimum: true}
"""
CONFIG = """\
organization: {name: pets, docs: "", contact: ""}
targets: {python: {package_name: pets, production_repo: null, publish: {pypi: false}}}
environments: {production: https://pets.example}
resources:
  pets:
    methods: {list: get /pets, create: post /pets}
openapi:
  transforms:
    - command: update
      reason: It has a name.
      args: {target: $.components.schemas.Cat, object: {title: Cat, required: [hunts], unknown: {type: objec}}}
    - command: remove
      reason: There is none.
      args: {target: $.components.schemas.Dog}
unheard_of: 1
"""
OVERLAY = """\
overlay: 1.0.0
info: {title: More, version: "1"}
actions:
  - target: $.paths['/pets'].get
    update: {summary: Lists, tags: [animals], deprecated: maybe}
  - target: $.nowhere
    remove: true
"""


@pytest.fixture
def spec(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A document that is large enough, on a machine with two processors; this process has no other threads."""
    monkeypatch.setattr(ahead, "processors", lambda: 2)
    monkeypatch.setattr(shared_reading, "LARGE_DOCUMENT", 1)
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    monkeypatch.setenv("SDKWRIGHT_CACHE", str(tmp_path / "cache"))
    for name, content in (("api.yml", SPEC), ("parts.yml", PARTS), ("config.yml", CONFIG), ("more.yml", OVERLAY)):
        (tmp_path / name).write_text(content, encoding="utf-8")
    return tmp_path / "api.yml"


def engaged(*arguments: object) -> Reader:
    """The reader that arguments begin with."""
    reader = begin_reading([str(argument) for argument in arguments], running())
    assert reader is not None
    return reader


@pytest.fixture
def reader(spec: Path) -> Iterator[Reader]:
    """A reader that has begun with the document."""
    reader = engaged("generate", "--spec", spec)
    yield reader
    reader.leave()


def here(inputs: Inputs, *, sets_aside: bool = True) -> tuple[Reading | None, list[Diagnostic]]:
    found = Collector()
    return reading.read(Order(inputs=inputs, sets_aside=sets_aside), found, lambda _: None), found.found


def there(reader: Reader, inputs: Inputs, *, sets_aside: bool = True) -> tuple[Reading | None, list[Diagnostic]]:
    found = Collector()
    order = Order(inputs=inputs, sets_aside=sets_aside)
    ask(reader, order)
    return read_together(reader, order, found, lambda _: None), found.found


def pointers(document: Document) -> Iterator[str]:
    """The pointers of all values, and some of what is not there."""
    stack: list[tuple[str, JsonValue]] = [("#", document.tree)]
    stack += [(f"{key}#", tree) for key, tree in document.files.items()]
    while stack:
        pointer, value = stack.pop()
        yield pointer
        yield join(pointer, "nothing", 0, "here")
        if isinstance(value, dict):
            stack += [(join(pointer, key), item) for key, item in value.items()]
        elif isinstance(value, list):
            stack += [(join(pointer, index), item) for index, item in enumerate(value)]


def same(one: Reading | None, other: Reading | None) -> None:
    """Fail where two readings are not the same in everything that anybody can ask them."""
    assert one is not None
    assert other is not None
    a, b = one.document, other.document
    assert (a.tree, a.files, list(a.sought)) == (b.tree, b.files, list(b.sought))
    assert one.settings == other.settings
    assert (one.aside is None) == (other.aside is None)
    if one.aside is not None and other.aside is not None:
        assert other.aside.document is b
        assert (one.aside.told, one.aside.digest) == (other.aside.told, other.aside.digest)
    assert (a.digest, a.source, a.version, a.has_spread_bases) == (b.digest, b.source, b.version, b.has_spread_bases)
    for pointer in pointers(b):
        assert a.locate(pointer) == b.locate(pointer), pointer
    assert one.whole.tree == other.whole.tree
    if one.settings is None:
        said, told = Collector(), Collector()
        assert one.infer(a, said) == other.infer(b, told)
        assert said.found == told.found


@pytest.mark.parametrize("has_config", [True, False], ids=["config", "without"])
@pytest.mark.parametrize("has_overlay", [True, False], ids=["overlay", "without"])
def test_another_process_reads_the_same(spec: Path, reader: Reader, *, has_config: bool, has_overlay: bool) -> None:
    inputs = Inputs(
        spec=spec,
        config=spec.with_name("config.yml") if has_config else None,
        overlays=(spec.with_name("more.yml"),) if has_overlay else (),
    )
    other, told = there(reader, inputs)
    one, said = here(inputs)
    same(one, other)
    assert told == said
    codes = {found.rule.code for found in said}
    assert "Yaml/DuplicateKey" in codes or len(codes) > 2, codes
    assert other is not None
    assert (other.settings is not None) is has_config
    assert other.aside is not None
    assert other.aside.told.texts


@pytest.mark.parametrize("has_config", [True, False], ids=["config", "without"])
def test_nothing_is_set_aside_where_all_may_matter(spec: Path, reader: Reader, *, has_config: bool) -> None:
    inputs = Inputs(spec=spec, config=spec.with_name("config.yml") if has_config else None)
    found, told = there(reader, inputs, sets_aside=False)
    expected, said = here(inputs, sets_aside=False)
    same(expected, found)
    assert told == said
    assert found is not None
    assert found.aside is None
    assert "What to look for." in str(found.document.tree)


def test_nothing_is_set_aside_where_a_config_searches(spec: Path, reader: Reader) -> None:
    config = spec.with_name("config.yml")
    config.write_text(CONFIG.replace("    methods:", "    models: {pet: $..Pet}\n    methods:"), encoding="utf-8")
    found, _ = there(reader, Inputs(spec=spec, config=config))
    same(here(Inputs(spec=spec, config=config))[0], found)
    assert found is not None
    assert found.aside is None


def test_what_it_infers_is_really_used(spec: Path, reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else a reader who always fails would pass all other tests."""
    inputs = Inputs(spec=spec)
    expected, _ = here(inputs)
    monkeypatch.setattr(shared_reading, "infer", None)
    other, _ = there(reader, inputs)
    same(expected, other)


def test_each_process_parses_a_half(spec: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """None parses all of it; what is remembered then is read by this process alone."""
    spec.write_text(SPEC.replace(", title: Animals", ""), encoding="utf-8")
    inputs = Inputs(spec=spec)
    expected, said = here(inputs)
    monkeypatch.setattr(remembered, "parse_source", None)
    reader = engaged("generate", "--spec", spec)
    monkeypatch.setattr(shared_reading, "infer", None)  # of this process
    found, told = there(reader, inputs)
    same(expected, found)
    assert told == said
    reader.leave()
    assert begin_reading(["generate", "--spec", str(spec)], running()) is None


def test_it_reads_another_document_if_that_is_what_is_wanted(spec: Path, reader: Reader) -> None:
    other = spec.with_name("other.yml")
    other.write_text(SPEC.replace("/pets", "/cats"), encoding="utf-8")
    found, told = there(reader, Inputs(spec=other))
    expected, said = here(Inputs(spec=other))
    same(expected, found)
    assert told == said


def test_a_document_that_changed_meanwhile_is_read_as_it_is(spec: Path, reader: Reader) -> None:
    spec.write_text(SPEC.replace("/pets", "/cats"), encoding="utf-8")
    found, _ = there(reader, Inputs(spec=spec))
    same(here(Inputs(spec=spec))[0], found)


@pytest.mark.parametrize("text", ["", "a: [", "[]", "openapi: 3.0.0\n\0", "just text"])
def test_what_is_no_document_is_none(spec: Path, reader: Reader, text: str) -> None:
    spec.write_text(text, encoding="utf-8")
    other, told = there(reader, Inputs(spec=spec))
    one, said = here(Inputs(spec=spec))
    assert other is one is None
    assert told == said
    assert said


@pytest.mark.parametrize("name", ["api.yml", "absent.yml"])
def test_an_unusable_config_is_told_of(spec: Path, reader: Reader, name: str) -> None:
    inputs = Inputs(spec=spec, config=spec.with_name(name))
    other, told = there(reader, inputs)
    one, said = here(inputs)
    assert (other is None) == (one is None)
    assert told == said
    assert said


def test_who_dies_is_replaced_by_this_process(spec: Path) -> None:
    reader = engaged("check", "--spec", spec)
    os.kill(reader.assistant.process, 9)
    inputs = Inputs(spec=spec)
    found, told = there(reader, inputs)
    expected, said = here(inputs)
    same(expected, found)
    assert told == said
    reader.leave()


def test_who_dies_before_inferring_is_replaced_by_this_process(spec: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parent = os.getpid()

    def die_there(order: Order, found: Collector, step: Step, parsed: Parsed | None = None) -> Reading | None:
        return reading.read(order, found, step, parsed) if os.getpid() == parent else os._exit(3)

    monkeypatch.setattr(shared_reading, "read", die_there)
    reader = engaged("generate", "--spec", spec)
    found, _ = there(reader, Inputs(spec=spec))
    same(here(Inputs(spec=spec))[0], found)
    reader.leave()


def test_who_is_not_needed_goes(spec: Path) -> None:
    reader = engaged("generate", "--spec", spec)
    reader.leave()
    with pytest.raises(ChildProcessError):
        os.waitpid(reader.assistant.process, os.WNOHANG)


def test_only_what_certainly_will_be_read_is_begun(spec: Path) -> None:
    def begun(*arguments: object) -> bool:
        reader = begin_reading([str(argument) for argument in arguments], None)
        if reader is not None:
            reader.leave()
        return reader is not None

    assert begun("generate", "--spec", spec, "--no-cache")
    assert not begun("lint", "--spec", spec)
    assert not begun("generate")
    assert not begun("generate", "--spec")
    assert not begun("generate", "--spec", spec, "--spec", spec)
    assert not begun("generate", "--spec", spec, "--jobs", "1")
    assert not begun("generate", "--spec", spec, "--jobs=4")
    assert not begun("generate", "--spec", spec.parent)
    assert not begun("generate", "--spec", spec.with_name("absent.yml"))


def test_a_small_document_is_not_begun(spec: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared_reading, "LARGE_DOCUMENT", 100_000)
    assert begin_reading(["generate", "--spec", str(spec)], None) is None


def test_one_processor_begins_nothing(spec: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "processors", lambda: 1)
    assert begin_reading(["generate", "--spec", str(spec)], None) is None
