"""The name of the header in which `tests.stories.wsgi` tells the drawn templates."""

HEADER = "X-Drawn"
