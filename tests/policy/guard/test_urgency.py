"""How soon somebody may need help: what is found, what takes it away again, and what a hint never does."""

from __future__ import annotations

import json
import random
from importlib.resources import files
from pathlib import Path

import pytest

from bedside.policy.guard import Facts, inspect, urgency, urgency_score
from bedside.policy.guard.context import IDIOMS
from bedside.policy.guard.messages import MESSAGES
from bedside.policy.guard.model import Hint, Urgency
from bedside.policy.guard.tables import rows
from bedside.policy.guard.text import Doc
from bedside.policy.guard.urgency_rules import RULES
from bedside.policy.guard.urgency_score import RULES as LIKELY

POSTS = [json.loads(line) for line in Path(__file__).with_name("urgent_posts.jsonl").read_text().splitlines()]
UNSEEN = [json.loads(line) for line in Path(__file__).with_name("urgent_unseen.jsonl").read_text().splitlines()]
TWINS = [json.loads(line) for line in Path(__file__).with_name("urgent_twins.jsonl").read_text().splitlines()]
ALARMS = ("emergency", "selfharm", "urgent")
LISTS = [
    "context.tsv", "idioms.tsv", "relation_weights.tsv", "spelling_mended.tsv", "spelling_right.tsv", "texting.tsv",
    "urgency_rules.tsv", "urgency_weights.tsv", "urgency_words.tsv",
]  # fmt: skip


def read(text: str) -> Urgency:
    return urgency.read(Doc(text, Facts(role="patient")))


def share(cls: str, good: tuple[str, ...], posts: list[dict[str, str]] = POSTS) -> float:
    told = [read(post["text"]) for post in posts if post["urgency"] == cls]
    return sum(any(one in good for one in (u.cls, *(h.cls for h in u.hints))) for u in told) / len(told)


def test_emergencies_of_the_own_posts_are_found() -> None:
    assert share("emergency", ("emergency", "selfharm")) >= 0.95


def test_self_harm_in_the_own_posts_is_found() -> None:
    assert share("selfharm", ("selfharm",)) >= 0.95


def test_few_routine_posts_are_flagged() -> None:
    assert share("routine", ALARMS) <= 0.10


def test_posts_that_no_training_saw_keep_what_was_reached() -> None:
    """A third of the newest posts, twins on one side; written to be hard: half of the routine ones are twins."""
    assert share("emergency", ("emergency", "selfharm"), UNSEEN) >= 0.80
    assert share("selfharm", ("selfharm",), UNSEEN) >= 0.65
    assert share("routine", ALARMS, UNSEEN) <= 0.19
    assert {post["text"] for post in UNSEEN}.isdisjoint(post["text"] for post in POSTS)


def test_understated_posts_with_a_twin_in_nearly_the_same_words_keep_what_was_reached() -> None:
    assert share("selfharm", ("selfharm",), TWINS) >= 0.75
    assert share("emergency", ("emergency", "selfharm"), TWINS) >= 0.85
    assert share("routine", ALARMS, TWINS) <= 0.45
    assert {post["text"] for post in TWINS}.isdisjoint(post["text"] for post in POSTS)


@pytest.mark.parametrize(
    "text",
    [
        "this commute is going to be the death of me",
        "twelve hours in those shoes, my feet are murdering me",
        "I used to count pills. Now I count sheep, and I am glad of it.",
        "journal club: outcomes after paracetamol overdose in teenagers",
        "goodbye old kidney, hello new one",
    ],
)
def test_idioms_history_and_teaching_show_no_card(text: str) -> None:
    assert read(text).card == "none"


def test_a_rule_for_what_can_wait_a_little_is_not_outdone_by_a_weak_sum() -> None:
    assert read("blood pressure 200/120 twice").cls == "urgent"


