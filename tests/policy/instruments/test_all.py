"""What holds for every instrument that ships, and for every slot."""

import pytest

from bedside.policy.instruments import SHIPPED, SLOTS, Instrument
from bedside.policy.instruments.model import ENGLISH, NotLicensed, Status
from bedside.policy.instruments.rules.gate import Grant, is_usable, items_of
from bedside.policy.instruments.rules.scoring import score


def test_these_ship() -> None:
    assert set(SHIPPED) == {"phq9", "gad7", "fatigue", "pain", "pem", "sleep", "energy"}


def test_no_name_is_a_slot_and_an_instrument() -> None:
    assert not SHIPPED.keys() & SLOTS.keys()


@pytest.mark.parametrize("key", SHIPPED)
def test_what_ships_is_free_and_says_whose_it_is(key: str) -> None:
    instrument = SHIPPED[key]
    assert instrument.key == key
    assert instrument.licence.status is Status.FREE
    assert instrument.licence.holder
    assert instrument.licence.note
    assert instrument.licence.checked
    assert instrument.credit


@pytest.mark.parametrize("key", SHIPPED)
def test_scores_lie_in_the_range_and_every_band_can_be_reached(key: str) -> None:
    instrument = SHIPPED[key]
    rule = instrument.scoring
    assert rule is not None
    scored = [item for item in instrument.items if item.scored]
    lowest = score(instrument, [(item.link_id, item.low) for item in scored])
    highest = score(instrument, [(item.link_id, item.high) for item in scored])
    assert (lowest.value, highest.value) == (rule.low, rule.high)
    starts = [start for start, _name in instrument.bands]
    assert starts == sorted(set(starts))
    assert all(rule.low <= start <= rule.high for start in starts)


@pytest.mark.parametrize("key", SHIPPED)
def test_each_wording_has_a_source_and_each_change_too(key: str) -> None:
    instrument = SHIPPED[key]
    languages = {language for item in instrument.items for language in item.texts}
    assert languages == {ENGLISH}
    assert instrument.sources[ENGLISH]
    assert (instrument.minimal_change is None) == (instrument.minimal_change_source == "")
    assert instrument.reliability is None or instrument.reliability.source


@pytest.mark.parametrize("key", SLOTS)
def test_of_a_slot_there_are_no_words_and_it_is_closed(key: str) -> None:
    slot = SLOTS[key]
    assert slot.items == ()
    assert slot.licence.status is not Status.FREE
    for use in (lambda one: score(one, []), items_of):
        with pytest.raises(NotLicensed) as refused:
            use(slot)
        assert refused.value.code == "instrument_not_licensed"


@pytest.mark.parametrize("key", [key for key, slot in SLOTS.items() if slot.licence.status is Status.FORBIDDEN])
def test_nothing_opens_what_is_forbidden(key: str) -> None:
    slot = SLOTS[key]
    with_words = Instrument(
        key=key, version="0", title=slot.title, about="", licence=slot.licence, items=SHIPPED["pain"].items
    )
    assert not is_usable(with_words, grants=[Grant(key, "0", slot.licence.terms_hash)])


def test_every_state_of_a_licence_has_a_slot() -> None:
    assert {slot.licence.status for slot in SLOTS.values()} == {Status.ACCEPT, Status.LOADER, Status.FORBIDDEN}
    assert {"eq-5d", "sf-36v2", "hit-6", "fss", "hads", "moca", "mmse", "bdi"} <= SLOTS.keys()
