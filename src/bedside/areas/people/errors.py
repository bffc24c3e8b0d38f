"""Named refusals of this area."""

from bedside.kit.errors import NotAllowed, Refused


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
    """A limit was reached (security.md section 8)."""

    code = "too_many_tries"
    what = "There were too many tries."
    do = "Wait 15 minutes, then try again. Or choose a new password by mail."


class Suspended(NotAllowed):
    """The account was closed by staff; told only to who knows its password."""

    code = "suspended"
    what = "This account is suspended. Nobody can sign in to it now."
    do = "Write to the people who run this site. You find their address at the foot of each page."


class LastAdministrator(Refused):
    """The only administrator would leave the site to nobody."""

    code = "last_administrator"
    what = "You are the only administrator of this site."
    do = "Make somebody else administrator first. Then you can leave."


class TooManyCopies(Refused):
    """A member made as many copies as a day allows (security.md section 8)."""

    code = "too_many_copies"
    what = "You made three copies today."
    do = "Come back tomorrow."


class TooManyPersonas(Refused):
    """An account holds five personas at most."""

    code = "too_many_personas"
    what = "You have five personas. That is the most an account can hold."
    do = "Change one that you have."
