"""Invented evaluations for demo sites: silent people who cannot sign in and are found nowhere, and what they said."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from django.contrib.auth.hashers import make_password
from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.people.models import Account, AccountState, Persona, TakenHandle
from bedside.areas.people.viewer import Viewer
from bedside.areas.records.actions.sharing import begin_grants
from bedside.areas.records.models import AboutMe as AboutMeRow
from bedside.areas.records.models import Course, Evaluation, Standing, StopReason
from bedside.areas.records.queries.about_me import as_body
from bedside.areas.records.words import slug
from bedside.kit.clock import now
from bedside.kit.ids import new_id
from bedside.kit.vault import vault
from bedside.policy.about_me import AboutMe, Sex
from bedside.policy.sharing import STATISTICS

HANDLE = "silent_{number}"
BATCH = 1000
WHO_TELL = 0.9
SEXES = (Sex.FEMALE, Sex.FEMALE, Sex.MALE)
AGES = (*range(22, 80, 3), *range(35, 60, 2))


@dataclass(frozen=True, kw_only=True)
class Invented:
    """One treatment as a demo site tells of it. Shares are from 0 to 1."""

    treatment: str
    people: int
    still: float
    silent: float
    helped: float
    remembered: float = 0.0
    """Of those who do not take it any more, the share that had stopped before they told."""
    worse: float = 0.02
    harm: tuple[float, ...] = (4, 4, 2, 1, 0.2)
    """Weights of the five levels of side effects."""
    unwanted: tuple[tuple[str, float], ...] = ()


@transaction.atomic
def invent_evaluations(*, by: Viewer | None, told: dict[str, Sequence[Invented]], seed: int) -> int:
    """Write the courses and evaluations of invented people, by condition; return how many courses. Once for a site.

    Repeating it changes nothing and returns 0.
    """
    if TakenHandle.objects.filter(handle=HANDLE.format(number=1)).exists():
        return 0
    chance = Random(seed)  # noqa: S311  # the same demo each time, not a secret
    numbers = iter(range(1, 1_000_000))
    courses: list[Course] = []
    evaluations: list[Evaluation] = []
    for purpose, treatments in told.items():
        people = _people(max(item.people for item in treatments) * 3 // 2, numbers)
        keys = [(persona.account_id, persona.account.key_no) for persona in people]
        tell_of_themselves(keys, Random(seed))  # noqa: S311  # of its own, so that the rest stays as it was
        for item in treatments:
            for owner in chance.sample(people, item.people):
                course = _course(owner, item, purpose, chance)
                courses.append(course)
                evaluations.append(_evaluation(course, item, chance))
    Course.objects.bulk_create(courses, batch_size=BATCH)
    Evaluation.objects.bulk_create(evaluations, batch_size=BATCH)
    record("records.invent", by=by.persona_id if by else None, courses=len(courses))
    return len(courses)


def _people(count: int, numbers: Iterable[int]) -> list[Persona]:
    """Make accounts that nobody can open: closed, without a password, with a mail address that is no address."""
    chosen = [number for number, _ in zip(numbers, range(count), strict=False)]
    accounts = [_account(key_no) for key_no in vault().store.take(len(chosen))]
    personas = [
        Persona(
            account=account,
            handle=HANDLE.format(number=number),
            name="Silent",
            kind="patient",
            findable=False,
            hidden=True,
        )
        for number, account in zip(chosen, accounts, strict=True)
    ]
    TakenHandle.objects.bulk_create([TakenHandle(handle=persona.handle) for persona in personas], batch_size=BATCH)
    Account.objects.bulk_create(accounts, batch_size=BATCH)
    return Persona.objects.bulk_create(personas, batch_size=BATCH)


def tell_of_themselves(people: Iterable[tuple[int, int | None]], chance: Random, *, share: float = WHO_TELL) -> None:
    """Let a share of invented accounts, each with its key, tell their sex and year of birth, and let it be counted."""
    this_year = now().year
    rows = []
    for owner_id, key_no in people:
        if chance.random() < share:
            said = AboutMe(sex=chance.choice(SEXES), born=this_year - chance.choice(AGES))
            row = AboutMeRow(owner_id=owner_id, share=[STATISTICS])
            row.seal(as_body(said), key_no=key_no)
            rows.append(row)
    AboutMeRow.objects.bulk_create(rows, batch_size=BATCH)
    begin_grants([row.owner_id for row in rows], kinds=["about_me"])


def _account(key_no: int) -> Account:
    account = Account(
        password=make_password(None),
        key_no=key_no,
        state=AccountState.CLOSED,
        mail_index=secrets.token_bytes(16),
        mail_confirmed_at=now(),
    )
    account.mail_sealed = vault().seal("nobody@demo.invalid", account.mail_place(), key_no=key_no)
    return account


def _course(owner: Persona, item: Invented, purpose: str, chance: Random) -> Course:
    today = now()
    started = (today - timedelta(days=chance.randint(200, 1500))).date().replace(day=1)
    course = Course(
        id=new_id(),
        owner=owner,
        treatment=item.treatment,
        treatment_slug=slug(item.treatment),
        purpose=purpose,
        purpose_slug=slug(purpose),
        started=started,
        standing=Standing.STILL,
        counted=True,
        consented_at=today,
        declared_at=today - timedelta(days=(today.date() - started).days),
        confirmed_at=today - timedelta(days=chance.randint(1, 90)),
    )
    draw = chance.random()
    if draw < item.silent:
        course.confirmed_at = today - timedelta(days=chance.randint(130, 199))
    elif draw > item.silent + item.still:
        _stop(course, item, chance, today=today.date())
    return course


def _stop(course: Course, item: Invented, chance: Random, *, today: date) -> None:
    course.standing = Standing.STOPPED
    days = (today - course.started).days
    course.stopped = course.started + timedelta(days=chance.randint(20, days - 10))
    course.stop_reason = chance.choice(
        (StopReason.NO_EFFECT, StopReason.SIDE_EFFECTS, StopReason.COST, StopReason.BURDEN, StopReason.OTHER_PLAN)
    )
    if chance.random() < item.remembered:
        course.declared_at = course.confirmed_at = now() - timedelta(days=chance.randint(1, 5))


def _evaluation(course: Course, item: Invented, chance: Random) -> Evaluation:
    has_helped = chance.random() < item.helped
    effect: int | None = chance.choice((3, 3, 4)) if has_helped else chance.choice((0, 0, 1, 1, 2))
    if not has_helped and chance.random() < 0.1:
        effect = None
    return Evaluation(
        id=new_id(),
        owner_id=course.owner_id,
        course=course,
        effect=effect,
        made_worse=not has_helped and chance.random() < item.worse,
        side_effects=chance.choices(range(5), weights=item.harm)[0],
        unwanted=[name for name, share in item.unwanted if chance.random() < share],
        answered_at=course.confirmed_at,
    )
