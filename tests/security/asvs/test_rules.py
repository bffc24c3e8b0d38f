"""The page of rules says what the code does; where it points elsewhere, that is there."""

import re
from pathlib import Path

import pytest

from bedside.areas.people import names, sessions, tokens
from bedside.areas.people.actions import personas
from bedside.areas.people.hashing import LONGEST as PASSWORD_LONGEST
from bedside.areas.posts import words
from bedside.areas.posts.actions import drafts
from bedside.areas.posts.actions.pin import MOST as MOST_PINNED
from bedside.areas.records.actions import evaluating
from bedside.areas.spaces.actions import inviting
from bedside.kit import images
from bedside.kit.images import painter
from bedside.policy import permissions
from bedside.policy.guard.inspection import LONGEST as GUARD_LONGEST
from bedside.policy.limits import GUARD, LIMITS, LOG_IN, SEARCH, SECOND_FACTOR, Limit
from bedside.policy.retention import KINDS
from bedside.site import settings
from tests.shape.source import ROOT, imported, modules

RULES = (ROOT / "docs" / "security" / "rules.md").read_text()
OPERATORS = (ROOT / "docs" / "operators" / "README.md").read_text()
FAULTS = (ROOT / "SECURITY.md").read_text()


def part(page: str, title: str) -> str:
    """Return what stands under a heading, on one line."""
    found = re.search(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    assert found, title
    return " ".join(found[1].split())


def figures(text: str) -> set[int]:
    """Return every number of a text."""
    return {int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*", text)}


COMES_IN = {
    "post": {words.POST_LENGTH, words.ARTICLE_LENGTH, words.TITLE_LENGTH, words.TOPIC_LENGTH},
    "poll": {*words.OPTIONS, words.OPTION_LENGTH, *words.POLL_DAYS},
    "pictures": {words.IMAGES, words.ALT_LENGTH},
    "handle": {2, 30},
    "name": {names.LONGEST_NAME, names.LONGEST_ABOUT},
    "mail address": {names.LONGEST_MAIL, names.LONGEST_LOCAL},
    "password": {settings.AUTH_PASSWORD_VALIDATORS[0]["OPTIONS"]["min_length"], PASSWORD_LONGEST},
    "evaluation": {evaluating.LONGEST_NAME, evaluating.LONGEST_WORDS},
    "form": {settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 2**20, settings.DATA_UPLOAD_MAX_NUMBER_FIELDS},
}


@pytest.mark.asvs("2.1.1", "6.1.2")
@pytest.mark.parametrize("what", COMES_IN)
def test_the_form_of_each_input_is_written_down(what: str) -> None:
    row = re.search(rf"\| {what} \| ([^|]+) \|", part(RULES, "What may come in"))
    assert row
    assert COMES_IN[what] - figures(row[1]) == set()


@pytest.mark.asvs("2.1.2")
def test_what_must_fit_together_is_written_down():
    said = part(RULES, "What may come in").split("What must fit together:")[1]
    for pair in ("a reply and its thread", "an answer and its poll", "a second press and exactly the text"):
        assert pair in said


@pytest.mark.asvs("2.1.3", "6.1.1")
@pytest.mark.parametrize("limit", LIMITS, ids=lambda limit: limit.name)
def test_each_limit_is_written_down(limit: Limit) -> None:
    assert limit.tries in figures(part(OPERATORS, "Limits"))


@pytest.mark.asvs("2.1.3")
def test_other_bounds_are_written_down():
    said = part(RULES, "What may come in").split("How much anybody may do:")[1]
    bounds = {drafts.MOST, personas.MOST, MOST_PINNED, inviting.MOST_USES, inviting.MOST_DAYS}
    assert bounds - figures(said) == set()


@pytest.mark.asvs("6.1.1")
def test_that_nobody_can_lock_an_owner_out_is_written_down():
    record = (ROOT / "docs" / "decisions" / "0013-limits-lock-nobody-out.md").read_text()
    assert "would keep an owner out" in record
    assert LOG_IN.tries in figures(part(OPERATORS, "Limits"))


@pytest.mark.asvs("5.1.1")
def test_which_files_are_taken_is_written_down():
    said = part(OPERATORS, "Pictures that members send")
    assert all(kind in said for kind in ("JPEG", "PNG", "WebP", "GIF", "painted anew", "We could not read that file"))
    assert {images.MAX_BYTES // 2**20, painter.MAX_PIXELS // 10**6} - figures(said) == set()


@pytest.mark.asvs("6.1.3", "6.3.4")
def test_the_ways_in_are_written_down():
    said = part(RULES, "Ways in")
    lives = (tokens.LIVES["confirm"].days, tokens.LIVES["reset"].seconds // 3600, tokens.LIVES["new_mail"].days)
    assert "ends after {} days, {} hour, {} day".format(*lives) in said
    assert f"{SECOND_FACTOR.tries} tries in {SECOND_FACTOR.window.seconds // 60} minutes" in said
    assert set(settings.MFA_SUPPORTED_TYPES) == {"totp", "webauthn", "recovery_codes"}
    assert settings.AUTHENTICATION_BACKENDS == ["bedside.areas.people.sign_in.MailBackend"]


@pytest.mark.asvs("7.1.1")
@pytest.mark.parametrize("page", [part(RULES, "Ways in"), part(OPERATORS, "Sessions")], ids=["rules", "operators"])
def test_how_long_a_session_lives_is_written_down(page: str) -> None:
    for time in (
        f"{sessions.IDLE.days} days without use",
        f"{sessions.LONGEST.days}",
        f"{sessions.STAFF_IDLE.seconds // 60} minutes and {sessions.STAFF_LONGEST.seconds // 3600} hours",
    ):
        assert time in page


@pytest.mark.asvs("7.1.2")
def test_how_many_sessions_one_may_have_is_written_down():
    assert "as many sessions as one likes" in part(RULES, "Ways in")


@pytest.mark.asvs("8.1.1", "8.1.2")
def test_the_tables_of_rights_that_are_named_are_there():
    said = part(RULES, "Who may do what")
    named = [Path(name) for name in re.findall(r"`((?:src|tests)/[\w/.]+)`", said)]
    assert len(named) >= 5
    assert [str(path) for path in named if not (ROOT / path).exists()] == []
    assert permissions.RIGHTS


@pytest.mark.asvs("8.1.3", "8.1.4")
def test_which_circumstances_count_is_written_down():
    said = part(RULES, "Who may do what").split("Circumstances that count:")[1]
    assert all(
        word in said for word in ("network", "this browser has logged in before", "silent", "never give a right")
    )


@pytest.mark.asvs("11.1.1", "11.1.2")
def test_every_algorithm_that_the_house_uses_is_in_the_list_of_keys():
    said = part(RULES, "Keys and algorithms")
    names_there = {"AESGCM": "AES-256-GCM", "HKDF": "HKDF-SHA-256", "SHA256": "SHA-256", "sha256": "SHA-256"}
    names_there |= {"blake2b": "BLAKE2b", "Ed25519PrivateKey": "Ed25519", "Ed25519PublicKey": "Ed25519"}
    names_there |= {"X25519PrivateKey": "X25519", "X25519PublicKey": "X25519"}
    names_there |= {"aes_key_wrap": "key wrap", "aes_key_unwrap": "key wrap", "InvalidUnwrap": "key wrap"}
    plain = {"InvalidTag", "InvalidSignature", "Encoding", "PublicFormat", "PrivateFormat", "NoEncryption", "hashlib"}
    used = {
        name.split(".")[-1]
        for tree in modules().values()
        for name, _line in imported(tree)
        if name.startswith(("cryptography.", "hashlib."))
    }
    assert used
    assert {name for name in used - plain if names_there.get(name, name) not in said} == set()
    assert all(word in said for word in ("drawn by", "copied", "destroyed", "changed", "argon2id, 19 MiB, 2 passes"))


@pytest.mark.asvs("14.1.2")
def test_how_long_each_kind_is_kept_is_written_down():
    said = part(OPERATORS, "How long things are kept")
    assert {kind: f"| `{kind}` | {keep.days} |" in said for kind, keep in KINDS.items()} == dict.fromkeys(KINDS, True)


@pytest.mark.asvs("13.1.1")
def test_with_whom_the_site_talks_is_written_down():
    said = part(RULES, "With whom the site talks")
    assert all(word in said for word in ("PostgreSQL", "mail server", "No other machine"))
    assert part(OPERATORS, "What the site asks of other machines")


@pytest.mark.asvs("14.1.1", "14.1.2")
def test_how_sensitive_what_is_and_how_it_is_guarded_is_written_down():
    rows = re.findall(
        r"\| (secret|sealed|private|public) \| ([^|]+) \| ([^|]+) \|", part(RULES, "How sensitive what is")
    )
    assert [kind for kind, _what, _guard in rows] == ["secret", "sealed", "private", "public"]


@pytest.mark.asvs("15.1.1")
def test_how_soon_faults_of_other_peoples_packages_are_mended_is_written_down():
    said = part(FAULTS, "What we promise")
    assert "faults in packages that Bedside is made of" in said
    assert {30, 90} - figures(said) == set()


@pytest.mark.asvs("15.1.3")
def test_what_takes_long_is_written_down():
    said = part(RULES, "What takes long, and what keeps it from stopping the rest")
    bounds = {GUARD_LONGEST, GUARD.tries, SEARCH.tries, PASSWORD_LONGEST}
    assert bounds - figures(said) == set()


@pytest.mark.asvs("16.1.1")
def test_what_is_logged_where_and_for_how_long_is_written_down():
    said = part(RULES, "What is logged")
    assert all(f"| {log} |" in said for log in ("audit log", "lines of the processes", "PostgreSQL's log"))
    assert set(settings.LOGGING["handlers"]) == {"stderr"}
