"""What the journeys need: the site, a browser, and people in it."""

from tests.stories.fixtures import browser, site

__all__ = ["browser", "site"]
