"""The reference page that the example must reproduce: signatures, written down from the published page."""

from __future__ import annotations

REQUEST_OPTIONS = [
    ("extra_headers", "keyword", "Headers | None", "None"),
    ("extra_query", "keyword", "Query | None", "None"),
    ("extra_body", "keyword", "Body | None", "None"),
    ("timeout", "keyword", "float | Timeout | None | NotGiven", "NOT_GIVEN"),
]

SIGNATURES: dict[str, tuple[list[tuple[str, str, str, str | None]], str, str]] = {
    "create": (
        [
            ("thread_id", "positional", "str", None),
            ("content", "keyword", "str", None),
            ("role", "keyword", "Literal['user']", None),
            ("file_ids", "keyword", "List[str] | NotGiven", "NOT_GIVEN"),
            ("metadata", "keyword", "Optional[object] | NotGiven", "NOT_GIVEN"),
            *REQUEST_OPTIONS,
        ],
        "Message",
        "Message",
    ),
    "list": (
        [
            ("thread_id", "positional", "str", None),
            ("after", "keyword", "str | NotGiven", "NOT_GIVEN"),
            ("before", "keyword", "str | NotGiven", "NOT_GIVEN"),
            ("limit", "keyword", "int | NotGiven", "NOT_GIVEN"),
            ("order", "keyword", "Literal['asc', 'desc'] | NotGiven", "NOT_GIVEN"),
            *REQUEST_OPTIONS,
        ],
        "SyncCursorPage[Message]",
        "AsyncPaginator[Message, AsyncCursorPage[Message]]",
    ),
    "retrieve": (
        [
            ("message_id", "positional", "str", None),
            ("thread_id", "keyword", "str", None),
            *REQUEST_OPTIONS,
        ],
        "Message",
        "Message",
    ),
    "update": (
        [
            ("message_id", "positional", "str", None),
            ("thread_id", "keyword", "str", None),
            ("metadata", "keyword", "Optional[object] | NotGiven", "NOT_GIVEN"),
            *REQUEST_OPTIONS,
        ],
        "Message",
        "Message",
    ),
}

OPTION_DOCS = {
    "extra_headers": "Send extra headers",
    "extra_query": "Add additional query parameters to the request",
    "extra_body": "Add additional JSON properties to the request",
    "timeout": "Override the client-level default timeout for this request, in seconds",
}

CLASSES = (
    "Messages",
    "AsyncMessages",
    "MessagesWithRawResponse",
    "AsyncMessagesWithRawResponse",
    "MessagesWithStreamingResponse",
    "AsyncMessagesWithStreamingResponse",
)

WRAPPERS = (
    ("MessagesWithRawResponse", "to_raw_response_wrapper", "FilesWithRawResponse"),
    ("AsyncMessagesWithRawResponse", "async_to_raw_response_wrapper", "AsyncFilesWithRawResponse"),
    ("MessagesWithStreamingResponse", "to_streamed_response_wrapper", "FilesWithStreamingResponse"),
    ("AsyncMessagesWithStreamingResponse", "async_to_streamed_response_wrapper", "AsyncFilesWithStreamingResponse"),
)
"""Each wrapper class, what makes its attributes, and the class of its `files`."""
