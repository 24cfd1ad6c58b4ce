"""Files made to break a reader, given to the command: each ends soon, in little memory, in a package or in findings."""

from __future__ import annotations

import contextlib
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hostile import FUZZING
from pipeline_runs import templates_compiled_once
from typer.testing import CliRunner

from sdkwright.cli.app import app

SECONDS = 60
MEMORY = 3 << 30
"""Bytes of address space, of which much is reserved and never used."""

HEAD = "openapi: 3.1.0\ninfo: {title: Pets, version: '1'}\nservers: [{url: https://pets.test}]\n"
OK = "{'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}"
PATHS = f"paths: {{/pets: {{get: {{operationId: listPets, responses: {OK}}}}}}}\n"
PET = "    Pet: {type: object, properties: {id: {type: string}}}\n"
PLAIN = f"{HEAD}{PATHS}components:\n  schemas:\n{PET}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """How a run of the command ended."""

    code: int
    findings: list[dict[str, Any]]
    files: frozenset[str]

    @property
    def codes(self) -> set[str]:
        return {finding["code"] for finding in self.findings}


def limited() -> None:
    """Give a process little memory."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


ARGUMENTS = ("generate", "--spec", "openapi.yaml", "--out", "sdk", "--format", "json")


def run(folder: Path, data: bytes) -> Done:
    """Generate from these bytes, in this process. Whatever happens, no traceback, and nothing beside the output."""
    (folder / "openapi.yaml").write_bytes(data)
    start = time.perf_counter()
    with contextlib.chdir(folder), templates_compiled_once():
        done = CliRunner().invoke(app, ARGUMENTS)
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert time.perf_counter() - start < SECONDS
    return ended(folder, data, done.exit_code, done.stdout)


def run_limited(folder: Path, data: bytes, name: str = "openapi.yaml", *, seconds: int = SECONDS) -> Done:
    """Generate from these bytes, in a process that may have little memory."""
    (folder / name).write_bytes(data)
    done = subprocess.run(
        [sys.executable, "-m", "sdkwright", *(name if each == "openapi.yaml" else each for each in ARGUMENTS)],
        cwd=folder,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        stdin=subprocess.DEVNULL,
        timeout=seconds,
        check=False,
        preexec_fn=limited,
    )
    told = done.stderr.decode("utf-8", "replace")
    assert "Traceback" not in told, told[-2000:]
    assert "Internal/" not in told, told[-2000:]
    return ended(folder, data, done.returncode, done.stdout.decode())


def ended(folder: Path, data: bytes, code: int, told: str) -> Done:
    """What a run left behind."""
    result = json.loads(told)
    files = frozenset(path.relative_to(folder / "sdk").as_posix() for path in (folder / "sdk").rglob("*"))
    assert {path.name for path in folder.iterdir()} <= {"openapi.yaml", "openapi.json", "sdk"}
    check_locations(result["diagnostics"], data)
    return Done(code=code, findings=result["diagnostics"], files=files)


def check_locations(findings: Iterable[dict[str, Any]], data: bytes) -> None:
    """Every finding names a line that is there."""
    lines = data.count(b"\n") + data.count(b"\r") + 1
    for finding in findings:
        assert finding["code"].partition("/")[0] not in {"Template", "Style", "Internal"}, finding
        if finding["line"] is not None:
            assert 1 <= finding["line"] <= lines, finding
            assert finding["column"] >= 1


def refused(done: Done, code: str) -> dict[str, Any]:
    """The finding that says why nothing was written, which is located."""
    assert done.code == 1
    assert done.files == frozenset()
    (finding,) = (finding for finding in done.findings if finding["code"] == code)
    assert finding["severity"] == "error"
    assert finding["line"] is not None
    return finding


def generated(done: Done) -> None:
    """A whole package, which a manifest vouches for."""
    assert ".sdkwright.json" in done.files, done.findings[:5]
    assert any(name.endswith("/_client.py") for name in done.files)
    assert "api.md" in done.files


def test_the_plain_document_generates(tmp_path: Path) -> None:
    done = run(tmp_path, PLAIN.encode())
    generated(done)
    assert (done.code, done.findings) == (0, [])


def laughs(levels: int, width: int = 10) -> str:
    """The billion laughs: each level is the one before, several times over."""
    lines = ["x0: &x0 [lol, lol]"]
    lines += [f"x{n}: &x{n} [{', '.join([f'*x{n - 1}'] * width)}]" for n in range(1, levels)]
    return "\n".join(lines) + "\n"


