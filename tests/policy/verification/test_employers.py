"""Mail domains of employers: free mail, shared names and look-alikes are refused, an employer's own is taken."""

import pytest

from bedside.policy.verification.employers import (
    ALIKE,
    FORM,
    FREE,
    SHARED,
    Problem,
    free_mail_hosts,
    is_free_mail,
    looks_like,
    names_owner,
    problem_of,
    tidy_domain,
)

KNOWN = ["elmclinic.example.org", "stmary-hospital.example", "unispital.example.ch"]


@pytest.mark.parametrize(
    ("domain", "problem"),
    [
        ("lakehospital.example.org", None),
        ("ward.lakehospital.example.org", None),
        ("ab.example", None),
        ("elmclinic.example.org", None),  # itself: the list's own key refuses a second one
        ("gmail.com", FREE),
        ("mail.gmail.com", FREE),
        ("yahoo.co.uk", FREE),
        ("hotmail.fr", FREE),
        ("posteo.de", FREE),
        ("co.uk", SHARED),
        ("nhs.uk", SHARED),
        ("elrnclinic.example.org", ALIKE),  # rn for m
        ("e1mclinic.example.org", ALIKE),
        ("elmclinc.example.org", ALIKE),  # a letter left out
        ("elmclniic.example.org", ALIKE),  # two swapped
        ("elmclinic-.example.org", FORM),
        ("stmaryhospital.example", ALIKE),  # the hyphen left out
        ("grnail.com", ALIKE),
        ("protonrnail.com", ALIKE),
        ("localhost", FORM),
        ("192.168.0.1", FORM),
        ("clínica.example", FORM),
        ("xn--clnica-4va.example", FORM),
        ("a b.example", FORM),
        ("", FORM),
        ("x." * 130 + "example", FORM),
    ],
)
def test_what_an_operator_may_list(domain: str, problem: Problem | None) -> None:
    assert problem_of(domain, known=KNOWN) == problem


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("@Clinic.Example.org. ", "clinic.example.org"),
        ("clinic.example", "clinic.example"),
        ("\uff43linic.example", "clinic.example"),
    ],
)
def test_a_domain_is_kept_in_one_form(typed: str, kept: str) -> None:
    assert tidy_domain(typed) == kept


def test_short_names_that_differ_by_a_letter_are_two_names() -> None:
    assert looks_like("ucl.example", ["uck.example"]) == ""
    assert looks_like("elmclinic.other", KNOWN) == ""


def test_the_list_of_free_mail_is_tidy() -> None:
    hosts = free_mail_hosts()
    assert len(hosts) > 80
    assert all(is_free_mail(host) and host == host.lower() for host in hosts)
    assert not is_free_mail("mail.lakehospital.example.org")


@pytest.mark.parametrize(
    ("local", "family", "given", "wanted"),
    [
        ("u.haddad", "Haddad", "Uma", True),
        ("haddadu", "Haddad", "Uma", True),
        ("uma", "Haddad", "Uma", True),
        ("anna.muller", "Müller-Weiß", "Anna", True),
        ("a.weiss", "Müller-Weiß", "Anna", True),
        ("obrien", "O'Brien", "Pat", True),
        ("jones.porter", "Haddad", "Uma", False),
        ("reception", "Haddad", "Uma", False),
        ("xy1234", "Haddad", "Uma", False),
        ("bo", "Nguyen", "Bo", False),  # two letters of a first name stand in too many words
        ("lu", "Lu", "Chen", True),
    ],
)
def test_a_mailbox_speaks_of_its_owner(local: str, family: str, given: str, wanted: bool) -> None:
    assert names_owner(local, family=family, given=given) is wanted
