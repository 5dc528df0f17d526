"""Which ward an LSOA lies in, and which LSOA of 2011 one of 2021 belongs to; so that years can be compared.

Source: Office for National Statistics, LSOA (2011) to LSOA (2021) best-fit look-up, and LSOA (2021) to ward (2024)
best-fit look-up, for Hertfordshire. Contains public sector information licensed under the Open Government Licence
v3.0. Where LSOAs of 2011 were split, the parts are put together again, which is exact. Where boundaries changed
otherwise, an LSOA of 2021 goes to that of its own district. An LSOA of 2011 lies in the ward of most of its parts;
where two wards have equally many, it has none.
"""

import csv
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import NamedTuple


class Lsoa(NamedTuple):
    """The LSOA of 2011 that a code stands for, and its ward of 2024, if it lies in one."""

    code_of_2011: str
    ward: str | None


@cache
def lsoas() -> Mapping[str, Lsoa]:
    """By code, of 2011 or of 2021."""
    text = resources.files(__name__).joinpath("lsoas.csv").read_text("utf-8")
    return {
        row["lsoa_code"]: Lsoa(row["lsoa_2011_code"], row["ward_code"] or None)
        for row in csv.DictReader(text.splitlines())
    }
