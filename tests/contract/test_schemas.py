"""Every schema has an example that is right, fictional and bounded; inputs are closed and outputs open."""

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from sosafe_api.contract.code_lists import code_lists
from sosafe_api.contract.document import resolve
from sosafe_api.core.schemas import Schema
from tests.fixtures.contract import document, each, faults, operations

SCHEMAS: dict[str, dict[str, Any]] = document()["components"]["schemas"]
# Ofcom's numbers for drama: https://www.ofcom.org.uk/phones-and-broadband/phone-numbers/numbers-for-drama
DRAMA = re.compile(r"^(\+44 ?|0)(1632 ?960|20 ?7946 ?0|7700 ?900|808 ?157 ?0)")
STANDARDS = {"docs.openreferraluk.org", "hl7.org", "schema.org", "www.w3.org"}
NUMBER = re.compile(r"^\+?\d[\d ]{8,}$")


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from texts(item)


def leaves(schema: Any, place: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every schema within a schema, with its place."""
    if not isinstance(schema, dict):
        return
    yield place, schema
    for name, part in schema.get("properties", {}).items():
        yield from leaves(part, f"{place}/{name}")
    for choice in ("anyOf", "oneOf", "allOf"):
        for part in schema.get(choice, []):
            yield from leaves(part, place)
    yield from leaves(schema.get("items"), f"{place}/items")


@each(sorted(SCHEMAS))
def test_a_schema_has_an_example_that_is_right(name: str):
    examples = SCHEMAS[name]["examples"]
    assert examples
    for example in examples:
        assert faults({"$ref": f"#/components/schemas/{name}"}, example) == []


@each(sorted(SCHEMAS))
def test_an_example_shows_every_property_that_is_required_and_no_unknown_one(name: str):
    schema = SCHEMAS[name]
    for example in schema["examples"]:
        if isinstance(example, dict) and schema.get("properties"):  # what is of a standard names none
            assert set(schema.get("required", [])) <= set(example) <= set(schema["properties"])


def test_examples_hold_nobody_real():
    cited = {
        urlsplit(source.url).netloc
        for found in code_lists()
        for source in (found.standard, found.welsh)
        if source
    }
    for text in texts([schema["examples"] for schema in SCHEMAS.values()]):
        assert not NUMBER.match(text) or DRAMA.match(text), text
        assert "@" not in text or text.endswith(("@example.org", "example.org")), text
        for host in re.findall(r"https?://([^/:\"]+)", text):
            assert host in STANDARDS | {"api.example.org", "partner.example.org", "example.org"} | cited, text


@each(sorted(SCHEMAS))
def test_every_value_is_bounded(name: str):
    for place, schema in leaves(SCHEMAS[name]):
        kinds = schema.get("type", [])
        kinds = [kinds] if isinstance(kinds, str) else kinds
        if "string" in kinds and "enum" not in schema and "const" not in schema:
            assert "maxLength" in schema, place
            assert "pattern" in schema or "format" in schema, place
        if "array" in kinds:
            assert "maxItems" in schema, place
        if "integer" in kinds:
            assert {"minimum", "exclusiveMinimum"} & set(schema), place
            assert {"maximum", "exclusiveMaximum"} & set(schema), place


def test_each_schema_has_a_name_of_its_own():
    """Two of one name would be told apart by the folders they lie in, which are nobody's business."""
    assert [name for name in SCHEMAS if "__" in name] == []


def test_inputs_are_closed_and_outputs_open():
    inputs = {kind.__name__ for kind in every_subclass(Schema)}
    for name, schema in SCHEMAS.items():
        if "properties" in schema:
            assert (schema.get("additionalProperties") is False) is (name in inputs), name


def every_subclass(kind: type) -> Iterator[type]:
    for child in kind.__subclasses__():
        yield child
        yield from every_subclass(child)


def test_codes_of_answers_may_grow_without_breaking_a_reader():
    for operation in operations():
        for response in operation.content["responses"].values():
            found = resolve(document(), response["$ref"]) if "$ref" in response else response
            for media in found.get("content", {}).values():
                for schema in reached(media.get("schema", {})):
                    assert "enum" not in schema, (str(operation), schema)


def reached(schema: dict[str, Any], seen: frozenset[str] = frozenset()) -> Iterator[dict[str, Any]]:
    """Every schema that a schema leads to."""
    for _, part in leaves(schema):
        yield part
        name = part.get("$ref")
        if name and name not in seen:
            yield from reached(resolve(document(), name), seen | {name})


def test_no_example_lost_its_nulls():
    page = SCHEMAS["ReferralPage"]["examples"][0]
    assert page["page"]["next_cursor"] is None
    assert json.dumps(page).count("null") > 3
