"""Sex and age split the figures of those who let it be counted; what is taken back splits no more."""

from collections.abc import Sequence

import pytest

from bedside.areas.people.viewer import Viewer
from bedside.areas.records import actions, queries
from bedside.areas.records.actions import research
from bedside.areas.records.actions.building import build
from bedside.areas.records.cubes import counting
from bedside.areas.records.errors import Unclear
from bedside.areas.records.facts import Facts
from bedside.areas.records.models import AboutMe as Row
from bedside.areas.records.queries.auditing import audited
from bedside.areas.records.queries.consented import consented_owners, used_by_owner
from bedside.areas.records.queries.sharing import item
from bedside.kit.clock import now
from bedside.kit.errors import NotAllowed, NotHere
from bedside.policy.about_me import AboutMe, Sex
from bedside.policy.evidence.purpose import Count
from bedside.policy.sharing import STATISTICS
from tests.areas.records.people import answer, shown
from tests.factories import make_account, make_persona, viewer_of

pytestmark = pytest.mark.django_db
WOMAN = AboutMe(sex=Sex.FEMALE, born=1971)


@pytest.fixture
def joan() -> Viewer:
    return viewer_of(make_persona())


def tell(people: Sequence[tuple[Viewer, int]], said: AboutMe, *, counted: bool = True) -> None:
    """Let these people tell of themselves, and let it be counted."""
    for by, _course in people:
        actions.keep_about(by=by, said=said)
        if counted:
            research.let_use(by=by, audience=STATISTICS, kinds=["about_me"])


def tea() -> Facts:
    return counting.count(consented_owners(), today=now().date()).pairs["depression", "tea"]


def test_it_is_kept_sealed_put_right_and_deleted(joan: Viewer) -> None:
    assert queries.own_about(joan) is None
    actions.keep_about(by=joan, said=WOMAN)
    actions.keep_about(by=joan, said=AboutMe(sex=Sex.UNSAID, born_unsaid=True))
    assert queries.own_about(joan) == AboutMe(sex=Sex.UNSAID, born_unsaid=True)
    assert b"unsaid" not in bytes(Row.objects.get(owner_id=joan.account_id).body)
    actions.delete_about(by=joan)
    assert queries.own_about(joan) is None
    with pytest.raises(NotHere):
        actions.delete_about(by=joan)


@pytest.mark.parametrize(
    "said", [AboutMe(), AboutMe(born=1850), AboutMe(born=2999), AboutMe(born=1971, born_unsaid=True)]
)
def test_what_cannot_be_is_refused_and_what_was_kept_stays(joan: Viewer, said: AboutMe) -> None:
    actions.keep_about(by=joan, said=WOMAN)
    with pytest.raises(Unclear):
        actions.keep_about(by=joan, said=said)
    assert queries.own_about(joan) == WOMAN


def test_who_has_not_confirmed_her_address_keeps_nothing() -> None:
    with pytest.raises(NotAllowed):
        actions.keep_about(by=viewer_of(make_persona(account=make_account(confirmed=False))), said=WOMAN)


def test_nobody_is_shown_it_item_by_item(joan: Viewer) -> None:
    actions.keep_about(by=joan, said=WOMAN)
    with pytest.raises(NotHere):
        item(joan, "about_me", Row.objects.get().id)


def test_it_stands_in_the_fhir_file(joan: Viewer) -> None:
    assert queries.of_type(joan, "Patient") == [{"resourceType": "Patient", "id": "me"}]
    actions.keep_about(by=joan, said=WOMAN)
    [patient] = queries.of_type(joan, "Patient")
    assert (patient["gender"], patient["birthDate"]) == ("female", "1971")
    actions.keep_about(by=joan, said=AboutMe(born=now().year - 90))
    [patient] = queries.of_type(joan, "Patient")
    assert "birthDate" not in patient
    assert patient["meta"]["tag"][0]["code"] == "ABSTRED"


def test_without_its_own_grant_it_splits_nothing() -> None:
    people = answer("tea", people=12)
    tell(people, WOMAN, counted=False)
    for by, _course in people[:6]:
        research.let_use(by=by, audience=STATISTICS, kinds=["conditions", "courses"])
    assert tea().splits["sex"] == {"": Count(12, 12)}


def test_it_splits_what_was_told_on_the_page_of_the_treatment() -> None:
    tell(answer("tea", people=12), WOMAN)
    tell(answer("tea", people=3, effect=1), AboutMe(sex=Sex.MALE, born_unsaid=True))
    answer("tea", people=2)
    facts = tea()
    assert facts.splits["sex"] == {"female": Count(12, 12), "male": Count(3, 0), "": Count(2, 2)}
    band = {"45-59" if now().year < 2031 else "60-74": Count(12, 12)}
    assert facts.splits["age_band"] == band | {"": Count(5, 2)}


def test_what_is_taken_back_splits_no_more() -> None:
    people = answer("tea", people=12)
    tell(people, WOMAN)
    [(one, _), (other, _), (third, _)] = people[:3]
    research.stop_use(by=one, audience=STATISTICS)
    actions.delete_about(by=other)
    assert used_by_owner()[third.account_id] == 2  # her answer, and what she told of herself
    assert tea().splits["sex"] == {"female": Count(10, 10), "": Count(2, 2)}


def test_a_new_one_is_counted_while_the_grant_runs_and_not_after_it(joan: Viewer) -> None:
    research.let_use(by=joan, audience=STATISTICS, kinds=["about_me"])
    actions.keep_about(by=joan, said=WOMAN)
    assert Row.objects.get().share == [STATISTICS]
    research.stop_use(by=joan, audience=STATISTICS)
    assert Row.objects.get().share == []


def test_a_page_shows_who_answered_as_far_as_may_be_and_nobody_works_out_the_rest() -> None:
    tell(answer("tea", people=25), WOMAN)
    tell(answer("tea", people=15, effect=1), WOMAN)
    tell(answer("tea", people=30), AboutMe(sex=Sex.MALE, born=1990))
    tell(answer("tea", people=14, effect=1), AboutMe(sex=Sex.MALE, born=1990))
    tell(answer("hats", people=24), WOMAN)
    tell(answer("hats", people=4), AboutMe(sex=Sex.MALE, born=1990))
    build()
    told, few = shown("tea"), shown("hats")
    assert told is not None
    assert few is not None
    sexes = {level: figure[1] for level, figure in told.more["splits"]["sex"]}
    assert sexes == {"female": 40, "male": 45}
    assert len(told.more["splits"]["age_band"]) == 2
    assert "male" not in dict(few.more.get("splits", {}).get("sex", []))
    assert audited().faults == ()


def test_of_fewer_than_eleven_of_a_sex_the_page_is_the_same_as_of_none() -> None:
    tell(answer("tea", people=30), WOMAN)
    tell(answer("tea", people=10), AboutMe(sex=Sex.MALE))
    build()
    told = shown("tea")
    assert told is not None
    assert "male" not in dict(told.more.get("splits", {}).get("sex", []))


def test_a_row_of_somebody_else_is_nobodys_to_delete(joan: Viewer) -> None:
    actions.keep_about(by=joan, said=WOMAN)
    with pytest.raises(NotHere):
        actions.delete_about(by=viewer_of(make_persona()))
    assert queries.own_about(joan) == WOMAN
