"""Memory over many calls of every kind: chats, lists, vectors, streams that end and streams that are dropped, errors.

    python tests/bench/sdk/soak.py PACKAGE HTTP_LIBRARY BASE_URL [CALLS]

Run it in an environment with the SDK; the network is a transport in memory. Prints the resident memory and what Python
has allocated, after a first tenth of the calls and at the end.
"""

import contextlib
import gc
import sys
import tracemalloc

import answers
import side

CALLS = int(sys.argv[4]) if len(sys.argv) > 4 else 100_000
http, package = side.http(), side.sdk()
BODIES = {"/v1/models": answers.models(), "/v1/embeddings": answers.embeddings()}
CHAT, EVENTS = answers.encoded(answers.chat()), answers.events()[:4_000]


def answer(request):  # type: ignore[no-untyped-def]  # the types are those of whichever library is measured
    json_type = {"content-type": "application/json"}
    if request.url.path.endswith("/missing"):
        return http.Response(404, content=b'{"error": {"message": "none"}}', headers=json_type)
    if b'"stream":true' in request.content:
        return http.Response(200, content=EVENTS, headers={"content-type": "text/event-stream"})
    return http.Response(200, content=BODIES.get(request.url.path, CHAT), headers=json_type)


client = package.OpenAI(
    api_key="key", base_url=side.BASE_URL, http_client=http.Client(transport=http.MockTransport(answer))
)


def calls() -> None:
    """Ten calls, no two of them alike."""
    chats = client.chat.completions
    for number in range(3):
        chats.create(messages=side.MESSAGES, model=f"{side.MODEL}-{number}")
    client.models.list()
    client.embeddings.create(input="foxes", model="m", encoding_format="float")
    for _ in chats.create(messages=side.MESSAGES, model=side.MODEL, stream=True):
        pass
    next(iter(chats.create(messages=side.MESSAGES, model=side.MODEL, stream=True)))
    with contextlib.suppress(package.NotFoundError):
        client.models.retrieve("missing")
    client.with_options(timeout=3).models.list()
    chats.with_raw_response.create(messages=side.MESSAGES, model=side.MODEL).parse()


def resident() -> int:
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * 4


def state() -> str:
    gc.collect()
    return f"{resident():,} KiB resident, {tracemalloc.get_traced_memory()[0] / 1024:,.0f} KiB allocated by Python"


tracemalloc.start()
for _ in range(CALLS // 100):
    calls()
print(f"after {CALLS // 10:,} calls: {state()}", flush=True)
for _ in range(CALLS // 10 - CALLS // 100):
    calls()
print(f"after {CALLS:,} calls: {state()}")
