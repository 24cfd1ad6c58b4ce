"""Measures the emitted SDK against its peers, and writes the table into docs/performance.md.

    python tests/bench/sdk/run.py [name ...]

The names choose measurements; without any, all are made, and only then the page is rewritten. All figures are seconds
of CPU. The peers take turns, many short ones, and what is reported is the median of the ratios turn by turn, since
what else the machine does changes within seconds. Every process is started once before it counts, so that bytecode is
there and caches are warm.
"""

import statistics
import sys
from collections.abc import Callable, Iterator

import environments
import table
from peers import Bench, serving
from table import Row

TURNS = 60
STARTS = 31
OLD, NEW = "3.3.1", "3.54.0"


def each(seconds: list[float], units: int = 1) -> str:
    """The median of one unit of work, readable."""
    median = statistics.median(seconds) / units
    return f"{median * 1e3:.0f} ms" if median >= 0.01 else f"{median * 1e6:.0f} us"


def imports(bench: Bench) -> Iterator[Row]:
    """Import and client, as whole processes, above a bare interpreter."""
    wanted = {
        "nothing": ("nothing", bench.ours),
        "libraries": ("libraries", bench.ours),
        "ours": ("import", bench.ours),
        "old": ("import", bench.old),
        "new": ("import", bench.new),
    }
    if bench.whole is not None:
        wanted["whole"] = ("import", bench.whole)
    found: dict[str, list[float]] = {key: [] for key in wanted}
    for number in range(STARTS + 1):
        seconds = {key: bench.process(*one)[0] for key, one in wanted.items()}
        for key in wanted if number else ():
            found[key].append(seconds[key] - seconds["nothing"])

    what = "import + client, above a bare interpreter"
    mine = found["ours"]
    comparisons = [
        (what, mine, "`import httpx, pydantic` + Client", "libraries", "≤ 1.3"),
        (what, mine, f"openai {OLD}", "old", "≤ 0.25"),
    ]
    if bench.whole is not None:
        comparisons.append(("the same, the whole document", found["whole"], f"openai {NEW}", "new", "≤ 0.35"))
    for name, own, against, key, required in comparisons:
        yield Row(
            what=name,
            against=against,
            required=required,
            ratios=table.ratios(own, found[key]),
            detail=f"{each(own)}, {each(found[key])}",
        )


def first_call(bench: Bench) -> Iterator[Row]:
    """The first call of a process, after import and client."""
    peers = [bench.ours, bench.old, bench.new]
    found: dict[str, list[float]] = {peer.name: [] for peer in peers}
    for number in range(STARTS + 1):
        for peer in peers:
            _, printed = bench.process("call", peer)
            if number:
                found[peer.name].append(float(printed))
    mine = found[bench.ours.name]
    for peer, required in ((bench.old, "≤ 0.1"), (bench.new, "")):
        yield Row(
            what="first call",
            against=peer.name,
            required=required,
            ratios=table.ratios(mine, found[peer.name]),
            detail=f"{each(mine)}, {each(found[peer.name])}",
        )


def sync_calls(bench: Bench) -> Iterator[Row]:
    """Calls one after another, against the bare HTTP library."""
    found = bench.turns("sync_calls", [bench.ours, bench.new], TURNS)
    mine, theirs = found[bench.ours.name], found[bench.new.name]
    for what, key, required in (
        ("sync call, 1 KB chat", "chat", "≤ 1.4"),
        ("sync call, 100 models", "models", "≤ 1.5"),
        ("sync call, 1,536 floats", "embedding", "≤ 1.1"),
    ):
        sdk, bare = mine[f"{key}, SDK"], mine[f"{key}, bare"]
        reference = statistics.median(table.ratios(theirs[f"{key}, SDK"], theirs[f"{key}, bare"]))
        yield Row(
            what=what,
            against="httpx + json.loads",
            required=required,
            ratios=table.ratios(sdk, bare),
            detail=f"{each(sdk, 30)}, {each(bare, 30)}; openai {NEW} against httpx2: {reference:.2f}",
        )


