"""Numbers that belong to knowledge, not to a person: studies, papers, books, codes of diagnoses, drugs and genes.

A finding of a number detector that touches one of them is dropped.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from bedside.policy.guard.anycase import AnyCase
from bedside.policy.guard.model import Hit

if TYPE_CHECKING:
    from bedside.policy.guard.text import Doc

_REGISTERS = (
    r"(?:nct|pmc|isrctn|chictr|actrn|ctri|euctr|drks|jrct|umin|irct|tctr|pactr|crd|prospero|gse|gsm|srr|prjna|ens[gtp]"
    r"|uniprot|chembl|chebi|drugbank|omim|orpha(?:net)?|mondo|hgnc|cosm|loc|nm|np|nc|xm|xr|rcv|scv|vcv|cvcl|atcc|doid"
    r"|umls|mesh|snomed|rxcui|cas|ec|db)[ _:#-]{0,2}(?:\d{4}[-/])?[a-z]{0,4}\d[\w./-]{2,24}"
)
_LABELLED = (
    r"(?:pmid|pubmed(?: id)?|doi|isbn(?:-1[03])?|issn|orcid|arxiv|eudract|ctis|ind|nda|anda|bla|510\(k\)|icd(?:-?"
    r"(?:9|10|11)"
    r"(?:-?(?:cm|pcs))?)?|cpt|hcpcs|loinc|snomed(?:[ -]ct)?|rxnorm|ndc|atc|drg|mesh|umls|cui|dsm(?:-?5)?|icpc|opcs"
    r"|read code|sct(?:id)?|cas|ec number|omim|orpha(?:code)?|grant|award|protocol|irb|rec ref|version|build"
    r"|release|firmware|software|guideline|ng|statute|section|usc|cfr|article|bylaw|pp|vol(?:ume)?|issue"
    r"|chapter|figure|fig|table|rfc|iso|astm|ansi|patent|model|sku|gtin|ean|upc|asin)"
    r"(?:[ :#.=(-]{1,3}(?:no|number|code|codes|id|is|nr|was)\b)?[ :#.=(-]{0,3}(?:[a-z]{0,8}[-./]?\d[\w./()-]{0,40}"
    r"(?:,? (?:and |or )?[a-z]?\d[\w./-]{0,20}){0,3})"
)
_SHAPED = r"10\.\d{4,9}/[^\s,;)\"']{1,80}|rs\d{3,10}|p\.[a-z]{3}\d{1,4}\w{0,5}|c\.\d{1,5}[\w>+*_-]{1,20}"
_CODE = AnyCase(rf"(?<![\w.@/-])(?:{_SHAPED}|{_LABELLED}|{_REGISTERS})")


def read(norm: str) -> list[tuple[int, int]]:
    """Give the spans of such codes in the order of the text."""
    return [match.span() for match in _CODE.finditer(norm)]


def without_codes(hits: Iterable[Hit], *, doc: Doc) -> Iterator[Hit]:
    """Give the hits that touch none of the codes of the text, which is read for codes when there is a hit at all."""
    for hit in hits:
        place = bisect_left(doc.codes, hit.start + 1, key=_end)
        if place == len(doc.codes) or doc.codes[place][0] >= hit.end:
            yield hit


def _end(span: tuple[int, int]) -> int:
    return span[1]
