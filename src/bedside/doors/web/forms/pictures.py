"""Pictures in a form: one control for several files."""

from collections.abc import Mapping
from itertools import islice
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from bedside.doors.web.forms.base import Form
from bedside.kit.images import MAX_BYTES
from bedside.policy.practice.pictures import MOST

TAKEN = "image/jpeg,image/png,image/webp,image/heic,image/heif"


class ManyFiles(forms.FileInput):
    """A control that takes several files at once."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str) -> Any:
        """Return the files in order."""
        return files.getlist(name) if hasattr(files, "getlist") else []


class PicturesField(forms.Field):
    """Up to four pictures, as bytes: a byte more of one too large, one more of too many: each is refused."""

    widget = ManyFiles

    def clean(self, value: Any) -> tuple[bytes, ...]:
        """Return the content of the files."""
        return tuple(file.read(MAX_BYTES + 1) for file in islice(value or (), MOST + 1))


class WithPictures(Form):
    """A form for a message, which may bring pictures along."""

    pictures = PicturesField(
        label=_("Pictures"),
        required=False,
        help_text=_("Up to four photos, 10 MB each. Say above what they show. Hidden notes on place and time are cut."),
        widget=ManyFiles(attrs={"accept": TAKEN, "multiple": True}),
    )

    def ask_again(self) -> None:
        """Say, on a form that comes back, that the pictures are to be chosen again: a browser lets go of them."""
        if self.errors and self.files and "pictures" not in self.errors:
            self.add_error("pictures", _("Choose your pictures once more. A browser does not keep them."))
