"""A member answers questionnaires; the answers, and what comes of them, are hers alone."""

from datetime import date, timedelta

import pytest

from bedside.areas.audit.models import AuditEntry
from bedside.areas.people.viewer import ANONYMOUS, Viewer
from bedside.areas.records import actions, queries
from bedside.areas.records.errors import AlreadyAnswered, TooMany, Unclear
from bedside.areas.records.models import Sitting
from bedside.kit import viewing
from bedside.kit.clock import now
from bedside.kit.errors import NotAllowed, NotHere
from bedside.kit.outbox.models import OutboxRow
from bedside.policy.days import EARLIEST, MOST_A_DAY
from bedside.policy.instruments import SHIPPED
from bedside.policy.instruments.model import BadAnswer, NotLicensed
from tests.factories import make_account, make_persona, viewer_of

pytestmark = pytest.mark.django_db

TODAY = now().date()
PHQ9 = [item.link_id for item in SHIPPED["phq9"].items]
DANGER = PHQ9[-1]


def answers(value: int = 1, **changed: int | None) -> list[tuple[str, int | None]]:
    """All nine alike, and the last, about harming oneself, none."""
    return [*((link, value) for link in PHQ9[:-1]), (DANGER, changed.get("danger", 0))]


def kept(by: Viewer, *, day: date = TODAY, value: int = 1, danger: int | None = 0) -> int:
    return actions.keep(by=by, key="phq9", given=answers(value, danger=danger), day=day)


@pytest.fixture
def she() -> Viewer:
    return viewer_of(make_persona())


def test_answers_come_back_with_their_score_and_the_version_they_were_given_to(she: Viewer) -> None:
    own = queries.own_sitting(she, kept(she))
    assert own.score is not None
    assert (own.key, own.version, own.day, own.score.value, own.score.band) == ("phq9", "1", TODAY, 8, "mild")
    assert own.answers == dict(answers())
    assert own.source == "own"


def test_the_same_day_is_answered_anew_and_what_stood_there_stays_for_its_owner(she: Viewer) -> None:
    kept(she, value=1)
    new = kept(she, value=2)
    assert [own.id for own in queries.own_sittings(she, "phq9")] == [new]
    (before,) = queries.own_versions(she, new)
    assert before.score is not None
    assert before.score.value == 8


def test_a_correction_keeps_its_day_and_leaves_the_old_answers_in_the_history(she: Viewer) -> None:
    first = kept(she, day=TODAY - timedelta(days=9))
    new = actions.correct(by=she, sitting_id=first, given=answers(3))
    own = queries.own_sitting(she, new)
    assert own.score is not None
    assert (own.day, own.score.value) == (TODAY - timedelta(days=9), 24)
    assert [one.id for one in queries.own_versions(she, new)] == [first]
    with pytest.raises(NotHere):
        queries.own_sitting(she, first)


def test_deleting_takes_all_versions(she: Viewer) -> None:
    kept(she)
    actions.remove(by=she, sitting_id=kept(she, value=2))
    assert not Sitting.objects.exists()


def test_rather_not_say_and_not_asked_are_kept_apart(she: Viewer) -> None:
    given = [(PHQ9[0], 2), (PHQ9[1], None)]
    own = queries.own_sitting(she, actions.keep(by=she, key="phq9", given=given, day=TODAY))
    assert own.answers == {PHQ9[0]: 2, PHQ9[1]: None}
    assert own.score is not None
    assert own.score.value is None


def test_what_was_begun_is_kept_once_and_goes_when_it_is_finished(she: Viewer) -> None:
    actions.begin(by=she, key="phq9", given=answers()[:2], day=TODAY)
    actions.begin(by=she, key="phq9", given=answers()[:4], day=TODAY)
    draft = queries.own_draft(she, "phq9")
    assert draft is not None
    assert len(draft.answers) == 4
    assert queries.own_sittings(she, "phq9") == ()
    kept(she)
    assert queries.own_draft(she, "phq9") is None


