"""What no form of ours sends: a clear answer, nothing half-written, and never a fault of ours."""

import io
import struct
import zlib
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from bedside.areas.people.models import Account, Persona
from bedside.areas.posts.models import Draft, Post
from bedside.areas.posts.models import Image as Picture
from bedside.areas.records.models import Course
from bedside.areas.spaces.models import Membership
from bedside.kit.ids import id_at, new_id
from tests.security.answers import content
from tests.security.matrix.cases import ABOUT_SITE, CASES, JOINING, PASSWORD, WORDS, Case
from tests.security.matrix.table import Row, rows
from tests.security.world import TREATMENT_FORM, World, picture

WHO = "patient_member"
LONG = "x" * 60_000
ODD: dict[str, str] = {
    "nothing": "",
    "blanks": " \t\n ",
    "far too long": LONG,
    "a NUL": "a\x00b",
    "a control character": "a\x07b\x1b[31m",
    "a turning mark": "a\u202eb",
    "an invisible mark": "a\u200bb\u2066c",
    "a lone surrogate": "a\ud800b",
    "an emoji of many parts": "👩🏽‍⚕️",
    "a script": "<script>alert(1)</script>",
    "a number where none is meant": "-1",
    "a huge number": "9" * 400,
    "a float": "1e309",
    "figures of another script": "١٢",
    "a template": "{{ 7|add:7 }}{% debug %}",
    "an SQL fragment": "' OR 1=1 --",
    "a path": "../../../etc/passwd",
    "percent signs": "%s%00%n%(me)s",
}
FORMS: dict[str, dict[str, Any]] = {
    "compose": WORDS
    | {"title": "T", "kind": "question", "lang": "en", "audience": "public", "key": "1", "warning": ""},
    "compose_check": WORDS,
    "evaluate": TREATMENT_FORM
    | {"stopped_year": "2025", "stopped_month": "1", "stop_reason": "cost", "other_unwanted": ""},
    "persona_new": {"kind": "patient", "name": "Somebody New", "handle": "somebody_new"},
    "settings_password": {"current": PASSWORD, "password": "seven teal lanterns sway"},
    "settings_mail": {"mail": "moved@mail.example", "current": PASSWORD},
    "settings_leave": {"when": "later", "sure": "on"},
    "theme": {"theme": "dark", "next": "/square/"},
    "switch_persona": {"persona": "1", "next": "/"},
    "signin": {"mail": "a@mail.example", "password": PASSWORD, "next": "/"},
    "reset": {"mail": "a@mail.example"},
    "account_reauthenticate": {"current": PASSWORD},
    "mfa_activate_totp": {"code": "123456"},
    "mfa_add_webauthn": {"name": "Key", "credential": "{}"},
    "mfa_login_webauthn": {"credential": "{}"},
    "mfa_reauthenticate_webauthn": {"credential": "{}"},
    "staff_site": ABOUT_SITE,
    "staff_roles": {"handle": "carer", "role": "moderator"},
    "staff_credentials": {
        "handle": "carer",
        "level": "V3",
        "title": "Dr",
        "profession": "P",
        "checked": "C",
        "valid_until": "2030-01-01",
    },
    "staff_employers": {"name": "N", "domain": "lakehospital.example"},
    "staff_boundaries": {"row": "B21", "decision": "deny", "reason": "R"},
    "verification_begin": {
        "register": "us_npi",
        "number": "2900000060",
        "given": "G",
        "family": "F",
        "profession": "Physician",
        "specialty": "S",
        "employer": "E",
    },
    "verification_mail": {"address": "a@elmclinic.example"},
    "verification_code": {"code": "123456"},
    "verification_appeal": {"words": "W"},
    "verification_answer": {"words": "W"},
    "staff_spaces": {"kind": "room", "name": "N", "slug": "s", "purpose": "", "steward_handle": "carer"},
    "staff_accounts": {"handle": "carer"},
    "staff_holds": {"handle": "carer", "reference": "Court 7", "scope": "Posts", "expires": "2030-01-01"},
    "space_new": {"kind": "room", "name": "N", "slug": "s", "purpose": "", "condition": "", "steward_handle": "carer"},
}
WITH_PLACES: dict[str, tuple[str, list[Any], dict[str, Any]]] = {
    "signup_step 1": ("signup_step", [1], {"month": "5", "year": "1980"}),
    "post_vote": ("post_vote", ["poll"], {"option": "1"}),
    "space_join": ("space_join", ["me-cfs"], JOINING | {"note": "Hello"}),
    "space_ban": ("space_ban", ["me-cfs"], {"handle": "carer"}),
    "space_stewards": ("space_stewards", ["me-cfs"], {"handle": "carer"}),
    "space_invite": ("space_invite", ["me-cfs"], {"uses": "1", "days": "1"}),
    "post_remove": ("post_remove", ["community"], {"reason": "R"}),
    "confirm_link": ("confirm_link", ["token"], {"password": PASSWORD}),
    "reset_link": ("reset_link", ["token"], {"password": PASSWORD}),
}
# Fields that keep members' own words are tried with everything, the other fields of their forms (choices, numbers, ids)
# also with numbers that are none, and all others with what breaks the most. `make nightly` tries every field with all.
KEEPING_WORDS = {
    "compose": ("text", "title", "warning", "key"),
    "compose_check": ("text",),
    "evaluate": ("treatment", "purpose", "words", "other_unwanted"),
    "persona_new": ("name", "handle"),
}
HARSHEST = ("nothing", "far too long", "a NUL", "a lone surrogate", "a huge number", "figures of another script")
NO_NUMBERS = ("a number where none is meant", "a float")
STAFF_DO = {
    "staff_roles": "give",
    "staff_credentials": "grant",
    "staff_employers": "add",
    "staff_boundaries": "tighten",
    "staff_accounts": "suspend",
    "staff_holds": "open",
}


