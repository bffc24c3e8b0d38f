"""The word lists of the relation rules: whom, what care, whose side. Sorted, each word once."""

from __future__ import annotations

KIN = (
    "aunt", "babies", "baby", "boy", "boyfriend", "brother", "child", "children", "cousin", "dad", "daddy",
    "daughter", "daughters", "father", "fiance", "fiancee", "girl", "girlfriend", "gran", "grandad", "granddad",
    "granddaughter", "grandfather", "grandma", "grandmother", "grandpa", "grandson", "husband", "infant", "kid",
    "kids", "little boy", "little girl", "little one", "loved one", "mam", "mom", "mommy", "mother", "mum", "mummy",
    "nan", "nephew", "newborn", "niece", "parent", "parents", "partner", "sibling", "sister", "son", "sons", "spouse",
    "stepdad", "stepdaughter", "stepmom", "stepmum", "stepson", "teenager", "toddler", "triplets", "twin", "twins",
    "uncle", "wife",
)  # fmt: skip

CARE_VERBS = (
    "admitted", "anaesthetised", "anesthetized", "assessed", "bandaged", "biopsied", "cared for", "catheterised",
    "counseled", "counselled", "delivered", "diagnosed", "dialysed", "discharged", "drained", "evaluated", "examined",
    "excised", "extracted", "filled", "fitted", "fixed", "immunised", "immunized", "implanted", "injected",
    "inserted", "intubated", "looked after", "monitored", "nursed", "operated on", "ordered", "patched up",
    "performed", "placed", "plastered", "prescribed", "pulled", "put", "put in", "reattached", "reconstructed",
    "referred", "removed", "repaired", "replaced", "resuscitated", "reviewed", "saved", "scanned", "screened", "set",
    "splinted", "started", "stented", "stitched", "stitched up", "stopped", "sutured", "swabbed", "took",
    "took care of", "took out", "transfused", "transplanted", "treated", "triaged", "vaccinated", "weaned", "x rayed",
)  # fmt: skip

CARE_NOUNS = (
    "admission", "allergy test", "anaesthetic", "appointment", "appointments", "assessment", "biopsy", "birth",
    "blood draw", "blood results", "blood test", "blood tests", "blood work", "bloods", "bloodwork", "booking",
    "c section", "care", "care plan", "case", "check up", "checkup", "chemo", "cleaning", "colonoscopy", "consult",
    "consultation", "ct", "delivery",
    "diagnosis", "dialysis", "discharge", "discharge letter", "dosage", "dose", "dressing", "ecg", "echo",
    "endoscopy", "exam", "examination", "follow up", "infusion", "injection", "insulin", "lab results", "labs",
    "medication", "meds", "mri", "operation", "pap smear", "physical", "physio", "prescription", "procedure",
    "radiotherapy", "recovery", "referral", "refill", "rehab", "results", "root canal", "scan", "scans", "scope",
    "screening", "session", "sessions", "smear", "stay", "surgery", "swab", "tablets", "test results", "tests",
    "therapy", "transplant", "treatment", "ultrasound", "vaccination", "vaccine", "visit", "visits", "x ray",
    "x rays",
)  # fmt: skip

RECORDS = (
    "biopsy", "blood results", "blood test", "bloods", "bloodwork", "chart", "charts", "ct", "ecg", "echo", "file",
    "files", "history", "lab results", "labs", "medical file", "medical history", "medical notes", "medical record",
    "medical records", "mri", "notes", "record", "records", "results", "scan", "scans", "test results", "ultrasound",
    "x ray", "x rays",
)  # fmt: skip

BODY = (
    "abdomen", "abscess", "ankle", "aorta", "appendix", "arm", "back", "belly", "bladder", "blister", "bone", "bowel",
    "brace", "braces", "breast", "burn", "burns", "bypass", "cast", "cataract", "cavity", "cheek", "chest", "chin",
    "collarbone", "colon", "cornea", "crown", "crowns", "cut", "cyst", "disc", "ear", "eardrum", "elbow", "eye",
    "eyes", "face", "femur", "filling", "finger", "foot", "forehead", "fracture", "gallbladder", "graft", "hand",
    "head", "heart", "hernia", "hip", "hips", "implant", "implants", "jaw", "kidney", "kidneys", "knee", "knees",
    "leg", "legs", "ligament", "lip", "liver", "lung", "lungs", "mole", "mouth", "nail", "neck", "nerve", "nose",
    "pacemaker", "pelvis", "polyp", "polyps", "prostate", "retina", "rib", "scar", "shoulder", "skin", "spine",
    "stent", "stitches", "stomach", "teeth", "tendon", "thumb", "thyroid", "toe", "tonsils", "tooth", "tumor",
    "tumour", "uterus", "valve", "veneers", "wisdom teeth", "wisdom tooth", "womb", "wound", "wrist",
)  # fmt: skip

MENDS = (
    "cast", "crown", "drain", "filling", "flap", "graft", "implant", "incision", "new hip", "new knee", "pacemaker",
    "pins", "plate", "scar", "screws", "staples", "stent", "stitches", "sutures", "valve", "wound",
)  # fmt: skip

