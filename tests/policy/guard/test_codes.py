"""Codes that belong to knowledge, not to a person."""

from __future__ import annotations

import pytest

from bedside.policy.guard import inspect
from bedside.policy.guard.codes import read

CODES = [
    "NCT04280705",
    "ISRCTN83971151",
    "PMID 32109013",
    "PMC7745181",
    "doi:10.1016/S0140-6736(20)30183-5",
    "10.1056/NEJMoa2034577",
    "ISBN 978-0-19-968528-7",
    "EudraCT 2020-001234-56",
    "ICD-10-CM E11.65",
    "CPT 99214",
    "HCPCS J1745",
    "LOINC 2345-7",
    "SNOMED CT 44054006",
    "NDC 57894-030-01",
    "rs7903146",
    "NM_000546.6",
    "GSE12345678",
    "protocol 2019-0456-11",
    "grant R01-HL-123456",
    "version 4.12.0.3",
    "IRB 2021-00456-A",
    "CRD42020123456",
]


@pytest.mark.parametrize("code", CODES)
def test_a_code_is_known(code: str) -> None:
    assert read(f"see {code} there") != []


@pytest.mark.parametrize("code", CODES)
def test_a_code_beside_a_label_is_no_finding(code: str) -> None:
    assert [f.rule for f in inspect(f"her case: ref {code}, call about it").findings] == []


@pytest.mark.parametrize(
    "text", ["MRN 00482917", "plate KTR 4821", "claim CLM-7730152", "(555) 014-7719", "D418-7720-9935"]
)
def test_a_number_of_a_person_is_no_code(text: str) -> None:
    assert read(text) == []
