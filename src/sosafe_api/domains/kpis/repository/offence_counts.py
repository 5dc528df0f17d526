"""Recorded crime of the district by quarter: the latest publication of each, as far as it counts the offences."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sosafe_api.core.db.session import Transaction
from sosafe_api.core.months import months_between
from sosafe_api.domains.kpis.repository.figures import District, LoadedFile
from sosafe_api.domains.kpis.rules.counts import CountKey, Counts
from sosafe_api.domains.kpis.rules.definition import Measure, Records

# Which whole of the offence tree each measure counts; records of a kind are complete where all their wholes are.
OFFENCES = {
    Records.RECORDED_BURGLARY: {Measure.DOMESTIC_BURGLARIES: "domestic_burglary"},
    Records.RECORDED_ROBBERY: {
        Measure.ROBBERIES_OF_BUSINESSES: "robbery_of_business_property",
        Measure.ROBBERIES_OF_PEOPLE: "robbery_of_personal_property",
    },
    Records.RECORDED_STALKING: {Measure.STALKING_AND_HARASSMENT: "stalking_and_harassment"},
}
# A whole of which the publication has no part was not counted, which is not the same as none. Transfers of offences
# can leave less than none: then the quarter has no count that a rate could be made of.
STATEMENT = b"""
WITH latest AS (
 SELECT DISTINCT ON (quarter_start) id, quarter_start FROM recorded_crime_versions
 WHERE partnership_id = %(partnership_id)s AND area_code = %(district)s
 ORDER BY quarter_start, published_on DESC)
SELECT l.quarter_start, (l.quarter_start + interval '3 months')::date, w.measure, sum(r.count)::int
FROM latest l
JOIN recorded_crimes r ON r.partnership_id = %(partnership_id)s AND r.version_id = l.id
JOIN offence_parts p ON p.part_code = r.offence_code
JOIN unnest(%(measures)s::text[], %(wholes)s::text[]) AS w (measure, code) ON w.code = p.whole_code
GROUP BY 1, 2, 3 HAVING sum(r.count) >= 0"""


# One statement with other wholes is another rule.
RULES = {
    records: STATEMENT + "".join(f"\n{measure}: {whole}" for measure, whole in wanted.items()).encode()
    for records, wanted in OFFENCES.items()
}
PUBLICATIONS = b"""
SELECT DISTINCT ON (v.quarter_start) v.quarter_start, v.import_id, v.digest,
 (SELECT count(*) FROM recorded_crimes r WHERE r.partnership_id = v.partnership_id AND r.version_id = v.id)::int,
 v.loaded_at, v.published_on
FROM recorded_crime_versions v WHERE v.partnership_id = %(partnership_id)s AND v.area_code = %(district)s
 AND v.quarter_start = ANY (%(months)s::date[])
ORDER BY v.quarter_start, v.published_on DESC"""


class OffenceCountRepository:
    """Publications of the transaction's partnership."""

    def __init__(self, transaction: Transaction, partnership_id: UUID) -> None:
        self._execute = transaction.execute
        self._scope: dict[str, Any] = {"partnership_id": partnership_id}

    async def publications(self, district: District, months: Sequence[date]) -> list[LoadedFile]:
        """The latest publication of each quarter that begins in these months, earliest first."""
        values = {**self._scope, "district": district.code, "months": list(months)}
        return [
            LoadedFile(start, None, import_id, bytes(digest), rows, loaded_at, published_on)
            for start, import_id, digest, rows, loaded_at, published_on in await self._execute(
                PUBLICATIONS, values
            )
        ]

    async def counts(self, records: Records, district: District) -> Counts:
        """A quarter's count stands in its first month, and its three months are complete together."""
        wanted = OFFENCES[records]
        values = {
            **self._scope,
            "district": district.code,
            "measures": [measure.value for measure in wanted],
            "wholes": list(wanted.values()),
        }
        found: dict[date, dict[Measure, int]] = {}
        ends: dict[date, date] = {}
        for start, end, measure, number in await self._execute(STATEMENT, values):
            found.setdefault(start, {})[Measure(measure)] = number
            ends[start] = end
        complete = [start for start, counted in found.items() if len(counted) == len(wanted)]
        by_key = {
            CountKey(measure, start): number for start in complete for measure, number in found[start].items()
        }
        months = (month for start in complete for month in months_between(start, ends[start]))
        return Counts(by_key, frozenset(months))
