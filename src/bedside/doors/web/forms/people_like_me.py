"""The form of people like me: what is compared, chosen one by one, and what matters."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bedside.areas.likeme.actions import Wish
from bedside.areas.likeme.queries import Own
from bedside.doors.web.forms.base import Form
from bedside.policy.likeme import AGE_BANDS

FIELDS = (
    ("conditions", _("What I have")),
    ("courses", _("What I take and took")),
    ("symptoms", _("What I felt in the last six months: which symptoms, not how strong or when")),
    ("onset", _("In which five years it began")),
    ("age_band", _("How old I am, in tens of years")),
)
PLACES = ((1, _("A little")), (2, _("Some")), (3, _("Much")), (4, _("Most of all")))


class MatchForm(Form):
    """Which fields are compared. Nothing is ticked beforehand."""

    fields_marked = forms.MultipleChoiceField(
        label=_("Match on this"),
        help_text=_("You need to mark at least what you have. Single things can be taken out where they are kept."),
        choices=FIELDS,
        widget=forms.CheckboxSelectMultiple,
    )
    age = forms.ChoiceField(
        label=_("How old are you?"),
        help_text=_("Only if you marked it above."),
        choices=[("", _("I'd rather not say")), *((band, band) for band in AGE_BANDS)],
        required=False,
    )
    have = forms.TypedChoiceField(
        label=_("How much does it matter to you that they have, feel and take the same?"),
        choices=PLACES,
        coerce=int,
        initial=2,
    )
    when = forms.TypedChoiceField(
        label=_("And that they are your age, and ill for as long?"), choices=PLACES, coerce=int, initial=2
    )

    def wish(self) -> Wish:
        """What was filled in."""
        said: dict[str, Any] = self.cleaned_data
        return Wish(fields=tuple(said["fields_marked"]), age=said["age"], have=said["have"], when=said["when"])


def filled(own: Own) -> dict[str, Any]:
    """What the form shows to who is compared already."""
    return {"fields_marked": sorted(own.fields), "age": own.age, "have": own.have, "when": own.when}
