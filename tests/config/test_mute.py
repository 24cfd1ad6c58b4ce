"""Muted findings are gone, and only those."""

from __future__ import annotations

import pytest
from configs import HEAD, Config

from sdkwright.config.mute import mute
from sdkwright.diagnostics import Collector, Location, Rule, Severity

POINTER = "#/resources/files/subresources/versions/methods/upload"


def rule(code: str) -> Rule:
    return Rule(code=code, severity=Severity.WARNING, summary="", cause="", cure="")


def left(ignored: str) -> list[str]:
    """The codes that are left of three findings."""
    collector = Collector()
    collector.report(rule("A/One"), "x", Location(file="f", line=1, column=1, pointer=POINTER))
    collector.report(rule("A/One"), "y", Location(file="f", line=1, column=1, pointer="#/pagination/0/response/data"))
    collector.report(rule("A/Two"), "z")
    config = Config(HEAD + f"diagnostics: {{ignored: {ignored}}}\n")
    assert config.codes == []
    mute(collector, config.settings)
    return [found.message for found in collector]


@pytest.mark.parametrize(
    ("ignored", "messages"),
    [
        ("{}", ["x", "y", "z"]),
        ("{A/One: true}", ["z"]),
        ("{A/One: false}", ["x", "y", "z"]),
        ("{A/Two: true, B/Three: true}", ["x", "y"]),
        ("{A/Two: ['#/resources']}", ["x", "y", "z"]),
        ("{A/One: ['#/pagination']}", ["x", "z"]),
        ("{A/One: [pagination.0.response.data]}", ["x", "z"]),
        ("{A/One: [pagination.0.response.data.items]}", ["x", "y", "z"]),
        ("{A/One: ['(resource) files > (resource) versions > (method) upload > (params)']}", ["y", "z"]),
        ("{A/One: ['(resource) other > (method) upload']}", ["x", "y", "z"]),
        ("{A/One: [{location: '#/resources/files', reason: known}]}", ["y", "z"]),
        ("{A/One: [{target: pagination}]}", ["x", "z"]),
        ("{A/One: ['#/pag']}", ["x", "y", "z"]),
    ],
)
def test_muting(ignored: str, messages: list[str]) -> None:
    assert left(ignored) == messages
