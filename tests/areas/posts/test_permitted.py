"""A post that hangs on a patient's permission: released by it, and gone with it from everywhere."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction

from bedside.areas.consents import actions as consents
from bedside.areas.consents.models import Shown, Term
from bedside.areas.notify.models import Notice
from bedside.areas.people.models import Persona
from bedside.areas.people.viewer import ANONYMOUS
from bedside.areas.posts import actions, queries
from bedside.areas.posts.actions.looking import look_at_all
from bedside.areas.posts.actions.taking_down import take_down_all
from bedside.areas.posts.files import path_of
from bedside.areas.posts.gate import HeldBack
from bedside.areas.posts.models import Image, Post
from bedside.kit.clock import now
from bedside.kit.errors import NotHere, Refused
from bedside.kit.outbox.actions import deliver_now
from bedside.policy.consents import safe_harbor
from bedside.policy.consents.releasing import Release
from tests import eyes
from tests.areas.consents.asking import asked, make_doctor, signed
from tests.areas.posts.writing import picture, write
from tests.factories import follow, join, make_persona, make_space, viewer_of

pytestmark = pytest.mark.django_db

CASE = "My patient Mrs Ferreira, 93, had this rash for a week. #rash"
VILLAGE = "A lighthouse keeper, 61, from a village of 600 people has had this rash for years."
ADVICE = "As I told you at your visit, take 20 mg."
WHOLE = frozenset(one.letter for one in safe_harbor.checklist())


def on(number: int) -> Release:
    return Release("authorised", authorisation_id=number)


def case(author: Persona, number: int, text: str = CASE, **more: Any) -> Post:
    return write(author, text, release=on(number), **more)


def held(author: Persona, text: str, **more: Any) -> str:
    with pytest.raises(HeldBack) as back:
        write(author, text, **more)
    return back.value.report.verdict


@pytest.fixture
def doctor() -> Persona:
    return make_doctor()


@pytest.fixture
def patient() -> Persona:
    return make_persona()


class TestReleasing:
    def test_a_permission_in_force_releases_what_names_a_patient(self, doctor, patient):
        assert held(doctor, CASE) == "hold"
        post = case(doctor, signed(doctor, patient))
        assert queries.seen(ANONYMOUS, post.id).authorisation_id is not None

    def test_nothing_releases_advice_to_one_patient_in_public(self, doctor, patient):
        assert held(doctor, ADVICE, release=on(signed(doctor, patient))) == "refuse"

    @pytest.mark.parametrize("whose", ["not signed", "ended", "of another clinician", "not there"])
    def test_only_ones_own_and_only_in_force(self, doctor, patient, whose):
        if whose == "not signed":
            number = asked(doctor, patient)
        elif whose == "ended":
            number = signed(doctor, patient)
            consents.end(by=viewer_of(patient), authorisation_id=number)
        else:
            number = signed(make_doctor(), patient) if whose == "of another clinician" else 4711
        with pytest.raises(Refused) as refused:
            case(doctor, number)
        assert refused.value.code == "permission.none"
        assert not Post.objects.exists()

    def test_a_patient_cannot_publish_on_one(self, doctor, patient):
        with pytest.raises(Refused):
            case(patient, signed(doctor, patient))

    def test_an_answer_cannot_hang_on_one(self, doctor, patient):
        post = write(patient, "What is this?")
        with pytest.raises(Refused) as refused:
            case(doctor, signed(doctor, patient), reply_to_id=post.id)
        assert refused.value.code == "release.reply"

    def test_what_only_narrows_down_is_released_by_the_declaration_with_the_list(self, doctor):
        assert held(doctor, VILLAGE) == "hold"
        for ticked, code in ((WHOLE - {"B"}, "release.checklist"), (frozenset(), "release.checklist")):
            with pytest.raises(Refused) as refused:
                write(doctor, VILLAGE, release=Release("invented", ticked=ticked))
            assert refused.value.code == code
        post = write(doctor, VILLAGE, release=Release("invented", ticked=WHOLE))
        assert post.authorisation_id is None

    def test_a_declaration_releases_no_name(self, doctor):
        assert held(doctor, CASE, release=Release("invented", ticked=WHOLE)) == "hold"

    def test_a_case_without_a_name_is_declared_in_rooms_alone(self, doctor):
        room = make_space(kind="room")
        join(doctor, room)
        declared = Release("deidentified", ticked=WHOLE)
        with pytest.raises(Refused) as refused:
            write(doctor, VILLAGE, release=declared)
        assert refused.value.code == "release.no_way"
        write(doctor, VILLAGE, space=room, release=declared)

    def test_a_practice_lets_no_patient_speak_for_it_without_a_permission(self, doctor, patient):
        page = make_space(kind="practice")
        join(doctor, page)
        praise = "One of our patients wrote that the new rooms are bright."
        with pytest.raises(Refused) as refused:
            write(doctor, praise, space=page)
        assert refused.value.code == "guard.hold"
        case(doctor, signed(doctor, patient), praise, space=page)


class TestEnding:
    def test_it_is_gone_for_everybody_before_anything_has_run(self, doctor, patient):
        reader = make_persona()
        follow(reader, doctor)
        number = signed(doctor, patient)
        post = case(doctor, number)
        lists = {
            "home": lambda who: queries.home(who).posts,
            "square": lambda who: queries.square(who).posts,
            "tag": lambda who: queries.tag_timeline(who, "rash").posts,
            "page": lambda who: queries.persona_timeline(who, doctor).posts,
            "search": lambda who: queries.search(who, "rash").posts,
            "tags": lambda who: queries.tags_like(who, "ras"),
        }
        everybody = [viewer_of(reader), viewer_of(doctor), viewer_of(patient), ANONYMOUS]
        for name, of in lists.items():
            assert of(viewer_of(reader)), name
        assert queries.public_posts(ANONYMOUS, [doctor.id], since=now() - timedelta(days=1))
        consents.end(by=viewer_of(patient), authorisation_id=number)
        assert Post.objects.filter(id=post.id).exists()  # no job has run
        for who in everybody:
            assert [name for name, of in lists.items() if of(who)] == []
            for read in (queries.seen, queries.thread, queries.history):
                with pytest.raises(NotHere):
                    read(who, post.id)
            assert queries.titles(who, [post.id]) == {}
        assert queries.public_posts(ANONYMOUS, [doctor.id], since=now() - timedelta(days=1)) == {}
        for change in (actions.delete, lambda **on: actions.edit(words=None, **on)):  # type: ignore[arg-type]
            with pytest.raises(NotHere):
                change(by=viewer_of(doctor), post_id=post.id)

    def test_its_pictures_are_gone_too_for_the_author_as_well(self, doctor, patient, settings, tmp_path):
        settings.MEDIA_DIR = tmp_path
        key = actions.add_image(by=viewer_of(doctor), data=picture())
        number = signed(doctor, patient)
        case(doctor, number, images=(key,), alts=("A rash on an arm",))
        assert queries.image(ANONYMOUS, key).key == key
        consents.end(by=viewer_of(patient), authorisation_id=number)
        for who in (viewer_of(doctor), ANONYMOUS):
            with pytest.raises(NotHere):
                queries.image(who, key)
        assert path_of(key).exists()
        with transaction.atomic():
            take_down_all()
        assert not Image.objects.exists()
        assert not Post.objects.exists()

    def test_it_goes_with_the_last_day_without_any_job(self, doctor, patient):
        number = signed(doctor, patient, until=(now() + timedelta(days=2)).date())
        post = case(doctor, number)
        with time_machine.travel(now() + timedelta(days=4)), pytest.raises(NotHere):
            queries.seen(ANONYMOUS, post.id)

    def test_then_words_and_all_are_deleted_and_the_author_is_told(self, doctor, patient):
        number = signed(doctor, patient)
        case(doctor, number)
        other = write(doctor, "News of the clinic.")
        deliver_now()
        consents.end(by=viewer_of(patient), authorisation_id=number)
        deliver_now()
        assert [post.id for post in Post.objects.all()] == [other.id]
        told = Notice.objects.filter(owner_id=doctor.id).values_list("kind", flat=True)
        assert list(told).count("permit_over") == 1

    def test_a_restore_of_an_older_backup_does_not_bring_it_back(self, doctor, patient):
        number = signed(doctor, patient)
        post = case(doctor, number)
        consents.end(by=viewer_of(patient), authorisation_id=number)
        Term.objects.filter(id=number).update(revoked_at=None)  # as in a backup of before
        assert queries.readable_ids(ANONYMOUS, [post.id])
        assert consents.end_again() == 1
        assert take_down_all() == 1
        assert consents.end_again() == 0

    def test_an_answered_one_leaves_an_empty_row(self, doctor, patient):
        number = signed(doctor, patient)
        post = case(doctor, number)
        answer = write(make_persona(), "Thank you.", reply_to_id=post.id)
        consents.end(by=viewer_of(patient), authorisation_id=number)
        take_down_all()
        left = Post.objects.get(id=post.id)
        assert (left.gone, left.text, left.html) == (True, "", "")
        assert [one.id for one in queries.thread(ANONYMOUS, answer.id).replies] == [answer.id]

    def test_a_sweep_takes_down_what_the_news_of_an_end_did_not_reach(self, doctor, patient):
        number = signed(doctor, patient)
        case(doctor, number)
        assert take_down_all() == 0
        consents.end(by=viewer_of(patient), authorisation_id=number)
        assert take_down_all() == 1
        assert take_down_all() == 0

    def test_a_change_keeps_it_on_its_permission(self, doctor, patient):
        number = signed(doctor, patient)
        post = case(doctor, number)
        from bedside.areas.posts.words import Words

        changed = actions.edit(by=viewer_of(doctor), post_id=post.id, words=Words(text=f"{CASE} It is better now."))
        assert changed.authorisation_id == number
        plain = write(doctor, "A plain post.")
        with pytest.raises(Refused) as refused:
            actions.edit(by=viewer_of(doctor), post_id=plain.id, words=Words(text=CASE), release=on(number))
        assert refused.value.code == "release.change"


class TestPictures:
    @pytest.fixture(autouse=True)
    def _looks(self, settings, monkeypatch, tmp_path):
        settings.LOOKS_AT_PICTURES = True
        settings.MEDIA_DIR = tmp_path
        eyes.put_in(monkeypatch)

    def send(self, doctor: Persona, release: Release | None = None) -> list[str]:
        key = actions.add_image(by=viewer_of(doctor), data=eyes.block(eyes.FACE))
        more = {"release": release} if release else {}
        with pytest.raises(actions.BeingChecked):
            write(doctor, "How it looks.", images=(key,), alts=("A face",), form_key=7, **more)
        look_at_all()
        from bedside.areas.posts import waiting

        found = waiting.one(viewer_of(doctor), 7)
        assert Image.objects.get(key=key).post_id is None
        return [found.need(key), found.looks[key].mark]

    def test_a_face_is_covered_or_permitted(self, doctor, patient):
        need, mark = self.send(doctor)
        assert need == "change"
        with pytest.raises(Refused):
            actions.publish_held(by=viewer_of(doctor), form_key=7, looked=[mark])
        actions.drop_held(by=viewer_of(doctor), form_key=7)
        need, mark = self.send(doctor, on(signed(doctor, patient)))
        assert need == "look"
        with pytest.raises(Refused):
            actions.publish_held(by=viewer_of(doctor), form_key=7)
        assert actions.publish_held(by=viewer_of(doctor), form_key=7, looked=[mark]).authorisation_id

    def test_a_permission_that_ends_while_its_picture_is_looked_at_publishes_nothing(self, doctor, patient):
        number = signed(doctor, patient)
        _need, mark = self.send(doctor, on(number))
        consents.end(by=viewer_of(patient), authorisation_id=number)
        with pytest.raises(Refused) as refused:
            actions.publish_held(by=viewer_of(doctor), form_key=7, looked=[mark])
        assert refused.value.code == "permission.none"
        assert not Post.objects.exists()


@pytest.mark.parametrize("said", [False, True])
def test_where_nobody_looks_at_pictures_a_clinician_says_that_they_show_no_patient(doctor, settings, tmp_path, said):
    settings.MEDIA_DIR = tmp_path
    key = actions.add_image(by=viewer_of(doctor), data=picture())
    if said:
        write(doctor, "Our new rooms.", images=(key,), release=Release(no_patient=True))
        return
    with pytest.raises(Refused) as refused:
        write(doctor, "Our new rooms.", images=(key,))
    assert (refused.value.code, refused.value.field) == ("guard.hold", "release")


class TestWhatThePatientSees:
    def test_she_sees_where_it_is_shared_and_how_often_it_was_shown(self, doctor, patient):
        room = make_space(kind="room")
        join(doctor, room)
        number = signed(doctor, patient)
        in_square, in_room = case(doctor, number), case(doctor, number, space=room)
        queries.seen(viewer_of(patient), in_square.id)
        queries.seen(viewer_of(doctor), in_square.id)  # her own look is none
        shared = queries.shared_on(viewer_of(patient), number)
        assert [(one.post_id, one.space_kind, one.readable) for one in shared] == [
            (in_room.id, "room", False),
            (in_square.id, "square", True),
        ]
        assert sum(Shown.objects.values_list("times", flat=True)) == 1
        assert len(queries.shared_on(viewer_of(doctor), number)) == 2
        with pytest.raises(NotHere):
            queries.shared_on(viewer_of(make_persona()), number)
