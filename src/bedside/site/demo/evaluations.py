"""Invented evaluations for the demo's four communities. Nobody here exists, and nothing here is evidence of anything.

The numbers of people and all shares are made up; some treatments have fewer than 11 people on purpose.
"""

from bedside.areas.people.viewer import Viewer
from bedside.areas.records import actions
from bedside.areas.records.actions import Invented

SEED = 20

ME_CFS = (
    Invented(
        treatment="Pacing with a heart-rate limit",
        people=240,
        still=0.72,
        silent=0.14,
        helped=0.58,
        harm=(7, 2, 1, 0.3, 0),
        unwanted=(("low_mood", 0.12), ("worry", 0.1)),
    ),
    Invented(
        treatment="Low-dose naltrexone",
        people=165,
        still=0.48,
        silent=0.2,
        helped=0.48,
        remembered=0.45,
        unwanted=(("poor_sleep", 0.32), ("headache", 0.22), ("nausea", 0.17), ("low_mood", 0.04)),
    ),
    Invented(
        treatment="Melatonin",
        people=120,
        still=0.45,
        silent=0.25,
        helped=0.38,
        unwanted=(("tiredness", 0.25), ("headache", 0.12)),
    ),
    Invented(treatment="Compression stockings", people=95, still=0.5, silent=0.2, helped=0.44, harm=(6, 3, 1, 0.2, 0)),
    Invented(treatment="Electrolyte drinks", people=130, still=0.6, silent=0.2, helped=0.4, harm=(7, 2, 0.6, 0.1, 0)),
    Invented(
        treatment="Graded exercise",
        people=88,
        still=0.05,
        silent=0.12,
        helped=0.06,
        remembered=0.5,
        worse=0.7,
        harm=(1, 1, 2, 4, 3),
        unwanted=(("tiredness", 0.7), ("pain", 0.45), ("low_mood", 0.3)),
    ),
    Invented(treatment="Vitamin B12", people=70, still=0.4, silent=0.35, helped=0.22, harm=(8, 2, 0.3, 0, 0)),
    Invented(
        treatment="Pyridostigmine",
        people=34,
        still=0.5,
        silent=0.15,
        helped=0.45,
        unwanted=(("stomach", 0.5), ("flushing", 0.3)),
    ),
    Invented(treatment="Ivabradine", people=17, still=0.6, silent=0.2, helped=0.5),
    Invented(treatment="Hyperbaric oxygen", people=7, still=0.2, silent=0.2, helped=0.3),
)

MULTIPLE_SCLEROSIS = (
    Invented(
        treatment="Ocrelizumab",
        people=140,
        still=0.8,
        silent=0.12,
        helped=0.62,
        unwanted=(("tiredness", 0.25), ("flushing", 0.15)),
    ),
    Invented(
        treatment="Dimethyl fumarate",
        people=118,
        still=0.5,
        silent=0.18,
        helped=0.46,
        unwanted=(("flushing", 0.55), ("stomach", 0.4)),
    ),
    Invented(
        treatment="Interferon beta",
        people=105,
        still=0.22,
        silent=0.2,
        helped=0.36,
        remembered=0.4,
        harm=(1, 3, 4, 2, 0.5),
        unwanted=(("injection_site", 0.6), ("tiredness", 0.4), ("pain", 0.25)),
    ),
    Invented(
        treatment="Glatiramer",
        people=76,
        still=0.35,
        silent=0.2,
        helped=0.4,
        remembered=0.3,
        unwanted=(("injection_site", 0.6), ("skin", 0.2)),
    ),
    Invented(treatment="Natalizumab", people=58, still=0.66, silent=0.1, helped=0.7),
    Invented(treatment="Vitamin D", people=150, still=0.7, silent=0.22, helped=0.2, harm=(9, 1, 0.2, 0, 0)),
    Invented(
        treatment="Baclofen",
        people=64,
        still=0.5,
        silent=0.2,
        helped=0.47,
        unwanted=(("tiredness", 0.5), ("dizziness", 0.35)),
    ),
    Invented(treatment="Fampridine", people=41, still=0.5, silent=0.2, helped=0.45),
    Invented(treatment="Cooling vest", people=33, still=0.75, silent=0.15, helped=0.85, harm=(9, 1, 0, 0, 0)),
    Invented(treatment="Amantadine", people=20, still=0.4, silent=0.2, helped=0.35),
    Invented(treatment="A ketogenic diet", people=9, still=0.3, silent=0.4, helped=0.3),
)

TYPE_2_DIABETES = (
    Invented(
        treatment="Metformin",
        people=260,
        still=0.74,
        silent=0.14,
        helped=0.55,
        unwanted=(("stomach", 0.42), ("nausea", 0.25)),
    ),
    Invented(
        treatment="Semaglutide",
        people=130,
        still=0.6,
        silent=0.14,
        helped=0.68,
        unwanted=(("nausea", 0.45), ("stomach", 0.35), ("weight", 0.3)),
    ),
    Invented(treatment="Empagliflozin", people=96, still=0.66, silent=0.16, helped=0.52, unwanted=(("skin", 0.15),)),
    Invented(treatment="Gliclazide", people=68, still=0.4, silent=0.2, helped=0.42, unwanted=(("weight", 0.3),)),
    Invented(treatment="Sitagliptin", people=54, still=0.5, silent=0.22, helped=0.36),
    Invented(treatment="Basal insulin", people=72, still=0.78, silent=0.1, helped=0.6, unwanted=(("weight", 0.4),)),
    Invented(treatment="Fewer carbohydrates", people=145, still=0.5, silent=0.3, helped=0.57, harm=(8, 2, 0.4, 0, 0)),
    Invented(treatment="Daily walking", people=110, still=0.6, silent=0.28, helped=0.5, harm=(9, 1, 0.2, 0, 0)),
    Invented(treatment="Continuous glucose monitor", people=38, still=0.8, silent=0.1, helped=0.87),
    Invented(treatment="Cinnamon", people=6, still=0.3, silent=0.5, helped=0.1),
)

ALS = (
    Invented(
        treatment="Riluzole",
        people=92,
        still=0.68,
        silent=0.14,
        helped=0.24,
        unwanted=(("tiredness", 0.3), ("nausea", 0.25), ("dizziness", 0.15)),
    ),
    Invented(treatment="Non-invasive ventilation", people=61, still=0.75, silent=0.12, helped=0.66),
    Invented(treatment="Feeding tube", people=36, still=0.85, silent=0.1, helped=0.6),
    Invented(treatment="Stretching with a physiotherapist", people=58, still=0.6, silent=0.2, helped=0.5),
    Invented(treatment="Baclofen", people=44, still=0.5, silent=0.18, helped=0.45, unwanted=(("tiredness", 0.5),)),
    Invented(treatment="Gabapentin", people=26, still=0.4, silent=0.2, helped=0.5, unwanted=(("dizziness", 0.4),)),
    Invented(treatment="Edaravone", people=15, still=0.4, silent=0.2, helped=0.2),
    Invented(treatment="Lithium", people=9, still=0.0, silent=0.2, helped=0.0, remembered=0.8),
)

TOLD = {
    "ME/CFS": ME_CFS,
    "Multiple sclerosis": MULTIPLE_SCLEROSIS,
    "Type 2 diabetes": TYPE_2_DIABETES,
    "ALS": ALS,
}


def load(by: Viewer | None = None) -> int:
    """Write the invented evaluations and build their figures; return how many courses were written. Once for a site."""
    courses = actions.invent_evaluations(by=by, told=TOLD, seed=SEED)
    if courses:
        actions.build(by=by)
    return courses
