"""What kind of text this is, as far as names and places matter: how sure the tagger must be depends on it.

* "person": somebody is described (he, she, a patient, a relative, an age). A name there tells who.
* "own": the author tells of her own illness. Names are often clinicians, brands or conditions.
* "talk": medicine without a described person (news, teaching, congress). Most capitals are eponyms, brands, journals.
* "chatter": none of these.
"""

from __future__ import annotations

import re
from typing import Literal

Setting = Literal["person", "own", "talk", "chatter"]

_KIN = (
    r"wife|husband|hubby|mum|mom|mummy|mommy|mam|dad|daddy|mother|father|son|daughter|sister|brother|cousin|niece"
    r"|nephew|uncle|aunt|auntie|grandma|grandpa|grandmother|grandfather|granddaughter|grandson|nan|gran|baby|kid|child"
    r"|boy|girl|twins?|fiancee?|boyfriend|girlfriend|bf|gf|partner|friend|mate|bestie|neighbou?r|roommate|flatmate"
    r"|colleague|coworker|student|patient|pt|client|resident"
)
_PERSON = re.compile(
    r"\b(?:s?he|her|his|him|hers|herself|himself|pt|rip|r\.i\.p|mrs?|ms|miss|patient's|newborn|toddler"
    rf"|(?:my|our|his|her|their|your|this|a|an|the|one)(?: [\w'-]{{1,14}}){{0,2}} (?:{_KIN})"
    r"|pray(?:ers|ing)? for|in memory of|get well|condolences|bed \d{1,2}|dob|d\.o\.b|nok"
    r"|\d{1,3} ?(?:yo|y/o|yrs? old|y\.o\.?|year[- ]old|years old)|\d{1,3} ?[mf])\b",
    re.IGNORECASE,
)
_OWN = re.compile(r"\b(?:i|i'm|im|i've|ive|my|me|mine|myself)\b", re.IGNORECASE)
_MEDICAL = re.compile(
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
    r"|\w{3,14}(?:itis|osis|emia|aemia|ectomy|oscopy|plasty|pathy|algia|oma|mab|nib|statin|pril|olol|cillin|mycin"
    r"|azole|gliptin|gliflozin|glutide|sartan|prazole|triptan|setron|dronate|parin|xaban))\b",
    re.IGNORECASE,
)


def setting_of(text: str) -> Setting:
    """Say what kind of text a normalised `text` is."""
    if _PERSON.search(text):
        return "person"
    if not _MEDICAL.search(text):
        return "chatter"
    return "own" if _OWN.search(text) else "talk"
