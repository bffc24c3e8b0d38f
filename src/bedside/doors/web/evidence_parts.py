"""Published figures as words and rows of the templates. Only rounded numbers come in here, and so only they go out."""

from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bedside.areas.people.viewer import Viewer
from bedside.areas.records.cells import ShownCell
from bedside.areas.records.models import MEMBERS
from bedside.areas.records.queries import Block, Row, condition
from bedside.areas.records.showing import unpack_figure
from bedside.areas.records.words import EFFECTS, SIDE_EFFECTS, UNWANTED
from bedside.areas.spaces.models import Space
from bedside.kit.errors import NotHere
from bedside.policy.disclosure import SHARE_FLOOR, Figure, Tier
from bedside.policy.evidence.flags import SENTENCES, flags_of
from bedside.policy.evidence.levels import LevelShare
from bedside.policy.evidence.unwanted import sentence

MOST_BESIDE = 3
FLAG_WORDS = {"habit_forming": "can be hard to stop"}


def evidence_row(name: str, figure: Figure, *, url: str = "", flags: bool = True) -> dict[str, Any]:
    """A row of `parts/evidence_row.html`. Without tier share there is no number in it but that of people."""
    share = figure.share
    row: dict[str, Any] = {
        "name": name,
        "url": url,
        "people": figure.people,
        "people_text": _("about %(n)d people") % {"n": figure.people} if figure.people else "",
        "tier": "share" if share else "count" if figure.people else "none",
        "few_text": _few(figure),
        "flags": [FLAG_WORDS[flag.value] for flag in flags_of(name) if flag.value in FLAG_WORDS] if flags else [],
    }
    if share:
        row |= {"share": share.percent, "low": share.low, "high": share.high}
        row["share_text"] = _("%(n)d of 100") % {"n": share.percent}
        row["range_text"] = _("%(low)d to %(high)d") % {"low": share.low, "high": share.high}
    return row


def _few(figure: Figure) -> str:
    if figure.tier is Tier.AT_MOST:
        return _("at most %(n)d of 100") % {"n": figure.bound}
    if figure.tier is Tier.AT_LEAST:
        return _("at least %(n)d of 100") % {"n": figure.bound}
    if figure.people is not None and figure.people >= SHARE_FLOOR:
        return _("not shown, so that others stay hidden")
    return _("too few to say")


def block_rows(block: Block, *, condition_slug: str) -> list[dict[str, Any]]:
    """The rows of one source, in the order of the block."""
    return [
        evidence_row(row.cell.treatment, row.cell.figure, url=treatment_url(condition_slug, row.slug, block.source))
        for row in block.rows
    ]


def beside(block: Block, *, condition_slug: str, but: str) -> list[dict[str, Any]]:
    """A few other treatments of the same source whose shares may be shown."""
    rows = [row for row in block.rows if row.slug != but and row.cell.figure.share][:MOST_BESIDE]
    return [
        evidence_row(row.cell.treatment, row.cell.figure, url=treatment_url(condition_slug, row.slug, block.source))
        for row in rows
    ]


def treatment_url(condition_slug: str, treatment_slug: str, source: str) -> str:
    """Where the figures of a treatment stand."""
    address = reverse("treatment", args=[condition_slug, treatment_slug])
    return address if source == MEMBERS else f"{address}?source={source}"


def reference_of(rows: tuple[Row, ...]) -> int | None:
    """The mean share of all treatments of a block, of 100; None where no share may be shown."""
    priors = [row.cell.figure.share.prior for row in rows if row.cell.figure.share]
    return priors[0] if priors else None


def reference_text(reference: int | None) -> str:
    """What the dashed line says."""
    return "" if reference is None else _("all treatments together, %(n)d of 100") % {"n": reference}


def apart_text(rows: tuple[Row, ...]) -> str:
    """Which treatments cannot be told apart; "" when there is nothing to say."""
    tied = sum(row.rank is not None and row.rank.tied for row in rows)
    if tied < 2:
        return ""
    return ngettext(
        "%(n)d treatment cannot be told apart from the one with the highest share.",
        "%(n)d treatments cannot be told apart: the ranges of the highest shares overlap.",
        tied,
    ) % {"n": tied}


def flag_sentences(name: str) -> list[str]:
    """What to know before one reads on."""
    return [SENTENCES[flag] for flag in flags_of(name)]


