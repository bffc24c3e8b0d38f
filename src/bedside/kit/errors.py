"""Errors that are part of the conversation: what happened, what to do, and a code for machines."""


class Refused(Exception):
    """Something was asked that the site does not do; nothing was changed.

    `code` is stable and for machines; `what` and `do` are plain sentences for people; `field` names the form
    field that is meant, if one is. `row` and `rules` name what a refusal rests on where a table says so, `options` are
    keys of what can be done instead, and `became` names what was done in its place.
    """

    code = "refused"
    what = "That did not work."
    do = "Go back and try again."

    def __init__(
        self,
        what: str | None = None,
        *,
        do: str | None = None,
        code: str | None = None,
        field: str | None = None,
        row: str = "",
        rules: tuple[str, ...] = (),
        options: tuple[str, ...] = (),
        became: str = "",
    ) -> None:
        self.what = what if what is not None else self.what
        self.do = do if do is not None else self.do
        self.code = code if code is not None else self.code
        self.field = field
        self.row, self.rules = row, rules
        self.options, self.became = options, became
        super().__init__(f"{self.code}: {self.what}")


class NotHere(Refused):
    """There is nothing here for this viewer: said alike for what does not exist and for what is not theirs to see."""

    code = "not_here"
    what = "There is nothing here for you to see."
    do = "Go back, or start from Home."


class NotAllowed(Refused):
    """The thing is known to the viewer, but this viewer may not do that with it."""

    code = "not_allowed"
    what = "You can't do that here."
    do = "Go back. If you think this is wrong, ask the people who run this site."


class NoRoom(Refused):
    """The disk takes no more files; what else was sent is kept, and the rest of the site works."""

    code = "no_room"
    what = "There is no room for pictures right now."
    do = "Send your words without the picture, or try again later. The people who run this site have to make room."
