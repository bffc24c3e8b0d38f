"""Phrases that tell, deny or imply that somebody is or was in the author's care.

They hold no identifier and are the offence that was actually fined. Read for clinicians, students, practices and
organisations only. A phrase joins a person ("you", "your", a handle), a care verb or noun, and the author's own side
("we", "our ward", "here") inside one clause. Plural and generic talk and the bare disclaimer are no findings.
Nothing here depends on a stored care relation: the facts hold none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from bedside.policy.guard import relation_words as words
from bedside.policy.guard.model import OWN_SIDE_ROLES, SELF_ROLES, Facts, Hit
from bedside.policy.guard.openings import tried_at
from bedside.policy.guard.relation_parts import (
    ADVERB,
    DAY,
    HANDLE,
    HAVE,
    KIN,
    MEND,
    NEGATED,
    NO_NOUN,
    NOUN,
    OUR_CARE,
    OURS,
    OWN_PERSON,
    OWN_PLACE,
    PATIENT,
    PRONOUN,
    RECORD,
    ROLE,
    STRANGE_OBJECT,
    THING,
    THIS_ONE,
    TREATED,
    VERB,
    WE,
    YOURS,
    anchor,
    any_of,
    gap,
    opening,
    patterns,
)
from bedside.policy.guard.relation_replies import COMPOSED, IN_REPLY, REPLIES
from bedside.policy.guard.relation_score import RULE as LIKELY
from bedside.policy.guard.relation_score import STRONG, STRONG_RULE, likely
from bedside.policy.guard.text import Doc
from bedside.policy.guard.tokens import Flat

KIND: Final = "relation"
RULES: Final = (
    "rel.denial",
    "rel.implied",
    "rel.likely",
    "rel.named",
    "rel.offer",
    "rel.plan",
    "rel.record",
    "rel.telling",
    "rel.thanks",
    "rel.visit",
    "rel.you_patient",
)

_YOU_PATIENT = patterns(
    "rel.you_patient",
    rf"you (?:are|were|have been|had been|was){ADVERB}? (?:one of )?(?:our"
    rf"|my)(?: [a-z]{{1,15}}){{0,2}}? {PATIENT}s?{NO_NOUN}",
    rf"you (?:are|were|have been|had been|was){ADVERB}? an? (?:[a-z]{{1,15}} )?{PATIENT} {OUR_CARE}",
    rf"(?:as|being) your (?:[a-z]{{1,15}} )?{ROLE}(?! (?:will|would|can|could|may|might|should|say|says|said"
    r"|has|had|told"
    r"|suggests?|suggested|advise[sd]?|recommend(?:s|ed)?|explain(?:s|ed)?|knows?|probably|did|is)\b)",
    rf"i (?:am|was|have been){ADVERB}? your (?:[a-z]{{1,15}} )?{ROLE}",
    rf"{WE}{HAVE}{ADVERB}{{0,2}} (?:{TREATED} you|{VERB} {YOURS})(?! (?:to the|to our) (?:faq|page|website))",
    rf"{WE}{HAVE}{ADVERB}{{0,2}} (?:cut|sewed|patched|stitched|opened|took|put|pulled|placed|gave|started"
    r"|kept|sent|got) you"
    rf"(?: {any_of(words.BODY)}| {any_of(words.KIN)}|r (?:[a-z]{{1,15}} )?{any_of(words.BODY)})?{gap(1)}"
    r" (?:out|back in|back together|on|off|under|up|home|through)",
    rf"{WE}{HAVE}{ADVERB}{{0,2}} (?:saw|seen|met) (?:you|your {KIN})(?: and| with| again){{0,2}}"
    rf" (?:{DAY}|(?:in|at|on) (?:{OURS}|follow up)|for(?!(?: [a-z]{{1,15}}){{1,3}} at the)"
    r"|as an?)",
    rf"(?:since|when|before|after) {WE} last (?:saw|spoke to|examined|scanned|met) you",
    rf"(?:am|was|as|being) the (?:one|[a-z]{{1,15}}|{ROLE}) (?:who|that) (?:{TREATED} you|{VERB} {YOURS})",
    rf"you {HAVE.strip()}(?: )?(?:came|come|were brought|came back|were sent|were referred|were transferred"
    r"|were wheeled)"
    rf"(?: in| over| back)?{gap(1)} to (?:us|me|see us|see me|{OWN_PLACE})",
    rf"you came in (?:to|for|with|{DAY})(?! the (?:chat|thread))",
    rf"you (?:were|are|was|have been|lay|stayed|slept){ADVERB}? (?:(?:with us|in my chair|in our beds?|under my knife)"
    rf"|(?:under|in) (?:my|our) care|(?:on|in|at) (?:my|our) (?:[a-z]{{1,15}} )?{any_of(words.PLACES)})",
    rf"(?:enjoyed|remember|loved|pleasure|privilege|honou?r|joy|after|before|while|kept|been|am|was)(?: of| in)?"
    rf" (?:treating|operating on|looking after|caring for|nursing|delivering|scanning|examining|stitching up|weaning"
    rf"|taking care of|vaccinating|counselling|admitting|managing)(?: you| {YOURS})(?! (?:at the|at this|post|all))"
    rf"(?! {STRANGE_OBJECT})",
    rf"(?:remember|recogni[sz]e|know) you (?:well )?from (?:clinic|{OURS}|your (?:[a-z]{{1,15}} )?{NOUN})",
    rf"(?:as )?{WE} (?:told|explained to|advised|warned|promised|discussed with|agreed with) you{gap(3)}"
    rf" (?:at|in|on|during|before|after|when) (?:clinic|{OURS}|(?:your|the|that"
    rf"|our)(?: [a-z]{{1,15}}){{0,2}}? {NOUN})",
)
_VISIT = patterns(
    "rel.visit",
    rf"you (?:were|was|are|got|have been|had been|are being|being){ADVERB}{{0,2}} (?:seen|tested|{TREATED}){gap(3)}"
    rf" (?:here|(?:by|with|at|in|on|to|from) {OURS})",
    rf"(?:having|had) (?:seen|treated|met) you (?:here|in clinic|at {OWN_PLACE})",
    rf"your(?: [a-z0-9]{{1,15}}){{0,3}}? {NOUN}{gap(4)} (?:with us|with me|here|(?:at|in|on|by|to|from) {OURS}"
    rf"|(?:with|by) {OWN_PERSON})(?! (?:of|should|can|may|starts|begins|includes|costs|matters))",
    rf"your(?: [a-z]{{1,15}}){{0,2}}? (?:appointment|visit|stay|surgery|biopsy|scan|operation)"
    rf" (?:was |is |were )?{DAY}",
    rf"(?:this|last|next|on) {any_of(words.DAYS)} 's {NOUN} with you",
    rf"(?:great|good|lovely|nice|pleasure|wonderful|glad)(?: [a-z]{{1,15}})? (?:to see|seeing) (?:you|your {KIN})"
    rf"(?: and [a-z]{{1,15}}| again| back)?{gap(1)} (?:in|at|on|for) (?:clinic|{OURS}"
    rf"|your (?:[a-z]{{1,15}} )?{NOUN})",
    rf"(?:when|since|while|after|before) you (?:visited|attended|saw|left|checked into|checked in to|called|missed)"
    rf" (?:us|me|{OWN_PLACE}|{OWN_PERSON}|your (?:[a-z]{{1,15}} )?{NOUN})",
    r"you (?:missed|skipped|cancel(?:l)?ed|attended|booked|rescheduled|walked out of) (?:your"
    rf"|{any_of(('two', 'three', 'four'))}"
    rf"|the last|all|an?)(?: [a-z]{{1,15}}){{0,2}}? {NOUN}",
    rf"you (?:left|walked out of|discharged yourself from) {OWN_PLACE}",
)
_RECORD_SAYS = patterns(
    "rel.record",
    rf"your(?: [a-z]{{1,15}})? {RECORD} (?:here )?(?:says?|said|shows?|showed|states?|indicates?|reads?"
    r"|suggests?|reveals?"
    r"|revealed|came back|(?:are|is) (?:back|in|fine|normal|clear|ready)|confirms?|tells? (?:me|us)|has you"
    r"|have you|lists?)",
    r"our (?:[a-z]{1,15} )?(?:records?|system|notes|files?|books?|charts?|database|logs?|schedule|register)"
    r" (?:clearly )?(?:show|shows|showed|say|says|indicate|indicates|have|has|list|lists|reflect|confirm|tell|tells)"
    r"(?! (?:that )?(?:most|many|all|few|our|patients|people|\d|an average|no increase|(?:[a-z]{1,15} )?cases|flu))",
    rf"{WE}{HAVE}{ADVERB}? (?:looked at|looking at|checked|checking|reviewed|reviewing|pulled up|pulled"
    r"|opened|saw|read"
    r"|went through|going through|looked up|have|got|hold"
    rf"|discussed)(?: [a-z]{{1,15}})? your(?: [a-z]{{1,15}})? {RECORD}",
    rf"(?:looking at|reading|reviewing|according to|per) your(?: [a-z]{{1,15}})?"
    rf" {any_of(('chart', 'file', 'medical record', 'medical records', 'records', 'notes', 'labs', 'bloods'))}",
    r"you are (?:still )?(?:in our (?:system|records|files|books|database)|on our (?:books|list|register"
    r"|waiting list))",
    r"(?:you|your) [a-z ]{0,30}(?:on file (?:here|with us)|in our (?:records|files|system))",
)
_PLAN = patterns(
    "rel.plan",
    rf"{WE} (?:will|shall|can|need to|want to|have to|am going to|are going to|would like to|should){ADVERB}?"
    r" (?:redo|repeat|check|recheck|run|draw|take|order|rebook|reschedule|adjust|change|increase|lower|raise"
    r"|reduce|stop"
    rf"|start|remove|renew|refill|review|discuss|switch|taper|swap|go over|look at|fix|replace|take out|send|sort out)"
    rf"(?: [a-z]{{1,15}})? your(?: [a-z]{{1,15}}){{0,2}}? {any_of(words.CARE_NOUNS, words.BODY)}",
    rf"{WE} (?:will|shall|am going to|are going to|need to|want to) (?:see|examine|scan|admit|operate on|treat"
    r"|call|ring"
    rf"|phone|put|start|refer|discharge|keep) you{gap(2)}"
    rf" (?:{DAY}(?! (?:at|for|in) (?:the|our|this|a) (?:webinar|congress|conference|talk|event|open|stand|booth"
    rf"|course"
    rf"|interview|meeting|job|shift)"
    rf"| about (?:the|your) (?:interview|application|job))"
    rf"|in clinic|on insulin|with your|about your|(?:in|at|to) {OWN_PLACE}|for your|to (?:cardiology"
    r"|surgery))",
    rf"(?:come|pop|stop) (?:back|in|by){gap(2)} {DAY} (?:for(?! (?:part|more|episode|the next|another|a new"
    r"|our next))|so|and)"
    rf"(?: we| i| your| an?| the)?(?: [a-z]{{1,15}})?",
    rf"see you (?:back )?(?:in clinic|at your|for your|in (?:my|our) {any_of(words.PLACES)}|{DAY} (?:for"
    rf"|at) (?:your|the) {NOUN})",
    rf"your (?:next|follow up|new|first|second) (?:[a-z]{{1,15}} )?{NOUN}? ?(?:is|will be|has been)"
    rf"(?: booked| scheduled| moved)?(?: on| for| at| in)? {DAY}",
    rf"(?:keep|continue|stop|start|restart) (?:on )?(?:taking )?the(?: [a-z]{{1,15}}){{1,2}}? {WE}{HAVE}"
    r" (?:prescribed|gave|ordered|sent|put|started)(?: you)?",
)
_NAMED = patterns(
    "rel.named",
    rf"(?:{HANDLE}|{THIS_ONE}) (?:is|was|has been|used to be){ADVERB}? (?:(?:an?|one of)? ?(?:our|my)"
    rf"(?: [a-z]{{1,15}})? {PATIENT}s?|an? (?:[a-z]{{1,15}} )?{PATIENT} {OUR_CARE})",
    rf"(?:is|was|has been) an? (?:[a-z]{{1,15}} )?{PATIENT} of (?:mine|ours|{OWN_PLACE})",
    rf"(?:former|ex|past|previous|long time|dear) patient of (?:ours|mine|{OWN_PLACE})",
    rf"(?:my|our) (?:former |ex |old )?{PATIENT} {HANDLE}",
    rf"{WE}{HAVE}{ADVERB}? (?:{TREATED} (?:{HANDLE}|{THIS_ONE})|(?:had|saw|seen) (?:{HANDLE}"
    rf"|{THIS_ONE}) (?:(?:on|in|at) (?:clinic|{OWN_PLACE})|as an? {PATIENT}))",
    rf"(?:know|remember|recogni[sz]e) (?:{HANDLE}|{THIS_ONE}) from (?:clinic|{OURS})",
)
_NAMED_BY_PRONOUN = patterns(
    "rel.named",
    rf"{WE}{HAVE}{ADVERB}? (?:had|{TREATED}|saw|seen) (?:her|him|them) (?:here|(?:on|in|at) (?:clinic"
    rf"|{OWN_PLACE}))",
    rf"{PRONOUN} (?:is|was|has been|are|were){ADVERB}? (?:one of )?(?:our|my) (?:[a-z]{{1,15}} )?{PATIENT}s?",
    rf"{PRONOUN} (?:is|was|has been|are|were){ADVERB}? (?:seen|{VERB}|an? {PATIENT}) {OUR_CARE}",
    rf"(?:know|remember|recogni[sz]e) (?:her|him|them) from (?:clinic|{OURS})",
)
_THANKS = patterns(
    "rel.thanks",
    rf"(?:trusting|choosing|picking|selecting)(?: (?:us|me|{OWN_PLACE}|{OWN_PERSON}))?{gap(1)} (?:with|for"
    r"|to)(?: do| treat)?"
    rf" (?:you|{YOURS})(?! (?:interview|story))",
    rf"letting (?:us|me|{OWN_PERSON}) (?:treat|care for|look after|operate on|be part of|take care of|help with)"
    rf" (?:you|{YOURS})(?! {STRANGE_OBJECT})",
    rf"(?:thank you|thanks|thankful|grateful){gap(3)} for (?:coming (?:in|to see (?:us|me))"
    rf"|being (?:such )?an? (?:[a-z]{{1,15}} )?"
    rf"{PATIENT}|visiting {OWN_PLACE}|coming to (?:us|me|{OWN_PLACE}))(?! to (?:talk|speak))",
    rf"(?:thank you|thanks){gap(3)} for (?:putting|placing) your(?: [a-z]{{1,15}})? (?:trust|{THING}) in (?:us"
    r"|our hands|my hands)",
    rf"(?:honou?red|privileged|proud|grateful)(?: that| to have)?(?: you (?:chose|trusted|picked) (?:us|me)|"
    rf" (?:been|be) (?:part of )?your (?:{ROLE}|care|{NOUN}))",
)
_THANKS_IN_REPLY = patterns(
    "rel.thanks",
    rf"(?:thank you|thanks){gap(3)} for (?:choosing|trusting|visiting) (?:us|me|{OWN_PLACE})(?= [|])",
)
_DENIAL = patterns(
    "rel.denial",
    rf"you (?:were|are|have|had|was){ADVERB}? {NEGATED} (?:been )?(?:(?:seen|admitted|treated|{VERB}"
    rf"|an? {PATIENT}|registered"
    rf"|in|at){gap(3)} {OURS}|(?:our|my) (?:[a-z]{{1,15}} )?{PATIENT}|(?:to|in|at) (?:us|{OWN_PLACE}"
    r"|our records|our system))",
    rf"you {NEGATED} (?:came|visited|attended|set foot in|saw|had|were|made|kept|booked){gap(5)} {OURS}",
    rf"you (?:did|have|had|were|do) not (?:have |had )?(?:come|visit|attend|see|an? (?:{NOUN}|{PATIENT}|record"
    r"|chart))"
    rf"{gap(3)} (?:with )?{OURS}",
    rf"{WE}{HAVE}(?: did| do)? {NEGATED} (?:ever )?(?:(?:treat|examined?|operated? on|prescribed?"
    rf"|{TREATED}) (?:you|your (?:[a-z]{{1,15}} )?{THING}|{HANDLE}|{THIS_ONE})|(?:seen?|saw|met|meet) (?:you"
    rf"|{HANDLE}|{THIS_ONE})"
    rf" (?:here|as an? {PATIENT}|professionally|in person|(?:on|in|at) (?:clinic|{OWN_PLACE})))"
    r"(?!(?: and| so| ,){1,2} (?:i |we )?(?:can|could|may) not)",
    rf"no (?:record|trace|file|chart|documentation|history|appointment|booking|{PATIENT}|visit)s?{gap(2)}"
    r" (?:of|for|under|by|with|about) (?:you|your|that|this|the)(?: [a-z]{1,15})?(?: (?:name|handle|visit|being"
    r"|as an? patient"
    rf"|having|stay|appointment|account|reviewer))(?: {gap(2)}(?:here|patient))?",
    rf"no (?:record|trace|file|chart|documentation)s? (?:of|for|on|under) you(?: as an? {PATIENT}| here| at all)?",
    rf"(?:never|not) (?:been )?an? {PATIENT} (?:of (?:ours|mine)|here|at {OWN_PLACE}|with us)",
    r"(?:can|could|do|did) not find (?:you|your (?:name|record|records|file|chart)|any (?:record|file|chart"
    r"|visit|trace))"
    r"(?: of you| for you| in our (?:records|system|files|books| database))?",
    r"you (?:are|were|do) not (?:appear )?(?:anywhere )?in our (?:records|system|files|books|database|schedule)",
    r"(?:nobody|no one|nobody here|no person) (?:by|of|with|under) (?:that|this|your) name",
    r"your name (?:is|does|was|did) not (?:appear )?(?:anywhere )?(?:in|on) our (?:records|system|files|books"
    r"|list|schedule)",
)
_IMPLIED = patterns(
    "rel.implied",
    r"(?:glad|happy|relieved|pleased|delighted|great|sorry|good|love"
    rf"|proud)(?: [a-z]{{1,15}}){{0,3}}? your(?: [a-z]{{1,15}})?"
    rf" {MEND} (?:(?:has|have|is|are|was|were) )?(?:held|holding|healed|healing|took|worked|working|settled"
    r"|came out|survived"
    r"|lasted|up|doing|look|looks|looking|behaving)",
    r"(?:the|that|those|your) (?:new "
    rf"|old )?(?:[a-z]{{1,15}} )?{any_of(words.BODY, words.CARE_NOUNS)} (?:that )?{WE}{HAVE}"
    r" (?:fixed|replaced|put in|gave you|gave|repaired|did|placed|implanted|removed|prescribed|ordered|took out"
    r"|made)(?: you)?",
    rf"how (?:is|are) (?:the|your)(?: new| old)? (?:{MEND}|{any_of(words.BODY)}) (?:holding|healing|settling"
    r"|behaving|after our)",
    rf"(?:your|that) (?:stubborn |tricky |beautiful |famous )?(?:{MEND}|{any_of(words.BODY)}) (?:kept|gave) (?:us"
    r"|me|our)",
    rf"(?:still )?miss (?:you|seeing you) (?:on|in|at) (?:{OWN_PLACE}|clinic)",
    rf"you (?:gave|scared|surprised|kept) (?:us|me|our (?:nurses|team|staff)){gap(4)} (?:on|in"
    rf"|at) (?:{OWN_PLACE}|clinic)",
)
_OFFER = patterns(
    "rel.offer",
    rf"(?:if|were) you (?:were |had been )?(?:an? |one of )?(?:my|our)(?: [a-z]{{1,15}})? {PATIENT}s?",
    rf"if you were an? {PATIENT} of (?:mine|ours)",
    rf"(?:if i were|were i|if i was) your (?:[a-z]{{1,15}} )?{ROLE}",
    rf"if you (?:were|sat|came|lay) (?:in|to|under|on) (?:my|our) (?:[a-z]{{1,15}} )?(?:{any_of(words.PLACES)}"
    r"|chair|care)",
    rf"(?:happy|glad|willing) to (?:take you on|see you as an? {PATIENT}|be your {ROLE}|treat you)",
)
_ALWAYS = (
    *_YOU_PATIENT, *_VISIT, *_RECORD_SAYS, *_PLAN, *_NAMED, *_THANKS, *_DENIAL, *_IMPLIED, *_OFFER, *REPLIES, *COMPOSED,
)  # fmt: skip
_ANCHORED = tuple((rule, pattern, anchor(pattern.pattern)) for rule, pattern in _ALWAYS)
_OPENINGS = tuple(opening(pattern) for _, pattern in _ALWAYS)
_BEGIN_WITH_ANY = tuple(number for number, words in enumerate(_OPENINGS) if not words)
_BY_OPENING: dict[str, list[int]] = {}
for _number, _words in enumerate(_OPENINGS):
    for _word in _words:
        _BY_OPENING.setdefault(_word, []).append(_number)
_GENERIC_BEFORE = re.compile(
    r" (?:if|whether|unless|ask|suppose|imagine|in case|should|every time|could|good luck|luck) "
    r"| (?:make|book|schedule|get|bring|plan|arrange) \Z"
)
_ASKED = re.compile(r" ?(?:were|did|have|has|was) (?:you|anyone|somebody) ")
_HOPED = re.compile(r" (?:hope|hoping|pray|praying|crossed|wish) ")
_TO_MANY = re.compile(r" (?:all|everyone|everybody|anyone|folks|followers|colleagues|speakers|readers|those) ")
_SOMEBODY_IS_MEANT = re.compile(
    r" (?:this|that|the) (?:account|post|profile|poster|review|reviewer|commenter|handle|user) "
)
_OF_COLLEAGUES = frozenset({"room", "class", "practice"})
# A sentence with none of these speaks of nobody in particular; with one of the second kind it speaks of many.
_PERSONS = frozenset(
    {
        "you", "your", "yours", "yourself", "u", "ur", "we", "us", "our", "ours", "i", "me", "my", "mine", "he", "she",
        "him", "his", "her", "hers", "they", "them", "their",
    }
)  # fmt: skip
_OF_MANY = frozenset(
    {
        "usually", "often", "mostly", "generally", "typically", "sometimes", "rarely", "commonly", "most", "many",
        "people", "patients", "studies", "trials", "evidence", "guidelines",
    }
)  # fmt: skip
_STANDS_IN_ANY_CLAUSE = frozenset({"rel.denial", "rel.offer"})


def find(doc: Doc) -> Iterator[Hit]:
    """Find phrases that tell of a care relation. Silent for authors who have no side of care."""
    if doc.facts.role not in OWN_SIDE_ROLES:
        return
    flat = doc.flat
    told: list[tuple[int, int]] = []
    for rule, match in _phrases(doc.facts, flat):
        if _is_meant(rule, flat=flat, start=match.start(1), end=match.end(1)):
            told.append(match.span(1))
            yield Hit(KIND, rule, *flat.span(match.start(1), match.end(1)), confidence=0.9)
    if _among_colleagues(doc.facts):
        return
    for start, end, total in likely(flat, to_anybody=doc.facts.in_reply_to is not None):
        summed = weighed(total, doc.facts, words=flat.line[start:end].split())
        if summed is not None and not any(one < end and start < other for one, other in told):
            yield Hit(KIND, summed, *flat.span(start, end), confidence=0.9 if summed == STRONG_RULE else 0.6)


def _among_colleagues(facts: Facts) -> bool:
    """Say whether a text speaks to colleagues: in a room, a class or a practice, and not in answer to a patient.

    There, talk of one's patients, practice and own illness is what the place is for, and "you" is a colleague. What
    says outright that somebody was a patient is found by its phrase.
    """
    return facts.audience in _OF_COLLEAGUES and facts.in_reply_to not in SELF_ROLES


def _phrases(facts: Facts, flat: Flat) -> Iterator[tuple[str, re.Match[str]]]:
    """Give every phrase of the rules in the order of the rules."""
    places: dict[int, list[int]] = {}
    for at, word in zip(flat.at, flat.words, strict=True):
        for number in _BY_OPENING.get(word, ()):
            places.setdefault(number, []).append(at - 1)
    for number in sorted([*places, *_BEGIN_WITH_ANY]):
        rule, pattern, held = _ANCHORED[number]
        if number not in places:
            yield from ((rule, match) for match in pattern.finditer(flat.line))
        elif held in flat.line:
            yield from ((rule, match) for match in tried_at(pattern, flat.line, places[number]))
    for rule, pattern in _depending_on(facts, flat):
        yield from ((rule, match) for match in pattern.finditer(flat.line))


def weighed(total: float, facts: Facts, *, words: Sequence[str]) -> str | None:
    """Give the rule that the sum of small signs in a sentence of these `words` speaks for.

    In an answer a strong sum refuses and a weaker one asks; a sentence without a person is never refused by its sum.
    Only a strong sum asks about a sentence that speaks of many, and outside of an answer (where only sentences that
    speak to somebody are weighed).
    """
    names_nobody = _PERSONS.isdisjoint(words)
    if facts.in_reply_to is None or (names_nobody and not _OF_MANY.isdisjoint(words)):
        return LIKELY if total > STRONG else None
    return STRONG_RULE if total > STRONG and not names_nobody else LIKELY


def _depending_on(facts: Facts, flat: Flat) -> Iterator[tuple[str, re.Pattern[str]]]:
    """Give the patterns that count only in an answer, or when the text points at an account."""
    if facts.in_reply_to is not None:
        yield from _THANKS_IN_REPLY
        yield from IN_REPLY
    if facts.in_reply_to is not None or _SOMEBODY_IS_MEANT.search(flat.line):
        yield from _NAMED_BY_PRONOUN


def _is_meant(rule: str, *, flat: Flat, start: int, end: int) -> bool:
    """Say whether the phrase speaks to somebody: not "ask whether ...", not thanks to everyone."""
    if rule in _STANDS_IN_ANY_CLAUSE:
        return True
    before = flat.clause_before(start)
    if rule == "rel.thanks":
        return _TO_MANY.search(before + flat.line[start:end] + " ") is None
    before = before if before.endswith(" ") else f"{before} "
    if (rule == "rel.visit" and _ASKED.match(before)) or (rule == "rel.record" and _HOPED.search(before)):
        return False
    if rule != "rel.plan" and " please " in before:
        return False
    return _GENERIC_BEFORE.search(before) is None
