"""The pages of the list of clinicians: what is said of each entry, what is asked for, and the way out."""

import html
import json
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from bedside.areas.directory import actions
from bedside.areas.directory.actions.claiming import prove
from bedside.areas.directory.models import Listing, ListingClaim
from bedside.kit.clock import now
from bedside.kit.outbox.actions import deliver_now
from bedside.policy.directory.handles_file import COLUMNS, read
from bedside.policy.directory.networks import networks
from bedside.policy.limits import ASK_OUT
from tests.areas.directory.people import checked, listed, row, wrote
from tests.factories import block, client_of, make_account, make_persona

pytestmark = pytest.mark.django_db
JSON, EMBED = "/api/bedside/v1/directory", "/directory/embed/"
CSV = (
    ",".join(COLUMNS)
    + "\r\nmastodon,@uma@clinic.example,Uma Haddad,Physician,Neurology,US,en,"
    + "https://clinic.example/@uma,A list,2026-03-01\r\n"
)


def page(path: str, client: Client | None = None, status: int = 200) -> str:
    response = (client or Client()).get(path)
    assert response.status_code == status, path
    return response.content.decode()


def api(query: str, status: int = 200) -> dict[str, object]:
    found: dict[str, object] = json.loads(page(f"{JSON}?{query}", status=status))
    return found


def test_an_empty_list_is_not_leafed_through():
    checked("Uma Haddad")
    assert "Uma Haddad" not in page("/directory/")
    assert "Nothing is asked for yet." in page("/directory/?q=", status=422)
    assert api("", status=422)["code"] == "criterion_missing"


@pytest.mark.parametrize(
    ("query", "code", "field"), [("q=h", "too_short", "q"), ("language=klingon", "no_such_language", "language")]
)
def test_a_question_that_is_none_is_told_at_its_field(query: str, code: str, field: str) -> None:
    text = page(f"/directory/?{query}", status=422)
    assert f'href="#id_{field}"' in text
    told = api(query, status=422)
    assert (told["code"], told["field"]) == (code, field)


def test_each_kind_of_entry_says_in_words_what_it_is():
    checked("Uma Haddad")
    listed("Zoe Haddad")
    text = page("/directory/?q=haddad")
    verified, elsewhere = text.index("Uma Haddad"), text.index("Zoe Haddad")
    assert verified < elsewhere
    assert "licence and identity" in text[verified:elsewhere]
    assert "Not checked by us. From A society&#x27;s list, " in text[elsewhere:]
    assert 'class="badge' not in text[elsewhere:]


def test_nobody_is_counted_and_no_follower_is_told():
    for path in ("/directory/?q=haddad", f"{JSON}?q=haddad"):
        checked("Uma Haddad")
        assert not re.search(r"follower|following|likes|rating|score", page(path), re.IGNORECASE)


def test_nobody_found_says_what_else_to_try():
    assert "with a name and a place we also look in public registers" in page("/directory/?q=zzyzx")
    assert "A number that has ended is not shown." in page("/directory/?q=1234567893")


def test_a_long_name_and_a_name_with_markup_stay_text():
    listed("<b>Uma</b> " + "Haddad" * 80, handle="uma@clinic.example")
    text = page("/directory/?q=uma")
    assert "&lt;b&gt;Uma&lt;/b&gt;" in text
    assert "<b>Uma" not in text


def test_the_next_page_keeps_what_was_asked_for():
    for number in range(21):
        listed(f"Haddad Number{number:02}", handle=f"h{number}@clinic.example")
    text = page("/directory/?q=haddad&place=US")
    match = re.search(r'href="(/directory/\?[^"]*cursor=[^"]*)"', text)
    assert match is not None
    address = match.group(1).replace("&amp;", "&")
    assert parse_qs(urlsplit(address).query).keys() == {"q", "place", "cursor"}
    assert "Number20" in page(address)
    assert "Number20" not in text


