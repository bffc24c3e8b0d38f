"""A member says what a treatment did, changes it, takes it back."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.people.queries import key_no_of
from bedside.areas.people.viewer import Viewer
from bedside.areas.records.actions.sharing import note_counted
from bedside.areas.records.errors import AlreadyThere, Unclear
from bedside.areas.records.models import Course, Evaluation, Standing, StopReason
from bedside.areas.records.queries import own_course
from bedside.areas.records.words import UNWANTED, slug
from bedside.areas.vocabulary import actions as vocabulary
from bedside.kit.clock import now
from bedside.kit.errors import NotAllowed, NotHere
from bedside.kit.texts import taken, taken_line
from bedside.kit.vault import vault
from bedside.kit.viewing import as_system

LONGEST_NAME = 120
LONGEST_WORDS = 4_000
LONGEST_OTHER = 300
LEVELS = range(5)


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What a member filled in. `effect` is None for "I can't tell", `side_effects` None for no answer."""

    treatment: str
    purpose: str
    started: date
    standing: str
    stopped: date | None = None
    stop_reason: str = ""
    effect: int | None
    made_worse: bool = False
    side_effects: int | None = None
    unwanted: tuple[str, ...] = ()
    other_unwanted: str = ""
    words: str = ""
    counted: bool = False


@transaction.atomic
def record_evaluation(*, by: Viewer, wish: Wish) -> int:
    """Keep a course and what its owner says of it; return the course's id.

    Raises NotAllowed before the mail address is confirmed, AlreadyThere when this persona has evaluated this treatment
    for this purpose, and Unclear or BadText for a field that cannot be taken.
    """
    _check_may_write(by)
    fields = _course_fields(wish)
    same = {"treatment_slug": fields["treatment_slug"], "purpose_slug": fields["purpose_slug"]}
    course, is_new = Course.objects.get_or_create(owner_id=by.persona_id, **same, defaults=fields)
    if not is_new:
        raise AlreadyThere
    _say(course, wish)
    vocabulary.note_use(by=by, source="course", source_id=course.id, text=course.purpose)
    note_counted(by=by, course_id=course.id, counted=wish.counted)
    record(
        "records.evaluate", by=by.persona_id, about=("course", course.id), subject=by.persona_id, counted=wish.counted
    )
    return course.id


@transaction.atomic
def change(*, by: Viewer, course_id: int, wish: Wish) -> None:
    """Put new answers in place of the old. Raises NotHere for a course that is not one's own, and as above.

    Taking back the consent to be counted takes effect at once in all that is kept; what is published follows the rule
    for withdrawals.
    """
    _check_may_write(by)
    course = own_course(by, course_id, for_change=True)
    fields = _course_fields(wish, consented_at=course.consented_at)
    others = Course.objects.filter(owner_id=by.persona_id).exclude(id=course.id)
    if others.filter(treatment_slug=fields["treatment_slug"], purpose_slug=fields["purpose_slug"]).exists():
        raise AlreadyThere
    for name, value in fields.items():
        setattr(course, name, value)
    course.save()
    _say(course, wish)
    vocabulary.note_use(by=by, source="course", source_id=course.id, text=course.purpose)
    note_counted(by=by, course_id=course.id, counted=wish.counted)
    record("records.change", by=by.persona_id, about=("course", course.id), subject=by.persona_id, counted=wish.counted)


@transaction.atomic
def withdraw(*, by: Viewer, course_id: int) -> None:
    """Delete a course with all answers. It leaves the raw tables at once. Raises NotHere for what is not one's own."""
    course = own_course(by, course_id, for_change=True)
    vocabulary.forget_use(by=by, source="course", source_id=course_id)
    note_counted(by=by, course_id=course_id, counted=False)
    course.delete()
    record("records.withdraw", by=by.persona_id, about=("course", course_id), subject=by.persona_id)


@transaction.atomic
def uncount(*, by: Viewer, course_id: int) -> None:
    """Take back the consent that one's answers about a course are counted. Raises NotHere for what is not one's own."""
    with as_system("a course under another persona of the same account, taken back on the account's own page"):
        course = Course.objects.select_for_update().filter(id=course_id, owner__account_id=by.account_id).first()
        if course is None or not by.signed_in:
            raise NotHere
        course.counted, course.consented_at = False, None
        course.save(update_fields=["counted", "consented_at"])
    note_counted(by=by, course_id=course_id, counted=False)
    record("records.uncount", by=by.persona_id, about=("course", course_id), subject=by.persona_id)


def _check_may_write(by: Viewer) -> None:
    if not by.confirmed:
        raise NotAllowed("Your mail address is not confirmed yet.", do="Confirm it first.", code="confirm_mail")


def _course_fields(wish: Wish, *, consented_at: object = None) -> dict[str, object]:
    _check_dates(wish)
    is_stopped = wish.standing == Standing.STOPPED
    return _names(wish) | {
        "started": wish.started,
        "standing": Standing(wish.standing).value,
        "stopped": wish.stopped if is_stopped else None,
        "stop_reason": StopReason(wish.stop_reason).value if is_stopped and wish.stop_reason else "",
        "counted": wish.counted,
        "consented_at": (consented_at or now()) if wish.counted else None,
        "confirmed_at": now(),
    }


def _names(wish: Wish) -> dict[str, object]:
    treatment = taken_line(wish.treatment, field="treatment", name="The treatment", at_most=LONGEST_NAME, at_least=1)
    purpose = taken_line(wish.purpose, field="purpose", name="What you take it for", at_most=LONGEST_NAME, at_least=1)
    if not slug(treatment):
        raise Unclear("The treatment needs at least one letter.", field="treatment")
    if not slug(purpose):
        raise Unclear("What you take it for needs at least one letter.", field="purpose")
    return {
        "treatment": treatment,
        "treatment_slug": slug(treatment),
        "purpose": purpose,
        "purpose_slug": slug(purpose),
    }


def _check_dates(wish: Wish) -> None:
    today = now().date()
    if wish.started > today:
        raise Unclear("The start lies in the future.", do="Check the month and the year.", field="started_year")
    if wish.standing == Standing.STOPPED and wish.stopped is not None:
        if wish.stopped < wish.started:
            raise Unclear("You stopped before you started.", do="Check both dates.", field="stopped_year")
        if wish.stopped > today:
            raise Unclear("The stop lies in the future.", do="Check the month and the year.", field="stopped_year")


def _say(course: Course, wish: Wish) -> None:
    """Keep the answers of the first form, about the past; later waves are rows of their own."""
    for level in (wish.effect, wish.side_effects):
        if level is not None and level not in LEVELS:
            raise Unclear("Choose one of the answers.", field="effect")
    said, _ = Evaluation.objects.get_or_create(owner_id=course.owner_id, course=course, wave="past")
    said.effect, said.made_worse, said.side_effects = wish.effect, wish.made_worse, wish.side_effects
    said.unwanted = sorted(set(wish.unwanted) & UNWANTED.keys())
    words = taken(wish.words, field="words", name="Your text", at_most=LONGEST_WORDS)
    other = taken(wish.other_unwanted, field="other_unwanted", name="This list", at_most=LONGEST_OTHER)
    said.words_sealed, said.other_sealed = _sealed(said, "words_sealed", words), _sealed(said, "other_sealed", other)
    said.answered_at = now()
    said.save()


def _sealed(said: Evaluation, column: str, text: str) -> bytes | None:
    return vault().seal(text, said.place(column), key_no=key_no_of(said.owner_id)) if text else None
