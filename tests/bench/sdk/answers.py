"""The bodies that the server of the bench sends, the same for every peer."""

import json

EVENTS = 2_000
"""How many events one stream has."""


def chat(number: int = 0) -> dict[str, object]:
    """One answer to a chat, 1 KB of JSON."""
    return {
        "id": f"chatcmpl-{number:024}",
        "object": "chat.completion",
        "created": 1_700_000_000 + number,
        "model": "gpt-4o-mini",
        "choices": [
            {
                "index": 0,
                "message": {
                    "role": "assistant",
                    "content": "The quick brown fox jumps over the lazy dog, again and again. " * 8,
                    "refusal": None,
                },
                "logprobs": None,
                "finish_reason": "stop",
            }
        ],
        "usage": {
            "prompt_tokens": 19,
            "completion_tokens": 96,
            "total_tokens": 115,
            "prompt_tokens_details": {"cached_tokens": 0, "audio_tokens": 0},
            "completion_tokens_details": {
                "reasoning_tokens": 0,
                "audio_tokens": 0,
                "accepted_prediction_tokens": 0,
                "rejected_prediction_tokens": 0,
            },
        },
        "system_fingerprint": "fp_44709d6fcb",
    }


def encoded(value: object) -> bytes:
    """JSON as servers write it."""
    return json.dumps(value, separators=(",", ":")).encode()


def models() -> bytes:
    """A list of 100 models."""
    entries = [
        {"id": f"model-{number}", "object": "model", "created": 1_686_935_002 + number, "owned_by": "openai"}
        for number in range(100)
    ]
    return encoded({"object": "list", "data": entries})


def embeddings() -> bytes:
    """One vector of 1,536 numbers."""
    vector = [round((number * 7919 % 10_007) / 10_007 - 0.5, 9) for number in range(1_536)]
    return encoded(
        {
            "object": "list",
            "data": [{"object": "embedding", "index": 0, "embedding": vector}],
            "model": "text-embedding-3-small",
            "usage": {"prompt_tokens": 8, "total_tokens": 8},
        }
    )


def objects() -> bytes:
    """1,000 answers to chats in one list: 1 MB."""
    return encoded([chat(number) for number in range(1_000)])


def events() -> bytes:
    """A stream of pieces of an answer, with the closing mark."""
    piece: dict[str, object] = {
        "id": "chatcmpl-123",
        "object": "chat.completion.chunk",
        "created": 1_694_268_190,
        "model": "gpt-4o-mini",
        "system_fingerprint": "fp_44709d6fcb",
        "choices": [{"index": 0, "delta": {"content": "Hello"}, "logprobs": None, "finish_reason": None}],
    }
    return b"".join(b"data: " + encoded(piece) + b"\n\n" for _ in range(EVENTS)) + b"data: [DONE]\n\n"
