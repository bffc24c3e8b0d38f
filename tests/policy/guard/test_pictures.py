"""What a picture shows becomes findings with a box: words whose spaces were lost, codes, faces."""

from __future__ import annotations

import time
from typing import get_args

import pytest

from bedside.policy.guard import Facts, inspect
from bedside.policy.guard.messages.picture import MESSAGES
from bedside.policy.guard.model import KINDS, Audience, Role
from bedside.policy.guard.pictures import RULES, WHOLE, Box, Glimpse, inspect_picture, readings, spaced
from bedside.policy.guard.verdicts import level_of

CLINICIAN = Facts(role="clinician")
PATIENT = Facts(role="patient")


def line(words: str, y: float = 0.1) -> Glimpse:
    """Return a line of words that was read."""
    return Glimpse("text", (0.1, y, 0.3, 0.03), words)


def code(says: str) -> Glimpse:
    """Return a code that was read."""
    return Glimpse("code", (0.5, 0.5, 0.2, 0.1), says)


FACE = Glimpse("face", (0.3, 0.2, 0.25, 0.4))


def kinds(*seen: Glimpse, facts: Facts = CLINICIAN) -> set[tuple[str, Box]]:
    """Return what is found, and where."""
    return {(finding.kind, finding.box) for finding in inspect_picture(seen, facts).findings}


class TestWords:
    @pytest.mark.parametrize(
        ("words", "kind"),
        [
            ("MRN 00482917", "record_no"),
            ("MRN:00482917", "record_no"),
            ("MRN00482917", "record_no"),
            ("MRN:00482917DOB03/14/1951", "record_no"),
            ("MRN:00482917DOB03/14/1951", "date"),
            ("DOB:03/14/1951", "date"),
            ("Admitted:NoV20202614:32", "date"),
            ("DOB:Nov20,1951", "date"),
            ("Seen20Nov2026", "date"),
            ("DOB14MAR1951", "date"),
            ("Ring(555)014-7719", "phone"),
            ("Tel:5550147719", "phone"),
            ("dana.w@mail.example", "email"),
            ("dana. w@mail. example", "email"),
            ("SSN:321-54-9876", "ssn"),
            ("NHS:9434765919", "ssn"),
        ],
    )
    def test_identifiers_are_found_though_spaces_are_lost_or_added(self, words: str, kind: str) -> None:
        assert (kind, line(words).box) in kinds(line(words))

    @pytest.mark.parametrize(
        "words",
        [
            "120/80mmHg",
            "HR72SpO298%",
            "0 10 20 30 40 50 60 70 80 90",
            "1 0 0 2 0 0 3 0 0 4",
            "20 25 55 01 47",
            "L",
            "II aVR V1 V4",
            "25mm/s10mm/mV",
            "Ibuprofen400mg",
            "2.5cm",
            "Figure3:mean(95%CI)",
            "T2FLAIR",
            "in 2019",
        ],
    )
    def test_figures_of_charts_and_scans_are_silent(self, words: str) -> None:
        assert kinds(line(words)) == set()

    def test_a_label_in_one_line_speaks_for_the_next(self) -> None:
        assert ("record_no", line("", 0.2).box) in kinds(line("MRN", 0.1), line("00482917", 0.2))

    def test_lines_that_have_nothing_to_do_with_each_other_make_no_name_or_place(self) -> None:
        words = ("SpO2", "12", "Kaplan-Meier estimate", "Placebo 312", "Fibrinogen3.2g/L", "Steps", "Made in Germany")
        alone = {kind for words_ in words for kind, _box in kinds(line(words_))}
        assert {kind for kind, _box in kinds(*(line(word, n / 10) for n, word in enumerate(words)))} <= alone

    def test_words_strewn_over_a_picture_are_no_combination(self) -> None:
        seen = [line("61 year old mayor", 0.1), line("of Alder Creek, our only case", 0.2), line("this morning", 0.3)]
        assert {kind for kind, _box in kinds(*seen)} & {"combination", "recency"} == set()

    def test_a_number_alone_is_none(self) -> None:
        assert kinds(line("00482917")) == set()

    def test_each_box_has_a_kind_once(self) -> None:
        found = inspect_picture([line("MRN: 00482917, MRN: 00518224")], CLINICIAN).findings
        assert [finding.kind for finding in found].count("record_no") == 1

    def test_findings_stand_from_top_to_bottom_whatever_was_read_first(self) -> None:
        seen = [line("MRN: 00482917", 0.8), FACE, line("Tel: (555) 014-7719", 0.1), code("A/4711/882")]
        reports = [inspect_picture(order, CLINICIAN) for order in (seen, seen[::-1])]
        assert [finding.box[1] for finding in reports[0].findings] == sorted(f.box[1] for f in reports[0].findings)
        assert reports[0].verdict == reports[1].verdict == "hold"
        assert {f.rule for f in reports[0].findings} == {f.rule for f in reports[1].findings}

    @pytest.mark.parametrize(
        ("given", "wanted"),
        [
            ("MRN:00482917DOB03/14/1951", "MRN: 00482917 DOB 03/14/1951"),
            ("QUILLON,ADAR", "QUILLON, ADAR"),
            ("Alder CreekHospital", "Alder Creek Hospital"),
            ("NoV20202614:32", "Nov 20, 2026 14: 32"),
            ("plain words", "plain words"),
            ("", ""),
        ],
    )
    def test_spaces_are_put_where_they_were_lost(self, given: str, wanted: str) -> None:
        assert spaced(given) == wanted