def test_what_was_begun_can_be_dropped(she: Viewer) -> None:
    actions.begin(by=she, key="phq9", given=answers()[:2], day=TODAY)
    actions.drop_draft(by=she, key="phq9")
    assert not Sitting.objects.exists()


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ([(DANGER, 4)], "not_an_option"),
        ([("99999-9", 1)], "unknown_item"),
        ([(DANGER, 1), (DANGER, 1)], "answered_twice"),
    ],
)
def test_what_is_no_answer_changes_nothing(she: Viewer, given: list[tuple[str, int | None]], code: str) -> None:
    first = kept(she)
    for act in (
        lambda: actions.keep(by=she, key="phq9", given=given, day=TODAY),
        lambda: actions.begin(by=she, key="phq9", given=given, day=TODAY),
        lambda: actions.correct(by=she, sitting_id=first, given=given),
    ):
        with pytest.raises(BadAnswer) as refused:
            act()
        assert refused.value.code == code
    assert [own.id for own in queries.own_sittings(she, "phq9")] == [first]


@pytest.mark.parametrize("day", [TODAY + timedelta(days=2), EARLIEST - timedelta(days=1)])
def test_a_day_that_cannot_be_is_refused(she: Viewer, day: date) -> None:
    with pytest.raises(Unclear):
        kept(she, day=day)


def test_there_is_a_most_for_a_day(she: Viewer) -> None:
    for back in range(MOST_A_DAY):
        actions.keep(by=she, key="pain", given=[("pain-1", 3)], day=TODAY - timedelta(days=back))
    with pytest.raises(TooMany, match=str(MOST_A_DAY)):
        kept(she)


def test_a_questionnaire_that_may_not_be_used_is_not_answered(she: Viewer) -> None:
    for key in ("eq-5d", "who5", "nothing-like-this"):
        with pytest.raises(NotLicensed):
            actions.keep(by=she, key=key, given=[], day=TODAY)


def test_nobody_else_reads_changes_or_deletes_them(she: Viewer) -> None:
    sitting = kept(she, danger=2)
    other = viewer_of(make_persona())
    for act in (
        lambda: queries.own_sitting(other, sitting),
        lambda: queries.own_versions(other, sitting),
        lambda: actions.correct(by=other, sitting_id=sitting, given=answers()),
        lambda: actions.remove(by=other, sitting_id=sitting),
        lambda: actions.went_past_help(by=other, sitting_id=sitting),
    ):
        with pytest.raises(NotHere):
            act()
    for stranger in (other, ANONYMOUS):
        assert queries.own_sittings(stranger, "phq9") == ()
        assert queries.help_due(stranger) is None


def test_the_database_itself_shows_them_to_nobody_else(she: Viewer) -> None:
    kept(she)
    with viewing.viewing(make_persona().id):
        assert not Sitting.objects.exists()
    with viewing.viewing(she.persona_id):
        assert Sitting.objects.exists()


def test_all_faces_of_an_account_have_one_record() -> None:
    account = make_account()
    patient, carer = (viewer_of(make_persona(account=account)) for _face in range(2))
    assert queries.own_sitting(carer, kept(patient)).key == "phq9"


def test_without_a_confirmed_address_nothing_is_kept() -> None:
    with pytest.raises(NotAllowed):
        kept(viewer_of(make_persona(account=make_account(confirmed=False))))


def test_neither_the_answers_nor_the_name_of_the_questionnaire_lie_open(she: Viewer) -> None:
    kept(she, danger=3)
    row = Sitting.objects.values().get()
    for value in row.values():
        assert b"phq" not in bytes(value) if isinstance(value, bytes | memoryview) else "phq" not in str(value)
    other = viewer_of(make_persona())
    kept(other)
    assert len({bytes(index) for index in Sitting.objects.values_list("instrument_index", flat=True)}) == 2


