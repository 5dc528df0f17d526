"""How large a share of the action plan was on track."""

from datetime import date

from sosafe_api.domains.kpis.definitions.sources import ACTION_PLANS, OPEN_GOVERNMENT_LICENCE
from sosafe_api.domains.kpis.rules.definition import Definition, Kind, Measure, Part, Records
from sosafe_api.domains.kpis.vocabulary import DisclosurePolicy, Polarity, Unit

ACTIONS_ON_TRACK = Definition(
    code="actions_on_track",
    title="Actions on track",
    description="Of the actions of agreed plans that had begun by the last day of the period, how many of a hundred"
    " were on track or completed that day, by the latest word on each. Cancelled actions and those carried over into"
    " another year's plan are in neither number.",
    records=Records.ACTIONS,
    kind=Kind.SHARE,
    at_end=True,
    unit=Unit.PERCENT,
    decimal_places=1,
    polarity=Polarity.HIGHER_BETTER,
    measures=(Measure.ACTIONS_ON_TRACK,),
    base=(Measure.ACTIONS_UNDER_WAY,),
    numerator=Part("Actions on track or completed.", "plan_actions_on_track", ACTION_PLANS),
    denominator=Part(
        "Actions of agreed plans begun and neither cancelled nor carried over.",
        "plan_actions_under_way",
        ACTION_PLANS,
    ),
    disclosure=DisclosurePolicy.OPEN_SOURCE,
    settles_after_days=28,
    source=ACTION_PLANS,
    licence=OPEN_GOVERNMENT_LICENCE,
    lag="None; provisional for 28 days, in which a meeting's updates are recorded.",
    valid_from=date(2016, 4, 1),
)
