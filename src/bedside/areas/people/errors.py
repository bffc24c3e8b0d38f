"""Named refusals of this area."""

from bedside.kit.errors import NotAllowed, Refused
from bedside.policy.limits import Limit, wait_in_words


class WrongPair(Refused):
    """The one answer to a sign-in that did not work, for known, unknown and unconfirmed addresses alike."""

    code = "wrong_pair"
    what = "This mail address and password do not go together."
    do = "Check both. If you signed up just now, open the link in our mail first."


class WrongPassword(Refused):
    """Somebody who is known typed another password than theirs."""

    code = "wrong_password"
    what = "This is not your password."
    do = "Try again, or choose a new password by mail."


class TooManyTries(Refused):
    """A limit was reached. `seconds` says after how long the next try counts again."""

    code = "too_many_tries"

    def __init__(self, limit: Limit, seconds: int) -> None:
        self.limit, self.seconds = limit, seconds
        super().__init__(limit.what, do=f"{wait_in_words(seconds)} {limit.also}".strip())


class StartAgain(Refused):
    """Something about the account changed between its password and its code."""

    code = "start_again"
    what = "Something about your account changed while you logged in."
    do = "Log in again from the start."


class Suspended(NotAllowed):
    """The account was closed by staff; told only to who knows its password.

    `token` opens the page on which its owner reads why, and asks for a second look; "" where there is no such page.
    """

    code = "suspended"
    what = "This account is suspended. Nobody can sign in to it now."
    do = "Write to the people who run this site. You find their address at the foot of each page."

    def __init__(self, *, token: str = "") -> None:
        self.token = token
        super().__init__(do="You can read why, and ask for a second look." if token else None)


class LastAdministrator(Refused):
    """The only administrator would leave the site to nobody."""

    code = "last_administrator"
    what = "You are the only administrator of this site."
    do = "Make somebody else administrator first. Then you can leave."


class TooManyPersonas(Refused):
    """An account holds five personas at most."""

    code = "too_many_personas"
    what = "You have five personas. That is the most an account can hold."
    do = "Change one that you have."
