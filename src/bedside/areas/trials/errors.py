"""What can be wrong with a trial."""

from bedside.kit.errors import Refused


class Unclear(Refused):
    """A field that cannot be taken as it is."""

    code = "unclear"
    do = "Change it and send the form again."


class NotTriedAlone(Refused):
    """What nobody tries on oneself alone; the sentence says why."""

    code = "not_tried_alone"
    do = "Nothing was kept. Please talk with somebody who treats you."


class TooMany(Refused):
    """A limit that protects the record and the site; the sentence names it."""

    code = "too_many"
    do = "End or delete one first. What you have kept is safe."


class NotToBeGiven(Refused):
    """A trial that has no difference to give: too few pairs, or all of them alike."""

    code = "nothing_to_give"
    do = "It stays yours alone."


class GivenBefore(Refused):
    """One member counts once in a figure."""

    code = "given_before"
    what = "Another trial of yours of the same kind counts already."
    do = "Take that one out first, if this one should count."
