"""Forms of the list of clinicians."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bedside.doors.web.forms.base import Form
from bedside.policy.directory.networks import LONGEST_HANDLE, networks


def network_choices() -> list[tuple[str, Any]]:
    """Return every network with its name, to choose from."""
    return [("", _("Choose a network")), *((one.key, one.name) for one in networks().values())]


class OutForm(Form):
    """Who wants to be taken out of the list."""

    network = forms.ChoiceField(choices=network_choices, label=_("Where do you post?"))
    handle = forms.CharField(
        max_length=LONGEST_HANDLE + 10,
        label=_("Your handle there"),
        help_text=_("As it stands on your page, such as @name or @name@clinic.example."),
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
    )
