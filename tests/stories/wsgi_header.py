"""What the processes of the browser tests have to agree on."""

HEADER = "X-Drawn"  # in which `tests.stories.wsgi` tells the drawn templates
LEFT_ALONE = 20261122  # the form of the post at which `tests.stories.worker` never looks
