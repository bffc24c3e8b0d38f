"""The reviewers' desk as those see it who were drawn. For everybody else nothing of it exists.

A reviewer sees what was claimed, the register's row and the signs of a fraud: no mail address, no other persona, no
other reviewer, and no other answer before the claim is decided.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Count, Q, QuerySet

from bedside.areas.credentials import papers
from bedside.areas.credentials.models import CallBack, Claim, Credential, Document, Opening, Review, SeenHash, Volunteer
from bedside.areas.people.models import Account, Persona, StaffRole
from bedside.areas.people.queries import has_second_lock
from bedside.areas.people.viewer import Viewer
from bedside.areas.registers import queries as registers
from bedside.kit.clock import now
from bedside.kit.errors import NotHere
from bedside.kit.viewing import as_system
from bedside.policy import permissions
from bedside.policy.personas import CARRIES_TITLE
from bedside.policy.registers.model import Entry
from bedside.policy.verification import employers, reviewing, signals
from bedside.policy.verification.reviewing import ANSWER_WITHIN, Answer, Case, Held, Reviewer

DESK: Final = "reviewers see the claims that were given to them"
POOL: Final = "who may review is asked of everybody's credentials and claims"
IN_REVIEW: Final = "in_review"
SHOWN_FOR: Final = timedelta(minutes=10)  # an opening that was not looked at by then shows nothing any more
STAFF_RIGHT: Final = "review claims"


def is_reviewing_staff(viewer: Viewer) -> bool:
    """Say whether the viewer's account works for this site and may review for it."""
    return viewer.confirmed and permissions.may(STAFF_RIGHT, roles=viewer.staff)


def may_volunteer(viewer: Viewer) -> bool:
    """Say whether the viewer has been verified for long enough to review for this site."""
    if not viewer.signed_in or not viewer.confirmed or viewer.level not in CARRIES_TITLE:
        return False
    return reviewing.may_volunteer(_held([viewer.persona_id]).get(viewer.persona_id), at=now())


def volunteers(viewer: Viewer) -> bool:
    """Say whether the viewer has offered to review."""
    return Volunteer.objects.filter(persona_id=viewer.persona_id).exists()


def has_desk(viewer: Viewer) -> bool:
    """Say whether there is a desk for the viewer: staff, and volunteers as long as they may review."""
    return is_reviewing_staff(viewer) or (may_volunteer(viewer) and volunteers(viewer))


@dataclass(frozen=True)
class Task:
    """One thing on somebody's desk: a claim to review, or a call to make; `due_at` is when it goes to somebody else."""

    id: int
    claim_id: int
    call: bool
    due_at: datetime
    clock: reviewing.Clock
    third: bool
    appeal: bool
    register: str
    profession: str


@dataclass(frozen=True)
class Desk:
    """What waits for the viewer, the oldest first, and how much waits in all."""

    tasks: tuple[Task, ...]
    waiting: int  # claims that wait for people, of all reviewers
    without: int  # of these, claims for which nobody was found
    answered: int  # by the viewer, so far


def desk(viewer: Viewer) -> Desk:
    """Return the viewer's desk; raise NotHere for who has none."""
    if not has_desk(viewer):
        raise NotHere
    with as_system(DESK):
        reviews = list(_mine(viewer).filter(ended="").select_related("claim").order_by("drawn_at", "id"))
        calls = list(_calls(viewer).select_related("claim").order_by("drawn_at", "id"))
        tasks = [_task(row) for row in reviews] + [_task(row) for row in calls]
        waiting = Claim.objects.filter(state=IN_REVIEW)
        placed = Q(reviews__ended="") & Q(reviews__id__isnull=False) | Q(
            call_backs__state="waiting", call_backs__caller_account__gt=0
        )
        return Desk(
            tasks=tuple(sorted(tasks, key=lambda one: (one.due_at, one.id))),
            waiting=waiting.count(),
            without=waiting.exclude(id__in=Claim.objects.filter(placed).values("id")).count(),
            answered=_mine(viewer).filter(ended="answered").count(),
        )


def _mine(viewer: Viewer) -> QuerySet[Review]:
    """Return what was given to the viewer: to this persona, or to the account as staff."""
    own = Q(for_staff=False, reviewer_id=viewer.persona_id)
    if is_reviewing_staff(viewer):
        own |= Q(for_staff=True, reviewer_account=viewer.account_id)
    return Review.objects.filter(own)


def _calls(viewer: Viewer) -> QuerySet[CallBack]:
    own = Q(for_staff=False, caller_id=viewer.persona_id)
    if is_reviewing_staff(viewer):
        own |= Q(for_staff=True, caller_account=viewer.account_id)
    return CallBack.objects.filter(own, state="waiting", expires_at__gt=now())


