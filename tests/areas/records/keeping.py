"""Somebody keeps one thing of each kind that can be shared."""

from bedside.areas.people.viewer import Viewer
from bedside.areas.records import actions
from bedside.kit.clock import now
from bedside.policy.conditions import Illness
from bedside.policy.courses import Course
from bedside.policy.symptoms import Strength


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
    }
