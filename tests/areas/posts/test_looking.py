"""A post with pictures waits until they were looked at, is there for nobody meanwhile, and comes out once."""

import signal
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from bedside.areas.audit.models import AuditEntry
from bedside.areas.notify.models import Notice
from bedside.areas.people.models import Persona
from bedside.areas.posts import actions, queries, waiting
from bedside.areas.posts.actions import looking, releasing
from bedside.areas.posts.actions.looking import look_at_all
from bedside.areas.posts.files import path_of
from bedside.areas.posts.models import Draft, HomeEntry, Image, Mention, Post, PostTag, Waiting
from bedside.areas.spaces.models import SQUARE_ID
from bedside.kit.errors import NotHere, Refused
from bedside.kit.images import cleaned, reading
from bedside.kit.outbox.actions import deliver_now
from bedside.kit.outbox.models import OutboxRow
from bedside.kit.viewing import viewing
from tests import eyes
from tests.areas.posts.writing import write
from tests.factories import block, follow, join, make_credential, make_persona, make_space, viewer_of

pytestmark = pytest.mark.django_db
KEY = 4711
PLAIN, NUMBER, FACE = eyes.block(), eyes.block(eyes.NUMBER), eyes.block(eyes.FACE)
BOTH = eyes.block(eyes.NUMBER, eyes.FACE)


