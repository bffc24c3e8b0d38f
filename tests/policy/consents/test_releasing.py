"""What releases what the guard holds: rows B11, B12, B24 and B47."""

import pytest

from bedside.policy.consents import safe_harbor
from bedside.policy.consents.releasing import NONE, Release, answer, is_testimonial, ways

TICKED = frozenset(one.letter for one in safe_harbor.checklist())
PERMITTED = Release("authorised", authorisation_id=7)
INVENTED = Release("invented", ticked=TICKED)
CLEAN = Release("deidentified", ticked=TICKED)


@pytest.mark.parametrize(
    ("role", "audience", "open_ways"),
    [
        ("clinician", "public", ("authorised", "invented")),
        ("clinician", "community", ("authorised", "invented")),
        ("clinician", "room", ("authorised", "invented", "deidentified")),
        ("clinician", "practice", ()),
        ("practice", "public", ("authorised",)),
        ("organisation", "public", ("authorised",)),
        ("student", "public", ()),
        ("student", "room", ()),
        ("patient", "public", ()),
        ("carer", "community", ()),
        ("researcher", "public", ()),
        ("moderator", "public", ()),
    ],
)
def test_the_ways_are_those_of_the_table(role, audience, open_ways):
    assert ways(role=role, audience=audience) == open_ways


@pytest.mark.parametrize(
    ("release", "audience", "verdict", "wanted"),
    [
        (NONE, "public", "pass", "publish"),
        (NONE, "public", "confirm", "confirm"),
        (NONE, "public", "hold", "hold"),
        (NONE, "public", "refuse", "refuse"),
        (PERMITTED, "public", "hold", "publish"),
        (PERMITTED, "public", "confirm", "publish"),
        (PERMITTED, "public", "refuse", "refuse"),  # advice to one patient stays off the square, whoever agrees
        (INVENTED, "public", "confirm", "publish"),
        (INVENTED, "public", "hold", "hold"),  # an identifier that is still there
        (INVENTED, "public", "refuse", "refuse"),
        (CLEAN, "room", "confirm", "publish"),
        (CLEAN, "room", "hold", "hold"),
        (CLEAN, "public", "confirm", "no_way"),
        (CLEAN, "public", "pass", "no_way"),
        (Release("invented", ticked=TICKED - {"C"}), "public", "confirm", "checklist"),
        (Release("deidentified"), "room", "pass", "checklist"),
    ],
)
def test_a_permission_releases_and_a_declaration_lowers(release, audience, verdict, wanted):
    assert answer(release, role="clinician", audience=audience, verdict=verdict) == wanted


@pytest.mark.parametrize("release", [INVENTED, CLEAN])
def test_a_practice_can_declare_nothing(release):
    assert answer(release, role="practice", audience="public", verdict="confirm") == "no_way"


def test_a_patient_has_no_use_for_a_permission():
    assert answer(PERMITTED, role="patient", audience="public", verdict="hold") == "no_way"


@pytest.mark.parametrize(
    "text",
    [
        "Read our new patient story.",
        "Testimonial: the team listened to me.",
        "One of our patients wrote that the new clinic is bright.",
        "A patient told us: I can walk again!",
        "Hear what our patients say about us.",
        "We got a five star review from a happy family.",
    ],
)
def test_a_practice_that_lets_patients_speak_for_it_needs_their_permission(text):
    assert is_testimonial(text, role="practice")
    assert is_testimonial(text, role="organisation")
    assert not is_testimonial(text, role="clinician")


@pytest.mark.parametrize(
    "text",
    [
        "Our patients can book flu shots from Monday.",
        "We ask our patients to wear a mask.",
        "Patients with a fever call first.",
        "The history of this house is a story of its own.",
        "A patient leaflet about migraine is at the desk.",
    ],
)
def test_news_of_a_practice_is_no_testimonial(text):
    assert not is_testimonial(text, role="practice")
