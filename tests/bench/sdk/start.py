"""A whole process: the interpreter alone, an import with a client, or that with a first call."""

import sys

what = sys.argv[4]
if what in ("import", "call"):
    import importlib

    client = importlib.import_module(sys.argv[1]).OpenAI(api_key="key", base_url=sys.argv[3])
    if what == "call":
        import time

        began = time.process_time()
        client.chat.completions.create(messages=[{"role": "user", "content": "Hello"}], model="gpt-4o-mini")
        print(time.process_time() - began)
elif what == "libraries":
    import importlib

    http = importlib.import_module(sys.argv[2])
    import pydantic  # noqa: F401 - importing it is what is measured

    http.Client(base_url=sys.argv[3])
