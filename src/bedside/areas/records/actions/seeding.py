"""Invented days and symptoms of one member, for benchmarks. Written at once: one by one would take minutes."""

from datetime import timedelta
from random import Random

from bedside.areas.people.queries import key_no_of
from bedside.areas.people.viewer import Viewer
from bedside.areas.records.entries import as_body
from bedside.areas.records.models.days import DayCheck
from bedside.areas.records.models.entries import Measurement
from bedside.areas.records.models.symptoms import SymptomLog
from bedside.areas.records.queries.days import today
from bedside.policy.dates import part
from bedside.policy.days import FACES, NORMAL
from bedside.policy.entries.measurement import KNOWN
from bedside.policy.entries.measurement import Measurement as Measured
from bedside.policy.symptoms import FACTORS, FIGURES

SYMPTOMS = ("Fatigue", "Headache", "Muscle pain", "Light hurts", "Brain fog", "Nausea")


def add_days(*, by: Viewer, days: int, each: int, chance: Random) -> None:
    """Add the last `days` days of `by`: a face for each, and `each` - 1 symptoms."""
    key_no, last = key_no_of(by.persona_id), today(by)
    faces, felt = [], []
    for back in range(days):
        day = last - timedelta(days=back)
        face = DayCheck(owner_id=by.account_id, day=day)
        said = {"face": chance.choice(FACES), "energy": None, "line": "", "mode": NORMAL}
        face.seal(said, key_no=key_no)
        faces.append(face)
        for number in range(each - 1):
            row = SymptomLog(owner_id=by.account_id, day=day)
            row.series_id = row.id
            about = {"symptom": SYMPTOMS[(back + number) % len(SYMPTOMS)], "scale": FIGURES, "at": "", "note": ""}
            factors = [chance.choice(FACTORS)] if chance.random() < 0.3 else []
            row.seal({**about, "value": chance.randrange(11), "factors": factors, "mode": NORMAL}, key_no=key_no)
            felt.append(row)
    DayCheck.objects.bulk_create(faces)
    SymptomLog.objects.bulk_create(felt)


def add_measurements(*, by: Viewer, days: int, each: int, chance: Random) -> None:
    """Add `each` numbers, of what many measure, for each of the last `days` days of `by`."""
    key_no, last = key_no_of(by.persona_id), today(by)
    rows = []
    for back in range(days):
        on = part((last - timedelta(days=back)).isoformat())
        for known in chance.sample(KNOWN, each):
            value = str(chance.randint(int(known.low) + 1, int(known.high)))
            row = Measurement(owner_id=by.account_id)
            row.series_id = row.id
            told = Measured(text=known.text, value=value, unit=known.units[0], loinc=known.loinc, on=on, zone="UTC")
            row.seal(as_body(told), key_no=key_no)
            rows.append(row)
    Measurement.objects.bulk_create(rows)
