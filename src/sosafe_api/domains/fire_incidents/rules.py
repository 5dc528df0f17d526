"""What cannot be true of a fire together, and what it counts as. Pure: no I/O.

Source: the Schedule to SI 2007/1831, paragraph 3, and the definitions of fire statistics: a fire suspected to be
deliberate is deliberate, one of unknown cause accidental.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from sosafe_api.core.errors import FieldError
from sosafe_api.domains.fire_incidents.vocabulary import (
    FireCause,
    FireClass,
    FireIncidentKind,
    FireProperty,
    SmokeAlarm,
)

VEHICLES = frozenset({FireProperty.VEHICLE, FireProperty.DERELICT_VEHICLE})
# A fire in any of these is a primary fire.
ALWAYS_PRIMARY = frozenset(
    {FireProperty.DWELLING, FireProperty.OTHER_BUILDING, FireProperty.VEHICLE, FireProperty.OUTDOOR_STRUCTURE}
)
DELIBERATE = (
    FireClass.DELIBERATE_PRIMARY_NOT_VEHICLE,
    FireClass.DELIBERATE_PRIMARY_VEHICLE,
    FireClass.DELIBERATE_SECONDARY_NOT_VEHICLE,
    FireClass.DELIBERATE_SECONDARY_VEHICLE,
)


def contradictions(facts: Mapping[str, Any]) -> Iterator[FieldError]:
    """Everything that cannot be true together."""
    burnt = facts["kind"] != FireIncidentKind.OTHER_CALL
    for name in ("cause", "property"):
        if burnt and facts[name] is None:
            yield _fault("required_of_a_fire", "Must be stated of a fire.", name)
        if not burnt and facts[name] is not None:
            yield _fault("not_a_fire", "Goes with a fire only.", name)
    if facts["kind"] == FireIncidentKind.SECONDARY_FIRE and facts["property"] in ALWAYS_PRIMARY:
        yield _fault("primary_by_its_property", "A fire in this property is a primary fire.", "kind")
    if facts["smoke_alarm"] is not None and facts["property"] != FireProperty.DWELLING:
        yield _fault("dwellings_only", "Is asked of dwellings only.", "smoke_alarm")
    if not burnt and not facts["violence_against_crew"]:
        detail = "A call that is no fire is recorded for violence against the crew only."
        yield _fault("nothing_to_record", detail, "violence_against_crew")


def _fault(code: str, detail: str, name: str) -> FieldError:
    return FieldError(code, detail, pointer=f"#/{name}")


def classes(facts: Mapping[str, Any]) -> list[FireClass]:
    """Everything that the incident counts as, in the order of the list."""
    found = set()
    if facts["cause"] == FireCause.DELIBERATE:
        primary, secondary = DELIBERATE[:2], DELIBERATE[2:]
        pair = primary if facts["kind"] == FireIncidentKind.PRIMARY_FIRE else secondary
        found.add(pair[facts["property"] in VEHICLES])
    if facts["violence_against_crew"]:
        found.add(FireClass.VIOLENCE_AGAINST_CREW)
    if facts["smoke_alarm"] == SmokeAlarm.NOT_FITTED:
        found.add(FireClass.DWELLING_FIRE_WITHOUT_SMOKE_ALARM)
    return [each for each in FireClass if each in found]
