"""The one refusal: whoever asked learns that it did not work, never why, or a port scan could be read from it."""

from bedside.kit.errors import Refused


class NotFetched(Refused):
    """Nothing was fetched. `cause` is for the log: one of a few fixed words, never an address."""

    code = "not_fetched"
    what = "We could not read that address."
    do = "Check it, or try again later."

    def __init__(self, cause: str) -> None:
        super().__init__()
        self.cause = cause
