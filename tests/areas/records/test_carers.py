"""A carer opens and keeps the record of whom she cares for; what is for the owner alone does not exist there."""

from datetime import timedelta

import pytest

from bedside.areas.audit.models import AuditEntry
from bedside.areas.consents import actions as consents
from bedside.areas.contacts import actions as contacts
from bedside.areas.people.models import Persona
from bedside.areas.records import actions, queries
from bedside.areas.records.actions import carers, sharing
from bedside.areas.records.actions.research import let_use
from bedside.areas.records.models import AskedWave
from bedside.areas.records.queries import research
from bedside.areas.records.queries.carers import record_of
from bedside.kit.clock import now
from bedside.kit.errors import NotHere
from bedside.kit.viewing import as_system
from bedside.policy.consents.grants import RECORD
from bedside.policy.courses import Course
from bedside.policy.dates import part
from bedside.policy.evaluations import Evaluation
from bedside.policy.sharing import ONE_BY_ONE, SHARED_KINDS, STATISTICS
from bedside.policy.symptoms import Strength
from tests.areas.consents.test_grants import granted
from tests.areas.records.keeping import ENTRIES, keep_one_of_each
from tests.factories import make_persona, viewer_of

pytestmark = pytest.mark.django_db
FELT = actions.Felt("Nausea", Strength("0-10", 3))


class Care:
    """Joan, and Ana who cares for her."""

    def __init__(self) -> None:
        self.joan: Persona = make_persona(name="Joan Reed", handle="quiet_joan")
        self.ana: Persona = make_persona(kind="carer", name="Ana", handle="ana_cares")
        self.hers, self.anas = viewer_of(self.joan), viewer_of(self.ana)
        self.today = now().date()

    def lets(self, *scopes: str) -> int:
        return granted(self.joan, self.ana, scopes=frozenset(scopes or RECORD))

    def says(self, grant: int, face: int, line: str = "") -> None:
        carers.say_day_for(by=self.anas, grant_id=grant, day=self.today, face=face, line=line)

    def takes(self, text: str, **said: object) -> Course:
        return Course(text=text, purpose="rest", declared=self.today, start=part(self.today.isoformat()), **said)

    def asked(self, grant: int, text: str = "Magnesium") -> tuple[int, int]:
        """Joan is asked how a treatment goes; return the course and the question."""
        course = actions.add_treatment(by=self.hers, course=self.takes(text, asks=True))
        question = AskedWave.objects.get(course_id=course, wave="w2")
        AskedWave.objects.filter(id=question.id).update(opens=self.today)
        return course, question.id

    def seen(self, grant: int) -> set[str]:
        """Return the kinds of which Ana sees something."""
        found = record_of(self.anas, grant)
        lists = {"questionnaires": found.sittings} | {k: getattr(found, k) for k in SHARED_KINDS if hasattr(found, k)}
        lists |= found.entries
        return {kind for kind, rows in lists.items() if rows}


@pytest.fixture
def care() -> Care:
    return Care()


def presses(care: Care, grant: int, question: int) -> dict[str, object]:
    """Every press of a carer's in a record, by the scope that it asks for."""
    by = {"by": care.anas, "grant_id": grant}
    return {
        "view record": lambda: record_of(care.anas, grant).days or raise_not_here(),
        "enter logs": lambda: (
            carers.log_symptom_for(**by, day=care.today, felt=FELT),
            carers.add_entry_for(**by, thing=ENTRIES["appointments"]),
        ),
        "enter courses": lambda: (
            carers.add_treatment_for(**by, course=care.takes("Ginger"), another=True),
            carers.add_entry_for(**by, thing=ENTRIES["allergies"]),
        ),
        "answer waves": lambda: carers.answer_for(**by, question_id=question, said=Evaluation(effect=2)),
    }


def raise_not_here() -> None:
    raise NotHere


