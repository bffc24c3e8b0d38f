"""What every form of this door says when something is missing: what it is that is missing."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from bedside.doors.web.forms.word_field import WordField, wire


class Form(forms.Form):
    """A form whose empty fields are named; a sentence that a field brings itself is kept. Its boxes of words ask."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if field.required and field.label and _is_django_s(field):
                field.error_messages["required"] = _missing(field)
        wire(self)

    @property
    def has_words(self) -> bool:
        """Whether a box offers words, so that Enter must not press one of them."""
        return any(isinstance(field, WordField) for field in self.fields.values())


def _is_django_s(field: forms.Field) -> bool:
    return field.error_messages["required"] == forms.Field.default_error_messages["required"]


def _missing(field: forms.Field) -> str:
    chosen = isinstance(field, forms.ChoiceField)
    words = _("Choose one: %(label)s.") if chosen else _("This is empty: %(label)s.")
    return words % {"label": str(field.label).rstrip(".?:")}
