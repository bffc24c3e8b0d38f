"""A scene for each test."""

import pytest

from tests.areas.escalations import scene as scenes


@pytest.fixture
def scene(db: None) -> scenes.Scene:
    """The people of a test."""
    return scenes.make()
