from openai_client import OpenAI


def use(client: OpenAI) -> None:
    batch = client.batches.create(completion_window="24h", endpoint="/v1/embeddings", input_file_id="file_1")
    print(batch.id, batch.endpoint)
