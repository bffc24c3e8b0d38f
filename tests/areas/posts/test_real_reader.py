"""A post with a record number and a face in its picture, looked at by the real reader. Needs the extra `images`."""

from typing import Any

import pytest

from bedside.areas.posts import actions
from bedside.areas.posts.actions.looking import look_at_all
from bedside.areas.posts.files import path_of
from bedside.areas.posts.models import Post
from bedside.areas.posts.waiting import Look, one
from bedside.areas.posts.words import Words
from bedside.kit.images.reading import Reader
from tests.areas.posts.writing import send_held
from tests.factories import make_credential, make_persona, viewer_of
from tests.kit.test_reading import draw_a_face, drawn, needs_the_extra, painted, write

pytestmark = [pytest.mark.images, needs_the_extra, pytest.mark.django_db]


def test_what_is_covered_is_not_read_any_more_and_the_post_comes_out(tmp_path: Any, settings: Any) -> None:
    settings.MEDIA_DIR = tmp_path
    author = make_persona(kind="clinician")
    make_credential(author)
    by = viewer_of(author)
    picture, pen = drawn((1600, 1200), "#7896aa")
    write(pen, (60, 60), "MRN 00482917", size=44)
    draw_a_face(pen, 1100, 700, 170)
    key = actions.add_image(by=by, data=painted(picture))
    form_key = send_held(by, Words(text="A case.", images=(key,), alts=("A chart",)))
    assert look_at_all() == 1

    def look() -> Look:
        return one(by, form_key).looks[key]

    assert {found.kind for found in look().shown} == {"record_no", "image"}
    actions.cover(by=by, form_key=form_key, key=key, mark=look().mark)
    with Reader() as reader:
        assert reader.read(path_of(key).read_bytes()) == ()
    actions.publish_held(by=by, form_key=form_key, looked=[look().mark])
    assert Post.objects.get(form_key=form_key).n_images == 1
