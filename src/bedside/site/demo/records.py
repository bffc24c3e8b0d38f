"""Records of the demo's members: what they have and take, and how it went. Nobody here exists."""

from datetime import timedelta

from bedside.areas.people.viewer import Viewer
from bedside.areas.records import actions
from bedside.kit.clock import now
from bedside.policy.about_me import AboutMe, Sex
from bedside.policy.conditions import Confidence, Illness, Severity, Status
from bedside.policy.courses import Course, Dose, Reason
from bedside.policy.dates import DatePart, part

HAS: dict[str, tuple[Illness, ...]] = {
    "juniper": (
        Illness(text="ME/CFS", onset=part("2019-05"), diagnosed=part("2021"), severity=Severity.MODERATE, primary=True),
        Illness(text="Standing up makes my heart race", confidence=Confidence.LIKELY, onset=part("2020")),
        Illness(text="Glandular fever", onset=part("2019-03"), status=Status.RESOLVED),
        Illness(text="Lupus", confidence=Confidence.RULED_OUT),
    ),
    "heron": (Illness(text="ME/CFS", onset=part("2011"), diagnosed=part("2014"), severity=Severity.SEVERE),),
}
FACES = (2, 3, 2, 1, 3, 3, 2, 4, 3, 2)
"""Juniper's days, again and again: one in nine of the last year, because nobody keeps more than 40 in a day."""


def load(viewers: dict[str, Viewer]) -> None:
    """Write what these members keep, through the actions that their own presses call."""
    for handle, illnesses in HAS.items():
        for illness in illnesses:
            actions.add_condition(by=viewers[handle], illness=illness)
    _juniper(viewers["juniper"])


def _juniper(by: Viewer) -> None:
    today = now().date()

    def took(text: str, purpose: str, start: DatePart, *, dose: Dose | None = None, asks: bool = False) -> int:
        told = Course(text=text, purpose=purpose, declared=today, start=start, dose=dose or Dose(), asks=asks)
        return actions.add_treatment(by=by, course=told)

    actions.keep_about(by=by, said=AboutMe(sex=Sex.FEMALE, born=today.year - 38))
    started = part((today - timedelta(days=200)).isoformat())
    first = Dose(amount="1", unit="mg", times="at night")
    naltrexone = took("Low-dose naltrexone", "ME/CFS", started, dose=first, asks=True)
    later = part((today - timedelta(days=120)).isoformat())
    actions.change_dose(by=by, course_id=naltrexone, on=later, dose=Dose(amount="3", unit="mg", times="at night"))
    took("Pacing with a heart-rate limit", "ME/CFS", part(str(today.year - 3)))
    melatonin = took("Melatonin", "sleep", part((today - timedelta(days=330)).isoformat()[:7]))
    ended = part((today - timedelta(days=240)).isoformat())
    reasons = (Reason.NO_EFFECT, Reason.COST)
    actions.stop_treatment(by=by, course_id=melatonin, stop=ended, reasons=reasons, main=Reason.NO_EFFECT)
    lately = part((today - timedelta(days=12)).isoformat())
    took("Electrolyte drinks", "standing up", lately, asks=True)  # a question about it is open
    for number, back in enumerate(range(0, 350, 9)):
        if number not in range(12, 18):  # weeks of which she said nothing
            actions.say_day(by=by, day=today - timedelta(days=back), face=FACES[number % len(FACES)])
