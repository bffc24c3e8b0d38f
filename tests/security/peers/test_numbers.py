"""Every line of the peers' bugs has a test or waits for something, and the page about them says the same."""

from tests.security.peers.numbers import DOCUMENT, growing, lines_tested, waiting, wanted
from tests.security.peers.write import document


def test_no_line_is_missing():
    known = {one.number for one in lines_tested()} | {one.number for one in waiting()}
    assert [number for number in wanted() if number not in known] == []


def test_no_line_is_tested_and_waits():
    both = {one.number for one in lines_tested()} & {one.number for one in waiting()}
    assert sorted(both) == []


def test_no_number_is_made_up():
    known = {one.number for one in lines_tested()} | {one.number for one in waiting()} | set(growing())
    assert sorted(known - set(wanted())) == []


def test_what_grows_is_tested():
    assert sorted(set(growing()) - {one.number for one in lines_tested()}) == []


def test_no_line_waits_twice():
    numbers = [one.number for one in waiting()]
    assert sorted({number for number in numbers if numbers.count(number) > 1}) == []


def test_every_test_says_the_bug():
    assert [one.name for one in lines_tested() if ":" not in one.bug] == []


def test_the_page_is_what_the_tests_say():
    assert DOCUMENT.read_text() == document(), "run `make docs`"
