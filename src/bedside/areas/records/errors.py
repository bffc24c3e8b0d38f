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


class AlreadyAnswered(Refused):
    """Answers from elsewhere, about a day for which the member has answered here herself."""

    code = "already_answered"
    what = "You answered this here on that day, in another way."
    do = "Yours stay. Change them on their own page if the others are right."


class TooMany(Refused):
    """A limit that protects the record and the site; the sentence names it."""

    code = "too_many"
    do = "Go on tomorrow. What you have kept is safe."


class TooLate(Refused):
    """The time in which a press can be undone is over."""

    code = "too_late"
    what = "That was more than 30 seconds ago."
    do = "Press another face, or delete the day."


class MaybeSame(Refused):
    """The record has something already that may be the same; `ids` are the kept ones."""

    code = "maybe_same"
    what = "Your record has this already. Is this the same one?"
    do = "If it is, change the one that you have. If it is another one, say so and send the form again."

    def __init__(self, ids: tuple[int, ...]) -> None:
        super().__init__()
        self.ids = ids


class MaybeTwo(Refused):
    """The record has a course of the same treatment that may run at the same time; `ids` are the kept ones."""

    code = "maybe_two"
    what = "Your record has this treatment already, at the same time or shortly before. Do you take it twice?"
    do = "If it is the same course, change the one that you have. If both are meant, say so and send the form again."

    def __init__(self, ids: tuple[int, ...]) -> None:
        super().__init__()
        self.ids = ids


class MaybeWrong(Refused):
    """A value that is unlikely: its owner is asked, and it is kept as it is when she says that it is right."""

    code = "maybe_wrong"
    do = "Put it right, or say that it is right and send the form again."


class Closed(Refused):
    """A question that is not open: it is still to come, or its time is over."""

    code = "closed"
    what = "This question is not open."
    do = "Questions can be answered from 3 days before to 21 days after their day."


class NotRead(Refused):
    """A file that is no file of one person's health data in FHIR R4; `code` says what is wrong with it."""

    code = "not_fhir_r4"
    do = "Ask whoever gave it to you for a file in FHIR R4, of you alone."

    def __init__(self, what: str, *, code: str) -> None:
        super().__init__(what, code=code, field="file")
