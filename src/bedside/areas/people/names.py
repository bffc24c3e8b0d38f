"""Names, handles and mail addresses as people type them: tidied, or refused with a sentence that says what to do."""

import re
import unicodedata

from bedside.kit.errors import Refused
from bedside.policy import boundaries, personas
from bedside.policy.verification import titles

LONGEST_NAME = 60
LONGEST_ABOUT = 500
LONGEST_MAIL = 254  # RFC 5321, 4.5.3.1.3, less the angle brackets
LONGEST_LOCAL = 64
JOINERS = "\u200c\u200d"  # zero-width joiners: some scripts cannot be written without them
REFUSED_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})

# Characters that mail servers read differently (% ! " , and routes) are refused: security.md, P024.
LOCAL = re.compile(r"[A-Za-z0-9_+&'*/=?^{|}~#$-]+(?:\.[A-Za-z0-9_+&'*/=?^{|}~#$-]+)*")
LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")


def clean_line(text: str, *, field: str, longest: int) -> str:
    """Return `text` as one tidy line (NFC, single spaces); raise `Refused` when it is too long or has hidden signs."""
    # Blanks are made one first: a tab or a line break that was pasted along is no reason to refuse a name.
    tidy = " ".join(unicodedata.normalize("NFC", text).split())
    unread = "\ufffd" in tidy  # stands for letters that came in another encoding
    if unread or any(unicodedata.category(sign) in REFUSED_CATEGORIES and sign not in JOINERS for sign in tidy):
        what = "There are hidden characters in this. Type it by hand instead of pasting it."
        raise Refused(what, code="hidden_characters", field=field)
    if len(tidy) > longest:
        raise Refused(f"Use at most {longest} characters. This has {len(tidy)}.", code="too_long", field=field)
    return tidy


def clean_name(text: str, *, level: str = "V0") -> str:
    """Return the display name to keep; raise `Refused`, with `title_needs_verification` for a clinical title.

    A title is shown from the credential alone. So one that was checked is left out of the name, which then says nothing
    that is not true any more when the credential ends.
    """
    name = clean_line(text, field="name", longest=LONGEST_NAME)
    if titles.has_sign(name):
        what = "Ticks, shields and stethoscopes in a name look like a badge. Leave them out."
        raise Refused(what, code="looks_like_badge", field="name")
    if level in personas.CARRIES_TITLE:
        name = titles.without_title(name)
    if not any(sign.isalnum() for sign in name):
        raise Refused("Type a name with at least one letter.", code="name_missing", field="name")
    if titles.tells_title(name):
        raise _title_not_checked("name")
    return name


def clean_handle(text: str) -> str:
    """Return the handle; raise `Refused`. A kept handle gets the very answer that a taken one gets."""
    handle = text.strip().removeprefix("@").lower()
    if not personas.HANDLE.fullmatch(handle):
        problem = personas.handle_problem(handle) or ""
        raise Refused(problem, code="handle_form", field="handle")
    if titles.handle_tells_title(handle):
        raise _title_not_checked("handle")
    if personas.handle_problem(handle):
        raise handle_taken()
    return handle


def _title_not_checked(field: str) -> Refused:
    what = f"Titles such as Dr or RN are shown only after they were checked. Leave the title out of the {field}."
    do = "Once your licence is checked, your title stands beside your name."
    row = boundaries.find("square", "clinician V0", "display clinical title", "everyone")
    return Refused(what, do=do, code="title_needs_verification", field=field, row=row.id, rules=row.rules)


def handle_taken() -> Refused:
    """Return the one answer for every handle that cannot be had, for whatever reason."""
    return Refused("This handle is not free. Choose another.", code="handle_taken", field="handle")


def clean_mail(text: str) -> str:
    """Return the mail address in its one form, domain in lower case and ASCII; raise `Refused`."""
    local, _, domain = unicodedata.normalize("NFKC", text).strip().rpartition("@")
    domain = _ascii_domain(domain.lower())
    labels = domain.split(".")
    fits = len(local) <= LONGEST_LOCAL and len(local) + 1 + len(domain) <= LONGEST_MAIL
    if not (fits and len(labels) > 1 and LOCAL.fullmatch(local) and all(LABEL.fullmatch(label) for label in labels)):
        what = "This does not look like a mail address. It needs a form such as name@example.org."
        raise Refused(what, code="mail_form", field="mail")
    return f"{local}@{domain}"


def _ascii_domain(domain: str) -> str:
    if domain.isascii():
        return domain
    try:
        return domain.encode("idna").decode()
    except UnicodeError:
        return ""
