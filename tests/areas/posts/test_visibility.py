"""The set-wise clause says what the rule says, for every combination of facts."""

import itertools
from datetime import timedelta

import pytest

from bedside.areas.consents.models import Term
from bedside.areas.contacts.models import NotMyDoctor
from bedside.areas.people.models import Persona
from bedside.areas.people.viewer import ANONYMOUS
from bedside.areas.posts import queries
from bedside.areas.posts.models import Mention, Post
from bedside.areas.spaces.models import Space
from bedside.kit.clock import now
from bedside.kit.ids import new_id
from bedside.policy.audience import AUDIENCES, Facts, may_read
from tests.factories import block, follow, join, make_credential, make_persona, make_space, viewer_of

pytestmark = pytest.mark.django_db


def make_post(author: Persona, space: Space, *, audience: str, gone: bool = False, **more: object) -> Post:
    new = new_id()
    return Post.objects.create(
        id=new,
        author=author,
        space=space,
        audience=audience,
        thread_id=new,
        thread_author_id=author.id,
        text="words",
        html="<p>words</p>",
        gone=gone,
        **more,
    )


def a_permission(*, over: bool) -> int:
    """Return the number of a permission that is in force, or ended a second ago."""
    ends_at = now() + timedelta(seconds=-1 if over else 3600)
    return Term.objects.create(id=new_id(), signed_at=now() - timedelta(days=1), ends_at=ends_at).id


FLAGS = (
    "gone",
    "author_hidden",
    "held",
    "permission_over",
    "blocked",
    "kept_away",
    "space_open",
    "in_space",
    "follows_author",
    "mentioned",
)


@pytest.mark.wide
def test_the_clause_and_the_rule_agree_on_every_combination_of_facts():
    """All facts, crossed, read in one statement for one viewer."""
    viewer = make_persona()
    open_space, closed, inside = make_space(kind="practice"), make_space(), make_space()
    join(viewer, inside)
    expected: dict[int, bool] = {}
    for audience, *values in itertools.product(AUDIENCES, *[(False, True)] * len(FLAGS)):
        given = dict(zip(FLAGS, values, strict=True))
        if given["space_open"] and given["in_space"]:
            continue  # an open space needs no membership
        if given["space_open"] and audience == "space":
            continue  # no space that anyone reads has posts for its members alone (tests/policy/space_kinds)
        author = make_persona(hidden=given["author_hidden"])
        space = open_space if given["space_open"] else inside if given["in_space"] else closed
        permission = a_permission(over=given["permission_over"])
        held = {"held_until": now() + timedelta(days=7)} if given["held"] else {}
        post = make_post(author, space, audience=audience, gone=given["gone"], authorisation_id=permission, **held)
        if given["blocked"]:
            block(author, viewer)
        if given["kept_away"]:
            NotMyDoctor.objects.create(owner=author, target=viewer)
        if given["follows_author"]:
            follow(viewer, author)
        if given["mentioned"]:
            Mention.objects.create(persona_id=viewer.id, post_id=post.id)
        expected[post.id] = may_read(Facts(audience=audience, **given))
    readable = queries.readable_ids(viewer_of(viewer), expected)
    assert readable == {post_id for post_id, may in expected.items() if may}


@pytest.mark.parametrize(
    "moments",
    [
        {"revoked_at": now()},
        {"ends_at": now() - timedelta(microseconds=1)},
        {"starts_at": now() + timedelta(hours=1)},
        {"signed_at": None, "ends_at": None},
        {"declined_at": now()},
        None,
    ],
    ids=["revoked", "expired", "not begun", "not signed", "declined", "not there"],
)
def test_what_hangs_on_a_permission_that_is_not_in_force_is_there_for_nobody(moments):
    author, reader = make_persona(kind="clinician"), make_persona()
    number = a_permission(over=False)
    post = make_post(author, make_space(kind="practice"), audience="public", authorisation_id=number)
    for one in (author, reader):
        assert queries.readable_ids(viewer_of(one), [post.id]) == {post.id}
    if moments is None:
        Term.objects.filter(id=number).delete()
    else:
        Term.objects.filter(id=number).update(**moments)
    for one in (author, reader):
        assert queries.readable_ids(viewer_of(one), [post.id]) == set()


@pytest.mark.parametrize("who_blocks", ["the viewer", "the author"])
def test_a_block_hides_either_way(who_blocks):
    viewer, author = make_persona(), make_persona()
    post = make_post(author, make_space(kind="practice"), audience="public")
    block(*((viewer, author) if who_blocks == "the viewer" else (author, viewer)))
    assert queries.readable_ids(viewer_of(viewer), [post.id]) == set()


def test_who_blocked_the_first_author_sees_no_reply_of_the_thread():
    first, answering, viewer = make_persona(), make_persona(), make_persona()
    space = make_space(kind="practice")
    reply = make_post(answering, space, audience="public")
    Post.objects.filter(id=reply.id).update(thread_author_id=first.id)
    block(first, viewer)
    assert queries.readable_ids(viewer_of(viewer), [reply.id]) == set()


def test_an_author_reads_her_own_post_in_a_community_she_has_left():
    author = make_persona()
    post = make_post(author, make_space(), audience="space")
    assert queries.readable_ids(viewer_of(author), [post.id]) == {post.id}


def test_a_visitor_reads_public_posts_only():
    author = make_persona()
    open_space, closed = make_space(kind="practice"), make_space()
    public = make_post(author, open_space, audience="public")
    make_post(author, open_space, audience="followers")
    make_post(author, closed, audience="space")
    assert queries.readable_ids(ANONYMOUS, Post.objects.values_list("id", flat=True)) == {public.id}


@pytest.mark.asvs("8.3.2")
def test_a_room_is_closed_to_a_member_whose_credential_is_gone():
    doctor, room = make_persona(kind="clinician"), make_space(kind="room")
    join(doctor, room)
    post = make_post(make_persona(kind="clinician"), room, audience="space")
    assert queries.readable_ids(viewer_of(doctor), [post.id]) == set()


def test_a_clinician_guest_whose_credential_lapsed_reads_the_community_no_more():
    doctor, community = make_persona(kind="clinician"), make_space()
    join(doctor, community, role="guest")
    credential = make_credential(doctor)
    post = make_post(make_persona(), community, audience="space")
    assert queries.readable_ids(viewer_of(doctor), [post.id]) == {post.id}
    credential.delete()
    assert queries.readable_ids(viewer_of(doctor), [post.id]) == set()
