"""Asking for every page, as everybody: what is called, and on which surface a word was found there."""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any
from urllib.parse import quote, urlsplit

from django.db import transaction
from django.urls import Resolver404, resolve, reverse

from bedside.areas.people.models import Attempt, Reading
from bedside.policy.entries import KINDS as KEPT
from tests.security.answers import content, plain
from tests.security.canary.kinds import CONTROL, KINDS, MARKS, word
from tests.security.canary.plant import OWNER, Planted
from tests.security.canary.search import kinds_in
from tests.security.matrix.cases import CASES, Case
from tests.security.matrix.table import rows
from tests.security.world import ACTORS

Hit = tuple[str, str, str]  # the kind, who saw it, the surface
HREF = re.compile(rb'href="(/[^"#]*)')
PAGER = re.compile(r"[?&](before|after|list)=")
LISTS = ("home", "square", "bookmarks", "notices", "drafts", "contacts", "spaces", "treatments", "personas")
POST_PAGES = ("post", "post_history", "post_reply", "post_edit", "post_details", "post_delete", "post_remove", "media")
# Asked for by their own canary objects below, or a page of samples that knows nothing of anybody.
SKIPPED = frozenset({*POST_PAGES, "components", "front", "account_login"})
ACTED_ON = ("community", "followers", "hidden", "deleted")
EDITED = ("community", "edited", "deleted")
# Pages that show nothing of anybody else: asked for by some, to be sure of that.
OF_NOBODY = frozenset(
    [
        "urgent",
        "lines",
        "safety_counts",
        "help",
        "guard",
        "privacy",
        "rules",
        "about",
        "healthz",
        "readyz",
        "demo_post_box",
        "signup",
        "signup_step",
        "confirm_mail",
        "confirm_link",
        "signin",
        "signin_passkey",
        "reset",
        "reset_link",
        "setup",
        "new_mail_link",
        "settings_password",
        "settings_data",
        "settings_leave",
        "persona_new",
        "compose_where",
        "account_reauthenticate",
        "mfa_authenticate",
        "mfa_login_webauthn",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_deactivate_totp",
        "mfa_generate_recovery_codes",
        "mfa_add_webauthn",
    ]
)
FEW = (OWNER, "anonymous", "administrator")
IN_POSTS = ("square post", "community post", "title", "room post", "hidden post", "practice post", "followers post",
            "mentioned post", "reply", "earlier words", "deleted post", "removed post", "warning", "poll option",
            "suspended post", "draft", "held post", "held title")  # fmt: skip
NAMES = ("other face", "suspended name", "unconfirmed name", "member", "blocked name")
SPACES = ("hidden name", "room name", "hidden purpose")
TABS = {"posts": IN_POSTS, "people": NAMES, "spaces": SPACES, "tags": ("hashtag", "followed hashtag", "title")}
FORMS = ("badge_check", "evaluate", "settings_mail", "signin", "compose", "staff_roles", "staff_credentials",
         "staff_accounts", "settings_leave", "staff_holds")  # fmt: skip
TYPED = {"text": f"{word('typed words')} is typed", "do": "publish", "title": "", "reason": ""}
HANDLES = {"moderator's name": "moderator", "other face": "other_face", "suspended name": "suspended",
           "suspended about": "suspended", "unconfirmed name": "unconfirmed",
           "unconfirmed about": "unconfirmed"}  # fmt: skip


