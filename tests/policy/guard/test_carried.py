from bedside.policy import guard
from bedside.policy.guard import carried

TEXT = "Sleep often gets better with time."


def test_a_text_that_repeats_what_was_written_in_confidence_is_refused_in_ordinary_words():
    before = guard.inspect(TEXT, guard.Facts())
    after = carried.refused(before, TEXT)
    assert (before.verdict, after.verdict) == ("pass", "refuse")
    assert (carried.is_refused(before), carried.is_refused(after)) == (False, True)
    (finding,) = after.findings
    ordinary = guard.inspect("You were our patient last week, and your result was fine.", guard.Facts())
    assert finding.why in {one.why for one in ordinary.findings if one.kind == "relation"}
    assert (finding.start, finding.end) == (0, len(TEXT))
