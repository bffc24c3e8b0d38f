"""Tags of the look: icons, moments, bars and form controls. `{% load look %}`."""

from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from html import escape

from django import template
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, FileInput, RadioSelect
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from bedside.doors.web.icons import NAMES
from bedside.kit import clock

register = template.Library()

KNOWN = frozenset(NAMES)
Known = float | str | None


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw the icon `name`, hidden from screen readers: a word stands beside it. Raises ValueError if unknown."""
    if name not in KNOWN:
        raise ValueError(f'No icon "{name}". Add it to NAMES in doors/web/icons.py and write the file again.')
    return _use("ic", f"i-{name}")


@register.simple_tag
def mark(name: str = "mark", css: str = "mk") -> SafeString:
    """Draw our own `mark` or `wordmark`, without a name of its own."""
    return _use(css, name)


@cache
def _use(css: str, fragment: str) -> SafeString:
    """Draw one symbol of the sprite. A page has a hundred of them, and they never change while the process lives."""
    address = static("bedside/icons.svg")
    return format_html(
        '<svg class="{}" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>', css, address, fragment
    )


@register.simple_tag
def when(moment: datetime) -> SafeString:
    """Say when something was: near moments in words, the exact one in `datetime` and `title`."""
    local = timezone.localtime(moment)
    stamp, exact = _exact(local.replace(second=0, microsecond=0), get_language() or "")
    # `format_html` costs more than all of the rest here, and a list has a time on each of its lines.
    return SafeString(f'<time datetime="{stamp}" title="{exact}">{escape(_say(local))}</time>')


@lru_cache(maxsize=4096)
def _exact(local: datetime, language: str) -> tuple[str, str]:
    """Return a minute for machines and in words, escaped; a page of posts asks for the same ones again and again."""
    return local.isoformat(timespec="minutes"), escape(date_format(local, "l j F Y, H:i"))


@lru_cache(maxsize=1024)
def _day(day: date, form: str, language: str) -> str:
    return date_format(day, form)


def _say(local: datetime) -> str:
    now = timezone.localtime(clock.now())
    minutes = int((now - local) / timedelta(minutes=1))
    if 0 <= minutes < 1:
        return _("just now")
    if 0 < minutes < 60:
        return ngettext("%(n)d minute ago", "%(n)d minutes ago", minutes) % {"n": minutes}
    return _say_day(local, days=(now.date() - local.date()).days, this_year=now.year == local.year)


def _say_day(local: datetime, *, days: int, this_year: bool) -> str:
    language = get_language() or ""
    if not 0 <= days < 7:
        return _day(local.date(), "j F" if this_year else "j F Y", language)
    time = f"{local:%H:%M}"
    if days == 0:
        return _("Today, %(time)s") % {"time": time}
    if days == 1:
        return _("Yesterday, %(time)s") % {"time": time}
    return _("%(day)s, %(time)s") % {"day": _day(local.date(), "l", language), "time": time}


@register.inclusion_tag("parts/bar.html")
def bar(
    *,
    at: Known = None,
    low: Known = None,
    high: Known = None,
    share: Known = None,
    reference: Known = None,
    harm: bool = False,
) -> dict[str, object]:
    """Draw a bar on one scale, 0 to 100 of 100. All numbers are on that scale.

    Either `share` (a filled bar, rust when `harm`), or the best estimate `at` inside the likely range `low` to `high`.
    `reference` is the dashed line for all together. Give nothing that must not be known: the numbers are in the markup.
    """
    bottom, top, best = _known(low), _known(high), _known(at)
    return {
        "share": _svg(_known(share)),
        "harm": harm,
        "low": _svg(bottom),
        "width": _svg(top - bottom) if bottom is not None and top is not None else None,
        "at": _svg(max(0.0, min(98.9, best - 0.55))) if best is not None else None,
        "reference": _svg(_known(reference)),
    }


@register.inclusion_tag("parts/split_bar.html")
def split_bar(*, on: float, off: float, silent: float) -> dict[str, object]:
    """Draw who is still on, who stopped and who is silent as one bar. The three are counts, rounded as printed."""
    whole = (on + off + silent) or 1
    still, stopped = 100 * on / whole, 100 * off / whole
    gap = 0.4
    return {
        "on": _svg(still),
        "off_at": _svg(still + gap),
        "off": _svg(max(0.0, stopped - gap)),
        "silent_at": _svg(still + stopped + gap),
        "silent": _svg(max(0.0, 100 - still - stopped - gap)),
    }


def _known(value: Known) -> float | None:
    """Take a name that the context lacks (Django gives an empty text) for not known."""
    return None if value is None or isinstance(value, str) else value


def _svg(number: float | None) -> str | None:
    """Print a number for SVG: a point whatever the language, one digit."""
    return None if number is None else f"{number:.1f}"


@register.simple_tag
def control(field: BoundField, css: str = "") -> SafeString:
    """Draw the control of a Django field with our class. Django adds the ids of hint and error, and `aria-invalid`."""
    ticked = isinstance(field.field.widget, CheckboxInput | RadioSelect | CheckboxSelectMultiple)
    own = field.field.widget.attrs.get("class", "")
    classes = " ".join(part for part in ("" if ticked else "in", own, css) if part)
    return field.as_widget(attrs={"class": classes} if classes else {})


@register.filter
def control_kind(field: BoundField) -> str:
    """Say how a field is laid out: "tick" (one box), "choices" (a list in a fieldset), "file" or "line"."""
    widget = field.field.widget
    if isinstance(widget, RadioSelect | CheckboxSelectMultiple):
        return "choices"
    if isinstance(widget, CheckboxInput):
        return "tick"
    return "file" if isinstance(widget, FileInput) else "line"