@pytest.mark.parametrize("given", RECORD)
def test_each_scope_lets_her_do_one_thing_and_nothing_else(care: Care, given: str) -> None:
    keep_one_of_each(care.hers)
    grant = care.lets(given)
    _course, question = care.asked(grant)
    for scope, press in presses(care, grant, question).items():
        if scope == given:
            press()
        else:
            with pytest.raises(NotHere):
                press()


def test_a_grant_for_other_things_opens_no_record(care: Care) -> None:
    grant = care.lets("read", "post", "message practice")
    with pytest.raises(NotHere):
        record_of(care.anas, grant)
    with pytest.raises(NotHere):
        carers.open_record(by=care.anas, grant_id=grant)


def test_she_sees_each_kind_but_not_what_is_for_the_owner_alone(care: Care) -> None:
    made, grant = keep_one_of_each(care.hers), care.lets()
    assert care.seen(grant) == set(SHARED_KINDS) - set(ONE_BY_ONE)
    for kind, number in made.items():
        sharing.choose(by=care.hers, kind=kind, item_id=number, audiences=[], alone=True)
        assert kind not in care.seen(grant)
    assert care.seen(grant) == set()


def test_the_owner_sees_each_opening_and_who_entered_what(care: Care) -> None:
    grant = care.lets()
    carers.open_record(by=care.anas, grant_id=grant)
    care.says(grant, 2, "She slept")
    carers.log_symptom_for(by=care.anas, grant_id=grant, day=care.today, felt=FELT)
    carers.add_treatment_for(by=care.anas, grant_id=grant, course=care.takes("Ginger", asks=True))
    day = queries.own_day(care.hers, care.today)
    assert day is not None
    assert (day.line, day.proxy_id) == ("She slept", care.ana.id)
    symptom = queries.own_symptoms(care.hers, first=care.today, last=care.today)[0]
    assert symptom.proxy_id == care.ana.id
    course = queries.own_treatments(care.hers)[0].course
    assert course.entered_by == f"proxy:{care.ana.id}"
    assert not course.asks  # whether she is asked is hers to say
    told = AuditEntry.objects.filter(actor_id=care.ana.id, subject_id=care.joan.id).values_list("action", flat=True)
    assert {"look.record_by_carer", "records.say_day", "records.log", "records.add_treatment"} <= set(told)


def test_what_the_owner_says_herself_stands_before_and_after(care: Care) -> None:
    grant = care.lets()
    care.says(grant, 1)
    care.says(grant, 2, "Better at noon")
    assert queries.own_day(care.hers, care.today).face == 2
    actions.say_day(by=care.hers, day=care.today, face=4, line="My own word")
    care.says(grant, 1)
    assert queries.own_day(care.hers, care.today).face == 4
    assert [one.face for one in queries.earlier_words(care.hers, care.today)] == [1, 2, 1]
    assert [one.face for one in record_of(care.anas, grant).days] == [4]


def test_the_owner_s_next_press_does_not_take_over_a_carer_s_words(care: Care) -> None:
    care.says(care.lets(), 2, "She slept")
    actions.say_day(by=care.hers, day=care.today, face=4)
    day = queries.own_day(care.hers, care.today)
    assert (day.face, day.line, day.proxy_id) == (4, "", 0)


def test_a_day_for_the_owner_alone_is_as_if_nothing_was_said(care: Care) -> None:
    grant = care.lets()
    day = actions.say_day(by=care.hers, day=care.today, face=4, energy=7, line="Not for Ana")
    sharing.choose(by=care.hers, kind="days", item_id=day, audiences=[], alone=True)
    assert record_of(care.anas, grant).days == ()
    care.says(grant, 2)
    seen = record_of(care.anas, grant).days
    assert [(one.face, one.energy, one.line) for one in seen] == [(2, None, "")]
    care.says(grant, 3)
    assert [one.face for one in record_of(care.anas, grant).days] == [3]
    assert queries.own_day(care.hers, care.today).line == "Not for Ana"


