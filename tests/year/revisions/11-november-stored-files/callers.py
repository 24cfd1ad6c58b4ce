from openai_client import OpenAI
from openai_client.types import FileObject, FilePurpose  # breaks: model-renamed


def use(client: OpenAI) -> None:
    purpose: FilePurpose = "vision"  # breaks: alias-narrowed
    client.files.create(file=b"", purpose=purpose)
    print(client.files.retrieve("file_1").filename, FileObject)
