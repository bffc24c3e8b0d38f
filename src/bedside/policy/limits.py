"""How often something may be done: one table (security.md section 8), and what follows from its numbers.

A limit belongs to an account, a persona, a mail address or a network (the /24 or /48 that a visitor comes from). Nobody
can be locked out by what others do: a browser that has logged in to an account before is counted apart from strangers.
"""

from dataclasses import dataclass
from datetime import timedelta
from math import exp

ACCOUNT, PERSONA, MAIL, NETWORK, DEVICE = "account", "persona", "mail", "network", "device"
ALL, FAILED, DONE = "all", "failed", "done"
LINK_ITSELF = "a link"
MINUTE, HOUR, DAY, WEEK = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1), timedelta(days=7)
LONGEST_GROWN = HOUR
MOST_DOUBLINGS = 8
CHECK_MAIL = "Or choose a new password by mail."
KEPT_TEXT = "What you typed is still here."


@dataclass(frozen=True)
class Limit:
    """At most `tries` of something within `window`, counted for each value of `per`.

    `what` and `also` are told to who has reached it, with the time to wait between them. With `grows` the window gets
    longer with the tries of the day. `counts` says which tries stay counted: all, those that failed, or those that did
    what was asked.
    """

    name: str
    per: str
    tries: int
    window: timedelta
    what: str = "There were too many tries."
    also: str = ""
    grows: bool = False
    counts: str = ALL


LOG_IN = Limit("sign in", MAIL, 5, 15 * MINUTE, also=CHECK_MAIL, grows=True)
LOG_IN_DEVICE = Limit("sign in here", DEVICE, 5, 15 * MINUTE, also=CHECK_MAIL, grows=True)
LOG_IN_NETWORK = Limit("sign in network", NETWORK, 50, HOUR, counts=FAILED)
SECOND_FACTOR = Limit("second factor", ACCOUNT, 5, 10 * MINUTE)
PASSWORD = Limit("password", ACCOUNT, 5, 15 * MINUTE, also=CHECK_MAIL)
SIGN_UP = Limit("sign up", NETWORK, 5, HOUR, "Several accounts were made from your network.", counts=DONE)
RESET_NETWORK = Limit(
    "reset network", NETWORK, 5, HOUR, "Several new passwords were asked for from your network.", counts=DONE
)
CHANGE_MAIL = Limit(
    "change mail", NETWORK, 5, HOUR, "Several mail addresses were changed from your network.", counts=DONE
)
# These two answer like a success, so that nobody learns of others: no mail goes out. Resets are counted on their own:
# strangers' sign-ups must not use up the owner's.
MAIL_SENT = Limit("mail sent", MAIL, 3, DAY)
RESET = Limit("reset", MAIL, 3, DAY)
SEND_AGAIN = Limit("send again", NETWORK, 20, HOUR)
LINK = Limit("link", NETWORK, 30, HOUR)
SET_UP = Limit("set-up", NETWORK, 20, HOUR)
FORM = Limit("form", NETWORK, 120, 10 * MINUTE, "Many forms were sent from your network.")

