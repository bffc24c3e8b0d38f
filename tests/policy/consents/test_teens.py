"""Members under 18: rows B42 and B43."""

from datetime import date

import pytest

from bedside.policy.consents.teens import grown_on, is_teen, may_be_written_to, may_have, may_join, tells_place
from bedside.policy.guard import Facts, inspect
from bedside.policy.personas import KINDS


@pytest.mark.parametrize(
    ("born", "grown"), [((2010, 5), date(2028, 6, 1)), ((2010, 12), date(2029, 1, 1)), ((2010, 1), date(2028, 2, 1))]
)
def test_who_may_still_be_17_counts_as_17(born, grown):
    assert grown_on(*born) == grown
    assert is_teen(grown, today=grown.replace(day=1).fromordinal(grown.toordinal() - 1))
    assert not is_teen(grown, today=grown)


def test_who_never_told_an_age_counts_as_an_adult():
    assert not is_teen(None, today=date(2027, 1, 1))


@pytest.mark.parametrize(
    ("teen", "for_teens", "invited", "may"),
    [
        (True, True, False, True),
        (True, False, False, False),
        (True, False, True, False),  # a steward can't bring a teen among adults
        (False, True, False, False),
        (False, True, True, True),
        (False, False, False, True),
    ],
)
def test_teens_and_adults_come_in_by_their_own_doors(teen, for_teens, invited, may):
    assert may_join(teen=teen, for_teens=for_teens, invited=invited) is may


def test_a_teen_is_no_clinician_student_or_researcher():
    assert {kind for kind in KINDS if may_have(kind, teen=True)} == {"patient", "carer", "personal"}
    assert all(may_have(kind, teen=False) for kind in KINDS)


@pytest.mark.parametrize(
    ("reader", "writer", "reaches"),
    [(True, False, False), (True, True, True), (False, False, True), (False, True, False)],
)
def test_between_an_adult_and_a_teen_nothing_goes_that_nobody_else_reads(reader, writer, reaches):
    assert may_be_written_to(reader_is_teen=reader, writer_is_teen=writer) is reaches


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("I live at 12 Mill Lane, Hoxton.", True),
        ("I live in Sampleton, Nebraska 68001.", True),
        ("My school is hard when I am tired.", False),
        ("Resting before the day helps me.", False),
    ],
)
def test_a_precise_place_is_found(text, tells):
    assert tells_place(tuple(inspect(text, Facts(role="patient", audience="community")).findings)) is tells