def who_for(route: str) -> str:
    """Return an actor who gets as far as the form."""
    if route.startswith("staff") or route == "space_new":
        return "administrator"
    if route in ("space_ban", "space_stewards", "space_invite", "post_remove"):
        return "steward"
    if route in ("signin", "reset", "signup_step", "confirm_link", "reset_link"):
        return "anonymous"
    if route.startswith("verification"):
        return (
            "clinician_stranger"
            if route in ("verification_mail", "verification_code", "verification_answer")
            else "clinician_guest"
        )
    return "patient_stranger" if route == "space_join" else WHO


def odd_for(what: str, name: str) -> tuple[str, ...]:
    """Return which odd values a field is tried with."""
    if name in KEEPING_WORDS.get(what, ()):
        return tuple(ODD)
    return HARSHEST + (NO_NUMBERS if what in KEEPING_WORDS else ())


def path_of(route: str, world: World, args: list[Any] | None = None) -> str:
    """Return where the form of a route is sent."""
    filled = [world.posts.get(arg, arg) if isinstance(arg, str) else arg for arg in args or []]
    path = reverse(route, args=filled)
    if route == "compose_check":
        return f"{path}?place=space:{world.spaces['square'].id}"
    return f"{path}?do={STAFF_DO[route]}" if route in STAFF_DO else path


def fields() -> list[tuple[str, str, str, list[Any]]]:
    """Return every (form, field, route, args)."""
    found = [(route, name, route, []) for route, form in FORMS.items() for name in form]
    return found + [(what, name, route, args) for what, (route, args, form) in WITH_PLACES.items() for name in form]


def form_of(what: str) -> dict[str, Any]:
    return FORMS[what] if what in FORMS else WITH_PLACES[what][2]


def encoded(form: dict[str, Any]) -> str:
    """Return a form as a browser would send it; what has no UTF-8 is sent as bytes that are none."""
    from urllib.parse import quote_plus

    pairs = [(name, value) for name, given in form.items() for value in (given if isinstance(given, list) else [given])]
    return "&".join(f"{quote_plus(name)}={quote_plus(str(value), errors='surrogatepass')}" for name, value in pairs)


