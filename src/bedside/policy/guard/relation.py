"""Phrases that tell, deny or imply that somebody is or was in the author's care.

They hold no identifier and are the offence that was actually fined. Read for clinicians, students, practices and
organisations only. A phrase joins a person ("you", "your", a handle), a care verb or noun, and the author's own side
("we", "our ward", "here") inside one clause. Plural and generic talk and the bare disclaimer are no findings.
Nothing here depends on a stored care relation: the facts hold none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from bedside.policy.guard import relation_words as words
from bedside.policy.guard.model import OWN_SIDE_ROLES, Facts, Hit
from bedside.policy.guard.text import Doc
from bedside.policy.guard.tokens import Flat

KIND: Final = "relation"
RULES: Final = (
    "rel.denial",
    "rel.implied",
    "rel.named",
    "rel.offer",
    "rel.plan",
    "rel.record",
    "rel.thanks",
    "rel.visit",
    "rel.you_patient",
)


def _any(*lists: Iterable[str]) -> str:
    """Give a group that matches one of the words, longest first."""
    every = {word for one in lists for word in one}
    return f"(?:{'|'.join(sorted(every, key=lambda word: (-len(word), word)))})"


def _gap(most: int) -> str:
    """Give a group for at most so many words of the same clause."""
    return rf"(?: [^ |,]{{1,40}}){{0,{most}}}?"


_KIN = _any(words.KIN)
_VERB = _any(words.CARE_VERBS)
_NOUN = _any(words.CARE_NOUNS)
_RECORD = _any(words.RECORDS)
_TREATED = _any(word for word in words.CARE_VERBS if word not in words.VERBS_FOR_THINGS)
_THING = _any(words.CARE_NOUNS, words.BODY, words.KIN)
_MEND = _any(words.MENDS)
_ROLE = _any(words.ROLES)
_DAY = rf"(?:on |last |next |this )?{_any(words.DAYS)}"
_OWN_PLACE = rf"(?:my|our|this|the) (?:[a-z]{{1,15}} )?{_any(words.PLACES)}"
_OWN_PERSON = rf"(?:my|our) (?:[a-z]{{1,15}} )?{_any(words.OWN_PEOPLE)}"
_OURS = rf"(?:us|me|here|ours|mine|clinic|{_OWN_PLACE}|{_OWN_PERSON})"
_OUR_CARE = rf"(?:with us|with me|here|of ours|of mine|(?:in|at|to|on|of|from) (?:here|us|clinic|{_OWN_PLACE}))"
_WE = r"(?:i|we|my team|our team|our surgeons?|our doctors?|our nurses?|our staff|my partner|my colleagues?)"
_HAVE = r"(?: have| had| has| was| were| am| are)?"
_ADVERB = (
    r"(?: (?:also|already|always|actually|all|both|first|finally|just|last|once|personally|still|then|recently|only))"
)
_YOURS = rf"your(?: (?:[a-z]{{1,15}}|{_DAY})){{0,2}}? {_THING}"
_HANDLE = r"@[a-z0-9_][a-z0-9_.-]{0,40}"
_PRONOUN = r"(?:she|he|they|her|him|them)"
_THIS_ONE = r"this (?:account|commenter|gentleman|guy|lady|man|member|person|poster|reviewer|user|woman)"
_NEGATED = r"(?:never|not|not ever)"
_PATIENT = r"(?:patient|client|inpatient|outpatient|case)"
_STRANGE_OBJECT = r"(?:post|comment|reply|tweet|review|account|message|question|thread|link|photo|page|point|story)"


def _patterns(rule: str, *sources: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((rule, re.compile(rf" ({source})(?= )")) for source in sources)


_YOU_PATIENT = _patterns(
    "rel.you_patient",
    rf"you (?:are|were|have been|had been|was){_ADVERB}? (?:one of )?(?:our|my)(?: [a-z]{{1,15}}){{0,2}}? {_PATIENT}s?",
    rf"you (?:are|were|have been|had been|was){_ADVERB}? an? (?:[a-z]{{1,15}} )?{_PATIENT} {_OUR_CARE}",
    rf"(?:as|being) your (?:[a-z]{{1,15}} )?{_ROLE}(?! (?:will|would|can|could|may|might|should|say|says|said"
    r"|has|had|told"
    r"|suggests?|suggested|advise[sd]?|recommend(?:s|ed)?|explain(?:s|ed)?|knows?|probably|did|is)\b)",
    rf"i (?:am|was|have been){_ADVERB}? your (?:[a-z]{{1,15}} )?{_ROLE}",
    rf"{_WE}{_HAVE}{_ADVERB}{{0,2}} (?:{_TREATED} you|{_VERB} {_YOURS})(?! (?:to the|to our) (?:faq|page|website))",
    rf"{_WE}{_HAVE}{_ADVERB}{{0,2}} (?:cut|sewed|patched|stitched|opened|took|put|pulled|placed|gave|started"
    r"|kept|sent|got) you"
    rf"(?: {_any(words.BODY)}| {_any(words.KIN)}|r (?:[a-z]{{1,15}} )?{_any(words.BODY)})?{_gap(1)}"
    r" (?:out|back in|back together|on|off|under|up|home|through)",
    rf"{_WE}{_HAVE}{_ADVERB}{{0,2}} (?:saw|seen|met) (?:you|your {_KIN})(?: and| with| again){{0,2}}"
    rf" (?:{_DAY}|(?:in|at|on) (?:{_OURS}|follow up)|for|as an?)",
    rf"(?:since|when|before|after) {_WE} last (?:saw|spoke to|examined|scanned|met) you",
    rf"(?:am|was|as|being) the (?:one|[a-z]{{1,15}}|{_ROLE}) (?:who|that) (?:{_TREATED} you|{_VERB} {_YOURS})",
    rf"you {_HAVE.strip()}(?: )?(?:came|come|were brought|came back|were sent|were referred|were transferred"
    r"|were wheeled)"
    rf"(?: in| over| back)?{_gap(1)} to (?:us|me|see us|see me|{_OWN_PLACE})",
    rf"you came in (?:to|for|with|{_DAY})(?! the (?:chat|thread))",
    rf"you (?:were|are|was|have been|lay|stayed|slept){_ADVERB}? (?:(?:with us|in my chair|in our beds?|under my knife)"
    rf"|(?:under|in) (?:my|our) care|(?:on|in|at) (?:my|our) (?:[a-z]{{1,15}} )?{_any(words.PLACES)})",
    rf"(?:enjoyed|remember|loved|pleasure|privilege|honou?r|joy|after|before|while|kept|been|am|was)(?: of| in)?"
    rf" (?:treating|operating on|looking after|caring for|nursing|delivering|scanning|examining|stitching up|weaning"
    rf"|taking care of|vaccinating|counselling|admitting|managing)(?: you| {_YOURS})(?! (?:at the|at this|post|all))"
    rf"(?! {_STRANGE_OBJECT})",
    rf"(?:remember|recogni[sz]e|know) you (?:well )?from (?:clinic|{_OURS}|your (?:[a-z]{{1,15}} )?{_NOUN})",
    rf"(?:as )?{_WE} (?:told|explained to|advised|warned|promised|discussed with|agreed with) you{_gap(3)}"
    rf" (?:at|in|on|during|before|after|when) (?:clinic|{_OURS}|(?:your|the|that"
    rf"|our)(?: [a-z]{{1,15}}){{0,2}}? {_NOUN})",
)
_VISIT = _patterns(
    "rel.visit",
    rf"you (?:were|was|are|got|have been|had been|are being|being){_ADVERB}{{0,2}} (?:seen|tested|{_TREATED}){_gap(3)}"
    rf" (?:here|(?:by|with|at|in|on|to|from) {_OURS})",
    rf"(?:having|had) (?:seen|treated|met) you (?:here|in clinic|at {_OWN_PLACE})",
    rf"your(?: [a-z0-9]{{1,15}}){{0,3}}? {_NOUN}{_gap(4)} (?:with us|with me|here|(?:at|in|on|by|to|from) {_OURS}"
    rf"|(?:with|by) {_OWN_PERSON})(?! (?:of|should|can|may|starts|begins|includes|costs|matters))",
    rf"your(?: [a-z]{{1,15}}){{0,2}}? (?:appointment|visit|stay|surgery|biopsy|scan|operation)"
    rf" (?:was |is |were )?{_DAY}",
    rf"(?:this|last|next|on) {_any(words.DAYS)} 's {_NOUN} with you",
    rf"(?:great|good|lovely|nice|pleasure|wonderful|glad)(?: [a-z]{{1,15}})? (?:to see|seeing) (?:you|your {_KIN})"
    rf"(?: and [a-z]{{1,15}}| again| back)?{_gap(1)} (?:in|at|on|for) (?:clinic|{_OURS}"
    rf"|your (?:[a-z]{{1,15}} )?{_NOUN})",
    rf"(?:when|since|while|after|before) you (?:visited|attended|saw|left|checked into|checked in to|called|missed)"
    rf" (?:us|me|{_OWN_PLACE}|{_OWN_PERSON}|your (?:[a-z]{{1,15}} )?{_NOUN})",
    r"you (?:missed|skipped|cancel(?:l)?ed|attended|booked|rescheduled|walked out of) (?:your"
    rf"|{_any(('two', 'three', 'four'))}"
    rf"|the last|all|an?)(?: [a-z]{{1,15}}){{0,2}}? {_NOUN}",
    rf"you (?:left|walked out of|discharged yourself from) {_OWN_PLACE}",
)
_RECORD_SAYS = _patterns(
    "rel.record",
    rf"your(?: [a-z]{{1,15}})? {_RECORD} (?:here )?(?:says?|said|shows?|showed|states?|indicates?|reads?"
    r"|suggests?|reveals?"
    r"|revealed|came back|(?:are|is) (?:back|in|fine|normal|clear|ready)|confirms?|tells? (?:me|us)|has you"
    r"|have you|lists?)",
    r"our (?:[a-z]{1,15} )?(?:records?|system|notes|files?|books?|charts?|database|logs?|schedule|register)"
    r" (?:clearly )?(?:show|shows|showed|say|says|indicate|indicates|have|has|list|lists|reflect|confirm|tell|tells)"
    r"(?! (?:that )?(?:most|many|all|few|our|patients|people|\d|an average|no increase))",
    rf"{_WE}{_HAVE}{_ADVERB}? (?:looked at|looking at|checked|checking|reviewed|reviewing|pulled up|pulled"
    r"|opened|saw|read"
    r"|went through|going through|looked up|have|got|hold"
    rf"|discussed)(?: [a-z]{{1,15}})? your(?: [a-z]{{1,15}})? {_RECORD}",
    rf"(?:looking at|reading|reviewing|according to|per) your(?: [a-z]{{1,15}})?"
    rf" {_any(('chart', 'file', 'medical record', 'medical records', 'records', 'notes', 'labs', 'bloods'))}",
    r"you are (?:still )?(?:in our (?:system|records|files|books|database)|on our (?:books|list|register"
    r"|waiting list))",
    r"(?:you|your) [a-z ]{0,30}(?:on file (?:here|with us)|in our (?:records|files|system))",
)
_PLAN = _patterns(
    "rel.plan",
    rf"{_WE} (?:will|shall|can|need to|want to|have to|am going to|are going to|would like to|should){_ADVERB}?"
    r" (?:redo|repeat|check|recheck|run|draw|take|order|rebook|reschedule|adjust|change|increase|lower|raise"
    r"|reduce|stop"
    rf"|start|remove|renew|refill|review|discuss|switch|taper|swap|go over|look at|fix|replace|take out|send|sort out)"
    rf"(?: [a-z]{{1,15}})? your(?: [a-z]{{1,15}}){{0,2}}? {_any(words.CARE_NOUNS, words.BODY)}",
    rf"{_WE} (?:will|shall|am going to|are going to|need to|want to) (?:see|examine|scan|admit|operate on|treat"
    r"|call|ring"
    rf"|phone|put|start|refer|discharge|keep) you{_gap(2)}"
    rf" (?:{_DAY}(?! (?:at|for|in) (?:the|our|this|a) (?:webinar|congress|conference|talk|event|open|stand|booth"
    rf"|course))|in clinic|on insulin|with your|about your|(?:in|at|to) {_OWN_PLACE}|for your|to (?:cardiology"
    r"|surgery))",
    rf"(?:come|pop|stop) (?:back|in|by){_gap(2)} {_DAY} (?:for(?! (?:part|more|episode|the next|another|a new"
    r"|our next))|so|and)"
    rf"(?: we| i| your| an?| the)?(?: [a-z]{{1,15}})?",
    rf"see you (?:back )?(?:in clinic|at your|for your|in (?:my|our) {_any(words.PLACES)}|{_DAY} (?:for"
    rf"|at) (?:your|the) {_NOUN})",
    rf"your (?:next|follow up|new|first|second) (?:[a-z]{{1,15}} )?{_NOUN}? ?(?:is|will be|has been)"
    rf"(?: booked| scheduled| moved)?(?: on| for| at| in)? {_DAY}",
    rf"(?:keep|continue|stop|start|restart) (?:on )?(?:taking )?the(?: [a-z]{{1,15}}){{1,2}}? {_WE}{_HAVE}"
    r" (?:prescribed|gave|ordered|sent|put|started)(?: you)?",
)
_NAMED = _patterns(
    "rel.named",
    rf"(?:{_HANDLE}|{_THIS_ONE}) (?:is|was|has been|used to be){_ADVERB}? (?:(?:an?|one of)? ?(?:our|my)"
    rf"(?: [a-z]{{1,15}})? {_PATIENT}s?|an? (?:[a-z]{{1,15}} )?{_PATIENT} {_OUR_CARE})",
    rf"(?:is|was|has been) an? (?:[a-z]{{1,15}} )?{_PATIENT} of (?:mine|ours|{_OWN_PLACE})",
    rf"(?:former|ex|past|previous|long time|dear) patient of (?:ours|mine|{_OWN_PLACE})",
    rf"(?:my|our) (?:former |ex |old )?{_PATIENT} {_HANDLE}",
    rf"{_WE}{_HAVE}{_ADVERB}? (?:{_TREATED} (?:{_HANDLE}|{_THIS_ONE})|(?:had|saw|seen) (?:{_HANDLE}"
    rf"|{_THIS_ONE}) (?:(?:on|in|at) (?:clinic|{_OWN_PLACE})|as an? {_PATIENT}))",
    rf"(?:know|remember|recogni[sz]e) (?:{_HANDLE}|{_THIS_ONE}) from (?:clinic|{_OURS})",
)
_NAMED_BY_PRONOUN = _patterns(
    "rel.named",
    rf"{_WE}{_HAVE}{_ADVERB}? (?:had|{_TREATED}|saw|seen) (?:her|him|them) (?:here|(?:on|in|at) (?:clinic"
    rf"|{_OWN_PLACE}))",
    rf"{_PRONOUN} (?:is|was|has been|are|were){_ADVERB}? (?:one of )?(?:our|my) (?:[a-z]{{1,15}} )?{_PATIENT}s?",
    rf"{_PRONOUN} (?:is|was|has been|are|were){_ADVERB}? (?:seen|{_VERB}|an? {_PATIENT}) {_OUR_CARE}",
    rf"(?:know|remember|recogni[sz]e) (?:her|him|them) from (?:clinic|{_OURS})",
)
_THANKS = _patterns(
    "rel.thanks",
    rf"(?:trusting|choosing|picking|selecting)(?: (?:us|me|{_OWN_PLACE}|{_OWN_PERSON}))?{_gap(1)} (?:with|for"
    r"|to)(?: do| treat)?"
    rf" (?:you|{_YOURS})(?! (?:interview|story))",
    rf"letting (?:us|me|{_OWN_PERSON}) (?:treat|care for|look after|operate on|be part of|take care of|help with)"
    rf" (?:you|{_YOURS})(?! {_STRANGE_OBJECT})",
    rf"(?:thank you|thanks|thankful|grateful){_gap(3)} for (?:coming (?:in|to see (?:us|me))"
    rf"|being (?:such )?an? (?:[a-z]{{1,15}} )?"
    rf"{_PATIENT}|visiting {_OWN_PLACE}|coming to (?:us|me|{_OWN_PLACE}))(?! to (?:talk|speak))",
    rf"(?:thank you|thanks){_gap(3)} for (?:putting|placing) your(?: [a-z]{{1,15}})? (?:trust|{_THING}) in (?:us"
    r"|our hands|my hands)",
    rf"(?:honou?red|privileged|proud|grateful)(?: that| to have)?(?: you (?:chose|trusted|picked) (?:us|me)|"
    rf" (?:been|be) (?:part of )?your (?:{_ROLE}|care|{_NOUN}))",
)
_THANKS_IN_REPLY = _patterns(
    "rel.thanks",
    rf"(?:thank you|thanks){_gap(3)} for (?:choosing|trusting|visiting) (?:us|me|{_OWN_PLACE})(?= [|])",
)
_DENIAL = _patterns(
    "rel.denial",
    rf"you (?:were|are|have|had|was){_ADVERB}? {_NEGATED} (?:been )?(?:(?:seen|admitted|treated|{_VERB}"
    rf"|an? {_PATIENT}|registered"
    rf"|in|at){_gap(3)} {_OURS}|(?:our|my) (?:[a-z]{{1,15}} )?{_PATIENT}|(?:to|in|at) (?:us|{_OWN_PLACE}"
    r"|our records|our system))",
    rf"you {_NEGATED} (?:came|visited|attended|set foot in|saw|had|were|made|kept|booked){_gap(5)} {_OURS}",
    rf"you (?:did|have|had|were|do) not (?:have |had )?(?:come|visit|attend|see|an? (?:{_NOUN}|{_PATIENT}|record"
    r"|chart))"
    rf"{_gap(3)} (?:with )?{_OURS}",
    rf"{_WE}{_HAVE}(?: did| do)? {_NEGATED} (?:ever )?(?:(?:treat|examined?|operated? on|prescribed?"
    rf"|{_TREATED}) (?:you|your (?:[a-z]{{1,15}} )?{_THING}|{_HANDLE}|{_THIS_ONE})|(?:seen?|saw|met|meet) (?:you"
    rf"|{_HANDLE}|{_THIS_ONE})"
    rf" (?:here|as an? {_PATIENT}|professionally|in person|(?:on|in|at) (?:clinic|{_OWN_PLACE})))",
    rf"no (?:record|trace|file|chart|documentation|history|appointment|booking|{_PATIENT}|visit)s?{_gap(2)}"
    r" (?:of|for|under|by|with|about) (?:you|your|that|this|the)(?: [a-z]{1,15})?(?: (?:name|handle|visit|being"
    r"|as an? patient"
    rf"|having|stay|appointment|account|reviewer))(?: {_gap(2)}(?:here|patient))?",
    rf"no (?:record|trace|file|chart|documentation)s? (?:of|for|on|under) you(?: as an? {_PATIENT}| here| at all)?",
    rf"(?:never|not) (?:been )?an? {_PATIENT} (?:of (?:ours|mine)|here|at {_OWN_PLACE}|with us)",
    r"(?:can|could|do|did) not find (?:you|your (?:name|record|records|file|chart)|any (?:record|file|chart"
    r"|visit|trace))"
    r"(?: of you| for you| in our (?:records|system|files|books| database))?",
    r"you (?:are|were|do) not (?:appear )?(?:anywhere )?in our (?:records|system|files|books|database|schedule)",
    r"(?:nobody|no one|nobody here|no person) (?:by|of|with|under) (?:that|this|your) name",
    r"your name (?:is|does|was|did) not (?:appear )?(?:anywhere )?(?:in|on) our (?:records|system|files|books"
    r"|list|schedule)",
)
_IMPLIED = _patterns(
    "rel.implied",
    r"(?:glad|happy|relieved|pleased|delighted|great|sorry|good|love"
    rf"|proud)(?: [a-z]{{1,15}}){{0,3}}? your(?: [a-z]{{1,15}})?"
    rf" {_MEND} (?:(?:has|have|is|are|was|were) )?(?:held|holding|healed|healing|took|worked|working|settled"
    r"|came out|survived"
    r"|lasted|up|doing|look|looks|looking|behaving)",
    r"(?:the|that|those|your) (?:new "
    rf"|old )?(?:[a-z]{{1,15}} )?{_any(words.BODY, words.CARE_NOUNS)} (?:that )?{_WE}{_HAVE}"
    r" (?:fixed|replaced|put in|gave you|gave|repaired|did|placed|implanted|removed|prescribed|ordered|took out"
    r"|made)(?: you)?",
    rf"how (?:is|are) (?:the|your)(?: new| old)? (?:{_MEND}|{_any(words.BODY)}) (?:holding|healing|settling"
    r"|behaving|after our)",
    rf"(?:your|that) (?:stubborn |tricky |beautiful |famous )?(?:{_MEND}|{_any(words.BODY)}) (?:kept|gave) (?:us"
    r"|me|our)",
    rf"(?:still )?miss (?:you|seeing you) (?:on|in|at) (?:{_OWN_PLACE}|clinic)",
    rf"you (?:gave|scared|surprised|kept) (?:us|me|our (?:nurses|team|staff)){_gap(4)} (?:on|in"
    rf"|at) (?:{_OWN_PLACE}|clinic)",
)
_OFFER = _patterns(
    "rel.offer",
    rf"(?:if|were) you (?:were |had been )?(?:an? |one of )?(?:my|our)(?: [a-z]{{1,15}})? {_PATIENT}s?",
    rf"if you were an? {_PATIENT} of (?:mine|ours)",
    rf"(?:if i were|were i|if i was) your (?:[a-z]{{1,15}} )?{_ROLE}",
    rf"if you (?:were|sat|came|lay) (?:in|to|under|on) (?:my|our) (?:[a-z]{{1,15}} )?(?:{_any(words.PLACES)}"
    r"|chair|care)",
    rf"(?:happy|glad|willing) to (?:take you on|see you as an? {_PATIENT}|be your {_ROLE}|treat you)",
)
_ALWAYS = (
    *_YOU_PATIENT, *_VISIT, *_RECORD_SAYS, *_PLAN, *_NAMED, *_THANKS, *_DENIAL, *_IMPLIED, *_OFFER,
)  # fmt: skip
_GENERIC_BEFORE = re.compile(
    r" (?:if|whether|unless|ask|suppose|imagine|in case|should|every time|could|please) "
    r"| (?:make|book|schedule|get|bring|plan|arrange) \Z"
)
_TO_MANY = re.compile(r" (?:all|everyone|everybody|anyone|folks|followers|colleagues|speakers|readers|those) ")
_SOMEBODY_IS_MEANT = re.compile(
    r" (?:this|that|the) (?:account|post|profile|poster|review|reviewer|commenter|handle|user) "
)
_STANDS_IN_ANY_CLAUSE = frozenset({"rel.denial", "rel.offer"})


def find(doc: Doc) -> Iterator[Hit]:
    """Find phrases that tell of a care relation. Silent for authors who have no side of care."""
    if doc.facts.role not in OWN_SIDE_ROLES:
        return
    flat = doc.flat
    for rule, pattern in (*_ALWAYS, *_depending_on(doc.facts, flat)):
        for match in pattern.finditer(flat.line):
            if _is_meant(rule, flat=flat, start=match.start(1), end=match.end(1)):
                yield Hit(KIND, rule, *flat.span(match.start(1), match.end(1)), confidence=0.9)


def _depending_on(facts: Facts, flat: Flat) -> Iterator[tuple[str, re.Pattern[str]]]:
    """Give the patterns that count only in an answer, or when the text points at an account."""
    if facts.in_reply_to is not None:
        yield from _THANKS_IN_REPLY
    if facts.in_reply_to is not None or _SOMEBODY_IS_MEANT.search(flat.line):
        yield from _NAMED_BY_PRONOUN


def _is_meant(rule: str, *, flat: Flat, start: int, end: int) -> bool:
    """Say whether the phrase speaks to somebody: not "ask whether ...", not thanks to everyone."""
    if rule in _STANDS_IN_ANY_CLAUSE:
        return True
    before = flat.clause_before(start)
    if rule == "rel.thanks":
        return _TO_MANY.search(before + flat.line[start:end] + " ") is None
    return _GENERIC_BEFORE.search(before if before.endswith(" ") else f"{before} ") is None
