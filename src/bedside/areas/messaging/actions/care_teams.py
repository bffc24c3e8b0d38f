"""A patient lets practices talk about her care, and ends it; what their people write to each other meanwhile (B50)."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.boundaries import queries as boundaries
from bedside.areas.consents import signed
from bedside.areas.messaging.actions.steps import name_of
from bedside.areas.messaging.actions.writing import words_taken
from bedside.areas.messaging.events import CareWrote
from bedside.areas.messaging.models import CareMessage, CareSeen, CareTeam, CareThread
from bedside.areas.messaging.queries import care_teams as queries
from bedside.areas.messaging.queries.mine import only_patients
from bedside.areas.people.actions import limits
from bedside.areas.people.queries import key_no_of
from bedside.areas.people.viewer import Viewer
from bedside.areas.practice.queries.seat import Seat
from bedside.areas.records.actions import sharing
from bedside.kit.clock import now
from bedside.kit.errors import NotAllowed, NotHere, Refused
from bedside.kit.outbox.actions import publish
from bedside.kit.texts import taken_line
from bedside.kit.vault import vault
from bedside.kit.viewing import as_system
from bedside.policy import sharing as audiences
from bedside.policy.boundaries import Facts
from bedside.policy.consents import care_team as rules
from bedside.policy.limits import TO_PRACTICES
from bedside.policy.practice.roles import Right

LONGEST_ABOUT: Final = 300
LONGEST_SUBJECT: Final = 120
LONGEST_NAME: Final = 120
SAME_LOOK: Final = timedelta(minutes=5)
SAID: Final = {
    "few": ("Choose at least two practices.", "They have to know you here, by a code.", "practices"),
    "many": ("These are too many practices.", "Choose five at most.", "practices"),
    "past": ("This day is over.", "Choose a day that is still to come.", "until"),
    "far": ("This day is too far away.", "One year at most. You can sign again then.", "until"),
    "running": ("You have five care teams already.", "End one first.", "practices"),
}


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What a patient signs. `name` is typed by her as her signature; `about` says what they may talk about."""

    practices: Sequence[int]
    about: str
    until: date
    name: str
    part2: bool = False


@transaction.atomic
def sign_care_team(*, by: Viewer, wish: Wish) -> CareTeam:
    """Let practices talk about one's care from now on. Raises NotAllowed for who is no patient, Refused with the field.

    A practice that she can't name is answered as if she had not chosen it.
    """
    only_patients(by)
    known = queries.places_for(by)
    chosen = sorted(set(wish.practices) & set(known))
    running = CareTeam.objects.filter(patient_id=by.persona_id, ended_at=None, until_at__gt=now()).count()
    _in_order(len(chosen), wish.until, running)
    about = taken_line(wish.about, field="about", name="What it is about", at_most=LONGEST_ABOUT, at_least=1)
    name = taken_line(wish.name, field="name", name="Your name", at_most=LONGEST_NAME, at_least=1)
    limits.require(TO_PRACTICES, value=str(by.persona_id))
    row = CareTeam(patient_id=by.persona_id, named=chosen, readers=chosen, part2=wish.part2)
    row.signed_at, row.until_at = now(), rules.end_of(wish.until)
    key_no = key_no_of(by.persona_id)
    row.about_sealed = vault().seal(about, row.place("about_sealed"), key_no=key_no)
    copy = _copy(row, about=about, name=name, places=[known[one] for one in chosen])
    row.signed_sealed = vault().seal(copy, row.place("signed_sealed"), key_no=key_no)
    row.save(force_insert=True)
    record("care_team.signed", by=by.persona_id, about=("care_team", row.id), subject=by.persona_id)
    return row


def _in_order(practices: int, until: date, running: int) -> None:
    problem = rules.problem(practices=practices, last=until, running=running, at=now())
    if problem:
        what, do, field = SAID[problem]
        raise Refused(what, do=do, code=f"care_team.{problem}", field=field)


def _copy(row: CareTeam, *, about: str, name: str, places: list[str]) -> str:
    """Return what was signed, word for word, with the site's signature on it."""
    whole = {
        "care_team": str(row.id),
        "text_version": rules.TEXT_VERSION,
        "practices": places,
        "about": about,
        "statements": rules.statements(part2=row.part2),
        "until": row.until_at.isoformat(),
        "signed": {"name": name, "at": row.signed_at.isoformat()},
    }
    return signed.sign(json.dumps(whole, indent=2, ensure_ascii=False, sort_keys=True))


@transaction.atomic
def end_care_team(*, by: Viewer, team_id: int) -> None:
    """End one's own care team at once; ending it again changes nothing. Raises NotHere for every other."""
    row = queries.my_team(by, team_id).row
    if row.ended_at is None:
        _close(row)
        record("care_team.ended", by=by.persona_id, about=("care_team", row.id), subject=by.persona_id)


def end_with(*, by: Viewer, practice_id: int) -> None:
    """End the care teams of a patient who ends her channel with a practice. The caller is in a transaction."""
    rows = CareTeam.objects.filter(patient_id=by.persona_id, ended_at=None)
    for row in (one for one in rows if practice_id in one.readers):
        _close(row)
        record("care_team.ended", by=by.persona_id, about=("care_team", row.id), subject=by.persona_id)


def share_record(*, by: Viewer, team_id: int, kinds: Iterable[str], covers: str) -> int:
    """Share kinds of one's record with one's own care team, as long as that holds; return the grant's number.

    Raises NotHere for every other team, and as `sharing.share_with` does.
    """
    if not queries.my_team(by, team_id).held:
        raise NotHere
    return sharing.share_with(by=by, audience=audiences.team(team_id), kinds=kinds, covers=covers)


