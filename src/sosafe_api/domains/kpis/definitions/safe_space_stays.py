"""How many stays in a safe space began."""

from datetime import date

from sosafe_api.domains.kpis.definitions.sources import OPEN_GOVERNMENT_LICENCE, PLACEMENTS
from sosafe_api.domains.kpis.rules.definition import Definition, Kind, Measure, Part, Records
from sosafe_api.domains.kpis.vocabulary import DisclosurePolicy, Polarity, Unit

SAFE_SPACE_STAYS = Definition(
    code="safe_space_stays",
    title="Stays in a safe space",
    description="How many stays in a safe space began in the period, by the day agreed. Counts stays, not people;"
    " stays that were refused or cancelled are left out.",
    records=Records.PLACEMENTS,
    kind=Kind.COUNT,
    unit=Unit.COUNT,
    decimal_places=0,
    polarity=Polarity.NEUTRAL,
    measures=(Measure.SAFE_SPACE_STAYS,),
    numerator=Part("Stays in a safe space that began.", "safe_space_stays", PLACEMENTS),
    disclosure=DisclosurePolicy.SENSITIVE,
    settles_after_days=28,
    source=PLACEMENTS,
    licence=OPEN_GOVERNMENT_LICENCE,
    lag="None; provisional for 28 days, in which most corrections arrive.",
    valid_from=date(2016, 4, 1),
)
