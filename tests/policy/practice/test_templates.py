"""Templates: two people make one, and nothing goes out with a place that is still empty."""

from bedside.policy.practice.templates import filled, may_approve, places, unfilled

TEXT = "Dear {{ patient }}, call {{telephone}} before {{ the day }}. {{Patient}}"


def test_places_are_found_once_and_in_their_order() -> None:
    assert places(TEXT) == ["patient", "telephone", "the day"]
    assert places("a {{}} b {{ two\nlines }} c {single}") == []


def test_known_places_are_filled_in_and_the_others_stay_to_be_seen() -> None:
    text = filled(TEXT, known={"patient": "Juniper", "telephone": "555 0100"})
    assert text == "Dear Juniper, call 555 0100 before {{ the day }}. Juniper"
    assert unfilled(text) == ["the day"]


def test_what_is_put_in_is_not_read_as_a_place_again() -> None:
    assert filled("{{patient}}", known={"patient": "{{telephone}}", "telephone": "555"}) == "{{telephone}}"


def test_an_empty_value_leaves_the_place_open() -> None:
    assert unfilled(filled("{{telephone}}", known={"telephone": ""})) == ["telephone"]


def test_who_wrote_a_text_does_not_agree_to_it() -> None:
    assert not may_approve(writer=1, approver=1)
    assert may_approve(writer=1, approver=2)
