"""Running the peers: whole processes, and processes that take turns."""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from environments import Peer

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """The peers of one run, and the server that they talk to."""

    ours: Peer
    whole: Peer | None
    old: Peer
    new: Peer
    url: str

    def script(self, name: str, peer: Peer) -> str:
        """What one of the scripts beside this module prints."""
        done = subprocess.run(
            self._command(name, peer), check=True, stdout=subprocess.PIPE, text=True, env=_environment()
        )
        return done.stdout

    def process(self, what: str, peer: Peer) -> tuple[float, str]:
        """CPU seconds of a whole process, and what it printed."""
        command = [*self._command("start", peer), what]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=_environment()) as process:
            assert process.stdout is not None
            printed = process.stdout.read()
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise SystemExit(f"{what} of {peer.name} failed")
        return usage.ru_utime + usage.ru_stime, printed

    def turns(self, name: str, peers: Sequence[Peer], count: int) -> dict[str, dict[str, list[float]]]:
        """CPU seconds by peer and piece of work, when a script of each peer does each piece `count` times, in turn."""
        pieces = WORK[name]
        with ExitStack() as stack:
            running = {peer.name: stack.enter_context(_talking(self._command(name, peer))) for peer in peers}
            found: dict[str, dict[str, list[float]]] = {peer.name: {piece: [] for piece in pieces} for peer in peers}
            for _ in range(count):
                for piece in pieces:
                    for peer in peers:
                        found[peer.name][piece].append(float(_ask(running[peer.name], piece)))
        return found

    def _command(self, name: str, peer: Peer) -> list[str]:
        return [str(peer.python), "-E", "-s", str(HERE / f"{name}.py"), peer.package, peer.http, self.url]


WORK = {
    "sync_calls": ("chat, bare", "chat, SDK", "models, bare", "models, SDK", "embedding, bare", "embedding, SDK"),
    "async_calls": ("SDK", "aiohttp", "HTTP library over aiohttp"),
    "parsing": ("json.loads", "SDK"),
    "events": ("bare", "SDK"),
}
"""The pieces of work that each script knows, in the order of their turns."""


@contextmanager
def serving() -> Iterator[str]:
    """The base URL of a server that runs meanwhile."""
    with subprocess.Popen([sys.executable, HERE / "server.py"], stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            yield f"http://127.0.0.1:{server.stdout.readline().strip()}/v1"
        finally:
            server.terminate()


@contextmanager
def _talking(command: list[str]) -> Iterator[subprocess.Popen[str]]:
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, env=_environment()) as process:
        assert process.stdout is not None
        if process.stdout.readline() != "ready\n":
            raise SystemExit(f"{command} failed")
        yield process


def _ask(process: subprocess.Popen[str], piece: str) -> str:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(f"{piece}\n")
    process.stdin.flush()
    return process.stdout.readline()


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
