"""Forms about leaving, and about legal holds."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bedside.doors.web.forms.base import Form
from bedside.doors.web.forms.people_staff import Handle

WHEN = (
    ("later", _("In seven days. If I log in before, nothing is erased")),
    ("now", _("Now. It cannot be stopped")),
)


class LeaveForm(Form):
    """When, and a clear yes."""

    when = forms.ChoiceField(
        label=_("When"),
        choices=WHEN,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose when."), "invalid_choice": _("Choose when.")},
    )
    sure = forms.BooleanField(
        label=_("Yes, erase my account and everything in it"),
        error_messages={"required": _("Tick this if you want it. If not, nothing happens.")},
    )


class HoldForm(Form):
    """A legal order to keep what an account told."""

    handle = Handle(label=_("Handle"))
    reference = forms.CharField(
        label=_("Reference of the order"), max_length=300, help_text=_("Such as the court and its number.")
    )
    scope = forms.CharField(label=_("What it covers"), max_length=500)
    expires = forms.DateField(
        label=_("Until"), help_text=_("At most twelve months."), widget=forms.DateInput(attrs={"type": "date"})
    )

    @property
    def order(self) -> dict[str, Any]:
        """What was typed, for the action; the day counts to its end."""
        said = self.cleaned_data
        until = timezone.make_aware(datetime.combine(said["expires"], time(23, 59, 59)))
        return {name: said[name] for name in ("handle", "reference", "scope")} | {"expires_at": until}


class PickHoldForm(Form):
    """One of the holds of the page, by its number."""

    hold = forms.IntegerField(
        label=_("Number of the hold"),
        min_value=1,
        max_value=2**63 - 1,
        help_text=_("It stands in the list above."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
