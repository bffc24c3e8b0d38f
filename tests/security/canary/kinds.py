"""Every kind of thing that members tell in confidence, each with a word that stands nowhere else.

A word is `zq` and ten letters worked out of the kind and its owner: no vowel, so that no stemmer changes it and no text
holds it by chance. A few secrets can't be chosen (a session's cookie, an invitation's code): those are marks.
"""

import hmac
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

SEED = b"bedside canary sweep"
LETTERS = "bcdfghjkmnpqrtvwx"
LENGTH = 10
FIELDS = Path(__file__).with_name("fields.tsv")


def word(kind: str, owner: str = "") -> str:
    """Return the word of a kind, the same in every run."""
    made = hmac.digest(SEED, f"{kind}|{owner}".encode(), sha256)
    return "zq" + "".join(LETTERS[byte % len(LETTERS)] for byte in made[:LENGTH])


CONTROL = word("control: nobody ever wrote this")

# kind: its number in security.md section 3.2 ("-" for those that section has no number for), and what is meant.
KINDS: dict[str, tuple[str, str]] = {
    "square post": ("-", "a public post in the square: for everybody but who is blocked"),
    "hashtag": ("-", "a hashtag of that post"),
    "community post": ("K01", "a post in a community"),
    "title": ("K01", "the title of a question in a community"),
    "topic": ("K01", "the topic of an article in a community"),
    "room post": ("K01", "a post in a room of clinicians"),
    "hidden post": ("K01", "a post in a community that is found by invitation only"),
    "practice post": ("-", "a post on a practice's page: public"),
    "followers post": ("K01", "a post for followers"),
    "mentioned post": ("K01", "a post for those whom it names"),
    "first message": ("K01", "a message to a member who does not follow its author and has not taken it"),
    "reason to look": ("K48", "why a clinician opened a patient's page"),
    "reply": ("K01", "a reply in a community"),
    "earlier words": ("K02", "the words of a community post before an edit"),
    "earlier warning": ("K02", "its content warning before the edit"),
    "other face": ("K03", "the name of another persona of the same account"),
    "deleted post": ("K04", "a post that its author deleted and that has replies"),
    "deleted warning": ("K04", "the content warning of the deleted post"),
    "deleted revision": ("K04", "the earlier words of the deleted post"),
    "deleted option": ("K04", "a choice of a poll that was deleted"),
    "deleted alternative text": ("K04", "the text of a picture on the deleted post"),
    "removed post": ("K04", "a post in the square that a moderator removed"),
    "legal order": ("K47", "which order holds an account, and what it covers"),
    "reason of removal": ("K47", "why the moderator removed it"),
    "warning": ("K05", "a content warning in a community"),
    "poll option": ("K06", "a choice of a poll in a community"),
    "voter": ("K07", "the name of who voted"),
    "alternative text": ("K08", "the text of a picture in a community"),
    "file name": ("K09", "the name of a picture's file as it was sent"),
    "image metadata": ("K10", "what the camera wrote into a picture"),
    "draft": ("K14", "the text of a draft"),
    "draft warning": ("K14", "the content warning of a draft"),
    "draft alternative text": ("K14", "the text of a picture in a draft"),
    "held post": ("K14", "the text of a post that waits for its pictures to be looked at"),
    "held title": ("K14", "its title"),
    "held alternative text": ("K14", "the text of its picture"),
    "words in a picture": ("K14", "what the reader of pictures read in it"),
    "typed words": ("K14", "what somebody types into the composer at this moment"),
    "suspended post": ("K16", "a post of a suspended account"),
    "suspended about": ("K16", "what a suspended persona says about itself"),
    "suspended name": ("K17", "the name of a suspended persona"),
    "unconfirmed about": ("K16", "what a persona says about itself before its mail address is confirmed"),
    "unconfirmed name": ("K17", "its name"),
    "purpose of a course": ("K20", "the illness for which somebody takes a treatment"),
    "treatment": ("K22", "a treatment that somebody takes"),
    "side effect": ("K23", "unwanted effects in one's own words"),
    "own course": ("K22", "a treatment that somebody keeps in her record"),
    "wave answer": ("K24", "what somebody answered when she was asked how a treatment goes"),
    "illness": ("K21", "what somebody has, in her own words"),
    "measurement": ("K25", "what somebody measured"),
    "note to herself": ("K26", "a note that somebody keeps for herself"),
    "name in a file": ("K20", "whose file it is that somebody brought, as it stands there"),
    "record file": ("K09", "what stands in a PDF file that somebody keeps in her record, and what she calls it"),
    "entry": ("K20", "an allergy, a vaccine, a procedure, a goal or an appointment of her own"),
    "day": ("K18", "the line that somebody wrote about a day"),
    "trial": ("K19", "what somebody tries on herself, and against what"),
    "trial note": ("K19", "what went otherwise in a trial than planned"),
    "symptom": ("K21", "a symptom by its name, and the note beside it"),
    "questionnaire": ("K19", "which questionnaire somebody answered"),
    "evaluation": ("K24", "the free text of an evaluation"),
    "hidden name": ("K27", "the name of a community that is found by invitation only"),
    "room name": ("K27", "the name of a room of clinicians"),
    "hidden purpose": ("K28", "the purpose of that community"),
    "hidden rules": ("K28", "its rules"),
    "hidden condition": ("K28", "its condition"),
    "member": ("K29", "the name of who is listed as a member of the community and says nothing there"),
    "unlisted member": ("K29", "the name of a member who asked not to be listed"),
    "hidden member": ("K29", "the name of a member of the hidden community"),
    "asker": ("K29", "the name of who asked to join"),
    "banned member": ("K29", "the name of who is kept out"),
    "join note": ("K30", "what the asker wrote to the stewards"),
    "invitation code": ("K31", "the code of an invitation"),
    "blocked name": ("K32", "the name of whom a member blocked"),
    "muted name": ("K33", "the name of whom a member muted"),
    "waiting follower": ("-", "the name of who asks to follow"),
    "follower": ("-", "the name of a follower"),
    "followed hashtag": ("K34", "a hashtag that a member follows"),
    "saver": ("K35", "the name of who saved a post"),
    "moderator's name": ("K46", "the name of the moderator who removed the post"),
    "claim number": ("K61", "the number in a register that a clinician typed, before it was granted"),
    "claim name": ("K61", "her name as the register has it"),
    "claim profession": ("K61", "the profession that she typed"),
    "claim employer": ("K61", "the employer that she typed"),
    "note of a reviewer": ("K61", "what a reviewer wrote for the file of a claim"),
    "document": ("K49", "the pixels of a paper that she sent"),
    "reviewer's name": ("K61", "the name of who was drawn to look at her claim, opened her papers and answered"),
    "note on a claim": ("K61", "what reviewers wrote to her"),
    "words of an appeal": ("K61", "what she wrote against their answer"),
    "permission": ("-", "what a clinician asks a patient to permit, which only the two of them read"),
    "signed permission": ("-", "what a patient signed"),
    "signer": ("-", "the name with which she signed"),
    "visit sheet": ("-", "what stands on a sheet for a visit, which whoever holds its link reads"),
    "care grant": ("-", "why somebody acts for a patient, which only the two of them read"),
    "vouching": ("K61", "for which work a clinician asks colleagues to vouch, before three said yes"),
    "asked colleague": ("K61", "the name of a colleague who was asked to vouch"),
    "licence number": ("K61", "the licence of a verified clinician, of which others see the last four signs"),
    "note on a suspension": ("K47", "what staff noted when they suspended a credential"),
    "answer to a suspension": ("K47", "what its owner answered to staff"),
    "work address": ("K50", "the work mailbox to which a code was mailed"),
    "reason of revocation": ("K47", "why a credential was revoked"),
    "words of a report": ("K44", "what a reporter says of a post"),
    "reported message": ("K44", "what a practice wrote, which its patient reported"),
    "reporter": ("K45", "the name of who reported it"),
    "words of moderators": ("K47", "what moderators said to the author of a post"),
    "words against a decision": ("K47", "what its author said against it"),
    "words of who is suspended": ("K47", "what the owner of a suspended account said against that, by her link alone"),
    "answer to that": ("K47", "what another person answered her"),
    "reason of emergency": ("K48", "what staff wrote of why they had to read somebody's posts"),
    "reason of delay": ("K48", "why the member was to hear of it later"),
    "review of emergency": ("K48", "what was found about it afterwards"),
    "mail address": ("K50", "the mail address"),
    "next mail address": ("K50", "the address asked for and not confirmed"),
    "sign-up mail address": ("K50", "the address of an account that was never confirmed"),
    "network address": ("K52", "the address from which a member signed in"),
    "user agent": ("K53", "what the browser said of itself"),
    "session label": ("-", "the words by which the owner knows a session"),
    "session": ("K54", "the value of the session's cookie"),
    "mail link": ("K55", "the token in a link sent by mail"),
    "passkey name": ("-", "the name of a passkey"),
    "password hash": ("K62", "the hash of a password"),
    "typed password": ("K62", "a password as it is typed"),
    "code app secret": ("K58", "the secret of the code app"),
    "recovery code": ("K58", "a recovery code"),
    "site keys": ("K62", "the keys of the site itself"),
    "channel message": ("K11", "what a patient wrote to a practice"),
    "record reference": ("K11", "the practice's own reference to the record of a patient to whom it gave a code"),
    "thread subject": ("K11", "the heading that she gave it"),
    "internal comment": ("K12", "what the team said of it among itself"),
    "care team": ("K13", "what a patient wrote of a care team that she signed"),
    "signed care team": ("K13", "what she signed, with her name"),
    "care heading": ("K13", "what practices talked about with each other"),
    "care message": ("K13", "what they wrote of it"),
    "channel picture": ("K11", "the pixels of a picture that she sent to a practice"),
    "internal picture": ("K12", "the pixels of a picture that the team showed itself"),
    "reason of opening": ("K12", "why somebody of the team opened a sensitive thread"),
    "template": ("-", "a text of the practice's own that is not used yet"),
    "call number": ("K51", "the number at which a patient asked to be called"),
    "call topic": ("K13", "what the call is to be about"),
    "note of a call": ("K12", "what the team noted of the call"),
    "private answer": ("-", "what somebody in distress wrote to the site"),
    "words to others": ("K48", "what two people passed on to protect her"),
    "lessons": ("K47", "what the safety lead learned from it"),
}
PIXELS = ("document", "channel picture", "internal picture")
MARKS = ("invitation code", "network address", "session", "mail link", "password hash", "site keys", *PIXELS)

