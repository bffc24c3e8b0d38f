"""Personas: up to five an account, and nobody but the owner can see that they belong together."""

import pytest

from bedside.areas.audit.models import AuditEntry
from bedside.areas.people import actions, queries
from bedside.areas.people.errors import TooManyPersonas
from bedside.areas.people.models import Account, Persona
from bedside.areas.people.viewer import ANONYMOUS, Viewer
from bedside.kit.errors import NotHere, Refused
from tests.factories import make_account, make_persona, viewer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> Persona:
    return make_persona(handle="ada", name="Ada Heron")


def add(persona: Persona, *, kind: str = "personal", handle: str = "otter") -> Persona:
    return actions.add_persona(by=viewer_of(persona), kind=kind, name="Calm Otter", handle=handle)


@pytest.mark.parametrize("kind", ["clinician", "student"])
def test_no_patient_is_offered_to_a_clinician(kind: str) -> None:
    for one in ("patient", "carer", "clinician", "organisation"):
        make_persona(kind=one, name="Ada Otter")
    found = queries.search_people(viewer_of(make_persona(kind=kind, name="Somebody")), "Ada Otter")
    assert {one.kind for one in queries.personas(ANONYMOUS, found)} == {"clinician", "organisation"}
    assert len(queries.search_people(viewer_of(make_persona(name="Anybody")), "Ada Otter")) == 4


def test_an_account_holds_five_personas(ada: Persona) -> None:
    for number in range(4):
        add(ada, handle=f"otter{number}")
    with pytest.raises(TooManyPersonas):
        add(ada, handle="otter5")


def test_a_personal_persona_is_never_found(ada: Persona) -> None:
    otter = add(ada)
    changed = actions.change_persona(
        by=viewer_of(ada), persona_id=otter.id, name="Calm Otter", about="", asks_first=True, findable=True
    )
    assert not changed.findable
    assert queries.search_people(ANONYMOUS, "otter") == []


def test_the_audit_log_does_not_join_two_personas(ada: Persona) -> None:
    otter = add(ada)
    rows = AuditEntry.objects.filter(object_id=otter.id)
    assert {row.actor_id for row in rows} == {otter.id}
    assert not any(str(ada.id) in str(row.detail) or str(ada.account_id) in str(row.detail) for row in rows)


def test_a_handle_of_ones_own_other_persona_is_taken_like_any_other(ada: Persona) -> None:
    make_persona(handle="stranger")
    answers = []
    for handle in ("ada", "stranger", "moderator"):
        with pytest.raises(Refused) as refused:
            add(ada, handle=handle)
        answers.append((refused.value.code, refused.value.what, refused.value.do, refused.value.field))
    assert len(set(answers)) == 1


def test_the_persona_of_another_cannot_be_changed(ada: Persona) -> None:
    stranger = make_persona()
    with pytest.raises(NotHere):
        actions.change_persona(
            by=viewer_of(ada), persona_id=stranger.id, name="Mine", about="", asks_first=False, findable=True
        )


def test_a_visitor_changes_nothing(ada: Persona) -> None:
    with pytest.raises(NotHere):
        actions.change_persona(by=ANONYMOUS, persona_id=ada.id, name="Mine", about="", asks_first=False, findable=True)


def test_a_title_that_was_checked_is_left_to_the_badge() -> None:
    """So that nothing in the name is untrue on the day that the credential ends."""
    clinician = make_persona(kind="clinician", name="Uma Haddad")
    by = Viewer(persona_id=clinician.id, account_id=clinician.account_id, kind="clinician", level="V3", confirmed=True)
    changed = actions.change_persona(
        by=by, persona_id=clinician.id, name="Dr Uma Haddad", about="", asks_first=False, findable=True
    )
    assert changed.name == "Uma Haddad"


@pytest.mark.parametrize("level", ["V0", "V3"])
@pytest.mark.parametrize(
    ("field", "words"),
    [("name", "Uma ✓"), ("about", "✓ Verified physician"), ("about", "Licence checked by Bedside")],
)
def test_nobody_draws_a_badge_by_hand(level: str, field: str, words: str) -> None:
    clinician = make_persona(kind="clinician", name="Uma Haddad")
    by = Viewer(persona_id=clinician.id, account_id=clinician.account_id, kind="clinician", level=level, confirmed=True)
    told = {"name": "Uma Haddad", "about": "", field: words}
    with pytest.raises(Refused) as refused:
        actions.change_persona(by=by, persona_id=clinician.id, asks_first=False, findable=True, **told)
    assert (refused.value.code, refused.value.field) == ("looks_like_badge", field)