def send(world: World, who: str, path: str, form: dict[str, Any]) -> int:
    """Send a form and return the status."""
    kind = "application/x-www-form-urlencoded"
    return int(world.browser(who).post(path, encoded(form), content_type=kind).status_code)


every_field = pytest.mark.parametrize(
    ("what", "name", "route", "args"), fields(), ids=lambda part: str(part) if isinstance(part, str) else ""
)


def faults(world: World, odd: tuple[str, ...], *, what: str, name: str, route: str, args: list[Any]) -> dict[str, int]:
    """Send a form once for each odd value of one field, and return those that the site broke at."""
    who, path = who_for(route), path_of(route, world, args)
    got = {value: send(world, who, path, form_of(what) | {name: ODD[value]}) for value in odd}
    return {value: status for value, status in got.items() if status >= 500}


@pytest.mark.asvs("1.2.4", "1.3.10", "2.2.1", "2.2.2")
@every_field
def test_no_odd_value_breaks_a_form(what: str, name: str, route: str, args: list[Any], world: World) -> None:
    assert faults(world, odd_for(what, name), what=what, name=name, route=route, args=args) == {}


@pytest.mark.nightly
@every_field
def test_no_odd_value_at_all_breaks_a_form(what: str, name: str, route: str, args: list[Any], world: World) -> None:
    assert faults(world, tuple(ODD), what=what, name=name, route=route, args=args) == {}


@pytest.mark.asvs("15.3.7")
@every_field
def test_a_list_where_one_value_is_meant_breaks_nothing(
    what: str, name: str, route: str, args: list[Any], world: World
) -> None:
    """Security.md P072: the same name twice, or with brackets."""
    form = form_of(what)
    path = path_of(route, world, args)
    several = send(world, who_for(route), path, form | {name: [form[name], "other", ""]})
    without = {key: value for key, value in form.items() if key != name}
    bracketed = send(world, who_for(route), path, without | {f"{name}[]": "a", f"{name}[x]": "b"})
    assert (several < 500, bracketed < 500) == (True, True)


LOOKS = list({row.route: row for row in rows() if row.method == "GET"}.values())
# Which lists read what from their address.
QUERIES = {
    "/": ("before",),
    "/square/": ("before",),
    "/search/": ("q", "in", "before"),
    "/notices/": ("before",),
    "/spaces/": ("q",),
    "/spaces/me-cfs/": ("before", "kind"),
    "/spaces/me-cfs/members/": ("after",),
    "/contacts/": ("list", "after"),
    "/compose/": ("space", "kind"),
    "/treatments/": ("q",),
    "/treatments/me-cfs/": ("source",),
    "/urgent/": ("country",),
    "/log-in/": ("next",),
}
ODD_QUERIES = (
    "",
    "1000000",
    "-1",
    "9" * 30,
    "%00",
    "%ff%fe",
    "%ED%A0%80",
    "a%0d%0aSet-Cookie:x",
    "[]",
    "%E2%80%AE",
    "x" * 3000,
)


@pytest.mark.parametrize("row", LOOKS, ids=str)
def test_no_odd_query_breaks_a_page(row: Row, world: World) -> None:
    give = CASES.get((row.method, row.route, row.object))
    path = (give(world) if give is not None else Case()).path(row.route).split("?", maxsplit=1)[0]
    names = sorted({name for some in QUERIES.values() for name in some} | {"do", "up_to", "on", "place", "page"})
    got = {}
    for odd in ("9" * 30, "%00", "%ED%A0%80"):
        query = "&".join(f"{name}={odd}" for name in names)
        response = world.browser(WHO).get(f"{path}?{query}")
        content(response)
        got[odd] = response.status_code
    assert {odd: status for odd, status in got.items() if status >= 500} == {}


@pytest.mark.parametrize(("path", "name"), [(path, name) for path, some in QUERIES.items() for name in some])
def test_one_odd_query_alone_breaks_no_list(path: str, name: str, world: World) -> None:
    got = {odd: world.browser(WHO).get(f"{path}?{name}={odd}").status_code for odd in ODD_QUERIES}
    assert {odd: status for odd, status in got.items() if status >= 500} == {}


