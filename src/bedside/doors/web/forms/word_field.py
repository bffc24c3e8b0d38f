"""A box of free text below which terms are offered. What was typed stays unless somebody chooses a line of the list."""

from typing import Any

from django import forms
from django.urls import reverse_lazy

from bedside.policy.terms.offering import Offer


class WordField(forms.CharField):
    """A line of free text with offers below it (parts/offers.html): while typing, or by a button without scripts.

    Its page takes the presses of those buttons by `answered`, before the form is checked.
    """

    words = True

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.offers: list[Offer] | None = None

    def __deepcopy__(self, memo: dict[int, Any]) -> "WordField":
        """Return a field of its own for each form, so that no offer stands in another's."""
        made: WordField = super().__deepcopy__(memo)
        made.offers = None
        return made


def wire(form: forms.Form) -> None:
    """Let each box of `form` ask for offers while somebody types. Called at the end of the form's `__init__`."""
    for name, field in form.fields.items():
        if isinstance(field, WordField):
            place = form.add_prefix(name)
            box = form.auto_id % place if isinstance(form.auto_id, str) else place
            field.widget.attrs |= {
                "autocomplete": "off",
                "hx-post": reverse_lazy("words"),
                "hx-trigger": "input delay:150ms",
                "hx-target": f"#offers_{box}",
                "hx-swap": "innerHTML",
                "hx-vals": f'{{"of": "{place}", "box": "{box}"}}',
                "hx-sync": "this:replace",
            }
