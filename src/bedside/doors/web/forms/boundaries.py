"""Forms by which a site makes rows of the table stricter."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bedside.doors.web.forms.base import Form

LONGEST = 1_000  # the action says what is too long, with its own words


class _RowForm(Form):
    """A row and a reason; `of` gives the rows."""

    row = forms.ChoiceField(label=_("Row"))
    reason = forms.CharField(
        label=_("Why"), max_length=LONGEST, help_text=_("Everybody who asks why can read it. Name no person.")
    )
    field_order = ("row", "decision", "reason")

    @classmethod
    def of(cls, rows: list[tuple[str, str]]) -> type["_RowForm"]:
        """Return the form with these rows to choose from."""
        field = forms.ChoiceField(label=_("Row"), choices=[("", _("Choose a row")), *rows])
        return type(cls.__name__, (cls,), {"row": field})

    @property
    def said(self) -> dict[str, Any]:
        """What was typed, for the action."""
        return {"row_id": self.cleaned_data["row"], "reason": self.cleaned_data["reason"]}


class TightenForm(_RowForm):
    """What a row says from now on."""

    decision = forms.ChoiceField(
        label=_("From now on"),
        choices=[("deny", _("No: it is not done")), ("hold", _("It waits until somebody said yes"))],
        help_text=_("Waiting is there for joining a community only."),
    )

    @property
    def said(self) -> dict[str, Any]:
        """What was typed, for the action."""
        return {**super().said, "decision": self.cleaned_data["decision"]}


class BackForm(_RowForm):
    """A row that goes back to what the table says."""
