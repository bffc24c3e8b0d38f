"""An operator loads a questionnaire; what was answered to it outlives it as a score."""

from typing import Any

import pytest

from bedside.areas.audit.models import AuditEntry
from bedside.areas.records import actions, queries
from bedside.areas.records.models import InstrumentPack
from bedside.kit.clock import now
from bedside.kit.texts import BadText
from bedside.policy.instruments.model import NotLicensed
from bedside.policy.instruments.rules.packs import BadPack
from tests.factories import make_persona, viewer_of
from tests.policy.instruments.rules.pack import TERMS, pack

pytestmark = pytest.mark.django_db

TODAY = now().date()
GIVEN = [("lamp-1", 2), ("lamp-2", 1)]


def load(**changed: Any) -> actions.Loaded:
    return actions.load_pack(definition=pack(**changed), accepted_by="Rosa Operator")


def test_a_loaded_questionnaire_can_be_answered() -> None:
    by = viewer_of(make_persona())
    with pytest.raises(NotLicensed):
        queries.instrument(by, "who5")
    assert load().is_new
    sitting = actions.keep(by=by, key="who5", given=GIVEN, day=TODAY)
    own = queries.own_sitting(by, sitting)
    assert own.score is not None
    assert (own.title, own.version, own.score.band) == ("Lamp questions", "2", "bright")


def test_who_accepted_which_terms_when_is_kept() -> None:
    from hashlib import sha256

    load()
    kept = InstrumentPack.objects.get()
    assert kept.accepted_by == "Rosa Operator"
    assert kept.terms_hash == sha256(TERMS.encode()).hexdigest()
    assert kept.accepted_at is not None
    assert AuditEntry.objects.filter(action="instruments.load", object_id=kept.id).count() == 1


def test_loading_it_again_changes_nothing() -> None:
    load()
    assert not load().is_new
    assert InstrumentPack.objects.count() == 1


def test_other_terms_are_accepted_anew() -> None:
    load()
    terms = {"holder": "The Lamp Society", "note": "Non-commercial use.", "terms": "Other terms."}
    assert load(licence=terms).is_new
    assert InstrumentPack.objects.count() == 1


@pytest.mark.parametrize("name", ["", "   ", "x" * 121])
def test_terms_are_accepted_by_somebody(name: str) -> None:
    with pytest.raises(BadText):
        actions.load_pack(definition=pack(), accepted_by=name)


def test_what_may_not_be_loaded_is_not_kept() -> None:
    with pytest.raises(BadPack):
        load(key="eq-5d")
    assert not InstrumentPack.objects.exists()


def test_when_it_is_withdrawn_the_words_go_and_the_score_stays() -> None:
    by = viewer_of(make_persona())
    load()
    sitting = actions.keep(by=by, key="who5", given=GIVEN, day=TODAY)
    assert actions.withdraw_pack(key="who5") == 1
    own = queries.own_sitting(by, sitting)
    assert own.instrument is None
    assert own.score is not None
    assert own.score.value == 3
    with pytest.raises(NotLicensed):
        actions.correct(by=by, sitting_id=sitting, given=GIVEN)
    assert "who5" not in {one.instrument.key for one in queries.questionnaires(by).usable}


def test_a_newer_version_is_offered_and_old_answers_keep_theirs() -> None:
    by = viewer_of(make_persona())
    load()
    sitting = actions.keep(by=by, key="who5", given=GIVEN, day=TODAY)
    load(version="3", title="Brighter lamp questions")
    assert queries.instrument(by, "who5").instrument.version == "3"
    assert queries.own_sitting(by, sitting).title == "Lamp questions"