# The numbers of section 3.2 that have nothing to sweep yet, and what brings them.
LATER = {
    "K15": "posts can't be scheduled yet",
    "K36": "a Helped-me is told to the author by name; there are no private favourites",
    "K37": "searches are not kept: the words searched for are looked for in columns and logs with every kind",
    "K38 K39 K40 K41 K42 K43": "practice channels, escalations and authorisations are not built",
    "K56 K57": "apps and push are not built",
    "K59 K60": "carers' grants and surveys are not built",
}
SURFACES = {
    "S01 S14 S19": "pages.py: every GET route, the links on them, staff pages as staff",
    "S02": "pages.py: answers to htmx",
    "S04": "pages.py: search under each tab as everybody; every word, as a stranger",
    "S06 S31": "pages.py: notices, and every page's mark for unread ones",
    "S08": "stored.py: every letter that the site can send",
    "S18": "pages.py and stored.py: the media route, and the files themselves",
    "S21": "stored.py: all loggers at DEBUG, and stderr, during the whole crawl",
    "S24": "pages.py: pages of 404, 403 and 422, and every form sent empty",
    "S25": "pages.py: headers of every answer",
    "S26 S27 S28": "stored.py: every column of every table, before and after the outbox is handed on",
    "S32": "pages.py: the search for people is the directory for now",
    "S38": "stored.py: `bedside evidence show`",
}
SURFACES_LATER = {
    "S03 S05 S07": "the client API, streams and push are not built",
    "S09 S10 S11 S12 S13 S15": "digests, feeds, federation, previews and site maps are not built",
    "S16 S17 S33 S34": "export, FHIR, research tables and webhooks are not built",
    "S20": "there is no public moderation log",
    "S22 S23": "there are no metrics and no traces",
    "S29": "the backup has tests of its own, which open it",
    "S30": "no text is derived from members' words",
    "S35 S36 S37": "need a proxy or a browser: tests/access and tests/stories",
}


@dataclass
class Finder:
    """What is looked for: words by their kinds, and marks."""

    words: dict[bytes, str] = field(default_factory=dict)
    marks: dict[bytes, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.words |= {word(kind).encode(): kind for kind in KINDS if kind not in MARKS}

    def mark(self, kind: str, *values: bytes | str) -> None:
        """Look for these as well."""
        assert kind in MARKS
        for value in values:
            self.marks[value if isinstance(value, bytes) else value.encode()] = kind


def told_fields() -> dict[str, str]:
    """Return the table of fields: what each column of members' tables holds."""
    lines = [line.split("\t") for line in FIELDS.read_text().splitlines() if line and not line.startswith("#")]
    return {line[0]: line[1] for line in lines}
