"""The built sites, each built once a run."""

from __future__ import annotations

import pytest
from built_site import ROOT, Built, build_sdk_site


@pytest.fixture(scope="session")
def sdk_site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The site of `output/`, as `make docs` builds it."""
    return build_sdk_site(ROOT / "output", tmp_path_factory.mktemp("sdk-site"))
