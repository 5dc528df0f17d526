"""Every code that crosses the wire has a label that people can read, in Welsh where it is official."""

import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from sosafe_api.contract.code_lists import CodeList, code_lists, stated_labels
from sosafe_api.core.sentence import ACRONYMS, sentence
from sosafe_api.domains.people.vocabulary import Ethnicity
from tests.fixtures.contract import document, each

LISTS = code_lists()
EVERY = each(LISTS)
# Words that stand in capitals wherever they stand.
SHOUTED = re.compile(rf"\b({'|'.join(ACRONYMS | {'gdpr', 'gdp'})})\b", re.IGNORECASE)


@EVERY
def test_a_label_is_written_as_people_write(found: CodeList):
    for text in [found.title, *(entry.label.en for entry in found.entries)]:
        assert text == text.strip()
        assert "_" not in text
        assert text[0].isupper() or text[0].isdigit(), text
        assert not text.endswith("."), text
        assert all(word.isupper() for word in SHOUTED.findall(text)), text
    for entry in found.entries:
        assert entry.label.en != entry.code
        assert entry.label.description is None or entry.label.description.endswith("."), entry


@EVERY
def test_no_label_stands_twice_in_a_list(found: CodeList):
    for language in ("en", "cy"):
        labels = [getattr(entry.label, language) for entry in found.entries]
        labels = [label.casefold() for label in labels if label is not None]
        assert len(set(labels)) == len(labels)


@EVERY
def test_a_list_says_what_it_is_about_and_who_worded_its_welsh(found: CodeList):
    assert found.description.endswith(".")
    assert any(entry.label.cy for entry in found.entries) is (found.welsh is not None)
    for source in (found.standard, found.welsh):
        assert source is None or source.url.startswith("https://")


def test_titles_tell_lists_apart():
    titles = [found.title for found in LISTS]
    assert len(set(titles)) == len(titles)


def test_a_domain_labels_its_own_lists_and_codes_only():
    by_kind = {found.kind: found for found in LISTS}
    for kind, stated in stated_labels().items():
        assert kind in by_kind, kind
        assert set(stated.codes) <= set(by_kind[kind].codes)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("referred_to_marac", "Referred to MARAC"),
        ("asb_forum", "ASB forum"),
        ("self_harm_suicide", "Self-harm suicide"),
        ("white_irish", "White Irish"),
        ("16_to_17", "16 to 17"),
        ("co_operating_body", "Co-operating body"),
        ("dashboard", "Dashboard"),
    ],
)
def test_a_code_without_a_label_of_its_own_is_spelt_out(code: str, words: str):
    assert sentence(code) == words


def enumerations(part: Any, name: str = "") -> Iterator[tuple[str, set[str]]]:
    """Every enumeration of the contract with the property that holds it."""
    if isinstance(part, dict):
        for key in ("enum", "x-extensible-enum"):
            if isinstance(part.get(key), list):
                yield name, set(part[key]) - {None}
        for key, value in part.items():
            yield from enumerations(value, key)
    elif isinstance(part, list):
        for value in part:
            yield from enumerations(value, name)


FHIR_TYPES = {"ServiceRequest", "Task"}  # names of the standard's own, which nobody reads on a screen


def test_every_code_of_the_contract_has_a_label():
    """A property may hold codes of several lists, like the reasons of moves; problems have pages of their own."""
    labelled = {code for found in LISTS for code in found.codes}
    for name, codes in enumerations(document()["components"]["schemas"]):
        if "precondition_failed" not in codes and not codes <= FHIR_TYPES:
            assert codes <= labelled, name


@pytest.mark.database
def test_the_lists_are_open_and_hold_every_code(anonymous: httpx.Client):
    answer = anonymous.get("/v1/code-lists")
    assert answer.status_code == 200
    listed = {found["id"]: found for found in answer.json()["data"]}
    assert list(listed) == [found.id for found in LISTS]
    for found in LISTS:
        assert [entry["code"] for entry in listed[found.id]["codes"]] == list(found.codes)
    assert anonymous.get("/v1/code-lists/people.ethnicity").json() == listed["people.ethnicity"]


@pytest.mark.database
def test_a_list_has_english_and_official_welsh_with_its_source(anonymous: httpx.Client):
    found = anonymous.get("/v1/code-lists/people.ethnicity").json()
    codes = {entry["code"]: entry for entry in found["codes"]}
    assert codes["white_gypsy_or_irish_traveller"]["labels"] == {
        "en": "White: Gypsy or Irish Traveller",
        "cy": "Gwyn: Sipsi neu Deithiwr Gwyddelig",
    }
    assert codes["not_asked"]["labels"] == {"en": "Not asked", "cy": None}
    assert all(entry["in_use"] for entry in found["codes"])
    assert set(codes) == {code.value for code in Ethnicity}
    assert found["welsh_source"]["url"].startswith("https://cy.ons.gov.uk/")
    assert found["used_in"] == ["EqualityIn.ethnicity", "EqualityOut.ethnicity"]
    for place in found["used_in"]:
        schema, name = place.split(".")
        assert name in document()["components"]["schemas"][schema]["properties"]


@pytest.mark.database
def test_every_place_of_a_list_stands_in_the_contract(anonymous: httpx.Client):
    schemas = document()["components"]["schemas"]
    for found in anonymous.get("/v1/code-lists").json()["data"]:
        for place in found["used_in"]:
            schema, name = place.split(".")
            assert name in schemas[schema]["properties"], place


@pytest.mark.database
@pytest.mark.parametrize("path", ["/v1/code-lists", "/v1/code-lists/referrals.status"])
def test_a_copy_is_kept_and_asked_about(path: str, anonymous: httpx.Client):
    first = anonymous.get(path, headers={"Accept-Language": "cy"})
    assert first.headers["content-language"] == "en-GB, cy"
    assert first.headers["cache-control"].startswith("public")
    assert first.headers["access-control-allow-origin"] == "*"
    assert first.content == anonymous.get(path).content, "no language is chosen, so caches need no Vary"
    again = anonymous.get(path, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.database
@pytest.mark.parametrize(
    "name", ["people.absent", "core.principal_kind", "referrals.side", "status", "A.b", "a" * 101]
)
def test_a_list_that_is_not_there_is_absent(name: str, anonymous: httpx.Client):
    assert anonymous.get(f"/v1/code-lists/{name}").status_code == 404
