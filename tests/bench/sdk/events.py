"""A stream of 2,000 events over a socket: typed by the SDK, and as lines and JSON by its HTTP library."""

import json

import answers
import side

client = side.sdk().OpenAI(api_key="key", base_url=side.BASE_URL)
bare = side.http().Client(base_url=side.BASE_URL, headers={"Authorization": "Bearer key"})
BODY = {"messages": side.MESSAGES, "model": side.MODEL, "stream": True}


def bare_events() -> None:
    count = 0
    with bare.stream("POST", "/chat/completions", json=BODY) as response:
        for line in response.iter_lines():
            if line.startswith("data: {"):
                count += len(json.loads(line[6:])["choices"])
    assert count == answers.EVENTS


def typed_events() -> None:
    count = 0
    for piece in client.chat.completions.create(messages=side.MESSAGES, model=side.MODEL, stream=True):
        count += piece.choices[0].delta.content == "Hello"
    assert count == answers.EVENTS


side.take_turns({"bare": bare_events, "SDK": typed_events}, times=1)
