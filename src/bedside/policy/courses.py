"""A treatment that a member takes or took, as she tells of it: what cannot be true, and how two courses stand together.

spec/records.md, section 2. A dose is kept and never judged: nothing here knows what is much.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Final

from bedside.policy.dates import FURTHEST, UNSURE, DatePart, in_order
from bedside.policy.vocabulary import normalise

MOST_COURSES: Final = 500
"""How many one account keeps (section 1)."""
MOST_STEPS: Final = 50
LONGEST_TEXT: Final = 300
LONGEST_PURPOSE: Final = 120
LONGEST_UNIT: Final = 40
DOSES_BELOW: Final = Decimal(1_000_000)
"""A number as large as that is a slip, whatever the unit."""
GAP: Final = timedelta(days=30)
"""A longer pause makes a course of its own, that says which one it takes up again."""
IMPORT: Final = "import"
"""A file does not always say what a treatment is for."""


class Kind(StrEnum):
    """What it is."""

    MEDICINE = "medicine"
    SUPPLEMENT = "supplement"
    PROCEDURE = "procedure"
    DEVICE = "device"
    THERAPY = "therapy"
    LIFESTYLE = "lifestyle"
    STOPPING = "stopping"


class Line(StrEnum):
    """Whether something else had been tried for the same purpose."""

    FIRST = "first"
    SECOND = "second"
    LATER = "later"
    UNSURE = "unsure"


class Taking(StrEnum):
    """Whether it is still taken. UNSAID: a file brought it and did not say; its owner is asked."""

    YES = "yes"
    NO = "no"
    ON_OFF = "on_off"
    UNSAID = "unsaid"


class Reason(StrEnum):
    """Why it was stopped."""

    NO_EFFECT = "no_effect"
    SIDE_EFFECTS = "side_effects"
    COST = "cost"
    BURDEN = "burden"
    GOT_BETTER = "got_better"
    CLINICIAN_ADVICE = "clinician_advice"
    INTERACTION = "interaction"
    PREGNANCY = "pregnancy"
    SUPPLY = "supply_or_insurance"
    FINISHED = "course_finished"
    OTHER_PLAN = "other_plan"
    NOT_SAID = "prefer_not_say"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class Dose:
    """How much, of which unit, how often. `amount` is a decimal number as text, "" where nothing was said."""

    amount: str = ""
    unit: str = ""
    times: str = ""


@dataclass(frozen=True)
class DoseStep:
    """From when on the dose was another."""

    on: DatePart
    dose: Dose


@dataclass(frozen=True, kw_only=True)
class Course:
    """One course of one treatment. `purpose` is what it is for, in words; `condition_id` the own illness that is meant.

    `declared` is when its owner told of it first: what was asked before is not made up afterwards.
    """

    text: str
    purpose: str
    declared: date
    term_id: int | None = None
    condition_id: int | None = None
    kind: Kind = Kind.MEDICINE
    line: Line = Line.UNSURE
    dose: Dose = Dose()
    route: str = ""
    start: DatePart = UNSURE
    stop: DatePart = UNSURE
    taking: Taking = Taking.YES
    reasons: tuple[Reason, ...] = ()
    main_reason: Reason | None = None
    other_reason: str = ""
    steps: tuple[DoseStep, ...] = ()
    restart_of: int | None = None
    asks: bool = False
    entered_by: str = "owner"
    source_id: str = ""

    @property
    def dose_now(self) -> Dose:
        """The dose of the last step; the first one where it never changed."""
        return self.steps[-1].dose if self.steps else self.dose

    def is_planned(self, *, today: date) -> bool:
        """Say whether it is still to begin."""
        return self.start.lo is not None and self.start.lo > today


@dataclass(frozen=True)
class Fault:
    """Why something cannot be kept as it is: the field that is meant, and a sentence for people."""

    field: str
    what: str


def amount_of(typed: str) -> Decimal | None:
    """Return a typed amount, with a point or a comma; None where it is no number."""
    try:
        found = Decimal(typed.strip().replace(",", "."))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def fault(course: Course, *, today: date) -> Fault | None:
    """Return what cannot be true of a course; None where all can."""
    return _names(course) or _dates(course, today) or dose_fault(course.dose) or _reasons(course)


def _names(course: Course) -> Fault | None:
    if not normalise(course.text):
        return Fault("text", "The treatment needs at least one letter.")
    if not normalise(course.purpose) and course.entered_by != IMPORT:
        return Fault("purpose", "Say what it is for: an illness, or a goal such as sleep.")
    return None


def _dates(course: Course, today: date) -> Fault | None:
    start, stop = course.start, course.stop
    if start.lo is not None and start.lo.year > today.year + FURTHEST:
        return Fault("start", f"This date is more than {FURTHEST} years ahead.")
    if stop.lo is not None and stop.lo > today:
        return Fault("stop", "This date lies in the future.")
    if course.taking is not Taking.NO and stop.value:
        return Fault("stop", "You still take it, so there is no day on which you stopped. Change one of the two.")
    if course.taking is Taking.NO and course.is_planned(today=today):
        return Fault("start", "It has not begun yet, so you cannot have stopped it.")
    if not in_order(start, stop):
        return Fault("stop", "You stopped before you started. Check both dates.")
    return None


def dose_fault(dose: Dose) -> Fault | None:
    """Return what is wrong with a dose as a number with a unit; None where nothing is. It is not judged."""
    if not dose.amount:
        return Fault("amount", "Say how much of that unit.") if dose.unit else None
    amount = amount_of(dose.amount)
    if amount is None:
        return Fault("amount", "Type the amount as a number, such as 4.5.")
    if amount <= 0:
        return Fault("amount", "An amount is more than 0.")
    if amount >= DOSES_BELOW:
        return Fault("amount", "That is a million or more. Check the number, or choose a larger unit.")
    return None if dose.unit else Fault("unit", "Say the unit, such as mg, drops or tablets.")


def _reasons(course: Course) -> Fault | None:
    if course.taking is not Taking.NO and (course.reasons or course.main_reason):
        return Fault("reasons", "You still take it, so there is no reason why you stopped.")
    if course.main_reason is not None and course.main_reason not in course.reasons:
        return Fault("main_reason", "Choose the main reason among those that you ticked.")
    if Reason.OTHER in course.reasons and not course.other_reason:
        return Fault("other_reason", "Say in a few words what the other reason was.")
    return None


def step_fault(course: Course, step: DoseStep, *, today: date) -> Fault | None:
    """Return why a change of dose cannot be kept; None where it can."""
    if course.taking is Taking.NO:
        return Fault("on", "You stopped it. A new dose belongs to a new course.")
    if step.on.lo is not None and step.on.lo > today:
        return Fault("on", "This date lies in the future.")
    before = course.steps[-1].on if course.steps else course.start
    if not in_order(before, step.on):
        return Fault("on", "That is before the dose that you told of last. Check the date.")
    if not step.dose.amount:
        return Fault("amount", "Say how much it is now.")
    if len(course.steps) >= MOST_STEPS:
        return Fault("amount", f"A course has at most {MOST_STEPS} changes of dose.")
    return dose_fault(step.dose)


@dataclass(frozen=True)
class Together:
    """How a new course stands to those that are kept. `at_once` may run at the same time, or go on after a short pause;
    `restart_of` is the last one that ended more than 30 days before, None where there is none.
    """

    at_once: tuple[int, ...] = ()
    restart_of: int | None = None


def together(new: Course, kept: Iterable[tuple[int, Course]], *, today: date) -> Together:
    """Return how a course stands to the (id, course) that are kept of the same treatment, oldest first."""
    same = [(number, old) for number, old in kept if _same_treatment(new, old)]
    at_once = tuple(number for number, old in same if not _apart(old, new, today) and not _apart(new, old, today))
    if at_once:
        return Together(at_once=at_once)
    before = [(number, old) for number, old in same if _apart(old, new, today)]
    before.sort(key=lambda one: (one[1].stop.hi or date.min, one[0]))
    return Together(restart_of=before[-1][0] if before else None)


def _same_treatment(one: Course, other: Course) -> bool:
    if one.term_id is not None and one.term_id == other.term_id:
        return True
    return normalise(one.text) == normalise(other.text)


def _apart(first: Course, then: Course, today: date) -> bool:
    """Say whether `first` ended, and `then` can have begun more than 30 days later. An end without a day is old."""
    if first.taking is not Taking.NO:
        return False
    begun = then.start.hi or today
    return first.stop.lo is None or begun - first.stop.lo > GAP


def stopped(course: Course, *, stop: DatePart, reasons: tuple[Reason, ...], main: Reason | None, other: str) -> Course:
    """Return the course as ended. A single reason is the main one."""
    chosen = main or (reasons[0] if len(reasons) == 1 else None)
    return replace(course, taking=Taking.NO, stop=stop, reasons=reasons, main_reason=chosen, other_reason=other)
