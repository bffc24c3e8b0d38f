"""What the tests at the same moment share with those of the areas."""

from tests.areas.conftest import committed

__all__ = ["committed"]
