"""More relation phrases, those of answers to reviews and posts: what was done, said, found and planned.

They join the same three things as `relation.py`: the reader, a word of care, and the author's own side.
"""

from __future__ import annotations

from bedside.policy.guard import relation_words as words
from bedside.policy.guard.relation_parts import (
    BODY,
    DAY,
    KIN,
    MEND,
    NOUN,
    OURS,
    OWN_PERSON,
    OWN_PLACE,
    PATIENT,
    ROLE,
    THIS_ONE,
    WE,
    Patterns,
    any_of,
    gap,
    patterns,
)

_DID = any_of(words.CARE_VERBS, words.OWN_DEEDS)
_TOLD = any_of(words.OWN_SAYINGS)
_GIVEN = any_of(words.GIVEN_THINGS, words.CARE_NOUNS, words.BODY, words.MENDS)
_WHO = (
    r"(?:dr [a-z'-]{1,20}|doctor [a-z'-]{1,20}|the (?:doctor|nurse|surgeon|dentist|team|staff|hygienist|midwife"
    r"|consultant|receptionist|therapist|physio|front desk))"
)
_SIDE = f"(?:{WE}|{OWN_PERSON}|{_WHO})"
_HAVE = r"(?: have| had| has)?"
_WORDY = r"(?:post|comment|reply|tweet|review|message|question|story|thread|poster|paper|article|talk|blog|link|photo)"
_EVENT = (
    r"(?:webinar|dinner|lunch|congress|conference|marathon|stand|booth|panel|journal|choir|course|class|podcast|school|talk|open"
    r"|event|run|walk|party|gala|stage|fair|meeting|lecture|workshop|webcast|chat|thread|party|show)"
)
_NO_EVENT = rf"(?!{gap(4)} {_EVENT} )"
_STATE = (
    r"(?:ready|in|back|moved|booked|normal|here|available|sent|due|confirmed|fine|clear|approved|scheduled|discussed"
    r"|rescheduled|cancelled|canceled|delayed|overdue|negative|positive|good|great|stable|waiting|posted|on file)"
)
_PAST_DAY = (
    r"(?:yesterday|this morning|this afternoon|the other day|earlier today|last [a-z]{3,9}|on the \d{1,2}[a-z]{0,2})"
)
_STAY = (
    r"(?:visit|stay|appointment|procedure|exam|examination|cleaning|operation|treatment|admission|consultation|surgery"
    r"|birth|delivery|session|infusion|scan|biopsy|root canal|filling|crown)"
)