class TestReadings:
    @pytest.mark.parametrize(
        ("words", "name"),
        [
            ("QUILLON,ADA", "Quillon, Ada"),
            ("QUILLON^ADA^R", "Quillon, Ada, R"),
            ("QUILLON, ADA R", "Quillon, Ada R"),
            ("O'HARA,PADRAIG J", "O'Hara, Padraig J"),
            ("KOCH-BLUM , ANNE", "Koch-Blum , Anne"),
        ],
    )
    def test_a_name_as_machines_write_it_is_read_as_people_do(self, words: str, name: str) -> None:
        assert name in [reading for reading, _believed in readings(words)]

    @pytest.mark.parametrize(
        "words", ["KEEP OUT OF REACH", "T1W+C", "A,B", "Salt, sugar", "12,5", "I, II, III, aVR, aVL"]
    )
    def test_other_capitals_are_left_as_they_are(self, words: str) -> None:
        found = {reading for reading, _believed in readings(words)}
        assert found <= {words, spaced(words), words.replace(" ", "")}

    def test_run_together_only_numbers_are_believed(self) -> None:
        believed = dict(readings("MRN 00482917"))
        assert (believed["MRN 00482917"] > believed["MRN00482917"], "number" in believed["MRN00482917"]) == (True, True)


class TestCodes:
    @pytest.mark.parametrize("says", ["00482917", "A-4711-00182", "PAT:774120", "(01)04006381333931(21)A77412"])
    def test_a_number_in_a_code_leads_to_somebody(self, says: str) -> None:
        assert inspect_picture([code(says)], CLINICIAN).verdict == "hold"

    @pytest.mark.parametrize("says", ["4006381333931", "96385074", "WARD", "A1", "", "https://www.who.int/news"])
    def test_goods_words_and_pages_are_silent(self, says: str) -> None:
        assert kinds(code(says)) == set()

    def test_a_wrong_check_digit_is_no_product(self) -> None:
        assert kinds(code("4006381333931")) == set()
        assert {box for _kind, box in kinds(code("4006381333932"))} == {code("").box}

    def test_what_a_code_says_goes_through_the_detectors(self) -> None:
        assert kinds(code("MAILTO:dana.w@mail.example")) == {("email", code("").box)}


class TestFaces:
    def test_a_face_is_the_letter_q(self) -> None:
        [found] = inspect_picture([FACE], CLINICIAN).findings
        assert (found.kind, found.letter, found.rule, found.box) == ("image", "Q", "picture.face", FACE.box)

    @pytest.mark.parametrize("role", get_args(Role))
    @pytest.mark.parametrize("audience", get_args(Audience))
    def test_it_weighs_what_the_table_says_of_identity(self, role: Role, audience: Audience) -> None:
        facts = Facts(role=role, audience=audience)
        [found] = inspect_picture([FACE], facts).findings
        subject = "self" if role in ("patient", "personal") else "other"
        assert found.level == level_of(weight="identity", rule="picture.face", subject=subject, facts=facts)


class TestVerdicts:
    @pytest.mark.parametrize(
        ("role", "verdict"), [("clinician", "hold"), ("student", "hold"), ("practice", "hold"), ("carer", "hold")]
    )
    def test_who_shows_others_waits(self, role: Role, verdict: str) -> None:
        assert inspect_picture([FACE], Facts(role=role)).verdict == verdict

    @pytest.mark.parametrize("audience", get_args(Audience))
    def test_a_patient_is_warned_and_never_stopped(self, audience: Audience) -> None:
        seen = [line("QUILLON, ADA  MRN: 00482917  DOB 03/14/1951"), code("00482917"), FACE]
        assert inspect_picture(seen, Facts(role="patient", audience=audience)).verdict in ("pass", "advise", "confirm")

    def test_an_empty_picture_passes(self) -> None:
        assert inspect_picture([], CLINICIAN).to_dict() == {"verdict": "pass", "findings": []}

    @pytest.mark.parametrize(("facts", "verdict"), [(CLINICIAN, "hold"), (PATIENT, "advise")])
    def test_a_picture_that_could_not_be_read_is_said_so(self, facts: Facts, verdict: str) -> None:
        report = inspect_picture(None, facts)
        [found] = report.findings
        assert (report.verdict, found.kind, found.letter, found.box) == (verdict, "unchecked", None, WHOLE)

    def test_the_same_words_in_a_text_and_in_a_picture_have_the_same_shape(self) -> None:
        [written] = inspect("My patient, MRN 00482917.", CLINICIAN).findings
        told = written.to_dict()
        shown = next(f for f in inspect_picture([line("MRN 00482917")], CLINICIAN).findings).to_dict()
        assert set(shown) - {"box"} == set(told)
        assert (shown["start"], shown["end"], shown["box"]) == (None, None, [0.1, 0.1, 0.3, 0.03])

    def test_no_report_holds_a_word_that_was_read(self) -> None:
        report = inspect_picture([line("MRN 00482917"), code("774120881")], CLINICIAN)
        assert "00482917" not in str(report.to_dict())
        assert "774120881" not in str(report.to_dict())


def test_every_rule_has_its_words_and_a_kind_of_the_table() -> None:
    assert set(MESSAGES) == set(RULES)
    assert {KINDS["image"].weight, KINDS["other_id"].weight} == {"identity"}


@pytest.mark.parametrize("words", ["1" * 100_000, "1 " * 50_000, "Ab1:" * 20_000, "nov2020" * 10_000, "@" * 100_000])
def test_hostile_words_take_no_longer_than_a_moment(words: str) -> None:
    begun = time.process_time()
    inspect_picture([line(words), code(words)], CLINICIAN)
    assert time.process_time() - begun < 2


def test_a_picture_full_of_words_is_judged_in_a_moment() -> None:
    seen = [line(f"Row {n}: value {n * 7} given at 10:{n % 60:02d}", n / 500) for n in range(500)]
    begun = time.process_time()
    inspect_picture(seen, CLINICIAN)
    assert time.process_time() - begun < 5
