"""One generation from nothing, against other generators."""

from collections.abc import Iterator
from pathlib import Path

from documents import document
from peers import Missing, peers
from processes import Cost, generate, median, ratios, shown, spread

HEAD = "| against | wall | CPU | memory | ours | theirs |\n|---|---|---|---|---|---|\n"


def measure(folder: Path) -> Iterator[str]:
    """A table: the ratios of our wall time, CPU and memory to theirs, and the figures behind them."""
    spec, name = document(folder)
    yield f"### One generation from nothing, of {name}\n\n{HEAD}"
    generate(spec, folder / "warm-up", folder / "cache")
    notes: list[str] = []
    for peer in peers():
        if isinstance(peer, Missing):
            notes.append(f"{peer.name} was left out: {peer.reason}.\n")
            continue
        ours: list[Cost] = []
        theirs: list[Cost] = []
        for turn in range(peer.turns):
            place = f"{peer.turns}-{turn}"
            ours.append(generate(spec, folder / f"ours-{place}", folder / f"cache-{place}", "--no-cache"))
            theirs.append(peer.generate(spec, folder / f"theirs-{place}"))
        cells = [
            spread(ratios([cost.wall for cost in ours], [cost.wall for cost in theirs])),
            spread(ratios([cost.cpu for cost in ours], [cost.cpu for cost in theirs])),
            spread(ratios([cost.memory for cost in ours], [cost.memory for cost in theirs])),
        ]
        yield f"| {peer.name} | {' | '.join(cells)} | {shown(median(ours))} | {shown(median(theirs))} |\n"
    yield "\n" + "".join(notes) + "\n"