REPLIES: Patterns = (
    *patterns(
        "rel.you_patient",
        rf"{_SIDE}{_HAVE}(?: (?:also|already|just|then|even|only|never|personally))? (?:{_TOLD}|{_DID}) (?:to )?you"
        rf"(?! (?:all|for your {_WORDY}|can|could|should|may|to our (?:page|site)){_NO_EVENT} ){_NO_EVENT}"
        rf"{gap(6)} (?:{_GIVEN}|{NOUN}|{any_of(words.BODY)}|twice|when you|before your|after your)",
        rf"(?:the|that|those|this)(?: [a-z]{{1,15}}){{0,2}}? {_GIVEN} (?:that |which )?{_SIDE}{_HAVE}"
        rf"(?: (?:also|just))? {_DID}(?: you)?(?! (?:the|these|our|many|several|all|every|people|patients"
        rf"|in the study))",
        rf"(?:honou?r|pleasure|privilege|joy|proud|glad|happy)(?: for me)? to (?:be|have been) (?:your {ROLE}"
        rf"|part of your (?:care|{NOUN}))",
        rf"(?:the|a|an) {ROLE} (?:who|that) (?:saw|met|did|gave|told|helped|spoke to|looked after) (?:you|your {KIN})",
        rf"as an? (?:[a-z]{{1,15}} )?{PATIENT} (?:of (?:ours|mine)|here|with us|at {OWN_PLACE})",
        rf"you (?:have )?been (?:with|coming to|seeing) (?:us|me|{OWN_PLACE}|{OWN_PERSON})",
        rf"(?:we|i) (?:do |did )?(?:remember|recall) (?:you|your {KIN})"
        rf"(?: (?:well|fondly|clearly))? [,|] you (?:were|had|came)",
        r"you were in (?:bay|bed|room|theatre|recovery|my chair|the chair|resus|icu|cubicle)",
        rf"i did your (?:[a-z]{{1,15}} )?(?:{any_of(words.BODY, words.CARE_NOUNS)}|op)",
        rf"your {KIN}(?: (?:was|were|is|has been|did)){gap(5)} (?:in (?:the|our|my) chair|(?:under|in) (?:our|my) care"
        rf"|on (?:our|the) ward|with us|brave|a star|a trooper|a champ|here (?:with us|last|today|yesterday))",
        rf"your {KIN} 's (?:recovery|treatment|progress|stay|surgery|operation|case|chart|care|scan|results?)"
        rf"{gap(8)} (?:us|our|we|here|me)",
        r"(?:at|for) (?:the|your) (?:birth|delivery|arrival) of your",
        rf"(?:joy|honou?r|pleasure|privilege) to be (?:there|with you) (?:at|for|during) (?:the|your)"
        rf" (?:birth|delivery|{NOUN})",
    ),
    *patterns(
        "rel.visit",
        rf"your (?:[a-z]{{1,15}} )?{_STAY} (?:was|were|went|did not|took|felt|left|ended|ran)",
        rf"your(?: [a-z0-9]{{1,15}}){{0,2}}? {NOUN} {_PAST_DAY}",
        rf"you (?:were|had been|have been) (?:discharged|admitted|offered|told|given|advised|scheduled|booked|referred"
        rf"|sedated|numbed|checked in|rebooked|prescribed)(?! (?:by your|a chance|the wrong idea)){gap(6)}"
        rf" (?:instructions?|{_GIVEN}|{OURS}|follow up|call|twice|for|by our|on|with|home|at)",
        rf"you (?:cancel(?:l)?ed|missed|no showed|did not (?:attend|show|turn up|come)|declined|refused|consented"
        rf"|signed"
        rf"|arrived|walked out|left before|checked out|told (?:us|me|{OWN_PERSON})|asked (?:us|me|{OWN_PERSON})"
        rf"|called (?:us|{OWN_PLACE}|{OWN_PERSON})|brought){gap(7)} (?:{NOUN}|form|consent|{OURS}|late|twice|attend"
        rf"|your (?:{KIN}|{NOUN})|the (?:doctor|nurse|desk)|that you|treat|finish)",
        rf"(?:sorry|apologi[sz]e|regret)(?: [a-z]{{1,12}}){{0,4}}? (?:pain|wait|delay|discomfort|bruise|mix up"
        rf"|trouble)"
        rf" (?:during|after|before|from|at|with|around) your (?:[a-z]{{1,15}} )?{NOUN}",
        rf"sorry (?:that )?(?:you|your {KIN}) (?:left|waited|had to wait|were kept waiting|felt rushed|were sent)",
    ),
    *patterns(
        "rel.record",
        rf"your(?: (?:latest|last|recent|new|lab|blood|test|scan|repeat|first|biopsy|own|next|follow up|six month"
        rf"|annual)){{0,2}}? (?:{NOUN}|case|claim|bill|balance|referral|medication|glasses|order|sample|x rays?)"
        rf"(?: with (?:us|me))? (?:is|are|was|were|has been|have been|will be|came)(?: (?:now|all|still|completely"
        rf"|already))? {_STATE}(?! (?:part|line|doubt|danger|context|good hands|order|need|case|any case|time|fact"
        rf"|most"
        rf"|some|many|to ask|to you))",
        r"(?:billed|charged|submitted|claimed|invoiced)(?: [a-z]{1,12}){0,3}? your insurance",
        r"your insurance (?:has |had )?(?:declined|denied|rejected|paid|covered|did not|approved|would not)",
        rf"(?:we|i|{OWN_PERSON})(?: have| had)?(?: just)? (?:updated|corrected|amended|printed|noted in|copied) your"
        rf" (?:[a-z]{{1,15}} )?(?:{any_of(words.RECORDS)}|allergies|list)",
        r"(?:about|regarding|over|of) your(?: (?:test|lab|blood|scan|biopsy|mri|ct|pathology))? results",
    ),
    *patterns(
        "rel.plan",
        rf"(?:let us|let 's|lets|we (?:can|could|will|should|would like to|would love to|need to|want to)|i (?:can"
        rf"|could"
        rf"|will|would like to|would love to|need to|want to)|happy to|love to) (?:get|have|bring|see|fit|squeeze"
        rf"|book)"
        rf" (?:you|your {KIN}) (?:back |in |again |soon ){{1,2}}(?:in|to|for|so|at){_NO_EVENT}",
        rf"(?:until|when|before|till|once) (?:i|we) (?:next )?(?:see|review|examine|check) you(?! (?:at the"
        rf"|at our {_EVENT}))",
        r"(?:ring|call|phone|contact|message|ask)(?: [a-z]{1,12}){1,3}? so (?:we|i|that we|that i) can (?:go over"
        r"|discuss"
        r"|review|explain|look at|check|change|adjust|rebook|sort|book)(?: [a-z]{1,12})? (?:your|that|the|it)",
        rf"(?:we|i) (?:will|can|shall) (?:take|remove|get|have|change|check) (?:it|them|that|those|the {_GIVEN}|your"
        rf" {_GIVEN}) (?:off|out|down|again|in|next|on)",
        r"your (?:[a-z]{1,15} ){0,2}?(?:prescription|medicine|meds|refill|glasses|crown|brace|hearing aids?|order)"
        r" (?:is|are) (?:now )?(?:ready|here|in|waiting)",
        r"your next (?:[a-z]{1,15} )?(?:cleaning|check up|checkup|injection|infusion|appointment|scan|visit|dose|shot"
        r"|smear|review) (?:is|will be|falls)",
    ),
    *patterns(
        "rel.denial",
        rf"(?:{THIS_ONE}|this reviewer|you|they|he|she) (?:have|has|had)? ?never (?:set foot|been|come|booked"
        rf"|registered"
        rf"|made an appointment|walked){gap(4)} (?:{OURS}|with us|through our door)",
        r"(?:did|do|does|have|had) not (?:have )?(?:you|your name) (?:on|in|as) (?:our|my|the)",
        rf"(?:nobody|no one|none of us)(?: [a-z]{{1,12}}){{0,2}}? (?:called|treated|saw|met|examined|touched|spoke to)"
        rf" you{gap(3)} (?:{OURS}|that day|from this office|at this office|in this office)",
        r"(?:could|can|did) not (?:treat|see|examine|help|operate on|admit) you(?= [|,]| (?:that|because|without"
        r"|on|in))",
        r"you (?:have )?never (?:booked|made an appointment|registered|signed up|checked in) (?:with|at|here)",
        rf"(?:no|not any) (?:such )?(?:appointment|booking|visit|{PATIENT}|file|record) (?:in|under|for"
        rf"|with) (?:your|that"
        rf"|this) (?:name|handle|date)",
        rf"you (?:are|were) not (?:one of )?(?:our|my) (?:[a-z]{{1,15}} )?{PATIENT}s?",
        r"(?:i|we) (?:do not|have never) (?:know|met|seen|treated) (?:you|this person|this reviewer)"
        r"(?= [|]| ,(?! but)| as| at| in)",
    ),
    *patterns(
        "rel.thanks",
        rf"(?:thank you|thanks){gap(3)} for (?:being|staying) (?:with us"
        rf"|(?:such )?an? (?:[a-z]{{1,15}} ){{0,2}}?{PATIENT})",
        rf"(?:thank you|thanks){gap(3)} for (?:choosing|trusting|letting|allowing)"
        rf" (?:us|me|our (?:[a-z]{{1,15}} )?(?:team|practice|clinic|office|hospital|surgeons?|staff)|{_WHO})"
        rf" (?:with|to (?:care|treat|look|help|be part)|for) (?!this|that|the (?:interview|talk))",
    ),
)
_CARED = any_of(words.CARE_NOUNS, words.BODY, words.RECORDS, words.GIVEN_THINGS, words.MENDS, words.TOLD_OF_YOU)
_ANY_PAST = rf"(?:[a-z]{{3,14}}ed|{any_of(words.IRREGULAR_PASTS)})"
_YOUR_CARE = rf"your(?: [a-z]{{1,15}}){{0,2}}? (?:{_CARED}|{KIN})"
# Who chairs or teaches a session is no patient in it.
_NO_STAGE = r"(?!(?: [a-z]{1,12}){0,4} (?:chairing|hosting|leading|running|teaching) )"
_NOT_ASKED = r"(?<! do )(?<! did )(?<! have )(?<! had )(?<! has )(?<! what )(?<! that )(?<! who )"

