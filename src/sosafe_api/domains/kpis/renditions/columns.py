"""The columns of a table as CSV: each with its name, what it says, its data type, and where its cell is read."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sosafe_api.domains.kpis.renditions.statuses import breaks, shorthand
from sosafe_api.domains.kpis.renditions.table import Json, RenderedTable
from sosafe_api.domains.kpis.vocabulary import ObservationStatus

_DAY: Json = {"base": "date", "format": "yyyy-MM-dd"}
_COUNT: Json = {"base": "integer", "minimum": 0}


@dataclass(frozen=True, slots=True)
class Column:
    """`read` gives the cell from an observation; None is an empty one."""

    name: str
    title: str
    datatype: str | Json
    read: Callable[[Json], str | int | Decimal | None]
    required: bool = False


def _decimal(value: float | None, places: int) -> Decimal | None:
    """With its places, the last 0 too."""
    return None if value is None else Decimal(f"{value:.{places}f}")


def _within(part: str, name: str) -> Callable[[Json], Any]:
    return lambda observation: (observation[part] or {}).get(name)


def _limit(name: str) -> Callable[[Json], Decimal | None]:
    def read(observation: Json) -> Decimal | None:
        found = (observation["interval"] or {}).get(name)
        return _decimal(found, max(observation["decimal_places"], 1))

    return read


def columns_of(table: RenderedTable) -> list[Column]:
    """Those that the table can fill; a split one has its parts' columns."""
    definition = table.definition
    wanted = [
        Column("period_start", "First day of the period", _DAY, _within("period", "start"), required=True),
        Column("period_end", "First day after the period", _DAY, _within("period", "end"), required=True),
        Column("period", "The period's usual name", "string", _within("period", "label"), required=True),
        Column("area_code", "Code of the area", "string", _within("area", "code"), required=True),
    ]
    if table.by:
        part = "; empty for the whole partnership"
        wanted += [
            Column(table.by, f"Code of the {table.by}{part}", "string", _within("breakdown", "code")),
            Column(f"{table.by}_name", f"Name{part}", "string", _within("breakdown", "name")),
        ]
    wanted.append(
        Column(
            "value",
            "The value; empty where it is hidden or not known, as the status says",
            "decimal",
            lambda each: _decimal(each["value"], each["decimal_places"]),
        )
    )
    if definition["numerator"]:
        rule = definition["numerator"]["rule"]
        wanted.append(Column("numerator", f"Numerator: {rule}", _COUNT, _within("numerator", "value")))
    if definition["denominator"]:
        rule = definition["denominator"]["rule"]
        wanted.append(Column("denominator", f"Denominator: {rule}", _COUNT, _within("denominator", "value")))
    if definition["interval"]:
        level = f"{definition['interval']['level']:.0%} interval, {definition['interval']['method']}"
        wanted += [
            Column("interval_low", f"Lower limit of the {level}", "decimal", _limit("low")),
            Column("interval_high", f"Upper limit of the {level}", "decimal", _limit("high")),
        ]
    return wanted + _of_status()


def _of_status() -> list[Column]:
    statuses: Json = {"base": "string", "format": "|".join(sorted({*map(str, ObservationStatus), "revised"}))}
    return [
        Column(
            "status",
            "How far the value can be relied on, or why there is none",
            statuses,
            lambda each: str(each["status"]),
            required=True,
        ),
        Column("marks", "Shorthand of the Government Statistical Service", "string", shorthand),
        Column(
            "break_before",
            "Whether the series is broken before this period",
            "boolean",
            lambda each: "true" if breaks(each) else "false",
            required=True,
        ),
        Column("revision", "How often the value was revised", _COUNT, lambda each: each.get("revision") or 0),
        Column(
            "definition_version",
            "Version of the indicator's definition",
            _COUNT,
            lambda each: int(each["definition_version"]),
            required=True,
        ),
        Column(
            "data_cut_off",
            "What was recorded later is not in the value",
            "dateTime",
            lambda each: str(each["data_cut_off"]),
            required=True,
        ),
    ]
