"""Which button a reader has at a post."""

import pytest

from bedside.policy.escalation.buttons import button_for


@pytest.mark.parametrize(
    ("reader", "author", "button"),
    [
        ("clinician", "patient", "off_channel"),
        ("student", "carer", "off_channel"),
        ("organisation", "personal", "off_channel"),
        ("clinician", "clinician", "worry"),
        ("patient", "patient", "worry"),
        ("patient", "clinician", "worry"),
        ("researcher", "patient", "worry"),
    ],
)
def test_who_has_which_button(reader, author, button):
    assert button_for(reader, author) == button