def test_entries_that_nobody_checked_stay_out_of_search_engines():
    entry = listed("Zoe Haddad")
    for path in (f"/directory/listed/{entry.id}/", "/directory/?q=haddad", EMBED + "?q=haddad"):
        assert Client().get(path).headers["X-Robots-Tag"] == "noindex, nofollow"


def test_a_listed_entry_links_out_without_telling_where_one_comes_from():
    entry = listed("Zoe Haddad")
    text = page(f"/directory/listed/{entry.id}/")
    assert 'href="https://clinic.example/@zoe" rel="nofollow noopener noreferrer"' in text
    assert "We did not check who this is" in text


# --- as JSON, and in a frame ---------------------------------------------------------------------------------------


def test_the_json_tells_what_the_page_tells():
    persona = checked("Uma Haddad", specialty="Neurology", city="Omaha", region="NE", country="US", languages=["ar"])
    wrote(persona, ["mecfs"])
    (item,) = api("specialty=neurology&place=NE&language=ar&topic=mecfs")["items"]  # type: ignore[misc]
    assert item["id"] == str(persona.id)
    assert (item["kind"], item["name"], item["topics"]) == ("verified", "Dr Uma Haddad", ["mecfs"])
    assert item["specialties"] == [{"name": "Neurology", "checked": False}]
    assert item["place"] == {"text": "Omaha, NE, United States", "city": "Omaha", "region": "NE", "country": "US"}
    assert item["links"] == [{"rel": "self", "href": f"http://localhost:8020/@{persona.handle}/"}]
    assert item["badge"]
    assert item["why"]


def test_the_json_is_open_to_every_site_and_the_same_for_who_is_signed_in():
    persona, other = checked("Uma Haddad"), make_persona()
    block(persona, other)
    response = client_of(other).get(f"{JSON}?q=haddad")
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response.headers
    assert json.loads(response.content) == api("q=haddad")


def test_a_cursor_that_is_not_ours_is_nothing():
    assert api("q=haddad&cursor=x", status=404)["code"] == "not_here"


def test_a_frame_shows_checked_members_only_and_runs_nothing():
    checked("Uma Haddad")
    for number in range(25):
        listed(f"Zoe Haddad{number}", handle=f"zoe{number}@clinic.example")
    response = Client().get(EMBED + "?q=haddad")
    text = response.content.decode()
    assert "Uma Haddad" in text
    assert "Zoe Haddad" not in text
    assert not re.search(r"<script|<form|<input|\son[a-z]+=", text)
    assert not response.cookies
    assert all('target="_top"' in link for link in re.findall(r"<a [^>]*>", text))


def test_only_that_one_page_may_stand_in_a_frame():
    response = Client().get(EMBED + "?q=haddad")
    assert "X-Frame-Options" not in response.headers
    assert "frame-ancestors *" in response.headers["Content-Security-Policy"]
    assert "script-src 'none'" in response.headers["Content-Security-Policy"]
    for path in ("/directory/?q=haddad", "/directory/embed/code/", JSON, "/directory/out/"):
        assert Client().get(path).headers["X-Frame-Options"] == "DENY"


def test_a_frame_is_the_same_for_who_is_signed_in():
    checked("Uma Haddad")
    member = client_of(make_persona())
    assert page(EMBED + "?q=haddad", member) == page(EMBED + "?q=haddad")


def test_the_lines_to_copy_hold_what_was_chosen_and_no_markup_of_others():
    text = page('/directory/embed/code/?specialty="><script>&place=NE')
    assert "specialty=%22%3E%3Cscript%3E&amp;amp;place=NE" in text
    assert "<script>" not in text


# --- out of the list -----------------------------------------------------------------------------------------------


def everywhere() -> list[bool]:
    """Say where Uma Haddad stands: page, JSON, frame."""
    return ["Haddad" in re.sub(r"<input[^>]*>", "", page(path + "?q=uma")) for path in ("/directory/", JSON, EMBED)]


