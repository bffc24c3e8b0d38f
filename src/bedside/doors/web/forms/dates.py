"""A box for a date of which only a part may be known."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from bedside.kit.clock import now
from bedside.policy.dates import UNSURE, BadDate, DatePart, happened, planned


class DatePartField(forms.CharField):
    """A year, a year and a month, or a day, of something that has happened. Left empty, nobody is sure of it.

    With `ahead` it may be planned.
    """

    def __init__(self, *, ahead: bool = False, **kwargs: Any) -> None:
        self.ahead = ahead
        kwargs.setdefault("help_text", _("A year is enough: 2019, 2019-05 or 2019-05-17."))
        super().__init__(required=False, max_length=20, widget=forms.TextInput(attrs={"size": "12"}), **kwargs)

    def clean(self, value: Any) -> DatePart:
        """Return the date; UNSURE for an empty box."""
        typed = str(super().clean(value) or "")
        if not typed:
            return UNSURE
        try:
            return (planned if self.ahead else happened)(typed, today=now().date())
        except BadDate as bad:
            raise ValidationError(str(bad)) from bad
