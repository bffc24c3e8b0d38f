"""A carer writes for a patient, and reads along."""

from typing import Any

import pytest

from bedside.areas.audit.models import AuditEntry
from bedside.areas.consents import actions as consents
from bedside.areas.people.models import Persona
from bedside.areas.posts import acting, actions, queries
from bedside.areas.posts.models import Post
from bedside.areas.posts.words import Words
from bedside.areas.spaces.models import SQUARE_ID, Space
from bedside.kit.errors import NotHere, Refused
from tests.areas.consents.test_grants import granted
from tests.areas.posts.writing import answer, write
from tests.factories import join, make_persona, make_space, viewer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def joan() -> Persona:
    return make_persona(name="Joan Reed", handle="quiet_joan")


@pytest.fixture
def ana() -> Persona:
    return make_persona(kind="carer", name="Ana", handle="ana_cares")


@pytest.fixture
def community(joan: Persona) -> Space:
    made = make_space()
    join(joan, made)
    return made


def write_for(carer: Persona, owner: Persona, space: Space, text: str = "The night was long.", **more: Any) -> Post:
    words = Words(text=text)
    return actions.publish_for(by=viewer_of(carer), owner_id=owner.id, words=words, space_id=space.id, **more)


def test_the_post_is_the_patients_own_and_says_who_wrote_it(joan, ana, community):
    granted(joan, ana)
    post = write_for(ana, joan, community)
    reader = make_persona()
    join(reader, community)
    seen = queries.seen(viewer_of(reader), post.id)
    assert (seen.author_id, seen.author_name, seen.posted_by) == (joan.id, "Joan Reed", "Ana")
    assert queries.seen(viewer_of(joan), post.id).mine
    assert queries.seen(viewer_of(reader), write(joan, space=community).id).posted_by is None
    with pytest.raises(NotHere):
        queries.seen(viewer_of(ana), post.id)  # to act for somebody is not to be in her community
    actions.delete(by=viewer_of(joan), post_id=post.id)
    assert AuditEntry.objects.filter(action="post.published_for", actor_id=ana.id, subject_id=joan.id).exists()


@pytest.mark.parametrize("what", ["no grant", "only reading", "ended", "not a member", "the square", "a picture"])
def test_where_she_may_not_there_is_nothing(joan, ana, community, what):
    space, more = community, {}
    if what != "no grant":
        number = granted(joan, ana, scopes=frozenset({"read" if what == "only reading" else "post"}))
    if what == "ended":
        consents.stop(by=viewer_of(joan), grant_id=number)
    if what == "not a member":
        space = make_space()
    if what == "the square":
        space = Space.objects.get(id=SQUARE_ID)
    words = Words(text="Words.", images=("0" * 32,) if what == "a picture" else ())
    with pytest.raises((NotHere, Refused)):
        actions.publish_for(by=viewer_of(ana), owner_id=joan.id, words=words, space_id=space.id, **more)
    assert not Post.objects.exists()


def test_one_form_sent_twice_makes_one_post(joan, ana, community):
    granted(joan, ana)
    assert write_for(ana, joan, community, form_key=7).id == write_for(ana, joan, community, form_key=7).id


def test_she_reads_along_what_the_patient_wrote_and_nothing_of_others(joan, ana, community):
    number = granted(joan, ana)
    other = make_persona()
    join(other, community)
    mine = write(joan, "My own words.", space=community)
    write(other, "Words of others.", space=community)
    answer(other, mine, "An answer of others.")
    write(joan, "For a few.", audience="mentioned")
    page = acting.posts_of(viewer_of(ana), joan.id)
    assert [post.id for post in page.posts] == [mine.id]
    assert AuditEntry.objects.filter(action="carer.read", actor_id=ana.id, subject_id=joan.id).count() == 1
    consents.stop(by=viewer_of(joan), grant_id=number)
    with pytest.raises(NotHere):
        acting.posts_of(viewer_of(ana), joan.id)


def test_she_sees_where_she_may_write_and_no_other_space(joan, ana, community):
    granted(joan, ana)
    make_space()
    assert [space.id for space in acting.communities_of(viewer_of(ana), joan.id)] == [community.id]
    with pytest.raises(NotHere):
        acting.communities_of(viewer_of(make_persona(kind="carer")), joan.id)


@pytest.mark.parametrize("change", [False, True])
def test_a_carer_does_not_name_whom_she_cares_for(joan, ana, change):
    """Row B32: in her own posts, new or changed."""
    granted(joan, ana)
    text = "Joan slept badly."
    if not change:
        with pytest.raises(Refused) as refused:
            write(ana, text)
    else:
        post = write(ana, "My sister slept badly.")
        with pytest.raises(Refused) as refused:
            actions.edit(by=viewer_of(ana), post_id=post.id, words=Words(text=text))
    assert (refused.value.code, refused.value.field) == ("guard.hold", "text")


def test_when_the_carer_has_left_the_post_says_a_carer(joan, ana, community):
    granted(joan, ana)
    post = write_for(ana, joan, community)
    Persona.objects.filter(id=ana.id).update(hidden=True)
    assert queries.seen(viewer_of(joan), post.id).posted_by == ""
