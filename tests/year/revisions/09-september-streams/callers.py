from openai_client import OpenAI


def use(client: OpenAI) -> None:
    print(client.moderations.create(input="a").flagged)
    client.models.delete("m")
