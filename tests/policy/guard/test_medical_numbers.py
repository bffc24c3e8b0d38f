"""Ordinary medical sentences full of numbers, none of which leads to a person."""

from __future__ import annotations

import pytest

from bedside.policy.guard import Facts, inspect
from bedside.policy.guard.detectors import DETECTORS
from bedside.policy.guard.messages import numbers
from bedside.policy.guard.text import Doc

# The rules that patterns and labels decide; names and towns are the tagger's and have their own tests.
RULES = {
    *numbers.MESSAGES,
    *(rule for detector in DETECTORS for rule in detector.RULES if rule[:4] in ("age.", "date")),
}

SENTENCES = [
    "61 year old woman with CKD stage 3, eGFR 38, ACR 45, on ramipril 10 mg.",
    "What would you do with a potassium of 6.8 and a normal ECG?",
    "The ISCHEMIA trial randomised 5179 patients in 37 countries.",
    "In DAPA-HF the hazard ratio was 0.74 (95% CI 0.65 to 0.85).",
    "EMPEROR-Preserved: 5988 patients, median follow-up 26.2 months.",
    "Give 10 mL of 10% calcium gluconate over 5 to 10 minutes.",
    "Amoxicillin 500 mg three times daily for 5 to 7 days.",
    "Insulin glargine 20 units at 22:00, lispro 1:10 with meals.",
    "The 2019 ESC guideline, section 7.3.2, covers this.",
    "ICD-10-CM code E11.65 and CPT 99214 were rejected.",
    "LOINC 2345-7 is glucose, 2160-0 is creatinine.",
    "SNOMED CT 44054006 maps to type 2 diabetes.",
    "BRAF V600E, KRAS G12C and EGFR T790M are actionable.",
    "NM_000546.6:c.743G>A is pathogenic, ClinVar VCV000012356.",
    "rs7903146 is the TCF7L2 risk variant.",
    "See doi:10.1016/S0140-6736(20)30183-5 for the first series.",
    "PMID 32109013, table 2, page 1712.",
    "N Engl J Med 2020;382:1708-1720.",
    "Lancet 2020; 395: 497-506.",
    "ISBN 978-0-19-968528-7 is the Oxford handbook.",
    "NCT04280705 is the remdesivir trial.",
    "EudraCT 2020-001234-56 is the European number.",
    "I did 10000 steps every day for 3 months.",
    "My HbA1c went from 9.1 to 6.8 in 6 months.",
    "LDL 130, HDL 45, triglycerides 180, total 211.",
    "BP 142/86 lying and 118/70 standing.",
    "Pain is 7/10 at night and 3/10 in the morning.",
    "She takes 1-2 tablets every 4-6 hours as needed.",
    "The app crashed after the update to version 4.12.0.3.",
    "Firmware 2.8.1 fixed the sensor dropouts on my 670G.",
    "The Libre 3 sensor lasts 14 days, the Dexcom G7 lasts 10.",
    "The score was 5/5 strength in both arms.",
    "GCS 15, NIHSS 4, mRS 1 at 90 days.",
    "A CHA2DS2-VASc of 4 means about 4.8 % a year.",
    "Wells score 4.5, D-dimer 1200 ng/mL.",
    "Sodium 128, potassium 3.4, chloride 95, bicarbonate 22.",
    "pH 7.28, pCO2 55, HCO3 24, lactate 3.1.",
    "Troponin 14 then 52 ng/L at 3 hours.",
    "WBC 18.3, Hb 9.2, platelets 88, CRP 214.",
    "TSH 0.02, free T4 38.4, TRAb 12.",
    "The ward is open 24/7 and visits are from 2 to 4.",
    "Children under 5 get 2.5 mL, adults 10 mL.",
    "About 1 in 10000 people have this.",
    "Prevalence is 0.5 to 1.2 per 100000.",
    "Group 1 had 120 patients, group 2 had 118.",
    "In 2021 the CDC changed the advice on boosters.",
    "Please call 988 if you are in crisis, or 116 123 in the UK.",
    "Poison control is 1-800-222-1222 in the US.",
    "Text HOME to 741741, any hour.",
    "Emergency is 911 in the US, 999 in the UK and 112 in Europe.",
    "Type 2 diabetes, NYHA class III, stage IIIb, grade 2.",
    "COVID-19 made telehealth jump from 1 % to 40 % of visits.",
    "CRF-1 receptor antagonists and IL-17A blockers.",
    "HLA-DRB1*04:01 raises the risk of RA.",
    "CYP2C19 *2/*2 carriers do not respond to clopidogrel.",
    "CD4 count 180, viral load under 20 copies.",
    "Vitamin D 25 nmol/L, B12 180 pg/mL, folate 4.",
    "Zone 2 for 45 minutes, heart rate 120 to 130.",
    "My CPAP pressure is 9.4 cm and my AHI is 2.1.",
    "The pump delivers 0.85 units an hour overnight.",
    "She had 3 seizures in 24 hours, each under 2 minutes.",
    "The study ran from 2011 to 2018 at 14 sites.",
    "Patients were seen between 1 January 2015 and 31 December 2016.",
    "The congress is on March 3 to 5, register by 10 February.",
    "World Diabetes Day is on 14 November.",
    "The FDA approved it on 18 December 2015.",
    "The guideline was published on 14 May 2024.",
    "Use code FLU2024 at the pharmacy for 20 % off.",
    "HCPCS J1745 and NDC 57894-030-01 for infliximab.",
    "DRG 470 pays for a hip.",
    "The 12-lead ECG showed 2 mm ST elevation in V2 to V4.",
    "The 6 minute walk distance rose by 32 m.",
    "Give 0.3 mg of adrenaline 1:1000 in the thigh.",
    "Blood type O, 4 units, 2 of plasma.",
    "It costs 450 dollars a month, 5400 a year.",
    "Only people aged 90 or older were excluded.",
    "The mean age was 92 and 60 % were women.",
    "Sats were 93 % on 2 L, 97 % on 4 L.",
    "Take 90 mg twice daily for a year.",
    "Born in the 1930s, this test is still used.",
    "Gleason 3+4=7, PSA 8.2, T2c N0 M0.",
    "BI-RADS 4, 12 mm at 3 o'clock, 5 cm from the nipple.",
    "L4/L5 and L5/S1 discs, 4 mm and 6 mm.",
    "Lot of people ask about lot numbers on vaccine cards.",
    "We saw 12 cases in 2023 and 31 in 2024.",
    "Protocol 2019-0456 has been amended twice.",
    "RFC 2119 words: must, should, may.",
    "Room 4 and room 5 are negative pressure.",
    "My doctor's licence to practise is none of my business.",
    "The rule is 45 CFR 164.514, part b.",
    "Add 1 g to 250 mL and run at 125 mL/h.",
]


def test_there_are_enough_of_them() -> None:
    assert len(set(SENTENCES)) >= 80


@pytest.mark.parametrize("text", SENTENCES)
def test_a_medical_sentence_holds_no_number_of_a_person(text: str) -> None:
    doc = Doc(text, Facts())
    assert [hit for detector in DETECTORS for hit in detector.find(doc) if hit.rule in RULES] == []


@pytest.mark.parametrize("role", ["patient", "clinician", "practice"])
def test_all_of_them_in_one_text_are_silent_too(role: str) -> None:
    facts = Facts(role=role)  # type: ignore[arg-type]  # a role
    rules = {finding.rule for finding in inspect("\n".join(SENTENCES), facts).findings}
    assert rules & RULES == set()
