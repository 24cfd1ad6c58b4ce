from openai_client import OpenAI


def use(client: OpenAI) -> None:
    client.embeddings.create(input="a", model="m", dimensions=3, user="u")  # breaks: parameter-removed
    client.batches.create(completion_window="24h", endpoint="/v1/embeddings", input_file_id="file_1")