def test_a_treatment_for_the_owner_alone_is_not_told_of_by_a_question_whether_both_are_meant(care: Care) -> None:
    grant = care.lets()
    kept = actions.add_treatment(by=care.hers, course=care.takes("Ginger"))
    sharing.choose(by=care.hers, kind="courses", item_id=kept, audiences=[], alone=True)
    carers.add_treatment_for(by=care.anas, grant_id=grant, course=care.takes("Ginger"))
    assert len(queries.own_treatments(care.hers)) == 2
    assert len(record_of(care.anas, grant).courses) == 1


def test_her_answer_stands_beside_the_owner_s_and_never_counts_as_hers(care: Care) -> None:
    grant = care.lets()
    let_use(by=care.hers, audience=STATISTICS, kinds=["courses"])
    course, question = care.asked(grant)
    carers.answer_for(by=care.anas, grant_id=grant, question_id=question, said=Evaluation(effect=4))
    open_still = queries.open_questions(care.hers)
    assert [(one.id, one.answer, one.proxy_id) for one in open_still] == [(question, None, care.ana.id)]
    with as_system("a test looks at what builds read"):
        assert not research.consented_answers().exists()
        assert research.consented_answers(by_proxy=True).count() == 1
    actions.answer_question(by=care.hers, question_id=question, said=Evaluation(effect=1))
    own = queries.own_question(care.hers, question)
    assert (own.answer, own.by_carer) == (Evaluation(effect=1), Evaluation(effect=4))
    with as_system("a test looks at what builds read"):
        assert research.consented_answers().count() == 1
    sharing.choose(by=care.hers, kind="courses", item_id=course, audiences=[], alone=True)
    with pytest.raises(NotHere):
        carers.answer_for(by=care.anas, grant_id=grant, question_id=question, said=Evaluation(effect=3))


def test_a_hundred_answers_of_a_carer_do_not_push_out_the_owner_s(care: Care, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bedside.areas.records.actions.versions.MOST_VERSIONS", 3)
    grant = care.lets()
    _course, question = care.asked(grant)
    actions.answer_question(by=care.hers, question_id=question, said=Evaluation(effect=1))
    for effect in (0, 2, 3, 4, 0):
        carers.answer_for(by=care.anas, grant_id=grant, question_id=question, said=Evaluation(effect=effect))
    assert queries.own_question(care.hers, question).answer == Evaluation(effect=1)


def test_what_she_enters_is_shared_with_nobody_until_its_owner_does(care: Care) -> None:
    let_use(by=care.hers, audience=STATISTICS, kinds=["courses"])
    carers.add_treatment_for(by=care.anas, grant_id=care.lets(), course=care.takes("Ginger"))
    assert queries.own_treatments(care.hers)[0].share == ()


@pytest.mark.parametrize("how", ["end", "block", "last day"])
def test_it_ends_at_once(care: Care, how: str) -> None:
    keep_one_of_each(care.hers)
    grant = care.lets()
    _course, question = care.asked(grant)
    if how == "end":
        consents.stop(by=care.hers, grant_id=grant)
    elif how == "block":
        contacts.block(by=care.hers, target_id=care.ana.id)
    else:
        from bedside.areas.consents.models import Grant

        Grant.objects.filter(id=grant).update(ends_at=now() - timedelta(seconds=1))
    for press in presses(care, grant, question).values():
        with pytest.raises(NotHere):
            press()


def test_nobody_else_stands_in_for_her_and_she_for_nobody_else(care: Care) -> None:
    grant = care.lets()
    same_account = make_persona(kind="carer", account=care.ana.account)
    for other in (care.hers, viewer_of(same_account), viewer_of(make_persona(kind="carer"))):
        with pytest.raises(NotHere):
            record_of(other, grant)
        with pytest.raises(NotHere):
            carers.say_day_for(by=other, grant_id=grant, day=care.today, face=1)
    assert queries.own_day(care.anas, care.today) is None
