"""Asks openapi-spec-validator, which has the last word: operation ids, path parameters, defaults and the like.

In: the author's tree, before upgrading. Out: findings. The validator takes minutes for some megabytes, and fails on
documents that it does not expect: so it runs in a process of its own, within a limit of time and memory, its verdict is
kept, and neither its failures nor its silence are ours.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from importlib.metadata import version as version_of
from typing import Final

from msgspec import Struct

from sdkwright.diagnostics import Collector
from sdkwright.diagnostics.rules import load as rules
from sdkwright.load.document import Positions
from sdkwright.load.tree import Node, Object
from sdkwright.load.validation.verdicts import Findings, key_of, recall, remember
from sdkwright.load.validation.worker import MAX_FINDINGS

SECONDS: Final = 20.0
MEGABYTES: Final = 3072
_FORMAT: Final = b"1"
"""Raised when the worker finds or words anything in another way."""


class Verdict(Struct, frozen=True, kw_only=True):
    """What the validator said, and why it did not finish; empty where it did. `stopped`: its time was over."""

    findings: Findings
    trouble: str = ""
    stopped: bool = False


def check_semantics(root: Object, version: str, positions: Positions, diagnostics: Collector) -> None:
    """Report what the validator finds beyond the structure."""
    short = ".".join(version.split(".")[:2])
    tree = json.dumps(_without_other_files(root)).encode()
    key = key_of(_FORMAT, version_of("openapi-spec-validator").encode(), short.encode(), tree)
    verdict = _remembered(key)
    if verdict is None:
        verdict = _ask(tree, short, SECONDS)
        if not verdict.trouble:
            remember(key, verdict.findings)
        elif verdict.stopped:
            remember(_stopped(key), verdict.findings)
    for pointer, message in verdict.findings:
        diagnostics.report(rules.INVALID, message, positions.locate(pointer))
    start = positions.locate("#")
    if len(verdict.findings) >= MAX_FINDINGS:
        diagnostics.report(rules.INVALID, "the validator has more findings, which are not shown", start)
    if verdict.trouble:
        diagnostics.report(rules.NOT_VALIDATED, f"the validator {verdict.trouble}", start)


def _remembered(key: str) -> Verdict | None:
    """The verdict of an earlier run; one that was cut short counts, for waiting again would bring no more."""
    if (findings := recall(key)) is not None:
        return Verdict(findings=findings)
    findings = recall(_stopped(key))
    return None if findings is None else _cut_short(findings, SECONDS)


def _stopped(key: str) -> str:
    return key_of(key.encode(), f"stopped after {SECONDS:g}".encode())


def _cut_short(findings: Findings, seconds: float) -> Verdict:
    return Verdict(findings=findings, trouble=f"was stopped after {seconds:g} seconds", stopped=True)


def _ask(tree: bytes, version: str, seconds: float) -> Verdict:
    """Run the worker; what it found until it failed or ran out of time still counts."""
    question = b'{"version": "%s", "megabytes": %d, "tree": %s}' % (version.encode(), MEGABYTES, tree)
    try:
        process = subprocess.Popen(
            # `-P`: the current folder may be anybody's, and comes not before our own modules.
            [sys.executable, "-P", "-m", "sdkwright.load.validation.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
    except OSError as error:
        return Verdict(findings=(), trouble=f"could not be started: {error.strerror}")
    expired = threading.Event()

    def stop() -> None:
        expired.set()
        process.kill()

    timer = threading.Timer(seconds, stop)
    timer.start()
    try:
        told, complaint = process.communicate(question)
    finally:
        timer.cancel()
    findings, finished = _read(told)
    if finished:
        return Verdict(findings=findings)
    if expired.is_set():
        return _cut_short(findings, seconds)
    last = complaint.decode("utf-8", "replace").strip().splitlines()[-1:] or ["it said nothing"]
    return Verdict(findings=findings, trouble=f"gave up: {last[0][:200]}")


def _read(told: bytes) -> tuple[Findings, bool]:
    """The findings, and whether the worker came to its end."""
    findings: list[tuple[str, str]] = []
    for line in told.decode("utf-8", "replace").splitlines():
        try:
            finding = json.loads(line)
        except ValueError:  # cut off in the middle
            return findings, False
        if finding is None:
            return findings, True
        findings.append((str(finding[0]), str(finding[1])))
    return findings, False


def _without_other_files(node: Node) -> Node:
    """A copy in which references to other files are left out: the validator knows this file alone."""
    if isinstance(node, dict):
        return {key: _without_other_files(item) for key, item in node.items() if not _leads_away(item)}
    if isinstance(node, list):
        return [_without_other_files(item) for item in node if not _leads_away(item)]
    return node


def _leads_away(node: Node) -> bool:
    reference = node.get("$ref") if isinstance(node, dict) else None
    return isinstance(reference, str) and not reference.startswith("#")
