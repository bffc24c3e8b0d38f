"""What is known of a word is worked out once, kept, and forgotten when there is too much of it."""

from __future__ import annotations

from bedside.policy.guard.kept import Kept


def test_each_word_is_worked_out_once() -> None:
    asked: list[str] = []

    def length(word: str) -> int:
        asked.append(word)
        return len(word)

    lengths = Kept(length)
    assert [lengths[word] for word in ("ward", "bed", "ward")] == [4, 3, 4]
    assert asked == ["ward", "bed"]


def test_no_more_is_kept_than_was_allowed() -> None:
    lengths: Kept[str, int] = Kept(len, most=3)
    assert [lengths["x" * long] for long in range(1, 9)] == list(range(1, 9))
    assert len(lengths) <= 3
