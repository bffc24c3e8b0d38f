"""Invented people of the list: checked members, and handles that are listed."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from bedside.areas.credentials.models import Credential, Profile
from bedside.areas.directory import actions
from bedside.areas.directory.models import Listing
from bedside.areas.people.models import Persona
from bedside.areas.posts.models import Post, PostTag
from bedside.areas.spaces.models import SQUARE_ID
from bedside.kit.clock import now
from bedside.kit.ids import id_at
from bedside.policy.directory.handles_file import Row
from tests.factories import make_credential, make_persona


def checked(
    name: str, *, level: str = "V3", specialty: str = "", credential: dict[str, Any] | None = None, **profile: Any
) -> Persona:
    """Return a clinician who was checked, with a profile, found by the list."""
    persona = make_persona(kind="clinician", name=name)
    row = make_credential(persona, level=level)
    Credential.objects.filter(id=row.id).update(
        **{"specialty": specialty, "profession": "Physician"} | (credential or {})
    )
    if profile:
        Profile.objects.create(persona=persona, **profile)
    actions.refresh(persona.id)
    return persona


def row(handle: str, name: str, *, line: int = 2, **said: Any) -> Row:
    """Return a row of a file: a handle on the fediverse."""
    given = {
        "network": "fediverse",
        "profession": "Physician",
        "specialty": "Neurology",
        "country": "US",
        "languages": ("en",),
        "url": f"https://{handle.partition('@')[2]}/@{handle.partition('@')[0]}",
        "source": "A society's list",
        "added_on": now().date(),
    }
    return Row(line=line, handle=handle, name=name, **(given | said))


def listed(name: str, handle: str = "", **said: Any) -> Listing:
    """Return a listed entry, taken in from a file of one row."""
    handle = handle or f"{name.split(maxsplit=1)[0].lower()}@clinic.example"
    actions.import_handles(rows=[row(handle, name, **said)])
    return Listing.objects.get(handle=handle, network=said.get("network", "fediverse"))


def wrote(
    persona: Persona, tags: Iterable[str], *, times: int = 3, days_ago: int = 1, audience: str = "public"
) -> None:
    """Let somebody have written public posts with these hashtags, which the index knows."""
    moment = now() - timedelta(days=days_ago)
    for _time in range(times):
        number = id_at(moment)
        Post.objects.create(
            id=number,
            author=persona,
            space_id=SQUARE_ID,
            audience=audience,
            thread_id=number,
            thread_author_id=persona.id,
            text="Words.",
            html="<p>Words.</p>",
            created_at=moment,
        )
        if audience == "public":
            PostTag.objects.bulk_create([PostTag(tag=tag, post_id=number) for tag in tags])
    actions.refresh(persona.id)
