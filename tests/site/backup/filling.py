"""Things to do on a site of its own, in a process with that site's settings: prints what the tests need to know.

`python -m tests.site.backup.filling fill` writes members and some hundreds of posts; `erase HANDLE` erases one of them
at once; `look HANDLE` opens pages as a member.
"""

import json
import os
import sys
from typing import Any
from unittest import mock

import django
from django.conf import settings

SECRET = "quittenmarmelade"  # told by the one who leaves, in a post, in the profile, in a draft and in an evaluation
LEAVER, STAYER = "patient_member", "carer"
POSTS = 300


def fill() -> dict[str, Any]:
    """Write the world of the security tests, and many posts; let every table have rows."""
    from bedside.areas.audit.actions import Sealer
    from bedside.kit.outbox.actions import deliver_now
    from bedside.site import keys
    from tests.security.test_leaving import _fill
    from tests.security.world import make_world

    keys.make_ready()
    world = make_world()
    _fill(world)
    without_limits = mock.patch("bedside.areas.people.actions.limits.require")
    with without_limits:
        _write(world)
    deliver_now()
    while Sealer().round():
        continue
    account = world.people[LEAVER].account
    return {"id": account.id, "sealed": bytes(account.mail_sealed).hex()}


def _write(world: Any) -> None:
    from bedside.areas.posts import actions as posts
    from bedside.areas.posts.words import Words
    from tests.security.world import picture

    for number in range(POSTS):
        # What COPY, psql or a shell might take for more than words.
        hostile = ["\\.", "\\! rm -rf /", "COPY t FROM PROGRAM 'id';", "a\tb\\N", "$$; DROP TABLE posts_post; --"]
        text = f"{number} {hostile[number % 5]}\nsecond line ☂"
        posts.publish(by=world.viewer(STAYER), words=Words(text=text), space_id=world.spaces["community"].id)
    mine = world.viewer(LEAVER)
    posts.publish(by=mine, words=Words(text=f"I like {SECRET}."), space_id=world.spaces["community"].id)
    posts.save_draft(by=mine, place="new", fields={"text": f"More {SECRET}"})
    image = posts.add_image(by=world.viewer(STAYER), data=picture(form="JPEG"), alt="Not the leaver's")
    words = Words(text="With a picture.", images=(image,), alts=("Teal",))
    posts.publish(by=world.viewer(STAYER), words=words, space_id=world.spaces["community"].id)


def erase(handle: str) -> dict[str, Any]:
    """Erase a member at her word."""
    from bedside.areas.people import actions as people
    from bedside.areas.people.models import Persona
    from tests.factories import viewer_of

    persona = Persona.objects.get(handle=handle)
    people.ask_erasure(by=viewer_of(persona), at_once=True)
    return {"erased": people.erase(account_id=persona.account_id)}


def open_raw(account_id: str, sealed: str) -> dict[str, Any]:
    """Try to open a sealed mail address, as somebody would who has a backup and all keys there are now."""
    from bedside.areas.people.models import Account
    from bedside.kit.vault import CannotOpen, vault

    try:
        return {"opened": vault().open(bytes.fromhex(sealed), Account(id=int(account_id)).mail_place())}
    except CannotOpen:
        return {"opened": None}


def look(handle: str) -> dict[str, Any]:
    """Open pages as a member, and say how they answered."""
    from bedside.areas.people.models import Persona
    from bedside.areas.posts.models import Image
    from tests.factories import client_of

    browser = client_of(Persona.objects.get(handle=handle))
    picture = Image.objects.exclude(post_id=None).first()
    paths = ["/", "/settings/", "/notices/", "/drafts/", "/readyz", "/healthz"]
    paths += [f"/media/{picture.key}/"] if picture else []
    return {path: browser.get(path, headers={"host": "localhost"}).status_code for path in paths}


def main(what: str, *words: str) -> int:
    """Do one of these."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bedside.site.settings")
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    django.setup()
    done = {"fill": fill, "erase": erase, "open_raw": open_raw, "look": look}[what](*words)
    sys.stdout.write(json.dumps(done) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
