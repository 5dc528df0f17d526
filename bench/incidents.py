"""Incidents of the measurement: street files of the police with their rollups, and what the police returned."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import psycopg
from psycopg import sql

from bench.database import MeasuredDatabase
from bench.partnership import AREA_CODE, FIRE_AND_RESCUE, POLICE, Partnership
from sosafe_api.core import clock
from sosafe_api.domains.incidents.vocabulary import CrimeType, CrimeTypeList

# Of twelve incidents nine stand in the month's street file, two were returned as anti-social behaviour, one as fire.
PARTS = 12
IN_STREET_FILE, RETURNED_ASB, RETURNED_FIRE = 9, 2, 1
RETURNED_AFTER_DAYS = 20
TABLES = (
    "incidents",
    "incident_counts",
    "incident_area_counts",
    "incident_point_counts",
    "asb_incidents",
    "fire_incidents",
)


def add_month(connection: psycopg.Connection, partnership: Partnership, month: date, number: int) -> None:
    """So many incidents of one month, recorded and rolled up as the service's own imports leave them."""
    street, asb, fires = (number * part // PARTS for part in (IN_STREET_FILE, RETURNED_ASB, RETURNED_FIRE))
    _execute(connection, partnership, month, (_FILE, _STREET, *_ROLLUPS), street=street)
    # Long before any recording that could have missed it.
    changed_at = datetime(month.year, month.month, 1, tzinfo=UTC) + timedelta(days=RETURNED_AFTER_DAYS)
    _execute(connection, partnership, month, (_ASB, _FIRE), changed_at=changed_at, asb=asb, fires=fires)


def add_returned(connection: psycopg.Connection, partnership: Partnership, month: date, number: int) -> None:
    """So many more incidents that the police and the fire service returned, half and half."""
    _execute(
        connection,
        partnership,
        month,
        (_ASB, _FIRE),
        changed_at=clock.now(),
        asb=number // 2,
        fires=number // 2,
    )


def _execute(
    connection: psycopg.Connection,
    partnership: Partnership,
    month: date,
    statements: tuple[str, ...],
    **facts: int | datetime,
) -> None:
    values = {
        "partnership": sql.Literal(partnership.id),
        "district": sql.Literal(AREA_CODE),
        "recorder": sql.Literal(partnership.administrator.id),
        "police": sql.Literal(partnership.senders[POLICE].agency_id),
        "fire_service": sql.Literal(partnership.senders[FIRE_AND_RESCUE].agency_id),
        "month": sql.Literal(month),
        "types": sql.Literal([kind.value for kind in CrimeType if "_20" not in kind.value]),
        "list": sql.Literal(CrimeTypeList.MAY_2013.value),
        **{name: sql.Literal(fact) for name, fact in facts.items()},
    }
    for statement in statements:
        connection.execute(sql.SQL(statement).format(**values))


def add_months(
    database: MeasuredDatabase,
    partnership: Partnership,
    months: list[date],
    number: int,
    progress: Callable[[int], None],
) -> None:
    """The same of each of these months; every reference is right by construction, and none is checked."""
    with database.connect() as connection:
        connection.execute("SET session_replication_role = replica")
        for month in months:
            add_month(connection, partnership, month, number)
            progress(number)
        for table in TABLES:
            connection.execute(sql.SQL("VACUUM (ANALYZE) {}").format(sql.Identifier(table)))


_FILE = """
INSERT INTO incident_files (partnership_id, id, force, month, kind, crime_type_list, digest, import_id, rows,
 without_area, loaded_at, version)
VALUES ({partnership}, gen_random_uuid(), 'hertfordshire', {month}, 'street', {list}, '\\x00', gen_random_uuid(),
 {street}, 0, now(), 1)"""

_STREET = """
INSERT INTO incidents (partnership_id, file_id, row_number, longitude, latitude, location, lsoa_code, crime_type)
SELECT f.partnership_id, f.id, n, -0.2 + n % 25 * 0.0005, 51.9 + n / 25 % 20 * 0.0005, 'On or near Example Street',
 l.codes[1 + n % cardinality(l.codes)], ({types}::text[])[1 + n % cardinality({types}::text[])]
FROM incident_files f
CROSS JOIN (SELECT array_agg(lsoa_code ORDER BY lsoa_code) AS codes FROM area_lookups
 WHERE district_code = {district}) l
CROSS JOIN generate_series(1, {street}) n
WHERE f.partnership_id = {partnership} AND f.month = {month}"""

_OF_FILE = """
FROM incident_files f JOIN incidents i ON i.partnership_id = f.partnership_id AND i.file_id = f.id
WHERE f.partnership_id = {partnership} AND f.month = {month}"""

_ROLLUPS = (
    "INSERT INTO incident_counts (partnership_id, file_id, district_code, crime_type, month, count)"
    " SELECT f.partnership_id, f.id, {district}, i.crime_type, f.month, count(*)"
    + _OF_FILE
    + " GROUP BY 1, 2, 4, 5",
    "INSERT INTO incident_area_counts (partnership_id, file_id, lsoa_code, crime_type, month, count)"
    " SELECT f.partnership_id, f.id, i.lsoa_code, i.crime_type, f.month, count(*)"
    + _OF_FILE
    + " GROUP BY 1, 2, 3, 4, 5",
    "INSERT INTO incident_point_counts (partnership_id, file_id, longitude, latitude, crime_type, month, count)"
    " SELECT f.partnership_id, f.id, i.longitude, i.latitude, i.crime_type, f.month, count(*)"
    + _OF_FILE
    + " GROUP BY 1, 2, 3, 4, 5, 6",
)

_RETURNED = """
(partnership_id, id, agency_id, agency_reference, changed_at, sent_digest, occurred_on, occurred_precision, lsoa_code,
 lsoa_vintage, status, recorded_by, recorded_at, updated_at, version, """

_FACTS = """
SELECT {partnership}, gen_random_uuid(), {sender}, gen_random_uuid()::text, {changed_at}, '\\x00',
 {month}::date + n % 28, 'day', 'E01023787', 2011, 'recorded', {recorder}, {changed_at}, {changed_at}, 1, """

_ASB = (
    "INSERT INTO asb_incidents"
    + _RETURNED
    + "opening_heading, qualifier, youth_related)"
    + _FACTS.replace("{sender}", "{police}")
    + """'noise', (ARRAY['personal', 'nuisance', 'environmental'])[1 + n % 3], n % 5 = 0
FROM generate_series(1, {asb}) n"""
)

_FIRE = (
    "INSERT INTO fire_incidents"
    + _RETURNED
    + "kind, cause, property, violence_against_crew)"
    + _FACTS.replace("{sender}", "{fire_service}")
    + """'secondary_fire', CASE WHEN n % 2 = 0 THEN 'deliberate' ELSE 'accidental' END, 'refuse', false
FROM generate_series(1, {fires}) n"""
)