@transaction.atomic
def open_record(*, by: Viewer, team_id: int) -> None:
    """Note that somebody of a practice opened what a patient shares, before she is shown it. Raises NotHere."""
    team, here = queries.gate(by, team_id)
    about = ("care_team", team.id)
    record("look.record", by=by.persona_id, role=here.role, about=about, subject=team.patient_id, purpose="care")


@as_system("care teams whose last day is over are closed")
@transaction.atomic
def close_over() -> int:
    """Close the care teams whose last day is over, and return how many. They could not be read since then anyway."""
    rows = list(CareTeam.objects.select_for_update().filter(ended_at=None, until_at__lte=now()))
    for row in rows:
        _close(row)
    return len(rows)


def _close(row: CareTeam) -> None:
    row.ended_at, row.readers = now(), []
    row.save(update_fields=["ended_at", "readers"])
    for table in (CareThread, CareMessage, CareSeen):
        table.objects.filter(team_id=row.id).update(readers=[])


@transaction.atomic
def begin_talk(*, by: Viewer, team_id: int, subject: str, words: str, part2: bool = False) -> CareThread:
    """Begin a thread about a patient with the other practices that she named, and return it.

    Raises NotHere for who may not read there, NotAllowed for who does not answer, Refused `part2` where she did not
    agree to records of substance use treatment, or BadText.
    """
    said = words_taken(words)
    heading = taken_line(subject, field="subject", name="The heading", at_most=LONGEST_SUBJECT, at_least=1)
    team, here = queries.gate(by, team_id)
    _may_write(by, team, here)
    if not rules.may_write(part2=part2, covered=team.part2):
        do = "Leave treatment for alcohol or drugs out, or ask your patient to sign anew."
        raise Refused("Your patient did not agree to that.", do=do, code="part2", field="part2")
    thread = CareThread(team=team, patient_id=team.patient_id, readers=team.readers, part2=part2)
    thread.subject_sealed = vault().seal(heading, thread.place(), key_no=key_no_of(team.patient_id))
    thread.save(force_insert=True)
    _put(thread, said, by=by, here=here)
    return thread


@transaction.atomic
def write_talk(*, by: Viewer, thread_id: int, words: str) -> CareMessage:
    """Write in a thread of a care team; raise NotHere, NotAllowed, or BadText."""
    said = words_taken(words)
    thread, here = queries.gate_thread(by, thread_id, lock=True)
    _may_write(by, thread.team, here)
    return _put(thread, said, by=by, here=here)


def _may_write(by: Viewer, team: CareTeam, here: Seat) -> None:
    """Raise what row H49 says; the consent was asked already, and is asked again here."""
    if not here.may(Right.ANSWER):
        raise NotAllowed("Your role in this practice does not include writing.", do="Ask the owner of the practice.")
    held = rules.holds(team.consent, now())
    facts = Facts(relation="treating", role=here.role, at_work=True, consented=held, ends=held)
    ruling = boundaries.ask(
        by, space="practice", action="write in care team", target="care team", facts=facts, actor="staff"
    )
    if not ruling.allowed:
        raise boundaries.refusal(ruling)


def _put(thread: CareThread, words: str, *, by: Viewer, here: Seat) -> CareMessage:
    row = CareMessage(thread=thread, team_id=thread.team_id, patient_id=thread.patient_id, readers=thread.readers)
    row.practice_id, row.author_id, row.name = here.practice.space_id, by.persona_id, name_of(by)
    row.words_sealed = vault().seal(words, row.place(), key_no=key_no_of(thread.patient_id))
    row.save(force_insert=True)
    thread.last_message_id = row.id
    thread.save(update_fields=["last_message_id"])
    _see(thread, by=by, here=here)
    _note("care_team.wrote", by=by, here=here, thread=thread)
    publish(CareWrote(thread_id=thread.id, message_id=row.id))
    return row


@transaction.atomic
def open_talk(*, by: Viewer, thread_id: int) -> None:
    """Note that somebody of a practice opened a thread, before she is shown it; raise NotHere for who may not."""
    thread, here = queries.gate_thread(by, thread_id)
    before = queries.last_opened(thread, by.persona_id)
    if before is not None and before.upto_id >= thread.last_message_id and before.opened_at > now() - SAME_LOOK:
        return
    _see(thread, by=by, here=here)
    _note("look.care_team", by=by, here=here, thread=thread)


def note_read(*, by: Viewer, thread_id: int) -> None:
    """Note that the patient read a thread about her, so that what comes after it is marked as new."""
    thread = queries.my_talk(by, thread_id).thread
    if thread.patient_id != by.persona_id:
        raise NotHere
    CareSeen.objects.filter(thread=thread, persona_id=by.persona_id).delete()
    about = {"team_id": thread.team_id, "patient_id": thread.patient_id, "practice_id": 0, "readers": []}
    CareSeen.objects.create(
        thread=thread, persona_id=by.persona_id, name=name_of(by), upto_id=thread.last_message_id, **about
    )


def _see(thread: CareThread, *, by: Viewer, here: Seat) -> None:
    CareSeen.objects.create(
        thread=thread,
        team_id=thread.team_id,
        patient_id=thread.patient_id,
        readers=thread.readers,
        practice_id=here.practice.space_id,
        persona_id=by.persona_id,
        name=name_of(by),
        upto_id=thread.last_message_id,
    )


def _note(action: str, *, by: Viewer, here: Seat, thread: CareThread) -> None:
    about, subject = ("care_thread", thread.id), thread.patient_id
    record(action, by=by.persona_id, role=here.role, about=about, subject=subject, purpose="care")
