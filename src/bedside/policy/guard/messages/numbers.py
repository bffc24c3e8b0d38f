"""What the guard says of numbers, contacts and links."""

from __future__ import annotations

from bedside.policy.guard.messages.shape import Message

_NUMBER_LEFT_OUT = "(number left out)"
_WHY_PHONE = "A phone number leads straight to one person."
_WHY_LINK = "This link leads to one person's page or files."
_WHY_SSN = "This looks like a personal ID number. It belongs to one person only."

MESSAGES: dict[str, Message] = {
    "email.plain": Message("A mail address leads straight to one person.", "(address left out)"),
    "email.spelled": Message("A mail address in words still leads to one person.", "(address left out)"),
    "phone.international": Message(_WHY_PHONE, _NUMBER_LEFT_OUT),
    "phone.labelled": Message(_WHY_PHONE, _NUMBER_LEFT_OUT),
    "phone.nanp": Message(_WHY_PHONE, _NUMBER_LEFT_OUT),
    "phone.national": Message(_WHY_PHONE, _NUMBER_LEFT_OUT),
    "phone.spelled": Message("A phone number in words still leads to one person.", _NUMBER_LEFT_OUT),
    "record_no.labelled": Message("A record number leads straight to one person.", None),
    "ssn.labelled": Message(_WHY_SSN, _NUMBER_LEFT_OUT),
    "ssn.nhs": Message("An NHS number belongs to one person only.", _NUMBER_LEFT_OUT),
    "ssn.shape": Message(_WHY_SSN, _NUMBER_LEFT_OUT),
    "url.profile": Message(_WHY_LINK, "(link left out)"),
    "url.shared": Message(_WHY_LINK, "(link left out)"),
}
