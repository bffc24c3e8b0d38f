"""Care teams: nothing before she signed, nothing after it ended, all open to her, unknown to everybody else."""

from datetime import timedelta
from functools import partial

import pytest

from bedside.areas.audit.models import AuditEntry
from bedside.areas.consents import signed
from bedside.areas.messaging import actions as channels
from bedside.areas.messaging.actions import care_teams as actions
from bedside.areas.messaging.actions.care_teams import Wish
from bedside.areas.messaging.actions.keeping import forget_conversations
from bedside.areas.messaging.models import CareMessage, CareTeam, CareThread, Channel
from bedside.areas.messaging.queries import care_teams as queries
from bedside.areas.people.models import Persona
from bedside.areas.practice.models import Practice
from bedside.kit import viewing
from bedside.kit.clock import now
from bedside.kit.errors import NotAllowed, NotHere, Refused
from bedside.kit.vault import key_no_of, vault
from tests.areas.messaging.making import make_channel, make_colleague, make_practice
from tests.factories import make_persona, viewer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def elm() -> Practice:
    return make_practice(name="Elm Street")


@pytest.fixture
def oak() -> Practice:
    return make_practice(name="Oak Hill")


@pytest.fixture
def joan(elm: Practice, oak: Practice) -> Persona:
    made = make_persona(name="Joan")
    for practice in (elm, oak):
        make_channel(practice, made)
    return made


@pytest.fixture
def nadia(elm: Practice) -> Persona:
    return make_colleague(elm, "responder", name="Dr Nadia")


@pytest.fixture
def omar(oak: Practice) -> Persona:
    return make_colleague(oak, "responder", name="Dr Omar")


def wish(*practices: Practice, days: int = 30, part2: bool = False, about: str = "My knee operation.") -> Wish:
    until = (now() + timedelta(days=days)).date()
    return Wish(practices=[one.pk for one in practices], about=about, until=until, name="Joan Reed", part2=part2)


def signed_team(joan: Persona, *practices: Practice, part2: bool = False) -> CareTeam:
    return actions.sign_care_team(by=viewer_of(joan), wish=wish(*practices, part2=part2))


def begun(team: CareTeam, by: Persona, words: str = "May she stop warfarin?", *, part2: bool = False) -> CareThread:
    return actions.begin_talk(by=viewer_of(by), team_id=team.id, subject="Warfarin", words=words, part2=part2)


def test_two_practices_talk_once_she_signed_and_she_reads_every_word_and_look(elm, oak, joan, nadia, omar):
    team = signed_team(joan, elm, oak)
    thread = begun(team, nadia)
    actions.open_talk(by=viewer_of(omar), thread_id=thread.id)
    actions.write_talk(by=viewer_of(omar), thread_id=thread.id, words="Yes, five days before.")
    hers = queries.my_talk(viewer_of(joan), thread.id)
    assert [(one.name, hers.places[one.practice_id], one.words) for one in hers.messages] == [
        ("Dr Nadia", "Elm Street", "May she stop warfarin?"),
        ("Dr Omar", "Oak Hill", "Yes, five days before."),
    ]
    assert {one.name for one in hers.openings} == {"Dr Nadia", "Dr Omar"}
    assert not hers.may_write
    (look,) = AuditEntry.objects.filter(action="look.care_team")
    assert (look.actor_id, look.subject_id) == (omar.id, joan.id)


def test_everything_is_sealed_with_her_key(elm, oak, joan, nadia):
    team = signed_team(joan, elm, oak)
    thread = begun(team, nadia)
    message = thread.messages.get()
    sealed = (team.about_sealed, team.signed_sealed, thread.subject_sealed, message.words_sealed)
    assert {key_no_of(one) for one in sealed} == {joan.account.key_no}


def test_what_she_signed_is_kept_word_for_word_with_the_mark_of_the_site(elm, oak, joan):
    team = signed_team(joan, elm, oak)
    copy = vault().open(bytes(team.signed_sealed), team.place("signed_sealed"))
    told = signed.checked(copy)
    assert told is not None
    assert (told["practices"], told["about"]) == (["Elm Street", "Oak Hill"], "My knee operation.")
    assert told["signed"]["name"] == "Joan Reed"
    assert "leave out" in told["statements"][-1]
    assert signed.checked(copy.replace("Joan Reed", "Joan Rood")) is None


def test_only_practices_that_know_her_now_can_be_named(elm, oak, joan):
    strange, before, closed, former = make_practice(), make_practice(), make_practice(), make_practice()
    make_channel(before, joan, pre_patient=True, relation="unknown")
    make_channel(closed, joan, closed_at=now())
    make_channel(former, joan, relation="former")
    assert queries.places_for(viewer_of(joan)) == {elm.pk: "Elm Street", oak.pk: "Oak Hill"}
    for other in (strange, before, closed, former):
        with pytest.raises(Refused) as told:
            signed_team(joan, elm, other)
        assert (told.value.code, told.value.field) == ("care_team.few", "practices")
    assert not CareTeam.objects.exists()


@pytest.mark.parametrize("kind", ["carer", "clinician", "personal"])
def test_nobody_but_a_patient_signs(elm, oak, kind):
    other = make_persona(kind=kind)
    for practice in (elm, oak):
        make_channel(practice, other)
    with pytest.raises(NotAllowed):
        signed_team(other, elm, oak)


