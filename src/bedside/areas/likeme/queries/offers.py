"""Who is offered this week. Every candidate is looked at for each question, so that who withdrew is gone with the next.

Two locks are asked each time: the row is there, and its owner's grant runs. What an owner took out of her grant since
she saved her profile does not count. Nothing of anybody is kept between two questions.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from bedside.areas.contacts.queries import accounts_apart
from bedside.areas.likeme.models import Introduction, MatchProfile
from bedside.areas.likeme.queries.own import row_of
from bedside.areas.people.viewer import Viewer
from bedside.areas.records.queries.sharing import live_grants
from bedside.kit.clock import now
from bedside.kit.vault import vault
from bedside.kit.viewing import as_system
from bedside.policy.likeme import candidates, in_force, only, within
from bedside.policy.sharing import MATCHING
from bedside.policy.similarity import Band, Offer, Profile, people_like_me, pool_of, week_key


@dataclass(frozen=True)
class Invitable:
    """Somebody who may be invited, without a name. `token` is the viewer's for this week and tells nothing."""

    token: str
    band: Band
    reasons: tuple[str, ...]
    asked: bool


@dataclass(frozen=True)
class Answer:
    """This week's offers; none where fewer than 11 could be asked, for whatever reason."""

    offers: tuple[Invitable, ...]


def people(viewer: Viewer) -> Answer:
    """Return whom the viewer may invite this week, in an order that means nothing."""
    asked = _asked_by(viewer)
    return Answer(
        tuple(
            Invitable(token=_token(viewer, one.id, now()), band=one.band, reasons=one.reasons, asked=one.id in asked)
            for one in offers(viewer)
        )
    )


def offer_behind(viewer: Viewer, token: str) -> Offer | None:
    """Return the offer of this week that the viewer was shown under `token`."""
    at = now()
    return next((one for one in offers(viewer) if _token(viewer, one.id, at) == token), None)


def offers(viewer: Viewer) -> tuple[Offer, ...]:
    """Return this week's offers, with the accounts behind them: for this area alone.

    The profile that asks is the week's; what its owner took out since then is named in no reason.
    """
    row, at = row_of(viewer), now()
    mine = in_force(row.history(), now=at) if row and row.starts_at <= at else None
    everybody = _profiles(at)
    if mine is None or viewer.account_id not in everybody:
        return ()
    pool = pool_of(candidates(mine.profile, everybody))
    secret = vault().index("likeme.week", str(viewer.account_id))
    key = week_key(secret, member=viewer.account_id, on=at.date())
    unwelcome = {viewer.account_id} | accounts_apart(viewer.account_id)
    found = people_like_me(pool, mine.profile, key=key, weights=mine.weights, unwelcome=unwelcome)
    marked = everybody[viewer.account_id].facts | everybody[viewer.account_id].traits
    return tuple(replace(one, reasons=tuple(name for name in one.reasons if name in marked)) for one in found)


@as_system("all who agreed to be compared are looked at; of nobody more leaves than a band and two reasons")
def _profiles(at: datetime) -> dict[int, Profile]:
    granted = live_grants(MATCHING).filter(items=[]).values_list("owner_id", "kinds")
    fields = {owner_id: frozenset(kinds) for owner_id, kinds in granted}
    found: dict[int, Profile] = {}
    for row in MatchProfile.objects.filter(starts_at__lte=at, persona__hidden=False).iterator():
        if row.owner_id in fields:
            history = row.history()
            chosen = in_force(history, now=at)
            if chosen:
                found[row.owner_id] = only(within(chosen.profile, history[-1].profile), fields[row.owner_id])
    return found


def _asked_by(viewer: Viewer) -> frozenset[int]:
    return frozenset(Introduction.objects.filter(owner_id=viewer.account_id).values_list("asked_id", flat=True))


def _token(viewer: Viewer, account_id: int, at: datetime) -> str:
    year, week, _day = at.isocalendar()
    return vault().index("likeme.offer", f"{viewer.account_id} {account_id} {year} {week}").hex()