def unwanted_effects(cell: ShownCell) -> dict[str, Any] | None:
    """The unwanted effects named by enough people, and how many called one severe; None when neither may be said."""
    about = cell.figure.people or 0
    rows = [
        {"name": UNWANTED.get(name, name), "share": 100 * n / about, "text": _("about %(n)d people") % {"n": n}}
        for name, n in cell.unwanted
    ]
    levels = level_rows(cell.side_effects, SIDE_EFFECTS)
    packed = cell.more.get("moderate")
    said = sentence(unpack_figure(packed)) if packed else ""
    if not rows and not levels and not said:
        return None
    caption = _("Of about %(n)d people who answered. One person can name several.") % {"n": about}
    severe = _severe(cell.side_effects)
    return {"caption": caption, "rows": rows, "levels": levels, "severe_text": severe, "moderate_text": said}


def _severe(levels: tuple[LevelShare, ...] | None) -> str:
    """The share that called unwanted effects severe or worse, if the groups of levels allow it."""
    worst = [group.percent for group in levels or () if min(group.levels) >= 3]
    if not worst:
        return ""
    return _("About %(n)d of 100 people who answered called unwanted effects severe.") % {"n": sum(worst)}


def level_rows(levels: tuple[LevelShare, ...] | None, names: tuple[str, ...]) -> list[dict[str, Any]]:
    """The shares of groups of levels, worst or weakest first as `names` has them; none when they may not be shown."""
    return [_level(group, names) for group in levels or ()]


def effect_rows(cell: ShownCell) -> list[dict[str, Any]]:
    """The shares of the levels of effect."""
    return level_rows(cell.effects, EFFECTS)


def _level(group: LevelShare, names: tuple[str, ...]) -> dict[str, Any]:
    name = _(" or ").join(_(names[level]).lower() if i else _(names[level]) for i, level in enumerate(group.levels))
    return {"name": name, "share": group.percent, "text": _("%(n)d of 100") % {"n": group.percent}}


def headline(cell: ShownCell) -> dict[str, Any] | None:
    """Who started, and what became of them; None for imported sets, and when nothing of it may be said."""
    counts = cell.headline
    if "started" not in counts:
        return None
    on, off, silent = (counts.get(name) for name in ("still_on", "stopped", "silent"))
    return {
        "people_text": _("About %(n)d people started. Of these,") % {"n": counts["started"]},
        "bar": None not in (on, off, silent),
        "on": on or 0,
        "off": off or 0,
        "silent": silent or 0,
        "on_text": _about(on),
        "off_text": _about(off),
        "silent_text": _about(silent),
        "note": _remembered(counts) + _("All numbers are rounded to 5."),
    }


def _about(people: int | None) -> str:
    return _("too few to say") if people is None else _("about %(n)d") % {"n": people}


def _remembered(counts: dict[str, int]) -> str:
    if "remembered" not in counts:
        return ""
    sentence = _("About %(n)d more people had stopped before they told us; they are not among these.")
    return sentence % {"n": counts["remembered"]} + " "


def source_text(block: Block, *, demo: bool) -> str:
    """Whose figures these are."""
    if block.source != MEMBERS:
        sentence = _("%(name)s: not from members of this site, and never added to their figures.")
        return sentence % {"name": block.label}
    if demo:
        return _("What members told us, with its limits. Demo site: these people are invented.")
    return _("What members told us, with its limits.")


def built_text(block: Block) -> str:
    """Of which day the figures are."""
    return _("Figures of %(day)s.") % {"day": date_format(block.built, "j F Y")} if block.built else ""


def method(block: Block) -> list[str]:
    """How the figures were made."""
    who = _("Members tell us by themselves, also those who stopped. Only answers that may be counted are in here.")
    if block.source != MEMBERS:
        who = _("People wrote reviews by themselves. We count a review as a person, and keep no review's text.")
    return [
        who,
        _("People who are very pleased or very angry write more often than others."),
        _("We say nothing about fewer than 11 people, and round all numbers of people to 5."),
        _("Small groups show extremes by chance, so we pull them towards the middle of all treatments."),
        _("The likely range holds the true share 95 times in 100, if those who answered are like all others."),
        *([built_text(block)] if block.built else []),
    ]


def tried(viewer: Viewer, space: Space) -> dict[str, Any]:
    """What a space's page says of the treatments for its condition: a few rows, in order of people, no ranking."""
    if not space.condition:
        return {}
    try:
        figures = condition(viewer, space.condition)
    except NotHere:  # nobody has told anything of this condition yet
        return {}
    rows = block_rows(figures.members, condition_slug=figures.condition.slug)[: MOST_BESIDE + 1]
    return {
        "treatments": [
            {
                "name": row["name"],
                "url": row["url"],
                "people_text": row["people_text"],
                "share_text": _("%(share)s said it helped") % {"share": row["share_text"]}
                if row["tier"] == "share"
                else row["few_text"],
            }
            for row in rows
        ],
        "all_treatments_url": reverse("condition", args=[figures.condition.slug]),
    }
