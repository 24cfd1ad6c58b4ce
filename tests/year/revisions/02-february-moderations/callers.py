from openai_client import OpenAI


def use(client: OpenAI) -> None:
    for model in client.models.list():
        print(model.id)
