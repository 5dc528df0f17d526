"""How many cases the domestic abuse panel has heard."""

from datetime import date

from sosafe_api.domains.kpis.definitions.sources import OPEN_GOVERNMENT_LICENCE, PANELS
from sosafe_api.domains.kpis.rules.definition import Definition, Kind, Measure, Part, Records
from sosafe_api.domains.kpis.rules.stocks import SINCE
from sosafe_api.domains.kpis.vocabulary import DisclosurePolicy, Polarity, Unit

SADA_PANEL_CASES = Definition(
    code="sada_panel_cases",
    title="Cases heard by the domestic abuse panel",
    description="How many cases the panel for domestic abuse below the threshold of a MARAC has heard since April"
    " 2017, as at the period's last day. A case counts once, at the first meeting that decided on it."
    " MARAC cases are not in it.",
    records=Records.PANELS,
    kind=Kind.COUNT,
    at_end=True,
    since=SINCE[Records.PANELS],
    unit=Unit.COUNT,
    decimal_places=0,
    polarity=Polarity.NEUTRAL,
    measures=(Measure.PANEL_CASES_TO_DATE,),
    numerator=Part(
        "Cases decided on at meetings of the panel since 1 April 2017.", "panel_cases_to_date", PANELS
    ),
    disclosure=DisclosurePolicy.SENSITIVE,
    settles_after_days=28,
    source=PANELS,
    licence=OPEN_GOVERNMENT_LICENCE,
    lag="None; provisional for 28 days, in which most corrections arrive.",
    valid_from=date(2017, 4, 1),
)