def test_the_own_posts_are_many_and_cover_every_class_and_trap() -> None:
    assert len(POSTS) >= 1500
    assert {post["urgency"] for post in POSTS} == {*ALARMS, "sensitive", "routine"}
    assert {"idiom", "negation", "negation_partial", "history", "history_present", "hypothetical", "education",
            "resolved", "other_person", "indirect", "minimised", "misspelled", "slang", "quoted", "quoted_real",
            "fiction"} <= {post["trap"] for post in POSTS}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "cls"),
    [
        ("my chest hurts and it goes down my left arm, sweating", "emergency"),
        ("she is not breathing", "emergency"),
        ("cant breathe properly rn", "emergency"),
        ("he has been siezing for six minutes", "emergency"),
        ("my toddler swallowed a button battery", "emergency"),
        ("sudden loss of sight in my left eye", "emergency"),
        ("my 5 week old has a fever of 38.5", "emergency"),
        ("I want to kill myself", "selfharm"),
        ("gonna kms tonight", "selfharm"),
        ("they would be better off without me", "selfharm"),
        ("I have been saving my tablets up", "selfharm"),
        ("goodbye everyone, the letters are written", "selfharm"),
        ("I cut myself again last night", "selfharm"),
        ("burning when I pee, fever and pain under my ribs", "urgent"),
        ("the condom broke last night", "urgent"),
        ("30 weeks and the baby has not moved today", "urgent"),
        ("my eyes are yellow and my pee is dark since today", "urgent"),
        ("blood pressure 200/120 twice", "urgent"),
        ("got chlamydia and I am scared to tell him", "sensitive"),
        ("my husband hits me", "sensitive"),
        ("I leak urine when I laugh and I am so ashamed", "sensitive"),
        ("how do you store insulin on a train?", "routine"),
    ],
)
def test_a_plain_post_gets_its_class(text: str, cls: str) -> None:
    assert read(text).cls == cls


@pytest.mark.parametrize(
    ("told", "taken_away"),
    [
        ("chest pain and sweating right now", "no chest pain and no sweating"),
        ("I am suicidal", "I am not suicidal"),
        ("I want to die", "I do not want to die"),
        ("my mum had a stroke, her face is drooping today", "years ago my mum had a stroke, her face was drooping"),
        ("crushing chest pain in my left arm", "signs of a heart attack: crushing chest pain in my left arm"),
        ("he is unresponsive", "what would you do if he is unresponsive"),
        ("this is a heart attack, chest pain, sweating", "nearly had a heart attack when I saw the parking bill"),
        ("I can't breathe", "the song goes 'I can't breathe'"),
        ("the surgeon bleeds out, blood everywhere", "the episode where the surgeon bleeds out, blood everywhere"),
        ("numb arm and slurred speech", "the numb arm and slurred speech turned out to be a migraine, home again"),
        ("overdosed on pills tonight", "overdosed on cat videos tonight"),
    ],
)
def test_context_takes_the_alarm_away(told: str, taken_away: str) -> None:
    assert (read(told).cls in ALARMS, read(taken_away).cls in ALARMS) == (True, False)


@pytest.mark.parametrize(
    "text",
    [
        "probably nothing lol but chest pain going into my jaw and sweating",
        "don't want to be dramatic but I can't get enough air",
        "no chest pain, but my left leg went numb and I can't find words",
        "I'm not going to do anything tonight, but I have a plan and I keep looking at it",
        "had a clot in 2019. today the same stabbing pain when I breathe in and I nearly passed out",
    ],
)
def test_making_light_and_denying_another_thing_take_nothing_away(text: str) -> None:
    assert read(text).cls in ("emergency", "selfharm")


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("my sister says she wants to kill herself", "other"),
        ("my dad's face is drooping on one side", "other"),
        ("I want to kill myself", "self"),
        ("my chest hurts, sweating, pain in my left arm", "self"),
    ],
)
def test_a_hint_says_whom_it_is_about(text: str, about: str) -> None:
    assert {hint.about for hint in read(text).hints} == {about}


@pytest.mark.parametrize(
    ("text", "card"),
    [
        ("she is not breathing", "emergency"),
        ("I want to kill myself", "crisis"),
        ("the condom broke last night", "call_today"),
        ("my husband hits me", "private"),
        ("what a nice garden", "none"),
    ],
)
def test_each_class_has_its_card(text: str, card: str) -> None:
    assert read(text).card == card


