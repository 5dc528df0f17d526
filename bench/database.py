"""A PostgreSQL server of the measurement's own, and its million referrals."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import psycopg
from psycopg import sql

from bench.partnership import Partnership
from sosafe_api.core import clock
from sosafe_api.core.db.embedded import EmbeddedPostgres
from sosafe_api.core.db.roles import DATABASE, DatabaseUrls, prepare_embedded
from sosafe_api.domains.referrals.rules import DeclineReason
from sosafe_api.installation import prepare_tables

# Every page stays in memory, and nothing tidies up in the midst of a round. Commits are as durable as ever.
SETTINGS = {
    "shared_buffers": "512MB",
    "autovacuum": "off",
    "max_wal_size": "8GB",
    "checkpoint_timeout": "1h",
}
BATCH = 50_000
TABLES = ("referrals", "referral_details", "referral_transitions")


@dataclass(frozen=True, slots=True)
class MeasuredDatabase:
    """The service's roles, and a superuser for the reference and for filling."""

    urls: DatabaseUrls
    superuser: str = field(repr=False)

    def connect(self) -> psycopg.Connection:
        return psycopg.connect(self.superuser, autocommit=True)


class Received(NamedTuple):
    """When referrals were received, at even distances, and when they changed last: with None, as they were decided."""

    since: datetime
    until: datetime
    changed_at: datetime | None = None


@contextmanager
def measured_database(binaries: Path | None) -> Iterator[tuple[MeasuredDatabase, Path]]:
    """A migrated database, and a directory for whatever else is needed; both are gone afterwards."""
    home = Path(tempfile.mkdtemp(prefix="sosafe-bench-"))
    home.chmod(0o711)  # as root the server runs under another account, which must reach its files
    try:
        with EmbeddedPostgres(home / "data", binaries=binaries, settings=SETTINGS) as server:
            urls = prepare_embedded(server)
            prepare_tables(urls)
            yield MeasuredDatabase(urls, server.superuser_dsn.replace("/postgres?", f"/{DATABASE}?")), home
    finally:
        shutil.rmtree(home, ignore_errors=True)


def fill(
    database: MeasuredDatabase,
    partnership: Partnership,
    numbers: range,
    progress: Callable[[int], None] = lambda _: None,
    received: Received | None = None,
) -> None:
    """Referrals of these numbers, of the past two years unless said otherwise, each with its details and first line
    of history.
    """
    ends = clock.now() - timedelta(days=10)
    since, until, changed_at = received or Received(ends - timedelta(days=720), ends)
    with database.connect() as connection:
        # Every reference is right by construction; checking each would double the time.
        connection.execute("SET session_replication_role = replica")
        for start in numbers[::BATCH]:
            end = min(start + BATCH, numbers.stop) - 1
            connection.execute(
                sql.SQL(_MADE).format(
                    **_literals(partnership, numbers, start, end),
                    since=sql.Literal(since),
                    until=sql.Literal(until),
                    changed_at=sql.Literal(changed_at),
                )
            )
            for statement in (_REFERRALS, _DETAILS, _TRANSITIONS):
                connection.execute(statement)
            connection.execute("DROP TABLE made")
            progress(end - start + 1)
        settle(connection)


def settle(connection: psycopg.Connection) -> None:
    """Statistics and the pages on disk, so that no round pays for what was written before it."""
    for table in TABLES:
        connection.execute(sql.SQL("VACUUM (ANALYZE) {}").format(sql.Identifier(table)))
    connection.execute("CHECKPOINT")


def _literals(partnership: Partnership, numbers: range, start: int, end: int) -> dict[str, sql.Composable]:
    return {
        "partnership": sql.Literal(partnership.id),
        "agencies": sql.Literal([someone.agency_id for someone in partnership.senders]),
        "senders": sql.Literal([someone.id for someone in partnership.senders]),
        "services": sql.Literal(partnership.service_ids),
        "reasons": sql.Literal([reason.value for reason in DeclineReason]),
        "first": sql.Literal(numbers.start),
        "count": sql.Literal(len(numbers)),
        "start": sql.Literal(start),
        "end": sql.Literal(end),
    }


# Ids are of version 7 like the service's own: the time of receipt, then what the number hashes to.
_MADE = """
CREATE TEMPORARY TABLE made AS
SELECT n, {partnership}::uuid AS partnership_id, received_at,
 (lpad(to_hex((extract(epoch FROM received_at) * 1000)::bigint), 12, '0') || '7' || substr(md5(n::text), 1, 3)
  || '8' || substr(md5(n::text), 4, 15))::uuid AS id,
 ({agencies}::uuid[])[1 + n % cardinality({agencies}::uuid[])] AS agency_id,
 ({senders}::uuid[])[1 + n % cardinality({agencies}::uuid[])] AS sender_id,
 ({services}::uuid[])[1 + n / cardinality({agencies}::uuid[]) % cardinality({services}::uuid[])] AS service_id,
 CASE WHEN n % 10 = 0 THEN 'submitted' WHEN n % 10 = 1 THEN 'under_review' WHEN n % 10 < 4 THEN 'declined'
  ELSE 'accepted' END AS status,
 CASE WHEN n % 10 IN (2, 3) THEN ({reasons}::text[])[1 + n / 10 % cardinality({reasons}::text[])] END
  AS reason_code,
 CASE WHEN n % 10 > 1 THEN received_at + (1 + n % 9) * interval '1 day' END AS decided_at,
 (received_at AT TIME ZONE 'Europe/London')::date AS received_on, {changed_at}::timestamptz AS changed_at
FROM (SELECT n, date_trunc('milliseconds', {since}::timestamptz
  + (n - {first})::double precision / {count} * ({until}::timestamptz - {since}::timestamptz)) AS received_at
 FROM generate_series({start}, {end}) AS n) AS numbered"""

_REFERRALS = """
INSERT INTO referrals (partnership_id, id, agency_id, agency_reference, service_id, submitted_by, status,
 status_since, reason_code, referral_source, urgency, referred_on, received_at, first_answer_by,
 answer_deadline_at, awaiting_seconds, decided_at, content_digest, version, updated_at)
SELECT partnership_id, id, agency_id, 'REF/' || n, service_id, sender_id, status,
 coalesce(decided_at, received_at), reason_code, 'council_housing', 'routine', received_on, received_at,
 received_on + 7, (received_on + 8)::timestamp AT TIME ZONE 'Europe/London', 0, decided_at,
 sha256(n::text::bytea), CASE WHEN decided_at IS NULL THEN 1 ELSE 2 END, coalesce(changed_at, decided_at, received_at)
FROM made ORDER BY id"""

_DETAILS = """
INSERT INTO referral_details (partnership_id, id, agency_id, service_id, full_name, date_of_birth,
 outward_postcode, safe_contact, reason_codes, consent, narrative)
SELECT partnership_id, id, agency_id, service_id, 'Example Person ' || n, date '1950-01-01' + n % 20000, 'SG1',
 jsonb_build_object('telephone', '020 7946 0' || lpad((n % 1000)::text, 3, '0'), 'may_call', true),
 ARRAY['asb_victim'], jsonb_build_object('status', 'given'), repeat('A fictional account. ', 15)
FROM made ORDER BY id"""

# A line of history is made in the millisecond of its referral, so it may bear the same id.
_TRANSITIONS = """
INSERT INTO referral_transitions (partnership_id, id, referral_id, agency_id, service_id, version, to_status,
 actor_id, actor_agency_id, occurred_at)
SELECT partnership_id, id, id, agency_id, service_id, 1, 'submitted', sender_id, agency_id, received_at
FROM made ORDER BY id"""
