"""Members of the demo who let the site count and compare what they keep, so that these pages have something to show."""

from datetime import timedelta
from typing import Final

from bedside.areas.likeme import actions as likeme
from bedside.areas.people.viewer import Viewer
from bedside.areas.records import actions
from bedside.areas.records.actions.research import let_use
from bedside.areas.records.actions.signalling import look_for_signals
from bedside.kit.clock import now
from bedside.policy.conditions import Illness
from bedside.policy.courses import Course, Dose
from bedside.policy.dates import part
from bedside.policy.sharing import STATISTICS
from bedside.site.demo import content, records

SPACE, ILLNESS = "me-cfs", "ME/CFS"
TRIED: Final = ("Low-dose naltrexone", "Pacing with a heart-rate limit", "Melatonin")
FIELDS: Final = ("conditions", "courses", "onset")
COUNTED: Final = ("conditions", "courses")


def load(viewers: dict[str, Viewer]) -> None:
    """Let the patients of one community keep an illness and a treatment, and agree; then look for side effects."""
    here = [raw["handle"] for raw in content.personas() if raw["kind"] == "patient" and SPACE in raw.get("spaces", ())]
    for number, handle in enumerate(here):
        by = viewers[handle]
        if handle not in records.HAS:
            actions.add_condition(by=by, illness=Illness(text=ILLNESS, onset=part(str(2010 + number))))
        if handle != "juniper":  # she keeps her own
            _took(by, number)
        let_use(by=by, audience=STATISTICS, kinds=COUNTED)
        likeme.begin(by=by, wish=likeme.Wish(fields=FIELDS))
    look_for_signals()


def _took(by: Viewer, number: int) -> None:
    today = now().date()
    began = part((today - timedelta(days=150 + 20 * number)).isoformat()[:7])
    told = Course(text=TRIED[number % len(TRIED)], purpose=ILLNESS, declared=today, start=began, dose=Dose())
    actions.add_treatment(by=by, course=told)
