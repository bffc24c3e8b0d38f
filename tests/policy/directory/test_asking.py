"""Which questions the list answers, and what it says to the others."""

import pytest

from bedside.policy.directory.asking import AskMore, question


@pytest.mark.parametrize(
    ("asked", "code", "field"),
    [
        ({}, "criterion_missing", "q"),
        ({"q": "   ", "topic": "\u200b"}, "criterion_missing", "q"),
        ({"q": "h"}, "too_short", "q"),
        ({"q": "\u00e9"}, "too_short", "q"),
        ({"q": "a b c"}, "too_short", "q"),
        ({"q": "?!"}, "too_short", "q"),
        ({"specialty": "n"}, "too_short", "specialty"),
        ({"place": "."}, "too_short", "place"),
        ({"topic": "#"}, "too_short", "topic"),
        ({"language": "klingon"}, "no_such_language", "language"),
        ({"q": "h" * 101}, "too_long", "q"),
    ],
)
def test_a_question_that_is_none_is_refused_with_what_to_do(asked: dict[str, str], code: str, field: str) -> None:
    with pytest.raises(AskMore) as refused:
        question(**asked)
    assert (refused.value.code, refused.value.field) == (code, field)
    assert refused.value.do


@pytest.mark.parametrize(
    ("asked", "is_told"),
    [
        ({"q": "  Zo\u00eb  O'Hara "}, {"words": ("zoe", "ohara"), "number": ""}),
        ({"q": "\u674e"}, {"words": ("\u674e",)}),
        ({"q": "1234567893"}, {"words": (), "number": "1234567893"}),
        ({"q": "123 456 7893"}, {"number": "1234567893"}),
        ({"q": "med0001234567"}, {"number": "MED0001234567"}),
        ({"q": "12345"}, {"words": ("12345",), "number": ""}),
        ({"specialty": "heart doctor"}, {"specialty": "cardiology"}),
        ({"specialty": "Neurologist"}, {"specialty": "neurology"}),
        ({"specialty": "Space medicine"}, {"specialty": "space medicine"}),
        ({"language": "arabic"}, {"language": "ar"}),
        ({"language": "pt-BR"}, {"language": "pt"}),
        ({"language": "Espa\u00f1ol"}, {"language": "es"}),
        ({"topic": "#MECFS"}, {"topic": "mecfs"}),
        ({"place": " NE "}, {"place": "ne"}),
    ],
)
def test_a_question_is_tidied(asked: dict[str, str], is_told: dict[str, object]) -> None:
    found = question(**asked)
    assert {name: getattr(found, name) for name in is_told} == is_told


def test_accepting_questions_is_a_criterion_of_its_own():
    assert question(accepts=True).accepts


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ({"q": "1234567893"}, True),
        ({"q": "haddad", "place": "NE"}, True),
        ({"q": "haddad"}, False),
        ({"place": "NE"}, False),
        ({"specialty": "neurology", "place": "NE"}, False),
        ({"q": "haddad", "place": "NE", "topic": "mecfs"}, False),
        ({"q": "haddad", "place": "NE", "accepts": True}, False),
    ],
)
def test_registers_are_asked_by_number_or_by_name_and_place_only(asked: dict[str, object], answer: bool) -> None:
    assert question(**asked).asks_registers is answer  # type: ignore[arg-type]
