"""Whether two names may be one person's (clinicians.md 1.3): a table of what people write and registers hold."""

import pytest

from bedside.policy.registers import names
from bedside.policy.registers.names import Name


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Haddad", "HADDAD"),
        ("  haddad ", "HADDAD"),
        ("O'Brien", "OBRIEN"),
        ("O\u2019Brien", "OBRIEN"),
        ("OBRIEN", "OBRIEN"),
        ("Núñez", "NUNEZ"),
        ("Nu\u0301n\u0303ez", "NUNEZ"),
        ("Łukasiewicz", "LUKASIEWICZ"),
        ("Sørensen", "SORENSEN"),
        ("Strauß", "STRAUSS"),
        ("Garcia-Lopez", "GARCIALOPEZ"),
        ("Garcia\u2010Lopez", "GARCIALOPEZ"),
        ("Garcia Lopez", "GARCIALOPEZ"),
        ("van der Berg", "VANDERBERG"),
        ("St. John", "STJOHN"),
        ("Haddad Jr.", "HADDAD"),
        ("Haddad, Sr", "HADDAD"),
        ("HADDAD III", "HADDAD"),
        ("Haddad IV", "HADDAD"),
        ("Haddad, M.D.", "HADDAD"),
        ("Haddad MD FACP", "HADDAD"),
        ("Haddad, D.O., M.P.H.", "HADDAD"),
        ("Dr. Haddad", "HADDAD"),
        ("Do", "DO"),
        ("Ma", "MA"),
        ("DO, MINH", "DOMINH"),
        ("Li", "LI"),
        ("J", "J"),
        ("Иванова", "ИВАНОВА"),
        ("王", "王"),
        ("FNU", ""),
        ("Unavail", ""),
        ("", ""),
        ("- '", ""),
    ],
)
def test_names_are_compared_without_marks_and_titles(text: str, key: str) -> None:
    assert names.key(text) == key


@pytest.mark.parametrize(
    ("family", "given", "asked_family", "asked_given", "kind"),
    [
        ("HADDAD", "UMA", "Haddad", "Uma", "exact"),
        ("NUNEZ", "JOSE", "Núñez", "José", "exact"),
        ("O'BRIEN", "SEAN", "OBrien", "Sean", "exact"),
        ("OBRIEN", "SEAN", "O\u2019Brien", "Sean", "exact"),
        ("GARCIA-LOPEZ", "ANA", "Garcia Lopez", "Ana", "exact"),
        ("GARCIA-LOPEZ", "ANA", "Garcia", "Ana", "exact"),
        ("GARCIA-LOPEZ", "ANA", "Lopez", "Ana", "exact"),
        ("LOPEZ", "ANA", "Garcia-Lopez", "Ana", "exact"),
        ("HADDAD JR", "UMA", "Haddad", "Uma", "exact"),
        ("HADDAD", "UMA", "Haddad III", "Uma, MD", "exact"),
        ("UEDA", "J", "Ueda", "J", "exact"),
        ("SUHARTO", "", "Suharto", "", "exact"),
        ("SUHARTO", "FNU", "Suharto", "", "exact"),
        ("DO", "MINH", "Do", "Minh", "exact"),
        ("DO", "MINH", "Do, D.O.", "Minh", "exact"),
        ("SMITH", "MARY ANN", "Smith", "Mary-Ann", "exact"),
        ("HADDAD", "UMA", "Haddad", "U.", "near"),
        ("HADDAD", "U", "Haddad", "Uma", "near"),
        ("SMITH", "WILLIAM", "Smith", "Bill", "near"),
        ("SMITH", "BILL", "Smith", "William", "near"),
        ("SMITH", "ELIZABETH", "Smith", "Beth", "near"),
        ("SMITH", "MARY ANN", "Smith", "Mary", "near"),
        ("SUHARTO", "", "Suharto", "Ali", "near"),
        ("GARCIA LOPEZ", "ANA", "Garcia", "Ana", "near"),
        ("HADDAD", "UMA", "Haddad", "Ida", "none"),
        ("HADDAD", "UMA", "Nasser", "Uma", "none"),
        ("AL-SAYED", "OMAR", "Al", "Omar", "none"),
        ("GARCIA LOPEZ", "ANA", "Garcia", "A", "none"),
        ("HADDAD", "UMA", "", "", "none"),
        ("HADDAD", "UMA", "", "Uma", "none"),
        ("", "", "", "", "none"),
        ("SMITH", "WILLIAM", "Smith", "Robert", "none"),
    ],
)
def test_who_may_be_whom(family: str, given: str, asked_family: str, asked_given: str, kind: str) -> None:
    assert names.compare(Name(family, given), family=asked_family, given=asked_given) == kind


@pytest.mark.parametrize(
    ("known", "family", "given", "kind"),
    [
        (Name("NASSER", "UMA", other_family="HADDAD"), "Haddad", "Uma", "exact"),
        (Name("NASSER", "UMA", other_family="HADDAD"), "Nasser-Haddad", "Uma", "exact"),
        (Name("NASSER", "UMA", other_family="HADDAD-REY"), "Rey", "Uma", "exact"),
        (Name("HADDAD", "UMA", "KARIMA"), "Haddad", "Uma Karima", "exact"),
        (Name("HADDAD", "UMA", "KARIMA"), "Haddad", "Karima", "near"),
        (Name("HADDAD", "UMA", "K"), "Haddad", "Uma K.", "exact"),
        (Name("HADDAD", "UMA", "K"), "Haddad", "Karl", "none"),
    ],
)
def test_other_last_names_and_middle_names_count(known: Name, family: str, given: str, kind: str) -> None:
    assert names.compare(known, family=family, given=given) == kind


@pytest.mark.parametrize(
    ("text", "ways"),
    [
        ("Haddad", [("HADDAD", "")]),
        ("Uma Haddad", [("UMAHADDAD", ""), ("HADDAD", "UMA"), ("UMA", "HADDAD")]),
        ("Haddad, Uma K.", [("HADDAD", "UMA")]),
        ("Dr. Uma Haddad, MD", [("UMAHADDAD", ""), ("HADDAD", "UMA"), ("UMA", "HADDAD")]),
        ("Ana Garcia Lopez", [("ANAGARCIALOPEZ", ""), ("GARCIALOPEZ", "ANA"), ("LOPEZ", "ANA")]),
        ("", []),
        (",", []),
        (", Uma", []),
        ("' -", []),
    ],
)
def test_a_whole_name_is_read_in_every_way(text: str, ways: list[tuple[str, str]]) -> None:
    assert [(way.family, way.given) for way in names.readings(text)] == ways


def test_a_name_of_many_words_has_few_readings() -> None:
    assert len(names.readings("a " * 5_000)) <= names.MOST_WORDS


def test_a_person_is_found_by_other_names_too() -> None:
    known = Name("GARCIA-LOPEZ", other_family="DE LA CRUZ")
    assert names.other_keys(known) == {"GARCIA", "LOPEZ", "DELACRUZ"}


def test_every_short_form_stands_with_another_name() -> None:
    groups = names._short_forms()
    assert len(groups) > 500
    assert all(name == names.key(name) for name in groups)