@pytest.fixture(autouse=True)
def _looks_at_pictures(settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    settings.LOOKS_AT_PICTURES = True
    settings.MEDIA_DIR = tmp_path
    eyes.put_in(monkeypatch)


@pytest.fixture
def patient() -> Persona:
    return make_persona()


@pytest.fixture
def clinician() -> Persona:
    made = make_persona(kind="clinician")
    make_credential(made)
    return made


def send(author: Persona, *files: bytes, text: str = "Look at this.", key: int = KEY, **more: Any) -> None:
    """Publish something with pictures; it is held."""
    images = tuple(actions.add_image(by=viewer_of(author), data=file) for file in files)
    more.setdefault("alts", ("What it shows",) * len(files))
    with pytest.raises(actions.BeingChecked) as held:
        write(author, text, images=images, form_key=key, **more)
    assert held.value.form_key == key


def held_of(author: Persona, key: int = KEY) -> waiting.Held:
    with viewing(author.id):
        return waiting.one(viewer_of(author), key)


def marks(author: Persona) -> list[str]:
    return [look.mark for look in held_of(author).looks.values()]


def published(author: Persona, **more: Any) -> Post:
    return actions.publish_held(by=viewer_of(author), form_key=KEY, **more)


def found(author: Persona) -> list[list[str]]:
    return [[one.kind for one in look.shown] for look in held_of(author).looks.values()]


def test_without_the_reader_a_post_is_published_as_ever(patient: Persona, settings: Any) -> None:
    settings.LOOKS_AT_PICTURES = False
    key = actions.add_image(by=viewer_of(patient), data=FACE)
    assert write(patient, images=(key,)).n_images == 1


def test_a_post_without_pictures_does_not_wait(patient: Persona) -> None:
    assert write(patient).id
    assert not Waiting.objects.exists()


def test_a_post_that_waits_is_no_post_and_leaves_no_trace(patient: Persona) -> None:
    friend = make_persona(handle="a_friend")
    follow(friend, patient)
    before = {model: model.objects.count() for model in (Post, HomeEntry, Mention, PostTag, OutboxRow, Notice)}
    send(patient, PLAIN, text="Good day @a_friend #morning")
    deliver_now()
    assert {model: model.objects.count() for model in before} == before
    assert queries.persona_timeline(viewer_of(patient), patient).posts == ()
    assert queries.search(viewer_of(patient), "morning").posts == ()


def test_it_is_its_authors_alone(patient: Persona) -> None:
    send(patient, PLAIN)
    other = viewer_of(make_persona())
    [key] = held_of(patient).words.images
    assert waiting.all_of(other) == []
    for act in (
        lambda: waiting.one(other, KEY),
        lambda: queries.image(other, key),
        lambda: actions.publish_held(by=other, form_key=KEY),
        lambda: actions.drop_held(by=other, form_key=KEY),
        lambda: actions.back_to_draft(by=other, form_key=KEY, fields={}),
        lambda: actions.take_out(by=other, form_key=KEY, key=key),
        lambda: actions.cover(by=other, form_key=KEY, key=key, mark=""),
    ):
        with pytest.raises(NotHere):
            act()
    with viewing(other.persona_id):
        assert not Waiting.objects.exists()


def test_a_picture_in_which_nothing_is_found_lets_the_post_out_at_once_as_of_now(patient: Persona) -> None:
    friend = make_persona(handle="b_friend")
    follow(friend, patient)
    send(patient, PLAIN, PLAIN, text="Good day @b_friend #morning", alts=("One", "Two"))
    later = Post.objects.create(
        author=friend, space_id=SQUARE_ID, audience="public", thread_id=1, thread_author_id=friend.id, text="Later."
    )
    assert look_at_all() == 1
    post = queries.sent(viewer_of(patient), KEY)
    assert post.id > later.id
    assert [image.alt for image in queries.seen(viewer_of(friend), post.id).images] == ["One", "Two"]
    assert HomeEntry.objects.filter(owner_id=friend.id, post_id=post.id).exists()
    deliver_now()
    assert Notice.objects.filter(owner_id=friend.id, kind="mention").exists()
    assert not Waiting.objects.exists()
    assert not Image.objects.filter(waiting_id__isnull=False).exists()


def test_a_reply_waits_and_comes_out_as_one(patient: Persona) -> None:
    asked = write(make_persona(), "Who knows?")
    send(patient, PLAIN, reply_to_id=asked.id)
    assert queries.thread(viewer_of(patient), asked.id).replies == ()
    look_at_all()
    assert Post.objects.get(form_key=KEY).reply_to_id == asked.id


def test_an_edit_adds_no_picture_and_so_does_not_wait(patient: Persona) -> None:
    send(patient, PLAIN)
    look_at_all()
    post = Post.objects.get(form_key=KEY)
    changed = actions.edit(by=viewer_of(patient), post_id=post.id, words=waiting.Words(text="Better words."))
    assert changed.text == "Better words."
    assert not Waiting.objects.exists()


def test_a_form_sent_twice_waits_once_and_comes_out_once(patient: Persona) -> None:
    send(patient, PLAIN)
    images = held_of(patient).words.images
    for _press in range(2):
        with pytest.raises(actions.BeingChecked):
            write(patient, "Look at this.", images=images, form_key=KEY)
    look_at_all()
    assert write(patient, "Look at this.", images=images, form_key=KEY) == Post.objects.get(form_key=KEY)


def test_findings_leave_it_to_its_author_who_is_told_once(patient: Persona) -> None:
    send(patient, BOTH)
    look_at_all()
    look_at_all()
    deliver_now()
    assert held_of(patient).state == "look"
    assert found(patient) == [["record_no", "image"]]
    assert list(Notice.objects.values_list("owner_id", "kind", "actor_id")) == [(patient.id, "pictures", 0)]
    assert not Post.objects.filter(form_key=KEY).exists()


def test_what_was_read_is_kept_nowhere(patient: Persona) -> None:
    send(patient, NUMBER, text="A word like wombatsong.")
    look_at_all()
    [look] = held_of(patient).looks.values()
    assert eyes.LINE not in str(look)
    with connection.cursor() as cursor:
        cursor.execute("SELECT t::text, encode(sealed, 'escape') FROM posts_waiting t")
        assert "wombatsong" not in str(cursor.fetchall())
    assert "00482917" not in str(list(AuditEntry.objects.values_list("detail", flat=True)))


class TestWhatTheAuthorDoes:
    def test_a_patient_about_herself_presses_once_more(self, patient: Persona) -> None:
        send(patient, FACE)
        look_at_all()
        assert published(patient).n_images == 1

    def test_her_own_number_asks_for_her_word_about_exactly_this_picture(self, patient: Persona) -> None:
        send(patient, NUMBER)
        look_at_all()
        for given in ([], ["0" * 64]):
            with pytest.raises(releasing.LookAgain):
                published(patient, looked=given)
        assert published(patient, looked=marks(patient))

    def test_a_word_given_before_a_cover_does_not_count_after_it(self, clinician: Persona) -> None:
        send(clinician, NUMBER)
        look_at_all()
        [key], [before] = held_of(clinician).words.images, marks(clinician)
        actions.cover(by=viewer_of(clinician), form_key=KEY, key=key, mark=before)
        with pytest.raises(releasing.LookAgain):
            published(clinician, looked=[before])
        assert published(clinician, looked=marks(clinician))

    def test_a_clinician_looks_at_each_picture_also_where_nothing_was_found(self, clinician: Persona) -> None:
        send(clinician, PLAIN, eyes.block(size=(300, 300)))
        look_at_all()
        assert found(clinician) == [[], []]
        with pytest.raises(releasing.LookAgain):
            published(clinician, looked=marks(clinician)[:1])
        assert published(clinician, looked=marks(clinician))
        entry = AuditEntry.objects.filter(action="guard.pictures_confirmed").last()
        assert entry is not None
        assert entry.actor_id == clinician.id

    @pytest.mark.parametrize("given", ["looked", "agreed"])
    def test_a_clinician_cannot_publish_what_is_held(self, clinician: Persona, given: str) -> None:
        send(clinician, FACE)
        look_at_all()
        with pytest.raises(releasing.LookAgain):
            published(clinician, **{given: marks(clinician)})

    def test_in_a_room_a_clean_picture_needs_no_word(self, clinician: Persona) -> None:
        room = make_space(kind="room")
        join(clinician, room)
        send(clinician, PLAIN, space=room)
        look_at_all()
        assert Post.objects.filter(form_key=KEY).exists()

    def test_covering_changes_the_pixels_and_the_file(self, clinician: Persona) -> None:
        send(clinician, BOTH)
        look_at_all()
        [key], [mark] = held_of(clinician).words.images, marks(clinician)
        before = path_of(key).read_bytes()
        actions.cover(by=viewer_of(clinician), form_key=KEY, key=key, mark=mark, number=0)
        assert found(clinician) == [["image"]]
        after = path_of(key).read_bytes()
        assert after != before
        assert [one.name for one in path_of(key).parent.iterdir()] == [path_of(key).name]
        assert b'"kind": "text"' not in eyes.read(after)
        assert b'"kind": "face"' in eyes.read(after)

    def test_all_of_a_picture_is_covered_by_one_press(self, clinician: Persona) -> None:
        send(clinician, BOTH)
        look_at_all()
        [key], [mark] = held_of(clinician).words.images, marks(clinician)
        actions.cover(by=viewer_of(clinician), form_key=KEY, key=key, mark=mark)
        assert found(clinician) == [[]]
        assert eyes.read(path_of(key).read_bytes()) == b"[]"
        assert held_of(clinician).looks[key].covered == 2

    @pytest.mark.parametrize(("mark", "number"), [("0" * 64, None), ("", None), ("its own", 7)])
    def test_a_press_on_a_page_that_is_no_longer_right_is_refused_and_covers_nothing(
        self, clinician: Persona, mark: str, number: int | None
    ) -> None:
        send(clinician, BOTH)
        look_at_all()
        [key], [own] = held_of(clinician).words.images, marks(clinician)
        before = path_of(key).read_bytes()
        told = own if mark == "its own" else mark
        with pytest.raises(releasing.NotCovered):
            actions.cover(by=viewer_of(clinician), form_key=KEY, key=key, mark=told, number=number)
        assert path_of(key).read_bytes() == before

    def test_a_picture_taken_out_is_gone_and_the_rest_stays(
        self, patient: Persona, django_capture_on_commit_callbacks: Callable[..., Any]
    ) -> None:
        send(patient, PLAIN, NUMBER, alts=("One", "Two"))
        look_at_all()
        first, second = held_of(patient).words.images
        with django_capture_on_commit_callbacks(execute=True):
            actions.take_out(by=viewer_of(patient), form_key=KEY, key=second)
        assert (path_of(first).exists(), path_of(second).exists()) == (True, False)
        post = published(patient)
        assert [image.alt for image in queries.seen(viewer_of(patient), post.id).images] == ["One"]

    def test_nothing_is_published_of_which_nothing_is_left(self, patient: Persona) -> None:
        send(patient, NUMBER, text="")
        look_at_all()
        [key] = held_of(patient).words.images
        actions.take_out(by=viewer_of(patient), form_key=KEY, key=key)
        with pytest.raises(Refused) as refused:
            published(patient)
        assert refused.value.field == "text"
        assert held_of(patient)

    def test_back_to_the_composer_nothing_is_lost(self, patient: Persona) -> None:
        send(patient, PLAIN)
        images = list(held_of(patient).words.images)
        place = actions.back_to_draft(by=viewer_of(patient), form_key=KEY, fields={"text": "Words.", "images": images})
        assert place == f"space:{SQUARE_ID}"
        assert not Waiting.objects.exists()
        assert Image.objects.filter(key__in=images, waiting_id=None, post_id=None).count() == 1
        assert path_of(images[0]).exists()

    def test_no_other_draft_is_written_over(self, patient: Persona) -> None:
        send(patient, PLAIN)
        actions.save_draft(by=viewer_of(patient), place=f"space:{SQUARE_ID}", fields={"text": "Another text."})
        with pytest.raises(Refused) as refused:
            actions.back_to_draft(by=viewer_of(patient), form_key=KEY, fields={"text": "Words."})
        assert refused.value.code == "draft_there"
        assert held_of(patient)
        assert Draft.objects.count() == 1

    def test_thrown_away_it_is_gone_with_its_pictures(
        self, patient: Persona, django_capture_on_commit_callbacks: Callable[..., Any]
    ) -> None:
        send(patient, PLAIN)
        [key] = held_of(patient).words.images
        with django_capture_on_commit_callbacks(execute=True):
            actions.drop_held(by=viewer_of(patient), form_key=KEY)
        assert not Waiting.objects.exists()
        assert not Image.objects.exists()
        assert not path_of(key).exists()

    def test_while_it_is_looked_at_nothing_can_be_pressed(self, patient: Persona) -> None:
        send(patient, NUMBER)
        [key] = held_of(patient).words.images
        for act in (
            lambda: published(patient, looked=marks(patient)),
            lambda: actions.take_out(by=viewer_of(patient), form_key=KEY, key=key),
            lambda: actions.cover(by=viewer_of(patient), form_key=KEY, key=key, mark=""),
        ):
            with pytest.raises(releasing.StillChecked):
                act()


class TestItsPictures:
    def test_no_draft_takes_or_deletes_them(self, patient: Persona) -> None:
        send(patient, PLAIN)
        [key] = held_of(patient).words.images
        actions.save_draft(by=viewer_of(patient), place="space:1", fields={"text": "Hm.", "images": [key]})
        actions.drop_draft(by=viewer_of(patient), place="space:1")
        with pytest.raises(NotHere):
            actions.drop_image(by=viewer_of(patient), key=key)
        assert Image.objects.filter(key=key, waiting_id__isnull=False).exists()

    def test_no_other_post_takes_them(self, patient: Persona) -> None:
        send(patient, PLAIN)
        images = held_of(patient).words.images
        with pytest.raises(Refused) as refused:
            write(patient, images=images, form_key=99)
        assert refused.value.code == "picture_gone"
        assert Waiting.objects.count() == 1

    def test_nobody_elses_are_taken(self, patient: Persona) -> None:
        key = actions.add_image(by=viewer_of(make_persona()), data=PLAIN)
        with pytest.raises(Refused) as refused:
            write(patient, images=(key,), form_key=KEY)
        assert refused.value.code == "picture_gone"
        assert not Waiting.objects.exists()

    def test_a_late_autosave_brings_no_draft_back(self, patient: Persona) -> None:
        send(patient, PLAIN)
        assert actions.save_draft(by=viewer_of(patient), place="space:1", fields={"text": "Late.", "key": KEY}) == 0


class Cut(Exception):
    """Stands for `kill -9`: nothing after it runs, and its transaction is rolled back."""


def cut_off(at: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the worker die at one step, once."""
    there = getattr(looking, at)

    def dies(*args: Any, **more: Any) -> Any:
        monkeypatch.setattr(looking, at, there)
        if at in ("_note", "release"):
            there(*args, **more)
            if at == "_note":
                raise Cut
        raise Cut

    monkeypatch.setattr(looking, at, dies)


@pytest.mark.parametrize("at", ["_begun", "_read", "_note", "_settle", "release", "_facts"])
def test_wherever_the_worker_dies_the_post_is_taken_up_again_and_comes_out_once(
    patient: Persona, at: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(patient, PLAIN)
    cut_off(at, monkeypatch)
    with pytest.raises(Cut):
        look_at_all()
    assert held_of(patient).state == "checking"
    assert not Post.objects.exists()
    look_at_all()
    assert Post.objects.filter(form_key=KEY).count() == 1
    assert not Waiting.objects.exists()


@pytest.mark.parametrize("who", ["patient", "clinician"])
def test_a_picture_that_kills_its_reader_three_times_is_given_up_and_the_rules_decide(
    request: pytest.FixtureRequest, who: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    author = request.getfixturevalue(who)
    tried = counted_reads(monkeypatch)
    send(author, eyes.block(corner=eyes.DEADLY))
    look_at_all()
    [look] = held_of(author).looks.values()
    assert (len(tried), look.gave_up, found(author)) == (3, "broken", [["unchecked"]])
    if who == "patient":
        assert published(author)
        return
    with pytest.raises(releasing.LookAgain):
        published(author, looked=marks(author), agreed=marks(author))


def counted_reads(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Return a list that grows with every try at a picture."""
    tried: list[bytes] = []
    read = reading.Reader.read
    monkeypatch.setattr(reading.Reader, "read", lambda self, data: (tried.append(data), read(self, data))[1])
    return tried


def test_a_picture_for_which_the_time_is_up_is_tried_once(patient: Persona, monkeypatch: pytest.MonkeyPatch) -> None:
    tried = counted_reads(monkeypatch)
    send(patient, eyes.block(corner=eyes.ENDLESS), PLAIN)
    look_at_all()
    assert [look.gave_up for look in held_of(patient).looks.values()] == ["slow", ""]
    assert len(tried) == 2


def test_a_worker_that_a_picture_kills_tries_three_times(patient: Persona, monkeypatch: pytest.MonkeyPatch) -> None:
    send(patient, PLAIN)

    def dies(_reader: Any, _data: bytes) -> Any:
        raise Cut

    monkeypatch.setattr(looking, "_read", dies)
    for _try in range(3):
        with pytest.raises(Cut):
            look_at_all()
    monkeypatch.setattr(looking, "_read", lambda _reader, _data: "broken")
    look_at_all()
    [look] = held_of(patient).looks.values()
    assert (look.gave_up, held_of(patient).state) == ("broken", "look")


def test_a_reader_that_is_killed_is_started_again(patient: Persona, monkeypatch: pytest.MonkeyPatch) -> None:
    read = reading.Reader.read

    def killed_first(self: reading.Reader, data: bytes) -> Any:
        monkeypatch.setattr(reading.Reader, "read", read)
        read(self, data)
        child = self._workshop._painter
        assert child is not None
        child.send_signal(signal.SIGKILL)
        child.wait()
        raise reading.Unread

    monkeypatch.setattr(reading.Reader, "read", killed_first)
    send(patient, PLAIN)
    look_at_all()
    assert Post.objects.filter(form_key=KEY).exists()


def test_where_the_reader_is_gone_the_author_decides(patient: Persona, monkeypatch: pytest.MonkeyPatch) -> None:
    send(patient, PLAIN)
    monkeypatch.setattr(reading, "NEEDED", ("a_package_that_nobody_has",))
    look_at_all()
    assert [look.gave_up for look in held_of(patient).looks.values()] == ["nobody"]
    assert published(patient)


def test_a_picture_that_is_not_the_one_that_was_read_is_read_again(patient: Persona) -> None:
    send(patient, FACE)
    look_at_all()
    [key] = held_of(patient).words.images
    path_of(key).write_bytes(painted(NUMBER))
    with pytest.raises(releasing.StillChecked):
        published(patient)
    assert held_of(patient).state == "checking"
    look_at_all()
    assert found(patient) == [["record_no"]]


def test_a_picture_that_changes_while_it_is_read_is_not_published(
    patient: Persona, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(patient, PLAIN)
    [key] = held_of(patient).words.images
    monkeypatch.setattr(looking, "_read", lambda _reader, _data: path_of(key).write_bytes(painted(NUMBER)) and ())
    look_at_all()
    assert not Post.objects.exists()


def painted(file: bytes) -> bytes:
    """Return a picture as the painter writes it."""
    return cleaned(file).data


class TestWhatHasChangedMeanwhile:
    def test_who_was_suspended_publishes_nothing(self, patient: Persona) -> None:
        send(patient, PLAIN)
        Persona.objects.filter(id=patient.id).update(hidden=True)
        look_at_all()
        assert not Post.objects.exists()
        Persona.objects.filter(id=patient.id).update(hidden=False)
        assert held_of(patient).state == "look"

    def test_what_was_not_read_is_read_before_it_can_be_published(self, patient: Persona) -> None:
        self.test_who_was_suspended_publishes_nothing(patient)
        with pytest.raises(releasing.StillChecked):
            published(patient)
        look_at_all()
        assert Post.objects.filter(form_key=KEY).exists()

    def test_who_left_the_space_keeps_the_words(self, patient: Persona) -> None:
        space = make_space()
        member = join(patient, space)
        send(patient, PLAIN, space=space)
        member.delete()
        look_at_all()
        assert held_of(patient).words.text == "Look at this."
        with pytest.raises(Refused):
            published(patient)
        assert not Post.objects.exists()

    def test_a_block_closes_the_thread(self, patient: Persona) -> None:
        other = make_persona()
        asked = write(other, "Who knows?")
        send(patient, PLAIN, reply_to_id=asked.id)
        block(other, patient)
        look_at_all()
        with pytest.raises(Refused) as refused:
            published(patient)
        assert refused.value.code == "place_gone"
        assert Post.objects.count() == 1


def test_a_job_that_takes_long_leaves_the_rest_to_another(patient: Persona, monkeypatch: pytest.MonkeyPatch) -> None:
    def jobs() -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'posts.look_at_pictures'")
            return int(cursor.fetchone()[0])

    for key in (1, 2):
        send(patient, PLAIN, key=key)
    monkeypatch.setattr(looking, "AT_A_TIME", 0.0)
    before = jobs()
    assert (look_at_all(), jobs()) == (0, before + 1)
    monkeypatch.setattr(looking, "AT_A_TIME", 15.0)
    assert (look_at_all(), jobs()) == (2, before + 1)


def test_one_that_cannot_be_opened_or_whose_disk_fails_does_not_keep_the_others(
    patient: Persona, monkeypatch: pytest.MonkeyPatch
) -> None:
    for key in (1, 2, 3):
        send(patient, PLAIN, key=key)
    Waiting.objects.filter(form_key=1).update(sealed=b"not ours")
    [image] = held_of(patient, 2).words.images
    path_of(image).unlink()
    path_of(image).mkdir()  # stands for a file that can't be read
    assert look_at_all() == 3
    assert list(Post.objects.values_list("form_key", flat=True)) == [3]
    assert Waiting.objects.filter(state="checking").count() == 2


def test_one_post_does_not_keep_the_others(patient: Persona, clinician: Persona) -> None:
    send(patient, eyes.block(corner=eyes.DEADLY))
    send(clinician, PLAIN, key=2)
    send(patient, PLAIN, key=3)
    assert look_at_all() == 3
    assert {state for (state,) in Waiting.objects.values_list("state")} == {"look"}
    assert Post.objects.filter(form_key=3).exists()