COMPOSED: Patterns = (
    *patterns(
        "rel.thanks",
        rf"(?:thank you|thanks|glad|pleasure|lovely|enjoyed|honou?r|privilege|joy|proud|happy|grateful|loved)"
        rf"(?: [a-z]{{1,12}}){{0,5}}? (?:we|i|us|having|to have|to deliver|delivering|welcoming"
        rf"|caring for) (?:[a-z]{{1,12}} )"
        rf"{{0,5}}?{_YOUR_CARE}(?: (?:on|in|at|under|with|to|for|and|better|again|here)|(?= [|,]))",
    ),
    *patterns(
        "rel.you_patient",
        rf"{_SIDE}{_HAVE}(?: (?:also|already|just|then|even|only|never|personally|finally))? {_ANY_PAST}"
        rf"(?: [a-z]{{1,12}}){{0,3}}? {_YOUR_CARE}(?! {_WORDY}){_NO_EVENT}",
        rf"(?:being|stayed|staying|remain|as) (?:our|my) {PATIENT}(?= [|,]| for| since| so| and)",
        rf"(?:was|am|were|as) the (?:[a-z]{{1,15}} )?{ROLE} (?:at|for|in|on|during|of) your",
        rf"(?:we|i|our team|our staff) did (?:everything|all|our best|what)(?: [a-z]{{1,10}}){{0,4}}? for (?:you"
        rf"|your {KIN})",
        rf"your {KIN} (?:did|was|were|had|got|handled|took|came)(?: [a-z]{{1,12}}){{0,4}}? (?:his|her|their|the"
        rf"|our|us)"
        rf" (?:shots?|{_CARED}|team|nurses?|staff)",
    ),
    *patterns(
        "rel.visit",
        r"you (?:were|have been|had been) (?:seen|treated|examined|triaged|operated on|scanned|assessed"
        r"|anaesthetised)",
        rf"{_NOT_ASKED}you (?:{_ANY_PAST}){_NO_STAGE}(?: [a-z]{{1,12}}){{0,6}}? (?:your|the|our) (?:[a-z]{{1,15}} )?"
        rf"(?:{NOUN}|advice|doctor 's advice|instructions|surgery|operation)(?= [|,]| with| like| here| at| and"
        rf"| was| twice| on| in| because)",
        rf"{_YOUR_CARE} (?:was|were|has been|have been|got|looked|went|showed|did not|came){_NO_EVENT}",
        r"your (?:[a-z]{1,15} )?(?:appointment|slot|surgery|scan|procedure|visit) is (?:at|on)",
        rf"(?:thank you|thanks){gap(2)} for your (?:[a-z]{{1,12}} )?(?:visit|stay|appointment)",
        rf"sorry (?:that )?(?:the|your) (?:[a-z]{{1,12}} )?{NOUN} (?:was|were|hurt|took|felt|left|caused|did)",
    ),
    *patterns(
        "rel.record",
        rf"(?:see|know|gather|tell|read|noted)(?: [a-z]{{1,10}})? (?:from|in) your {any_of(words.RECORDS)}",
    ),
    *patterns(
        "rel.denial",
        r"(?:we|i|our [a-z]{1,15}|the system)(?: do| did| does| have| has| had)? not (?:have|had|show|list|find)"
        r"(?: [a-z]{1,10}){0,2}? you(?:r name)? (?:registered|listed|booked|on|in|as|down|here)",
        r"(?:has|have|had|holds?|shows?|found) no (?:history|record|trace|file|contact|booking)s? (?:with|of|for"
        r"|on) you",
        r"(?:we|i) (?:saw|had|treated|met|have) no (?:one|body|person|patient)(?: [a-z]{1,10}){0,2}? your name",
        rf"you (?:were|are) not an? (?:[a-z]{{1,12}} )?{PATIENT}(?= [|,]| at| here| of| in| with)",
    ),
    *patterns(
        "rel.plan",
        rf"(?:we|i) (?:will|can|shall|are going to|am going to)(?: [a-z]{{1,12}}){{1,7}}? (?:at|in|on|before|after"
        rf"|during|with)"
        rf" your (?:next |follow up |new )?(?:{NOUN}|results|report)",
        r"(?:we|i) (?:will|shall) (?:call|ring|phone|text|email|write to|write) you(?: [a-z]{1,12}){0,3}?"
        r" (?:with|about|once|when|as soon as)(?: [a-z]{1,12}){0,3}? (?:results?|report|scan|biopsy|bloods|labs?"
        r"|letter)",
        r"(?<! who )told you to (?:come|call|ring|stop|take|rest|keep|avoid|drink|see|start|go|finish|wear|use)",
    ),
)
IN_REPLY: Patterns = (
    *patterns(
        "rel.plan",
        r"(?:drop|pop|come|stop|swing|call) (?:by|in|over|round|back)(?: [a-z]{1,12}){0,3}? (?:and|so) (?:i|we)"
        r" (?:will|can|shall)",
    ),
    *patterns("rel.plan", r"come (?:and |back and |in and )?see us(?: again| back| soon)? (?:if|when|on|next|for|so)"),
    *patterns(
        "rel.implied",
        rf"the {MEND} (?:(?:will )?comes? out|came out|fell out|will (?:come|fall|dissolve|heal|settle))",
        rf"(?:how|hope|glad|happy|pleased|delighted|great)(?: [a-z]{{1,12}}){{0,4}}? your (?:[a-z]{{1,12}} )?{MEND}"
        rf"{gap(3)} (?:settled|healed|healing|held|taken|took|fits|feels|looks|doing)",
        r"(?:news|happy|glad|pleased|delighted)(?: [a-z]{1,12}){0,3}? (?:about|with|on|see) your (?:[a-z]{1,12} )?"
        r"(?:scan|results?|biopsy|bloods|recovery|progress|x rays?|labs)",
        rf"(?:feeling|doing|getting on|healing)(?: [a-z]{{1,12}}){{0,2}}? (?:after|since|with) (?:the|your)"
        rf" (?:[a-z]{{1,12}} )?(?:{NOUN}|{BODY}) (?:we|i)",
    ),
    *patterns("rel.plan", rf"see you (?:back |again )?(?:on |next |this )?{any_of(words.DAYS)}(?= [|,]){_NO_EVENT}"),
    *patterns(
        "rel.visit",
        r"welcome back(?= [|,])",
        rf"it was (?:so )?(?:good|great|lovely|nice) (?:to meet|meeting) you"
        rf"(?: and your {KIN}){_NO_EVENT}",
        rf"thank(?:s| you) for (?:coming|popping|stopping) (?:in|by)(?: the clinic| the office| the practice)?"
        rf" (?:on )?{DAY}{_NO_EVENT}",
    ),
)
