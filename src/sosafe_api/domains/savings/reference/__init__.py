"""Published unit costs and price indices that a partnership can load by name.

`new_economy_1_4`: a selection of the Unit Cost Database v1.4 of New Economy, for the Greater Manchester Combined
Authority, each in its original price year. `home_office_2019_20`: Home Office, "The economic and social costs of
crime", estimates in 2019/20 prices: anticipation, consequence and response together, per offence.
`gdp_deflator_to_2024`: World Bank, GDP deflator of the United Kingdom, calendar years, 2020 = 100.
"""

import csv
from collections.abc import Iterator
from importlib import resources
from typing import Any

from sosafe_api.domains.savings.vocabulary import ReferenceCostSet, ReferencePriceIndex

_SETS: dict[ReferenceCostSet, dict[str, str]] = {
    ReferenceCostSet.NEW_ECONOMY_1_4: {
        "code": "unit_cost_database",
        "edition": "1.4",
        "title": "Unit Cost Database v1.4, selected figures",
        "publisher": "New Economy, Greater Manchester",
        "source": "Unit Cost Database v1.4 of New Economy for Greater Manchester; each cost in its original price"
        " year. Where the database names several payers without their parts, none are given here.",
        "licence": "Published by New Economy for local cost benefit analysis; see its terms before republishing.",
    },
    ReferenceCostSet.HOME_OFFICE_2019_20: {
        "code": "costs_of_crime",
        "edition": "2019/20",
        "title": "Economic and social costs of crime, 2019/20 prices",
        "publisher": "Home Office",
        "source": "Home Office, estimates of the economic and social costs of crime, 2019/20 prices: anticipation,"
        " consequence and response, per offence and not per recorded offence. Mostly harm to victims.",
        "licence": "Open Government Licence v3.0",
    },
}
_INDICES: dict[ReferencePriceIndex, dict[str, str]] = {
    ReferencePriceIndex.GDP_DEFLATOR_TO_2024: {
        "code": "gdp_deflator",
        "vintage": "world-bank-to-2024",
        "title": "GDP deflator of the United Kingdom, 2020 = 100",
        "source": "World Bank, GDP deflator, United Kingdom, calendar years; the vintage that ends with 2024.",
        "licence": "Creative Commons Attribution 4.0 International",
        "year_kind": "calendar",
    }
}


def reference_set(name: ReferenceCostSet) -> dict[str, Any]:
    """A set as it would be sent: head and entries."""
    return {**_SETS[name], "entries": [_entry(row) for row in _rows(f"{name.value}.csv")]}


def reference_index(name: ReferencePriceIndex) -> dict[str, Any]:
    """An index as it would be sent: head and values."""
    values = [{"year": int(row["year"]), "value": row["value"]} for row in _rows(f"{name.value}.csv")]
    return {**_INDICES[name], "values": values}


def _entry(row: dict[str, str]) -> dict[str, Any]:
    return {
        **row,
        "parent_code": row["parent_code"] or None,
        "amount": _money(row["amount"]),
        "price_year": int(row["price_year"]),
        "payers": [_payer(item) for item in row["payers"].split()],
    }


def _payer(text: str) -> dict[str, Any]:
    """`police` or, where the source gives the part, `police:415.00`."""
    payer, _, part = text.partition(":")
    return {"payer": payer, "part": _money(part) if part else None}


def _money(amount: str) -> dict[str, str]:
    return {"amount": amount, "currency": "GBP"}


def _rows(name: str) -> Iterator[dict[str, str]]:
    yield from csv.DictReader(resources.files(__name__).joinpath(name).read_text("utf-8").splitlines())
