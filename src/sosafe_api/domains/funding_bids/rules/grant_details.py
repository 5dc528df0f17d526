"""What a bid keeps in the words of the 360Giving standard, and the same in ours. Pure: no I/O."""

from collections.abc import Mapping
from typing import Any

Json = dict[str, Any]
_LOCATION = {"name": "name", "area_code": "geoCode", "area_code_type": "geoCodeType"}
_PROGRAMME = {"code": "code", "title": "title", "url": "url"}


def with_stated(details: Mapping[str, Any], stated: Mapping[str, Any]) -> Json:
    """The details with what an input states of places, programmes and the call; what it does not state is kept."""
    found = dict(details)
    if "beneficiary_locations" in stated:
        found["beneficiaryLocation"] = [_renamed(item, _LOCATION) for item in stated["beneficiary_locations"]]
    if "grant_programmes" in stated:
        found["grantProgramme"] = [_renamed(item, _PROGRAMME) for item in stated["grant_programmes"]]
    if "from_open_call" in stated:
        found["fromOpenCall"] = stated["from_open_call"].capitalize() if stated["from_open_call"] else None
    return {name: value for name, value in found.items() if value}


def open_call(details: Mapping[str, Any]) -> str | None:
    stated = details.get("fromOpenCall")
    return stated.lower() if stated else None


def locations(details: Mapping[str, Any]) -> list[Json]:
    return [_shown(item, _LOCATION) for item in details.get("beneficiaryLocation", [])]


def programmes(details: Mapping[str, Any]) -> list[Json]:
    return [_shown(item, _PROGRAMME) for item in details.get("grantProgramme", [])]


def _renamed(item: Mapping[str, Any], names: Mapping[str, str]) -> Json:
    return {theirs: item[ours] for ours, theirs in names.items() if item.get(ours) is not None}


def _shown(item: Mapping[str, Any], names: Mapping[str, str]) -> Json:
    return {ours: item.get(theirs) for ours, theirs in names.items()}
