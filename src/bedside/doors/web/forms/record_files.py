"""A file for a thing of the record: the file, and what it is in its owner's words."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bedside.doors.web.forms.base import Form
from bedside.doors.web.forms.pictures import TAKEN
from bedside.policy.attachments import LONGEST_WORDS, MOST_BYTES, PDF


class OneFile(forms.Field):
    """One file as bytes: a byte more of one too large, which is refused. Its name and its stated type are not read."""

    widget = forms.FileInput

    def clean(self, value: Any) -> bytes:
        """Return the content; empty for an empty file, which is refused with its own words."""
        super().clean(None if value is None else "there")
        content: bytes = value.read(MOST_BYTES + 1)
        return content


class FileForm(Form):
    """What is asked for when a file is added."""

    words = forms.CharField(
        label=_("What is it?"),
        max_length=5 * LONGEST_WORDS,  # the action says how long it may be, and hands it back
        help_text=_("In your words, as in “The rash on 3 May”. It is how you find it again, also without seeing it."),
    )
    file = OneFile(
        label=_("The photo or PDF file"),
        help_text=_(
            "A photo of up to 10 MB or a PDF of up to 20 MB. We cut hidden notes on place and time off photos."
        ),
        widget=forms.FileInput(attrs={"accept": f"{TAKEN},{PDF}"}),
    )

    def ask_again(self) -> None:
        """Say, on a form that comes back, that the file is to be chosen again: a browser lets go of it."""
        if self.errors and self.files and "file" not in self.errors:
            self.add_error("file", _("Choose your file once more. A browser does not keep it."))
