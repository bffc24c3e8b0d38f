"""Which hashtags are somebody's topics."""

from bedside.policy.directory.topics import MOST, topics


def test_a_hashtag_used_three_times_is_a_topic_and_twice_is_none():
    assert topics({"mecfs": 3, "als": 2, "sleep": 5}) == {"sleep": 5, "mecfs": 3}


def test_what_its_owner_took_out_is_no_topic():
    assert topics({"mecfs": 9, "sleep": 4}, dropped=["mecfs"]) == {"sleep": 4}


def test_the_most_used_stand_and_the_rest_does_not():
    found = topics({f"topic{number:02}": 3 + number for number in range(MOST + 5)})
    assert len(found) == MOST
    assert next(iter(found)) == f"topic{MOST + 4}"
