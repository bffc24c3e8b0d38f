"""What the guard says of numbers, contacts, links and postal places."""

from __future__ import annotations

from bedside.policy.guard.messages.shape import Message

_NUMBER = "(number left out)"
_ADDRESS = "(address left out)"
_LINK = "(link left out)"
_WHY_ACCOUNT = "An account number belongs to one person only."
_WHY_CARD = "A card number belongs to one person only, and can be misused."
_WHY_COORDINATES = "These figures mark one spot on the map."
_WHY_DEVICE = "The number of a device leads to the one who has it."
_WHY_FAX = "A fax number can show who is meant."
_WHY_IP = "A network address can lead to one home."
_WHY_LICENCE = "The number of a licence or pass belongs to one person only."
_WHY_LINK = "This link leads to one person's page or files."
_WHY_PHONE = "A phone number leads straight to one person."
_WHY_PLAN = "A health plan number belongs to one person only."
_WHY_SSN = "This looks like a personal ID number. It belongs to one person only."
_WHY_VEHICLE = "A car leads to the one who owns it."
_WHY_ZIP = "This code stands for a small area. A state is fine."

MESSAGES: dict[str, Message] = {
    "account_no.card": Message(_WHY_CARD, _NUMBER),
    "account_no.iban": Message(_WHY_ACCOUNT, _NUMBER),
    "account_no.labelled": Message(_WHY_ACCOUNT, _NUMBER),
    "account_no.routing": Message("A bank number can help to find one person.", _NUMBER),
    "biometric.labelled": Message("A print or scan of the body belongs to one person only.", _NUMBER),
    "device.imei": Message(_WHY_DEVICE, _NUMBER),
    "device.labelled": Message(_WHY_DEVICE, _NUMBER),
    "device.mac": Message(_WHY_DEVICE, _NUMBER),
    "device.udi": Message(_WHY_DEVICE, _NUMBER),
    "email.plain": Message("A mail address leads straight to one person.", _ADDRESS),
    "email.spelled": Message("A mail address in words still leads to one person.", _ADDRESS),
    "fax.number": Message(_WHY_FAX, _NUMBER),
    "handle.mention": Message("A handle names one person. Tell the case without it.", "someone"),
    "ip.v4": Message(_WHY_IP, _ADDRESS),
    "ip.v6": Message(_WHY_IP, _ADDRESS),
    "licence_no.dea": Message(_WHY_LICENCE, _NUMBER),
    "licence_no.driver": Message(_WHY_LICENCE, _NUMBER),
    "licence_no.labelled": Message(_WHY_LICENCE, _NUMBER),
    "licence_no.npi": Message(_WHY_LICENCE, _NUMBER),
    "other_id.bed": Message("Room and bed at once show who is meant.", "a bed on the ward"),
    "other_id.lone_bed": Message("A bed number shows all on the ward who is meant.", _NUMBER),
    "other_id.code": Message("This long number may stand for one person.", _NUMBER),
    "other_id.docket": Message("A court file leads to the people in it.", _NUMBER),
    "other_id.labelled": Message("This number stands for one person or one trip.", _NUMBER),
    "other_id.mark": Message("A mark with a name or a date can show who is meant.", "a personal mark"),
    "phone.international": Message(_WHY_PHONE, _NUMBER),
    "phone.labelled": Message(_WHY_PHONE, _NUMBER),
    "phone.nanp": Message(_WHY_PHONE, _NUMBER),
    "phone.national": Message(_WHY_PHONE, _NUMBER),
    "phone.spelled": Message("A phone number in words still leads to one person.", _NUMBER),
    "place.coordinates": Message(_WHY_COORDINATES, "a place nearby"),
    "place.postcode": Message(_WHY_ZIP, "(code left out)"),
    "place.street": Message("A street leads to the people who live there.", _ADDRESS),
    "place.words": Message("These three words mark one spot on the map.", "a place nearby"),
    "place.zip": Message(_WHY_ZIP, "(code left out)"),
    "place.zip3": Message("Few people live where the code begins like this. Write 000.", "000"),
    "plan_no.labelled": Message(_WHY_PLAN, _NUMBER),
    "plan_no.medicare": Message(_WHY_PLAN, _NUMBER),
    "record_no.labelled": Message("A record number leads straight to one person.", None),
    "ssn.labelled": Message(_WHY_SSN, _NUMBER),
    "ssn.national": Message(_WHY_SSN, _NUMBER),
    "ssn.nhs": Message("An NHS number belongs to one person only.", _NUMBER),
    "ssn.nino": Message(_WHY_SSN, _NUMBER),
    "ssn.shape": Message(_WHY_SSN, _NUMBER),
    "url.profile": Message(_WHY_LINK, _LINK),
    "url.shared": Message(_WHY_LINK, _LINK),
    "url.site": Message("This link may lead to one person's own site.", _LINK),
    "vehicle.labelled": Message(_WHY_VEHICLE, _NUMBER),
    "vehicle.plate": Message(_WHY_VEHICLE, _NUMBER),
    "vehicle.vin": Message(_WHY_VEHICLE, _NUMBER),
}
