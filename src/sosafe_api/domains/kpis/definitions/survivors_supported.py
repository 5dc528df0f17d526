"""How many survivors of domestic abuse have been supported."""

from datetime import date

from sosafe_api.domains.kpis.definitions.sources import CASES, OPEN_GOVERNMENT_LICENCE, SERVICE_KINDS
from sosafe_api.domains.kpis.rules.definition import Definition, Kind, Measure, Part, Records
from sosafe_api.domains.kpis.rules.stocks import SINCE
from sosafe_api.domains.kpis.vocabulary import DisclosurePolicy, Polarity, Unit

SURVIVORS_SUPPORTED = Definition(
    code="survivors_supported",
    title="Survivors supported",
    description="How many survivors have been supported in cases of domestic abuse services opened since June"
    " 2016, as at the period's last day. A survivor counts once, however many cases there were. "
    + SERVICE_KINDS,
    records=Records.SURVIVORS,
    kind=Kind.COUNT,
    at_end=True,
    since=SINCE[Records.SURVIVORS],
    unit=Unit.COUNT,
    decimal_places=0,
    polarity=Polarity.NEUTRAL,
    measures=(Measure.SURVIVORS_TO_DATE,),
    numerator=Part(
        "Victims or clients of cases of domestic abuse support opened since 1 June 2016.",
        "survivors_to_date",
        CASES,
    ),
    disclosure=DisclosurePolicy.SENSITIVE,
    settles_after_days=28,
    source=CASES,
    licence=OPEN_GOVERNMENT_LICENCE,
    lag="None; provisional for 28 days, in which most corrections arrive.",
    valid_from=date(2016, 6, 1),
)
