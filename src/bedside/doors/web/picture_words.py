"""What is said of a picture that was looked at, and where on it each finding is drawn (parts/looked_at.html)."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from bedside.areas.posts.models import Image
from bedside.areas.posts.waiting import Found, Look
from bedside.doors.web.verdict_words import name_of
from bedside.policy.guard.pictures import WHOLE
from bedside.policy.waiting import Need

LETTER = 24  # of the picture's longer side: one part of so many is a number's height


def picture_of(image: Image, look: Look, *, n: int, alt: str, need: Need, case: str = "") -> dict[str, Any]:
    """Return one picture with its findings, as the page draws it; `n` counts from 1.

    `case`: its author speaks of patients, with a permission ("permitted") or without one ("none").
    """
    places = [_finding(found, number, image, n=n, look=look) for number, found in enumerate(look.shown)]
    coverable = [place for place in places if place["cover"]]
    return {
        "n": n,
        "key": image.key,
        "url": f"{reverse('media', args=[image.key])}?{look.mark[:8]}",  # another address for another picture
        "alt": alt,
        "width": image.width,
        "height": image.height,
        "letter": max(image.width, image.height) // LETTER,
        "place_removed": image.place_removed,
        "findings": places,
        "boxes": [place["box"] for place in coverable],
        "found": _found(look, len(places)),
        "gave_up": bool(look.gave_up),
        "unread": not look.over,
        "cover_all": f"cover:{image.key}:{look.mark}:all" if len(coverable) > 1 else "",
        "out": f"out:{image.key}",
        "mark": look.mark,
        "need": need,
        "tick": _tick(look, need, case),
        "tick_name": "agreed" if need == "agree" else "looked",
    }


def _finding(found: Found, number: int, image: Image, *, n: int, look: Look) -> dict[str, Any]:
    whole = found.box == WHOLE
    return {
        "n": number + 1,
        "id": f"finding_{n}_{number + 1}",
        "what": _("A picture that nobody looked at") if found.kind == "unchecked" else name_of(found.kind),
        "why": _why(look) if found.kind == "unchecked" else found.why,
        "where": "" if whole else _where(found),
        "cover": "" if whole else f"cover:{image.key}:{look.mark}:{number}",
        "box": {"n": number + 1} if whole else _box(found, number, image),
    }


def _why(look: Look) -> str:
    return {
        "slow": _("It took too long to read, so we stopped. You can add another copy of it."),
        "broken": _("We tried three times, and could not read it. You can add another copy of it."),
    }.get(look.gave_up, _("This site can't read pictures right now."))


def _box(found: Found, number: int, image: Image) -> dict[str, int]:
    left, top, wide, high = found.box
    letter = max(image.width, image.height) // LETTER
    x, y = round(left * image.width), round(top * image.height)
    badge_x, badge_y = min(max(x, letter), image.width - letter), min(max(y, letter), image.height - letter)
    size = {"wide": round(wide * image.width), "high": round(high * image.height)}
    return {"n": number + 1, "x": x, "y": y, "badge_x": badge_x, "badge_y": badge_y} | size


def _where(found: Found) -> str:
    """Say in words where on the picture a finding is: for who does not see the box."""
    left, top, wide, high = found.box
    across, down = left + wide / 2, top + high / 2
    rows = (_("at the top"), _("in the middle"), _("at the bottom"))
    columns = (_("on the left"), "", _("on the right"))
    return ", ".join(part for part in (rows[min(2, int(down * 3))], columns[min(2, int(across * 3))]) if part)


def _found(look: Look, places: int) -> str:
    covered = ""
    if look.covered:
        covered = (
            _("1 place is covered.") if look.covered == 1 else _("%(n)d places are covered.") % {"n": look.covered}
        )
    if look.gave_up:
        return ""
    if not look.over:
        return _("It was not looked at yet. When you publish, we look at it first.")
    if not places:
        more = _("We see nothing more.") if covered else _("We found nothing.")
        return f"{covered} {more} {_('We can miss things: look yourself.')}".strip()
    found = _("We found 1 place.") if places == 1 else _("We found %(n)d places.") % {"n": places}
    return f"{covered} {found}".strip()


def _tick(look: Look, need: Need, case: str) -> str:
    if not look.over:
        return ""
    if need == "agree":
        return _("This shows or names somebody else, and they agreed to it being shown here.")
    if need != "look":
        return ""
    if case == "permitted":
        return _("I have looked at this picture. It shows only what the permission names.")
    if look.shown:
        seen = _("I have looked at this picture. Publish it as it is.")
    else:
        seen = _("I have looked at this picture: at faces, names, numbers and marks.")
    return f"{seen} {_('It shows no patient.')}" if case else seen


def summary(pictures: list[dict[str, Any]]) -> dict[str, str]:
    """Return the band on top of the page: what happened, what to do, what was kept."""
    kept = _("All of it is kept. Nobody else has seen it.")
    needs = {picture["need"] for picture in pictures}
    places = sum(len(picture["findings"]) for picture in pictures)
    if not pictures:
        return {"kind": "advise", "title": _("Your pictures are taken away."), "text": kept}
    if any(picture["unread"] for picture in pictures):
        do = _("Press the button below. We look at them, and then publish your post or tell you.")
        return {"kind": "confirm", "title": _("Your pictures were not looked at yet."), "text": f"{do} {kept}"}
    if "change" in needs:
        do = _("Cover the places, or take the picture away. Then you can publish.")
        return {"kind": "hold", "title": _("Your post is held, not published."), "text": f"{do} {kept}"}
    if needs & {"look", "agree"}:
        do = _("Look at each picture, and tick the box where there is one. Then publish.")
        return {"kind": "confirm", "title": _("Your post is not published yet."), "text": f"{do} {kept}"}
    if any(picture["gave_up"] for picture in pictures):
        do = _("Look at it yourself, or take it away. You can publish it as it is.")
        return {"kind": "advise", "title": _("There is a picture that we could not read."), "text": f"{do} {kept}"}
    do = _("You can cover them, or publish it as it is.") if places else _("You can publish it now.")
    title = _("We found something in your pictures.") if places else _("We found nothing more in your pictures.")
    return {"kind": "advise", "title": title, "text": f"{do} {kept}"}
