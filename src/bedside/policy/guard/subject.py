"""Whom a text is about: the author herself, somebody else, or nobody in particular.

A simple reading of cue words, on purpose: every rule below fits in one line and can be told to the author.

* Clinician, student, practice, organisation, researcher, moderator: "other" when the text describes one person: he or
  she, an age with a sex ("45M"), one patient or relative, an admission or birth; or when a patient is answered with
  "you"; or "your" right before a finding. A record number, a social security number and an age over 89 always belong
  to somebody. "I" says nothing about these authors: they tell of their work.
* Patient, carer, personal: the sentence of the finding decides. "my" shortly before it means herself. One relative,
  friend or patient in the sentence, or "ring her", means somebody else. So do he and she, unless they can only be her
  own clinician. Without a cue the whole text decides in the same way; then "I" and "my" mean herself.
* A name that the site treats as public, or that stands behind a title of state, is a public figure's, unless the author
  claims to have cared for her.
"""

from __future__ import annotations

import re
from functools import cached_property

from bedside.policy.guard.anycase import AnyCase
from bedside.policy.guard.described import is_described
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
_PRONOUN = AnyCase(r"\b(?:she|he|her|his|him|hers|herself|himself)\b")
_DESCRIBED = AnyCase(
    rf"{_AGE_AND_SEX}|{_EVENT_OF_ONE}|{_ONE_PATIENT}|{_KIN_OF}|\b(?:mr|mrs|ms|miss)\b",
)
_CONTACT_OF = r"\b(?:reach|ring|call|text|mail|email|contact|message) (?:her|him)\b"
_RELATED = AnyCase(
    rf"{_KIN_OF}|{_EVENT_OF_ONE}|{_ONE_PATIENT}|{_CONTACT_OF}|\ba friend\b|\b(?:mr|mrs)\b",
)
_CLINICIAN = AnyCase(rf"\b(?:{CLINICIAN})\b")
_SELF = AnyCase(r"\b(?:i|i'm|i've|im|ive|me|my|mine|myself|we|our)\b")
_YOU = AnyCase(r"\b(?:you|your|u|ur|yours)\b")
_MY_JUST_BEFORE = AnyCase(
    r"\bmy(?:\s[\w'-]{1,20}){1,3}[\s:#=]{0,4}(?:(?:is|was|are|on|number|no)[\s:#]{0,3}){0,2}\Z",
)
_YOUR_JUST_BEFORE = AnyCase(r"\b(?:your|ur)(?:\s[\w'-]{1,20}){1,3}[\s:#(=]{0,4}\Z")
_KIN_JUST_BEFORE = AnyCase(rf"{_KIN_OF}(?:'s)?(?:\s[\w'-]{{1,20}}){{0,3}}[\s:#=]{{0,4}}\Z")
_TALK = AnyCase(
    r"\b(?:lectures?|talk|keynote|speakers?|congress|conference|paper|podcast|webinar|book|interview|panel|symposium"
    r"|poster|award|retires?|retirement|mentor|seminar|workshop|editorial|professor|prof)\b",
)
_CARE_CLAIM = AnyCase(
    r"\b(?:my|our) (?:patient|pt|client|ward|clinic|unit|icu|er|waiting room|table|list|practice)\b"
    r"|\b(?:i|we|just|team)\s(?:\w{1,12}\s)?(?:treat(?:ed)?|admitted|saw|seen|operated|delivered|diagnosed|examined"
    r"|discharged|stitched|intubated|cared)\b|(?:\A|[.!?]\s)(?:treated|saw|admitted|operated|delivered|diagnosed)\b",
)
_TITLE_OF_STATE = re.compile(
    r"\b(?i:president|senator|governor|prime minister|secretary|congress(?:wo)?man|king|queen|prince|princess|pope"
    r"|chancellor|minister|justice|mayor)\s(?:[A-Z][\w'-]{1,20}\s)?\Z"
)
_YOUNG = AnyCase(
    r"\b(?:child|kid|baby|toddler|infant|newborn|neonate|preemie|boy|girl|teen|teenager|pupil|school(?:boy|girl)"
    r"|kindergart(?:en|ner)|preschool|daycare|playground"
    r"|(?:first|second|third|fourth|fifth|sixth|seventh|eighth)[- ]grader?"
    r"|little (?:one|man|guy|brother|sister)|grand(?:son|daughter|child|kid))\b"
    r"|(?<![\d.])(?:[0-9]|1[0-7])\s?(?:-|\s)?(?:y/?o\b|years?[- ]old|months?[- ]old|weeks?[- ]old|yr old|[mf]\b)"
    r"|\b(?:aged?|turned|turns|is|he's|she's) (?:[1-9]|1[0-7])\b(?!\s?(?:%|kg|cm|lbs?|mg|weeks|days|hours|am|pm|:))",
)
_CHILD_OF = AnyCase(r"\b(?:son|daughter|niece|nephew|stepson|stepdaughter|godson|goddaughter)\b")
_GROWN = AnyCase(
    r"\b(?:grown|adult|married|husband|wife|college|university|degree|works|working|job|divorced|pregnant|army|his kids"
    r"|her kids|retired)\b|(?<![\d.])(?:1[89]|[2-9]\d)\s?-?(?:y/?o\b|years?[- ]old|yr old|[mf]\b)",
)
_OWN_CLINICIAN = AnyCase(
    rf"\b(?:my|our|his|her|their)\s(?:[\w'-]{{1,20}}\s){{0,3}}?(?:{CLINICIAN}|hospital|clinic|practice|surgery|ward)\b"
    rf"(?:\s(?:is|was|at|called|named|,))?[\s,:(]{{0,3}}(?:dr\.?\s|prof\.?\s|nurse\s|sister\s)?\Z"
    r"|\b(?:dr|doctor|prof|professor|nurse|midwife|consultant|surgeon)\.?\s\Z"
    r"|\b(?:at|in|to|from|by)\s(?:the\s)?\Z",
)
_FACILITY = re.compile(
    r"\b(?:hospital|clinic|infirmary|medical cent(?:er|re)|practice|surgery|hospice)\b", re.IGNORECASE
)
_ALWAYS_SOMEBODY: frozenset[Kind] = frozenset({"age_over_89", "record_no", "ssn"})
_WINDOW = 60


