"""The small internet of these tests, one a process."""

from collections.abc import Iterator

import pytest

from tests.security.ssrf.outside import Outside, outside


@pytest.fixture(scope="session")
def net(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Outside]:
    """Run it."""
    with outside(tmp_path_factory.mktemp("outside")) as made:
        yield made