ODD_PATHS = (
    "/posts/{huge}/",
    "/posts/0/",
    "/posts/-1/",
    "/posts/{huge}/reply/",
    "/drafts/{huge}/",
    "/settings/personas/{huge}/",
    "/treatments/evaluate/{huge}/",
    "/sign-up/{huge}/",
    "/settings/log-in/passkeys/{huge}/remove/",
    "/tags/%00/",
    "/tags/%ff%fe/",
    "/tags/%ED%A0%80/",
    "/tags/{long}/",
    "/treatments/%00/",
    "/treatments/{long}/",
    "/treatments/me-cfs/%00/",
    "/treatments/me-cfs/%E2%80%AE/",
    "/treatments/%00/figures.csv",
    "/treatments/me-cfs/%00/figures.csv",
    "/figures/open/{huge}/figures.csv",
    "/figures/open/1/%00",
    "/@%00/",
    "/@{long}/",
    "/spaces/{long}/",
    "/media/%00/",
    "/media/..%2f..%2fetc%2fpasswd/",
    "/invitations/{long}/",
    "/confirm/%00/",
    "/confirm/%F0%9F%92%A9/",
    "/new-password/%00/",
    "/new-mail/{long}/",
    "/setup/%00/",
    "/setup/%F0%9F%92%A9/",
    "/settings/sessions/%00/end/",
    "/%00",
    "/%ff",
)


@pytest.mark.asvs("1.4.2")
@pytest.mark.parametrize("path", ODD_PATHS)
@pytest.mark.parametrize("method", ["get", "post"])
def test_no_odd_address_breaks_the_site(method: str, path: str, world: World) -> None:
    address = path.format(huge="9" * 40, long="x" * 2000)
    assert getattr(world.browser(WHO), method)(address).status_code < 500


@pytest.mark.parametrize("path", ["/", "/square/", "/posts/1/", "/log-in/", "/no/such/page/"])
@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "HEAD", "BREW"])
def test_no_odd_method_breaks_the_site(method: str, path: str, world: World) -> None:
    assert world.browser(WHO).generic(method, path).status_code < 500


def counted() -> tuple[int, ...]:
    """Count the rows that a form could leave behind."""
    models = (Post, Picture, Account, Persona, Membership, Course)
    return tuple(model.objects.count() for model in models)


@pytest.mark.asvs("2.2.1", "2.3.3")
@pytest.mark.parametrize(
    "what", ["far too long", "a NUL", "a lone surrogate", "a turning mark", "a control character", "nothing"]
)
@pytest.mark.parametrize(
    ("route", "name"),
    [("compose", "text"), ("evaluate", "treatment"), ("persona_new", "name"), ("persona_new", "handle")],
)
def test_a_refused_form_writes_nothing(route: str, name: str, what: str, world: World) -> None:
    before = counted()
    status = send(world, WHO, path_of(route, world), FORMS[route] | {name: ODD[what]})
    assert (status in (400, 413, 422), counted()) == (True, before), status


@pytest.mark.asvs("5.2.1")
def test_a_form_of_ten_megabytes_is_refused_in_words(world: World) -> None:
    before = counted()
    response = world.browser(WHO).post("/compose/", {"text": "x" * 10_000_000, "do": "publish"})
    assert (response.status_code, counted()) == (413, before)
    assert b"too big" in response.content


def test_a_form_of_ten_megabytes_without_parts_is_refused_in_words(world: World) -> None:
    kind = "application/x-www-form-urlencoded"
    response = world.browser(WHO).post("/compose/", "text=" + "x" * 10_000_000, content_type=kind)
    assert response.status_code == 413


