"""The search for rings is put off, and comes back whatever happens."""

import gc

import pytest

from bedside.kit.collecting import undisturbed


def test_it_comes_back_after_an_error() -> None:
    seen = []

    def fails() -> None:
        with undisturbed():
            seen.append(gc.isenabled())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    assert (seen, gc.isenabled()) == ([False], True)


def test_who_has_switched_it_off_finds_it_off() -> None:
    gc.disable()
    try:
        with undisturbed():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
