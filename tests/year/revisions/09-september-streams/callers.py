from openai_client import OpenAI
from openai_client.types import ModerationCreateParams


def use(client: OpenAI) -> None:
    params = ModerationCreateParams(input="a")  # breaks: kind-changed
    print(client.moderations.create(**params).flagged)
    print(client.moderations.create(input="a").flagged)
    client.models.delete("m")
