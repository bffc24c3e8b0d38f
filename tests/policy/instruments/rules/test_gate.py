"""What opens an instrument: words, and the leave to use just those under just these terms."""

from dataclasses import replace

import pytest

from bedside.policy.instruments.model import Instrument, Licence, Status
from bedside.policy.instruments.pain import INSTRUMENT
from bedside.policy.instruments.rules.gate import Grant, is_usable

TERMS = Licence(status=Status.FREE, holder="H", note="N", terms="Only on Sundays.")


def under(status: Status) -> Instrument:
    return replace(INSTRUMENT, licence=replace(TERMS, status=status))


@pytest.mark.parametrize(
    ("status", "without", "granted"),
    [
        (Status.FREE, True, True),
        (Status.ACCEPT, False, True),
        (Status.LOADER, False, True),
        (Status.FORBIDDEN, False, False),
    ],
)
def test_what_opens_an_instrument(status: Status, without: bool, granted: bool) -> None:
    instrument = under(status)
    leave = Grant(instrument.key, instrument.version, instrument.licence.terms_hash)
    assert is_usable(instrument) is without
    assert is_usable(instrument, grants=[leave]) is granted


def test_other_terms_have_to_be_accepted_anew() -> None:
    before = under(Status.ACCEPT)
    leave = Grant(before.key, before.version, before.licence.terms_hash)
    after = replace(before, licence=replace(before.licence, terms="Only on Mondays."))
    assert not is_usable(after, grants=[leave])
    assert not is_usable(replace(before, version="2"), grants=[leave])


def test_without_words_there_is_nothing_to_use() -> None:
    assert not is_usable(replace(INSTRUMENT, items=()))
