"""What is promised for each fault: written down where operators read it, and kept."""

import pytest

from tests.ops.drill.__main__ import line, play
from tests.ops.drill.faults import DOCUMENT, Fault, faults
from tests.ops.drill.stage import Seen
from tests.ops.drill.write import document

NIGHTLY_ROUNDS = 50


def test_the_page_for_operators_is_the_table_of_the_drill() -> None:
    assert DOCUMENT.read_text() == document(), "run `make docs`"


def test_no_fault_is_named_twice() -> None:
    names = [fault.name for fault in faults()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("seen", "verdict"),
    [(Seen(recovered=4.9), "well"), (Seen(recovered=5.1), "FAILED"), (Seen(wrong=["1 post is lost"]), "FAILED")],
)
def test_too_late_and_wrong_are_both_failures(seen: Seen, verdict: str) -> None:
    assert play(Fault("a fault", "nothing happens", 5.0, lambda: seen))[0] == verdict


def test_a_drill_that_breaks_off_has_failed_and_says_why() -> None:
    def breaks_off() -> Seen:
        raise AssertionError("the site is not there")

    fault = Fault("a fault", "nothing happens", 5.0, breaks_off)
    verdict, seen = play(fault)
    assert verdict == "FAILED"
    assert "the site is not there" in line(fault, verdict, seen)


@pytest.mark.nightly
@pytest.mark.parametrize("fault", faults(rounds=NIGHTLY_ROUNDS), ids=lambda fault: fault.name)
def test_the_site_does_what_is_promised(fault: Fault) -> None:
    if not fault.possible:
        pytest.skip("only root can mount a small disk")
    assert play(fault)[1].wrong == []
