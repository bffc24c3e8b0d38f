"""Phrases that tell, deny or imply a care relation."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bedside.policy.guard import Facts, inspect, relation, relation_score, relation_words
from bedside.policy.guard.model import Role
from bedside.policy.guard.relation import RULES
from bedside.policy.guard.relation_score import WEIGHTS
from bedside.policy.guard.tables import rows

REPLY = Facts(role="clinician", in_reply_to="patient")
OWN = Facts(role="clinician")

SENTENCES = [
    (line.split("\t")[1], line.startswith("telling"))
    for line in Path(__file__).with_name("relation_sentences.tsv").read_text().splitlines()
]
TELLING = [
    ("rel.you_patient", "You were our patient for three years."),
    ("rel.you_patient", "You are a patient of ours, so do call."),
    ("rel.you_patient", "You've been one of my patients for ages."),
    ("rel.you_patient", "As your surgeon I have to say slow down."),
    ("rel.you_patient", "Speaking as your GP, this is fine."),
    ("rel.you_patient", "When I treated you the swelling was worse."),
    ("rel.you_patient", "We operated on your knee last spring."),
    ("rel.you_patient", "I delivered your twins, remember?"),
    ("rel.you_patient", "I've been your dentist since school."),
    ("rel.you_patient", "I took your appendix out in a storm."),
    ("rel.you_patient", "It was a pleasure treating you."),
    ("rel.you_patient", "We loved looking after your mum."),
    ("rel.you_patient", "I saw you in clinic and you looked well."),
    ("rel.you_patient", "Since we last saw you a lot has changed."),
    ("rel.you_patient", "You came to our clinic with a cough."),
    ("rel.you_patient", "You were under my care that winter."),
    ("rel.you_patient", "I am the one who stitched your chin... no, your hand."),
    ("rel.you_patient", "we had diagnosed you before the move"),
    ("rel.you_patient", "i prescribed you the lower dose for a reason"),
    ("rel.you_patient", "As I told you in clinic, walk every day."),
    ("rel.you_patient", "My colleague examined you first."),
    ("rel.you_patient", "I remember you from the ward."),
    ("rel.you_patient", "We patched you up and sent you home."),
    ("rel.visit", "You were seen here in June."),
    ("rel.visit", "Your appointment with us was on time."),
    ("rel.visit", "Your last visit to our office went well."),
    ("rel.visit", "Your biopsy was read by my colleague."),
    ("rel.visit", "Your stay on our ward was short."),
    ("rel.visit", "You were treated by our team."),
    ("rel.visit", "You've been admitted to our unit before."),
    ("rel.visit", "Your appointment on Friday was short."),
    ("rel.visit", "It was lovely to see you in clinic."),
    ("rel.visit", "You were examined at our practice."),
    ("rel.visit", "You missed your appointment."),
    ("rel.visit", "You cancelled the last two sessions."),
    ("rel.visit", "Your surgery here took four hours."),
    ("rel.visit", "When you visited our clinic the desk was busy."),
    ("rel.record", "Your chart says otherwise."),
    ("rel.record", "Our records show a different story."),
    ("rel.record", "Your results came back fine."),
    ("rel.record", "I looked at your scan again."),
    ("rel.record", "We have your lab results."),
    ("rel.record", "According to your notes it was the left side."),
    ("rel.record", "You are in our system."),
    ("rel.record", "I pulled up your file and saw why."),
    ("rel.record", "Your x-ray shows nothing broken."),
    ("rel.plan", "We'll repeat your blood test."),
    ("rel.plan", "Come back Thursday for a check."),
    ("rel.plan", "I will increase your dose."),
    ("rel.plan", "We will see you on Monday."),
    ("rel.plan", "We're going to repeat your scan."),
    ("rel.plan", "See you in clinic."),
    ("rel.plan", "Your next appointment is on Friday."),
    ("rel.plan", "Pop in tomorrow so we can look."),
    ("rel.plan", "Stop the tablets I prescribed."),
    ("rel.plan", "I will call you with your results."),
    ("rel.named", "@x is a patient of mine."),
    ("rel.named", "@bluebird7 was our patient."),
    ("rel.named", "We had her on our unit in spring."),
    ("rel.named", "She is one of our patients."),
    ("rel.named", "This person was a patient at our clinic."),
    ("rel.named", "I know @bluebird7 from the ward."),
    ("rel.named", "Dear former patient of ours, we think of you."),
    ("rel.named", "I treated @bluebird7 and it went well."),
    ("rel.thanks", "Thank you for trusting us with your hip."),
    ("rel.thanks", "Thanks for choosing our clinic for your surgery."),
    ("rel.thanks", "Thank you for choosing us."),
    ("rel.thanks", "Thank you for being such a patient patient."),
    ("rel.thanks", "Thanks for letting us look after your baby."),
    ("rel.thanks", "Thank you for coming in."),
    ("rel.denial", "You were never seen here."),
    ("rel.denial", "We hold no record of you here."),
    ("rel.denial", "We have no patient of that name."),
    ("rel.denial", "I never treated you."),
    ("rel.denial", "You are not our patient."),
    ("rel.denial", "You have never been a patient here."),
    ("rel.denial", "We cannot find you in our records."),
    ("rel.denial", "You did not have an appointment with us."),
    ("rel.denial", "Nobody by that name came to us."),
    ("rel.implied", "Glad your stitches held."),
    ("rel.implied", "So happy your graft has healed."),
    ("rel.implied", "How is the knee we replaced?"),
    ("rel.implied", "We miss you on the ward."),
    ("rel.offer", "If you were my patient I would stop it."),
    ("rel.offer", "If I were your doctor I would wait."),
]

SILENT = [
    "Our patients often ask about salt.",
    "See your own doctor about this.",
    "Ask your surgeon before you run.",
    "I am not your doctor.",
    "I'm not your doctor, but salt matters.",
    "General information only.",
    "Ask your surgeon what the scan showed.",
    "Your doctor will tell you more.",
    "As your doctor will tell you, rest helps.",
    "If your chart says penicillin allergy, tell the team.",
    "Ask what your chart says about allergies.",
    "We treat every patient the same way.",
    "We see this often in our clinic.",
    "A patient of mine once said that pain has a colour.",
    "Our clinic is open from eight to five.",
    "We will answer your question tomorrow.",
    "I saw your post and liked it.",
    "We reviewed your comment and put it back.",
    "Thank you all for your kindness.",
    "Thank you everyone for visiting our clinic on open day.",
    "Thanks for trusting us with this interview.",
    "Thank you for visiting our stand at the congress.",
    "See you Thursday at the congress.",
    "Come back tomorrow for part two.",
    "Great to see you at the conference.",
    "We have no record of adverse events in the trial.",
    "Our records show that most patients recover.",
    "I hope your surgery goes well.",
    "Glad you feel better.",
    "Glad your knee is better today.",
    "Take your own pulse and write it down.",
    "Bring your insulin to every visit.",
    "Write down your questions before your next visit.",
    "Your body needs iron.",
    "Your next step is to ask a pharmacist.",
    "You are not alone.",
    "You are not a number.",
    "You have a right to your records.",
    "You can book your appointment online.",
    "You may see your notes under the law.",
    "Our nurses are kind and our ward is old.",
    "We operated for six hours and everyone was tired.",
    "I treated hundreds of people with this drug.",
    "I have delivered hundreds of babies.",
    "When I trained, we used older drugs.",
    "The surgeon who operated on you can answer that best.",
    "Your own team knows your history.",
    "Nobody can say that from a picture.",
    "We do not discuss people here.",
    "Our manager is happy to talk.",
    "We say nothing about any one person.",
    "People come to our clinic from far away.",
    "My partner and I wrote the guideline.",
    "How is the weather with you?",
    "If you cannot come, tell the desk early.",
    "If you are our patient, the app shows your visits.",
    "Patients are seen here by appointment.",
    "You should be seen by a doctor today.",
    "You could ask for a second opinion.",
    "Do you have a follow up with anyone?",
    "The results of the study are back.",
    "We looked at your country's data.",
    "I read your story with care.",
    "I will share your story with my students.",
    "We changed our opening times.",
    "We removed your comment because it named someone.",
    "I met you at the marathon.",
    "You were kind to our speaker.",
    "She is a great cardiologist.",
    "@x is a colleague of mine.",
    "@x wrote a good paper on stents.",
    "I know @x from school.",
    "This account makes me smile.",
    "Your question was asked in our class.",
    "As someone who has looked after many families, I agree.",
    "A clinic can do that test again.",
    "When should you be seen in a clinic?",
]


@pytest.mark.parametrize(("rule", "text"), TELLING)
def test_a_telling_phrase_is_found_in_an_answer(rule: str, text: str) -> None:
    assert rule in {finding.rule for finding in inspect(text, REPLY).findings}


@pytest.mark.parametrize("text", SILENT)
def test_general_talk_and_disclaimers_are_silent_even_in_an_answer(text: str) -> None:
    assert [f.rule for f in inspect(text, REPLY).findings if f.kind == "relation"] == []


def test_sentences_of_answers_that_tell_are_found() -> None:
    telling = [text for text, tells in SENTENCES if tells]
    found = [text for text in telling if any(f.kind == "relation" for f in inspect(text, REPLY).findings)]
    assert len(found) >= 0.99 * len(telling) >= 700


def test_ordinary_answers_are_silent() -> None:
    silent = [text for text, tells in SENTENCES if not tells]
    assert len(silent) >= 700
    assert [text for text in silent if any(f.kind == "relation" for f in inspect(text, REPLY).findings)] == []


def test_a_plural_that_belongs_to_somebody_else_is_silent() -> None:
    assert [f for f in inspect("You are all my patients' heroes.", REPLY).findings if f.kind == "relation"] == []


def test_what_only_the_sum_of_signs_suspects_asks_for_one_more_press_and_only_in_an_answer() -> None:
    text = "Your dentures are ready."
    report = inspect(text, REPLY)
    assert ([f.rule for f in report.findings if f.kind == "relation"], report.verdict) == (["rel.likely"], "confirm")
    assert [f for f in inspect(text, OWN).findings if f.kind == "relation"] == []


@pytest.mark.parametrize(
    "text",
    [
        "You skipped the blood test we asked for.",
        "So pleased your braces are off, you were a model patient.",
        "Our midwife was with you for eleven hours.",
        "You were on our waiting list for two months.",
    ],
)
def test_many_signs_in_one_sentence_refuse_an_answer_and_only_ask_elsewhere(text: str) -> None:
    answer, own = inspect(text, REPLY), inspect(text, OWN)
    assert ([f.rule for f in answer.findings], answer.verdict) == (["rel.telling"], "refuse")
    assert ([f.rule for f in own.findings], own.verdict) == (["rel.likely"], "confirm")


@pytest.mark.parametrize(
    "text",
    [
        "Flu season is hard. Rest well. And please finish the course I gave you.",
        "Thank you for writing. We hear this often. Your stitches were put in by our best nurse.",
    ],
)
def test_half_a_sentence_at_the_end_is_enough(text: str) -> None:
    assert [f for f in inspect(text, REPLY).findings if f.kind == "relation"]


def test_the_words_behind_the_sum_are_sorted_unique_and_known_by_weight() -> None:
    listed = [word for word, _ in rows("relation_kinds.tsv")]
    stand_for = {kind for _, kinds in rows("relation_kinds.tsv") for kind in kinds.split()}
    assert listed == sorted(set(listed))
    assert {f":{kind}" for kind in stand_for} <= WEIGHTS.keys()


def test_the_tables_hold_at_least_sixty_phrases_each() -> None:
    assert min(len(TELLING), len(SILENT)) >= 60


def test_every_rule_has_a_phrase_that_shows_it() -> None:
    assert {rule for rule, _ in TELLING} == set(RULES) - {"rel.likely", "rel.telling"}


@pytest.mark.parametrize("role", ["patient", "carer", "personal", "researcher", "moderator"])
def test_authors_without_a_side_of_care_may_name_their_clinicians(role: str) -> None:
    facts = Facts(role=role)  # type: ignore[arg-type]  # the parameter is one of the roles
    assert inspect("You were our patient. My surgeon says your chart says so.", facts).findings == ()


@pytest.mark.parametrize("role", ["clinician", "student", "practice", "organisation"])
def test_every_own_side_role_is_refused_in_public(role: str) -> None:
    facts = Facts(role=role)  # type: ignore[arg-type]  # the parameter is one of the roles
    assert inspect("You were our patient.", facts).verdict == "refuse"


def test_a_room_holds_the_phrase_instead_of_refusing_it() -> None:
    assert inspect("You were our patient.", Facts(audience="room")).verdict == "hold"


@pytest.mark.parametrize("answered", [None, "clinician", "student"])
@pytest.mark.parametrize(
    "text",
    [
        "My patients with this tend to do well on the lower dose.",
        "I treated a man with the same thing in residency and we missed it for a week.",
        "I broke my hip at 40, and my own surgeon told me off for skiing too soon.",
        "At my last appointment the nurse had no idea I was a doctor.",
        "Your registrar did a lovely job presenting that.",
        "Most of my referrals to your unit come back with a clear letter, thank you.",
        "You put that very well, we do the same with our frail patients.",
    ],
)
def test_colleagues_in_a_room_may_tell_of_their_work_and_their_own_illness(text: str, answered: Role | None) -> None:
    report = inspect(text, Facts(audience="room", in_reply_to=answered))
    assert [f for f in report.findings if f.kind == "relation"] == []


def test_a_patient_answered_in_a_room_is_still_protected_from_news_of_care() -> None:
    report = inspect("Your dentures are ready.", Facts(audience="room", in_reply_to="patient"))
    assert [f.rule for f in report.findings if f.kind == "relation"] == ["rel.likely"]


@pytest.mark.parametrize(
    ("file", "telling", "found_at_least", "asked_at_most"),
    [("relation_unseen.tsv", 101, 0.78, 0.08), ("relation_twins.tsv", 50, 0.88, 0.16)],
)
def test_sentences_that_no_training_saw_keep_what_was_reached(
    file: str, telling: int, found_at_least: float, asked_at_most: float
) -> None:
    lines = [line.split("\t") for line in Path(__file__).with_name(file).read_text().splitlines()]
    found: dict[str, list[bool]] = {"telling": [], "silent": []}
    for answer, text in lines:
        found[answer].append(any(f.kind == "relation" for f in inspect(text, REPLY).findings))
    assert len(found["telling"]) >= telling
    assert sum(found["telling"]) >= found_at_least * len(found["telling"])
    assert sum(found["silent"]) <= asked_at_most * len(found["silent"])
    assert {text for _, text in lines}.isdisjoint(text for text, _ in SENTENCES)


def test_an_offer_of_care_is_only_advised_against() -> None:
    assert inspect("If you were my patient I would stop it.", REPLY).verdict == "advise"


@pytest.mark.parametrize("text", ["We had her on our unit.", "She was our patient.", "Thank you for choosing us."])
def test_a_pronoun_or_bare_thanks_needs_somebody_who_is_answered(text: str) -> None:
    assert inspect(text, OWN).verdict == "pass"


def test_pointing_at_an_account_is_enough_for_a_pronoun() -> None:
    assert inspect("Look at this account: we had her on our unit.", OWN).verdict == "refuse"


def test_contractions_spacing_and_look_alikes_change_nothing() -> None:
    text = "Y\u043eu\u2019ve  been\u200b one of m\u0443 patients"
    assert inspect(text, OWN).verdict == "refuse"


def test_a_phrase_does_not_reach_over_the_end_of_a_clause() -> None:
    assert inspect("We treated ourselves to cake; you were next in the queue.", OWN).verdict == "pass"


def test_the_span_covers_the_phrase_and_not_the_sentence() -> None:
    text = "Well, your chart says so, and more."
    (finding,) = inspect(text, OWN).findings
    assert text[finding.start : finding.end] == "your chart says"


def test_a_date_inside_a_phrase_is_found_as_well() -> None:
    report = inspect("Your visit with us on 03/14/2024 was short.", Facts(posted_on=date(2026, 1, 5)))
    assert {finding.kind for finding in report.findings} == {"date", "relation"}


@pytest.mark.parametrize(
    "text", ["you your " * 2500, "we " * 7000, "your chart " * 1800, "i " * 20_000, "you were " * 2200]
)
def test_hostile_repetition_gets_an_answer(text: str) -> None:
    assert inspect(text, REPLY).chars == len(text)


@pytest.mark.parametrize("name", [name for name in dir(relation_words) if name.isupper()])
def test_word_lists_are_sorted_and_without_doubles(name: str) -> None:
    entries = getattr(relation_words, name)
    assert list(entries) == sorted(set(entries))


def test_people_care_and_own_side_have_at_least_sixty_words_each() -> None:
    care = {*relation_words.CARE_NOUNS, *relation_words.CARE_VERBS}
    own_side = {*relation_words.PLACES, *relation_words.OWN_PEOPLE}
    assert min(len(relation_words.KIN), len(care), len(own_side)) >= 60


SPEAKS_OF_NOBODY = (
    "The procedure is simpler while breathing is still fairly strong,"
    " and this is the reason why teams bring it up early."
)


@pytest.mark.parametrize(
    ("words", "strong", "rule"),
    [
        ("you had it done here", True, "rel.telling"),
        ("you had it done here", False, "rel.likely"),
        ("how are the crutches going", True, "rel.likely"),
        ("how are the crutches going", False, "rel.likely"),
        ("the scan is usually done again", True, "rel.likely"),
        ("the scan is usually done again", False, None),
        ("you had it done as most people do", True, "rel.telling"),
    ],
)
def test_what_a_sum_leads_to_hangs_on_whether_somebody_is_meant(words: str, strong: bool, rule: str | None) -> None:
    total = relation_score.STRONG + 0.1 if strong else relation_score.LIMIT + 0.1
    assert relation.weighed(total, REPLY, words=words.split()) == rule


def test_a_general_sentence_of_an_answer_is_not_refused() -> None:
    assert "rel.telling" not in {finding.rule for finding in inspect(SPEAKS_OF_NOBODY, REPLY).findings}
