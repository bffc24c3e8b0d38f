"""What leaving means for trials: all of it goes; the figures of many follow in the night."""

from bedside.areas.people.parts import Kind, Part, register

MINE = "owner_id = %(account)s"
OF_MINE = f"({MINE} OR trial_id IN (SELECT id FROM trials_trial WHERE {MINE}))"  # noqa: S608  # made of constants
COUNTS = "figures of at least 11 people, made anew each night"


def _kind(name: str, title: str, columns: str, table: str) -> Kind:
    select = f"SELECT {columns} FROM {table} WHERE {MINE} ORDER BY id"  # noqa: S608  # made of constants
    return Kind(name=name, title=title, select=select, per_persona=False)


TRIALS = _kind("trials", "Your trials", "id, fingerprint, made_at, stopped_on, body", "trials_trial")
DAYS = _kind("trial-days", "The days of your trials", "id, trial_id, day, is_current, kept_at, body", "trials_day")
NOTES = _kind("trial-notes", "Notes on your trials", "id, trial_id, kept_at, body", "trials_note")
GIVEN = _kind(
    "trials-given", "Trials that count beside others'", "trial_id, difference, error, given_at", "trials_given"
)

register(
    (
        Part(table="trials_trial", of=MINE, export=TRIALS, sealed=("body",)),
        Part(table="trials_day", of=OF_MINE, export=DAYS, sealed=("body",)),
        Part(table="trials_note", of=OF_MINE, export=NOTES, sealed=("body",)),
        Part(table="trials_given", of=OF_MINE, export=GIVEN),
        Part(table="trials_together", stays=COUNTS, left_out=COUNTS),
    )
)