def async_calls(bench: Bench) -> Iterator[Row]:
    """50 calls at once with the aiohttp extra."""
    found = bench.turns("async_calls", [bench.ours, bench.new], TURNS)
    mine, theirs = found[bench.ours.name], found[bench.new.name]
    floors = f"aiohttp alone {each(mine['aiohttp'], 50)}, httpx over it {each(mine['HTTP library over aiohttp'], 50)}"
    yield Row(
        what="async call, 50 at once, aiohttp extra",
        against=f"openai {NEW}, aiohttp extra",
        required="≤ 0.4",
        ratios=table.ratios(mine["SDK"], theirs["SDK"]),
        detail=f"{each(mine['SDK'], 50)}, {each(theirs['SDK'], 50)}; {floors}",
    )


def parsing(bench: Bench) -> Iterator[Row]:
    """1 MB of 1,000 objects."""
    found = bench.turns("parsing", [bench.ours, bench.new], TURNS // 3)
    mine, theirs = found[bench.ours.name], found[bench.new.name]
    reference = statistics.median(table.ratios(theirs["SDK"], theirs["json.loads"]))
    yield Row(
        what="parse 1 MB of 1,000 objects",
        against="json.loads",
        required="≤ 3",
        ratios=table.ratios(mine["SDK"], mine["json.loads"]),
        detail=f"{each(mine['SDK'], 2)}, {each(mine['json.loads'], 2)}; openai {NEW}: {reference:.1f}",
    )


def events(bench: Bench) -> Iterator[Row]:
    """Typed events of a stream."""
    found = bench.turns("events", [bench.ours, bench.old], TURNS)
    mine, theirs = found[bench.ours.name], found[bench.old.name]
    per_second = [2_000 / statistics.median(one) for one in (mine["SDK"], theirs["SDK"], mine["bare"])]
    yield Row(
        what="typed SSE events, how many times as many",
        against=f"openai {OLD}",
        required="≥ 12",
        ratios=table.ratios(theirs["SDK"], mine["SDK"]),
        detail="{:,.0f}/s, {:,.0f}/s; httpx lines + json.loads {:,.0f}/s".format(*per_second),
    )


def second_client(bench: Bench) -> Iterator[Row]:
    """What each further client costs."""
    peers = [bench.ours, bench.new]
    found: dict[str, list[list[float]]] = {peer.name: [[], []] for peer in peers}
    for _ in range(STARTS):
        for peer in peers:
            for values, text in zip(found[peer.name], bench.script("second_client", peer).split(), strict=True):
                values.append(float(text))
    mine, theirs = found[bench.ours.name], found[bench.new.name]
    kibibytes = [f"{statistics.median(one[1]) / 1024:.0f} KiB" for one in (mine, theirs)]
    details = (f"{each(mine[0])}, {each(theirs[0])}", ", ".join(kibibytes))
    for index, what in enumerate(("second client, CPU", "second client, memory")):
        yield Row(
            what=what,
            against=f"openai {NEW}",
            required="≤ 0.05",
            ratios=table.ratios(mine[index], theirs[index]),
            detail=details[index],
        )


MEASUREMENTS: tuple[Callable[[Bench], Iterator[Row]], ...] = (
    imports,
    first_call,
    sync_calls,
    async_calls,
    parsing,
    events,
    second_client,
)


def main(names: list[str]) -> None:
    """Measure, print each row when it is there, and rewrite the page if nothing was left out."""
    chosen = [measure for measure in MEASUREMENTS if not names or measure.__name__ in names]
    rows: list[Row] = []
    with serving() as url:
        bench = Bench(
            ours=environments.ours(),
            whole=environments.whole() if imports in chosen else None,
            old=environments.published(OLD),
            new=environments.published(NEW),
            url=url,
        )
        for measure in chosen:
            for row in measure(bench):
                print(table.line(row), flush=True)
                rows.append(row)
    if not names:
        table.write(rows)


if __name__ == "__main__":
    main(sys.argv[1:])
