"""What the test of killed readers runs in processes of its own: somebody sends posts with pictures, a worker looks.

`python -m tests.ops.pictures send N`, `look` (until nothing is left to look at), `tell` (what became of them, as JSON).
"""

import json
import os
import sys
from typing import Any

import django

from tests import eyes
from tests.stories.worker import ForGood

POSTS = 12


def send() -> None:
    """Send posts, of which every third shows a number."""
    from bedside.areas.posts import actions
    from bedside.areas.posts.words import Words
    from bedside.site import keys
    from tests.areas.posts.writing import send_held
    from tests.factories import make_persona, viewer_of

    keys.make_ready()
    me = viewer_of(make_persona())
    for n in range(1, POSTS + 1):
        data = eyes.block(eyes.NUMBER) if n % 3 == 0 else eyes.block()
        images = tuple(actions.add_image(by=me, data=data) for _picture in range(2))
        send_held(me, Words(text=f"Number {n}.", images=images, alts=("", "")), form_key=n)


def look() -> None:
    """Look at all that waits."""
    from bedside.areas.posts.jobs import look_at_pictures
    from bedside.areas.posts.models import Waiting

    while Waiting.objects.filter(state="checking").exists():
        look_at_pictures()


def tell() -> None:
    """Print which posts are published, which wait and how, and how many pictures are whose."""
    from bedside.areas.posts.models import Image, Post, Waiting

    told: dict[str, Any] = {
        "published": sorted(Post.objects.values_list("form_key", flat=True)),
        "pictures": sorted(Post.objects.values_list("n_images", flat=True).distinct()),
        "waiting": sorted(Waiting.objects.values_list("form_key", "state")),
        "on posts": Image.objects.exclude(post_id=None).count(),
        "on waiting": Image.objects.exclude(waiting_id=None).count(),
    }
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    eyes.put_in(ForGood)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bedside.site.settings")
    django.setup()
    {"send": send, "look": look, "tell": tell}[sys.argv[1]]()
