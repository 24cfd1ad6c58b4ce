from openai_client import OpenAI


def use(client: OpenAI) -> None:
    client.files.content("file_1").read()  # breaks: method-renamed
    client.batches.cancel("batch_1")
