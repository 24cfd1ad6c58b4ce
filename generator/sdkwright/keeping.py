"""Lets go of nothing: to free what a run has made, object by object, takes longer than to end its process.

In: anything. Out: nothing; what was given is there until cycles are collected, which commands have switched off and
`watch` does once per generation.
"""

from __future__ import annotations


def keep(*things: object) -> None:
    """Keep things that nobody needs any more."""
    circle: list[object] = [*things]
    circle.append(circle)
