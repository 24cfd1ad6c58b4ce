from openai_client import OpenAI
from openai_client.types import ModerationCategoryList


def use(client: OpenAI) -> None:
    found: ModerationCategoryList = client.moderations.categories()  # breaks: return-paginated
    print(found.data[0].name)
