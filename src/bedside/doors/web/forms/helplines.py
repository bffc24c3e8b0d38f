"""In which country somebody is, for the numbers that help there."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bedside.doors.web.forms.base import Form
from bedside.policy.directory.places import countries


class CountryForm(Form):
    """One country, or none."""

    country = forms.ChoiceField(label=_("Where are you?"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = sorted((name, code) for code, name in countries().items())
        choices = [("", _("I do not say")), *((code, name) for name, code in known)]
        self.fields["country"] = forms.ChoiceField(label=_("Where are you?"), required=False, choices=choices)
