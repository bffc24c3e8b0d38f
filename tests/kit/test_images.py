"""Pictures come out clean, or not at all."""

import io
import struct
import zlib

import pytest
from PIL import Image, ImageChops

from bedside.kit.images import BadImage, cleaned, marked
from bedside.kit.images.painter import LONGEST_SIDE


def picture(mode="RGB", size=(40, 20), fmt="JPEG", **how):
    out = io.BytesIO()
    Image.new(mode, size, "red" if mode != "P" else 1).save(out, fmt, **how)
    return out.getvalue()


def with_metadata():
    exif = Image.Exif()
    exif[0x010E] = "taken at Alder Creek"
    exif[0x8825] = {1: "N", 2: (52.0, 1.0, 2.0)}
    return picture(exif=exif, comment=b"secret comment")


@pytest.mark.asvs("14.2.8")
def test_nothing_of_the_metadata_is_left():
    given = with_metadata()
    assert b"Alder Creek" in given
    out = cleaned(given).data
    assert b"Alder Creek" not in out
    assert b"secret" not in out
    assert not dict(Image.open(io.BytesIO(out)).getexif())


def test_trailing_bytes_are_gone():
    assert b"<?php" not in cleaned(picture() + b"<?php evil").data


def test_a_picture_is_turned_upright_first():
    exif = Image.Exif()
    exif[0x0112] = 6
    made = cleaned(picture(size=(40, 20), exif=exif))
    assert (made.width, made.height) == (20, 40)


@pytest.mark.parametrize(("mode", "fmt", "media_type"), [("RGB", "PNG", "image/jpeg"), ("RGBA", "PNG", "image/png")])
def test_only_see_through_pictures_stay_png(mode, fmt, media_type):
    assert cleaned(picture(mode=mode, fmt=fmt)).media_type == media_type


def test_a_large_picture_is_made_smaller():
    assert cleaned(picture(size=(5_000, 100))).width == LONGEST_SIDE


def test_of_a_moving_picture_the_first_frame_is_kept():
    frames = [Image.new("P", (10, 10), n) for n in range(5)]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    assert getattr(Image.open(io.BytesIO(cleaned(out.getvalue()).data)), "n_frames", 1) == 1


def png_claiming(width, height):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "bad_image"),
        (b"not a picture", "bad_image"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'></svg>", "bad_image"),
        (picture()[:200], "bad_image"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "bad_image"),
        (png_claiming(30_000, 30_000), "image_too_big"),
        (png_claiming(65_535, 65_535), "image_too_big"),
        (b"\0" * (10 * 1024 * 1024 + 1), "image_too_big"),
        (picture(fmt="BMP"), "bad_image"),
        (picture(fmt="TIFF"), "bad_image"),
    ],
)
def test_what_is_no_decent_picture_is_refused(data, code):
    with pytest.raises(BadImage) as refused:
        cleaned(data)
    assert refused.value.code == code


def differs(one, other, box):
    """How many pixels of a part of two pictures are others."""
    parts = [Image.open(io.BytesIO(each)).convert("L").crop(box) for each in (one, other)]
    return sum(ImageChops.difference(*parts).point(lambda value: value > 20 and 1).get_flattened_data())


@pytest.mark.parametrize("ground", ["white", "black", "red"])
def test_a_mark_is_in_the_pixels_of_every_part(ground):
    out = io.BytesIO()
    Image.new("RGB", (1600, 1000), ground).save(out, "PNG")
    bare, made = cleaned(out.getvalue()).data, marked(out.getvalue(), "@dr_moss 3 March 2026")
    assert (made.width, made.height) == (1600, 1000)
    parts = [(x, y, x + 400, y + 250) for x in range(0, 1600, 400) for y in range(0, 1000, 250)]
    assert min(differs(bare, made.data, part) for part in parts) > 500


def test_marks_of_two_people_differ():
    one, other = (marked(picture(size=(800, 600)), words).data for words in ("@dr_moss", "@dr_reed"))
    assert differs(one, other, (0, 0, 800, 600)) > 500


def test_a_mark_on_a_see_through_picture_can_not_be_taken_off():
    made = marked(picture(mode="RGBA", fmt="PNG", size=(400, 300)), "@dr_moss")
    assert made.media_type == "image/jpeg"


def test_a_mark_fits_on_the_smallest_picture():
    assert marked(picture(size=(1, 1)), "@dr_moss 3 March 2026").width == 1
