"""Short ways to let members answer. Many at once are written directly, because one by one takes long."""

import secrets
from datetime import timedelta
from typing import Any

from bedside.areas.people.models import Account, Persona
from bedside.areas.people.viewer import ANONYMOUS, Viewer
from bedside.areas.records import actions, queries
from bedside.areas.records.actions import Wish
from bedside.areas.records.cells import ShownCell
from bedside.areas.records.models import Course, Evaluation, Standing, Told
from bedside.areas.records.words import slug
from bedside.kit.clock import now
from bedside.policy.about_me import AboutMe, Sex
from bedside.policy.dates import part
from bedside.policy.entries.allergy import Allergy
from bedside.policy.entries.appointment import Appointment
from bedside.policy.entries.free_note import FreeNote
from bedside.policy.entries.goal import Goal
from bedside.policy.entries.immunisation import Immunisation
from bedside.policy.entries.measurement import Measurement
from bedside.policy.entries.procedure import Procedure
from tests.factories import viewer_of
from tests.policy.fhir.bundles import bundle, condition


def asked(treatment: str = "tea", **said: Any) -> Wish:
    """What a member fills in."""
    started = (now() - timedelta(days=300)).date()
    defaults: dict[str, Any] = {"purpose": "depression", "started": started, "standing": "still", "effect": 3}
    return Wish(treatment=treatment, **defaults | {"counted": True} | said)


def members(count: int) -> list[Viewer]:
    """New members, each with one persona."""
    sealed = {"mail_sealed": b"sealed", "mail_confirmed_at": now(), "password": "!"}
    accounts = [Account(mail_index=secrets.token_bytes(16), **sealed) for _ in range(count)]
    Account.objects.bulk_create(accounts)
    personas = [Persona(account=a, handle=f"member_{a.id}"[:30], name="Member", kind="patient") for a in accounts]
    Persona.objects.bulk_create(personas)
    return [
        Viewer(persona_id=persona.id, account_id=account.id, kind="patient", confirmed=True)
        for persona, account in zip(personas, accounts, strict=True)
    ]


def answer(
    treatment: str, *, people: int = 1, by: Viewer | None = None, stopped_before_telling: bool = False, **said: Any
) -> list[tuple[Viewer, int]]:
    """Let some members say something about a treatment; give who they are and their courses."""
    viewers = [by] if by else members(people)
    wish = asked(treatment, **said)
    courses = [_course(who, wish, stopped_before_telling=stopped_before_telling) for who in viewers]
    Course.objects.bulk_create(courses)
    answers = {"effect": wish.effect, "side_effects": wish.side_effects, "unwanted": list(wish.unwanted)}
    Evaluation.objects.bulk_create(Evaluation(owner_id=c.owner_id, course=c, **answers) for c in courses)
    return [(who, course.id) for who, course in zip(viewers, courses, strict=True)]


def _course(who: Viewer, wish: Wish, *, stopped_before_telling: bool) -> Course:
    today = now()
    return Course(
        owner_id=who.persona_id,
        treatment=wish.treatment,
        treatment_slug=slug(wish.treatment),
        purpose=wish.purpose,
        purpose_slug=slug(wish.purpose),
        started=wish.started,
        standing=Standing.STOPPED if stopped_before_telling else Standing.STILL,
        stopped=(today - timedelta(days=100)).date() if stopped_before_telling else None,
        counted=wish.counted,
        consented_at=today if wish.counted else None,
        declared_at=today if stopped_before_telling else today - timedelta(days=299),
    )


def shown(treatment: str, *, purpose: str = "depression") -> ShownCell | None:
    """What members' figures show of a treatment."""
    rows = queries.treatment(ANONYMOUS, purpose, treatment).members.rows
    return rows[0].cell if rows else None


def plant_entries(owner: Persona) -> None:
    """Let somebody keep one of each kind of entry."""
    today = part(now().date().isoformat())
    things = (
        Measurement(text="Weight", value="72.5", unit="kg", on=today),
        Allergy(text="Penicillin"),
        Immunisation(text="Tetanus", on=today),
        Procedure(text="Knee operation", on=today),
        Goal(text="To the gate and back"),
        Appointment(text="Dr Who", on=today),
        FreeNote(text="Slept."),
    )
    for thing in things:
        kept = actions.add_entry(by=viewer_of(owner), thing=thing)
    actions.read_file(by=viewer_of(owner), raw=bundle(condition()))
    actions.keep_about(by=viewer_of(owner), said=AboutMe(sex=Sex.FEMALE, born=1971))
    pdf = b"%PDF-1.4\n%%EOF\n"
    Told.objects.create(owner_id=owner.account_id, persona_id=owner.id, person_id=1)
    actions.attach(by=viewer_of(owner), kind="notes", item_id=kept, data=pdf, words="A letter")
