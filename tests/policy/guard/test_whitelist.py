"""The author's own values are no findings, whatever way they are written; one sign off is somebody else's."""

from __future__ import annotations

import pytest

from bedside.policy.guard import Facts, Profile, inspect
from bedside.policy.guard.model import Kind
from bedside.policy.guard.whitelist import is_own

OWN = Facts(
    country="US",
    profile=Profile(
        names=("Dr. Marisol Qui\u00f1ones Vega",),
        handles=("@dr_marisol@clinic.example",),
        phones=("+1 555 010 2200",),
        emails=("Hello@brookside.example",),
        urls=("https://www.brookside.example/team/",),
        numbers=("NPI 1234567893", "AB-12 34", "10.11.200.14"),
        employer="Brookside Family Practice, Alder Creek",
        places=("418 Larkspur Lane, Alder Creek", "Tulsa"),
    ),
)
HERS: list[tuple[Kind, str]] = [
    ("name", "Marisol Qui\u00f1ones Vega"),
    ("name", "marisol quinones vega"),
    ("name", "Dr. Marisol Vega"),
    ("name", "Marisol"),
    ("name", "VEGA"),
    ("handle", "@dr_marisol"),
    ("handle", "@Dr_Marisol@clinic.example"),
    ("phone", "(555) 010-2200"),
    ("fax", "+1 555 010 2200"),
    ("email", "hello@brookside.example"),
    ("url", "brookside.example/team"),
    ("licence_no", "npi1234567893"),
    ("licence_no", "1234567893"),
    ("account_no", "ab 1234"),
    ("vehicle", "AB 12-34"),
    ("ip", "10.11.200.14"),
    ("place", "418 larkspur lane"),
    ("place", "Alder Creek"),
    ("place", "TULSA"),
    ("place", "Brookside Family Practice"),
]
NOT_HERS: list[tuple[Kind, str]] = [
    ("name", "Marisol Vegas"),
    ("name", "Maria Vega"),
    ("name", "Mari"),
    ("name", "Qui\u00f1ones"),
    ("handle", "@dr_marisol2"),
    ("handle", "@dr_marisol@other.example"),
    ("phone", "(555) 010-2201"),
    ("fax", "+44 555 010 2200"),
    ("email", "hallo@brookside.example"),
    ("url", "brookside.example/teams"),
    ("licence_no", "NPI 1234567894"),
    ("account_no", "AB-12 35"),
    ("account_no", "12 34"),
    ("ip", "10.11.200.15"),
    ("place", "419 Larkspur Lane"),
    ("place", "Creek"),
    ("place", ""),
    ("date", "10.11.2000"),
]


@pytest.mark.parametrize(("kind", "value"), HERS)
def test_a_value_of_the_profile_is_her_own(kind: Kind, value: str) -> None:
    assert is_own(value, kind=kind, facts=OWN)


@pytest.mark.parametrize(("kind", "value"), HERS)
def test_without_a_profile_nothing_is_her_own(kind: Kind, value: str) -> None:
    assert not is_own(value, kind=kind, facts=Facts())


@pytest.mark.parametrize(("kind", "value"), NOT_HERS)
def test_one_sign_off_is_somebody_elses(kind: Kind, value: str) -> None:
    assert not is_own(value, kind=kind, facts=OWN)


@pytest.mark.parametrize(("value", "hers"), [("Marisol", False), ("Vega", False), ("Marisol Vega", True)])
def test_a_first_or_last_name_alone_may_be_a_patients(value: str, hers: bool) -> None:
    assert is_own(value, kind="name", facts=OWN, subject="other") is hers


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("We are at 418 Larkspur Lane, ring (555) 010-2200.", "pass"),
        ("We are at 418 Larkspur Lane, ring (555) 010-2201.", "confirm"),
        ("See brookside.example/team or write to hello@brookside.example", "pass"),
    ],
)
def test_a_practice_may_say_where_it_is(text: str, verdict: str) -> None:
    assert inspect(text, OWN).verdict == verdict
