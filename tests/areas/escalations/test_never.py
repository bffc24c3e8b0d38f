"""What must never happen, one test for each line of the table's own list."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client

from bedside.areas.escalations import actions
from bedside.areas.messaging.models import Channel, Thread
from bedside.areas.notify.models import Notice
from bedside.areas.people.viewer import ANONYMOUS
from bedside.areas.posts import actions as posts
from bedside.areas.posts import queries as reading
from bedside.areas.posts.models import HomeEntry, Mark, Post
from bedside.kit.outbox.actions import deliver_now
from bedside.policy.escalation import shipped
from tests import factories
from tests.areas.escalations import scene as scenes
from tests.areas.escalations.scene import Scene
from tests.areas.messaging.making import make_channel, make_colleague, make_practice
from tests.shape.source import ROOT

pytestmark = pytest.mark.django_db
AREA = ROOT / "src" / "bedside" / "areas" / "escalations"
TESTED = {
    "auto-call an emergency service": "test_no_emergency_service_is_called",
    "tell the author's practice, family or a clinician without the author's press (except E5)": "test_nobody_hears",
    "use the flag for ranking, advertising, matching or research": "test_nothing_else_of_the_site_reads_a_flag",
    "show other members that a person was flagged": "test_others_see_the_same",
    "let a clinician answer the person individually in public": "test_the_answer_in_public_is_the_sites",
}


def test_each_line_of_the_list_has_its_test() -> None:
    here = Path(__file__).read_text()
    assert set(TESTED) == set(shipped().never)
    assert all(f"def {name}" in here for name in TESTED.values())


def _imports(folder: Path) -> Iterator[str]:
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom):
                yield node.module or ""
            elif isinstance(node, ast.Import):
                yield from (one.name for one in node.names)


def test_no_emergency_service_is_called() -> None:
    """No way out of the machine is within reach of the area: no client, no mail, no telephone."""
    found = set(_imports(AREA))
    ways_out = ("httpx", "requests", "smtplib", "socket", "urllib", "bedside.kit.fetch", "bedside.kit.mail")
    assert not [name for name in found if name.startswith((*ways_out, "django.core.mail"))]


def test_nobody_hears_before_the_author_presses(scene: Scene) -> None:
    practice = make_practice()
    nurse = make_colleague(practice)
    make_channel(practice, scene.author)
    friend = factories.make_persona(handle="sister")
    factories.follow(friend, scene.author)
    escalation_id = scene.contacted("self_harm")
    actions.write(by=scene.viewer("first"), escalation_id=escalation_id, words="Are you there?")
    actions.resolve(by=scene.viewer("first"), escalation_id=escalation_id, outcome="lines_given_no_reply")
    deliver_now()
    assert not Thread.objects.exists()
    assert not Notice.objects.filter(owner_id__in=[nurse.id, friend.id]).exists()
    assert Channel.objects.count() == 1


def test_nothing_else_of_the_site_reads_a_flag() -> None:
    """Who imports the area's rows: notices, reports with a care reason, pages, the bench. No list, search or figure."""
    readers = set()
    for path in (ROOT / "src" / "bedside").rglob("*.py"):
        told = path.read_text()
        if "areas.escalations" in told and AREA not in path.parents:
            readers.add(path.relative_to(ROOT / "src" / "bedside").parts[:2])
    areas = {("areas", "notify"), ("areas", "moderation")}
    site = {("site", "bench"), ("site", "demo"), ("site", "settings.py"), ("site", "doctor.py")}
    assert readers <= areas | site | {("doors", "web"), ("doors", "cli")}
    sql = [path for path in (ROOT / "src").rglob("*.py") if "escalations_escalation" in path.read_text()]
    assert {path.parts[-3] for path in sql if AREA not in path.parents} <= {"site"}  # the benchmark


def _pages(post_id: int, viewer: str, scene: Scene) -> list[bytes]:
    client = Client() if viewer == "visitor" else factories.client_of(getattr(scene, viewer))
    paths = ("/square/", f"/posts/{post_id}/", "/@juniper/", "/search/?q=pillow")
    return [_calm(client.get(path).content) for path in paths]


def _calm(page: bytes) -> bytes:
    """Return a page without what differs between two requests for the same: tokens, and keys of forms."""
    page = re.sub(rb"X-CSRFToken[^}]*", b"", page)
    return re.sub(rb'(csrf[^>]*value=|name="key" value=|nonce[^"]*)"[^"]*"', b"", page)


@pytest.mark.parametrize("viewer", ["reader", "visitor"])
def test_others_see_the_same_whether_or_not_a_post_is_flagged(scene: Scene, viewer: str) -> None:
    other = factories.viewer_of(factories.make_persona(handle="flagger"))
    before = _pages(scene.post.id, viewer, scene)
    actions.flag(by=other, post_id=scene.post.id, reason="self_harm")
    assert _pages(scene.post.id, viewer, scene) == before


def test_a_boost_looks_the_same_and_goes_out_when_the_rest_ends(scene: Scene) -> None:
    friend = factories.make_persona(handle="friend")
    factories.follow(friend, scene.reader)
    unflagged = scenes.write(scene.author)
    other = factories.viewer_of(factories.make_persona(handle="flagger"))
    escalation_id = actions.flag(by=other, post_id=scene.post.id, reason="self_harm")
    pressed = [
        posts.mark(by=scene.viewer("reader"), post_id=post_id, kind="boosted", on=True)
        for post_id in (scene.post.id, unflagged.id)
    ]
    assert [one.i_boosted for one in pressed] == [True, True]
    assert Mark.objects.filter(kind="boosted").count() == 2
    entries = HomeEntry.objects.filter(owner_id=friend.id, post_id=scene.post.id)
    assert not entries.exists()
    actions.triage(by=scene.viewer("first"), escalation_id=escalation_id, choice="false_alarm", why="figure")
    assert entries.count() == 1
    posts.resume(post_id=scene.post.id)
    assert entries.count() == 1


def test_the_answer_in_public_is_the_sites_and_says_nothing_of_the_person(scene: Scene) -> None:
    """A volunteer clinician on the rota presses: the line names neither her nor the author, and is one line for all."""
    doctor = factories.make_persona(kind="clinician", name="Uma Haddad", handle="uma")
    factories.make_credential(doctor)
    scenes.put_on_rota(doctor, role="clinician")
    escalation_id = scene.flagged("urgent")
    viewer = factories.viewer_of(doctor)
    actions.triage(by=viewer, escalation_id=escalation_id, choice="confirm", why="said")
    actions.contact(by=viewer, escalation_id=escalation_id)
    thread = reading.thread(ANONYMOUS, scene.post.id)
    assert [(one.author_handle, one.html) for one in thread.replies] == [
        ("site", "<p>We have written to the author privately.</p>")
    ]
    assert not Post.objects.filter(author_id=doctor.id).exists()
