"""The open indicator that is measured: published by the service, and as plain rows for the reference."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import psycopg
from psycopg import sql

_CHANGE = {
    "start": "date",
    "end": "date",
    "label": "text",
    "value": "double precision",
    "change": "double precision",
    "percent": "double precision",
}
# The groups of an answer's values; the first one is null where the answer has no such group.
GROUPS = {
    "period": {"start": "date", "end": "date", "label": "text"},
    "area": {"code": "text", "code_type": "text", "vintage": "integer"},
    "numerator": {"series": "text", "value": "bigint", "source": "text"},
    "interval": {
        "method": "text",
        "low": "double precision",
        "high": "double precision",
        "level": "double precision",
    },
    "previous_period": _CHANGE,
    "previous_year": _CHANGE,
}
SINGLE = {
    "value": "double precision",
    "unit": "text",
    "decimal_places": "integer",
    "status": "text",
    "suppressed": "boolean",
    "revision": "integer",
    "definition_version": "integer",
    "data_cut_off": "text",
    "rating": "text",
}
# One column a value. What this indicator never has the reference writes as null.
COLUMNS = {
    f"{group}_{name}": kind for group, names in GROUPS.items() for name, kind in names.items()
} | SINGLE
COLUMNS |= {"direction_previous_period": "text", "direction_previous_year": "text"}
NEVER = ("breakdown", "denominator", "document", "unavailable", "break_before", "target")
TABLE = "measured_observations"


def keep(connection: psycopg.Connection, answer: Mapping[str, Any]) -> None:
    """Writes a published answer's observations into a table of the reference's own."""
    table = sql.Identifier(TABLE)
    columns = [sql.SQL("{} {}").format(sql.Identifier(name), sql.SQL(kind)) for name, kind in COLUMNS.items()]
    connection.execute(sql.SQL("DROP TABLE IF EXISTS {}").format(table))
    connection.execute(
        sql.SQL("CREATE TABLE {} (release_id uuid, kpi_code text, {}, PRIMARY KEY (release_id, kpi_code,"
                " period_start))").format(table, sql.SQL(", ").join(columns))
    )  # fmt: skip
    places = sql.SQL(", ").join(sql.Placeholder() * (len(COLUMNS) + 2))
    with connection.cursor() as cursor:
        cursor.executemany(
            sql.SQL("INSERT INTO {} VALUES ({})").format(table, places),
            [[UUID(answer["release"]["id"]), answer["kpi_code"], *_row(item)] for item in answer["data"]],
        )
    connection.execute(sql.SQL("VACUUM (ANALYZE) {}").format(table))


def _row(item: Mapping[str, Any]) -> list[Any]:
    if any(item[name] for name in NEVER) or item["numerator"]["reference_date"]:
        raise LookupError(f"the reference has no column for a value of {item}")
    found = {name: item[name] for name in SINGLE}
    for group in GROUPS:
        said = item[group] or {}
        found |= {f"{group}_{name}": value for name, value in (said | said.get("period", {})).items()}
    found |= {f"direction_{name}": value for name, value in item["direction"].items()}
    return [found.get(name) for name in COLUMNS]


def observation(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as the service shows it."""
    return {
        **{name: row[name] for name in SINGLE},
        **dict.fromkeys(NEVER),
        "period": _group(row, "period"),
        "area": _group(row, "area"),
        "numerator": {**_group(row, "numerator"), "reference_date": None},
        "interval": _group(row, "interval") if row["interval_method"] else None,
        "previous_period": _change(row, "previous_period"),
        "previous_year": _change(row, "previous_year"),
        "direction": {
            "previous_period": row["direction_previous_period"],
            "previous_year": row["direction_previous_year"],
        },
    }


def _group(row: Mapping[str, Any], group: str) -> dict[str, Any]:
    return {name: row[f"{group}_{name}"] for name in GROUPS[group]}


def _change(row: Mapping[str, Any], group: str) -> dict[str, Any] | None:
    if row[f"{group}_start"] is None:
        return None
    found = _group(row, group)
    return {"period": {name: found.pop(name) for name in GROUPS["period"]}, **found}
