"""What the walk of the screens needs: the site and a browser."""

from tests.stories.fixtures import browser, site

__all__ = ["browser", "site"]