def test_a_form_with_too_many_fields_is_refused_in_words(world: World) -> None:
    response = world.browser(WHO).post("/compose/", {f"field{n}": "x" for n in range(500)})
    assert response.status_code == 413


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data; boundary=x", b"no parts at all"),
        ("multipart/form-data", b"--x\r\n"),
        ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\nno end'),
        ("application/json", b'{"text": "words"}'),
        ("application/x-www-form-urlencoded; charset=utf-16", "text=a".encode("utf-16")),
        ("application/x-www-form-urlencoded; charset=no-such", b"text=a"),
        ("application/x-www-form-urlencoded", b"text=%ff%fe&do=publish"),
        ("", b"\xff\xfe\x00"),
    ],
)
def test_a_body_that_is_no_form_is_answered_and_writes_nothing(kind: str, body: bytes, world: World) -> None:
    before = counted()
    response = world.browser(WHO).generic("POST", "/compose/", body, content_type=kind)
    assert response.status_code < 500
    assert counted()[1:] == before[1:]


def header_bomb() -> bytes:
    """Return a PNG whose header claims 30,000 x 30,000 pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 6, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\x00" * 4096))
        + chunk(b"IEND", b"")
    )


def many_frames(count: int = 300) -> bytes:
    """Return a moving GIF."""
    out = io.BytesIO()
    frames = [Image.new("P", (16, 16), n % 256) for n in range(count)]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], duration=10, loop=0)
    return out.getvalue()


NO_PICTURES = {
    "nothing": b"",
    "text": b"not a picture",
    "a page": b"<html><script>alert(1)</script></html>",
    "a drawing with a script": b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>',
    "half a picture": picture(width=200, height=200)[:80],
    "a header alone": b"\x89PNG\r\n\x1a\n",
    "30,000 x 30,000 pixels": header_bomb(),
    "an archive": b"PK\x03\x04" + b"\x00" * 100,
    "a program": b"MZ" + b"\x00" * 100,
    "a broken GIF": b"GIF89a\xff\xff\xff\xff\xf7\xff\xff",
    "a broken JPEG": b"\xff\xd8\xff\xe0" + b"\xff" * 50,
    "a TIFF": b"II*\x00\x08\x00\x00\x00" + b"\x00" * 60,
}


@pytest.mark.parametrize("what", NO_PICTURES)
def test_what_is_no_picture_is_refused_and_the_words_are_kept(what: str, world: World) -> None:
    before = counted()
    file = SimpleUploadedFile("holiday.png", NO_PICTURES[what], content_type="image/png")
    response = world.browser(WHO).post("/compose/", {"text": "Kept words.", "do": "publish", "image_1": file})
    assert (response.status_code, counted()) == (422, before)
    assert b"Kept words." in response.content


def test_a_moving_picture_stands_still(world: World) -> None:
    file = SimpleUploadedFile("wave.gif", many_frames(), content_type="image/gif")
    response = world.browser(WHO).post("/compose/", {"text": "Look.", "do": "publish", "image_1": file})
    assert response.status_code == 302
    kept = Picture.objects.filter(owner_id=world.people[WHO].id).latest("created_at")
    body = b"".join(world.browser(WHO).get(reverse("media", args=[kept.key])).streaming_content)
    assert getattr(Image.open(io.BytesIO(body)), "n_frames", 1) == 1


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "a\x00b.png", "x" * 5000 + ".png", "..", "con.png", "a.png\r\nX: y"]
)
def test_the_name_of_a_file_means_nothing(name: str, world: World) -> None:
    file = SimpleUploadedFile("a.png", picture(), content_type="image/png")
    file._name = name
    response = world.browser(WHO).post("/compose/", {"text": "Look.", "do": "publish", "image_1": file})
    assert response.status_code < 500


@pytest.mark.asvs("2.3.4")
@pytest.mark.parametrize("year", [2026, 2031, 2092])  # from 2031 on an id has a figure more
def test_a_form_sent_twice_makes_one_post(year: int, world: World) -> None:
    key = id_at(datetime(year, 11, 21, tzinfo=UTC))
    before = Post.objects.count()
    form = WORDS | {"key": str(key)}
    first = world.browser(WHO).post("/compose/", form)
    again = world.browser(WHO).post("/compose/", form)
    assert (first.status_code, again.status_code) == (302, 302)
    assert (first["Location"], Post.objects.count()) == (again["Location"], before + 1)


def test_a_form_key_of_another_persona_is_not_theirs(world: World) -> None:
    form = WORDS | {"key": str(new_id())}
    first = world.browser(WHO).post("/compose/", form)
    other = world.browser("carer").post("/compose/", form)
    assert first["Location"] != other["Location"]


@pytest.mark.parametrize("sent", ["joined twice", "voted twice", "followed twice", "left twice"])
def test_pressing_twice_is_as_pressing_once(sent: str, world: World) -> None:
    who, path, form = {
        "joined twice": ("patient_stranger", reverse("space_join", args=["me-cfs"]), JOINING),
        "voted twice": ("carer", reverse("post_vote", args=[world.posts["poll"]]), {"option": world.things["option"]}),
        "followed twice": ("patient_stranger", reverse("follow", args=[WHO]), {}),
        "left twice": ("carer", reverse("space_leave", args=["me-cfs"]), {}),
    }[sent]
    first = world.browser(who).post(path, form).status_code
    rows_now = counted()
    again = world.browser(who).post(path, form).status_code
    assert first == 302
    assert again < 500
    assert counted() == rows_now


@pytest.mark.parametrize("image", ["another's", "unknown", "garbage"])
def test_a_picture_of_another_cannot_be_taken_along(image: str, world: World) -> None:
    """Security.md P011: every id that a form names is the sender's own, or it is nothing."""
    key = {"another's": world.things["waiting_image"], "unknown": "0" * 32, "garbage": "../x"}[image]
    before = counted()
    response = world.browser("carer").post("/compose/", WORDS | {"image": key, "image_alt": "Alt"})
    assert response.status_code in (302, 404, 422)
    assert Picture.objects.get(key=world.things["waiting_image"]).owner_id == world.people[WHO].id
    assert Picture.objects.get(key=world.things["waiting_image"]).post_id is None
    assert counted()[1] == before[1]


