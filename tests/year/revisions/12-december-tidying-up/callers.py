from openai_client import OpenAI


def use(client: OpenAI) -> None:
    client.beta.threads.messages.files.list("message_1", thread_id="thread_1")  # breaks: resource-removed
    client.chat.completions.update("completion_1", metadata={})  # breaks: method-removed
    client.models.list()
