"""What can be wrong with an evaluation."""

from bedside.kit.errors import Refused


class AlreadyThere(Refused):
    """This persona has evaluated this treatment for this purpose before."""

    code = "already_there"
    what = "You have told us about this treatment for this purpose before."
    do = "Open it under Treatments and change it there."

    def __init__(self) -> None:
        super().__init__(field="treatment")


class Unclear(Refused):
    """A field that cannot be taken as it is."""

    code = "unclear"
    do = "Change it and send the form again."
