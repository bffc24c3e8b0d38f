"""The fixtures of all browser tests."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.access import chain
from tests.stories.house import House, shared_house


@pytest.fixture(scope="session")
def site() -> Iterator[House]:
    """A real site with invented people; one for all browser tests of this process."""
    try:
        chain.chromium_path()
    except FileNotFoundError as missing:
        pytest.skip(str(missing))
    with shared_house() as house:
        yield house


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, for one module: it must be gone before tests with a database run in the same process."""
    try:
        chain.chromium_path()
    except FileNotFoundError as missing:
        pytest.skip(str(missing))
    with chain.chromium() as started:
        yield started
