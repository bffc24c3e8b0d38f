"""The curators' queue: words of three people, never who; what is decided reaches members' words, and can be undone."""

import pytest

from bedside.areas.audit.models import AuditEntry
from bedside.areas.people.actions import erasing
from bedside.areas.people.models import Erasure
from bedside.areas.vocabulary import actions, queries
from bedside.areas.vocabulary.marks import mark_of
from bedside.areas.vocabulary.models import Decision, TermName, Use, WaitingWord
from bedside.areas.vocabulary.queries import curating
from bedside.areas.vocabulary.queries.finding import found_for
from bedside.kit.clock import now
from bedside.kit.errors import NotHere
from bedside.policy.terms.curating import Choice
from bedside.policy.terms.model import About, System, Term
from tests.factories import make_persona, make_staff, viewer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def curator():
    return viewer_of(make_staff("moderator", "keeper"))


def members(many):
    return [viewer_of(make_persona()) for _ in range(many)]


def write(text, *viewers, source_id=1):
    for viewer in viewers:
        actions.note_use(by=viewer, source="course", source_id=source_id, text=text)


def waiting(curator):
    actions.gather()
    return [(one.text, one.band) for one in curating.queue(curator)]


def leave(*, account_id):
    Erasure.objects.create(account_id=account_id, due_at=now())
    assert erasing.erase(account_id=account_id)


def term(label="post-exertional malaise", about=About.SYMPTOM):
    actions.import_terms(system=System.HPO, version="1", terms=[Term(code=f"HP:{label}", label=label, about=about)])
    (offer,) = [one for one in found_for(label) if one.label == label]
    return offer.term_id


def test_a_word_of_two_people_stays_private_and_one_of_three_is_shown_with_a_band_only(curator):
    two, third = members(2), members(1)
    write("Wired but tired", *two)
    assert waiting(curator) == []
    write("wired, but tired", *third)
    assert waiting(curator) == [("wired but tired", "3 to 10")]


def test_one_person_who_writes_it_three_times_is_one(curator):
    (one,) = members(1)
    for source_id in range(3):
        write("wired but tired", one, source_id=source_id)
    assert waiting(curator) == []


def test_no_stored_column_but_a_sealed_one_holds_a_word_before_three_people_use_it():
    (one,) = members(1)
    write("wired but tired", one)
    use = Use.objects.get()
    assert b"wired" not in bytes(use.text_sealed) + bytes(use.mark)
    assert not WaitingWord.objects.exists()


@pytest.mark.parametrize("text", ["john smith", "JOHN SMITH", "call 555 0100 200", "my doctor dr amanda miller"])
def test_a_word_that_names_somebody_never_waits(curator, text):
    write(text, *members(4))
    assert waiting(curator) == []


def test_a_word_that_a_vocabulary_has_never_waits_and_leaves_when_one_has_it_later(curator):
    three = members(3)
    write("brain mist", *three)
    assert waiting(curator) == [("brain mist", "3 to 10")]
    term("Brain mist")
    assert waiting(curator) == []
    write("Brain Mist", *three)
    assert not Use.objects.exists()


def test_a_word_leaves_the_queue_when_somebody_takes_it_back_or_leaves(curator):
    three = members(3)
    write("wired but tired", *three)
    assert waiting(curator)
    actions.forget_use(by=three[0], source="course", source_id=1)
    assert waiting(curator) == []
    write("wired but tired", three[0])
    assert waiting(curator)
    leave(account_id=three[1].account_id)
    assert waiting(curator) == []


def test_a_changed_text_is_counted_as_what_it_says_now(curator):
    three = members(3)
    write("wired but tired", *three)
    write("something else", three[0])
    assert waiting(curator) == []


def test_a_mapped_word_gives_its_writers_the_term_and_only_them(curator):
    three = members(3)
    write("crashing hard", *three)
    actions.gather()
    actions.decide(by=curator, mark=mark_of("crashing hard"), choice=Choice.MAP, term_id=term())
    assert queries.term_of_use(three[0], source="course", source_id=1) is None
    assert actions.apply_decisions() == 3
    assert queries.term_of_use(three[0], source="course", source_id=1).label == "post-exertional malaise"
    assert queries.term_of_use(members(1)[0], source="course", source_id=1) is None
    assert [offer.label for offer in found_for("crashing hard")] == []
    assert actions.apply_decisions() == 0


