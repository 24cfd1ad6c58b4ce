from openai_client import OpenAI


def use(client: OpenAI) -> None:
    client.moderations.create(input="a")  # breaks: resource-renamed
    print(OpenAI(api_key="k").organization)
