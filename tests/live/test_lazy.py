"""Packages import what is asked for and nothing else; whoever looks sees everything. Each check has its own process."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sdkwright import pipeline
from sdkwright.diagnostics import Collector

EXAMPLE = Path(__file__).parents[2] / "output" / "src"
CIRCLE = Path(__file__).parents[1] / "cases" / "model_recursive"

Run = Callable[[str], None]


def _runner(source: Path) -> Run:
    def run(code: str) -> None:
        command = [sys.executable, "-W", "error", "-c", code]
        done = subprocess.run(command, check=False, env={"PYTHONPATH": str(source)}, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr

    return run


@pytest.fixture
def example() -> Run:
    return _runner(EXAMPLE)


@pytest.fixture(scope="module")
def circle(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """An SDK whose models `Pet` and `Owner` refer to each other, from modules of their own."""
    folder = tmp_path_factory.mktemp("circle")
    inputs = pipeline.Inputs(spec=CIRCLE / "openapi.yml", config=CIRCLE / "stainless.yml")
    pipeline.generate(inputs, pipeline.Taste(), folder, Collector(), lambda name: None)
    return _runner(folder / "src")


def test_import_and_client_touch_no_model_and_no_resource(example: Run) -> None:
    example(
        """
import sys, openai_client
openai_client.OpenAI(api_key="key")
loaded = [name for name in sys.modules if name.startswith(("openai_client.types.", "openai_client.resources."))]
assert not loaded, loaded
for name in ("asyncio", "aiohttp", "httpx_aiohttp", "openai_client._auth"):
    assert name not in sys.modules, name
"""
    )


def test_one_model_imports_only_what_it_consists_of(example: Run) -> None:
    example(
        """
import sys
from openai_client.types import Model
assert Model.__module__ == "openai_client.types.model"
loaded = {name for name in sys.modules if name.startswith("openai_client.types.")}
assert loaded == {"openai_client.types.model"}, loaded
"""
    )


def test_star_dir_and_submodules_see_everything(example: Run) -> None:
    example(
        """
import inspect
from openai_client import types
assert set(types.__all__) <= set(dir(types))
assert types.chat.ChatCompletion is types.chat.chat_completion.ChatCompletion
assert types.model.Model is types.Model
members = dict(inspect.getmembers(types))
names = {}
exec("from openai_client.types import *", names)
for name in types.__all__:
    assert names[name] is members[name] is getattr(types, name)
assert types.Metadata is types.shared.Metadata
for missing in ("Nope", "_private", "__wrapped__"):
    assert not hasattr(types, missing)
"""
    )


def test_models_can_be_pickled_and_params_say_their_types(example: Run) -> None:
    example(
        """
import pickle, typing
from openai_client.types import Model, BatchCreateParams, EmbeddingCreateParams
model = Model(id="m", created=1, object="model", owned_by="me")
assert pickle.loads(pickle.dumps(model)) == model
for params in (BatchCreateParams, EmbeddingCreateParams):
    assert set(typing.get_type_hints(params)) == set(params.__annotations__)
"""
    )


FIRST_USES = {
    "validate": 'Pet.model_validate({"owner": {"pets": [{}]}})',
    "init": "Pet(owner=Owner(pets=[Pet()]))",
    "construct": 'Pet.construct(owner={"pets": [{}]})',
    "json": 'Pet.model_validate_json(\'{"owner": {"pets": [{}]}}\')',
    "adapter": 'pydantic.TypeAdapter(list[Pet]).validate_python([{"owner": {"pets": [{}]}}])[0]',
}


@pytest.mark.parametrize("name", FIRST_USES)
@pytest.mark.parametrize("imports", ["pet", "owner"])
def test_models_in_a_circle_are_whole_on_first_use(circle: Run, imports: str, name: str) -> None:
    circle(
        f"""
import pydantic
import pets.types.{imports}
from pets.types import Owner, Pet
pet = {FIRST_USES[name]}
assert type(pet.owner) is Owner and type(pet.owner.pets[0]) is Pet
assert pet.to_dict() == {{"owner": {{"pets": [{{}}]}}}}
assert {{"Pet", "Owner"}} <= set(Pet.model_json_schema()["$defs"])
"""
    )


def test_a_circle_of_one_module_can_be_pickled_and_looked_at(circle: Run) -> None:
    circle(
        """
import pickle, typing
from pets.types import Pet, PetParam
import pets.types.owner, pets.types.owner_param
assert typing.get_type_hints(PetParam)["owner"] is pets.types.owner_param.OwnerParam
assert pickle.loads(pickle.dumps(Pet.construct(owner={}))) == Pet.construct(owner={})
"""
    )


@pytest.mark.parametrize(
    "use", ["Pet.model_validate(data)", "Pet.construct(**data)", "Pet.model_json_schema() and None"]
)
def test_many_threads_may_be_the_first(circle: Run, use: str) -> None:
    circle(
        f"""
import sys, threading
sys.setswitchinterval(1e-6)
from pets.types import Pet
data = {{"owner": {{"pets": [{{}}]}}}}
start, found = threading.Barrier(16), []
def work():
    start.wait()
    try:
        found.append({use})
    except BaseException as error:
        found.append(error)
threads = [threading.Thread(target=work) for _ in range(16)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
assert len(found) == 16 and all(one == found[0] for one in found), found
"""
    )
