"""How large a share of the domestic abuse panel's decisions led to action."""

from datetime import date

from sosafe_api.domains.kpis.definitions.sources import OPEN_GOVERNMENT_LICENCE, PANELS
from sosafe_api.domains.kpis.rules.definition import Definition, Kind, Measure, Part, Records
from sosafe_api.domains.kpis.vocabulary import DisclosurePolicy, IntervalMethod, Polarity, Unit

SADA_PANEL_ACTED = Definition(
    code="sada_panel_acted",
    title="Panel decisions that led to action",
    description="Of the decisions of the domestic abuse panel in the period, how many of a hundred agreed actions"
    " or referred on (to a MARAC, a service or safeguarding), with a 95% Wilson score interval. A case"
    " that was decided on twice counts twice.",
    records=Records.PANELS,
    kind=Kind.SHARE,
    unit=Unit.PERCENT,
    decimal_places=0,
    polarity=Polarity.HIGHER_BETTER,
    measures=(Measure.PANEL_DECISIONS_WITH_ACTION,),
    base=(Measure.PANEL_DECISIONS,),
    numerator=Part("Decisions that agreed actions or referred on.", "panel_decisions_with_action", PANELS),
    denominator=Part("Decisions of the panel.", "panel_decisions", PANELS),
    interval=IntervalMethod.WILSON,
    disclosure=DisclosurePolicy.SENSITIVE,
    settles_after_days=28,
    source=PANELS,
    licence=OPEN_GOVERNMENT_LICENCE,
    lag="None; provisional for 28 days, in which most corrections arrive.",
    valid_from=date(2017, 4, 1),
)
