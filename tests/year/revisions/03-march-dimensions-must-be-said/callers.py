from openai_client import OpenAI


def use(client: OpenAI) -> None:
    client.embeddings.create(input="a", model="m")  # breaks: parameter-made-required
    client.embeddings.create(
        input="a",
        model="m",
        dimensions=3,
        encoding_format="base64",  # breaks: parameter-value-removed
    )
    client.embeddings.create(input="a", model="m", dimensions=3, encoding_format="float")
