"""What is sent for each row of `matrix.tsv`: the object that the row names, and a form that is filled in well."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from bedside.areas.consents import queries as permissions
from bedside.areas.messaging.actions.mailing import mark_of_warning
from bedside.areas.messaging.shown import token
from bedside.kit.clock import now
from tests.factories import PASSWORD
from tests.security.world import A_FILE, NOWHERE, PDF_FILE, TREATMENT_FORM, TRIAL_FORM, WORK_ADDRESS, World, picture

NEW_PASSWORD = "seven teal lanterns sway"
CARER_ENTERS = {
    "day": {"face": "2"},
    "symptom": {"symptom": "Light hurts", "how": "0-10:4"},
    "treatment": {"text": "Ginger tea", "purpose": "rest", "taking": "yes"},
}
RECORD_ITEMS = (
    ("day", "days"),
    ("sitting", "questionnaires"),
    ("condition", "conditions"),
    ("nowhere", "days"),
)
ABOUT_SITE = {
    "site_name": "Bedside",
    "runner": "A society",
    "country": "GB",
    "contact": "by letter",
    "rules": "Be kind.",
}
SPACE = {"kind": "community", "name": "Sleep", "slug": "sleep", "purpose": "", "steward_handle": "patient_stranger"}
CLAIM = {
    "register": "us_npi",
    "number": "2900000060",
    "family": "Osei",
    "given": "Kofi",
    "profession": "Physician",
}
NO_TOKEN = "x" * 60
NEXT_MONTH = (now() + timedelta(days=30)).date().isoformat()
PERMISSION = {
    "what": "A rash.",
    "by_whom": "Dr Guest",
    "to_whom": "Everybody.",
    "purpose": "To teach.",
    "until": NEXT_MONTH,
    "zone": "UTC",
}
GRANT = {"scopes": ["read"], "reason": "carer", "until": NEXT_MONTH}


@dataclass(frozen=True)
class Case:
    """What fills the address, its query, and the form."""

    args: tuple[Any, ...] = ()
    query: str = ""
    form: dict[str, Any] = field(default_factory=dict)

    def path(self, route: str) -> str:
        """Return the address of this case on a route."""
        return reverse(route, args=self.args) + (f"?{self.query}" if self.query else "")


Give = Callable[[World], Case]


def case(*args: Any, query: Any = "", **form: Any) -> Give:
    """Make a case; whatever is callable is asked of the world."""

    def of(value: Any, world: World) -> Any:
        return value(world) if callable(value) else value

    def give(world: World) -> Case:
        filled = {name: of(value, world) for name, value in form.items()}
        return Case(tuple(of(arg, world) for arg in args), of(query, world), filled)

    return give


def post(name: str) -> Callable[[World], int]:
    return lambda world: world.posts.get(name, NOWHERE)


def slug(name: str) -> Callable[[World], str]:
    return lambda world: world.slug(name) if name in world.spaces else "nowhere"


def handle(name: str) -> Callable[[World], str]:
    return lambda world: world.handle(name) if name in world.people else "nobody_has_this"


def thing(name: str) -> Callable[[World], Any]:
    return lambda world: world.things.get(name, NOWHERE)


def pdf(_world: World) -> SimpleUploadedFile:
    """A file to hang on something."""
    return SimpleUploadedFile("../a\u202efdp.exe", PDF_FILE, content_type="text/html")


def space_id(name: str) -> Callable[[World], int]:
    return lambda world: world.spaces[name].id if name in world.spaces else NOWHERE


def mark_of_asked(world: World) -> str:
    number = world.things.get("permission asked")
    return permissions.one(world.viewer("patient_member"), number).mark if number else "x"


def persona_id(name: str) -> Callable[[World], int]:
    return lambda world: world.people[name].id


def mail(name: str) -> Callable[[World], str]:
    return lambda world: str(world.people[name].account.mail)


def place(kind: str, name: str) -> Callable[[World], str]:
    number = {"space": lambda w: w.spaces[name].id, "reply": lambda w: w.posts[name], "edit": lambda w: w.posts[name]}
    return lambda world: f"place={kind}:{number[kind](world)}"


def in_space(name: str) -> Callable[[World], str]:
    return lambda world: f"space={world.slug(name)}"


def shown_to(name: str, about: str) -> Callable[[World], str]:
    """Return the token of what was shown to somebody at the practice: for a reason, or in a thread of the world."""

    def made(world: World) -> str:
        kind, _, which = about.partition(":")
        told = f"thread:{world.things.get(which, NOWHERE)}" if kind == "thread" else about
        return token(persona_id=world.people[name].id, practice_id=world.spaces["practice"].id, about=told)

    return made


def carer_begins(grant: Callable[[World], Any]) -> Give:
    """Make the case of a carer who writes to the practice by this grant, with what was shown to her."""

    def shown(world: World) -> str:
        return shown_to("carer", f"question:{world.people['cared_for'].id}")(world)

    return case(grant, slug("practice"), reason="question", words="May she walk more?", token=shown)


READ = ("community", "poll", "room", "practice", "hidden", "public", "followers", "mentioned", "nowhere")
NAMED = ("patient_member", "other_face", "clinician_guest", "unconfirmed", "suspended", "blocked", "nobody")
PRESSED = ("follow", "unfollow", "accept_follower", "remove_follower", "block", "unblock", "mute", "unmute")
PLACES = ("community", "room", "practice", "hidden", "square", "nowhere")
WORDS = {"text": "A few words of my own.", "do": "publish"}
JOINING = {"consent": "1", "listed": "1"}
UNTIL = (now() + timedelta(days=90)).date().isoformat()
CREDENTIAL = {"level": "V3", "title": "Dr", "profession": "Physician", "checked": "licence", "valid_until": UNTIL}
PERSONA = {"name": "Quiet Heron", "handle": "quiet_heron_7"}
WHO = {"kind": "patient", **PERSONA, "mail": "new@mail.example", "password": NEW_PASSWORD}


def _families() -> dict[tuple[str, str, str], Give]:
    """Return the cases that are alike: one route with many objects, or many routes with one."""
    found: dict[tuple[str, str, str], Give] = {}
    for name in READ:
        found["GET", "post", name] = found["GET", "post_history", name] = case(post(name))
        for route in ("post_help", "post_bookmark", "post_boost"):
            found["POST", route, name] = case(post(name))
        for method in ("GET", "POST"):
            found[method, "post_reply", name] = case(post(name), **(WORDS if method == "POST" else {}))
            found[method, "post_edit", name] = case(post(name), **(WORDS if method == "POST" else {}))
            found[method, "post_delete", name] = case(post(name))
            found[method, "post_details", name] = case(post(name), **({"version": "2"} if method == "POST" else {}))
            found[method, "post_care", name] = case(post(name), **({"do": "leave"} if method == "POST" else {}))
            worry = {"reason": "urgent"} if method == "POST" else {}
            found[method, "post_worried", name] = case(post(name), **worry)
            found[method, "post_remove", name] = case(
                post(name), **({"reason": "Off the point"} if method == "POST" else {})
            )
        found["GET", "post_report", name] = case(post(name))
        found["POST", "post_pin", name] = case(post(name), on="1")
    for name in ("thread", "nowhere"):
        found["POST", "channel_call", name] = case(thing(name), stop="1")
        for route in ("channel_thread", "channel_delete", "channel_call"):
            found["GET", route, name] = case(thing(name))
        for route in ("channel_close", "channel_reopen", "channel_delete"):
            found["POST", route, name] = case(thing(name))
        sent = shown_to("patient_member", f"thread:{name}")
        found["POST", "channel_thread", name] = case(thing(name), words="Thank you.", token=sent)
    for name in ("asked", "answer", "comment", "nowhere"):
        found["GET", "message_report", name] = case(thing(name))
        found["POST", "message_report", name] = case(thing(name), reason="unkind", words="")
    for name in NAMED:
        found["GET", "persona", name] = found["GET", "persona_report", name] = case(handle(name))
        for route in (*PRESSED, "not_my_doctor", "let_see", "connect", "accept_connection", "end_connection"):
            found["POST", route, name] = case(handle(name))
        found["POST", "look_up", name] = case(handle(name), reason="A worrying post, for safety.")
        found["GET", "follow_question", name] = case(handle(name))
        found["POST", "follow_question", name] = case(handle(name), own_patient="no")
    for name in PLACES:
        found["GET", "space", name] = found["GET", "space_members", name] = case(slug(name))
        for route in ("space_join", "space_leave", "space_ban", "space_stewards", "space_invite", "space_requests"):
            found["GET", route, name] = case(slug(name))
        found["GET", "space_report", name] = case(slug(name))
        found["POST", "space_join", name] = case(slug(name), **JOINING)
        found["POST", "space_leave", name] = case(slug(name))
        found["POST", "space_listed", name] = case(slug(name), query="on=1")
    for route in ("credential", "credential_file"):
        found["GET", route, "checked"] = case(thing("credential"))
        found["GET", route, "match"] = case(thing("match"))
        found["GET", route, "nowhere"] = case(NOWHERE)
    return found


CASES: dict[tuple[str, str, str], Give] = _families() | {
    ("GET", "status_list", "first"): case("revocation-0"),
    ("GET", "status_list", "other"): case("revocation-1"),
    ("POST", "badge_check", "-"): case(badge="I am a doctor."),
    ("POST", "badge_licence", "-"): case(licence="whole"),
    ("GET", "tag", "-"): case("rest"),
    ("POST", "tag_follow", "-"): case("rest"),
    ("GET", "search", "posts"): case(query="q=zebrafinch"),
    ("GET", "search", "people"): case(query="q=patient&in=people"),
    ("GET", "search", "spaces"): case(query="q=living&in=spaces"),
    ("GET", "search", "tags"): case(query="q=re&in=tags"),
    ("GET", "directory", "name"): case(query="q=finchley"),
    ("GET", "directory_embed", "-"): case(query="q=finchley"),
    ("GET", "api_directory", "-"): case(query="q=finchley"),
    ("GET", "listed", "known"): case(thing("listed")),
    ("GET", "listed", "asked out"): case(thing("asked out")),
    ("GET", "listed", "nowhere"): case(NOWHERE),
    ("POST", "directory_out", "-"): case(network="fediverse", handle="@nobody@clinic.example"),
    ("GET", "listed_claim", "known"): case(thing("listed")),
    ("POST", "listed_claim", "known"): case(thing("listed"), do="begin"),
    ("GET", "listed_claim", "asked out"): case(thing("asked out")),
    ("POST", "listed_claim", "asked out"): case(thing("asked out"), do="begin"),
    ("POST", "directory_desk_claim", "waiting"): case(thing("listing claim"), answer="missing"),
    ("POST", "directory_desk_claim", "nowhere"): case(NOWHERE, answer="seen"),
    ("POST", "directory_desk_out", "asked out"): case(thing("asked out"), answer="back"),
    ("POST", "directory_desk_out", "known"): case(thing("listed"), answer="out"),
    ("POST", "post_vote", "poll"): case(post("poll"), option=thing("option")),
    ("POST", "post_vote", "community"): case(post("community"), option=thing("option")),
    ("GET", "compose", "square"): case(),
    ("GET", "compose", "community"): case(query=in_space("community")),
    ("GET", "compose", "room"): case(query=in_space("room")),
    ("GET", "compose", "practice"): case(query=in_space("practice")),
    ("GET", "compose", "hidden"): case(query=in_space("hidden")),
    ("GET", "compose", "nowhere"): case(query="space=nowhere"),
    ("POST", "compose", "square"): case(**WORDS),
    ("POST", "compose", "community"): case(query=in_space("community"), **WORDS),
    ("POST", "compose", "room"): case(query=in_space("room"), **WORDS),
    ("POST", "compose", "practice"): case(query=in_space("practice"), **WORDS),
    ("POST", "compose", "hidden"): case(query=in_space("hidden"), **WORDS),
    ("POST", "compose_check", "square"): case(query=place("space", "square"), **WORDS),
    ("POST", "compose_check", "community"): case(query=place("space", "community"), **WORDS),
    ("POST", "compose_check", "room"): case(query=place("space", "room"), **WORDS),
    ("POST", "compose_check", "hidden"): case(query=place("space", "hidden"), **WORDS),
    ("POST", "compose_check", "reply"): case(query=place("reply", "community"), **WORDS),
    ("POST", "compose_check", "edit"): case(query=place("edit", "community"), **WORDS),
    ("GET", "draft_open", "own"): case(thing("draft")),
    ("GET", "draft_open", "nowhere"): case(NOWHERE),
    ("POST", "draft_delete", "own"): case(thing("draft")),
    ("POST", "draft_delete", "nowhere"): case(NOWHERE),
    ("GET", "waiting", "own"): case(thing("held")),
    ("GET", "waiting", "nowhere"): case(NOWHERE),
    ("POST", "waiting", "own"): case(thing("held"), do="publish"),
    ("POST", "waiting", "nowhere"): case(NOWHERE, do="publish"),
    ("GET", "media", "community"): case(thing("image")),
    ("GET", "media", "waiting"): case(thing("waiting_image")),
    ("GET", "media", "nowhere"): case("0" * 32),
    ("GET", "signup_step", "first"): case(1),
    ("GET", "signup_step", "last"): case(4),
    ("POST", "signup_step", "first"): case(1, month="5", year="1980"),
    ("GET", "confirm_link", "-"): case(NO_TOKEN),
    ("POST", "confirm_link", "wrong"): case(NO_TOKEN, password=PASSWORD),
    ("POST", "confirm_link", "right"): case(thing("confirm"), password=PASSWORD),
    ("POST", "confirm_link", "right, other password"): case(thing("confirm"), password=NEW_PASSWORD),
    ("POST", "signin", "right"): case(mail=mail("patient_stranger"), password=PASSWORD),
    ("POST", "signin", "wrong"): case(mail=mail("patient_stranger"), password=NEW_PASSWORD),
    ("POST", "signin", "unknown"): case(mail="nobody@mail.example", password=PASSWORD),
    ("POST", "signin", "suspended"): case(mail=mail("suspended"), password=PASSWORD),
    ("POST", "signin", "unconfirmed"): case(mail=mail("unconfirmed"), password=PASSWORD),
    ("POST", "account_login", "right"): case(mail=mail("patient_stranger"), password=PASSWORD),
    ("POST", "reset", "-"): case(mail=mail("patient_member")),
    ("POST", "reset", "unknown"): case(mail="nobody@mail.example"),
    ("GET", "reset_link", "-"): case(NO_TOKEN),
    ("POST", "reset_link", "wrong"): case(NO_TOKEN, password=NEW_PASSWORD),
    ("POST", "reset_link", "right"): case(thing("reset"), password=NEW_PASSWORD),
    ("POST", "mfa_authenticate", "-"): case(code="123456"),
    ("POST", "mfa_login_webauthn", "-"): case(credential="{}"),
    ("POST", "account_reauthenticate", "-"): case(current=PASSWORD),
    ("POST", "mfa_reauthenticate", "-"): case(code="123456"),
    ("POST", "mfa_reauthenticate_webauthn", "-"): case(credential="{}"),
    ("POST", "mfa_activate_totp", "-"): case(code="123456"),
    ("POST", "mfa_add_webauthn", "-"): case(name="Key", credential="{}"),
    ("GET", "mfa_remove_webauthn", "own"): case(thing("passkey")),
    ("POST", "mfa_remove_webauthn", "own"): case(thing("passkey")),
    ("GET", "mfa_remove_webauthn", "nowhere"): case(NOWHERE),
    ("POST", "theme", "-"): case(theme="dark"),
    ("POST", "guard", "-"): case(text="My number is 402-555-0142.", role="patient"),
    ("POST", "session_end", "own"): case(thing("session")),
    ("POST", "session_end", "nowhere"): case("0" * 40),
    ("POST", "settings_password", "-"): case(current=PASSWORD, password=NEW_PASSWORD),
    ("GET", "settings_copy", "own"): case(thing("copy")),
    ("POST", "settings_copy", "own"): case(thing("copy")),
    ("GET", "settings_copy", "nowhere"): case("0" * 32),
    ("POST", "settings_copy", "nowhere"): case("0" * 32),
    ("POST", "settings_leave", "-"): case(when="later", sure="on"),
    ("POST", "settings_mail", "-"): case(mail="moved@mail.example", current=PASSWORD),
    ("GET", "new_mail_link", "-"): case(NO_TOKEN),
    ("POST", "new_mail_link", "wrong"): case(NO_TOKEN),
    ("POST", "persona_new", "-"): case(kind="patient", **PERSONA),
    ("POST", "switch_persona", "own"): case(persona=persona_id("other_face")),
    ("POST", "switch_persona", "nowhere"): case(persona=NOWHERE),
    ("GET", "persona_edit", "own"): case(persona_id("patient_member")),
    ("POST", "persona_edit", "own"): case(persona_id("patient_member"), name="New Name", about=""),
    ("GET", "persona_edit", "nowhere"): case(NOWHERE),
    ("POST", "clinician_profile", "-"): case(city="Omaha", country="US", specialties="Neurology", languages="English"),
    ("POST", "interests", "-"): case(payer="Acme", kind="payment", begun="2026-01-02"),
    ("GET", "interest_end", "guest"): case(thing("interest")),
    ("POST", "interest_end", "guest"): case(thing("interest"), ended=now().date().isoformat()),
    ("GET", "interest_end", "nowhere"): case(NOWHERE),
    ("POST", "interest_end", "nowhere"): case(NOWHERE, ended=now().date().isoformat()),
    ("POST", "interest_take_back", "guest"): case(thing("interest")),
    ("POST", "interest_take_back", "nowhere"): case(NOWHERE),
    ("GET", "door", "practice"): case(slug("practice")),
    ("GET", "door", "community"): case(slug("community")),
    ("GET", "door", "nowhere"): case("nowhere"),
    ("GET", "door_code", "practice"): case(slug("practice")),
    ("POST", "door_code", "practice"): case(slug("practice"), code="k7qm-01x9"),
    ("POST", "door_code", "wrong"): case(slug("practice"), code="ZZZZ-ZZZZ"),
    ("POST", "door_code", "nowhere"): case("nowhere", code="K7QM-01X9"),
    ("GET", "channel_code", "-"): case(),
    ("POST", "channel_code", "practice"): case(code="k7qm-01x9"),
    ("POST", "channel_code", "wrong"): case(code="ZZZZ-ZZZZ"),
    ("GET", "door_write", "practice"): case(slug("practice")),
    ("GET", "door_write", "question"): case(slug("practice"), query="reason=question"),
    ("GET", "door_write", "office"): case(slug("practice"), query="reason=appointment"),
    ("GET", "door_write", "nowhere"): case("nowhere"),
    ("POST", "door_write", "practice"): case(
        slug("practice"), reason="question", words="May I walk more?", token=shown_to("patient_member", "question")
    ),
    **{
        (method, "door_mail", name): case(slug(name), **sent)
        for method, sent in (("GET", {}), ("POST", {"do": "agree", "read": mark_of_warning()}))
        for name in ("practice", "nowhere")
    },
    ("GET", "door_end", "practice"): case(slug("practice")),
    ("POST", "door_end", "practice"): case(slug("practice")),
    ("POST", "door_again", "practice"): case(slug("practice")),
    ("GET", "practice_codes", "practice"): case(slug("practice")),
    ("POST", "practice_codes", "practice"): case(slug("practice"), record_of="chart 40-118", way="printed"),
    ("GET", "practice_codes", "nowhere"): case("nowhere"),
    ("POST", "practice_code_withdraw", "given"): case(slug("practice"), thing("practice code")),
    ("POST", "practice_code_withdraw", "nowhere"): case(slug("practice"), NOWHERE),
    ("POST", "vouch", "ask"): case(handle=handle("room_doctor")),
    ("POST", "vouch_answer", "asked"): case(thing("vouch"), say="no"),
    ("POST", "vouch_answer", "nowhere"): case(NOWHERE, say="no"),
    ("POST", "permission_ask", "ask"): case(handle=handle("patient_stranger"), **PERMISSION),
    ("POST", "permission_ask", "nobody"): case(handle="nobody_has_this", **PERMISSION),
    ("GET", "permission", "asked"): case(thing("permission asked")),
    ("GET", "permission", "signed"): case(thing("permission signed")),
    ("GET", "permission", "nowhere"): case(NOWHERE),
    ("GET", "permission_sign", "asked"): case(thing("permission asked")),
    ("GET", "permission_sign", "signed"): case(thing("permission signed")),
    ("POST", "permission_sign", "asked"): case(
        thing("permission asked"), name="Pia Member", signer="self", mark=mark_of_asked
    ),
    ("POST", "permission_sign", "nowhere"): case(NOWHERE, name="Pia Member", signer="self", mark="x"),
    ("POST", "permission_answer", "no"): case(thing("permission asked"), do="no"),
    ("POST", "permission_answer", "end"): case(thing("permission signed"), do="end"),
    ("POST", "permission_answer", "back"): case(thing("permission asked"), do="back"),
    ("POST", "permission_answer", "nowhere"): case(NOWHERE, do="end"),
    ("GET", "permission_copy", "signed"): case(thing("permission signed")),
    ("GET", "permission_copy", "asked"): case(thing("permission asked")),
    ("POST", "carer_offer", "offer"): case(handle=handle("carer"), **GRANT),
    ("POST", "carer_answer", "accept"): case(thing("grant asked"), do="accept"),
    ("POST", "carer_answer", "end"): case(thing("grant"), do="end"),
    ("POST", "carer_answer", "on"): case(thing("grant"), do="on"),
    ("POST", "carer_answer", "nowhere"): case(NOWHERE, do="end"),
    ("POST", "visit", "look"): case(name="P. M.", allergic="unsaid", lasting="day", do="look"),
    ("POST", "visit", "link"): case(name="P. M.", allergic="unsaid", lasting="day", do="link"),
    ("POST", "visit_link_end", "live"): case(thing("visit link")),
    ("POST", "visit_link_end", "nowhere"): case(NOWHERE),
    ("GET", "sheet", "live"): case(thing("visit token")),
    ("POST", "sheet", "live"): case(thing("visit token"), code="123456"),
    ("GET", "sheet", "over"): case(thing("visit over token")),
    ("GET", "sheet", "nowhere"): case("A" * 43),
    ("POST", "sheet", "nowhere"): case("A" * 43, code="123456"),
    ("GET", "sheet_file", "live"): case(thing("visit token"), "pdf"),
    ("POST", "sheet_file", "live"): case(thing("visit token"), "json"),
    ("GET", "sheet_file", "over"): case(thing("visit over token"), "pdf"),
    ("GET", "sheet_file", "nowhere"): case("A" * 43, "pdf"),
    ("POST", "sheet_file", "nowhere"): case("A" * 43, "pdf"),
    ("GET", "carer_read", "running"): case(thing("grant")),
    ("GET", "carer_read", "asked"): case(thing("grant asked")),
    ("GET", "carer_read", "nowhere"): case(NOWHERE),
    ("GET", "carer_write", "running"): case(thing("grant")),
    ("POST", "carer_write", "running"): case(thing("grant"), space=space_id("community"), text="A calm day."),
    ("POST", "carer_write", "asked"): case(thing("grant asked"), space="1", text="A calm day."),
    ("GET", "carer_practices", "let"): case(thing("grant practice")),
    ("GET", "carer_practices", "not let"): case(thing("grant")),
    ("GET", "carer_door", "let"): case(thing("grant practice"), slug("practice"), query="reason=question"),
    ("GET", "carer_door", "not let"): case(thing("grant"), slug("practice")),
    ("POST", "carer_door", "let"): carer_begins(thing("grant practice")),
    ("POST", "carer_door", "not let"): carer_begins(thing("grant")),
    ("GET", "carer_record", "running"): case(thing("grant")),
    ("GET", "carer_record", "asked"): case(thing("grant asked")),
    ("GET", "carer_record", "nowhere"): case(NOWHERE),
    **{
        ("POST", f"carer_{what}", name): case(number, day=now().date().isoformat(), **said)
        for name, number in (("running", thing("grant")), ("asked", thing("grant asked")))
        for what, said in CARER_ENTERS.items()
    },
    ("GET", "carer_treatment", "running"): case(thing("grant")),
    ("GET", "carer_entry", "running"): case(thing("grant"), "allergies"),
    ("GET", "carer_entry", "goal"): case(thing("grant"), "goals"),
    ("POST", "carer_entry", "running"): case(thing("grant"), "allergies", text="Pollen", sort="allergy"),
    ("POST", "carer_entry", "asked"): case(thing("grant asked"), "allergies", text="Pollen", sort="allergy"),
    ("GET", "carer_question", "running"): case(thing("grant"), thing("question")),
    ("GET", "carer_question", "nowhere"): case(thing("grant"), NOWHERE),
    ("POST", "carer_question", "running"): case(thing("grant"), thing("question"), effect="2"),
    ("POST", "carer_question", "asked"): case(thing("grant asked"), thing("question"), effect="2"),
    ("GET", "presence_of", "own"): case(persona_id("patient_member")),
    ("GET", "presence_of", "nowhere"): case(NOWHERE),
    ("POST", "post_report", "community"): case(post("community"), reason="unkind", words=""),
    ("POST", "post_report", "public"): case(post("public"), reason="spam", words=""),
    ("POST", "post_report", "mentioned"): case(post("mentioned"), reason="spam", words=""),
    ("POST", "post_report", "nowhere"): case(NOWHERE, reason="spam", words=""),
    ("POST", "persona_report", "patient_member"): case(handle("patient_member"), reason="unkind", words=""),
    ("POST", "space_report", "hidden"): case(slug("hidden"), reason="law", words=""),
    ("GET", "decision", "own"): case(thing("act of steward")),
    ("GET", "decision", "nowhere"): case(NOWHERE),
    ("POST", "decision", "own"): case(thing("act of moderator"), words="It fits."),
    ("POST", "report_undo", "own"): case(thing("report")),
    ("POST", "report_undo", "nowhere"): case(NOWHERE),
    ("GET", "stopped", "own link"): case(thing("stopped")),
    ("GET", "stopped", "wrong"): case(NO_TOKEN),
    ("POST", "stopped", "own link"): case(thing("stopped"), words="It was not meant so."),
    ("POST", "stopped", "wrong"): case(NO_TOKEN, words="It was not meant so."),
    ("GET", "queue_case", "of a space"): case(thing("case of steward")),
    ("GET", "queue_case", "of the square"): case(thing("case of moderator")),
    ("GET", "queue_case", "of a message"): case(thing("case of message")),
    ("POST", "queue_case", "of a message"): case(thing("case of message"), do="claim"),
    ("GET", "queue_case", "nowhere"): case(NOWHERE),
    ("POST", "queue_case", "of a space"): case(thing("case of steward"), do="claim"),
    ("POST", "queue_case", "of the square"): case(thing("case of moderator"), do="claim"),
    ("GET", "queue_wave", "nowhere"): case(NOWHERE),
    ("POST", "queue_wave", "nowhere"): case(NOWHERE, act="hide", reason="spam", seen="3"),
    ("GET", "queue_undo", "own"): case(thing("press")),
    ("POST", "queue_undo", "own"): case(thing("press")),
    ("GET", "queue_appeal", "of a space"): case(thing("act of steward")),
    ("GET", "queue_appeal", "nowhere"): case(NOWHERE),
    ("POST", "queue_appeal", "of a space"): case(thing("act of steward"), answer="uphold", words="It does not fit."),
    ("GET", "space_pace", "community"): case(slug("community")),
    ("POST", "space_pace", "community"): case(slug("community"), pace="60"),
    ("GET", "space_students", "room"): case(slug("room")),
    ("GET", "space_students", "community"): case(slug("community")),
    ("POST", "space_students", "room"): case(slug("room"), on="1"),
    ("POST", "space_students", "community"): case(slug("community"), on="1"),
    ("GET", "space_teens", "community"): case(slug("community")),
    ("GET", "space_teens", "room"): case(slug("room")),
    ("POST", "space_teens", "community"): case(slug("community"), on="1"),
    ("GET", "setup", "wrong"): case(NO_TOKEN),
    ("POST", "setup", "wrong"): case(NO_TOKEN, **WHO, **ABOUT_SITE),
    ("GET", "setup", "used"): case(thing("setup")),
    ("POST", "setup", "used"): case(thing("setup"), **WHO, **ABOUT_SITE),
    ("POST", "staff_site", "-"): case(query="do=site", **ABOUT_SITE),
    ("POST", "staff_roles", "give"): case(query="do=give", handle=handle("carer"), role="moderator"),
    ("POST", "staff_credentials", "grant"): case(query="do=grant", handle=handle("clinician_stranger"), **CREDENTIAL),
    ("POST", "staff_credentials", "revoke"): case(
        query="do=revoke", handle=handle("clinician_guest"), reason="Lapsed", told="It ended."
    ),
    ("POST", "staff_credentials", "suspend"): case(
        query="do=suspend", handle=handle("clinician_guest"), reason="suspicion", note="A call came."
    ),
    ("POST", "staff_credentials", "lift"): case(query="do=lift", handle="suspended_doctor"),
    ("POST", "staff_credentials", "seen"): case(query="do=seen", handle=handle("clinician_stranger")),
    ("POST", "staff_employers", "add"): case(query="do=add", name="Lake", domain="lakehospital.example"),
    ("POST", "staff_employers", "remove"): case(query="do=remove", employer=thing("employer")),
    ("GET", "why", "row"): case("B02"),
    ("GET", "why", "no row"): case("B99"),
    ("POST", "staff_boundaries", "tighten"): case(query="do=tighten", row="B21", decision="deny", reason="We say so."),
    ("POST", "staff_boundaries", "back"): case(query="do=back", row="B40", reason="We talked again."),
    ("POST", "verification_begin", "-"): case(**CLAIM),
    ("POST", "verification_mail", "-"): case(address=WORK_ADDRESS),
    ("POST", "verification_code", "right"): case(code=thing("code")),
    ("POST", "verification_appeal", "-"): case(words="It was my old name."),
    ("POST", "verification_answer", "-"): case(words="Ring my clinic."),
    ("POST", "staff_spaces", "-"): case(query="do=open", **SPACE),
    ("GET", "care_one", "own"): case(thing("escalation")),
    ("GET", "care_one", "nowhere"): case(NOWHERE),
    ("POST", "care_one", "own"): case(thing("escalation"), do="author_safe"),
    ("GET", "board_case", "known"): case(thing("escalation")),
    ("GET", "board_case", "nowhere"): case(NOWHERE),
    ("POST", "board_case", "known"): case(thing("escalation"), do="triage", choice="confirm", why="said"),
    ("POST", "board_case", "nowhere"): case(NOWHERE, do="triage", choice="confirm", why="said"),
    ("GET", "board_glass", "known"): case(thing("escalation")),
    ("POST", "board_glass", "known"): case(thing("escalation"), reason="plan", to="service", words="At home."),
    ("GET", "board_second", "nowhere"): case(NOWHERE),
    ("POST", "board_second", "nowhere"): case(NOWHERE, do="agree"),
    ("GET", "board_review", "known"): case(thing("escalation")),
    ("POST", "board_review", "known"): case(thing("escalation"), words="Sooner.", handle=handle("carer")),
    ("POST", "rota", "away"): case(query="do=away", begins="2027-03-01T08:00", ends="2027-03-02T08:00"),
    ("POST", "rota", "publish"): case(
        query="do=publish", begins="2027-03-01T08:00", ends="2027-03-02T08:00", gaps_told="on"
    ),
    ("POST", "words", "-"): case(text="migrane"),
    ("GET", "staff_word", "known"): case(thing("word that waits")),
    ("GET", "staff_word", "unknown"): case("00" * 16),
    ("POST", "staff_word", "known"): case(thing("word that waits"), do="purpose"),
    ("POST", "staff_word_undo", "known"): case(thing("decision about a word")),
    ("POST", "staff_word_undo", "unknown"): case(NOWHERE),
    ("GET", "staff_line", "known"): case(thing("help line")),
    ("GET", "staff_line", "unknown"): case(NOWHERE),
    ("POST", "staff_line", "known"): case(thing("help line"), do="answers"),
    ("POST", "settings_country", "-"): case(country="GB"),
    ("POST", "settings_zone", "-"): case(zone="Europe/London"),
    ("POST", "staff_holds", "open"): case(
        query="do=open",
        handle=handle("patient_stranger"),
        reference="Court 7",
        scope="Posts",
        expires=f"{now() + timedelta(days=30):%Y-%m-%d}",
    ),
    ("POST", "staff_holds", "confirm"): case(query="do=confirm", hold=thing("hold")),
    ("POST", "staff_holds", "end"): case(query="do=end", hold=thing("hold")),
    ("POST", "staff_accounts", "suspend"): case(query="do=suspend", handle=handle("patient_stranger")),
    ("POST", "staff_accounts", "restore"): case(query="do=restore", handle=handle("suspended")),
    ("POST", "verification_documents", "-"): case(paper_1=lambda world: SimpleUploadedFile("card.png", picture())),
    ("GET", "team", "practice"): case(slug("practice")),
    ("GET", "team", "page that is none"): case(slug("practice"), query="after=1_x_x"),
    ("GET", "team", "nowhere"): case("nowhere"),
    **{("GET", "team_open", name): case(slug(name)) for name in ("practice", "community", "nowhere")},
    **{
        ("POST", "team_open", name): case(slug(name), time_zone="UTC", cap="60")
        for name in ("practice", "community", "nowhere")
    },
    ("GET", "channel_call", "thread"): case(thing("thread")),
    ("GET", "channel_call", "nowhere"): case(NOWHERE),
    ("POST", "channel_call", "thread"): case(thing("thread"), stop="1"),
    ("POST", "channel_call", "nowhere"): case(NOWHERE, stop="1"),
    ("GET", "channel_thread_copy", "thread"): case(thing("thread")),
    ("GET", "channel_thread_copy", "nowhere"): case(NOWHERE),
    ("POST", "channel_thread_copy", "thread"): case(thing("thread"), form="json"),
    ("POST", "channel_thread_copy", "nowhere"): case(NOWHERE, form="json"),
    ("POST", "channel_copy", "-"): case(form="json"),
    ("GET", "team_people", "practice"): case(slug("practice")),
    ("GET", "team_people", "nowhere"): case("nowhere"),
    ("POST", "team_people_act", "days"): case(slug("practice"), "days", first="2026-12-24", last="2026-12-26"),
    ("POST", "team_people_act", "nowhere"): case("nowhere", "days", first="2026-12-24", last="2026-12-26"),
    **{
        ("GET", route, name): case(thing("nowhere" if name == "nowhere" else "thread"), thing(name))
        for route in ("channel_picture", "team_picture")
        for name in ("picture", "picture inside", "nowhere")
    },
    ("GET", "care_teams", "-"): case(),
    ("GET", "care_team_new", "-"): case(),
    ("POST", "care_team_new", "-"): case(practices=[NOWHERE], about="All.", until="2099-01-01", name="J", agreed="on"),
    ("GET", "shared_care", "-"): case(),
    **{
        (method, route, name): case(thing(name), **sent)
        for method, route, sent in (
            ("GET", "care_team", {}),
            ("GET", "care_team_end", {}),
            ("POST", "care_team_end", {}),
            ("GET", "shared_care_team", {}),
            ("POST", "shared_care_team", {"subject": "Warfarin", "words": "Since when?"}),
        )
        for name in ("care team", "nowhere")
    },
    **{
        (method, route, name): case(thing(name), **sent)
        for method, route, sent in (
            ("GET", "care_team_talk", {}),
            ("GET", "shared_care_talk", {}),
            ("POST", "shared_care_talk", {"words": "Since May."}),
        )
        for name in ("talk", "nowhere")
    },
    ("GET", "team_thread", "thread"): case(thing("thread")),
    ("GET", "team_thread", "sensitive"): case(thing("sensitive")),
    ("GET", "team_thread", "nowhere"): case(NOWHERE),
    ("POST", "team_thread", "sensitive"): case(thing("sensitive"), why="On duty."),
    ("POST", "team_act", "take"): case(thing("thread"), "take"),
    ("POST", "team_act", "back"): case(thing("thread"), "back"),
    ("POST", "team_act", "anytime"): case(thing("thread"), "anytime"),
    ("POST", "team_act", "comment"): case(thing("thread"), "comment", words="Seen."),
    ("POST", "team_act", "answer"): case(thing("thread"), "answer", words="Yes.", key="1", seen=str(2**62)),
    ("POST", "team_act", "snooze"): case(thing("thread"), "snooze", hours="4"),
    ("POST", "team_act", "close"): case(thing("thread"), "close", summary="All is said."),
    ("POST", "team_act", "reopen"): case(thing("thread"), "reopen"),
    ("POST", "team_act", "hand"): case(thing("thread"), "hand", to=persona_id("room_doctor"), words="For you."),
    ("POST", "team_act", "sensitive"): case(thing("thread"), "sensitive"),
    ("POST", "team_act", "call"): case(thing("thread"), "call", outcome="spoke"),
    ("POST", "team_act", "nowhere"): case(NOWHERE, "take"),
    ("POST", "team_act", "no such act"): case(thing("thread"), "burn"),
    ("GET", "team_write", "thread"): case(thing("thread")),
    ("GET", "team_write", "nowhere"): case(NOWHERE),
    ("POST", "team_write", "thread"): case(thing("thread"), subject="", words="A word from us."),
    ("GET", "desk_review", "given"): case(thing("review")),
    ("GET", "desk_review", "nowhere"): case(NOWHERE),
    ("POST", "desk_review", "given"): case(thing("review"), answer="cannot_say"),
    ("POST", "desk_open", "given"): case(thing("review")),
    ("GET", "desk_paper", "not opened"): case(thing("review"), thing("paper")),
    ("GET", "desk_aside", "given"): case(thing("review")),
    ("POST", "desk_aside", "given"): case(thing("review")),
    ("POST", "desk_begin_call", "given"): case(thing("review")),
    ("GET", "desk_call", "given"): case(thing("call")),
    ("POST", "desk_call", "stop"): case(thing("call"), query="do=stop"),
    ("POST", "emergency_ask", "-"): case(handle=handle("carer"), reason="life", words="Somebody is in danger."),
    ("GET", "emergency_read", "open"): case(thing("emergency open")),
    ("GET", "emergency_read", "over"): case(thing("emergency over")),
    ("GET", "emergency_read", "nowhere"): case(NOWHERE),
    ("GET", "emergency_answer", "waiting"): case(thing("emergency waiting")),
    ("GET", "emergency_answer", "nowhere"): case(NOWHERE),
    ("POST", "emergency_answer", "waiting"): case(thing("emergency waiting")),
    ("POST", "emergency_answer", "open"): case(thing("emergency open")),
    ("GET", "emergency_review", "over"): case(thing("emergency over")),
    ("GET", "emergency_review", "open"): case(thing("emergency open")),
    ("POST", "emergency_review", "over"): case(thing("emergency over"), justified="yes", words="It was needed."),
    ("GET", "emergency_post", "community"): case(thing("emergency open"), post("community")),
    ("GET", "emergency_post", "hidden"): case(thing("emergency open"), post("hidden")),
    ("GET", "emergency_post", "over"): case(thing("emergency over"), post("community")),
    ("POST", "space_new", "-"): case(**SPACE),
    ("POST", "space_let_in", "asker"): case(slug("community"), handle("asker")),
    ("POST", "space_let_in", "did not ask"): case(slug("community"), handle("patient_stranger")),
    ("POST", "space_turn_away", "asker"): case(slug("community"), handle("asker")),
    ("POST", "space_ban", "community"): case(slug("community"), handle=handle("carer")),
    ("POST", "space_unban", "banned"): case(slug("community"), handle("banned")),
    ("POST", "space_stewards", "community"): case(slug("community"), handle=handle("carer")),
    ("POST", "space_invite", "community"): case(slug("community"), uses="1", days="7"),
    ("GET", "invitation", "right"): case(thing("invitation")),
    ("POST", "invitation", "right"): case(thing("invitation"), **JOINING),
    ("GET", "invitation", "wrong"): case("0" * 22),
    ("POST", "invitation", "wrong"): case("0" * 22, **JOINING),
    ("POST", "accept_follower", "waiting"): case(handle("waiting")),
    ("POST", "remove_follower", "waiting"): case(handle("waiting")),
    ("GET", "my_boundaries", "-"): case(),
    ("POST", "first_contact", "-"): case(connect="followed", message="nobody"),
    ("POST", "look_up_drop", "own"): case(thing("look-up")),
    ("POST", "look_up_drop", "nowhere"): case(NOWHERE),
    ("GET", "first_messages", "-"): case(),
    **{
        ("POST", route, name): case(thing("knock") if name == "knock" else NOWHERE)
        for route in ("message_take", "message_decline", "message_block")
        for name in ("knock", "nowhere")
    },
    ("POST", "accept_connection", "waiting"): case(handle("waiting")),
    ("POST", "end_connection", "waiting"): case(handle("waiting")),
    ("POST", "connect", "patient_stranger"): case(handle("patient_stranger")),
    ("POST", "look_up", "patient_stranger"): case(handle("patient_stranger"), reason="A worrying post, for safety."),
    ("GET", "follow_question", "patient_stranger"): case(handle("patient_stranger")),
    ("POST", "follow_question", "patient_stranger"): case(handle("patient_stranger"), own_patient="no"),
    ("POST", "not_my_doctor", "patient_stranger"): case(handle("patient_stranger")),
    ("POST", "let_see", "kept_doctor"): case(handle("kept_doctor")),
    ("POST", "unmute", "banned"): case(handle("banned")),
    ("GET", "contacts", "-"): case(),
    ("GET", "contacts", "waiting"): case(query="list=waiting"),
    ("GET", "contacts", "blocked"): case(query="list=blocked"),
    ("GET", "contacts", "connect"): case(query="list=connect"),
    ("GET", "contacts", "not_my_doctor"): case(query="list=not_my_doctor"),
    ("POST", "notices_read", "-"): case(query="up_to=1"),
    ("GET", "condition", "known"): case("me-cfs"),
    ("GET", "condition", "unknown"): case("no-such-illness"),
    ("GET", "condition_csv", "known"): case("me-cfs"),
    ("GET", "condition_csv", "unknown"): case("no-such-illness"),
    ("GET", "treatment_csv", "too few"): case("me-cfs", "rest"),
    ("GET", "treatment_csv", "unknown"): case("me-cfs", "nothing-of-the-kind"),
    ("GET", "open_figures_file", "known"): case(thing("release"), "figures.csv"),
    ("GET", "open_figures_file", "unknown"): case(NOWHERE, "figures.csv"),
    ("POST", "staff_releases", "-"): case(query="do=release", epsilon="0.5", sure="on"),
    ("GET", "record_release", "-"): case(),
    ("POST", "record_release", "-"): case(kinds=["courses"]),
    ("GET", "compare", "known"): case("me-cfs", query="t=rest&t=pacing"),
    ("GET", "compare", "unknown"): case("no-such-illness"),
    ("GET", "treatment", "too few"): case("me-cfs", "rest"),
    ("GET", "treatment", "unknown"): case("me-cfs", "nothing-of-the-kind"),
    ("POST", "evaluate", "-"): case(**TREATMENT_FORM),
    ("GET", "evaluation", "own"): case(thing("course")),
    ("POST", "evaluation", "own"): case(thing("course"), **TREATMENT_FORM),
    ("GET", "evaluation", "nowhere"): case(NOWHERE),
    ("GET", "evaluation_withdraw", "own"): case(thing("course")),
    ("POST", "evaluation_withdraw", "own"): case(thing("course")),
    ("POST", "evaluation_withdraw", "nowhere"): case(NOWHERE),
    ("GET", "record_sharing", "-"): case(),
    ("GET", "record_share", "-"): case(),
    ("POST", "record_share", "-"): case(audience="team:1", kinds=["days"], covers="new"),
    ("GET", "record_count", "-"): case(),
    ("POST", "record_count", "-"): case(kinds=["courses"]),
    ("POST", "record_stop_sharing", "share"): case(thing("share")),
    ("POST", "record_stop_sharing", "nowhere"): case(NOWHERE),
    ("GET", "record_receipt", "share"): case(thing("share"), "receipt"),
    ("GET", "record_receipt", "share as FHIR"): case(thing("share"), "consent"),
    ("GET", "record_receipt", "share as nothing"): case(thing("share"), "paper"),
    ("GET", "record_receipt", "nowhere"): case(NOWHERE, "receipt"),
    **{
        (method, "record_item", name): case(kind, thing(name))
        for method in ("GET", "POST")
        for name, kind in RECORD_ITEMS
    },
    ("GET", "shared_care_record", "care team"): case(thing("care team")),
    ("GET", "shared_care_record", "nowhere"): case(NOWHERE),
    **{("GET", "space_shared", name): case(slug(name)) for name in ("community", "room", "hidden")},
    ("POST", "offline_entries", "-"): case(entries="[]"),
    ("POST", "record_day", "-"): case(face="2"),
    ("POST", "record_more", "own"): case(day=now().date().isoformat(), energy="3", line="Rested."),
    ("POST", "record_delete", "own"): case(day=now().date().isoformat()),
    ("POST", "lag", "-"): case(symptom="Jackalache", factor="exertion"),
    ("POST", "record_undo", "own"): case(thing("day")),
    ("POST", "record_undo", "nowhere"): case(NOWHERE),
    ("POST", "crash", "begin"): case(do="begin"),
    ("POST", "crash", "how"): case(do="worst"),
    ("POST", "crash", "over"): case(do="over"),
    ("POST", "crash", "own"): case(do="delete", id=thing("crash")),
    ("GET", "record_about", "-"): case(),
    ("POST", "record_about", "-"): case(sex="female", born="1971"),
    ("POST", "record_about", "delete"): case(do="delete"),
    ("GET", "crash_people", "-"): case(),
    ("POST", "crash_people", "own"): case(do="on", id=thing("told")),
    ("POST", "crash_people", "nowhere"): case(do="drop", id=NOWHERE),
    ("POST", "crash_people", "answer"): case(do="yes", id=thing("told")),
    ("POST", "crash_people", "ask"): case(do="ask", id=NOWHERE),
    ("POST", "crash", "nowhere"): case(do="delete", id=NOWHERE),
    ("POST", "symptoms", "-"): case(symptom="Light hurts", how="0-10:4"),
    ("GET", "symptom", "own"): case(thing("symptom")),
    ("GET", "symptom", "nowhere"): case(NOWHERE),
    ("POST", "symptom", "own"): case(thing("symptom"), symptom="Light hurts", how="0-10:4"),
    ("POST", "symptom", "nowhere"): case(NOWHERE, symptom="Light hurts", how="0-10:4"),
    ("POST", "symptom", "delete"): case(thing("symptom"), do="delete"),
    ("POST", "symptom_undo", "own"): case(thing("symptom")),
    ("POST", "symptom_undo", "nowhere"): case(NOWHERE),
    ("POST", "trial_new", "-"): case(do="begin", **TRIAL_FORM),
    ("GET", "trial", "own"): case(thing("trial")),
    ("GET", "trial", "nowhere"): case(NOWHERE),
    ("POST", "trial_day", "own"): case(thing("trial"), day=now().date().isoformat(), value="4"),
    ("POST", "trial_day", "nowhere"): case(NOWHERE, day=now().date().isoformat(), value="4"),
    ("POST", "trial_note", "own"): case(thing("trial"), words="Visitors came."),
    ("POST", "trial_note", "nowhere"): case(NOWHERE, words="Visitors came."),
    ("POST", "trial_stop", "own"): case(thing("trial")),
    ("POST", "trial_stop", "nowhere"): case(NOWHERE),
    ("POST", "trial_count", "own"): case(thing("trial over"), do="give"),
    ("POST", "trial_count", "nowhere"): case(NOWHERE, do="give"),
    ("POST", "trial_delete", "own"): case(thing("trial")),
    ("POST", "trial_delete", "nowhere"): case(NOWHERE),
    ("POST", "record_import", "-"): case(file=lambda world: SimpleUploadedFile("mine.json", A_FILE)),
    ("GET", "record_import_file", "own"): case(thing("read file")),
    ("POST", "record_import_file", "own"): case(thing("read file"), mine="on"),
    ("POST", "record_import_file", "drop"): case(thing("read file"), do="drop"),
    ("POST", "record_import_file", "nowhere"): case(NOWHERE, mine="on"),
    ("GET", "record_import_undo", "own"): case(thing("kept file")),
    ("POST", "record_import_undo", "own"): case(thing("kept file")),
    ("GET", "record_files", "-"): case(),
    ("GET", "record_file_add", "own"): case("conditions", thing("condition")),
    ("GET", "record_file_add", "nowhere"): case("conditions", NOWHERE),
    ("POST", "record_file_add", "own"): case("conditions", thing("condition"), words="A rash", file=pdf),
    ("POST", "record_file_add", "nowhere"): case("conditions", NOWHERE, words="A rash", file=pdf),
    **{
        (method, route, name): case(thing("file" if name == "own" else "nowhere"))
        for method, route in (("GET", "record_file"), ("GET", "record_file_delete"), ("POST", "record_file_delete"))
        for name in ("own", "nowhere")
    },
    **{
        ("POST", "carer_crash", name): case(thing("grant" if name == "running" else "grant asked"))
        for name in ("running", "asked")
    },
    ("GET", "carer_file", "running"): case(thing("grant"), thing("file")),
    ("GET", "carer_file", "asked"): case(thing("grant asked"), thing("file")),
    ("GET", "carer_file", "nowhere"): case(thing("grant"), NOWHERE),
    ("GET", "record_entries", "known"): case("allergies"),
    ("GET", "record_entries", "unknown"): case("no-such-kind"),
    ("POST", "record_entries", "notes"): case("notes", sought="heron"),
    ("POST", "record_entries", "unsearched"): case("allergies", sought="heron"),
    ("GET", "record_entry_add", "-"): case("goals"),
    ("POST", "record_entry_add", "-"): case("goals", text="To the heronpond", stands="open"),
    ("GET", "record_entry", "own"): case("allergies", thing("allergy")),
    ("GET", "record_entry", "nowhere"): case("allergies", NOWHERE),
    ("GET", "record_entry_change", "own"): case("allergies", thing("allergy")),
    ("POST", "record_entry_change", "own"): case("allergies", thing("allergy"), text="Heronegg", sort="unsure"),
    ("GET", "record_entry_delete", "own"): case("allergies", thing("allergy")),
    ("POST", "record_entry_delete", "own"): case("allergies", thing("allergy")),
    ("POST", "record_entry_delete", "nowhere"): case("allergies", NOWHERE),
    ("POST", "record_goal_step", "own"): case(thing("goal"), step="To the heronlane"),
    ("POST", "record_goal_step", "nowhere"): case(NOWHERE, step="To the heronlane"),
    ("POST", "record_entry_undo", "own"): case("allergies", thing("allergy")),
    ("POST", "record_entry_undo", "nowhere"): case("allergies", NOWHERE),
    ("POST", "side_effect", "own"): case(effect="Hair loss", suspected=thing("own course")),
    ("POST", "people_like_me_marks", "begin"): case(do="keep", fields_marked="conditions", have="2", when="2"),
    ("POST", "people_like_me_marks", "stop"): case(do="stop"),
    ("POST", "people_like_me_ask", "nowhere"): case(token="0" * 32),
    ("POST", "people_like_me_answer", "own"): case(thing("introduction"), do="no"),
    ("POST", "people_like_me_answer", "nowhere"): case(NOWHERE, do="no"),
    ("GET", "fhir_search", "own type"): case("Condition"),
    ("GET", "fhir_search", "nowhere"): case("Claim"),
    ("GET", "fhir_read", "patient"): case("Patient", "me"),
    ("GET", "fhir_read", "own"): case("Condition", thing("condition")),
    ("GET", "fhir_read", "nowhere"): case("Condition", NOWHERE),
    ("POST", "record_condition_add", "-"): case(text="A heronknee", confidence="own"),
    ("GET", "record_condition", "own"): case(thing("condition")),
    ("GET", "record_condition", "nowhere"): case(NOWHERE),
    ("GET", "record_condition_change", "own"): case(thing("condition")),
    ("POST", "record_condition_change", "own"): case(thing("condition"), text="A heronelbow", confidence="likely"),
    ("GET", "record_condition_delete", "own"): case(thing("condition")),
    ("POST", "record_condition_delete", "own"): case(thing("condition")),
    ("POST", "record_condition_delete", "nowhere"): case(NOWHERE),
    ("POST", "record_condition_undo", "own"): case(thing("condition")),
    ("POST", "record_condition_undo", "nowhere"): case(NOWHERE),
    ("POST", "record_course_add", "-"): case(text="Heronpowder", purpose="sleep", taking="yes"),
    ("GET", "record_course", "own"): case(thing("own course")),
    ("GET", "record_course", "nowhere"): case(NOWHERE),
    ("GET", "record_course_change", "own"): case(thing("own course")),
    ("POST", "record_course_change", "own"): case(thing("own course"), text="Heronsalt", purpose="rest", taking="yes"),
    ("GET", "record_course_dose", "own"): case(thing("own course")),
    ("POST", "record_course_dose", "own"): case(thing("own course"), amount="2", unit="spoons"),
    ("GET", "record_course_stop", "own"): case(thing("own course")),
    ("POST", "record_course_stop", "own"): case(thing("own course"), reasons="cost"),
    ("GET", "record_course_delete", "own"): case(thing("own course")),
    ("POST", "record_course_delete", "own"): case(thing("own course")),
    ("POST", "record_course_delete", "nowhere"): case(NOWHERE),
    ("POST", "record_course_undo", "own"): case(thing("own course")),
    ("POST", "record_course_undo", "nowhere"): case(NOWHERE),
    ("GET", "record_question", "own"): case(thing("question")),
    ("GET", "record_question", "nowhere"): case(NOWHERE),
    ("POST", "record_question", "own"): case(thing("question"), effect="2"),
    ("POST", "record_question", "nowhere"): case(NOWHERE, effect="2"),
    ("POST", "record_course_asks", "own"): case(thing("own course"), asks="yes"),
    ("POST", "record_course_asks", "nowhere"): case(NOWHERE, asks="yes"),
    ("GET", "questionnaire", "free"): case("pain"),
    ("POST", "questionnaire", "free"): case("pem", item="pem-1", answer="3"),
    ("GET", "questionnaire", "not licensed"): case("eq-5d"),
    ("POST", "questionnaire", "not licensed"): case("eq-5d", item="eq-1", answer="1"),
    ("GET", "questionnaire_answers", "free"): case("pain"),
    ("GET", "questionnaire_answers", "not licensed"): case("eq-5d"),
    ("GET", "sitting", "own"): case(thing("sitting")),
    ("GET", "sitting", "nowhere"): case(NOWHERE),
    ("GET", "sitting_change", "own"): case(thing("sitting")),
    ("POST", "sitting_change", "own"): case(thing("sitting"), q1="4"),
    ("GET", "sitting_delete", "own"): case(thing("sitting")),
    ("POST", "sitting_delete", "own"): case(thing("sitting")),
    ("POST", "sitting_delete", "nowhere"): case(NOWHERE),
    ("GET", "questionnaire_help", "own"): case(thing("sitting in danger")),
    ("POST", "questionnaire_help", "own"): case(thing("sitting in danger")),
    ("GET", "questionnaire_help", "nowhere"): case(NOWHERE),
}