class Crawl:
    """One walk through the site; `hits` is what was found."""

    def __init__(self, site: Planted) -> None:
        self.site = site
        self.hits: set[Hit] = set()
        self.asked = 0
        self.nothing: dict[str, bytes] = {}
        self.statuses: dict[int, int] = {}
        self.handles = HANDLES | {kind: persona.handle for kind, persona in site.people.items()}

    def walk(self) -> None:
        """Ask for everything as everybody."""
        known, for_few = (list(dict.fromkeys(found)) for found in (paths(self.site), paths_for_few(self.site)))
        for actor in ACTORS:
            self.nothing.clear()
            if actor == "suspended":  # gets what a visitor gets: tests/security/matrix
                self._look(actor, [path for path in known if route_of(path) in ("post", "persona", "square", "space")])
                for kind in ("square post", "practice post"):
                    self._search_one(actor, kind, tabs=("posts",))
                continue
            self._look(actor, known + for_few if actor in FEW else known)
            self._ask_by_name(actor)
            if actor not in ("anonymous", "unconfirmed"):  # they are sent to sign in, or to confirm their address
                self._press(actor)
            self._search(actor)
        self.nothing.clear()
        for kind in KINDS.keys() - set(MARKS):
            self._search_one("patient_stranger", kind, tabs=("posts", "people"))

    def _look(self, actor: str, known: list[str]) -> None:
        browser = self.site.world.browser(actor)
        seen = set(known)
        links: set[str] = set()
        lists = {reverse(name) for name in LISTS}
        for path in known:
            body = self._take(actor, path, browser.get(path))
            if path.split("?")[0] in lists or "/spaces/" in path:
                links |= {unescape(href.decode()) for href in HREF.findall(body)}
        pages = {path for path in links - seen if not path.startswith(("/static/", "/media/", "/search/"))}
        for path in sorted(pages if actor == OWNER else {path for path in pages if PAGER.search(path)}):
            self._take(actor, path, browser.get(path))

    def _take(self, actor: str, path: str, response: Any, *, surface: str = "") -> bytes:
        self.asked += 1
        forget_tries()
        self.statuses[response.status_code] = self.statuses.get(response.status_code, 0) + 1
        body = content(response)
        where = surface or self._surface(path, response)
        for kind in kinds_in(body, self.site.finder):
            self.hits.add((kind, actor, self._its_page(kind, path) or where))
        # A cookie is for one browser; the address that was asked for comes back in a redirect to sign in.
        heads = "\n".join(f"{name}: {value}" for name, value in response.items() if name != "Set-Cookie")
        told = heads.replace(quote(path), "").replace(path, "")
        self.hits |= {(kind, actor, "header") for kind in kinds_in(told.encode(), self.site.finder)}
        return body

    def _surface(self, path: str, response: Any) -> str:
        if response.status_code >= 400:
            return "error"
        return route_of(path)

    def _its_page(self, kind: str, path: str) -> str:
        handle = self.handles.get(kind)
        return "its_page" if handle and urlsplit(path).path == reverse("persona", args=[handle]) else ""

    def _press(self, actor: str) -> None:
        for path, form, htmx in presses(self.site):
            with transaction.atomic():
                headers = {"HX-Request": "true"} if htmx else {}
                response = self.site.world.browser(actor).post(path, form, headers=headers)
                self._take(actor, path, response, surface="fragment" if htmx else "form")
                transaction.set_rollback(True)

    def _search(self, actor: str) -> None:
        for tab, kinds in TABS.items():
            for kind in kinds:
                self._search_one(actor, kind, tabs=(tab,))

    def _ask_by_name(self, actor: str) -> None:
        """A page whose address holds the word says the same as that of a word which nobody ever wrote."""
        self._compare(actor, "purpose of a course", "/treatments/{}/", surface="condition")
        self._compare(actor, "treatment", "/treatments/me-cfs/{}/", surface="treatment")
        for kind in ("hashtag", "followed hashtag", "community post"):
            self._compare(actor, kind, "/tags/{}/", surface="tag")

    def _search_one(self, actor: str, kind: str, *, tabs: Iterable[str]) -> None:
        """What one may not see is searched for in vain: the page is that for a word which nobody ever wrote."""
        for tab in tabs:
            self._compare(actor, kind, f"/search/?in={tab}&q={{}}", surface="search")

    def _compare(self, actor: str, kind: str, address: str, *, surface: str) -> None:
        browser = self.site.world.browser(actor)
        forget_tries()
        found = plain(browser.get(address.format(word(kind)))).body
        if address not in self.nothing:
            self.nothing[address] = plain(browser.get(address.format(CONTROL))).body
        self.asked += 1
        if found.lower().replace(word(kind).encode(), CONTROL.encode()) != self.nothing[address].lower():
            self.hits.add((kind, actor, surface))


def forget_tries() -> None:
    """Nobody reads and searches as much as this walk does."""
    Attempt.objects.all().delete()
    Reading.objects.all().delete()


def route_of(path: str) -> str:
    """Return the name of the route of `path`."""
    try:
        return str(resolve(urlsplit(path).path).url_name)
    except Resolver404:
        return "no route"


