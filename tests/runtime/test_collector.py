"""Python's cycle collector while libraries are imported: it rests, and nothing of what its owner chose is undone."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest
from acme_sdk._collector import collector_at_rest
from acme_sdk._compat import cached_property


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    yield
    gc.enable()
    gc.unfreeze()


def test_nothing_is_collected_meanwhile() -> None:
    with collector_at_rest():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_goes_on_after_an_error() -> None:
    with pytest.raises(ImportError), collector_at_rest():
        raise ImportError
    assert gc.isenabled()


def test_what_was_made_counts_as_old() -> None:
    gc.collect()
    with collector_at_rest():
        made = [[] for _ in range(5_000)]  # type: ignore[var-annotated]
    young = {id(one) for generation in (0, 1) for one in gc.get_objects(generation)}
    assert not young & {id(one) for one in made}


def test_garbage_among_it_is_found_later() -> None:
    class Circle:
        def __init__(self) -> None:
            self.itself = self

    gc.collect()
    with collector_at_rest():
        for _ in range(10):
            Circle()
    assert gc.collect() >= 10


def test_who_switched_it_off_keeps_it_off() -> None:
    gc.disable()
    with collector_at_rest():
        assert not gc.isenabled()
    assert not gc.isenabled()


def test_who_froze_objects_keeps_them_frozen() -> None:
    gc.freeze()
    assert gc.get_freeze_count() > 0
    with collector_at_rest():
        pass
    assert gc.get_freeze_count() > 0


def test_it_rests_while_modules_are_imported_for_the_first_client_alone() -> None:
    """What it does not see then waits for a full collection: with each client, memory would grow."""

    class Client:
        @cached_property
        def resource(self) -> bool:
            return gc.isenabled()

    client = Client()
    assert (client.resource, client.resource, gc.isenabled()) == (False, False, True)
    assert [Client().resource for _ in range(3)] == [True, True, True]


def test_memory_does_not_grow_with_clients() -> None:
    class Client:
        def __init__(self) -> None:
            self.itself = self
            self.much = bytearray(10_000)

        @cached_property
        def resource(self) -> list[object]:
            return [self]

    made: list[weakref.ref[Client]] = []
    for _ in range(3_000):
        client = Client()
        assert client.resource
        made.append(weakref.ref(client))
    assert sum(one() is not None for one in made) < 1_000
