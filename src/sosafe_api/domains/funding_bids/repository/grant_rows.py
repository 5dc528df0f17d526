"""What the background work reads and writes of imported grants, in its one transaction."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import psycopg
from psycopg.types.json import Jsonb

from sosafe_api.core.ids import new_id

Connection = psycopg.Connection[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class NewAward:
    """An award as it is written, with the ids of its organisations."""

    id: UUID
    title: str
    purpose: str | None
    funder_id: UUID
    deliverer_id: UUID
    decision: str
    requested: Decimal | None
    awarded: Decimal
    disbursed: Decimal | None
    dates: Mapping[str, tuple[date | None, str | None]]
    grant_identifier: str
    details: Mapping[str, Any]
    digest: str


@dataclass(frozen=True, slots=True)
class Importing:
    """On whose behalf the rows are written."""

    partnership_id: UUID
    principal_id: UUID
    agency_id: UUID
    now: datetime


_ORGANISATION = """
INSERT INTO funding_organisations (partnership_id, id, name, org_identifier, postcode, version, created_at,
 updated_at) VALUES (%(partnership_id)s, %(id)s, %(name)s, %(org_identifier)s, %(postcode)s, 1, %(now)s, %(now)s)"""
_BID = """
INSERT INTO funding_bids (partnership_id, id, title, purpose, funder_id, deliverer_id, status, status_since,
 decision, amount_requested, amount_awarded, awarded_on, awarded_on_precision, starts_on, starts_on_precision,
 last_funded_on, last_funded_on_precision, budget_lines, conditions, documents, grant_identifier, grant_details,
 grant_digest, version, created_at, updated_at)
VALUES (%(partnership_id)s, %(id)s, %(title)s, %(purpose)s, %(funder_id)s, %(deliverer_id)s, %(decision)s, %(now)s,
 %(decision)s, %(requested)s, %(awarded)s, %(awarded_on)s, %(awarded_on_precision)s, %(starts_on)s,
 %(starts_on_precision)s, %(last_funded_on)s, %(last_funded_on_precision)s, '[]', '[]', '[]',
 %(grant_identifier)s, %(details)s, %(digest)s, 1, %(now)s, %(now)s)"""
_INSTALMENT = """
INSERT INTO funding_instalments (partnership_id, id, bid_id, amount, received, version, created_at, updated_at)
VALUES (%(partnership_id)s, %(id)s, %(bid_id)s, %(amount)s, true, 1, %(now)s, %(now)s)"""
_CHANGE = """
INSERT INTO changes (partnership_id, id, type, resource, resource_id, resource_version, agency_id, occurred_at)
VALUES (%(partnership_id)s, %(change_id)s, %(resource)s || '.created', %(resource)s, %(id)s, 1, %(agency_id)s,
 %(now)s)"""
_AUDIT = """
INSERT INTO audit_entries (partnership_id, id, actor_id, agency_id, operation, object_type, object_id, decision,
 request_id) VALUES (%(partnership_id)s, %(audit_id)s, %(principal_id)s, %(agency_id)s, %(resource)s || ':create',
 %(resource)s, %(id)s, 'allowed', 'worker')"""


class GrantRows:
    """Awards of a partnership, written for whoever sent the file."""

    def __init__(self, connection: Connection, importing: Importing) -> None:
        self._connection = connection
        self._importing = importing
        self._common = {
            "partnership_id": importing.partnership_id,
            "principal_id": importing.principal_id,
            "agency_id": importing.agency_id,
            "now": importing.now,
        }

    def alone(self) -> None:
        """Files of one partnership are checked and written one after another: two may name the same grants."""
        self._connection.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))",
            (f"funding_bids {self._importing.partnership_id}",),
        )

    def held(self, identifiers: Sequence[str]) -> dict[str, str | None]:
        """The digest of each of these grants that is held already; none of one that was recorded by hand."""
        rows = self._connection.execute(
            "SELECT grant_identifier, grant_digest FROM funding_bids"
            " WHERE partnership_id = %s AND grant_identifier = ANY(%s)",
            (self._importing.partnership_id, list(identifiers)),
        )
        return dict(rows.fetchall())

    def organisations(self, wanted: Mapping[str, Mapping[str, Any]]) -> dict[str, UUID]:
        """The id of each organisation by its public identifier; those not known yet are recorded."""
        rows = self._connection.execute(
            "SELECT org_identifier, id FROM funding_organisations"
            " WHERE partnership_id = %s AND org_identifier = ANY(%s)",
            (self._importing.partnership_id, list(wanted)),
        )
        known: dict[str, UUID] = dict(rows.fetchall())
        new: list[dict[str, Any]] = [
            {**self._common, **values, "id": new_id(), "org_identifier": identifier}
            for identifier, values in wanted.items()
            if identifier not in known
        ]
        self._write(_ORGANISATION, new)
        self._tell("funding_organisation", [row["id"] for row in new])
        return known | {row["org_identifier"]: row["id"] for row in new}

    def awards(self, awards: Sequence[NewAward]) -> None:
        """Each with its instalment where the file says what was paid."""
        self._write(_BID, [{**self._common, **_bid(award)} for award in awards])
        paid: list[dict[str, Any]] = [
            {**self._common, "id": new_id(), "bid_id": award.id, "amount": award.disbursed}
            for award in awards
            if award.disbursed
        ]
        self._write(_INSTALMENT, paid)
        self._tell("funding_bid", [award.id for award in awards])
        self._tell("funding_instalment", [instalment["id"] for instalment in paid])

    def _tell(self, resource: str, ids: Iterable[UUID]) -> None:
        """A change and an audit line for each."""
        rows = [
            {**self._common, "resource": resource, "id": row, "change_id": new_id(), "audit_id": new_id()}
            for row in ids
        ]
        self._write(_CHANGE, rows)
        self._write(_AUDIT, rows)

    def _write(self, statement: str, rows: Sequence[Mapping[str, Any]]) -> None:
        if rows:
            with self._connection.cursor() as cursor:
                cursor.executemany(statement.encode(), rows)


def _bid(award: NewAward) -> dict[str, Any]:
    dates = {
        column: value
        for name, (day, precision) in award.dates.items()
        for column, value in ((name, day), (f"{name}_precision", precision))
    }
    return {
        "id": award.id,
        "title": award.title,
        "purpose": award.purpose,
        "funder_id": award.funder_id,
        "deliverer_id": award.deliverer_id,
        "decision": award.decision,
        "requested": award.requested,
        "awarded": award.awarded,
        "grant_identifier": award.grant_identifier,
        "details": Jsonb(dict(award.details)),
        "digest": award.digest,
        **dates,
    }
