"""The tables of channels."""

from bedside.areas.messaging.models.care import CareMessage, CareSeen, CareTeam, CareThread
from bedside.areas.messaging.models.channel import RELATIONS, Channel, MailConsent
from bedside.areas.messaging.models.code import IdentityCode
from bedside.areas.messaging.models.likeness import Likeness
from bedside.areas.messaging.models.message import KINDS, Answering, CallRequest, Message, Seen
from bedside.areas.messaging.models.picture import Picture
from bedside.areas.messaging.models.thread import Thread

__all__ = (
    "KINDS",
    "RELATIONS",
    "Answering",
    "CallRequest",
    "CareMessage",
    "CareSeen",
    "CareTeam",
    "CareThread",
    "Channel",
    "IdentityCode",
    "Likeness",
    "MailConsent",
    "Message",
    "Picture",
    "Seen",
    "Thread",
)
