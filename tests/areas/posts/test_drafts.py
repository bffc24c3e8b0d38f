"""Drafts and pictures that are on no post yet: their owner's alone, sealed, and gone when let go."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, connections

from bedside.areas.people.viewer import ANONYMOUS
from bedside.areas.posts import actions, drafts, queries
from bedside.areas.posts.actions.drafts import MOST
from bedside.areas.posts.actions.upkeep import forget_old
from bedside.areas.posts.files import path_of
from bedside.areas.posts.models import Draft, Image
from bedside.kit.clock import now
from bedside.kit.errors import NotAllowed, NotHere, Refused
from bedside.kit.images import BadImage
from bedside.kit.vault import CannotOpen
from tests.areas.posts.writing import picture, write
from tests.factories import follow, join, make_account, make_persona, make_space, viewer_of

WORD = "platypus"


@pytest.mark.django_db
class TestDrafts:
    def test_what_was_typed_last_is_kept(self) -> None:
        me = viewer_of(make_persona())
        for text in ("One", "Two"):
            actions.save_draft(by=me, place="space:1", fields={"text": text})
        kept = drafts.at(me, "space:1")
        assert kept is not None
        assert (kept.fields, Draft.objects.count()) == ({"text": "Two"}, 1)

    @pytest.mark.asvs("14.2.4")
    def test_no_word_of_it_stands_in_the_database(self) -> None:
        actions.save_draft(by=viewer_of(make_persona()), place="space:1", fields={"text": WORD, "title": WORD})
        with connection.cursor() as cursor:
            cursor.execute("SELECT t::text, encode(sealed, 'escape') FROM posts_draft t")
            (row,) = cursor.fetchall()
        assert WORD not in "".join(row).lower()
        assert WORD.encode().hex() not in row[0]

    def test_the_words_of_one_row_do_not_open_in_another(self) -> None:
        me = viewer_of(make_persona())
        one = actions.save_draft(by=me, place="space:1", fields={"text": WORD})
        two = actions.save_draft(by=me, place="space:2", fields={"text": "x"})
        Draft.objects.filter(id=two).update(sealed=Draft.objects.get(id=one).sealed)
        with pytest.raises(CannotOpen):
            drafts.one(me, two)

    def test_only_its_owner_reads_it_not_even_another_persona_of_the_account(self) -> None:
        me = make_persona()
        draft_id = actions.save_draft(by=viewer_of(me), place="space:1", fields={"text": WORD})
        other = viewer_of(make_persona(account=me.account))
        with pytest.raises(NotHere):
            drafts.one(other, draft_id)
        assert (drafts.all_of(other), drafts.at(other, "space:1")) == ([], None)
        assert actions.drop_draft(by=other, draft_id=draft_id) is False

    def test_there_can_be_so_many_and_the_last_can_still_be_changed(self) -> None:
        me = viewer_of(make_persona())
        for n in range(MOST):
            actions.save_draft(by=me, place=f"space:{n}", fields={"text": WORD})
        with pytest.raises(Refused) as refused:
            actions.save_draft(by=me, place="space:one-more", fields={"text": WORD})
        actions.save_draft(by=me, place="space:0", fields={"text": "changed"})
        assert (refused.value.code, Draft.objects.count()) == ("too_many_drafts", MOST)

    @pytest.mark.parametrize("letter", ["a", "ب", "字", "🐢"])
    def test_the_longest_article_fits_in_every_script(self, letter: str) -> None:
        me = viewer_of(make_persona())
        actions.save_draft(by=me, place="space:1", fields={"text": letter * 50_000})
        kept = drafts.at(me, "space:1")
        assert kept is not None
        assert kept.fields["text"] == letter * 50_000

    def test_a_text_longer_than_any_is_refused(self) -> None:
        with pytest.raises(Refused):
            actions.save_draft(by=viewer_of(make_persona()), place="space:1", fields={"text": "x" * 120_000})

    def test_a_visitor_keeps_nothing(self) -> None:
        with pytest.raises(NotAllowed):
            actions.save_draft(by=ANONYMOUS, place="space:1", fields={"text": WORD})

    def test_a_late_autosave_does_not_bring_back_what_is_published(self) -> None:
        me = make_persona()
        write(me, form_key=7)
        assert actions.save_draft(by=viewer_of(me), place="space:1", fields={"text": WORD, "key": 7}) == 0
        assert not Draft.objects.exists()

    @pytest.mark.asvs("14.2.7")
    def test_after_half_a_year_it_is_let_go(self) -> None:
        me = viewer_of(make_persona())
        for place in ("old", "new"):
            actions.save_draft(by=me, place=place, fields={"text": WORD})
        Draft.objects.filter(place="old").update(saved_at=now() - timedelta(days=181))
        forget_old()
        assert Draft.objects.get().place == "new"


def test_two_autosaves_at_the_same_moment_keep_one_draft(committed: None) -> None:
    me = viewer_of(make_persona())

    def save(n: int) -> int:
        try:
            return actions.save_draft(by=me, place="space:1", fields={"text": f"{n}"})
        finally:
            connections.close_all()

    try:
        with ThreadPoolExecutor(4) as pool:
            assert len(set(pool.map(save, range(8)))) == 1
    finally:
        Draft.objects.all().delete()


@pytest.mark.django_db
class TestPictures:
    def test_an_unpublished_picture_is_seen_by_its_owner_only(self) -> None:
        me, follower = make_persona(), make_persona()
        follow(follower, me)
        key = actions.add_image(by=viewer_of(me), data=picture())
        assert queries.image(viewer_of(me), key).key == key
        for other in (follower, make_persona(account=me.account)):
            with pytest.raises(NotHere):
                queries.image(viewer_of(other), key)

    def test_on_a_post_it_is_seen_by_whoever_reads_the_post(self) -> None:
        me, member, stranger, space = make_persona(), make_persona(), make_persona(), make_space()
        join(me, space)
        join(member, space)
        key = actions.add_image(by=viewer_of(me), data=picture())
        write(me, "Look.", space=space, images=(key,), alts=("A cup",))
        assert queries.image(viewer_of(member), key).alt == "A cup"
        with pytest.raises(NotHere):
            queries.image(viewer_of(stranger), key)

    @pytest.mark.parametrize("whose", ["somebody else's", "on another post", "made up", "odd"])
    def test_a_post_takes_only_its_authors_waiting_pictures(self, whose: str) -> None:
        me, other = make_persona(), make_persona()
        key = {"made up": "0" * 32, "odd": "../../etc"}.get(whose, "")
        if not key:
            key = actions.add_image(by=viewer_of(other if whose == "somebody else's" else me), data=picture())
        if whose == "on another post":
            write(me, images=(key,))
        with pytest.raises(Refused) as refused:
            write(me, "Mine.", images=(key,))
        assert refused.value.field == "images"

    def test_pictures_stand_in_the_order_they_were_given(self) -> None:
        me = make_persona()
        keys = [actions.add_image(by=viewer_of(me), data=picture(colour)) for colour in ("red", "blue", "green")]
        post = write(me, images=tuple(reversed(keys)), alts=("g", "b"))
        seen = queries.seen(viewer_of(me), post.id).images
        assert [(image.key, image.alt) for image in seen] == list(zip(reversed(keys), ("g", "b", ""), strict=True))

    def test_the_file_is_written_anew_and_private(self) -> None:
        data = picture() + b"trailing secret"
        key = actions.add_image(by=viewer_of(make_persona()), data=data)
        assert b"secret" not in path_of(key).read_bytes()

    @pytest.mark.parametrize("data", [b"", b"no picture", b"<svg xmlns='http://www.w3.org/2000/svg'/>"])
    def test_what_is_no_picture_leaves_nothing(self, data: bytes) -> None:
        with pytest.raises(BadImage):
            actions.add_image(by=viewer_of(make_persona()), data=data)
        assert not Image.objects.exists()

    def test_who_has_not_confirmed_a_mail_address_adds_none(self) -> None:
        with pytest.raises(NotAllowed):
            actions.add_image(by=viewer_of(make_persona(account=make_account(confirmed=False))), data=picture())

    @pytest.mark.parametrize("how", ["dropped", "taken out of the draft", "with its draft"])
    def test_a_waiting_picture_goes(self, how: str, django_capture_on_commit_callbacks) -> None:  # type: ignore[no-untyped-def]
        me = viewer_of(make_persona())
        key = actions.add_image(by=me, data=picture())
        actions.save_draft(by=me, place="space:1", fields={"text": WORD, "images": [key]})
        with django_capture_on_commit_callbacks(execute=True):
            if how == "dropped":
                actions.drop_image(by=me, key=key)
            elif how == "with its draft":
                actions.drop_draft(by=me, place="space:1")
            else:
                actions.save_draft(by=me, place="space:1", fields={"text": WORD, "images": []})
        assert (Image.objects.count(), path_of(key).exists()) == (0, False)

    def test_publishing_keeps_the_pictures_of_its_draft(self, django_capture_on_commit_callbacks) -> None:  # type: ignore[no-untyped-def]
        me = make_persona()
        key = actions.add_image(by=viewer_of(me), data=picture())
        actions.save_draft(by=viewer_of(me), place="space:1", fields={"text": WORD, "images": [key]})
        with django_capture_on_commit_callbacks(execute=True):
            post = write(me, images=(key,), draft_place="space:1")
        assert (Image.objects.get().post_id, path_of(key).exists()) == (post.id, True)

    def test_a_draft_that_names_somebody_elses_picture_does_not_take_it_along(self) -> None:
        me, other = viewer_of(make_persona()), viewer_of(make_persona())
        key = actions.add_image(by=other, data=picture())
        actions.save_draft(by=me, place="space:1", fields={"text": WORD, "images": [key]})
        actions.drop_draft(by=me, place="space:1")
        assert Image.objects.exists()

    def test_nobody_drops_the_picture_of_somebody_else_or_of_a_post(self) -> None:
        me, other = make_persona(), make_persona()
        key = actions.add_image(by=viewer_of(me), data=picture())
        with pytest.raises(NotHere):
            actions.drop_image(by=viewer_of(other), key=key)
        write(me, images=(key,))
        with pytest.raises(NotHere):
            actions.drop_image(by=viewer_of(me), key=key)
