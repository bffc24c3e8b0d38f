"""The worker of the browser tests: the site's own, with the reader of `tests.eyes`.

One post it never looks at, so that the page of a post that is being looked at can be walked.
"""

import os
from typing import Any

import django

from bedside.site import worker
from tests import eyes
from tests.stories.wsgi_header import LEFT_ALONE


class ForGood:
    """What pytest's monkeypatch is, but for the life of this process."""

    setattr = staticmethod(setattr)


def main() -> None:
    """Run until SIGTERM."""
    eyes.put_in(ForGood)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bedside.site.settings")
    django.setup()
    from bedside.areas.posts.actions import looking
    from bedside.areas.posts.models import Waiting

    look_at = looking.look_at

    def at_all_but_one(waiting_id: int, owner_id: int, reader: Any) -> None:
        if not Waiting.objects.filter(id=waiting_id, form_key=LEFT_ALONE).exists():
            look_at(waiting_id, owner_id, reader)

    looking.look_at = at_all_but_one
    worker.main()


if __name__ == "__main__":
    main()