def test_i_want_out_of_your_list():
    """She finds herself, leaves without an account, is gone at once, and no later list brings her back."""
    lines = CSV.splitlines(keepends=True)
    actions.import_handles(rows=read(lines, today=now().date()))
    assert everywhere() == [True, True, False]
    match = re.search(r'href="(/directory/listed/\d+/)"', page("/directory/?q=uma"))
    assert match is not None
    own_page = match.group(1)
    match = re.search(r'href="(/directory/out/\?[^"]*)"', page(own_page))
    assert match is not None
    way_out = match.group(1).replace("&amp;", "&")
    assert 'value="uma@clinic.example"' in page(way_out)
    response = Client().post("/directory/out/", {"network": "fediverse", "handle": "@uma@clinic.example"})
    assert "You are out of the list" in response.content.decode()
    assert everywhere() == [False, False, False]
    gone, never = Client().get(own_page), Client().get("/directory/listed/404404404/")
    assert (gone.status_code, never.status_code) == (404, 404)
    result = actions.import_handles(rows=read(lines, today=now().date()))
    assert (result.added, result.changed, result.kept_out) == (0, 0, 1)
    assert everywhere() == [False, False, False]
    never_there = Client().post("/directory/out/", {"network": "fediverse", "handle": "@eve@clinic.example"})
    assert same(response.content.decode()) == same(never_there.content.decode())


def same(text: str) -> str:
    """Return a page without the handle that was typed, and without the code made of it."""
    return re.sub(r"bedside-out-[a-z0-9]+|@\w+@clinic\.example|nonce=\"[^\"]*\"|value=\"\w{64}\"", "", text)


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"network": "x", "handle": "uma haddad"}, "This can&#x27;t be a handle on X (Twitter)."),
        ({"network": "", "handle": "uma"}, "Choose one: Where do you post."),
        ({"network": "myspace", "handle": "uma"}, "Select a valid choice."),
    ],
)
def test_what_is_no_handle_is_told_and_kept(form: dict[str, str], said: str) -> None:
    response = Client().post("/directory/out/", form)
    assert response.status_code == 422
    assert said in response.content.decode()


@pytest.mark.usefixtures("no_tries_yet")
def test_a_stranger_takes_out_ten_a_day_and_no_more():
    for number in range(ASK_OUT.tries + 1):
        listed(f"Haddad Number{number:02}", handle=f"h{number}@clinic.example")
    answers = [
        Client().post("/directory/out/", {"network": "fediverse", "handle": f"h{number}@clinic.example"}).status_code
        for number in range(ASK_OUT.tries + 1)
    ]
    assert answers == [200] * ASK_OUT.tries + [429]
    assert Listing.objects.filter(asked_out_at=None).count() == 1


# --- claiming ------------------------------------------------------------------------------------------------------


def test_a_clinician_gets_a_code_and_says_that_it_stands():
    entry, persona = listed("Uma Haddad"), make_persona(kind="clinician")
    client, here = client_of(persona), f"/directory/listed/{entry.id}/claim/"
    assert "Give me a code" in page(here, client)
    assert client.post(here, {"do": "begin"}).status_code == 302
    claim = ListingClaim.objects.get()
    assert claim.code in page(here, client)
    client.post(here, {"do": "look"})
    assert "This site is looking for it." in page(here, client)
    assert "This site is looking for it." in page("/directory/yours/", client)
    client.post(here, {"do": "withdraw"})
    assert not ListingClaim.objects.exists()


