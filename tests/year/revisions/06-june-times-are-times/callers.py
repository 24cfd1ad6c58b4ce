from openai_client import OpenAI


def use(client: OpenAI) -> None:
    file = client.files.retrieve("file_1")
    print(file.status_details)  # breaks: response-field-removed
    model = client.models.retrieve("m")
    print(model.created + 1)  # breaks: response-field-type-changed
    print(model.owned_by)
