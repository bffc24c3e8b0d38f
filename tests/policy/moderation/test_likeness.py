"""Which texts are look-alikes, and which are not."""

import random

import pytest

from bedside.policy.moderation.likeness import NEW_FOR, Sign, groups, keys, links, normalised

SECRET = b"a key of the site 01"
PILLS = "Lose ten kilos in ten days with our herbal tea. Order today at https://tea.example/buy?ref=1 and pay half."


def keyed(*texts: str, new: bool = False) -> dict[int, frozenset[int]]:
    return {n: keys(text, new_author=new, secret=SECRET) for n, text in enumerate(texts)}


@pytest.mark.parametrize(
    "changed",
    [
        PILLS.upper(),
        PILLS.replace(" ", "  ") + " !!!",
        PILLS.replace("ref=1", "ref=982"),
        PILLS.replace("herbal", "hérbal"),
        PILLS.replace("kilos", "ki\u200blos"),
        PILLS.replace("tea", "\uff54\uff45\uff41"),
    ],
)
def test_small_changes_leave_the_same_words(changed: str) -> None:
    (found,) = groups(keyed(PILLS, changed))
    assert found.members == (0, 1)
    assert found.signs[0] is Sign.SAME


def test_numbers_do_not_tell_texts_apart():
    assert normalised("Call 555 0100 now") == normalised("Call 555 0199 now")


def test_one_word_changed_is_nearly_the_same():
    base = " ".join(f"word{n}" for n in range(60))
    (found,) = groups(keyed(base, base.replace("word30", "another")))
    assert found.signs == (Sign.NEARLY,)


def test_texts_of_two_people_with_the_same_illness_are_not_alike():
    mine = (
        "My fatigue got worse in autumn and the new medicine did not help me, so I rest after lunch every single day."
    )
    hers = (
        "Since autumn I sleep badly. The medicine helps a little, and walking after lunch is what keeps me going now."
    )
    assert groups(keyed(mine, hers, "Thank you so much", "Thank you, that helps")) == []


def test_a_short_thanks_is_alike_only_when_it_is_the_same():
    assert [one.members for one in groups(keyed("Thank you!", "thank you", "Thank you all"))] == [(0, 1)]


def test_the_same_link_counts_for_new_accounts_only():
    first, second = "Look at http://shop.example/a/", "So glad I found www.shop.example/a"
    assert groups(keyed(first, second, new=False)) == []
    (found,) = groups(keyed(first, second, new=True))
    assert found.signs == (Sign.LINK,)


def test_links_lose_what_makes_each_its_own():
    assert links("https://www.Shop.example/a?u=1 and (http://shop.example/a#x).") == {"shop.example/a"}


def test_likeness_reaches_on_over_a_text_between():
    """A is nearly B, B has the link of C: one wave."""
    found = groups({"a": {4, 8}, "b": {8, 12}, "c": {12}, "d": {99}})
    assert [set(one.members) for one in found] == [{"a", "b", "c"}]


def test_three_hundred_of_a_wave_are_one_group_and_strangers_stay_out():
    dice = random.Random(7)
    wave = [PILLS.replace("ten days", f"{dice.randint(5, 50)} days") + "!" * (n % 5) for n in range(300)]
    others = [" ".join(dice.choices([f"w{k}" for k in range(4000)], k=40)) for _ in range(100)]
    found = groups(keyed(*wave, *others))
    assert [len(one.members) for one in found] == [300]
    assert set(found[0].members) == set(range(300))


def test_the_largest_group_stands_first_and_single_texts_in_none():
    found = groups({1: {4}, 2: {8}, 3: {8}, 4: {12}, 5: {12}, 6: {12}})
    assert [one.members for one in found] == [(4, 5, 6), (2, 3)]


def test_numbers_tell_nothing_without_the_key():
    mine, other = keys(PILLS, new_author=True, secret=SECRET), keys(PILLS, new_author=True, secret=b"another key here")
    assert mine & other == set()


@pytest.mark.parametrize("text", ["", "  ", "!!!", "\u200b"])
def test_a_text_without_words_is_like_nothing(text: str) -> None:
    assert keys(text, new_author=True, secret=SECRET) == frozenset()


def test_numbers_fit_their_column():
    assert all(0 <= one < 2**63 for one in keys(PILLS * 5, new_author=True, secret=SECRET))
    assert NEW_FOR.days == 7
