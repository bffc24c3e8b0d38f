"""A carer writes to the practice of who let her (boundary row B60), and is out again the moment that ends."""

from datetime import timedelta

import pytest

from bedside.areas.audit.models import AuditEntry
from bedside.areas.consents import actions as consents
from bedside.areas.consents.actions.granting import Wish
from bedside.areas.messaging import actions, shown
from bedside.areas.messaging.models import Channel, Message, Seen, Thread
from bedside.areas.messaging.queries import mine
from bedside.areas.messaging.queries.for_patients import doors_for
from bedside.areas.people.models import Persona
from bedside.areas.practice.models import Practice
from bedside.kit.clock import now
from bedside.kit.errors import NotHere, Refused
from tests.areas.messaging.writing import answered, begin, here, say
from tests.factories import make_channel, make_persona, make_practice, on_team, viewer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def practice() -> Practice:
    made = make_practice()
    on_team(make_persona(kind="clinician", handle="nadia"), made, "owner", "responder")
    return made


@pytest.fixture
def joan(practice: Practice) -> Persona:
    made = make_persona(name="Joan Reed", handle="quiet_joan")
    make_channel(made, practice)
    return made


@pytest.fixture
def ana() -> Persona:
    return make_persona(kind="carer", name="Ana", handle="ana_cares")


@pytest.fixture
def thread(joan: Persona, practice: Practice) -> Thread:
    return begin(joan, practice, "I have six days left.")


def let(joan: Persona, ana: Persona, *scopes: str) -> int:
    until = (now() + timedelta(days=300)).date()
    wish = Wish(frozenset(scopes or {"message practice"}), "carer", until, "She is my sister.")
    number = consents.offer(by=viewer_of(joan), other_id=ana.id, wish=wish).id
    consents.accept(by=viewer_of(ana), grant_id=number)
    return number


def test_who_was_let_reads_and_writes_under_both_names_with_the_patients_key(joan, ana, practice, thread):
    let(joan, ana)
    (line,) = mine.my_threads(viewer_of(ana))
    assert (line.id, line.patient) == (thread.id, "Joan Reed")
    assert [one.words for one in mine.my_thread(viewer_of(ana), thread.id).messages if one.kind == "message"]
    message = say(ana, thread, "She can't type today. It is four days now.")
    message.refresh_from_db()
    assert (message.name, message.for_name, message.by_patient) == ("Ana", "Joan Reed", True)
    assert message.words == "She can't type today. It is four days now."
    assert message in mine.my_thread(viewer_of(joan), thread.id).messages


def test_that_a_carer_opened_it_stands_on_the_patients_page_of_looks(joan, ana, thread):
    let(joan, ana)
    for _ in range(2):
        actions.note_seen(by=viewer_of(ana), thread_id=thread.id)
    (entry,) = AuditEntry.objects.filter(action="look.thread")
    assert (entry.actor_id, entry.subject_id, entry.role) == (ana.id, joan.id, "carer")
    assert Seen.objects.get(persona=ana).by_patient


@pytest.mark.parametrize("scopes", [(), ("read", "post")])
def test_without_this_very_scope_there_is_nothing_here_for_a_carer(joan, ana, thread, scopes):
    if scopes:
        let(joan, ana, *scopes)
    assert mine.my_threads(viewer_of(ana)) == []
    for act in (lambda: mine.my_thread(viewer_of(ana), thread.id), lambda: say(ana, thread)):
        with pytest.raises(NotHere):
            act()
    assert Message.objects.filter(kind="message").count() == 1


def test_a_grant_that_ends_closes_everything_at_once(joan, ana, thread):
    number = let(joan, ana)
    say(ana, thread)
    consents.stop(by=viewer_of(joan), grant_id=number)
    assert mine.my_threads(viewer_of(ana)) == []
    with pytest.raises(NotHere):
        say(ana, thread)


@pytest.mark.parametrize("mark", ["sensitive", "part2"])
def test_what_is_more_private_stays_between_patient_and_practice(joan, ana, thread, mark):
    let(joan, ana)
    Thread.objects.update(**{mark: True})
    assert mine.my_threads(viewer_of(ana)) == []
    with pytest.raises(NotHere):
        say(ana, thread)


def test_a_carer_closes_deletes_and_reopens_nothing(joan, ana, thread):
    let(joan, ana)
    for act in (actions.close_thread, actions.reopen_thread, actions.hide_thread):
        with pytest.raises(NotHere):
            act(by=viewer_of(ana), thread_id=thread.id)


