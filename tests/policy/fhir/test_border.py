"""What a file must be before anything in it is looked at, and what is dropped before anything is kept."""

import gzip
import json
import time

import pytest

from bedside.policy.fhir import border
from bedside.policy.fhir.border import NotTaken
from tests.policy.fhir.bundles import PATIENT, bundle, condition, observation, statement

DEEP = b'{"resourceType": "Bundle", "entry": ' + b"[" * 1_000_000 + b"]" * 1_000_000 + b"}"


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "not_fhir_r4"),
        (b"hello", "not_fhir_r4"),
        (b"\xff\xfe{}", "not_fhir_r4"),
        (b"[]", "not_fhir_r4"),
        (b'{"resourceType": "Patient"}', "not_fhir_r4"),
        (b'{"resourceType": "Bundle", "entry": 1}', "not_fhir_r4"),
        (b'{"resourceType": "Bundle", "entry": [{}]}', "not_fhir_r4"),
        (b'{"resourceType": "Bundle", "entry": [{"resource": {"resourceType": 1}}]}', "not_fhir_r4"),
        (b'{"resourceType": "Bundle", "a": NaN}', "not_fhir_r4"),
        (b'{"resourceType": "Bundle", "a": -Infinity}', "not_fhir_r4"),
        (b'{"resourceType": "Bundle", "a": 1e999}', "not_fhir_r4"),
        (b'{"resourceType": "Bundle", "a": 1, "a": 2}', "not_fhir_r4"),
        (DEEP, "not_fhir_r4"),
        (b"\x1f\x8bno gzip", "not_fhir_r4"),
        (b"x" * (border.MOST_BYTES + 1), "too_large"),
        (gzip.compress(b" " * (border.MOST_BYTES + 1)), "too_large"),
        (bundle(*[None] * 0, patient=None), "no_patient"),
        (bundle(PATIENT | {"id": "q"}), "several_patients"),
        (bundle({"resourceType": "MedicationUsage"}), "not_fhir_r4"),
        (bundle(statement(medication={"concept": {"text": "Tea"}})), "not_fhir_r4"),
        (bundle(condition(clinicalStatus="active")), "not_fhir_r4"),
        (bundle({"resourceType": "ReferralRequest"}), "not_fhir_r4"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_is_no_bundle_of_one_person_in_r4_is_refused_with_a_code_and_at_once(raw, code):
    began = time.process_time()
    with pytest.raises(NotTaken) as refused:
        border.read(raw)
    assert refused.value.code == code
    assert str(refused.value)
    assert time.process_time() - began < 5


def test_too_many_resources_are_refused():
    entries = [{"resource": PATIENT}, *[{"resource": {"resourceType": "Claim"}}] * border.MOST_RESOURCES]
    with pytest.raises(NotTaken, match="more than 20000"):
        border.read(json.dumps({"resourceType": "Bundle", "entry": entries}).encode())


def test_brackets_within_words_are_no_depth():
    assert len(border.read(bundle(condition("[" * 500 + '\\"{{')))) == 2


def test_ndjson_is_read_line_by_line():
    raw = "\n".join(json.dumps(one) for one in (PATIENT, condition(), observation())).encode()
    assert [one["resourceType"] for one in border.read(raw)] == ["Patient", "Condition", "Observation"]


def test_a_packed_bundle_is_unpacked():
    assert len(border.read(gzip.compress(bundle(condition())))) == 2


def test_numbers_addresses_html_files_and_extensions_are_dropped_and_words_stay():
    resource = condition() | {"text": {"status": "generated", "div": "<div>secret</div>"}}
    resource |= condition(
        identifier=[{"value": "secret"}],
        contained=[{"resourceType": "Binary", "data": "secret"}],
        extension=[{"url": "x", "valueString": "secret"}],
        _onsetDateTime={"extension": [{"valueString": "secret"}]},
        note=[{"text": "kept", "extension": [{"valueString": "secret"}]}],
    )
    clean = border.cleaned(resource)
    assert "secret" not in json.dumps(clean)
    assert clean["code"] == {"text": "Migraine"}
    assert clean["note"] == [{"text": "kept"}]
    patient = json.dumps(border.cleaned(PATIENT))
    assert not any(told in patient for told in ("999-55", "555-0100", "Nowhere", "Zed"))
