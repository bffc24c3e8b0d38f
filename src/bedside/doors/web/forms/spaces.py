"""Forms about spaces."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bedside.areas.spaces.actions.inviting import MOST_DAYS, MOST_USES
from bedside.areas.spaces.actions.steps import LONGEST_NOTE
from bedside.areas.spaces.queries import Standing
from bedside.doors.web.forms.base import Form


class JoinForm(Form):
    """Coming in: only the questions that the space and the viewer's way in call for."""

    consent = forms.BooleanField(
        required=False, label=_("I understand that members will know that I am here, and I want to join.")
    )
    listed = forms.BooleanField(required=False, label=_("Show my name in the list of members."))
    note = forms.CharField(
        required=False,
        max_length=LONGEST_NOTE,
        label=_("A word to the stewards"),
        help_text=_("Only the stewards read it. You can leave it empty."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, standing: Standing, invited: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not standing.asks_consent:
            del self.fields["consent"]
        elif standing.door == "guest":
            self.fields["consent"].label = _("I have read this. Members will know that I am here, and I want to join.")
        if invited or standing.joins_at_once or standing.state == "invited":
            del self.fields["note"]


class InviteForm(Form):
    """Making an invitation."""

    uses = forms.IntegerField(
        min_value=1, max_value=MOST_USES, initial=1, label=_("How many people may use it?"), help_text=_("1 to 50.")
    )
    days = forms.IntegerField(
        min_value=1, max_value=MOST_DAYS, initial=7, label=_("For how many days?"), help_text=_("1 to 30.")
    )


class HandleForm(Form):
    """Naming one persona."""

    handle = forms.CharField(max_length=31, label=_("Handle"), help_text=_("Such as @quiet_heron."))

    def clean_handle(self) -> str:
        """Return the handle alone."""
        return str(self.cleaned_data["handle"]).strip().removeprefix("@").lower()


class OpenForm(Form):
    """Opening a space."""

    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=(("community", _("Community")), ("room", _("Clinicians' room")), ("practice", _("Practice"))),
    )
    name = forms.CharField(max_length=80, label=_("Name"))
    slug = forms.CharField(
        max_length=60, label=_("Address"), help_text=_("Small letters, figures and hyphens, such as type-2-diabetes.")
    )
    purpose = forms.CharField(
        max_length=500, required=False, label=_("What it is for"), widget=forms.Textarea(attrs={"rows": 3})
    )
    condition = forms.CharField(
        max_length=120,
        required=False,
        label=_("Condition"),
        help_text=_("Its treatments are linked from the space. Leave it empty if there is none."),
    )
    approves = forms.BooleanField(required=False, initial=True, label=_("Stewards decide who comes in."))
    by_invitation = forms.BooleanField(required=False, label=_("Only people with an invitation can find it."))
    steward_handle = forms.CharField(
        max_length=31, label=_("Handle of the steward"), help_text=_("In a community they are invited to join first.")
    )
