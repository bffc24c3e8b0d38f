"""One file for each identifier. Each has KIND, RULES and a pure `find`; the order here changes nothing."""

from __future__ import annotations

from bedside.policy.guard.detectors import age_over_89, date, email, name, nhs_number, phone, place, record_no, ssn, url
from bedside.policy.guard.model import Detector

DETECTORS: tuple[Detector, ...] = (*(age_over_89, date, email, name, nhs_number, phone, place, record_no, ssn, url),)
