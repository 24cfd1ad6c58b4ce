"""Stand-in for the rendered rules of the event loop of streams: none, so every event is yielded."""

from ._event_rules import StreamRule

STREAM_RULES: tuple[StreamRule, ...] = ()
