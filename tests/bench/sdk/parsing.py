"""1 MB of JSON that holds 1,000 objects: as models, without any network, and by `json.loads`."""

import json
from typing import Any, List  # noqa: UP035 - what the SDKs themselves write

import answers
import side

BODY = answers.objects()
http = side.http()
client = side.sdk().OpenAI(api_key="key", base_url=side.BASE_URL)
options_class = side.importlib.import_module(f"{side.SDK_NAME}._models").FinalRequestOptions
target = List[side.importlib.import_module(f"{side.SDK_NAME}.types.chat").ChatCompletion]  # noqa: UP006
request = http.Request("GET", side.BASE_URL)


def parsed() -> Any:
    response = http.Response(200, content=BODY, headers={"content-type": "application/json"}, request=request)
    options = options_class.construct(method="get", url="/objects")
    return client._process_response(
        cast_to=target, options=options, response=response, stream=False, stream_cls=None, retries_taken=0
    )


assert len(parsed()) == 1_000
assert isinstance(parsed()[999].choices[0].message.content, str)
side.take_turns({"json.loads": lambda: json.loads(BODY), "SDK": parsed}, times=2)