@pytest.mark.parametrize(
    ("network", "handle", "says", "never"),
    [
        (
            "fediverse",
            "uma@clinic.example",
            "or into a field of your profile. We don't read posts.",
            "public post",
        ),
        ("bluesky", "uma.example", "the text about you on Bluesky. We don't read posts.", "public post"),
        ("x", "uma_haddad", "the text about you on X (Twitter), or into a public post there.", "read posts"),
    ],
)
def test_the_words_say_what_is_read_on_each_network(network: str, handle: str, says: str, never: str) -> None:
    """What stands in a post is seen by a person; the site itself reads profiles alone (looking.py)."""
    url = networks()[network].page_of(handle)
    entry, client = (
        listed("Uma Haddad", handle=handle, network=network, url=url),
        client_of(make_persona(kind="clinician")),
    )
    here = f"/directory/listed/{entry.id}/claim/"
    before = html.unescape(page(here, client))
    client.post(here, {"do": "begin"})
    after = html.unescape(page(here, client))
    out = Client().post("/directory/out/", {"network": network, "handle": handle}).content.decode()
    for text in (before, after, html.unescape(out)):
        assert says in text
        assert never not in text


def test_nobody_found_offers_the_search_with_one_thing_fewer():
    text = page("/directory/?specialty=Neurology&language=ar&place=Omaha").replace("&amp;", "&")
    assert 'href="/directory/?specialty=Neurology&language=ar">Search without: Omaha' in text
    assert "Search without: Arabic" in text
    assert "Search without" not in page("/directory/?specialty=Neurology")


def test_who_is_settled_is_told_and_the_notice_leads_to_ones_own_pages():
    entry, persona = listed("Uma Haddad"), make_persona(kind="clinician")
    client = client_of(persona)
    client.post(f"/directory/listed/{entry.id}/claim/", {"do": "begin"})
    prove(ListingClaim.objects.get(), looked=None)
    deliver_now()
    text = page("/notices/", client)
    assert "The listed entry that you claimed is yours now." in text
    assert 'href="/directory/yours/"' in text
    assert 'href="/directory/yours/"' in page("/settings/", client)
    assert "/directory/yours/" not in page("/settings/", client_of(make_persona()))


def test_others_are_told_what_a_claim_needs():
    entry = listed("Uma Haddad")
    here = f"/directory/listed/{entry.id}/claim/"
    assert Client().get(here).status_code == 302
    patient = client_of(make_persona())
    assert "Only a clinician's persona can claim an entry." in page(here, patient)
    assert patient.post(here, {"do": "begin"}).status_code == 422


def test_nobody_sees_another_s_claim():
    entry, persona, other = listed("Uma Haddad"), make_persona(kind="clinician"), make_persona(kind="clinician")
    here = f"/directory/listed/{entry.id}/claim/"
    client_of(persona).post(here, {"do": "begin"})
    assert ListingClaim.objects.get().code not in page(here, client_of(other))


def test_moderators_find_what_waits_at_their_desk_and_others_find_nothing():
    entry = listed("Uma Haddad", handle="uma_haddad", network="x", url="https://x.com/uma_haddad")
    out = listed("Zoe Lind")
    actions.ask_out(network="fediverse", handle=out.handle)
    persona = make_persona(kind="clinician")
    client_of(persona).post(f"/directory/listed/{entry.id}/claim/", {"do": "begin"})
    client_of(persona).post(f"/directory/listed/{entry.id}/claim/", {"do": "look"})
    moderator = client_of(make_persona(kind="personal", account=make_account(staff=("moderator",))))
    text = page("/directory/desk/", moderator)
    claim = ListingClaim.objects.get()
    assert claim.code in text
    assert "Zoe Lind" in text
    moderator.post(f"/directory/desk/claims/{claim.id}/", {"answer": "seen"})
    moderator.post(f"/directory/desk/outs/{out.id}/", {"answer": "out"})
    assert Listing.objects.get().owner_id == persona.id
    assert page("/directory/desk/", moderator).count("Nothing waits.") == 2
    assert client_of(persona).get("/directory/desk/").status_code == 404
    assert "Uma Haddad" in page("/directory/yours/", client_of(persona))


def test_who_imports_twice_sees_one_entry():
    actions.import_handles(rows=[row("uma@clinic.example", "Uma Haddad")] * 2)
    assert page("/directory/?q=haddad").count('<li class="person entry">') == 1