@pytest.mark.parametrize("end", ["ended", "over", "channel", "swept"])
def test_when_it_ends_they_read_and_write_nothing_more_and_she_reads_on(elm, oak, joan, nadia, omar, end):
    team = signed_team(joan, elm, oak)
    thread = begun(team, nadia)
    if end == "ended":
        actions.end_care_team(by=viewer_of(joan), team_id=team.id)
    elif end == "channel":
        channels.end_channel(by=viewer_of(joan), practice_id=oak.pk)
    else:
        CareTeam.objects.update(signed_at=now() - timedelta(days=2), until_at=now() - timedelta(seconds=1))
    if end == "swept":
        assert actions.close_over() == 1
    for who in (nadia, omar):
        viewer = viewer_of(who)
        assert queries.shared(viewer) == []
        for act in (
            partial(queries.shared_team, viewer, team.id),
            partial(queries.shared_talk, viewer, thread.id),
            partial(actions.open_talk, by=viewer, thread_id=thread.id),
            partial(actions.write_talk, by=viewer, thread_id=thread.id, words="One thing more."),
            partial(actions.begin_talk, by=viewer, team_id=team.id, subject="New", words="More."),
        ):
            with pytest.raises(NotHere):
                act()
    assert CareMessage.objects.count() == 1
    assert [one.words for one in queries.my_talk(viewer_of(joan), thread.id).messages] == ["May she stop warfarin?"]


def test_row_security_closes_with_it(elm, oak, joan, nadia):
    team = signed_team(joan, elm, oak)
    begun(team, nadia)
    tables = (CareTeam, CareThread, CareMessage)

    def counted(who: Persona) -> list[int]:
        with viewing.viewing(who.id):
            return [table.objects.count() for table in tables]

    stranger = make_colleague(make_practice(), name="Dr Else")
    assert (counted(nadia), counted(joan), counted(stranger)) == ([1, 1, 1], [1, 1, 1], [0, 0, 0])
    actions.end_care_team(by=viewer_of(joan), team_id=team.id)
    assert (counted(nadia), counted(joan)) == ([0, 0, 0], [1, 1, 1])


def test_who_is_not_in_it_or_has_other_work_or_left_learns_nothing(elm, oak, joan, nadia):
    team = signed_team(joan, elm, oak)
    thread = begun(team, nadia)
    left = make_colleague(elm, "responder")
    left.teams.update(ended_at=now())
    for who in (
        make_colleague(make_practice()),
        make_colleague(elm, "front_desk"),
        make_colleague(oak, "editor"),
        left,
    ):
        viewer = viewer_of(who)
        assert queries.shared(viewer) == []
        for number in (thread.id, 1):
            with pytest.raises(NotHere):
                queries.gate_thread(viewer, number)
    for who in (make_persona(), nadia):
        with pytest.raises(NotHere):
            queries.my_talk(viewer_of(who), thread.id)


def test_an_owner_who_does_not_answer_reads_and_does_not_write(elm, oak, joan, nadia):
    thread = begun(signed_team(joan, elm, oak), nadia)
    owner = viewer_of(make_colleague(oak, "owner"))
    assert not queries.shared_talk(owner, thread.id).may_write
    with pytest.raises(NotAllowed):
        actions.write_talk(by=owner, thread_id=thread.id, words="Hello.")


def test_records_of_substance_use_treatment_are_in_it_only_where_she_said_so(elm, oak, joan, nadia):
    with pytest.raises(Refused) as told:
        begun(signed_team(joan, elm, oak), nadia, part2=True)
    assert (told.value.code, told.value.field) == ("part2", "part2")
    assert begun(signed_team(joan, elm, oak, part2=True), nadia, part2=True).part2


def test_new_is_what_one_has_not_opened(elm, oak, joan, nadia, omar):
    thread = begun(signed_team(joan, elm, oak), nadia)
    assert [one.new for one in queries.shared(viewer_of(nadia))] == [False]
    assert [one.new for one in queries.shared(viewer_of(omar))] == [True]
    actions.open_talk(by=viewer_of(omar), thread_id=thread.id)
    assert [one.new for one in queries.shared(viewer_of(omar))] == [False]
    team = queries.mine(viewer_of(joan))[0].row
    assert [one.new for one in queries.threads(viewer_of(joan), team)] == [True]
    actions.note_read(by=viewer_of(joan), thread_id=thread.id)
    assert [one.new for one in queries.threads(viewer_of(joan), team)] == [False]
    assert {one.name for one in queries.my_talk(viewer_of(joan), thread.id).openings if one.practice_id} == {
        "Dr Nadia",
        "Dr Omar",
    }


def test_it_is_kept_six_years_after_its_end_and_then_goes(elm, oak, joan, nadia):
    team = signed_team(joan, elm, oak)
    begun(team, nadia)
    actions.end_care_team(by=viewer_of(joan), team_id=team.id)
    for years, left in ((5, 1), (7, 0)):
        CareTeam.objects.update(
            signed_at=now() - timedelta(days=366 * years + 1), ended_at=now() - timedelta(days=366 * years)
        )
        forget_conversations(2193)
        assert CareTeam.objects.count() == left
    assert not CareMessage.objects.exists()
    assert Channel.objects.count() == 2
