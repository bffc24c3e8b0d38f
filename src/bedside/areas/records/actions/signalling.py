"""The nightly look for side effects that are named more often with one treatment than with others.

It counts distinct people who let the site count what they answer. Answers of a carer, and staff, are left out. What
comes of it is a queue for verified clinicians; no page about a treatment shows it.
"""

from collections import Counter
from collections.abc import Iterator
from math import floor

from django.db import transaction

from bedside.areas.people.models import StaffRole
from bedside.areas.records.coursing import from_body
from bedside.areas.records.models import AskedWave, Evaluation
from bedside.areas.records.models.signals import SafetySignal
from bedside.areas.records.queries.research import consented_answers, consented_rows
from bedside.areas.records.words import UNWANTED
from bedside.kit.clock import now
from bedside.kit.viewing import as_system
from bedside.policy.disclosure import shown
from bedside.policy.evidence.signals import signals
from bedside.policy.vocabulary import normalise

Named = tuple[int, str, str]
"""An account, a treatment, and an effect that it named."""
LONGEST_TREATMENT, LONGEST_EFFECT = 200, 300


@transaction.atomic
@as_system("side effects are counted over all who let their answers be counted")
def look_for_signals() -> int:
    """Make the queue anew, whole or not at all; return how many there are. What stood there keeps its first day."""
    people = {(account, treatment, effect) for account, treatment, effect in _named() if treatment and effect}
    counts = Counter((treatment, effect) for _account, treatment, effect in people)
    since = {(row.treatment, row.effect): row.first_seen_at for row in SafetySignal.objects.all()}
    SafetySignal.objects.all().delete()
    rows = [
        SafetySignal(
            treatment=one.treatment,
            effect=one.effect,
            people=shown(one.people),
            times=floor(one.low * 2) / 2,
            first_seen_at=since.get((one.treatment, one.effect), now()),
        )
        for one in signals(counts)
    ]
    SafetySignal.objects.bulk_create(rows, batch_size=500)
    return len(rows)


def _named() -> Iterator[Named]:
    yield from _in_questions()
    yield from _in_evaluations()


def _in_questions() -> Iterator[Named]:
    """What was answered about courses of the record."""
    courses = {
        row.series_id: normalise(from_body(row.opened()).text)[:LONGEST_TREATMENT]
        for row in consented_rows("courses").iterator()
    }
    asked = dict(AskedWave.objects.filter(course_id__in=courses).values_list("id", "course_id"))
    for answer in consented_answers().iterator():
        if answer.series_id in asked:
            for one in answer.opened()["unwanted"]:
                treatment = courses[asked[answer.series_id]]
                yield answer.owner_id, treatment, normalise(one["text"])[:LONGEST_EFFECT]


def _in_evaluations() -> Iterator[Named]:
    """What was told for the figures alone."""
    staff = StaffRole.objects.values("account_id")
    told = Evaluation.objects.filter(course__counted=True).exclude(course__owner__account_id__in=staff)
    columns = ("course__owner__account_id", "course__treatment", "unwanted")
    for account_id, treatment, named in told.values_list(*columns).iterator():
        for name in named:
            effect = normalise(UNWANTED.get(name, name))[:LONGEST_EFFECT]
            yield account_id, normalise(treatment)[:LONGEST_TREATMENT], effect