def test_before_the_practice_knows_the_patient_a_carer_writes_nothing(joan, ana, thread):
    let(joan, ana)
    Channel.objects.update(pre_patient=True, relation="unknown")
    with pytest.raises(Refused) as told:
        say(ana, thread)
    assert told.value.code == "boundary.deny"


def test_an_answer_is_new_for_each_of_them(joan, ana, thread):
    let(joan, ana)
    answered(thread, Persona.objects.get(handle="nadia"))
    actions.note_seen(by=viewer_of(joan), thread_id=thread.id)
    assert [line.new for line in mine.my_threads(viewer_of(joan))] == [False]
    assert [line.new for line in mine.my_threads(viewer_of(ana))] == [True]


def begun_for(ana: Persona, joan: Persona, practice: Practice, words: str = "She can't type today.") -> Thread:
    viewer, reason = viewer_of(ana), mine.REASONS["question"]
    token = mine.token_for(viewer, here(practice), reason, patient_id=joan.id)
    told = actions.Begun(reason.key, "The splint", words)
    return actions.begin_thread(by=viewer, practice_id=practice.pk, begun=told, token=token, patient_id=joan.id)


def test_who_was_let_begins_something_which_is_the_patients_and_says_who_wrote_it(joan, ana, practice):
    let(joan, ana)
    assert [one.practice.pk for one in doors_for(viewer_of(ana), joan.id)] == [practice.pk]
    made = begun_for(ana, joan, practice)
    message = made.messages.get(kind="message")
    assert (made.patient_id, made.practice_id, made.channel.patient_id) == (joan.id, practice.pk, joan.id)
    assert (message.name, message.for_name, message.by_patient) == ("Ana", "Joan Reed", True)
    assert [line.subject for line in mine.my_threads(viewer_of(joan))] == ["The splint"]


def test_one_form_sent_twice_begins_one_thing(joan, ana, practice):
    let(joan, ana)
    viewer, reason = viewer_of(ana), mine.REASONS["question"]
    token = mine.token_for(viewer, here(practice), reason, patient_id=joan.id)
    told = {"by": viewer, "practice_id": practice.pk, "patient_id": joan.id, "token": token}
    first, second = (actions.begin_thread(begun=actions.Begun(reason.key, "", "Twice."), **told) for _ in range(2))
    assert first == second
    assert Thread.objects.count() == 1


def test_the_promise_that_was_shown_for_one_patient_sends_nothing_for_another(joan, ana, practice):
    let(joan, ana)
    other = make_persona(name="Kim")
    make_channel(other, practice)
    let(other, ana)
    viewer, reason = viewer_of(ana), mine.REASONS["question"]
    token = mine.token_for(viewer, here(practice), reason, patient_id=joan.id)
    told = actions.Begun(reason.key, "", "For whom?")
    with pytest.raises(shown.NotShown):
        actions.begin_thread(by=viewer, practice_id=practice.pk, begun=told, token=token, patient_id=other.id)
    assert not Thread.objects.exists()


@pytest.mark.parametrize("scopes", [(), ("read", "post")])
def test_nobody_begins_anything_without_this_very_scope(joan, ana, practice, scopes):
    if scopes:
        let(joan, ana, *scopes)
    for act in (lambda: doors_for(viewer_of(ana), joan.id), lambda: begun_for(ana, joan, practice)):
        with pytest.raises(NotHere):
            act()
    assert not Thread.objects.exists()


@pytest.mark.parametrize(
    "change", [{"pre_patient": True, "relation": "unknown"}, {"relation": "former"}, {"closed_at": now()}]
)
def test_where_the_practice_does_not_know_her_or_she_ended_it_nothing_is_begun(joan, ana, practice, change):
    let(joan, ana)
    Channel.objects.update(**change)
    assert doors_for(viewer_of(ana), joan.id) == []
    with pytest.raises(NotHere):
        begun_for(ana, joan, practice)


def test_a_practice_where_all_is_private_is_not_told_to_a_carer(joan, ana, practice, thread):
    let(joan, ana)
    Thread.objects.update(sensitive=True)
    assert doors_for(viewer_of(ana), joan.id) == []
    with pytest.raises(NotHere):
        begun_for(ana, joan, practice)
