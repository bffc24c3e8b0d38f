"""The forms of trials of one's own: the plan, a day, a note."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bedside.areas.trials.actions import Wish
from bedside.doors.web.forms.base import Form
from bedside.kit.ids import LARGEST
from bedside.policy.trials.plan import FEWEST_PAIRS, LONGEST_BLOCK, MOST_PAIRS
from bedside.policy.trials.protocol import Ready

MEASURES = (
    ("own", _("A number from 0 to 10, for a question that you choose")),
    ("face", _("The face that you press for the day")),
    ("energy", _("The energy that you give for the day")),
)
OUTCOMES = {"face": _("How the day was"), "energy": _("Energy of the day")}
NO_YES = (("no", _("No")), ("yes", _("Yes")))
LONGEST = 300


class PlanForm(Form):
    """What is tried, for how long, and what nobody should try alone."""

    question = forms.CharField(label=_("What do you want to find out?"), max_length=LONGEST)
    arm_a = forms.CharField(
        label=_("In one half of the time, I …"), help_text=_("One thing that you do or leave out."), max_length=LONGEST
    )
    arm_b = forms.CharField(label=_("In the other half, I …"), help_text=_('"As usual" will do.'), max_length=LONGEST)
    measure = forms.ChoiceField(label=_("What do you look at each day?"), choices=MEASURES, widget=forms.RadioSelect)
    outcome = forms.CharField(
        label=_("The question of each day"),
        help_text=_("Only for a number of your own. Say what 10 means, if it isn't plain."),
        max_length=LONGEST,
        required=False,
    )
    block_days = forms.IntegerField(
        label=_("Days of one stretch"),
        help_text=_("Then you change to the other half."),
        min_value=1,
        max_value=LONGEST_BLOCK,
        initial=7,
    )
    pairs = forms.TypedChoiceField(
        label=_("How often do you do both?"),
        help_text=_("The more often, the less can be mere chance."),
        choices=[(n, str(n)) for n in range(FEWEST_PAIRS, MOST_PAIRS + 1)],
        coerce=int,
        initial=5,
    )
    washout_days = forms.IntegerField(
        label=_("First days of a stretch that don't count"),
        help_text=_("What you did before may still work on. 0 for none."),
        min_value=0,
        max_value=LONGEST_BLOCK,
        initial=1,
    )
    starts = forms.DateField(label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}))
    prescribed = forms.ChoiceField(
        label=_("Would you begin, stop or change a medicine that was prescribed?"),
        choices=NO_YES,
        widget=forms.RadioSelect,
    )
    agreed_by = forms.CharField(label=_("If so: which clinician agreed to it?"), max_length=LONGEST, required=False)
    pregnant = forms.ChoiceField(
        label=_("Are you pregnant?"),
        help_text=_("We ask, and don't keep it."),
        choices=NO_YES,
        widget=forms.RadioSelect,
    )

    def clean(self) -> dict[str, Any]:
        """Fill in what each day asks where it is one of the day's own questions."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        measure = told.get("measure")
        if measure in OUTCOMES:
            told["outcome"] = str(OUTCOMES[measure])
        elif measure == "own" and not told.get("outcome"):
            self.add_error("outcome", _("Write what you ask yourself each day."))
        return told

    def wish(self) -> Wish:
        """Return what was filled in, for the action."""
        told = self.cleaned_data
        yes = {field: told[field] == "yes" for field in ("prescribed", "pregnant")}
        return Wish(**{name: value for name, value in told.items() if name not in yes}, **yes)


def filled(one: Ready, *, starts: date) -> dict[str, Any]:
    """Return what a ready plan fills in."""
    fields = ("question", "arm_a", "arm_b", "measure", "block_days", "pairs", "washout_days")
    own = one.outcome if one.measure == "own" else ""
    return {field: getattr(one, field) for field in fields} | {"outcome": own, "starts": starts, "prescribed": "no"}


class TrialDayForm(Form):
    """One press on a day: a number, none, or a crash."""

    day = forms.DateField(input_formats=["%Y-%m-%d"])
    value = forms.IntegerField(required=False, min_value=0, max_value=10)
    crash = forms.ChoiceField(required=False, choices=NO_YES)


class NoteForm(Form):
    """What went otherwise than planned."""

    words = forms.CharField(
        label=_("What went otherwise than planned?"), widget=forms.Textarea(attrs={"rows": 3}), max_length=4_000
    )


class KeyForm(Form):
    """The page's own key, so that a form sent twice begins one trial."""

    key = forms.IntegerField(required=False, min_value=0, max_value=LARGEST)
