"""Somebody keeps one thing of each kind that can be shared."""

from bedside.areas.people.viewer import Viewer
from bedside.areas.records import actions
from bedside.kit.clock import now
from bedside.policy.conditions import Illness
from bedside.policy.courses import Course
from bedside.policy.dates import part
from bedside.policy.entries.allergy import Allergy
from bedside.policy.entries.appointment import Appointment
from bedside.policy.entries.free_note import FreeNote
from bedside.policy.entries.goal import Goal
from bedside.policy.entries.immunisation import Immunisation
from bedside.policy.entries.measurement import Measurement
from bedside.policy.entries.procedure import Procedure
from bedside.policy.symptoms import Strength

DAY = part("2026-05-06")
ENTRIES = {
    "measurements": Measurement(text="Body weight", value="62.5", unit="kg", on=DAY, note="After breakfast"),
    "allergies": Allergy(text="Pollen", reaction="Sneezing", note="Worse in May"),
    "immunisations": Immunisation(text="Tetanus", on=DAY, note="Left arm"),
    "procedures": Procedure(text="Knee repair", on=DAY, note="It still clicks"),
    "goals": Goal(text="To the gate and back", note="Slowly"),
    "appointments": Appointment(text="Dr Rowan", on=DAY, why="The knee", questions=("Does it stay so?",)),
    "notes": FreeNote(text="The letter", words="It came on Monday", on=DAY),
}


def keep_one_of_each(by: Viewer, *, illness: str = "Migraine", treatment: str = "Riboflavin") -> dict[str, int]:
    """Keep them; return their ids as `sharing.choose` knows them. The treatment is for the illness."""
    today = now().date()
    condition = actions.add_condition(by=by, illness=Illness(text=illness), another=True)
    course = Course(text=treatment, purpose="", declared=today, condition_id=condition)
    felt = actions.Felt("Headache", Strength("0-10", 6), note="After the bus")
    return {
        "days": actions.say_day(by=by, day=today, face=2, line="A grey day"),
        "symptoms": actions.log_symptom(by=by, day=today, felt=felt),
        "conditions": condition,
        "courses": actions.add_treatment(by=by, course=course, another=True),
        "questionnaires": actions.keep(by=by, key="pain", given=(("pain-1", 6),), day=today),
        **{kind: actions.add_entry(by=by, thing=thing, sure=True) for kind, thing in ENTRIES.items()},
    }
