"""The areas that a district is split into, and which LSOAs of 2011 each is put together from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Self

from sosafe_api.domains.patterns.reference import lsoas
from sosafe_api.domains.patterns.repository import PatternRepository, Residents
from sosafe_api.domains.patterns.rules.comparison import Monthly
from sosafe_api.domains.patterns.vocabulary import ComparedAreaKind


@dataclass(frozen=True, slots=True)
class Areas:
    """Names by code, and the LSOAs of 2011 in each; those that no ward fits best are in none of them."""

    names: Mapping[str, str]
    parts: Mapping[str, list[str]]

    @classmethod
    async def of_district(cls, repository: PatternRepository, by: ComparedAreaKind) -> Self:
        names = await repository.lsoas()
        of_2011 = sorted({lsoas()[code].code_of_2011 for code in names if code in lsoas()} & names.keys())
        if by is ComparedAreaKind.LSOA:
            return cls({code: names[code] for code in of_2011}, {code: [code] for code in of_2011})
        parts: dict[str, list[str]] = {}
        for code in of_2011:
            ward = lsoas()[code].ward
            if ward is not None:
                parts.setdefault(ward, []).append(code)
        named = await repository.names(sorted(parts))
        return cls({ward: named.get(ward, ward) for ward in parts}, parts)

    def monthly(
        self, counts: Mapping[str, Monthly], months: Iterable[date]
    ) -> tuple[dict[str, Monthly], int]:
        """By area from counts by LSOA of either year, and how many incidents of these months lie in no area."""
        area_of = {lsoa: area for area, parts in self.parts.items() for lsoa in parts}
        counted: dict[str, dict[date, int]] = {code: {} for code in self.names}
        not_known, asked = 0, set(months)
        for code, by_month in counts.items():
            area = area_of.get(lsoas()[code].code_of_2011) if code in lsoas() else None
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
