"""`sdkwright watch`, as a process that is really watching."""

import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
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
      responses: {"200": {description: ok, content: {application/json: {schema: {$ref: "models.yml#/Order"}}}}}
"""
MODELS = "Order: {type: object, properties: {id: {type: string}}}\n"
CONFIG = """\
organization: {name: shop, docs: "", contact: ""}
targets: {python: {package_name: shop, production_repo: null, publish: {pypi: false}}}
environments: {production: https://shop.example}
resources:
  orders: {methods: {list: get /orders}}
settings: {license: MIT}
"""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="ends with SIGINT"),
]


@dataclass
class Watching:
    folder: Path
    process: subprocess.Popen[str]
    lines: "queue.Queue[str]" = field(default_factory=queue.Queue)

    def read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.put(line.rstrip("\n"))

    def line(self) -> str:
        return self.lines.get(timeout=90)

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text)


@pytest.fixture
def watching(tmp_path: Path) -> Iterator[Watching]:
    (tmp_path / "own").mkdir()
    for name, text in {"openapi.yml": SPEC, "models.yml": MODELS, "stainless.yml": CONFIG}.items():
        (tmp_path / name).write_text(text)
    command = [sys.executable, "-m", "sdkwright", "watch", "--out", "sdk", "--templates", "own"]
    # A shell's background jobs ignore the signal, and so would what they start.
    ours = signal.signal(signal.SIGINT, signal.default_int_handler)
    process = subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=(tmp_path / "errors").open("w"), text=True
    )
    signal.signal(signal.SIGINT, ours)
    started = Watching(folder=tmp_path, process=process)
    threading.Thread(target=started.read, daemon=True).start()
    yield started
    process.kill()
    process.wait()


def test_every_kind_of_change_is_noticed_and_a_broken_state_survived(watching: Watching) -> None:
    assert "files written: " in watching.line()
    order = watching.folder / "sdk/src/shop/types/order_list_response.py"
    assert "id: Optional[str]" in order.read_text()

    watching.write("models.yml", MODELS.replace("id:", "number:"))
    line = watching.line()
    assert "models.yml changed: " in line
    assert "files written: " in line
    assert "number: Optional[str]" in order.read_text()

    watching.write("openapi.yml", SPEC.replace("paths:", "paths: {{{"))
    assert "openapi.yml changed: nothing written, the SDK is as it was" in watching.line()
    assert "number: Optional[str]" in order.read_text()

    watching.write("openapi.yml", SPEC)
    assert "openapi.yml changed: the SDK stays as it is" in watching.line()

    watching.write("own/security.md.jinja", "Write to us.\n")
    assert "own changed: 1 file written: SECURITY.md" in watching.line()

    for number in range(5):
        watching.write("stainless.yml", CONFIG + f"# edit {number}\n")
        time.sleep(0.02)
    assert "stainless.yml changed: the SDK stays as it is" in watching.line()
    with pytest.raises(queue.Empty):
        watching.lines.get(timeout=3)

    watching.process.send_signal(signal.SIGINT)
    assert watching.process.wait(timeout=90) == 0
    errors = (watching.folder / "errors").read_text()
    assert "Source/Unparsable" in errors
    assert "Traceback" not in errors
