"""Members who agreed to be compared."""

from bedside.areas.likeme import actions
from bedside.areas.likeme.actions import Wish
from bedside.areas.likeme.models import Introduction, MatchPause, MatchProfile
from bedside.areas.people.models import Persona
from bedside.areas.people.queries import key_no_of
from bedside.areas.people.viewer import Viewer
from bedside.areas.records import actions as records
from bedside.kit.clock import now
from bedside.policy.conditions import Illness
from bedside.policy.dates import part
from tests.factories import make_persona, viewer_of

ALL = ("conditions", "courses", "symptoms", "onset", "age_band")


def member(*illnesses: str, name: str = "") -> Viewer:
    """A patient who keeps these illnesses, of 2012."""
    made = viewer_of(make_persona(name=name))
    for illness in illnesses:
        keeps(made, illness)
    return made


def keeps(who: Viewer, illness: str) -> int:
    """She keeps one more illness; return its id."""
    return records.add_condition(by=who, illness=Illness(text=illness, onset=part("2012")), another=True)


def begins(who: Viewer, *fields: str, age: str = "40-49") -> Viewer:
    """She agrees to be compared, in all fields where none is named."""
    marked = fields or ALL
    actions.begin(by=who, wish=Wish(fields=marked, age=age if "age_band" in marked else ""))
    return who


def crowd(people: int, *illnesses: str) -> list[Viewer]:
    """So many who have these illnesses and agreed."""
    return [begins(member(*(illnesses or ("Migraine",)), name=f"Crowd {n}")) for n in range(people)]


def introduced(asker: Viewer, *, to: Viewer, reason: str = "conditions:migraine") -> int:
    """One asked to be introduced to the other, as if she had been offered; return the introduction's id."""
    row = Introduction(
        owner_id=asker.account_id,
        owner_persona_id=asker.persona_id,
        asked_id=to.account_id,
        asked_persona_id=to.persona_id,
    )
    row.seal({"reasons": [reason]}, key_no=key_no_of(asker.persona_id))
    row.save(force_insert=True)
    return row.id


def plant_everything(owner: Persona, *, asker: Persona | None = None) -> None:
    """Give somebody a row of each kind: a profile, a pause that is over, and two introductions."""
    who = viewer_of(owner)
    profile = MatchProfile(owner_id=owner.account_id, persona=owner)
    profile.seal({"age": "", "saved": []}, key_no=key_no_of(owner.id))
    profile.save(force_insert=True)
    MatchPause.objects.create(owner_id=owner.account_id, ends_at=now())
    other = viewer_of(asker or make_persona())
    introduced(who, to=other)
    introduced(viewer_of(make_persona()), to=who)
