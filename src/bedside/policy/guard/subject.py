"""Whom a text is about: the author herself, somebody else, or nobody in particular.

A simple reading of cue words, on purpose: every rule below fits in one line and can be told to the author.

* Clinician, student, practice, organisation, researcher, moderator: "other" when the text describes one person: he or
  she, an age with a sex ("45M"), one patient or relative, an admission or birth; or when a patient is answered with
  "you"; or "your" right before a finding. A record number, a social security number and an age over 89 always belong
  to somebody. "I" says nothing about these authors: they tell of their work.
* Patient, carer, personal: the sentence of the finding decides. "my" shortly before it means herself. One relative,
  friend or patient in the sentence, or "ring her", means somebody else. So do he and she, unless they can only be her
  own clinician. Without a cue the whole text decides in the same way; then "I" and "my" mean herself.
"""

from __future__ import annotations

import re
from functools import cached_property

from bedside.policy.guard.model import SELF_ROLES, Kind, Subject
from bedside.policy.guard.text import Doc

KIN = (
    r"(?:step|grand|god|great-?)?(?:mother|father|mum|mom|mam|dad|son|daughter|sister|brother|child|parent)|granny|gran"
    r"|nan|nana|grandpa|uncle|aunt|auntie|cousin|niece|nephew|husband|wife|spouse|partner|fianc[e\u00e9]e?|boyfriend"
    r"|girlfriend|baby|kid|toddler|newborn|twin|friend|neighbou?r|colleague|boss|flatmate|roommate|(?:mother|father"
    r"|sister|brother)-in-law|ex"
)
PATIENT = (
    r"patient|pt|client|resident|inpatient|outpatient|lady|woman|gentleman|man|guy|girl|boy|kid|child|baby|infant|teen"
    r"|teenager|toddler|newborn|neonate|fella|bloke|gent|dude|owner|driver|survivor|donor|recipient|victim|admission"
    r"|case|consult|referral|delivery|frequent flyer|mother|father|mum|mom|dad|grandmother|grandfather|grandma|grandpa"
)
CLINICIAN = (
    r"doctors?|dr|doc|gp|nurses?|surgeon|consultant|specialist|therapist|dentist|midwife|pharmacist|cardiologist"
    r"|neurologist|oncologist|rheumatologist|psychiatrist|psychologist|physio|paramedic|dietitian|gyn|obgyn"
    r"|dermatologist|endocrinologist|haematologist|hematologist|urologist|consultants|receptionist"
)
_AGE_AND_SEX = r"\b\d{1,3}\s?(?:[mf]\b|y/?o\b|y\.o\.|yr old|[- ]?years?[- ]old(?!s))"
_ONE_PATIENT = (
    r"\b(?:a|an|my|our|this|that|the|same|another|one|today's|tonight's|yesterday's"
    rf"|dear)\s(?:[\w'.-]{{1,20}}\s){{0,4}}?"
    rf"(?:{PATIENT})\b(?!\s(?:care|safety|group|groups|portal|education|leaflet|organi[sz]ation|experience"
    r"|report|series"
    r"|studies|study|control|day|number of)\b)"
)
_EVENT_OF_ONE = r"\b(?:d\.?o\.?b|date of birth|d/c'?d|next of kin|passed away|frequent flyer)\b"
_KIN_OF = rf"\b(?:my|his|her|our|their|your)\s(?:[\w'-]{{1,20}}\s){{0,2}}?(?:{KIN})\b"
_PRONOUN = re.compile(r"\b(?:she|he|her|his|him|hers|herself|himself)\b", re.IGNORECASE)
_DESCRIBED = re.compile(
    rf"{_AGE_AND_SEX}|{_EVENT_OF_ONE}|{_ONE_PATIENT}|{_KIN_OF}|\b(?:mr|mrs|ms|miss)\b", re.IGNORECASE
)
_CONTACT_OF = r"\b(?:reach|ring|call|text|mail|email|contact|message) (?:her|him)\b"
_RELATED = re.compile(
    rf"{_KIN_OF}|{_EVENT_OF_ONE}|{_ONE_PATIENT}|{_CONTACT_OF}|\ba friend\b|\b(?:mr|mrs)\b", re.IGNORECASE
)
_CLINICIAN = re.compile(rf"\b(?:{CLINICIAN})\b", re.IGNORECASE)
_SELF = re.compile(r"\b(?:i|i'm|i've|im|ive|me|my|mine|myself|we|our)\b", re.IGNORECASE)
_YOU = re.compile(r"\b(?:you|your|u|ur|yours)\b", re.IGNORECASE)
_MY_JUST_BEFORE = re.compile(
    r"\bmy(?:\s[\w'-]{1,20}){1,3}[\s:#=]{0,4}(?:(?:is|was|are|on|number|no)[\s:#]{0,3}){0,2}\Z", re.IGNORECASE
)
_YOUR_JUST_BEFORE = re.compile(r"\b(?:your|ur)(?:\s[\w'-]{1,20}){1,3}[\s:#(=]{0,4}\Z", re.IGNORECASE)
_KIN_JUST_BEFORE = re.compile(rf"{_KIN_OF}(?:'s)?(?:\s[\w'-]{{1,20}}){{0,3}}[\s:#=]{{0,4}}\Z", re.IGNORECASE)
_ALWAYS_SOMEBODY: frozenset[Kind] = frozenset({"age_over_89", "record_no", "ssn"})
_WINDOW = 60


