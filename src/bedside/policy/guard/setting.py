"""What kind of text this is, as far as names and places matter: how sure the tagger must be depends on it.

* "person": somebody is described (he, she, a patient, a relative, an age). A name there tells who.
* "own": the author tells of her own illness. Names are often clinicians, brands or conditions.
* "talk": medicine without a described person (news, teaching, congress). Most capitals are eponyms, brands, journals.
* "chatter": none of these.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from bedside.policy.guard.anycase import AnyCase
from bedside.policy.guard.layer import LINK, MIXED, NUMBER, Token
from bedside.policy.guard.naming import drugs, eponyms

Setting = Literal["person", "own", "talk", "chatter"]
Manner = Literal["noisy", "loose", "tidy"]

_KIN = (
    r"wife|husband|hubby|mum|mom|mummy|mommy|mam|dad|daddy|mother|father|son|daughter|sister|brother|cousin|niece"
    r"|nephew|uncle|aunt|auntie|grandma|grandpa|grandmother|grandfather|granddaughter|grandson|nan|gran|baby|kid|child"
    r"|boy|girl|twins?|fiancee?|boyfriend|girlfriend|bf|gf|partner|friend|mate|bestie|neighbou?r|roommate|flatmate"
    r"|colleague|coworker|student|patient|pt|client|resident"
)
_PERSON = AnyCase(
    r"\b(?:s?he|her|his|him|hers|herself|himself|pt|rip|r\.i\.p|mrs?|ms|miss|patient's|newborn|toddler"
    rf"|(?:my|our|his|her|their|your|this|a|an|the|one)(?: [\w'-]{{1,14}}){{0,2}} (?:{_KIN})"
    r"|(?:was|were|got|being|been|is|getting) (?:admitted|discharged|transferred|diagnosed|treated|operated|intubated"
    r"|seen)"
    r"|passed away|has died|died (?:on|in|at|last|this)|lives in|admitted (?:to|with|on|last|from)"
    r"|presented (?:to|with)"
    r"|came in (?:with|last|this|on)|saw (?:a|an|one)|next of kin|mrn|referral for|handover|aged \d{1,3}|age \d{1,3}"
    r"|ssn|nhs (?:number|no)|date of birth|born (?:on|at|in) |phone number|postcode|lot number|serial number"
    r"|room \d{1,4}|bay \d{1,2}|in \d{1,2} (?:needs|is|has|wants)|r/v|nbm|nil by mouth|obs stable|someone review"
    r"|pray(?:ers|ing)? for|in memory of|get well|condolences|bed \d{1,2}|dob|d\.o\.b|nok"
    r"|\d{1,3} ?(?:yo|y/o|yrs? old|y\.o\.?|year[- ]old|years old)|\d{1,3} ?[mf])\b",
)
# A telephone number, a mail address, a street number: whoever writes these tells of somebody in particular.
_CONTACT = AnyCase(
    r"\d{3}[-. ]\d{4}\b|[\w.]{2,40}@[\w-]{2,40}\.[a-z]{2}|\b(?:tel|cell|mobile|fax|ring|call|text|phone)\b.{0,12}\d{3}"
    r"|\b\d{1,5} [a-z][a-z]{2,14} (?:street|st|road|rd|avenue|ave|lane|ln|drive|dr|close|court|ct|way|place|terrace)\b"
    r"|\b(?:id|no|number|account|policy|member|badge|licence|license|plate|claim|case)\b[ .:#]{0,3}[a-z]{0,4}\d{4}",
)
_OWN = AnyCase(r"\b(?:i|i'm|im|i've|ive|my|me|mine|myself)\b")
_MEDICAL = AnyCase(
    r"\b(?:diseases?|syndromes?|symptoms?|diagnos\w{1,6}|patients?|doctors?|physicians?|surgeons?|nurses?|nursing"
    r"|hospitals?|clinics?|clinical|clinicians?|medic(?:al|ine|ation|ations)|meds|drugs?|dose|dosing|doses|mg|therapy"
    r"|treatments?|surgery|surgical|biopsy|cancers?|tumou?rs?|chemo\w{0,8}|radiation|oncolog\w{1,4}|cardiolog\w{1,4}"
    r"|neurolog\w{1,5}|guidelines?|criteria|trials?|stud(?:y|ies)|cohort|placebo|endpoint|journal|lancet|nejm|jama|bmj"
    r"|et al|meta-analysis|webinar|congress|conference|symposium|vaccin\w{1,6}|infections?|virus(?:es)?|bacteri\w{1,3}"
    r"|antibiotics?|pain|flare|relapse|remission|chronic|acute|pregnan\w{1,3}|diabet\w{1,3}|insulin|asthma|inhaler"
    r"|stroke|seizures?|epilep\w{1,3}|migraines?|depress\w{1,4}|anxiety|autis\w{1,3}|adhd|ptsd|copd|ibs|ms|als|mri|ct|ecg"
    r"|ekg|er|icu|nicu|ed|gp|rash|fever|blood|heart|lungs?|liver|kidneys?|thyroid|bowel|colon|skin|bone|joints?"
    r"|screening|score|scale|stage|staging|symptom|prognosis|mortality|survival|risk|health|care|wards?|rounds?"
    r"|residency|residents?|pharmac\w{1,4}|prescri\w{2,6}|tablets?|pills?|injections?|pump|sensor|implant"
    r"|anatom\w{1,5}|physiolog\w{1,5}|patholog\w{1,5}|exams?|boards|osce|mnemonic|eponyms?|signs?|tests?|reflex(?:es)?"
    r"|forceps|clamps?|catheters?|needles?|sutures?|scalpel|scissors|drains?|stitch(?:es)?|dressings?|bandages?|scans?"
    r"|x-?ray|ultrasound|biops\w{2,3}|icd|codes?|triage|shifts?|on call|interns?|registrar|attending|consultants?"
    r"|pager|bleeps?|charts?|charting|handover|theatre|anaesth\w{3,5}|anesth\w{3,5}|intubat\w{2,4}|ventilators?"
    r"|oxygen|saline|iv|stroke|cpr|defib\w{0,9}|aed|nausea|vomit\w{0,3}|dizz\w{1,4}|headaches?|itch\w{0,3}|swollen"
    r"|swelling|bruis\w{1,3}|sore|cough\w{0,3}|sneez\w{1,3}|flu|covid|booster|jabs?|shots?|dialysis|transplants?"
    r"|wheelchair|cane|brace|physio\w{0,8}|rehab|therap\w{2,4}|diet\w{0,6}|ketones?|glucose|sugar|cholesterol"
    r"|pressure|pulse|bpm|sats?|allerg\w{1,4}|immun\w{2,6}|genes?|genetic\w{0,3}|chromosome|mutation|protein|enzyme"
    r"|receptors?|cells?|muscles?|nerves?|tendons?|spine|knee|hip|ankle|wrist|elbow|shoulder|throat|tongue|teeth|tooth"
    r"|eyes?|ears?|stomach|gut|bladder|uterus|ovar\w{1,4}|prostate|breast|period|menopause|ivf|birth|labou?r|midwi\w{2,3}"
    r"|placebo|p-?values?|hazard|odds ratio|confidence interval|regression|meta|review|guidance|protocols?|copay"
    r"|insur\w{2,4}"
    r"|pharma|generics?|brand|side effects?|sleep|insomnia|sick|ill|illness|wound\w{0,3}|burns?|bleeding|toxic"
    r"|poison\w{0,3}"
    r"|\w{3,14}(?:itis|osis|emia|aemia|ectomy|oscopy|plasty|pathy|algia|oma|mab|nib|statin|pril|olol|cillin|mycin"
    r"|azole|gliptin|gliflozin|glutide|sartan|prazole|triptan|setron|dronate|parin|xaban))\b",
)

# Handles, tags, links, smileys and the spelling of messages: people are called by their names there, without a title.
_NOISE = AnyCase(
    r"[@#]\w|https?:|!!|\?\?|\.\.\.|<3|[:;][-']?[)(dp](?!\w)|[\U0001f300-\U0001faff\u2600-\u27bf]"
    r"|\b(?:rt|u|ur|lol|omg|dont|cant|im|ive|wtf|pls|plz|tho|gonna|wanna|ya|haha\w{0,20}|lmao|bro|thx|ppl|smh|idk|af|yall"
    r"|y'all|ain't|btw)\b"
)
_SMALL_I = re.compile(r"(?:\A|\s)i(?=[\s']|\Z)")
_ENDS = (".", "?", "!", '"', "'", ")")


def manner_of(text: str) -> Manner:
    """Say how a normalised `text` is written: like a message, "tidy" with a capital and a full stop, or between."""
    if _NOISE.search(text) or _SMALL_I.search(text):
        return "noisy"
    bare = text.strip()
    return "tidy" if bare[:1].isupper() and bare.endswith(_ENDS) else "loose"


def setting_of(text: str, tokens: Sequence[Token]) -> Setting:
    """Say what kind of text a normalised `text` of these `tokens` is."""
    if _PERSON.search(text) or (any(token.kind in (NUMBER, MIXED, LINK) for token in tokens) and _CONTACT.search(text)):
        return "person"
    if not _MEDICAL.search(text) and not any(_is_medical(token) for token in tokens):
        return "chatter"
    return "own" if _OWN.search(text) else "talk"


def _is_medical(token: Token) -> bool:
    """Say whether a word is a drug, or an eponym that is hardly ever anybody's name."""
    if token.folded in drugs():
        return True
    return token.folded in eponyms() and not token.code & ~15