def _task(row: Review | CallBack) -> Task:
    call = isinstance(row, CallBack)
    assert row.drawn_at is not None
    return Task(
        id=row.id,
        claim_id=row.claim_id,
        call=call,
        due_at=row.drawn_at + ANSWER_WITHIN,
        clock=reviewing.clock(row.drawn_at, at=now()),
        third=isinstance(row, Review) and reviewing.is_third(answers_of(row.claim, appeal=row.appeal)),
        appeal=isinstance(row, Review) and row.appeal,
        register=row.claim.register,
        profession=row.claim.words("profession_sealed"),
    )


def answers_of(claim: Claim, *, appeal: bool) -> list[Answer]:
    """Return what was answered so far, without whose it is. Within the area only, and as the system."""
    given = Review.objects.filter(claim=claim, appeal=appeal, ended="answered").order_by("ended_at", "id")
    return [Answer(answer) for answer in given.values_list("answer", flat=True)]


def to_review(viewer: Viewer, review_id: int) -> Review:
    """Return a claim that waits for the viewer's answer; raise NotHere for every other one."""
    if not has_desk(viewer):
        raise NotHere
    with as_system(DESK):
        row = _mine(viewer).filter(id=review_id, ended="", claim__state=IN_REVIEW).select_related("claim").first()
    if row is None:
        raise NotHere
    return row


def to_call(viewer: Viewer, call_id: int) -> CallBack:
    """Return a call that waits for the viewer; raise NotHere for every other one."""
    if not has_desk(viewer):
        raise NotHere
    with as_system(DESK):
        row = _calls(viewer).filter(id=call_id, claim__state=IN_REVIEW).select_related("claim").first()
    if row is None:
        raise NotHere
    return row


def call_of(viewer: Viewer, claim_id: int) -> CallBack | None:
    """Return the call that the viewer is to make for this claim, if there is one."""
    with as_system(DESK):
        return _calls(viewer).filter(claim_id=claim_id).first()


@dataclass(frozen=True)
class Paper:
    """One document as a reviewer meets it: `opened` counts her own looks, `ready` that one of them is still to see.

    `lost`: its file is gone though nobody destroyed it.
    """

    document: Document
    opened: int
    ready: bool
    lost: bool


def papers_for(viewer: Viewer, review: Review) -> tuple[Paper, ...]:
    """Return the documents of a claim that lies before the viewer, in the order in which they were sent."""
    with as_system(DESK):
        rows = list(Document.objects.filter(claim_id=review.claim_id).order_by("id"))
        looks = list(Opening.objects.filter(document__in=rows, reviewer_account=review.reviewer_account))
    fresh = now() - SHOWN_FOR
    return tuple(
        Paper(
            row,
            opened=sum(look.document_id == row.id for look in looks),
            ready=any(
                look.document_id == row.id and look.shown_at is None and look.opened_at > fresh for look in looks
            ),
            lost=papers.is_lost(row),
        )
        for row in rows
    )


def entry_for(review: Review | CallBack) -> Entry | None:
    """Return the register's row of the number that is claimed, None where no register is asked."""
    claim = review.claim
    return registers.entry(claim.register, claim.words("number_sealed")) if claim.register else None


def signals_of(review: Review) -> tuple[str, ...]:
    """Return the signs that a claim shows: for its reviewers."""
    with as_system("signs of a fraud are asked of other claims, and told without them"):
        return signals.signals(_facts(review.claim))


def _facts(claim: Claim) -> signals.Facts:
    account = Account.objects.get(id=Persona.objects.values_list("account_id", flat=True).get(id=claim.persona_id))
    hashes = [bytes(one) for one in Document.objects.filter(claim=claim).values_list("hash", flat=True)]
    number = claim.words("number_sealed") if claim.register else ""
    entry = registers.entry(claim.register, number) if number else None
    others = Claim.objects.filter(number_index=claim.number_index).exclude(persona_id=claim.persona_id)
    mine = Claim.objects.filter(persona__account_id=account.id)
    return signals.Facts(
        others_on_number=others.exclude(state__in=("draft", "withdrawn")).count() if claim.number_index else 0,
        number_inactive=entry is not None and not entry.active,
        excluded=bool(number and registers.excluded_among(claim.register, {number})),
        documents_seen_before=SeenHash.objects.filter(hash__in=hashes).exclude(claim_id=claim.id).count(),
        refused_before=mine.filter(state="refused").exclude(id=claim.id).count(),
        account_age=now() - account.created_at,
        free_mail=employers.is_free_mail(account.mail.rpartition("@")[2]),
    )


def case_of(claim: Claim) -> Case:
    """Return what the rules need to know of a claim. Within the area only, and as the system."""
    owner = Persona.objects.values_list("account_id", flat=True).get(id=claim.persona_id)
    involved = set(Review.objects.filter(claim=claim).values_list("reviewer_account", flat=True))
    involved |= set(CallBack.objects.filter(claim=claim).values_list("caller_account", flat=True))
    involved |= set(Persona.objects.filter(id__in=claim.decided_by).values_list("account_id", flat=True))
    return Case(
        account_id=owner,
        employer=claim.words("employer_sealed"),
        number=bytes(claim.number_index or b""),
        involved=frozenset(involved - {0}),
    )


