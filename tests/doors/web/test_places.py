"""The places of the menu: the queue stands there for who has one, and for nobody else."""

import pytest
from django.urls import reverse

from bedside.areas.people.models import Persona
from bedside.areas.spaces import actions
from bedside.areas.spaces.models import Membership, Space
from tests.factories import client_of, join, make_persona, make_space, make_staff, viewer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def space() -> Space:
    return make_space()


def has_queue(persona: Persona) -> bool:
    html = client_of(persona).get(reverse("notices")).content.decode()
    return f'href="{reverse("queue")}"' in html.partition('<nav class="nav"')[2].partition("</nav>")[0]


def test_a_steward_and_a_moderator_have_the_queue_in_the_menu_and_a_member_has_not(space: Space) -> None:
    steward, member = make_persona(), make_persona()
    join(steward, space, role="steward")
    join(member, space)
    seen = [has_queue(one) for one in (steward, make_staff("moderator", "mod_9"), member, make_persona())]
    assert seen == [True, True, False, False]


def test_who_is_named_steward_has_it_from_the_next_page_on_and_loses_it_with_the_role(space: Space) -> None:
    steward, member = make_persona(), make_persona()
    join(steward, space, role="steward")
    join(member, space)
    actions.name_steward(by=viewer_of(steward), space=space, persona_id=member.id)
    assert has_queue(member)
    Membership.objects.filter(persona=member).update(role="member")
    assert not has_queue(member)


def test_a_phone_has_six_places_also_for_who_has_the_queue(space: Space) -> None:
    steward = make_persona()
    join(steward, space, role="steward")
    for persona in (steward, make_staff("moderator", "mod_9"), make_persona(kind="clinician")):
        html = client_of(persona).get(reverse("notices")).content.decode()
        nav = html.partition('<nav class="nav"')[2].partition("</nav>")[0]
        assert nav.count("<li") - nav.count('class="roomy"') == 6
