"""How a treatment goes: one screen, of which every part can be left open."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bedside.doors.web.forms.base import Form
from bedside.doors.web.forms.treatments import EFFECTS
from bedside.policy.evaluations import LONGEST_WORDS, Evaluation, Unwanted

CANNOT_TELL = "cannot_tell"
SKIP = ("", _("Leave it open"))
SIDE_EFFECTS = (
    ("0", _("None")),
    ("1", _("Mild")),
    ("2", _("Moderate")),
    ("3", _("Severe")),
    ("4", _("Extremely severe")),
)
BURDEN = (("0", _("None")), ("1", _("A little")), ("2", _("Quite some")), ("3", _("Very much")))
COST = (
    ("nothing", _("Nothing")),
    ("under_10", _("Under 10")),
    ("10_49", _("10 to 49")),
    ("50_199", _("50 to 199")),
    ("200_up", _("200 or more")),
    ("not_said", _("I'd rather not say")),
)
ADHERENCE = (
    ("0", _("As planned")),
    ("1", _("I missed a few")),
    ("2", _("I missed many")),
    ("3", _("I took it rarely")),
)
AGAIN = (("yes", _("Yes")), ("no", _("No")), ("unsure", _("I'm not sure")))
SEVERITY = (SKIP, *SIDE_EFFECTS[1:])
NAMED = 3
"""How many unwanted effects the page has room for."""


def _choice(label: Any, choices: Any, **kwargs: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[SKIP, *choices], required=False, **kwargs)


class EvaluationForm(Form):
    """One answer to one question."""

    effect = forms.ChoiceField(
        label=_("How much does it help with what you take it for?"),
        choices=EFFECTS,
        widget=forms.RadioSelect,
        required=False,
    )
    made_worse = forms.BooleanField(label=_("It made it worse"), required=False)
    side_effects = forms.ChoiceField(
        label=_("How bad are unwanted effects?"), choices=SIDE_EFFECTS, widget=forms.RadioSelect, required=False
    )
    burden = _choice(_("How much trouble is it?"), BURDEN, help_text=_("Time, effort, pain of doing it."))
    cost = _choice(_("What does it cost you a month?"), COST, help_text=_("In the money that you pay with."))
    adherence = _choice(_("Do you take it as planned?"), ADHERENCE)
    again = _choice(_("Would you take it again?"), AGAIN)
    words = forms.CharField(
        label=_("In your own words"),
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        max_length=LONGEST_WORDS * 2,
        required=False,
    )

    main = ("effect", "made_worse", "side_effects", "again")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, NAMED + 1):
            named = {"number": number}
            self.fields[f"unwanted_{number}"] = forms.CharField(
                label=_("Unwanted effect %(number)s") % named, max_length=1_000, required=False
            )
            self.fields[f"severity_{number}"] = forms.ChoiceField(
                label=_("How bad is effect %(number)s?") % named, choices=SEVERITY, required=False
            )
            self.fields[f"still_{number}"] = forms.BooleanField(
                label=_("Effect %(number)s is still there") % named, required=False
            )

    def said(self) -> Evaluation:
        """Return what was filled in. Only for a valid form."""
        said = self.cleaned_data
        cannot_tell = said["effect"] == CANNOT_TELL
        return Evaluation(
            effect=None if cannot_tell else _number(said["effect"]),
            cannot_tell=cannot_tell,
            made_worse=said["made_worse"],
            side_effects=_number(said["side_effects"]),
            unwanted=tuple(
                Unwanted(said[f"unwanted_{n}"], _number(said[f"severity_{n}"]), said[f"still_{n}"])
                for n in range(1, NAMED + 1)
                if said[f"unwanted_{n}"].strip()
            ),
            burden=_number(said["burden"]),
            cost=said["cost"],
            adherence=_number(said["adherence"]),
            again=said["again"],
            words=said["words"],
        )


def _number(chosen: str) -> int | None:
    return int(chosen) if chosen else None


def filled(said: Evaluation | None) -> dict[str, Any]:
    """Return what the form shows of an answer that is kept."""
    if said is None:
        return {}
    shown: dict[str, Any] = {
        "effect": CANNOT_TELL if said.cannot_tell else said.effect,
        "made_worse": said.made_worse,
        "side_effects": said.side_effects,
        "burden": said.burden,
        "cost": said.cost,
        "adherence": said.adherence,
        "again": said.again,
        "words": said.words,
    }
    for number, one in enumerate(said.unwanted[:NAMED], start=1):
        shown |= {f"unwanted_{number}": one.text, f"severity_{number}": one.severity, f"still_{number}": one.still}
    return shown