PLACES = (
    "a and e", "casualty", "center", "centre", "clinic", "dental office", "department", "emergency department",
    "emergency room", "er", "facility", "front desk", "health centre", "hospice", "hospital", "icu", "infirmary",
    "lab", "maternity ward", "nicu", "nursing home", "office", "operating room", "operating table",
    "operating theatre", "outpatients", "pharmacy", "picu", "practice", "program", "programme", "rehab", "surgery",
    "team", "theatre", "unit", "waiting room", "ward",
)  # fmt: skip

OWN_PEOPLE = (
    "assistant", "associate", "associates", "boss", "chief", "clinicians", "colleague", "colleagues", "consultant",
    "dentists", "doctors", "fellow", "hygienist", "intern", "midwives", "nurse", "nurses", "partner", "partners",
    "receptionist", "registrar", "resident", "residents", "staff", "students", "surgeon", "surgeons", "therapists",
)  # fmt: skip

ROLES = (
    "anaesthetist", "anesthesiologist", "attending", "audiologist", "cardiologist", "carer", "chiropractor",
    "clinician", "consultant", "counsellor", "counselor", "dentist", "dermatologist", "diabetologist", "dietitian",
    "doc", "doctor", "endocrinologist", "family doctor", "gastroenterologist", "geriatrician", "gp", "gynaecologist",
    "gynecologist", "haematologist", "hematologist", "hygienist", "midwife", "nephrologist", "neurologist",
    "neurosurgeon", "nurse", "nurse practitioner", "nutritionist", "ob", "obgyn", "obstetrician", "oncologist",
    "ophthalmologist", "optometrist", "orthodontist", "orthopaedic surgeon", "paediatrician", "pain doctor",
    "palliative doctor", "paramedic", "pediatrician", "pharmacist", "physician", "physician assistant", "physio",
    "physiotherapist", "podiatrist", "provider", "psychiatrist", "psychologist", "pulmonologist", "radiologist",
    "rheumatologist", "speech therapist", "student nurse", "surgeon", "therapist", "transplant surgeon",
    "treating doctor", "urologist",
)  # fmt: skip

DAYS = (
    "day", "days", "friday", "last month", "last time", "last week", "last year", "monday", "next month", "next week",
    "saturday", "sunday", "the other day", "this afternoon", "this morning", "this week", "thursday", "today",
    "tomorrow", "tonight", "tuesday", "wednesday", "yesterday",
)  # fmt: skip

# Verbs of care only when a part of the body, a treatment or a relative follows: "took you" can mean anything.
VERBS_FOR_THINGS = (
    "drained", "excised", "extracted", "filled", "fitted", "fixed", "implanted", "inserted", "ordered", "performed",
    "placed", "pulled", "put", "put in", "reattached", "reconstructed", "removed", "repaired", "replaced", "reviewed",
    "saved", "set", "started", "stopped", "took", "took out",
)  # fmt: skip

# What our side does to somebody, besides the verbs of care.
OWN_DEEDS = (
    "arranged", "billed", "booked", "brought", "called", "charged", "did", "drew", "fixed", "gave", "got", "helped",
    "increased", "injected", "kept", "lowered", "made", "met", "moved", "offered", "phoned", "put", "rang", "rebooked",
    "recommended", "rescheduled", "saw", "seen", "sent", "showed", "spoke to", "squeezed", "switched", "tested",
    "texted", "took", "tried", "visited", "walked", "wrote",
)  # fmt: skip

OWN_SAYINGS = (
    "advised", "agreed with", "asked", "discussed with", "explained", "explained to", "informed", "promised",
    "reminded", "said to", "showed", "spoke to", "spoke with", "talked to", "talked with", "taught", "told",
    "tried to call", "tried to reach", "walked", "warned",
)  # fmt: skip

# What is given or done to somebody in care, besides the nouns of care.
GIVEN_THINGS = (
    "antibiotic", "antibiotics", "bandage", "boot", "cast", "collar", "contact lenses", "cream", "crutches", "dose",
    "dressing", "drip", "drops", "exercises", "glasses", "hearing aid", "hearing aids", "inhaler", "insulin", "iv",
    "letter", "medicine", "mouthguard", "night guard", "ointment", "pain relief", "painkillers", "patch", "physio",
    "pills", "plan", "plaster", "pump", "retainer", "side effects", "sling", "spacer", "splint", "spray", "steroid",
    "steroids", "stitch", "tablet", "tablets", "therapy", "wound",
)  # fmt: skip

# Things that are somebody's own only in care.
TOLD_OF_YOU = (
    "anaesthesia", "bill", "bleeding", "blood pressure", "blood sugar", "cancer", "condition", "fever",
    "infection", "pain", "pregnancy", "refund", "shots", "side effects", "symptoms", "treatment plan", "x ray",
)  # fmt: skip

IRREGULAR_PASTS = (
    "became", "began", "brought", "came", "chose", "did", "drew", "felt", "found", "gave", "got", "had", "held", "kept",
    "knew", "left", "lost", "made", "met", "paid", "put", "ran", "rang", "said", "sat", "saw", "sent", "shot", "spoke",
    "stood", "stuck", "swore", "told", "took", "went", "woke", "wore", "wrote",
)  # fmt: skip