def paths(site: Planted) -> Iterator[str]:
    """Yield the addresses that everybody asks for: the matrix's, and those of everything that was planted."""
    yield from ("/there/is/no/such/address/", "/@nobody_has_this/", "/posts/1/")
    yield from (path for route, path in _matrix(site) if route not in OF_NOBODY and "404404404" not in path)
    for name, post_id in site.posts.items():
        yield reverse("post", args=[post_id])
        if name in EDITED:
            yield reverse("post_history", args=[post_id])
        if name in ACTED_ON:
            yield from (reverse(page, args=[post_id]) for page in POST_PAGES[2:6])
    for kind in ("member", "hidden member", "voter", "blocked name"):
        yield reverse("persona", args=[site.people[kind].handle])
    for key in (site.things["image"], site.things["sent image"]):
        yield reverse("media", args=[key])
    yield reverse("draft_open", args=[site.things["draft"]])
    yield reverse("waiting", args=[site.things["held"]])
    yield from (reverse(page, args=[site.things["course"]]) for page in ("evaluation", "evaluation_withdraw"))
    yield reverse("record_question", args=[site.things["question"]])
    yield reverse("carer_question", args=[site.world.things["grant"], site.things["question"]])
    taken = [site.things["own course"]]
    yield from (reverse(f"record_course{page}", args=taken) for page in ("", "_change", "_dose", "_stop", "_delete"))
    illness = [site.things["condition"]]
    yield from (reverse(f"record_condition{page}", args=illness) for page in ("", "_change", "_delete"))
    kept_file = [site.things["file"]]
    yield from (reverse(f"record_file{page}", args=kept_file) for page in ("", "_delete"))
    yield reverse("carer_file", args=[site.world.things["grant"], *kept_file])
    for kind in KEPT:
        kept = [kind, site.things[f"kept {kind}"]]
        yield reverse("record_entries", args=[kind])
        yield from (reverse(f"record_entry{page}", args=kept) for page in ("", "_change", "_delete"))
    yield reverse("record_import_file", args=[site.things["read file"]])
    yield reverse("symptom", args=[site.things["symptom"]])
    yield from (reverse(page, args=[site.things["answered"]]) for page in ("sitting", "sitting_delete"))
    yield reverse("trial", args=[site.things["tried"]])
    items = {"days": "day", "questionnaires": "answered", "conditions": "condition", "symptoms": "symptom"}
    for kind, name in (items | {"courses": "own course"}).items():
        yield reverse("record_item", args=[kind, site.things[name]])
    yield f"{reverse('compose')}?space={site.world.slug('community')}"
    yield reverse("persona_edit", args=[site.world.people["unconfirmed"].id])
    yield f"{reverse('spaces')}?all=1"


def paths_for_few(site: Planted) -> Iterator[str]:
    """Yield the addresses that only some ask for."""
    yield from (path for route, path in _matrix(site) if route in OF_NOBODY)
    yield from (reverse("persona", args=[persona.handle]) for persona in site.people.values())
    yield from (reverse("post_history", args=[post_id]) for post_id in site.posts.values())


def _matrix(site: Planted) -> Iterator[tuple[str, str]]:
    for row in rows():
        if row.method == "GET" and row.route not in SKIPPED and row.object != "nowhere":
            give = CASES.get((row.method, row.route, row.object))
            yield row.route, (give(site.world) if give is not None else Case()).path(row.route)


def presses(site: Planted) -> Iterator[tuple[str, dict[str, str], bool]]:
    """Yield forms: the buttons of cards as htmx sends them, and every form empty or with words typed into it."""
    for name in ACTED_ON:
        post_id = site.posts[name]
        yield reverse("post_help", args=[post_id]), {"on": "1"}, True
        yield reverse("post_reply", args=[post_id]), {"text": ""}, False
    yield reverse("post_bookmark", args=[site.posts["community"]]), {"on": "1"}, True
    yield reverse("post_remove", args=[site.posts["community"]]), {}, False
    yield reverse("post_vote", args=[site.posts["poll"]]), {}, True
    yield reverse("post_edit", args=[site.posts["community"]]), {"text": ""}, False
    yield reverse("post_details", args=[site.posts["community"]]), {"version": "0"}, False
    yield reverse("post_edit", args=[site.posts["edited"]]), {"text": ""}, False
    for name in ("community", "hidden"):
        slug = site.world.slug(name)
        for route in ("space_join", "space_ban", "space_stewards", "space_invite"):
            yield reverse(route, args=[slug]), {}, False
        yield f"{reverse('compose')}?space={slug}", {"text": ""}, False
        yield f"{reverse('compose_check')}?place=space:{site.world.spaces[name].id}", TYPED, True
    yield reverse("invitation", args=[site.world.things["invitation"]]), {}, False
    yield reverse("evaluation", args=[site.things["course"]]), {}, False
    yield reverse("persona_edit", args=[site.world.people[OWNER].id]), {"name": ""}, False
    yield from ((reverse(route), {}, False) for route in FORMS)
    yield reverse("compose"), TYPED | {"kind": "poll"}, False
    yield reverse("settings_password"), {"current": word("typed password"), "password": word("typed password")}, False
