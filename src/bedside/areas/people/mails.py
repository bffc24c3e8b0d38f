"""The mails of this area: written when they are sent, with fresh links; plain words, text and HTML alike.

Subjects tell nothing: not the site, not a community, not a name (security.md section 1, mail channel). The first
sentence says who writes, what it is, and what to do (accessibility.md section 8). A mail that is no longer needed when
its turn comes, because the account has gone or the address is confirmed, is not sent.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse

from bedside.areas.people import queries, tokens
from bedside.areas.people.models import Account


@dataclass(frozen=True)
class Letter:
    """One kind of mail. `url_name` and `token` make its link; `wanted` says whether it is still to be sent."""

    subject: str
    lines: tuple[str, ...]
    button: str = ""
    url_name: str = ""
    token: str = ""
    after: tuple[str, ...] = ()
    wanted: Callable[[Account], bool] = lambda account: account.is_active
    to_next: bool = False


LETTERS = {
    "confirm": Letter(
        subject="Confirm your mail address",
        lines=(
            "This is {site}. Somebody signed up with this mail address. If it was you, open this link to confirm it.",
        ),
        button="Confirm your mail address",
        url_name="confirm_link",
        token="confirm",  # noqa: S106  # the kind of a token, not one
        after=("The link works once, for three days.", "If it was not you, do nothing. The account is then deleted."),
        wanted=lambda account: account.mail_confirmed_at is None,
    ),
    "taken": Letter(
        subject="Somebody used your mail address",
        lines=(
            "This is {site}. Somebody tried to use your mail address, but it belongs to your account already.",
            "If it was you, sign in. If you forgot your password, you can choose a new one there.",
        ),
        button="Sign in",
        url_name="signin",
        after=("If it was not you, do nothing. Nobody got into your account.",),
    ),
    "reset": Letter(
        subject="Choose a new password",
        lines=("This is {site}. Somebody asked for a new password for your account. If it was you, open this link.",),
        button="Choose a new password",
        url_name="reset_link",
        token="reset",  # noqa: S106  # the kind of a token, not one
        after=("The link works once, for one hour.", "If it was not you, do nothing. Your password stays as it is."),
        wanted=lambda account: account.state != "suspended",  # who is leaving may want to come back
    ),
    "password_changed": Letter(
        subject="Your password was changed",
        lines=(
            "This is {site}. The password of your account was changed, and all other devices were signed out.",
            "If it was you, there is nothing to do. If it was not you, choose a new password now.",
        ),
        button="Choose a new password",
        url_name="reset",
    ),
    "new_mail": Letter(
        subject="Confirm your mail address",
        lines=("This is {site}. Your account is to use this mail address from now on. Open this link to confirm it.",),
        button="Confirm your mail address",
        url_name="new_mail_link",
        token="new_mail",  # noqa: S106  # the kind of a token, not one
        after=("The link works once, for one day.", "If you did not ask for this, do nothing."),
        wanted=lambda account: account.is_active and account.next_mail_sealed is not None,
        to_next=True,
    ),
    "mail_asked": Letter(
        subject="Your account is to get another mail address",
        lines=(
            "This is {site}. Somebody who knows your password asked to use another mail address for your account.",
            "If it was you, there is nothing to do here. If it was not you, choose a new password now.",
        ),
        button="Choose a new password",
        url_name="reset",
        after=("A new password also stops the change.",),
    ),
    "erasure_asked": Letter(
        subject="Your account is to be erased",
        lines=(
            "This is {site}. You asked us to erase your account. Nobody sees it from now on. After seven days all of it"
            " is erased, and cannot come back.",
            "If you change your mind, log in within the seven days. Then nothing is erased.",
        ),
        button="Log in and keep my account",
        url_name="signin",
        after=("If it was not you who asked, log in now and choose a new password.",),
        wanted=lambda account: account.state == "closed",
    ),
    "held": Letter(
        subject="Your account is held by legal order",
        lines=(
            "This is {site}. A legal order says that what your account holds has to be kept. You can use it as before.",
            "While the order lasts your account can't be erased. You can ask for it now: it is then erased when the"
            " order ends.",
        ),
        button="See since when and until when",
        url_name="settings_leave",
        wanted=lambda account: account.state != "suspended",
    ),
    "news": Letter(
        subject="There is news for you",
        lines=("This is {site}. There is news about your account. Log in to read it.",),
        button="Read it",
        url_name="verification",
    ),
    "message": Letter(
        subject="You have a message",
        lines=("This is {site}. You have a message. Log in to read it.",),
        button="Read it",
        url_name="channel",
        after=("Mail is not safe for what is private, so we write no more than this.",),
    ),
    "factor_changed": Letter(
        subject="How you sign in was changed",
        lines=(
            "This is {site}. A passkey, a code app or the recovery codes of your account were changed.",
            "If it was you, there is nothing to do. If it was not you, choose a new password now.",
        ),
        button="Choose a new password",
        url_name="reset",
    ),
}


PLAIN_AFTER = "You agreed to get these words by mail. You can end that on the practice's door."

RECEIPT = Letter(
    subject="Your account is erased",
    lines=(
        "This is {site}. Your account is erased, as you asked. This is the last mail we send you.",
        "What was encrypted under your own key can't be read by anybody now, in backups too. What you posted is gone"
        " here at once, and leaves the backups after 35 days.",
    ),
    after=("Your receipt: {number}.", "We no longer know your mail address."),
)


# To a work mailbox, which others may read: no word of whose it is, or of what it is for.
WORK_CODE = Letter(
    subject="Your code",
    lines=("This is {site}. Somebody asked us to check this mail address. The code is {code}.",),
    after=(
        "Type it on the page where you asked for it. It is good for 20 minutes.",
        "If you did not ask for it, do nothing. Tell nobody the code.",
    ),
)


def work_code(*, to: str, code: str) -> EmailMultiAlternatives:
    """Return the letter with the code for a work address."""
    letter = replace(WORK_CODE, lines=tuple(line.replace("{code}", code) for line in WORK_CODE.lines))
    return _message(letter, None, to=to)


def receipt(*, to: str, number: str) -> EmailMultiAlternatives:
    """Return the letter that says that an erasure is done. It is sent after it, to an address nobody has any more."""
    letter = replace(RECEIPT, after=tuple(line.format(number=number) for line in RECEIPT.after))
    return _message(letter, None, to=to)


def send(*, kind: str, account_id: int) -> bool:
    """Send the letter `kind` (a key of LETTERS) to the account and say whether there was somebody to send it to.

    Raises what the mail server's connection raises; the job tries again.
    """
    account = Account.objects.filter(id=account_id).first()
    if account is None or not LETTERS[kind].wanted(account):
        return False
    to = account.next_mail if LETTERS[kind].to_next else account.mail
    if to is None:
        return False
    _message(LETTERS[kind], account, to=to).send()
    return True


def send_plain(*, account_id: int, sender: str, words: str) -> bool:
    """Send words in clear to who agreed to that; the subject tells nothing. Say whether anybody was there."""
    account = Account.objects.filter(id=account_id).first()
    if account is None or not LETTERS["message"].wanted(account) or account.mail is None:
        return False
    lines = ("This is {site}.", f"{sender} wrote to you:", *filter(None, words.split("\n")))
    kept = tuple(line.replace("{", "{{").replace("}", "}}") for line in lines[1:])
    letter = replace(LETTERS["message"], lines=(lines[0], *kept), button="Answer there", after=(PLAIN_AFTER,))
    _message(letter, account, to=account.mail).send()
    return True


def _message(letter: Letter, account: Account | None, *, to: str) -> EmailMultiAlternatives:
    site = queries.site_profile().name
    context = {
        "subject": letter.subject,
        "lines": [line.format(site=site) for line in letter.lines],
        "button": letter.button,
        "url": _link(letter, account) if account is not None else "",
        "after": letter.after,
    }
    text = render_to_string("mail/letter.txt", context)
    message = EmailMultiAlternatives(letter.subject, text, to=[to])
    message.attach_alternative(render_to_string("mail/letter.html", context), "text/html")
    return message


def _link(letter: Letter, account: Account) -> str:
    args = [tokens.make(letter.token, account=account)] if letter.token else []
    return f"{settings.CONFIG.address}{reverse(letter.url_name, args=args)}"
