"""Of every row: how it is asked, the facts that let it through, and facts that do not, with words of the answer."""

from __future__ import annotations

from typing import Any, NamedTuple

from bedside.policy.boundaries import Facts


class Case(NamedTuple):
    """One row. `good` is None where nothing lets it through; `bad` holds facts and a piece of what is said."""

    actor: str
    action: str
    target: str
    good: dict[str, Any] | None = {}
    bad: tuple[tuple[dict[str, Any], str], ...] = ()
    space: str = ""


NO = None
CASE = {"guard_clear": True, "source": "de_identified", "checklist": True, "days_since": 30}
CASE_FAULTS: tuple[tuple[dict[str, Any], str], ...] = (
    ({**CASE, "guard_clear": False}, "tell who it is about"),
    ({**CASE, "source": ""}, "what makes this right"),
    ({**CASE, "checklist": False}, "list of 18"),
    ({**CASE, "days_since": 29}, "too fresh"),
    ({**CASE, "days_since": None}, "too fresh"),
    ({**CASE, "source": "authorisation"}, "no live permission"),
)
ROOM_FAULTS = (CASE_FAULTS[0], CASE_FAULTS[1], CASE_FAULTS[2], ({**CASE, "source": "authorisation"}, "what makes"))
ONE_PERSON: tuple[tuple[dict[str, Any], str], ...] = (
    ({"speaks_to_one": True}, "one person"),
    ({"tells_relation": True}, "one person"),
)
YES = {"consented": True}
TEEN = {"age": 15, "for_teens": True, "consented": True}
GUESTS = {"invited": True, "ends": True, "labelled": True, "read_only": True}
STUDY = {"ethics": "EC-2026-11", "contact": "study@uni.example", "ends": True}
AGREED_FAULTS: tuple[tuple[dict[str, Any], str], ...] = (
    ({}, "somebody else"),
    ({"about_minor": True}, "child"),
    ({"about_minor": True, "agreed": True}, "child"),
)