def pool() -> list[Reviewer]:
    """Return everybody who might be drawn, with what the rules ask of them. Within the area only, and as the system.

    What is sealed in their own claims is left out: see `employers_told`.
    """
    willing = set(Volunteer.objects.filter(persona__hidden=False).values_list("persona_id", flat=True))
    staff = {
        persona_id: account_id
        for persona_id, account_id in StaffRole.objects.filter(
            role__in=permissions.RIGHTS[STAFF_RIGHT], account__state="active"
        ).values_list("given_to", "account_id")
        if has_second_lock(account_id)
    }
    people = {row.id: row for row in Persona.objects.filter(id__in=willing | set(staff), hidden=False)}
    since = _held(people)
    load = _loads()
    accounts = {row.account_id for row in people.values()}
    work, numbers = _work_of(accounts), _numbers_of(accounts)
    return [
        Reviewer(
            persona_id=row.id,
            account_id=row.account_id,
            staff=row.id in staff,
            willing=row.id in willing,
            held_since=since.get(row.id),
            employers=frozenset(work.get(row.account_id, ())),
            numbers=frozenset(numbers.get(row.account_id, ())),
            load=load.get(row.account_id, 0),
        )
        for row in people.values()
    ]


def _loads() -> dict[int, int]:
    reviews = Review.objects.filter(ended="").values_list("reviewer_account").annotate(n=Count("id"))
    calls = CallBack.objects.filter(state="waiting").values_list("caller_account").annotate(n=Count("id"))
    loads = dict(reviews)
    for account_id, n in calls:
        loads[account_id] = loads.get(account_id, 0) + n
    return loads


def _work_of(accounts: Iterable[int]) -> dict[int, list[str]]:
    """Return where people work, as their badges say."""
    found: dict[int, list[str]] = {}
    rows = Credential.objects.filter(persona__account_id__in=accounts).exclude(employer="")
    for account_id, employer in rows.values_list("persona__account_id", "employer"):
        found.setdefault(account_id, []).append(employer)
    return found


def employers_told(account_id: int) -> tuple[str, ...]:
    """Return where somebody told in own claims to work. Within the area only, and as the system."""
    told = Claim.objects.filter(persona__account_id=account_id, employer_sealed__isnull=False)
    return tuple(claim.words("employer_sealed") for claim in told)


def _numbers_of(accounts: Iterable[int]) -> dict[int, list[bytes]]:
    found: dict[int, list[bytes]] = {}
    rows = Claim.objects.filter(persona__account_id__in=accounts, number_index__isnull=False)
    for account_id, index in rows.values_list("persona__account_id", "number_index"):
        found.setdefault(account_id, []).append(bytes(index or b""))
    return found


def _held(persona_ids: Iterable[int]) -> dict[int, datetime]:
    """Return since when each of these personas has been at V3 or V4 without a gap."""
    stretches: dict[int, list[Held]] = {}
    for row in Credential.objects.filter(persona_id__in=list(persona_ids)):
        ends = [moment for moment in (row.valid_until, row.revoked_at, row.suspended_at) if moment is not None]
        stretches.setdefault(row.persona_id, []).append(Held(row.level, row.checked_at, min(ends)))
    found = {one: reviewing.held_since(held, at=now()) for one, held in stretches.items()}
    return {one: since for one, since in found.items() if since is not None}


@dataclass(frozen=True)
class Sent:
    """A document as its owner sees it: when it was sent, who looked at it and when, when it was destroyed."""

    sent_at: datetime
    destroyed_at: datetime | None
    lost: bool
    looks: tuple[tuple[datetime, str], ...]  # when, and the handle of staff; "" for a reviewer


def sent_by(viewer: Viewer, claim: Claim) -> tuple[Sent, ...]:
    """Return the documents that the viewer sent for a claim of her own."""
    rows = list(Document.objects.filter(claim=claim, persona_id=viewer.persona_id).order_by("id"))
    looks = list(Opening.objects.filter(document__in=rows, persona_id=viewer.persona_id).order_by("id"))
    return tuple(
        Sent(
            sent_at=row.sent_at,
            destroyed_at=row.destroyed_at,
            lost=papers.is_lost(row),
            looks=tuple((look.opened_at, "") for look in looks if look.document_id == row.id),
        )
        for row in rows
    )


def own_call(viewer: Viewer, claim: Claim) -> CallBack | None:
    """Return the call that waits for the viewer's own claim, with the code that she reads out."""
    rows = CallBack.objects.filter(claim=claim, persona_id=viewer.persona_id, state="waiting", expires_at__gt=now())
    return rows.first()


def newest_claim(viewer: Viewer) -> Claim:
    """Return the viewer's own newest claim; raise NotHere for who has none."""
    if not viewer.signed_in:
        raise NotHere
    claim = Claim.objects.filter(persona_id=viewer.persona_id).order_by("-id").first()
    if claim is None:
        raise NotHere
    return claim
