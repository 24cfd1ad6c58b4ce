from typing_extensions import Literal

from openai_client import OpenAI
from openai_client.types import FileObject


def use(client: OpenAI, file: FileObject) -> None:
    batch = client.batches.retrieve("batch_1")
    print(batch.endpoint.upper())  # breaks: response-field-made-optional
    if batch.request_counts is not None:
        print(batch.request_counts.total)
    status: Literal["uploaded", "processed", "error"] = file.status  # breaks: response-value-added
    print(status)
