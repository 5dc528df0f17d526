"""The open indicator that is measured: published by the service, and as plain rows for the reference."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import psycopg
from psycopg import sql

# One column a value of the answer. What this indicator never has (a split, a denominator, an interval) the
# reference writes as null.
COLUMNS = {
    "period_start": "date",
    "period_end": "date",
    "period_label": "text",
    "area_code": "text",
    "area_code_type": "text",
    "area_vintage": "integer",
    "value": "double precision",
    "unit": "text",
    "decimal_places": "integer",
    "numerator_value": "bigint",
    "numerator_series": "text",
    "numerator_source": "text",
    "status": "text",
    "suppressed": "boolean",
    "definition_version": "integer",
    "data_cut_off": "text",
}
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
    if item["breakdown"] or item["denominator"] or item["interval"] or item["numerator"]["reference_date"]:
        raise LookupError(f"the reference has no column for a value of {item}")
    named = {
        f"{group}_{name}": value
        for group in ("period", "area", "numerator")
        for name, value in item[group].items()
    }
    return [named[name] if name in named else item[name] for name in COLUMNS]


def observation(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as the service shows it."""
    return {
        "period": {"start": row["period_start"], "end": row["period_end"], "label": row["period_label"]},
        "area": {
            "code": row["area_code"],
            "code_type": row["area_code_type"],
            "vintage": row["area_vintage"],
        },
        "breakdown": None,
        "value": row["value"],
        "unit": row["unit"],
        "decimal_places": row["decimal_places"],
        "numerator": {
            "value": row["numerator_value"],
            "series": row["numerator_series"],
            "reference_date": None,
            "source": row["numerator_source"],
        },
        "denominator": None,
        "interval": None,
        "status": row["status"],
        "suppressed": row["suppressed"],
        "definition_version": row["definition_version"],
        "data_cut_off": row["data_cut_off"],
    }
