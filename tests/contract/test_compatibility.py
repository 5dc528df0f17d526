"""The gate before a release: what breaks clients is named by rule and place, and nothing else stops it."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sosafe_api.cli import command_line
from sosafe_api.contract.compatibility import (
    ALLOWANCES,
    DIRECTORY,
    RULES,
    Allowance,
    FaultyAllowances,
    Finding,
    compare,
    judge,
    keep,
    last_release,
    read,
    read_allowances,
)
from sosafe_api.contract.compatibility.places import FaultyContract
from sosafe_api.contract.compatibility.releases import AlreadyReleased
from sosafe_api.contract.document import resolve
from sosafe_api.core import clock
from tests.architecture.source_tree import ROOT
from tests.contract.planted_changes import ALSO_BREAKING, ALSO_HARMLESS, BREAKING, HARMLESS
from tests.contract.small_contract import LIST, OUT, Change, add, both, changed, contract, put, take
from tests.fixtures.contract import document

DAY = date(2026, 12, 1)


def found(change: Change) -> list[Finding]:
    return compare(contract(), changed(change), DAY)


def breaking(change: Change) -> set[str]:
    return {finding.code for finding in found(change) if finding.rule.breaking}


@pytest.mark.parametrize("name", BREAKING | ALSO_BREAKING)
def test_a_change_that_breaks_clients_is_named(name: str) -> None:
    change, rule = (BREAKING | ALSO_BREAKING)[name]
    assert breaking(change) == {rule}


@pytest.mark.parametrize("name", HARMLESS | ALSO_HARMLESS)
def test_a_change_that_harms_nobody_passes(name: str) -> None:
    assert breaking((HARMLESS | ALSO_HARMLESS)[name]) == set()


def test_the_planted_changes_are_the_nineteen_and_the_eight() -> None:
    assert (len(BREAKING), len(HARMLESS)) == (19, 8)


@pytest.mark.parametrize("name", BREAKING | HARMLESS)
def test_the_command_ends_with_1_on_a_breaking_change_and_with_0_on_none(tmp_path: Path, name: str) -> None:
    change = BREAKING[name][0] if name in BREAKING else HARMLESS[name]
    before, after = tmp_path / "before.json", tmp_path / "after.json"
    before.write_text(json.dumps(contract()))
    after.write_text(json.dumps(changed(change)))
    ended = CliRunner().invoke(
        command_line(),
        ["compatibility", str(before), str(after), "--allowed", str(tmp_path / "none.toml")],
    )
    assert ended.exit_code == (1 if name in BREAKING else 0), ended.output
    if name in BREAKING:
        assert BREAKING[name][1] in ended.output


@pytest.mark.parametrize("name", BREAKING | ALSO_BREAKING)
def test_the_place_of_a_finding_is_in_one_of_the_two_contracts(name: str) -> None:
    change, _ = (BREAKING | ALSO_BREAKING)[name]
    for finding in found(change):
        assert finding.pointer.startswith("#/")
        assert _is_in(contract(), finding.pointer) or _is_in(changed(change), finding.pointer)


def _is_in(whole: dict[str, object], pointer: str) -> bool:
    place: object = whole
    for part in pointer[2:].split("/"):
        key = part.replace("~1", "/").replace("~0", "~")
        if isinstance(place, list) and key.isdecimal() and int(key) < len(place):
            place = place[int(key)]
        elif isinstance(place, dict) and key in place:
            place = place[key]
        else:
            return key == "required"  # absent means false
    return True


def test_a_component_that_several_operations_use_is_named_once() -> None:
    faults = found(take(*OUT, "properties", "answer_by"))
    assert [str(fault.pointer) for fault in faults] == [
        "#/components/schemas/ReferralOut/properties/answer_by"
    ]


@pytest.mark.parametrize(
    ("ends_on", "expected"), [(DAY, set()), (DAY - timedelta(days=1), set()), (DAY + timedelta(days=1), {1})]
)
def test_what_announced_its_end_may_be_gone_from_that_day(ends_on: date, expected: set[int]) -> None:
    announced = changed(put(*LIST, "x-sunset", to=ends_on.isoformat()))
    without = changed(take(*LIST))
    faults = compare(announced, without, DAY)
    assert {1 for fault in faults if fault.code == "method-removed"} == expected


def test_a_parameter_and_a_whole_path_may_end_as_announced() -> None:
    ended = put("paths", "/referrals/{referral_id}", "get", "x-sunset", to="2026-11-30")
    old = changed(both(ended, put(*LIST, "parameters", 1, "x-sunset", to="2026-11-30")))
    new = changed(both(take("paths", "/referrals/{referral_id}"), take(*LIST, "parameters", 1)))
    assert compare(old, new, DAY) == []


def test_an_end_is_announced_in_time_and_not_brought_forward() -> None:
    def announced(day: str) -> Change:
        return both(put(*LIST, "deprecated", to=True), put(*LIST, "x-sunset", to=day))

    assert breaking(announced("2027-12-01")) == set()
    assert breaking(announced("2027-11-30")) == {"sunset-too-soon"}
    beta = both(announced("2027-03-01"), put(*LIST, "x-stability", to="beta"))
    assert breaking(beta) == set()
    before, after = changed(announced("2028-01-01")), changed(announced("2027-12-31"))
    assert [fault.code for fault in compare(before, after, DAY)] == ["sunset-brought-forward"]
    assert compare(after, before, DAY) == []


def test_a_deprecation_without_a_last_day_is_advised_against() -> None:
    faults = found(put(*LIST, "deprecated", to=True))
    assert [(fault.code, fault.rule.breaking) for fault in faults] == [("deprecated-without-sunset", False)]


def test_a_schema_that_holds_itself_is_compared_to_its_end() -> None:
    deep = both(
        put(*OUT, "properties", "earlier", "items", to={"$ref": "#/components/schemas/ReferralOut"}),
        take(*OUT, "properties", "earlier"),
    )
    assert breaking(deep) == {"output-property-removed"}


def test_a_reference_that_leads_nowhere_is_a_fault_of_the_file() -> None:
    with pytest.raises(FaultyContract):
        found(put(*OUT, "properties", "id", to={"$ref": "#/components/schemas/Nothing"}))


def test_a_change_may_be_allowed_for_a_reason_and_until_a_day() -> None:
    faults = found(take(*OUT, "properties", "answer_by"))
    allowance = Allowance(
        rule="output-property-removed",
        pointer="#/components/schemas/ReferralOut/properties/answer_by",
        reason="No release ever filled it.",
        expires=DAY + timedelta(days=1),
    )
    assert judge(faults, [allowance], DAY) == []
    assert "has expired" in judge(faults, [allowance], DAY + timedelta(days=1))[0]
    elsewhere = allowance.model_copy(update={"pointer": "#/components/schemas/ReferralOut/properties/id"})
    assert len(judge(faults, [elsewhere], DAY)) == 2, "the finding, and an allowance that covers nothing"
    assert "covers nothing" in judge([], [allowance], DAY)[0]


@pytest.mark.parametrize(
    "text",
    [
        '[[allowed]]\nrule = "output-property-removed"\npointer = "#/a"\nexpires = 2027-01-01\n',
        '[[allowed]]\nrule = "x"\npointer = "#/a"\nreason = "a reason that is long enough"\nexpires = 2027-01-01\n',
        '[[allowed]]\nrule = "path-removed"\npointer = "#/a"\nreason = "because"\nexpires = 2027-01-01\n',
        "allowed = ",
    ],
)
def test_an_allowance_without_a_reason_or_of_no_rule_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "allowed.toml"
    file.write_text(text)
    with pytest.raises(FaultyAllowances):
        read_allowances(file)


def test_what_was_released_is_not_changed(tmp_path: Path) -> None:
    assert last_release(tmp_path) is None
    keep(b"{}", "0.9.0", tmp_path)
    keep(b"{}", "0.10.0", tmp_path)
    keep(b"{}", "0.10.0", tmp_path)
    assert read(tmp_path / "0.10.0.json.gz") == b"{}"
    assert last_release(tmp_path) == tmp_path / "0.10.0.json.gz"
    with pytest.raises(AlreadyReleased):
        keep(b"{ }", "0.9.0", tmp_path)


def test_this_contract_breaks_no_client_of_the_last_release() -> None:
    released = last_release(ROOT / DIRECTORY)
    assert released is not None
    findings = compare(json.loads(read(released)), document(), clock.today())
    assert judge(findings, read_allowances(ROOT / ALLOWANCES), clock.today()) == []


def test_planted_in_this_contract_a_change_is_seen() -> None:
    released = json.loads(json.dumps(document()))
    current = json.loads(json.dumps(document()))
    create = current["paths"]["/referrals"]["post"]
    body = create["requestBody"]["content"]["application/json"]["schema"]["$ref"]
    resolve(current, body)["required"].append("planted_here")
    resolve(current, body)["properties"]["planted_here"] = {"type": "string"}
    create["operationId"] = "push_referral"
    del current["paths"]["/referrals"]["get"]
    add("paths", "/livez", "get", "security", item={"partner_token": ["referral:read"]})(current)
    assert {finding.code for finding in compare(released, current, DAY)} == {
        "input-property-added-required",
        "method-removed",
        "operation-id-renamed",
        "scope-added",
    }


def test_every_rule_says_what_it_does_to_a_client() -> None:
    assert all(rule.says.endswith(".") for rule in RULES.values())