class Subjects:
    """Whom the findings of one text are about. What holds for the whole text is worked out once."""

    def __init__(self, doc: Doc) -> None:
        """Read `doc`; nothing is worked out before it is asked for."""
        self._doc = doc
        self._by_sentence: dict[tuple[int, int], Subject | None] = {}

    def of(self, *, kind: Kind, start: int) -> Subject:
        """Say whom a finding of `kind` at `start` (normalised offset) is about."""
        if self._doc.facts.role in SELF_ROLES:
            return self._told_by_a_member(start)
        if kind in _ALWAYS_SOMEBODY or self.describes_a_person:
            return "other"
        return "other" if _YOUR_JUST_BEFORE.search(self._just_before(start)) else "unknown"

    @cached_property
    def describes_a_person(self) -> bool:
        """Whether the text speaks of one particular person other than its author."""
        norm = self._doc.norm
        answers_a_patient = self._doc.facts.in_reply_to in SELF_ROLES and _YOU.search(norm) is not None
        return answers_a_patient or _PRONOUN.search(norm) is not None or _DESCRIBED.search(norm) is not None

    def _told_by_a_member(self, start: int) -> Subject:
        before = self._just_before(start)
        if _MY_JUST_BEFORE.search(before) and not _KIN_JUST_BEFORE.search(before):
            return "self"
        return self._of_the_sentence(self._doc.sentence(start)) or self._of_the_whole or "unknown"

    def _of_the_sentence(self, span: tuple[int, int]) -> Subject | None:
        if span not in self._by_sentence:
            self._by_sentence[span] = self._by_cues(self._doc.norm[slice(*span)])
        return self._by_sentence[span]

    @cached_property
    def _of_the_whole(self) -> Subject | None:
        return self._by_cues(self._doc.norm)

    @cached_property
    def _pronouns_mean_somebody(self) -> bool:
        norm = self._doc.norm
        return _RELATED.search(norm) is not None or _CLINICIAN.search(norm) is None

    def _by_cues(self, part: str) -> Subject | None:
        if _RELATED.search(part):
            return "other"
        if _PRONOUN.search(part) and self._pronouns_mean_somebody:
            return "other"
        return "self" if _SELF.search(part) else None

    def _just_before(self, start: int) -> str:
        return self._doc.norm[max(self._doc.sentence(start)[0], start - _WINDOW) : start]
