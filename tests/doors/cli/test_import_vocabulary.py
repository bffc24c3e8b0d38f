"""`bedside import vocabulary`: from invented files of each form; the packages themselves are not needed here."""

import argparse
import gzip
from types import SimpleNamespace

import pytest

from bedside.areas.vocabulary.models import Vocabulary, VocabularyTerm
from bedside.doors.cli import import_, import_vocabulary

pytestmark = pytest.mark.django_db
OBO = (
    "format-version: 1.2\ndata-version: hp/releases/2025-01-16\n\n[Term]\nid: HP:1\nname: Fatigue\n\n[Term]\nid: XX:1\n"
)
TERMS = "id\tlabel\tsubClassOf\nDOID:1\tgout\t\nX:1\tno\t\n"


def run(*words):
    parser = argparse.ArgumentParser()
    import_.add_parsers(parser.add_subparsers())
    args = parser.parse_args(["import", "vocabulary", *map(str, words)])
    return args.run(args)


def test_hpo_from_a_file_tells_its_version_and_what_was_left_out(tmp_path, capsys):
    path = tmp_path / "hp.obo"
    path.write_text(OBO)
    assert run("hpo", path) == 0
    told = capsys.readouterr().out
    assert "Human Phenotype Ontology, version 2025-01-16." in told
    assert "line 8: a term needs an id" in told
    assert "2 read, 1 left out. Terms: 1 are new" in told
    assert run("hpo", path) == 0
    assert "Terms: 0 are new, 0 changed, 0 retired." in capsys.readouterr().out


def test_the_disease_ontology_from_a_packed_table(tmp_path, capsys):
    path = tmp_path / "do_terms.tsv.gz"
    path.write_bytes(gzip.compress(TERMS.encode()))
    assert run("do", path) == 0
    assert "line 3: the id is none of this ontology" in capsys.readouterr().out
    assert VocabularyTerm.objects.get().label == "gout"


def test_icd10cm_takes_codes_and_neither_headings_nor_seventh_characters(monkeypatch, tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "code-list-April-2026.txt").touch()
    package = SimpleNamespace(
        __file__=str(tmp_path / "__init__.py"),
        get_all_codes=lambda: ["1", "A00-A09", "A00", "A00", "S52.501A"],
        is_chapter=lambda code: code == "1",
        is_block=lambda code: "-" in code,
        is_category=lambda code: code == "A00",
        is_extended_subcategory=lambda code: code == "S52.501A",
        get_description=lambda code: "Cholera",
        get_inclusion_term=lambda code: ["Asiatic cholera"],
    )
    monkeypatch.setattr(import_vocabulary.importlib, "import_module", lambda name: package)
    assert run("icd10cm") == 0
    assert list(VocabularyTerm.objects.values_list("code", flat=True)) == ["A00"]
    assert Vocabulary.objects.get().version == "April-2026"


def test_our_own_words(capsys):
    assert run("own") == 0
    assert "Words of this site" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("do",), "name the tables"),
        (("own", "x"), "takes no file"),
        (("hpo", "a", "b"), "one file"),
        (("hpo", "/nowhere/hp.obo"), "no such file"),
        (("do", "/nowhere/do"), "no such file"),
    ],
)
def test_what_cannot_be_read_is_said_and_nothing_is_taken(words, told, capsys):
    assert run(*words) == 1
    assert told in capsys.readouterr().err
    assert not Vocabulary.objects.exists()


def test_a_missing_package_is_named_with_how_to_get_it(monkeypatch, capsys):
    monkeypatch.setattr(import_vocabulary.importlib.util, "find_spec", lambda name: None)

    def missing(name):
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(import_vocabulary.importlib, "import_module", missing)
    for name in ("hpo", "icd10cm"):
        assert run(name) == 1
        assert "make vocabularies" in capsys.readouterr().err
