"""What makes generators stumble in real documents, over the wire: `documents/real_world.yml`, without a config."""

from __future__ import annotations

import asyncio
import email
import json
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote

import pytest
from generated_sdk import generated_sdk
from live_server import Reply, Seen, Server

DOCUMENT = Path(__file__).parent / "documents" / "real_world.yml"


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The generated package."""
    return generated_sdk(tmp_path_factory.mktemp("real_world"), DOCUMENT, None, "real_world")


@pytest.fixture
def client(package: Any, server: Server) -> Any:
    """A client of the scripted server, which answers with nothing until told otherwise."""
    server.answer = lambda _: Reply(status=204)
    return package.RealWorld(base_url=server.url, max_retries=0)


def last(server: Server) -> Seen:
    return server.seen[-1]


def parts(seen: Seen) -> list[tuple[str, str, str]]:
    """Name, content type (empty where it has none) and content of each part of a multipart body, sorted."""
    head = f"Content-Type: {seen.headers['content-type']}\r\n\r\n".encode()
    message = email.message_from_bytes(head + seen.body)
    return sorted(
        (
            str(part.get_param("name", header="content-disposition")),
            part.get("content-type", ""),
            str(part.get_payload()),
        )
        for part in message.walk()
        if not part.is_multipart()
    )


COLOUR = {"r": 100, "g": 200}


class TestStyles:
    """OpenAPI 3.1, "Style Values" and "Style Examples"."""

    def test_each_place_has_its_own(self, client: Any, server: Server) -> None:
        client.places.retrieve(
            list=["a", "b"],
            exploded=COLOUR,
            path_object=COLOUR,
            label=COLOUR,
            matrix=["x", "y"],
            x_list=["a", "b"],
            x_object=COLOUR,
            x_exploded=COLOUR,
            x_json=COLOUR,
            listed=["c", "d"],
            query_object=COLOUR,
            nested=COLOUR,
        )
        seen = last(server)
        assert seen.path == "/places/a,b/r=100,g=200/r,100,g,200/.r,100,g,200/;matrix=x;matrix=y"
        assert seen.headers["x-list"] == "a,b"
        assert seen.headers["x-object"] == "r,100,g,200"
        assert seen.headers["x-exploded"] == "r=100,g=200"
        assert json.loads(seen.headers["x-json"]) == COLOUR
        assert seen.headers["cookie"] == "listed=c,d"
        assert {name: value for name, value in seen.query.items() if name != "nested"} == {
            "object[r]": ["100"],
            "object[g]": ["200"],
        }
        assert json.loads(seen.query["nested"][0]) == COLOUR

    def test_what_is_optional_sends_nothing(self, client: Any, server: Server) -> None:
        client.places.retrieve(list=["a"], exploded={"r": 1}, path_object={"r": 1}, label={"r": 1}, matrix=["x"])
        seen = last(server)
        assert not {"x-list", "x-object", "x-exploded", "x-json", "cookie"} & set(seen.headers)
        assert not seen.query

    def test_objects_go_by_their_wire_names(self, client: Any, server: Server) -> None:
        client.searches.list(size={"in_cm": 3}, path="/a b/c&d")
        assert last(server).target == "/searches?path=/a%20b/c%26d&inCm=3"
        client.searches.list(x_json={"in_cm": 4}, crumb="c", cookie_json={"in_cm": 5})
        assert json.loads(last(server).headers["x-json"]) == {"inCm": 4}
        assert unquote(last(server).headers["cookie"]) == 'crumb=c; cookie_json={"inCm":5}'


class TestPaths:
    def test_parts_of_segments(self, client: Any, server: Server) -> None:
        client.files.retrieve("a b")
        client.files.rename("a/b")
        client.ranges.retrieve(3, from_=1)
        assert [(seen.method, seen.path) for seen in server.seen] == [
            ("GET", "/files/a%20b.json"),
            ("POST", "/files/a%2Fb:rename"),
            ("GET", "/ranges/1..3"),
        ]

    def test_names_that_take_what_is_left(self, client: Any, server: Server) -> None:
        client.tree.retrieve("a/b c/d?e")
        client.proxy.retrieve("x/y", page=2)
        assert [seen.target for seen in server.seen] == ["/tree/a/b%20c/d%3Fe", "/proxy/x/y?page=2"]
        with pytest.raises(ValueError, match="dot-segment"):
            client.tree.retrieve("a/../b")

    def test_queries_and_fragments_in_keys(self, client: Any, server: Server) -> None:
        client.runs.create()
        assert (last(server).path, last(server).query) == ("/runs", {"agent": [""]})
        client.beta.runs.create(limit=2)
        assert (last(server).path, last(server).query) == ("/runs", {"beta": ["true"], "limit": ["2"]})
        client.runs.start()
        assert (last(server).path, last(server).query) == ("/runs", {})


class TestNames:
    def test_words_that_python_or_the_sdk_has_taken(self, client: Any, server: Server) -> None:
        answer = {"from": "f", "copy": "c", "größe": 3, "self": "s", "kind": "new", "": "nameless"}
        server.answer = lambda _: Reply(json=answer)
        found = client.names.import_(
            "p",
            query_id="q",
            header_id="h",
            class_="c",
            api_self="s",
            filter_name="n",
            api_3d=False,
            from_="here",
            model_config="m",
            body_id=7,
            value="nameless",
        )
        seen = last(server)
        assert seen.path == "/names/p"
        assert seen.query == {"id": ["q"], "class": ["c"], "self": ["s"], "filter[name]": ["n"], "3d": ["false"]}
        assert seen.headers["id"] == "h"
        assert seen.json() == {"from": "here", "model_config": "m", "id": 7, "": "nameless"}
        assert (found.from_, found.copy_, found.kind, found.value) == ("f", "c", "new", "nameless")
        assert json.loads(found.to_json()) == answer


class TestAnswers:
    def test_two_kinds_of_success(self, client: Any, server: Server) -> None:
        server.answer = lambda _: Reply(json={"species": "cat", "lives": 9})
        assert client.answers.either.retrieve().lives == 9
        server.answer = lambda _: Reply(status=202, json={"job_id": "j"})
        assert client.answers.either.retrieve().job_id == "j"

    def test_with_a_body_and_without(self, client: Any, server: Server) -> None:
        assert client.answers.maybe.retrieve() is None
        server.answer = lambda _: Reply(json={"species": "cat", "lives": 9})
        assert client.answers.maybe.retrieve().lives == 9

    def test_ranges_of_statuses_and_types_derived_from_json(self, package: Any, client: Any, server: Server) -> None:
        body = json.dumps({"species": "cat", "lives": 1}).encode()
        server.answer = lambda _: Reply(status=201, body=body, headers={"content-type": "application/vnd.acme+json"})
        assert client.answers.ranges.retrieve().lives == 1
        server.answer = lambda _: Reply(status=409, json={"job_id": "j"})
        with pytest.raises(package.ConflictError) as caught:
            client.answers.ranges.retrieve()
        assert caught.value.body == {"job_id": "j"}

    def test_text_and_bytes(self, client: Any, server: Server) -> None:
        server.answer = lambda _: Reply(body=b"<cat/>", headers={"content-type": "application/xml"})
        assert client.answers.xml.retrieve() == "<cat/>"
        server.answer = lambda _: Reply(body="ä;b".encode(), headers={"content-type": "text/csv; charset=utf-8"})
        assert client.answers.text.retrieve() == "ä;b"
        server.answer = lambda _: Reply(body=b"\x89PNG", headers={"content-type": "image/png"})
        assert client.answers.bytes_api.list().read() == b"\x89PNG"

    def test_scalars_in_json(self, client: Any, server: Server) -> None:
        server.answer = lambda _: Reply(json='a "b"')
        assert client.answers.quoted.retrieve() == 'a "b"'
        server.answer = lambda _: Reply(body=b"no JSON", headers={"content-type": "text/plain"})
        assert client.answers.quoted.retrieve() == "no JSON"
        server.answer = lambda _: Reply(json="2024-02-29")
        assert client.answers.day.retrieve() == date(2024, 2, 29)


class TestBodies:
    @pytest.mark.parametrize(("name", "method"), [("search_with_body", "GET"), ("search", "DELETE")])
    def test_of_methods_that_mostly_have_none(self, client: Any, server: Server, name: str, method: str) -> None:
        getattr(client.bodies, name)(query="q")
        seen = last(server)
        assert (seen.method, seen.json()) == (method, {"query": "q"})
        assert seen.headers["content-type"] == "application/json"

    def test_xml_is_sent_as_it_is(self, client: Any, server: Server) -> None:
        client.bodies.xml.send(body="<cat/>")
        assert last(server).body == b"<cat/>"
        assert last(server).headers["content-type"] == "application/xml"

    def test_forms(self, client: Any, server: Server) -> None:
        client.bodies.form.send(name="a&b", tags=["x", "y"], flag=True)
        assert last(server).headers["content-type"] == "application/x-www-form-urlencoded"
        assert sorted(last(server).body.split(b"&")) == [b"flag=true", b"name=a%26b", b"tags=x", b"tags=y"]

    def test_forms_with_styles(self, client: Any, server: Server) -> None:
        client.bodies.styled.create(joined=["x", "y"], piped=["x", "y"], deep={"in_cm": 1}, apart={"in_cm": 2})
        assert sorted(parse_qsl(last(server).body.decode(), strict_parsing=True)) == sorted(
            [("joined", "x,y"), ("piped", "x|y"), ("deep[inCm]", "1"), ("inCm", "2")]
        )

    def test_parts(self, client: Any, server: Server) -> None:
        client.bodies.parts.send(
            title="t",
            tags=["a", "b"],
            joined=["a", "b"],
            size={"in_cm": 1},
            sizes=[{"in_cm": 2}, {"in_cm": 3}],
            photo=b"one",
            photos=[b"two", ("three.png", b"three")],
            cover_photo=b"four",
            table=["1,2", "3,4"],
        )
        assert parts(last(server)) == sorted(
            [
                ("title", "", "t"),
                ("tags", "", "a"),
                ("tags", "", "b"),
                ("joined", "", "a,b"),
                ("size", "application/json", '{"inCm":1}'),
                ("sizes", "application/json", '{"inCm":2}'),
                ("sizes", "application/json", '{"inCm":3}'),
                ("photo", "application/octet-stream", "one"),
                ("photos", "application/octet-stream", "two"),
                ("photos", "image/png", "three"),
                ("coverPhoto", "image/webp", "four"),
                ("table", "text/csv", "1,2"),
                ("table", "text/csv", "3,4"),
            ]
        )

    def test_parts_without_files(self, client: Any, server: Server) -> None:
        client.bodies.plain_parts.send(title="t", tags=["a", "b"])
        assert parts(last(server)) == sorted([("title", "", "t"), ("tags", "", "a"), ("tags", "", "b")])

    def test_parts_of_get(self, client: Any, server: Server, tmp_path: Path) -> None:
        (tmp_path / "photo.bin").write_bytes(b"seen")
        client.bodies.uploads_of_get.list(tags=["a", "b"], photo=tmp_path / "photo.bin")
        assert parts(last(server)) == sorted(
            [("tags", "", "a"), ("tags", "", "b"), ("photo", "application/octet-stream", "seen")]
        )

    def test_parts_of_a_waiting_client(self, package: Any, server: Server) -> None:
        async def send() -> None:
            async with package.AsyncRealWorld(base_url=server.url) as waiting:
                await waiting.bodies.parts.send(tags=["a", "b"], size={"in_cm": 1})

        server.answer = lambda _: Reply(status=204)
        asyncio.run(send())
        assert parts(last(server)) == sorted(
            [("tags", "", "a"), ("tags", "", "b"), ("size", "application/json", '{"inCm":1}')]
        )


class TestComposition:
    def test_the_discriminator_decides_and_what_is_new_is_kept(self, package: Any, client: Any, server: Server) -> None:
        pets = [
            {"species": "cat", "lives": 3, "parent": None},
            {"species": "dog", "barks": True, "friends": {"tom": {"species": "cat", "lives": 1}}},
            {"species": "fish", "fins": 2},
        ]
        server.answer = lambda _: Reply(json=pets)
        cat, dog, fish = client.pets.list()
        assert (type(cat).__name__, cat.lives, cat.parent) == ("Cat", 3, None)
        assert (type(dog).__name__, dog.barks, type(dog.friends["tom"]).__name__) == ("Dog", True, "Cat")
        assert (fish.species, fish.fins) == ("fish", 2)

    def test_values_of_a_base_are_what_extends_it(self, client: Any, server: Server) -> None:
        server.answer = lambda _: Reply(
            json=[
                {"vehicleKind": "bike", "size": 28, "pulls": {"vehicleKind": "car"}},
                {"vehicleKind": "e-bike", "size": "large"},
                {"vehicleKind": "boat", "size": 4},
            ]
        )
        bike, electric, boat = client.vehicles.list()
        assert (type(bike).__name__, bike.size, type(bike.pulls).__name__) == ("Bike", 28, "Car")
        assert (type(electric).__name__, electric.vehicle_kind) == ("Bike", "e-bike")
        assert (type(boat).__name__, boat.vehicle_kind, boat.size) == ("VehicleBase", "boat", 4)
        client.vehicles.create(vehicle={"vehicle_kind": "bike", "size": 26, "pulls": {"vehicle_kind": "car"}})
        sent = {"vehicle": {"vehicleKind": "bike", "size": 26, "pulls": {"vehicleKind": "car"}}}
        assert json.loads(last(server).body) == sent

    def test_without_one_the_best_match_does(self, client: Any, server: Server) -> None:
        server.answer = lambda _: Reply(json={"name": "n", "fins": 2})
        assert client.pets.create().fins == 2
        server.answer = lambda _: Reply(json={"name": "n", "wings": 2})
        assert client.pets.create().wings == 2
        server.answer = lambda _: Reply(json="bird")
        assert client.pets.create() == "bird"
        server.answer = lambda _: Reply(json=None, body=b"null", headers={"content-type": "application/json"})
        assert client.pets.create() is None