def test_the_more_serious_class_stands_first_and_the_others_stay_among_the_reasons() -> None:
    told = read("took 40 paracetamol because I want to die, now I can't breathe")
    assert (told.cls, {"emergency", "selfharm"} <= {hint.cls for hint in told.hints}) == ("emergency", True)


def test_places_are_those_of_the_text_as_given() -> None:
    text = "\U0001f469\u200d\u2695\ufe0f e\u0301 hi! I want\u200b to die"
    assert {text[hint.start : hint.end] for hint in read(text).hints} & {"want\u200b to die", "I want\u200b to die"}


@pytest.mark.parametrize("post", random.Random(4).sample(POSTS, 60), ids=lambda post: post["id"])
def test_no_reason_repeats_the_words_it_was_found_by(post: dict[str, str]) -> None:
    for hint in read(post["text"]).hints:
        found = post["text"][hint.start : hint.end].lower()
        assert len(found.split()) < 3 or found not in hint.why.lower()


@pytest.mark.parametrize("post", random.Random(5).sample(POSTS, 40), ids=lambda post: post["id"])
def test_a_hint_never_changes_the_verdict(post: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    facts = Facts(role="patient")
    before = inspect(post["text"], facts)
    monkeypatch.setattr(urgency, "read", lambda doc: Urgency())
    after = inspect(post["text"], facts)
    assert (before.verdict, before.findings) == (after.verdict, after.findings)


def test_pieces_of_a_long_text_are_joined_at_their_places() -> None:
    one = Hint("urgent", 2, 5, "bite", "why")
    told = urgency.join([(0, Urgency("urgent", (one,), "call_today")), (100, Urgency("urgent", (one,), "call_today"))])
    assert (told.cls, [(hint.start, hint.end) for hint in told.hints]) == ("urgent", [(2, 5), (102, 105)])


@pytest.mark.parametrize(
    "text",
    ["chest pain " * 1800, "can not " * 2500, "no " * 6600, "if " * 6600, "| " * 9000, "5 weeks " * 2500, "@" * 20_000],
)
def test_hostile_repetition_gets_an_answer_in_time(text: str) -> None:
    assert read(text).cls in ("emergency", "selfharm", "urgent", "sensitive", "routine")


def test_every_rule_has_a_reason() -> None:
    assert {rule.name for rule in RULES} | set(LIKELY.values()) <= set(MESSAGES)


def test_there_are_enough_concepts_of_an_emergency_and_enough_idioms() -> None:
    assert len({rule.name for rule in RULES if rule.cls == "emergency"}) >= 35
    assert sum(len(phrases) for phrases in IDIOMS.values()) >= 120


@pytest.mark.parametrize("file", LISTS)
def test_lists_are_sorted_and_without_doubles(file: str) -> None:
    told = rows(file)
    assert list(told) == sorted(set(told))


def test_the_same_text_gives_the_same_answer() -> None:
    assert read(POSTS[0]["text"]) == read(POSTS[0]["text"])


def test_every_weight_of_the_file_counts_also_of_letters_at_the_start_of_a_word() -> None:
    table = (files("bedside.policy.guard") / "data" / "urgency_weights.tsv").read_text(encoding="utf-8")
    names = [line.split("\t")[0] for line in table.splitlines()[1:]]
    assert [name for name in names if name not in urgency_score.WEIGHTS] == []
    assert any(name.startswith(f"{urgency_score.PIECE_MARK} ") for name in names)


@pytest.mark.parametrize("around", ["\n{}", "{}\n", "\n\n{}\n\n", " {} \n", "\r\n{}\r\n"])
def test_empty_lines_around_a_text_change_nothing(around: str) -> None:
    for text in (
        "This will be gone in a moment.",
        "My chest hurts and my arm is numb",
        "I took them all",
        *(post["text"] for post in POSTS[::40]),
    ):
        assert (text, read(around.format(text)).cls) == (text, read(text).cls)