@pytest.mark.asvs("15.3.3")
@pytest.mark.parametrize(
    "name", ["author_id", "author", "id", "space_id", "pinned", "gone", "staff", "confirmed_at", "by"]
)
def test_a_field_that_no_form_has_changes_nothing(name: str, world: World) -> None:
    """Security.md P071: mass assignment."""
    world.browser("carer").post("/compose/", WORDS | {name: str(world.people[WHO].id)})
    made = Post.objects.latest("id")
    assert (made.author_id, made.space_id, made.pinned, made.gone) == (world.people["carer"].id, 1, False, False)


@pytest.mark.asvs("3.7.2")
@pytest.mark.parametrize(
    "address",
    [
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "/%2F/evil.example",
        "javascript:1",
        "/%5Cevil.example",
    ],
)
@pytest.mark.parametrize(
    ("route", "form"), [("theme", {"theme": "dark"}), ("signin", {"password": PASSWORD}), ("switch_persona", {})]
)
def test_no_form_sends_anybody_to_another_site(route: str, form: dict[str, str], address: str, world: World) -> None:
    """Security.md P043."""
    filled = form | {"next": address}
    if route == "signin":
        filled["mail"] = world.people["patient_stranger"].account.mail
    if route == "switch_persona":
        filled["persona"] = str(world.people["second_face"].id)
    response = world.browser("anonymous" if route == "signin" else WHO).post(reverse(route), filled)
    assert response.status_code == 302
    assert "evil" not in response["Location"]


def test_a_press_sends_nobody_to_another_site(world: World) -> None:
    path = reverse("post_bookmark", args=[world.posts["public"]])
    for address in ("//evil.example", "https://evil.example", "/\\evil.example", "/%2F/evil.example"):
        assert "evil" not in world.browser(WHO).post(path, {"next": address})["Location"]


def test_drafts_of_odd_words_can_be_opened_again(world: World) -> None:
    for value in ODD.values():
        send(world, WHO, path_of("compose_check", world), {"text": value})
        for draft in Draft.objects.filter(owner_id=world.people[WHO].id):
            assert world.browser(WHO).get(reverse("draft_open", args=[draft.id])).status_code < 500
