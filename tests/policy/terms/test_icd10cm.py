"""Reading ICD-10-CM: codes with inclusion terms; chapter R is of symptoms."""

from bedside.policy.terms import icd10cm
from bedside.policy.terms.model import About, BadRow


def test_a_code_has_its_inclusion_terms():
    (term,) = icd10cm.read([("G93.32", "Myalgic encephalomyelitis/chronic fatigue syndrome", ["ME/CFS", ""])])
    assert (term.code, term.about, [name.text for name in term.names]) == ("G93.32", About.CONDITION, ["ME/CFS"])


def test_the_chapter_of_symptoms_gives_symptoms():
    (term,) = icd10cm.read([("R05", "Cough", [])])
    assert term.about is About.SYMPTOM


def test_a_code_without_a_name_is_told_by_its_place():
    read = list(icd10cm.read([("A00", "Cholera", []), ("A01", " ", []), ("A02", "x" * 301, [])]))
    assert [one.line for one in read if isinstance(one, BadRow)] == [2, 3]