class Subjects:
    """Whom the findings of one text are about. What holds for the whole text is worked out once."""

    def __init__(self, doc: Doc) -> None:
        """Read `doc`; nothing is worked out before it is asked for."""
        self._doc = doc
        self._by_sentence: dict[tuple[int, int], Subject | None] = {}
        self._young: dict[tuple[int, int], bool] = {}

    def of(self, *, kind: Kind, start: int, end: int | None = None) -> Subject:
        """Say whom a finding of `kind` from `start` to `end` (normalised offsets) is about."""
        if kind == "name" and end is not None and self._is_public(start, end):
            return "public_figure"
        if self._doc.facts.role in SELF_ROLES:
            return self._told_by_a_member(start)
        if kind in _ALWAYS_SOMEBODY or self.describes_a_person:
            return "other"
        return "other" if _YOUR_JUST_BEFORE.search(self._just_before(start)) else "unknown"

    @cached_property
    def describes_a_person(self) -> bool:
        """Whether the text speaks of one particular person other than its author."""
        norm = self._doc.norm
        if _TALK.search(norm) and not _CARE_CLAIM.search(norm) and not _DESCRIBED.search(norm):
            return False
        answers_a_patient = self._doc.facts.in_reply_to in SELF_ROLES and _YOU.search(norm) is not None
        told = _PRONOUN.search(norm) is not None or _DESCRIBED.search(norm) is not None
        return answers_a_patient or told or is_described(norm)

    def about_minor(self, start: int) -> bool:
        """Say whether what stands at `start` is told of a child under 18: her age, a word for a child, a school class.

        "My son" alone counts as a child unless something in the text says that he is grown up.
        """
        span = self._doc.sentence(start)
        if span not in self._young:
            self._young[span] = self._tells_of_minor(self._doc.norm[slice(*span)])
        return self._young[span]

    def _tells_of_minor(self, sentence: str) -> bool:
        if _YOUNG.search(sentence):
            return True
        return _CHILD_OF.search(sentence) is not None and _GROWN.search(self._doc.norm) is None

    def names_own_clinician(self, start: int, end: int) -> bool:
        """Say whether a member names her own clinician or hospital from `start` to `end`: that is hers to tell."""
        before = self._just_before(start)
        found = _OWN_CLINICIAN.search(before)
        if found is None:
            return False
        placed = found[0].strip().lower().split(" ")[0] in ("at", "in", "to", "from", "by")
        return not placed or _FACILITY.search(self._doc.norm, start, min(len(self._doc.norm), end + 12)) is not None

    def _is_public(self, start: int, end: int) -> bool:
        """Say whether the name is a public figure's and the author claims no care of her."""
        known = {name.casefold() for name in self._doc.facts.known_public}
        titled = _TITLE_OF_STATE.search(self._doc.norm, max(0, start - _WINDOW), start)
        return (self._doc.norm[start:end].casefold() in known or titled is not None) and not self._claims_care

    @cached_property
    def _claims_care(self) -> bool:
        return _CARE_CLAIM.search(self._doc.norm) is not None

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
