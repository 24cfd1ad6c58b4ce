"""One synchronous call after another: the SDK, and its bare HTTP library with `json.loads`, on the same server."""

import json

import side

client = side.sdk().OpenAI(api_key="key", base_url=side.BASE_URL)
bare = side.http().Client(base_url=side.BASE_URL, headers={"Authorization": "Bearer key"})


def bare_chat() -> object:
    return json.loads(bare.post("/chat/completions", json={"messages": side.MESSAGES, "model": side.MODEL}).content)


def bare_embedding() -> object:
    body = {"input": "foxes", "model": "text-embedding-3-small", "encoding_format": "float"}
    return json.loads(bare.post("/embeddings", json=body).content)


side.take_turns(
    {
        "chat, bare": bare_chat,
        "chat, SDK": lambda: client.chat.completions.create(messages=side.MESSAGES, model=side.MODEL),
        "models, bare": lambda: json.loads(bare.get("/models").content),
        "models, SDK": client.models.list,
        "embedding, bare": bare_embedding,
        "embedding, SDK": lambda: client.embeddings.create(
            input="foxes", model="text-embedding-3-small", encoding_format="float"
        ),
    },
    times=30,
)