POSTS = Limit("posts", PERSONA, 30, HOUR, "You have written a lot in the last hour.", KEPT_TEXT)
UPLOADS = Limit("uploads", PERSONA, 30, HOUR, "You have added many pictures in the last hour.", KEPT_TEXT)
TAKEN_BACK = Limit("taken back", PERSONA, 30, 30 * MINUTE, "You have taken back a lot in the last half hour.")
MENTIONS = Limit(
    "mentions", PERSONA, 20, DAY, "You have named many people today who do not follow you.", "Or take the names out."
)
FIRST_MESSAGES = Limit(
    "first messages", PERSONA, 5, DAY, "You have written to 5 people today who do not follow you.", KEPT_TEXT
)
FIRST_MESSAGES_NEW = Limit(
    "first messages new",
    PERSONA,
    3,
    WEEK,
    "In your first week you can write to 3 people who don't follow you.",
    KEPT_TEXT,
)
SEARCH = Limit("search", ACCOUNT, 60, 5 * MINUTE, "You have searched a lot in the last minutes.")
SEARCH_NETWORK = Limit("search network", NETWORK, 60, 5 * MINUTE, "There were many searches from your network.")
SUGGESTIONS = Limit("suggestions", ACCOUNT, 300, 5 * MINUTE, "You have looked up many words in the last minutes.")
GUARD = Limit("guard", ACCOUNT, 60, MINUTE, "The text is checked often enough for now.", KEPT_TEXT)
GUARD_TRIED = Limit(
    "guard tried", NETWORK, 240, 10 * MINUTE, "The guard was tried very often from your network.", KEPT_TEXT
)
BADGES_CHECKED = Limit("badges checked", NETWORK, 60, 10 * MINUTE, "Many badges were checked from your network.")
DIRECTORY = Limit("directory", NETWORK, 120, 5 * MINUTE, "The list was asked very often from your network.")
ASK_OUT = Limit(
    "ask out", NETWORK, 10, DAY, "Several people were taken out of the list from your network.", counts=DONE
)
HANDLE_CLAIMS = Limit("handle claims", ACCOUNT, 5, DAY, "You have claimed several entries today.")
HANDLE_CHECKS = Limit(
    "handle checks", ACCOUNT, 10, HOUR, "We have looked for your code several times in the last hour."
)
READS = Limit("reads", ACCOUNT, 300, HOUR, "You have opened very many posts in the last hour.")
CLAIMS = Limit("claims", ACCOUNT, 5, DAY, "You have begun five claims today.")
WORK_CODES = Limit("work codes", ACCOUNT, 5, DAY, "We have sent five codes for you today.")
WORK_MAILBOX = Limit("work mailbox", MAIL, 3, DAY)  # answers like a success: nobody's mailbox is filled up
VOUCHES = Limit("vouches", PERSONA, 6, DAY, "You have asked many colleagues today.")
REPORTS = Limit("reports", PERSONA, 20, HOUR, "You have reported a lot in the last hour.", KEPT_TEXT)
# What these three count is never refused: beyond them a post waits for a look (policy/moderation/spam.py). The same
# words count for their author, and for all new accounts together.
SAME_BY_ONE = Limit("same words", PERSONA, 2, 10 * MINUTE)
SAME_BY_NEW = Limit("same words of new", PERSONA, 4, 10 * MINUTE)
LINKS_OF_NEW = Limit("links of new", PERSONA, 2, DAY)
SLOWED = Limit("posts of limited", PERSONA, 3, HOUR, "You can post 3 times an hour for now.", KEPT_TEXT)
PACE = Limit("pace", PERSONA, 1, HOUR, "This space goes slowly for now, so that all can follow.", KEPT_TEXT)
# A wrong code names no other code, so wrong ones are counted for who types them.
CODE_TRIES = Limit(
    "codes", ACCOUNT, 5, DAY, "Five codes were wrong.", "Or ask the practice for a new code.", counts=FAILED
)
CODE_TRIES_NETWORK = Limit("codes network", NETWORK, 30, DAY, "Many codes from your network were wrong.", counts=FAILED)
TO_PRACTICES = Limit("to practices", PERSONA, 40, HOUR, "You have written a lot in the last hour.", KEPT_TEXT)
TO_UNKNOWN = Limit("to new practices", PERSONA, 5, DAY, "You have written to many practices today.", KEPT_TEXT)
FLAGGED = Limit("flagged", PERSONA, 20, DAY, "You have told us of many posts today.", "Call if it can't wait.")
PERMISSIONS = Limit("permissions", PERSONA, 10, DAY, "You have asked for several permissions today.", KEPT_TEXT)
VISIT_LINKS = Limit("visit links", PERSONA, 20, DAY, "You have made many links today.")
VISIT_OPENINGS = Limit("visit openings", LINK_ITSELF, 30, HOUR, "This link was opened many times in the last hour.")
GRANTS = Limit("grants", PERSONA, 5, DAY, "You have asked several people today.", KEPT_TEXT)
SHARING = Limit("sharing", ACCOUNT, 60, DAY, "You have changed often today who sees your record.")
ENTRIES = Limit("entries", ACCOUNT, 60, 10 * MINUTE, "You have kept a lot in the last minutes.", KEPT_TEXT)
FILES_READ = Limit("files read", ACCOUNT, 10, HOUR, "You have brought many files in the last hour.")
COPIES_OF_MESSAGES = Limit("copies of messages", ACCOUNT, 20, HOUR, "You have taken many copies in the last hour.")
EXPORT = Limit("export", ACCOUNT, 3, DAY, "You have asked for your data three times today.")

