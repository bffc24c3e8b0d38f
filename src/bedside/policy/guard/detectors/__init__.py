"""One file for each identifier. Each has KIND, RULES and a pure `find`; the order here changes nothing."""

from __future__ import annotations

from bedside.policy.guard.detectors import (
    account_no,
    age_over_89,
    biometric,
    date,
    device,
    email,
    fax,
    handle,
    ip,
    licence_no,
    name,
    national_id,
    nhs_number,
    other_id,
    phone,
    place,
    plan_no,
    postal,
    record_no,
    ssn,
    url,
    vehicle,
)
from bedside.policy.guard.model import Detector

DETECTORS: tuple[Detector, ...] = (
    account_no,
    age_over_89,
    biometric,
    date,
    device,
    email,
    fax,
    handle,
    ip,
    licence_no,
    name,
    national_id,
    nhs_number,
    other_id,
    phone,
    place,
    plan_no,
    postal,
    record_no,
    ssn,
    url,
    vehicle,
)
