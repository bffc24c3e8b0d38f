"""Titles and look-alike badges in names, handles and lines about oneself; and the names that must pass."""

from pathlib import Path

import pytest

from bedside.policy.verification.titles import handle_tells_title, imitates_badge, tells_title, without_title

HERE = Path(__file__).parent


def listed(file: str) -> list[str]:
    return [name for name in (HERE / file).read_text().splitlines() if name and not name.startswith("#")]


@pytest.mark.parametrize("name", listed("names_with_titles.txt"))
def test_a_name_that_claims_a_title_or_a_check(name: str) -> None:
    assert tells_title(name)


@pytest.mark.parametrize("name", listed("names_without_titles.txt"))
def test_an_ordinary_name_passes(name: str) -> None:
    assert not tells_title(name)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Dr Uma Haddad", "Uma Haddad"),
        ("Uma Haddad, MD", "Uma Haddad"),
        ("Prof. Dr. Uma Haddad (FRCP)", "Uma Haddad"),
        ("Uma Haddad", "Uma Haddad"),
        ("Dr", ""),
    ],
)
def test_a_title_is_taken_out_of_a_name(name: str, kept: str) -> None:
    assert without_title(name) == kept


@pytest.mark.parametrize(
    "handle",
    [
        "dr_owl",
        "owl_md",
        "dr",
        "doctor_owl",
        "doctorowl",
        "thedoctor",
        "owl_rn2",
        "d0ctor_owl",
        "nurse_ada",
        "verified_ada",
        "ada_verified",
        "adaverified",
        "nhs_doctor",
        "medico_luis",
        "arzt",
        "prof_x",
        "owl_phd",
        "d_r_owl",
    ],
)
def test_a_handle_that_claims_a_title(handle: str) -> None:
    assert handle_tells_title(handle)


@pytest.mark.parametrize(
    "handle",
    [
        "drew",
        "dragonfly",
        "moss42",
        "md_rahman",
        "mdina",
        "do_thi_lan",
        "rnli_fan",
        "nursery",
        "doctoral",
        "hana_ito",
        "half_past_three",
        "knight_to_f3",
        "tuula",
        "andrew_do",
        "0_0",
        "prof1t",
        "c4rd",
    ],
)
def test_an_ordinary_handle_passes(handle: str) -> None:
    assert not handle_tells_title(handle)


@pytest.mark.parametrize(
    "text",
    [
        "✓ Verified physician",
        "Verified physician",
        "☑️ verified",
        "🩺 Nurse in Leeds",
        "Neurologist ✔",
        "Licence checked by Bedside",
        "I knit.\nLicence and identity checked 3 Mar 2026",
        "Physician · licence NE …6642 (register of 1 Nov 2026) · valid to 3 Mar 2027",
        "Tea · valid to 3 Mar 2027",
        "Identity proven by registry call-back",
        "Vouched for by three colleagues, until 3 Jun 2026",
        "Checked by this site",
        "Register match, not yet proven",
    ],
)
def test_a_line_that_imitates_a_badge(text: str) -> None:
    assert imitates_badge(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "I was a nurse for twenty years.",
        "My neurologist is kind.",
        "My doctor verified the dose.",
        "✓ tea ✓ cats",
        "I lost my driving licence in May.",
        "Neurologist. I answer in general terms.",
        "My list:\n✔ tell the doctor",
    ],
)
def test_ones_own_words_pass(text: str) -> None:
    assert not imitates_badge(text)
