"""A headless Chromium, driven over its DevTools protocol.

In: addresses. Out: what a reader would see: texts, screenshots, and what the console and the network said.
"""

from __future__ import annotations

import base64
import itertools
import json
import os
import shutil
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from websockets.sync.client import ClientConnection, connect

DESKTOP = (1280, 900)
PHONE = (390, 844)
_PATIENCE = 60.0
"""Seconds to wait for what is to appear: the machine may do other things as well."""


class Browser:
    """One tab. `complaints` gathers what the console says and requests to other hosts or for what is not there."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)
        self.complaints: list[str] = []
        self.origin = ""
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **parameters: object) -> dict[str, Any]:
        """Call the protocol and wait for the answer; events that come meanwhile are noted."""
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            message: dict[str, Any] = json.loads(self._socket.recv(timeout=_PATIENCE))
            if message.get("id") == number:
                assert "error" not in message, message["error"]
                return message.get("result", {})
            self._note(message)

    def _note(self, message: dict[str, Any]) -> None:
        parameters = message.get("params", {})
        match message.get("method"):
            case "Log.entryAdded":
                self.complaints.append(f"log: {parameters['entry']['text']} {parameters['entry'].get('url', '')}")
            case "Runtime.consoleAPICalled":
                said = " ".join(str(argument.get("value")) for argument in parameters["args"])
                self.complaints.append(f"console: {said}")
            case "Runtime.exceptionThrown":
                self.complaints.append(f"exception: {parameters['exceptionDetails']['text']}")
            case "Network.requestWillBeSent":
                address = parameters["request"]["url"]
                if not address.startswith((self.origin, "data:", "blob:", "about:")):
                    self.complaints.append(f"request to another host: {address}")
            case _:
                pass

    def resize(self, size: tuple[int, int]) -> None:
        """Take the measures of a screen."""
        width, height = size
        self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600
        )

    def prefer(self, scheme: str) -> None:
        """Be a reader who prefers `light` or `dark`."""
        self.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])

    def open(self, address: str) -> None:
        """Go to an address and wait until it has loaded."""
        self.origin = "/".join(address.split("/")[:3])
        self.call("Page.navigate", url=address)
        self.wait_for(f"document.readyState === 'complete' && location.href.startsWith({json.dumps(address)})")

    def evaluate(self, expression: str) -> Any:
        """The value of a JavaScript expression."""
        result = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in result, result
        return result["result"].get("value")

    def wait_for(self, condition: str) -> None:
        """Wait until a JavaScript expression is true. Fails where that takes too long."""
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            if self.evaluate(f"Boolean({condition})"):
                return
            time.sleep(0.1)
        raise AssertionError(f"never true: {condition}")

    def type(self, text: str) -> None:
        """Type text where the focus is."""
        self.call("Input.insertText", text=text)

    def press(self, key: str, code: int, modifiers: int = 0) -> None:
        """Press and release a key; 2 is Control, 8 is Shift."""
        for type_ in ("rawKeyDown", "keyUp"):
            self.call(
                "Input.dispatchKeyEvent", type=type_, key=key, code=key, windowsVirtualKeyCode=code, modifiers=modifiers
            )

    def click(self, expression: str) -> None:
        """Click into the middle of the element that an expression gives."""
        place = self.evaluate(
            f"(e => {{ e.scrollIntoView({{block: 'center'}}); const r = e.getBoundingClientRect();"
            f" return [r.x + r.width / 2, r.y + r.height / 2] }})({expression})"
        )
        for type_ in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=type_, x=place[0], y=place[1], button="left", clickCount=1)

    def screenshot(self) -> bytes:
        """What is on the screen, as PNG."""
        return base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"])


@contextmanager
def browser() -> Iterator[Browser]:
    """Start a browser with one tab; skips the test where no Chromium is there."""
    found = (shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))
    binary = next((path for path in found if path is not None), None)
    if binary is None:
        pytest.skip("needs Chromium: `apt-get install chromium`")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        flags = ["--headless=new", "--remote-debugging-port=0", f"--user-data-dir={profile}", "--disable-gpu"]
        flags += [
            "--no-first-run",
            "--disable-background-networking",
            "--hide-scrollbars",
            "--force-color-profile=srgb",
        ]
        if os.geteuid() == 0:
            flags.append("--no-sandbox")  # Chromium's sandbox does not run as root
        process = subprocess.Popen(
            [binary, *flags, "about:blank"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            with connect(_tab(Path(profile), process), max_size=None, open_timeout=_PATIENCE) as socket:
                yield Browser(socket)
        finally:
            process.terminate()
            process.wait(20)


def _tab(profile: Path, process: subprocess.Popen[bytes]) -> str:
    """The socket of the browser's only tab, once the browser says where it listens."""
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        assert process.poll() is None, "Chromium ended"
        place = profile / "DevToolsActivePort"
        lines = place.read_text(encoding="utf-8").split("\n") if place.is_file() else []
        if len(lines) > 1:
            with urllib.request.urlopen(f"http://127.0.0.1:{lines[0]}/json/list", timeout=_PATIENCE) as answer:
                tabs = [tab for tab in json.load(answer) if tab["type"] == "page"]
            if tabs:
                return str(tabs[0]["webSocketDebuggerUrl"])
        time.sleep(0.1)
    raise AssertionError("Chromium does not listen")
