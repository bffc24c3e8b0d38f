"""What can be wrong with an introduction."""

from bedside.kit.errors import Refused


class TooManyAsked(Refused):
    """A limit that keeps invitations rare."""

    code = "too_many"
    what = "Five of your invitations are waiting for an answer."
    do = "Take one back, or wait for it."


class NotUnderThisName(Refused):
    """Only under the name of a patient."""

    code = "as_patient"
    what = "This is for people who have an illness themselves, under the name that they use for that."
    do = "Change to such a name, or add one in your settings."
