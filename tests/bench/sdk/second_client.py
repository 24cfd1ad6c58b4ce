"""What each client after the first one costs: CPU, and resident memory while all of them are kept."""

import gc
import time

import side

CLIENTS = 40


def resident() -> int:
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * 4096


make = side.sdk().OpenAI
kept = [make(api_key="key", base_url=side.BASE_URL) for _ in range(2)]
gc.collect()
memory, began = resident(), time.process_time()
kept += [make(api_key="key", base_url=side.BASE_URL) for _ in range(CLIENTS)]
seconds = time.process_time() - began
print(seconds / CLIENTS, (resident() - memory) / CLIENTS)