@pytest.mark.parametrize(("danger", "help_is"), [(0, None), (None, None), (1, "due"), (3, "due")])
def test_help_is_due_after_an_answer_that_says_danger(she: Viewer, danger: int | None, help_is: str | None) -> None:
    kept(she, danger=danger)
    due = queries.help_due(she)
    assert (due.help if due else None) == help_is


def test_help_is_due_also_for_a_form_that_was_left_after_that_question(she: Viewer) -> None:
    draft = actions.begin(by=she, key="phq9", given=[(DANGER, 1)], day=TODAY)
    due = queries.help_due(she)
    assert due is not None
    assert (due.id, due.is_draft, due.score) == (draft, True, None)


def test_help_is_due_also_for_answers_that_come_from_elsewhere(she: Viewer) -> None:
    came = actions.keep(by=she, key="phq9", given=answers(danger=2), day=TODAY, source=actions.IMPORT)
    due = queries.help_due(she)
    assert due is not None
    assert due.id == came


def test_who_went_past_the_card_is_not_asked_again_for_the_same_answer(she: Viewer) -> None:
    draft = actions.begin(by=she, key="phq9", given=answers(danger=1), day=TODAY)
    actions.went_past_help(by=she, sitting_id=draft)
    assert queries.help_due(she) is None
    sitting = kept(she, danger=1)
    assert queries.help_due(she) is None
    assert queries.own_sitting(she, sitting).help == "seen"


def test_a_graver_answer_brings_the_card_again(she: Viewer) -> None:
    draft = actions.begin(by=she, key="phq9", given=answers(danger=1), day=TODAY)
    actions.went_past_help(by=she, sitting_id=draft)
    kept(she, danger=2)
    assert queries.help_due(she) is not None


def test_an_answer_put_right_brings_no_card(she: Viewer) -> None:
    actions.correct(by=she, sitting_id=kept(she, danger=3), given=answers(danger=0))
    assert queries.help_due(she) is None


def test_nobody_is_told_and_the_log_tells_the_two_answers_not_apart(she: Viewer) -> None:
    events = OutboxRow.objects.count()
    logged = []
    for danger in (0, 3):
        AuditEntry.objects.exclude(action="").count()
        before = set(AuditEntry.objects.values_list("id", flat=True))
        kept(she, danger=danger, day=TODAY - timedelta(days=danger))
        new = AuditEntry.objects.exclude(id__in=before)
        logged.append([(e.action, e.object_kind, e.object_id, e.detail) for e in new])
    assert OutboxRow.objects.count() == events
    assert logged[0] == logged[1]
    assert len(logged[0]) == 1


def test_the_same_answers_from_elsewhere_come_in_once(she: Viewer) -> None:
    first = actions.keep(by=she, key="phq9", given=answers(), day=TODAY, source=actions.IMPORT)
    assert actions.keep(by=she, key="phq9", given=answers(), day=TODAY, source=actions.IMPORT) == first
    assert Sitting.objects.count() == 1


def test_answers_from_elsewhere_never_take_the_place_of_ones_own(she: Viewer) -> None:
    mine = kept(she)
    assert actions.keep(by=she, key="phq9", given=answers(), day=TODAY, source=actions.IMPORT) == mine
    with pytest.raises(AlreadyAnswered):
        actions.keep(by=she, key="phq9", given=answers(3), day=TODAY, source=actions.IMPORT)
    assert [own.id for own in queries.own_sittings(she, "phq9")] == [mine]


def test_all_questionnaires_are_offered_with_ones_own_last_answer(she: Viewer) -> None:
    kept(she, day=TODAY - timedelta(days=20), value=3)
    last = kept(she)
    choice = queries.questionnaires(she)
    by_key = {one.instrument.key: one for one in choice.usable}
    assert by_key.keys() == SHIPPED.keys()
    assert (by_key["phq9"].last.id if by_key["phq9"].last else 0) == last
    assert by_key["gad7"].last is None
    assert {"eq-5d", "who5"} <= {slot.key for slot in choice.closed}
    assert all(slot.items == () for slot in choice.closed)