LIMITS = (
    LOG_IN,
    LOG_IN_DEVICE,
    LOG_IN_NETWORK,
    SECOND_FACTOR,
    PASSWORD,
    SIGN_UP,
    RESET_NETWORK,
    CHANGE_MAIL,
    MAIL_SENT,
    RESET,
    SEND_AGAIN,
    LINK,
    SET_UP,
    FORM,
    POSTS,
    UPLOADS,
    TAKEN_BACK,
    MENTIONS,
    FIRST_MESSAGES,
    FIRST_MESSAGES_NEW,
    SEARCH,
    SEARCH_NETWORK,
    SUGGESTIONS,
    GUARD,
    GUARD_TRIED,
    BADGES_CHECKED,
    DIRECTORY,
    ASK_OUT,
    HANDLE_CLAIMS,
    HANDLE_CHECKS,
    READS,
    CLAIMS,
    WORK_CODES,
    WORK_MAILBOX,
    VOUCHES,
    REPORTS,
    SAME_BY_ONE,
    SAME_BY_NEW,
    LINKS_OF_NEW,
    SLOWED,
    PACE,
    CODE_TRIES,
    CODE_TRIES_NETWORK,
    TO_PRACTICES,
    TO_UNKNOWN,
    FLAGGED,
    PERMISSIONS,
    VISIT_LINKS,
    VISIT_OPENINGS,
    GRANTS,
    SHARING,
    ENTRIES,
    FILES_READ,
    COPIES_OF_MESSAGES,
    EXPORT,
)
LONGEST_COUNTED = DAY  # no limit looks back further, but for those of LONGER
LONGER = tuple(limit for limit in LIMITS if limit.window > LONGEST_COUNTED)


def window_of(limit: Limit, *, earlier: int) -> timedelta:
    """Return how far back tries count, after `earlier` tries within the last day.

    Five wrong passwords wait a quarter of an hour, the next five half an hour, then an hour each.
    """
    if not limit.grows:
        return limit.window
    doublings = min(max(0, earlier // limit.tries - 1), MOST_DOUBLINGS)
    return min(limit.window * (1 << doublings), LONGEST_GROWN)


def wait_in_words(seconds: int) -> str:
    """Return a sentence that says how long to wait, rounded up to whole minutes or hours."""
    if seconds <= 60:
        return "Wait a minute, then try again."
    minutes = -(-seconds // 60)
    if minutes <= 90:
        return f"Wait {minutes} minutes, then try again."
    return f"Wait {-(-minutes // 60)} hours, then try again."


# Reading: distinct posts of closed places are counted without a list of what somebody reads. Each post sets one of
# READ_BITS bits, at a place that nobody without the site's key can work out; how many are set tells how many posts.
READ_BITS = 4096


def bits_of(posts: int) -> int:
    """Return how many of READ_BITS bits so many different posts set, in the mean.

    Linear counting (Whang, Vander-Zanden and Taylor, ACM TODS 15, 1990): at 300 posts the standard error is under 4.
    """
    return round(READ_BITS * (1 - exp(-posts / READ_BITS)))