CASES: dict[str, Case] = {
    "B01": Case("patient", "follow", "clinician"),
    "B02": Case("patient", "connect", "clinician", NO, (({}, "one professional page"),)),
    "B03": Case("patient", "connect", "personal", NO),
    "B04": Case(
        "patient", "direct message", "clinician", NO, (({}, "Direct messages"), ({"door_open": True}, "Direct"))
    ),
    "B05": Case("patient", "post own health detail", "everyone", {"saw_notice": True}, (({}, "read and kept"),)),
    "B06": Case("patient", "post another person's health detail", "everyone", {"agreed": True}, AGREED_FAULTS),
    "B07": Case("patient", "ask personal medical question", "everyone"),
    "B08": Case("clinician V3", "general answer", "anyone", {}, ONE_PERSON),
    "B09": Case("clinician V3", "individual advice", "anyone", {}, ONE_PERSON),
    "B10": Case("clinician V3", "tell a care relation", "patient", NO),
    "B11": Case("clinician V3", "post case", "everyone", CASE, CASE_FAULTS),
    "B12": Case(
        "clinician V3",
        "post image of a patient",
        "everyone",
        {"authorised": True, "images_clean": True},
        (({"images_clean": True}, "no live permission"), ({"authorised": True}, "face or hidden data")),
    ),
    "B13": Case(
        "clinician V3",
        "follow",
        "patient",
        {"own_patient": "no"},
        (({}, "First a question"), ({"own_patient": "yes"}, "better not to follow")),
    ),
    "B14": Case("clinician V4", "direct message", "patient", NO),
    "B15": Case(
        "clinician V0", "look up", "patient", {"reason": "a warning of a recall"}, (({"reason": "  "}, "reason"),)
    ),
    "B16": Case("clinician", "criticise a colleague by name", "clinician", {"saw_notice": True}, (({}, "colleague"),)),
    "B17": Case("clinician", "endorse a product", "everyone", {"interest_told": True}, (({}, "ties"),)),
    "B18": Case("clinician V3", "add a context note", "any post"),
    "B19": Case("clinician V2", "display clinical title", "everyone", NO),
    "B20": Case("clinician", "post under pseudonym as a doctor", "everyone", NO),
    "B21": Case(
        "student",
        "post about placement",
        "everyone",
        {"days_waited": 30, "guard_clear": True},
        (({"days_waited": 29, "guard_clear": True}, "30 days"), ({"days_waited": 30}, "tell who")),
    ),
    "B22": Case("student S", "show badge", "everyone", {"level": "S"}, (({"level": "V0"}, "from a check"),)),
    "B23": Case(
        "practice",
        "reply to review",
        "patient",
        {"from_template": True},
        (({}, "must not tell"), ({"approved": True}, "must not tell"), ({"guard_clear": True}, "must not tell")),
    ),
    "B24": Case(
        "practice",
        "publish testimonial",
        "everyone",
        {"authorised": True, "labelled": True},
        (({"labelled": True}, "no live permission"), ({"authorised": True}, "shared with permission")),
    ),
    "B25": Case("practice", "publish news", "followers", {"approved": True}, (({}, "second person"),)),
    "B26": Case(
        "organisation",
        "post",
        "followers",
        {"labelled": True},
        (({}, "marked as paid"), ({"labelled": True, "targets_health": True}, "by their health")),
    ),
    "B27": Case("organisation", "follow", "patient", NO),
    "B28": Case(
        "researcher",
        "recruit",
        "everyone",
        STUDY,
        tuple(({**STUDY, one: None}, "approval, a contact and a last day") for one in STUDY),
    ),
    "B29": Case("researcher", "export", "everyone", NO),
    "B30": Case("moderator", "hide", "any post"),
    "B31": Case("patient", "join", "community", YES, (({}, "clear yes"),)),
    "B32": Case("carer", "join", "community", YES, (({}, "clear yes"), ({**YES, "names_cared_for": True}, "care for"))),
    "B33": Case(
        "carer",
        "act for",
        "patient",
        {"scope": "read", "scopes": frozenset({"read"}), "ends": True},
        (
            ({"scope": "post", "scopes": frozenset({"read"}), "ends": True}, "somebody else"),
            ({"scope": "read", "scopes": frozenset({"read"})}, "somebody else"),
            ({"scopes": frozenset({""}), "ends": True}, "somebody else"),
        ),
    ),
    "B34": Case(
        "clinician V3",
        "join as guest",
        "community",
        {"level": "V3", "invited": True},
        (({"level": "V3"}, "invites them"), ({"level": "V2", "invited": True}, "verified")),
    ),
    "B35": Case("clinician V4", "read structured data of a member", "patient", NO),
    "B36": Case("clinician V3", "stay as guest", "community", {"saw_notice": True}, (({}, "no reason to act"),)),
    "B37": Case("personal", "join", "community"),
    "B38": Case("patient", "message", "patient"),
    "B39": Case("patient", "not my doctor", "clinician"),
    "B40": Case(
        "organisation",
        "enter",
        "community",
        GUESTS,
        (
            ({**GUESTS, "invited": False}, "invites them"),
            ({**GUESTS, "ends": False}, "invites them"),
            ({**GUESTS, "labelled": False}, "reads only"),
            ({**GUESTS, "read_only": False}, "reads only"),
        ),
    ),
    "B41": Case(
        "researcher",
        "ask for data",
        "community",
        {"purpose": "sleep", "ethics": "EC-1", "opted_in": True, "people_in_cell": 11},
        (
            ({"ethics": "EC-1", "opted_in": True, "people_in_cell": 11}, "purpose"),
            ({"purpose": "sleep", "opted_in": True, "people_in_cell": 11}, "purpose"),
            ({"purpose": "sleep", "ethics": "EC-1", "people_in_cell": 11}, "each time"),
            ({"purpose": "sleep", "ethics": "EC-1", "opted_in": True, "people_in_cell": 10}, "too small"),
        ),
    ),
    "B42": Case("minor <13", "join", "any community", NO),
    "B43": Case(
        "minor 13-17",
        "join",
        "community",
        TEEN,
        (
            ({**TEEN, "age": 12}, "13 to 17"),
            ({**TEEN, "age": 18}, "13 to 17"),
            ({**TEEN, "age": None}, "13 to 17"),
            ({**TEEN, "for_teens": False}, "for adults"),
            ({**TEEN, "consented": False}, "clear yes"),
        ),
    ),
    "B44": Case("steward", "see identity behind pseudonym", "patient", NO),
    "B45": Case("organisation", "search", "room", NO),
    "B46": Case("clinician V2", "read", "room", {"level": "V2"}, (({"level": "V1"}, "number was found"),)),
    "B47": Case("clinician V4", "post case", "room", {**CASE, "days_since": 0}, ROOM_FAULTS),
    "B48": Case("clinician V3", "post under room alias", "room"),
    "B49": Case("clinician P", "ask a named colleague", "clinician"),
    "B50": Case("clinician V3", "discuss identifiable shared patient", "clinician", NO, (({}, "two of you know"),)),
    "B51": Case("clinician V3", "quote a patient's public post", "patient", NO),
    "B52": Case(
        "clinician V3",
        "rate a drug",
        "drug",
        {"interest_told": True, "ratings": 20},
        (({"ratings": 20}, "ties"), ({"interest_told": True, "ratings": 19}, "Too few")),
    ),
    "B53": Case(
        "student S",
        "enter",
        "room",
        {"level": "S", "opened_to_students": True},
        (({"level": "S"}, "nothing here"), ({"opened_to_students": True}, "nothing here")),
    ),
    "B54": Case("organisation", "poll", "room", NO),
    "B55": Case(
        "patient",
        "open door",
        "practice",
        {"relation": "unknown", "code_ok": True},
        (({"relation": "unknown"}, "Without a code"),),
    ),
    "B56": Case("patient", "message", "practice team", {"relation": "treating"}),
    "B57": Case(
        "practice",
        "message first",
        "patient",
        {"relation": "treating", "channel_open": True, "content_free": True},
        (
            ({"relation": "treating", "content_free": True}, "no open line"),
            ({"relation": "treating", "channel_open": True}, "what it is about"),
        ),
    ),
    "B58": Case("clinician V3", "message", "patient", {"relation": "treating"}),
    "B59": Case(
        "staff",
        "read",
        "patient thread",
        {"relation": "treating", "role": "responder", "at_work": True, "sensitive": True, "reason": "asked by her"},
        (
            ({"relation": "treating", "at_work": True}, "nothing here"),
            ({"relation": "treating", "role": "responder"}, "nothing here"),
            ({"relation": "treating", "role": "responder", "at_work": True, "sensitive": True}, "more private"),
        ),
    ),
    "B60": Case(
        "carer",
        "message about patient",
        "practice",
        {"relation": "treating", "scopes": frozenset({"message"}), "ends": True},
        (
            ({"relation": "treating"}, "can't tell you"),
            ({"relation": "treating", "scopes": frozenset({"message"})}, "can't tell you"),
            ({"relation": "treating", "scopes": frozenset({"read"}), "ends": True}, "can't tell you"),
        ),
    ),
    "B61": Case(
        "practice",
        "send plain SMS/e-mail with detail",
        "patient",
        {"relation": "treating", "risk_accepted": True},
        (({"relation": "treating"}, "no dated yes"),),
    ),
    "B62": Case("practice", "hand off to phone", "patient", {"relation": "treating"}),
    "B63": Case("patient", "export thread", "self", {"relation": "treating"}),
    "B64": Case("patient", "delete thread", "self", NO, (({"relation": "treating"}, "hidden for you"),)),
    "B65": Case("clinician V3", "copy to public", "everyone", NO, (({"relation": "treating"}, ""),)),
    "B66": Case("researcher", "read", "any", NO, space="practice"),
    "B67": Case("substance-use programme", "tag thread Part 2", "thread", {"relation": "treating"}),
    "B68": Case("student", "take course", "course"),
    "B69": Case("supervisor", "see results", "student", {"enrolled": True}, (({}, "private"),)),
    "B70": Case(
        "researcher",
        "run query",
        "aggregate",
        {"logged": True, "people_in_cell": 11},
        (({"people_in_cell": 11}, "written down"), ({"logged": True, "people_in_cell": 10}, "too small")),
    ),
    "B71": Case("administrator", "read private content", "any", NO),
    "H01": Case("carer", "follow", "carer"),
    "H02": Case("personal", "follow", "organisation"),
    "H03": Case("student S", "follow", "clinician"),
    "H04": Case("clinician V3", "connect", "personal", NO),
    "H05": Case(
        "student", "follow", "carer", {"own_patient": "no"}, (({}, "question"), ({"own_patient": "yes"}, "not"))
    ),
    "H06": Case("researcher", "follow", "patient", NO),
    "H07": Case("patient", "connect", "carer"),
    "H08": Case("clinician V3", "connect", "clinician"),
    "H09": Case("patient", "connect", "student", NO, (({}, "one page"),)),
    "H10": Case("clinician V3", "connect", "patient", NO),
    "H11": Case("organisation", "connect", "patient", NO),
    "H12": Case("patient", "direct message", "carer"),
    "H13": Case("patient", "direct message", "student", NO, (({}, "Direct messages"),)),
    "H14": Case("clinician V3", "direct message", "organisation"),
    "H15": Case("student", "direct message", "patient", NO),
    "H16": Case("researcher", "direct message", "patient", NO),
    "H17": Case("patient", "direct message", "personal", NO),
    "H18": Case("patient", "message", "personal"),
    "H19": Case("clinician V3", "message", "patient", NO),
    "H20": Case("clinician V3", "mention", "patient", space="square"),
    "H21": Case("organisation", "mention", "carer", NO, space="community"),
    "H22": Case("researcher", "mention", "clinician", space="square"),
    "H23": Case("patient", "look up", "clinician", space="square"),
    "H24": Case("clinician V0", "look up", "clinician", space="square"),
    "H25": Case("student", "look up", "patient", {"reason": "safety"}, (({}, "reason"),)),
    "H26": Case("student", "individual advice", "anyone", {}, ONE_PERSON),
    "H27": Case("student", "tell a care relation", "patient", NO),
    "H28": Case("student", "general answer", "anyone", {}, ONE_PERSON),
    "H29": Case("carer", "post", "everyone"),
    "H30": Case("clinician V3", "post", "community"),
    "H31": Case("organisation", "post", "community", NO),
    "H32": Case("student", "join", "community", NO),
    "H33": Case("clinician P", "post", "room"),
    "H34": Case("clinician V2", "enter", "room"),
    "H35": Case("clinician V2", "post", "room", NO),
    "H36": Case("clinician V1", "enter", "room", NO),
    "H37": Case(
        "student S", "post", "room", {"level": "S", "opened_to_students": True}, (({"level": "S"}, "nothing here"),)
    ),
    "H38": Case("clinician V0", "join", "practice", {"invited": True}, (({}, "says yes first"),)),
    "H39": Case("patient", "join", "practice", NO),
    "H40": Case("patient", "reply", "everyone", space="practice"),
    "H41": Case("organisation", "post", "everyone", space="practice"),
    "H42": Case(
        "patient",
        "message",
        "practice team",
        {"relation": "unknown", "administrative": True},
        (({"relation": "unknown", "code_ok": True}, "Without a code"),),
    ),
    "H43": Case(
        "patient",
        "message",
        "practice team",
        {"relation": "former", "administrative": True},
        (({"relation": "former"}, "Without a code"),),
    ),
    "H44": Case(
        "student S",
        "post case",
        "room",
        {**CASE, "level": "S", "opened_to_students": True},
        (({**CASE, "level": "S"}, "nothing here"), ({"level": "S", "opened_to_students": True}, "tell who")),
    ),
    "H45": Case("patient", "post another person's health detail", "community", {"agreed": True}, AGREED_FAULTS),
    "H46": Case("clinician V3", "individual advice", "anyone", {}, ONE_PERSON, space="community"),
    "H47": Case("clinician V3", "tell a care relation", "patient", NO, space="community"),
    "H48": Case("clinician V3", "post case", "community", CASE, CASE_FAULTS),
    "H49": Case(
        "staff",
        "write in care team",
        "care team",
        {"relation": "treating", "role": "responder", "at_work": True, "consented": True, "ends": True},
        (
            ({"relation": "treating", "role": "responder", "at_work": True, "ends": True}, "nothing here"),
            ({"relation": "treating", "role": "responder", "at_work": True, "consented": True}, "nothing here"),
            ({"relation": "treating", "at_work": True, "consented": True, "ends": True}, "nothing here"),
            ({"relation": "treating", "role": "responder", "consented": True, "ends": True}, "nothing here"),
        ),
    ),
}


def good(row: str) -> Facts:
    """Return the facts that let a row through; where nothing does, those under which it is asked."""
    case = CASES[row]
    return Facts(**(case.good if case.good is not None else next((facts for facts, _ in case.bad), {})))
