"""The areas that a district is split into, and which LSOAs of 2011 each is put together from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Self

from sosafe_api.domains.patterns.repository import PatternRepository, Residents
from sosafe_api.domains.patterns.rules.comparison import Monthly
from sosafe_api.domains.patterns.vocabulary import ComparedAreaKind


@dataclass(frozen=True, slots=True)
class Areas:
    """Names by code, the LSOAs of 2011 in each area, and the area of each LSOA of either year.

    An LSOA that lies in no one ward as a whole is in none.
    """

    names: Mapping[str, str]
    parts: Mapping[str, list[str]]
    area_of: Mapping[str, str]

    @classmethod
    async def of_district(cls, repository: PatternRepository, by: ComparedAreaKind) -> Self:
        lsoas = await repository.lsoas()
        by_ward = by is ComparedAreaKind.WARD
        area_of = {
            lsoa.code: area
            for lsoa in lsoas.values()
            if (area := lsoa.ward if by_ward else lsoa.code_of_2011) is not None
        }
        parts: dict[str, list[str]] = {}
        for code, area in sorted(area_of.items()):
            if lsoas[code].code_of_2011 == code:
                parts.setdefault(area, []).append(code)
        named = await repository.names(sorted(parts))
        return cls({area: named.get(area, area) for area in parts}, parts, area_of)

    def monthly(
        self, counts: Mapping[str, Monthly], months: Iterable[date]
    ) -> tuple[dict[str, Monthly], int]:
        """By area from counts by LSOA of either year, and how many incidents of these months lie in no area."""
        counted: dict[str, dict[date, int]] = {code: {} for code in self.names}
        not_known, asked = 0, set(months)
        for code, by_month in counts.items():
            area = self.area_of.get(code)
            for month, count in by_month.items():
                if area is not None:
                    counted[area][month] = counted[area].get(month, 0) + count
                elif month in asked:
                    not_known += count
        return dict(counted), not_known

    async def residents(self, repository: PatternRepository) -> dict[str, Residents]:
        """Of the areas all of whose parts have a figure, of one and the same day."""
        known = await repository.residents([code for parts in self.parts.values() for code in parts])
        found = {}
        for area, parts in self.parts.items():
            figures = [known[code] for code in parts if code in known]
            if len(figures) == len(parts) and len({figure.reference_date for figure in figures}) == 1:
                found[area] = figures[0]._replace(number=sum(figure.number for figure in figures))
        return found