@pytest.mark.parametrize("level", ["V0", "V1", "V2", "S", "P"])
def test_a_title_that_was_not_checked_is_refused(level: str) -> None:
    clinician = make_persona(kind="clinician", name="Uma Haddad")
    by = Viewer(persona_id=clinician.id, account_id=clinician.account_id, kind="clinician", level=level, confirmed=True)
    with pytest.raises(Refused) as refused:
        actions.change_persona(
            by=by, persona_id=clinician.id, name="Dr Uma Haddad", about="", asks_first=False, findable=True
        )
    assert refused.value.code == "title_needs_verification"


@pytest.mark.parametrize("about", ["x" * 501, "hidden \u202e text", "nul \x00 sign"])
def test_odd_words_about_oneself_are_refused(ada: Persona, about: str) -> None:
    with pytest.raises(Refused) as refused:
        actions.change_persona(
            by=viewer_of(ada), persona_id=ada.id, name="Ada Heron", about=about, asks_first=False, findable=True
        )
    assert refused.value.field == "about"


def test_a_hidden_persona_is_not_here(ada: Persona) -> None:
    Persona.objects.filter(id=ada.id).update(hidden=True)
    with pytest.raises(NotHere):
        queries.persona_by_handle(viewer_of(make_persona()), "ada")


def test_the_name_of_a_hidden_persona_is_not_given(ada: Persona) -> None:
    Persona.objects.filter(id=ada.id).update(hidden=True)
    assert queries.names(ANONYMOUS, [ada.id]) == {}


def test_names_are_given_by_id(ada: Persona) -> None:
    assert queries.names(ANONYMOUS, [ada.id, 17]) == {ada.id: ("Ada Heron", "ada")}


@pytest.mark.parametrize("q", ["ad", "@ada", "ADA", "ada heron", "heron", "Ada Herron"])
def test_people_are_found_by_handle_or_name(ada: Persona, q: str) -> None:
    assert queries.search_people(ANONYMOUS, q) == [ada.id]


@pytest.mark.parametrize("q", ["", "  ", "@", "%", "_", "\x00", "nobody like this", "x" * 5000])
def test_nobody_is_found_by_nothing(ada: Persona, q: str) -> None:
    assert queries.search_people(ANONYMOUS, q) == []


@pytest.mark.parametrize("fields", [{"findable": False}, {"hidden": True}, {"kind": "personal"}])
def test_who_does_not_want_to_be_found_is_not_found(ada: Persona, fields: dict[str, object]) -> None:
    Persona.objects.filter(id=ada.id).update(**fields)
    assert queries.search_people(ANONYMOUS, "ada") == []


def test_those_who_are_invisible_are_left_out(ada: Persona) -> None:
    assert queries.search_people(ANONYMOUS, "ada", excluding=[ada.id]) == []


def test_search_does_not_tell_ones_own_other_personas_apart(ada: Persona) -> None:
    other = make_persona(handle="ada2", name="Ada Otter", account=ada.account)
    stranger = viewer_of(make_persona())
    assert queries.search_people(viewer_of(ada), "ada") == queries.search_people(stranger, "ada")
    assert other.id in queries.search_people(stranger, "ada")


def test_the_viewer_is_the_persona_that_the_session_names(ada: Persona) -> None:
    other = make_persona(handle="otter", account=ada.account)
    from bedside.areas.people.sessions import SessionStore

    session = SessionStore()
    session["persona_id"] = other.id
    found = queries.who_is_here(account=ada.account, session=session)
    assert found is not None
    assert found[2].persona_id == other.id


def test_a_session_cannot_speak_as_the_persona_of_another_account(ada: Persona) -> None:
    from bedside.areas.people.sessions import SessionStore

    session = SessionStore()
    session["persona_id"] = make_persona().id
    found = queries.who_is_here(account=ada.account, session=session)
    assert found is not None
    assert found[2].persona_id == ada.id


def test_the_viewer_knows_its_staff_roles() -> None:
    from bedside.areas.people.sessions import SessionStore

    persona = make_persona(account=make_account(staff=("moderator", "administrator")))
    found = queries.who_is_here(account=Account.objects.get(id=persona.account_id), session=SessionStore())
    assert found is not None
    assert found[2].staff == {"moderator", "administrator"}
