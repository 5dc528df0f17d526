"""How many community events reached people of a named community."""

from datetime import date

from sosafe_api.domains.kpis.definitions.sources import EVENT_MONTH, EVENTS, OPEN_GOVERNMENT_LICENCE
from sosafe_api.domains.kpis.rules.definition import Definition, Kind, Measure, Part, Records
from sosafe_api.domains.kpis.vocabulary import Breakdown, DisclosurePolicy, Polarity, Unit

EVENTS_REACHING_COMMUNITIES = Definition(
    code="events_reaching_communities",
    title="Events that reached a community",
    description="How many community events met somebody of at least one named community; by community, how many met"
    " somebody of that one. An event can reach several, so the parts add up to more than the whole. Counts events,"
    " not people." + EVENT_MONTH,
    records=Records.EVENTS,
    kind=Kind.COUNT,
    unit=Unit.COUNT,
    decimal_places=0,
    polarity=Polarity.HIGHER_BETTER,
    measures=(Measure.EVENTS_REACHING_COMMUNITIES,),
    numerator=Part(
        "Events held with at least one attendance from a named community.",
        "events_reaching_communities",
        EVENTS,
    ),
    breakdowns=(Breakdown.COMMUNITY,),
    disclosure=DisclosurePolicy.OPEN_SOURCE,
    settles_after_days=28,
    source=EVENTS,
    licence=OPEN_GOVERNMENT_LICENCE,
    lag="None; provisional for 28 days, in which most events are reported on.",
    valid_from=date(2016, 4, 1),
)
