"""Labels of the codes of fires, where a code's own words do not read well or do not say enough."""

from sosafe_api.core.labels import Label, ListLabels, Source
from sosafe_api.domains.fire_incidents.vocabulary import (
    FireCause,
    FireClass,
    FireIncidentKind,
    FireProperty,
    SmokeAlarm,
)

_DEFINITIONS = Source(
    "Fire statistics definitions, Home Office",
    "https://www.gov.uk/government/publications/fire-statistics-guidance/fire-statistics-definitions",
)
_SCHEDULE = Source(
    "The Crime and Disorder (Prescribed Information) Regulations 2007, Schedule",
    "https://www.legislation.gov.uk/uksi/2007/1831/schedule/made",
)

LABELS = {
    FireCause: ListLabels(
        {
            "deliberate": Label("Deliberate", description="Known or suspected to be."),
            "not_known": Label("Not known", description="Counts as accidental."),
        },
        title="Cause of a fire",
        standard=_DEFINITIONS,
    ),
    FireClass: ListLabels(
        {
            "deliberate_primary_not_vehicle": "Deliberate primary fire, not in a vehicle",
            "deliberate_primary_vehicle": "Deliberate primary fire in a vehicle",
            "deliberate_secondary_not_vehicle": "Deliberate secondary fire, not in a vehicle",
            "deliberate_secondary_vehicle": Label(
                "Deliberate secondary fire in a vehicle", description="No part of the minimum data set."
            ),
            "violence_against_crew": "Violence against a crew",
            "dwelling_fire_without_smoke_alarm": "Fire in a dwelling without a smoke alarm",
        },
        title="Class of a fire incident",
        standard=_SCHEDULE,
    ),
    FireIncidentKind: ListLabels(
        {
            "primary_fire": Label(
                "Primary fire",
                description="In a building, vehicle or outdoor structure, or with casualties, rescues or five"
                " appliances and more.",
            ),
            "secondary_fire": Label(
                "Secondary fire", description="Mostly small and outdoors: refuse, grass, derelict property."
            ),
            "other_call": Label("Other call", description="No fire; recorded for violence against the crew."),
        },
        title="Kind of fire incident",
        standard=_DEFINITIONS,
    ),
    FireProperty: ListLabels(title="Property that burnt", standard=_DEFINITIONS),
    SmokeAlarm: ListLabels(title="Smoke alarm in the dwelling"),
}
