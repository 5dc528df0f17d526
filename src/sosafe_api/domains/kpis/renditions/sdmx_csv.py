"""SDMX-CSV 2.0 (SDMX 3.0): one line an observation, dimensions by their codes, statuses of the cross-domain lists."""

from collections.abc import Iterator

from sosafe_api.core import csv_lines
from sosafe_api.domains.kpis.renditions.periods import frequency, time_period
from sosafe_api.domains.kpis.renditions.statuses import confidentiality, observation_status
from sosafe_api.domains.kpis.renditions.table import SDMX_TYPE, Json, RenderedTable, Rendition, rendition

NAME = "observations.sdmx.csv"
STRUCTURE = "dataflow"
STRUCTURE_ID = "SOSAFE:KPI_OBSERVATIONS(1.0.0)"
INFORMATION = "I"
TOTAL = "_T"  # the cross-domain code of a total
COLUMNS = (
    "STRUCTURE",
    "STRUCTURE_ID",
    "ACTION",
    "FREQ",
    "REF_AREA",
    "INDICATOR",
    "BREAKDOWN",
    "PART",
    "TIME_PERIOD",
    "OBS_VALUE",
    "OBS_STATUS",
    "CONF_STATUS",
    "UNIT_MEASURE",
    "DECIMALS",
    "NUMERATOR",
    "DENOMINATOR",
    "LOWER_LIMIT",
    "UPPER_LIMIT",
)


def files(table: RenderedTable) -> Iterator[Rendition]:
    yield rendition(table, NAME, SDMX_TYPE, sdmx_csv_of(table))


def sdmx_csv_of(table: RenderedTable) -> bytes:
    lines = [csv_lines.line(COLUMNS)]
    lines += [csv_lines.line(_cells(table, each)) for each in table.observations]
    return b"".join(lines)


def _cells(table: RenderedTable, observation: Json) -> list[object]:
    part, interval = observation["breakdown"], observation["interval"] or {}
    return [
        STRUCTURE,
        STRUCTURE_ID,
        INFORMATION,
        frequency(table.period),
        observation["area"]["code"],
        table.code,
        table.by or TOTAL,
        part["code"] if part else TOTAL,
        time_period(observation["period"]),
        observation["value"],
        observation_status(observation),
        confidentiality(observation),
        observation["unit"],
        observation["decimal_places"],
        (observation["numerator"] or {}).get("value"),
        (observation["denominator"] or {}).get("value"),
        interval.get("low"),
        interval.get("high"),
    ]