def test_a_late_writer_of_a_mapped_word_gets_the_term_too(curator):
    write("crashing hard", *members(3))
    actions.gather()
    actions.decide(by=curator, mark=mark_of("crashing hard"), choice=Choice.MAP, term_id=term())
    actions.apply_decisions()
    (late,) = members(1)
    write("Crashing hard", late)
    assert actions.apply_decisions() == 1
    assert queries.term_of_use(late, source="course", source_id=1) is not None


def test_an_undo_takes_the_term_and_the_alias_away_and_a_new_decision_has_the_next_version(curator):
    three, meant = members(3), term()
    write("crashing hard", *three)
    actions.gather()
    first = actions.decide(by=curator, mark=mark_of("crashing hard"), choice=Choice.ALIAS, term_id=meant)
    actions.apply_decisions()
    assert [offer.term_id for offer in found_for("crashing hard")] == [meant]
    actions.undo(by=curator, decision_id=first)
    actions.apply_decisions()
    assert queries.term_of_use(three[0], source="course", source_id=1) is None
    assert found_for("crashing hard") == []
    assert waiting(curator) == [("crashing hard", "3 to 10")]
    second = actions.decide(by=curator, mark=mark_of("crashing hard"), choice=Choice.LEAVE)
    assert Decision.objects.get(id=second).version == 2
    assert waiting(curator) == []
    with pytest.raises(NotHere):
        actions.undo(by=curator, decision_id=first)


def test_an_alias_outlives_the_next_release_of_its_vocabulary(curator):
    write("crashing hard", *members(3))
    actions.gather()
    actions.decide(by=curator, mark=mark_of("crashing hard"), choice=Choice.ALIAS, term_id=term())
    term()
    assert TermName.objects.filter(normalised="crashing hard").exists()


def test_a_purpose_is_kept_apart_from_illnesses(curator):
    write("calmer flights", *members(3))
    actions.gather()
    assert not queries.is_purpose("calmer flights")
    actions.decide(by=curator, mark=mark_of("calmer flights"), choice=Choice.PURPOSE)
    assert queries.is_purpose("Calmer flights")
    assert queries.is_purpose("birth control")
    assert not queries.is_purpose("migraine")


@pytest.mark.parametrize("choice", [Choice.MAP, Choice.ALIAS])
def test_a_mapping_needs_a_term_that_is_there(curator, choice):
    write("crashing hard", *members(3))
    actions.gather()
    for term_id in (None, 404):
        with pytest.raises(actions.NoTerm):
            actions.decide(by=curator, mark=mark_of("crashing hard"), choice=choice, term_id=term_id)
    assert not Decision.objects.exists()


def test_for_who_is_no_curator_there_is_no_queue(curator):
    member = viewer_of(make_persona())
    write("crashing hard", *members(3))
    actions.gather()
    key = mark_of("crashing hard")
    assert curating.queue(member) == curating.decided(member) == []
    with pytest.raises(NotHere):
        curating.word(member, key.hex())
    with pytest.raises(NotHere):
        actions.decide(by=member, mark=key, choice=Choice.LEAVE)
    made = actions.decide(by=curator, mark=key, choice=Choice.LEAVE)
    with pytest.raises(NotHere):
        actions.undo(by=member, decision_id=made)


def test_what_a_curator_does_is_on_record_without_the_word(curator):
    write("crashing hard", *members(3))
    actions.gather()
    made = actions.decide(by=curator, mark=mark_of("crashing hard"), choice=Choice.LEAVE)
    entry = AuditEntry.objects.get(action="decide about a word")
    assert (entry.actor_id, entry.object_id, entry.reason_code) == (curator.persona_id, made, "leave")
    assert "crashing" not in str(entry.detail)


def test_a_curator_who_leaves_is_forgotten_and_the_decision_stays(curator):
    write("crashing hard", *members(3))
    actions.gather()
    actions.decide(by=curator, mark=mark_of("crashing hard"), choice=Choice.LEAVE)
    leave(account_id=curator.account_id)
    made = Decision.objects.get()
    assert (made.decided_by_id, made.text) == (None, "crashing hard")
