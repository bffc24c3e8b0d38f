"""What an act does to posts and people, and taking it back: at once, everywhere, because every read asks for it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Q

from bedside.areas.moderation.models import Act
from bedside.areas.moderation.queries import hands
from bedside.areas.people import actions as people
from bedside.areas.people import queries as persons
from bedside.areas.people.viewer import Viewer
from bedside.areas.posts import actions as posts
from bedside.kit.clock import now
from bedside.kit.errors import Refused
from bedside.policy.moderation.acts import ACTS


def take_effect(
    *, by: Viewer, act: str, reason: str, post_ids: Iterable[int], persona_ids: Iterable[int], until: datetime | None
) -> None:
    """Do it to these posts, or to these people, all of one press. Who is limited for longer already stays so."""
    if ACTS[act].on_posts:
        posts.moderate(by=by, post_ids=post_ids, act=act, reason=reason, until=until)
    elif act == "limit":
        met = set(persona_ids)
        longer = _standing(act).filter(about_id__in=met, ends_at__gt=until)
        people.limit(by=by, persona_ids=met - {one.about_id for one in longer}, until=until)
    else:
        for handle in _handles(persona_ids):
            people.suspend(by=by, handle=handle)


def take_back(*, by: Viewer, acts: Iterable[Act]) -> None:
    """Make it as if these acts had never been done: what another act of the same kind does there goes on."""
    rows = list(acts)
    for act in sorted({one.act for one in rows}):
        these = [one for one in rows if one.act == act]
        if ACTS[act].on_posts:
            _let_posts_go(by, act, these)
        elif act == "limit":
            _let_people_go(by, these)
        else:
            _let_accounts_in(by, these)


def _standing(act: str, *, but: Iterable[Act] = ()) -> Any:
    """Return the acts of this kind that count now (a query), in the order in which they were done."""
    counts = Act.objects.filter(Q(ends_at=None) | Q(ends_at__gt=now()), act=act, lifted_at=None)
    return counts.exclude(id__in=[one.id for one in but]).order_by("ends_at", "id")


def _let_posts_go(by: Viewer, act: str, these: list[Act]) -> None:
    ids = {one.post_id for one in these if one.post_id}
    others = {one.post_id: one for one in _standing(act, but=these).filter(post_id__in=ids)}
    posts.lift(by=by, post_ids=ids - set(others), act=act)
    for post_id, other in others.items():
        posts.moderate(by=by, post_ids=[post_id], act=act, reason=other.reason, until=other.ends_at)


def _let_people_go(by: Viewer, these: list[Act]) -> None:
    ids = {one.about_id for one in these}
    others = {one.about_id: one for one in _standing("limit", but=these).filter(about_id__in=ids)}
    people.limit(by=by, persona_ids=ids - set(others), until=None)
    for about_id, other in others.items():
        people.limit(by=by, persona_ids=[about_id], until=other.ends_at)


def _let_accounts_in(by: Viewer, these: list[Act]) -> None:
    """Open each account once, whichever of its faces was met; staff may have opened it already, and then it is."""
    for account in sorted(set(hands.accounts_of(one.about_id for one in these).values())):
        faces = {one.id: one.handle for one in persons.personas_of(account)}
        if not _standing("suspend", but=these).filter(about_id__in=faces).exists():
            _restore(by, min(faces.values()))


def _restore(by: Viewer, handle: str) -> None:
    try:
        people.restore(by=by, handle=handle)
    except Refused as refused:
        if refused.code != "not_suspended":
            raise


def _handles(persona_ids: Iterable[int]) -> list[str]:
    return sorted(one.handle for one in hands.personas_of_cases(persona_ids))