def merges(levels: int) -> str:
    """The same by merge keys, whose maps do not even nest."""
    lines = ["m0: &m0 {a0: 1, b0: 1}"]
    lines += [f"m{n}: &m{n} {{a: {{<<: *m{n - 1}}}, b: {{<<: *m{n - 1}}}}}" for n in range(1, levels)]
    return "\n".join(lines) + "\n"


def deep_yaml(levels: int) -> str:
    """Block mappings within each other."""
    return "x:\n" + "".join(f"{' ' * level}a:\n" for level in range(1, levels)) + " " * levels + "a: 1\n"


REFUSED: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "Document/NotADocument"),
    "blanks": (b" \n\n", "Document/NotADocument"),
    "a list": (b"- a\n- b\n", "Document/NotADocument"),
    "a word": (b"pwned", "Document/NotADocument"),
    "a program": (b"#!/bin/sh\nrm -rf /\n", "Document/NotADocument"),
    "bytes": (bytes(range(256)), "Document/NotADocument"),
    "NULs": (b"\x00" * 10_000, "Document/NotADocument"),
    "an archive": (b"PK\x03\x04" + b"\x9f\x00\xff" * 500, "Document/NotADocument"),
    "a YAML bomb": ((laughs(12) + PLAIN).encode(), "Source/AliasesTooLarge"),
    "a YAML bomb by merging": ((merges(40) + PLAIN).encode(), "Source/AliasesTooLarge"),
    "a deep list": (b"x: " + b"[" * 100_000, "Source/TooDeep"),
    "a deep map": (b"x: " + b"{a: " * 100_000, "Source/TooDeep"),
    "deep blocks": ((deep_yaml(3_000) + PLAIN).encode(), "Source/TooDeep"),
    "a tab": (b"openapi: 3.1.0\npaths:\n\t/x: {}\n", "Source/Unparsable"),
    "half a file": (PLAIN.encode()[:150], "Source/Unparsable"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_document_is_refused(name: str, tmp_path: Path) -> None:
    data, code = REFUSED[name]
    refused(run(tmp_path, data), code)


def schemas(*lines: str) -> bytes:
    """The plain document with further schemas."""
    return (PLAIN + "".join(f"    {line}\n" for line in lines)).encode()


def used(schema: str, *lines: str) -> bytes:
    """A document whose only operation answers with a schema."""
    answer = f"{{'200': {{description: ok, content: {{application/json: {{schema: {schema}}}}}}}}}"
    body = f"{{content: {{application/json: {{schema: {schema}}}}}}}"
    operation = f"{{operationId: createPet, requestBody: {body}, responses: {answer}}}"
    more = "".join(f"    {line}\n" for line in lines)
    return f"{HEAD}paths: {{/pets: {{post: {operation}}}}}\ncomponents:\n  schemas:\n{PET}{more}".encode()


def multiplying(keyword: str) -> list[str]:
    """Twenty schemas, each of which holds the one before it five times: there are 5^20 ways down."""
    lines = ["A0: {type: object, required: [a], properties: {a: {type: string}}}"]
    for number in range(1, 21):
        one = f"{{$ref: '#/components/schemas/A{number - 1}'}}"
        if keyword == "properties":
            members = ", ".join(f"{name}: {one}" for name in "abcde")
            lines.append(f"A{number}: {{type: object, required: [a, b, c, d, e], properties: {{{members}}}}}")
        else:
            lines.append(f"A{number}: {{{keyword}: [{', '.join([one] * 5)}]}}")
    return lines


A = "{$ref: '#/components/schemas/A'}"
B = "{$ref: '#/components/schemas/B'}"
GENERATED: dict[str, tuple[bytes, set[str]]] = {
    "a byte order mark": (b"\xef\xbb\xbf" + PLAIN.encode(), set()),
    "UTF-16": (PLAIN.encode("utf-16"), set()),
    "CRLF": (PLAIN.replace("\n", "\r\n").encode(), set()),
    "CR": (PLAIN.replace("\n", "\r").encode(), set()),
    "a NUL in a description": (used('{description: "a\\0b", type: object}'), set()),
    "Latin-1": (used("{description: \xe9t\xe9, type: object}").decode().encode("latin-1"), {"Source/InvalidEncoding"}),
    "a reference to itself": (used(A, f"A: {A}"), {"Reference/Loop"}),
    "references in a circle": (used(A, f"A: {B}", f"B: {A}"), {"Reference/Loop"}),
    "allOf of itself": (used(A, f"A: {{allOf: [{A}, {{properties: {{x: {{type: string}}}}}}]}}"), {"Schema/Cycle"}),
    "allOf in a circle": (used(A, f"A: {{allOf: [{B}]}}", f"B: {{allOf: [{A}]}}"), {"Schema/Cycle"}),
    "oneOf of itself": (used(A, f"A: {{oneOf: [{A}, {B}]}}", f"B: {{anyOf: [{A}, {B}]}}"), set()),
    "a list of itself": (used(A, f"A: {{type: array, items: {A}}}"), set()),
    "a map of itself": (used(A, f"A: {{type: object, additionalProperties: {A}}}"), set()),
    "not of itself": (used(A, f"A: {{not: {A}}}"), set()),
    "an integer of 100 digits": (used(f"{{type: integer, default: {'9' * 100}, maximum: {'9' * 100}}}"), set()),
    "an integer of 100,000 digits": (used(f"{{type: integer, default: {'9' * 100_000}}}"), {"Source/NumberNotFinite"}),
    "1e400": (used("{type: number, default: 1e400, minimum: -1e400}"), {"Source/NumberNotFinite"}),
    "infinity": (used("{type: number, default: .inf, enum: [.nan, 1]}"), {"Source/NumberNotFinite"}),
    "limits beyond floats": (
        used(f"{{type: number, exclusiveMinimum: {'9' * 400}, multipleOf: 0.1, exclusiveMaximum: -{'9' * 400}}}"),
        set(),
    ),
    "odd limits": (used("{type: string, minLength: 1e300, maxLength: -5, pattern: '(', format: []}"), set()),
    "a long example": (used(f"{{type: string, minLength: {10**15}, pattern: '^(a{{999}}){{999}}$'}}"), set()),
    "a remote reference": (used("{$ref: 'https://pwned.test/x.yaml'}"), {"Reference/RemoteRefused"}),
    "a file: reference": (used("{$ref: 'file:///etc/passwd'}"), {"Reference/Forbidden"}),
    "an absolute reference": (used("{$ref: '/etc/passwd'}"), {"Reference/Forbidden"}),
    "a reference upwards": (used("{$ref: '../../../../../../../../etc/passwd'}"), {"Reference/Forbidden"}),
    "a reference to a device": (used("{$ref: '../../../../../../../../../dev/zero'}"), {"Reference/Forbidden"}),
    "an encoded reference upwards": (
        used("{$ref: '%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd'}"),
        {"Reference/Forbidden"},
    ),
    "a discriminator to nowhere": (
        used(
            "{oneOf: [{$ref: '#/components/schemas/Pet'}], "
            "discriminator: {propertyName: kind, mapping: {a: Gone, b: '#/x'}}}"
        ),
        {"Reference/Unresolved"},
    ),
    "a tag that makes objects": (used("!!python/object/apply:os.system [touch pwned]"), {"Source/UnknownTag"}),
    "a tuple of itself": (used(A, f"A: {{type: array, prefixItems: [{A}, {A}]}}"), set()),
    "required properties that multiply": (
        used("{$ref: '#/components/schemas/A20'}", *multiplying("properties")),
        set(),
    ),
    "allOf that multiplies": (used("{$ref: '#/components/schemas/A20'}", *multiplying("allOf")), set()),
    "oneOf that multiplies": (used("{$ref: '#/components/schemas/A20'}", *multiplying("oneOf")), set()),
    "anyOf that multiplies": (used("{$ref: '#/components/schemas/A20'}", *multiplying("anyOf")), set()),
    "tuples that multiply": (used("{$ref: '#/components/schemas/A20'}", *multiplying("prefixItems")), set()),
    "aliases as people use them": ((laughs(4, 3) + PLAIN).encode(), set()),
    "an odd path": (PLAIN.replace("/pets:", "'../../x y\\z{': ").encode(), set()),
}


@pytest.mark.parametrize("name", GENERATED)
def test_an_odd_document_gives_a_package(name: str, tmp_path: Path) -> None:
    data, codes = GENERATED[name]
    done = run(tmp_path, data)
    generated(done)
    assert codes <= done.codes, done.findings
    for finding in done.findings:
        assert finding["line"] is not None, finding
    assert not list(tmp_path.rglob("pwned"))


def size(full: int, *, few: int) -> int:
    """How large a document is: `few` in a normal run, which is enough to see that it works."""
    return full if FUZZING else few


def many_operations(number: int) -> bytes:
    """So many operations."""
    paths = {
        f"/things{each}/{{id}}": {
            "get": {
                "operationId": f"getThing{each}",
                "tags": [f"group{each % 100}"],
                "parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}],
                "responses": {
                    "200": {"description": "ok", "content": {"application/json": {"schema": {"type": "string"}}}}
                },
            }
        }
        for each in range(number)
    }
    return json.dumps({"openapi": "3.1.0", "info": {"title": "Many", "version": "1"}, "paths": paths}).encode()


def wide(schema: dict[str, Any]) -> bytes:
    """A document with one large schema."""
    answer = {
        "200": {"description": "ok", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Big"}}}}
    }
    body = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Big"}}}}
    tree = {
        "openapi": "3.1.0",
        "info": {"title": "Wide", "version": "1"},
        "servers": [{"url": "https://wide.test"}],
        "paths": {"/big": {"post": {"operationId": "createBig", "requestBody": body, "responses": answer}}},
        "components": {"schemas": {"Big": schema}},
    }
    return json.dumps(tree).encode()


def union_of(number: int) -> dict[str, Any]:
    return {"oneOf": [{"type": "object", "properties": {"x": {"const": n}, f"y{n}": {}}} for n in range(number)]}


def nested(levels: int) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string"}
    for _ in range(levels):
        schema = {"type": "object", "properties": {"a": schema}}
    return schema


LARGE: dict[str, Callable[[], bytes]] = {
    "an enum of 5,000 members": lambda: wide({"enum": [f"member {n}" for n in range(size(5_000, few=300))]}),
    "an enum of 5,000 members that look alike": lambda: wide({"enum": ["-" * n for n in range(size(5_000, few=300))]}),
    "an object of 3,000 properties": lambda: wide(
        {"type": "object", "properties": {f"property {n}": {"type": "string"} for n in range(size(3_000, few=200))}}
    ),
    "an object of 3,000 properties that collide": lambda: wide(
        {"type": "object", "properties": {"é" + "-" * n: {"type": "string"} for n in range(size(3_000, few=200))}}
    ),
    "a union of 500 variants": lambda: wide(union_of(size(500, few=40))),
    "objects in objects": lambda: wide(nested(size(60, few=25))),
    "names of 300 letters": lambda: wide(
        {"type": "object", "properties": {"n" * 300: {"$ref": "#/components/schemas/Big"}}}
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", LARGE)
def test_a_large_schema_gives_a_package(name: str, tmp_path: Path) -> None:
    done = run_limited(tmp_path, LARGE[name](), "openapi.json") if FUZZING else run(tmp_path, LARGE[name]())
    generated(done)
    assert done.code == 0, done.findings[:5]


@pytest.mark.slow
def test_ten_thousand_operations_give_a_package(tmp_path: Path) -> None:
    number = size(10_000, few=100)
    done = run_limited(tmp_path, many_operations(number), "openapi.json", seconds=600)
    generated(done)
    assert (tmp_path / "sdk/api.md").read_text().count("- <code ") == number


@pytest.mark.slow
@pytest.mark.parametrize("name", ["openapi.yaml", "openapi.json"])
def test_a_file_of_100_megabytes_is_refused_at_once(name: str, tmp_path: Path) -> None:
    filler = json.dumps({"description": "x" * 1000})
    data = '{"openapi": "3.1.0", "x-filler": [' + ",\n".join([filler] * 100_000) + "]}"
    finding = refused(run_limited(tmp_path, data.encode(), name), "Document/TooLarge")
    assert (finding["line"], finding["column"]) == (1, 1)


def test_what_was_generated_before_stays_when_the_next_document_is_refused(tmp_path: Path) -> None:
    generated(run(tmp_path, PLAIN.encode()))
    before = {path: path.read_bytes() for path in (tmp_path / "sdk").rglob("*") if path.is_file()}
    done = run(tmp_path, laughs(12).encode())
    assert done.code == 1
    assert {path: path.read_bytes() for path in (tmp_path / "sdk").rglob("*") if path.is_file()} == before
