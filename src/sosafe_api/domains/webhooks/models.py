"""Tables of webhooks and of their deliveries."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Index, Integer, LargeBinary, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ARRAY

from sosafe_api.core.db.columns import (
    Access,
    DataClass,
    PartnershipRow,
    column,
    one_of,
    references,
    secured,
    to_partnership,
)
from sosafe_api.core.db.faults import on_violation
from sosafe_api.core.errors import Conflict
from sosafe_api.domains.webhooks.vocabulary import DeliveryFailure, DeliveryStatus, WebhookStatus

on_violation(
    "uq_webhooks_partnership_id_principal_id_url",
    lambda: Conflict("You have a webhook with this address already: change that one."),
)


class Webhook(PartnershipRow, table=True):
    """Where one program is told of changes. `sequence` is how far in the feed its deliveries reach.

    The secrets are sealed. `held_until` keeps a receiver that failed from being called again too soon, `failing_since`
    says since when no attempt has succeeded, `changes_missed_at` when it was seen that changes were forgotten untold.
    """

    __tablename__ = "webhooks"
    __table_args__ = (
        to_partnership(),
        references("principals", "principal_id"),
        UniqueConstraint("partnership_id", "principal_id", "url"),
        one_of("status", WebhookStatus),
        one_of("last_failure", DeliveryFailure),
        secured(Access.PARTNERSHIP, grants="SELECT, INSERT, UPDATE"),
    )
    principal_id: UUID = column(DataClass.C1, UUID)
    agency_id: UUID = column(DataClass.C1, UUID)
    url: str = column(DataClass.C1, str)
    description: str | None = column(DataClass.C1, str, nullable=True)
    types: list[str] = column(DataClass.C1, ARRAY(Text))
    status: str = column(DataClass.C1, str)
    sequence: int = column(DataClass.C1, BigInteger)
    secret: bytes = column(DataClass.C1, LargeBinary)
    secret_key: int = column(DataClass.C1, Integer)
    previous_secret: bytes | None = column(DataClass.C1, LargeBinary, nullable=True)
    previous_secret_key: int | None = column(DataClass.C1, Integer, nullable=True)
    previous_secret_ends_at: datetime | None = column(DataClass.C1, datetime, nullable=True)
    verified_at: datetime | None = column(DataClass.C1, datetime, nullable=True)
    failures: int = column(DataClass.C1, Integer)
    failing_since: datetime | None = column(DataClass.C1, datetime, nullable=True)
    last_failure: str | None = column(DataClass.C1, str, nullable=True)
    held_until: datetime | None = column(DataClass.C1, datetime, nullable=True)
    changes_missed_at: datetime | None = column(DataClass.C1, datetime, nullable=True)
    version: int = column(DataClass.C1, Integer, default=1)
    created_at: datetime = column(DataClass.C1, datetime)
    updated_at: datetime = column(DataClass.C1, datetime)


class WebhookDelivery(PartnershipRow, table=True):
    """One change on its way to one receiver; of a resource the earlier one goes first.

    `first_due_at` is when its three days began. A sample for trying a receiver has the webhook itself as its record,
    and the identifier of no change.
    """

    __tablename__ = "webhook_deliveries"
    __table_args__ = (
        references("webhooks", "webhook_id"),
        UniqueConstraint("partnership_id", "webhook_id", "change_id"),
        one_of("status", DeliveryStatus),
        one_of("last_failure", DeliveryFailure),
        Index(
            "ix_webhook_deliveries_waiting",
            "partnership_id",
            "webhook_id",
            "resource_id",
            "sequence",
            postgresql_where=text("status = 'waiting'"),
        ),
        Index(
            "ix_webhook_deliveries_next",
            "partnership_id",
            "webhook_id",
            "attempts",
            "sequence",
            postgresql_where=text("status = 'waiting'"),
        ),
        Index(None, "partnership_id", "webhook_id", "status", "id"),
        secured(Access.PARTNERSHIP, grants="SELECT, INSERT, UPDATE, DELETE"),
    )
    webhook_id: UUID = column(DataClass.C1, UUID)
    change_id: UUID = column(DataClass.C1, UUID)
    sequence: int = column(DataClass.C1, BigInteger)
    type: str = column(DataClass.C1, str)
    resource: str = column(DataClass.C1, str)
    resource_id: UUID = column(DataClass.C1, UUID)
    resource_version: int = column(DataClass.C1, Integer)
    occurred_at: datetime = column(DataClass.C1, datetime)
    status: str = column(DataClass.C1, str)
    attempts: int = column(DataClass.C1, Integer)
    first_due_at: datetime = column(DataClass.C1, datetime)
    due_at: datetime = column(DataClass.C1, datetime)
    attempted_at: datetime | None = column(DataClass.C1, datetime, nullable=True)
    answered_status: int | None = column(DataClass.C1, Integer, nullable=True)
    last_failure: str | None = column(DataClass.C1, str, nullable=True)
    created_at: datetime = column(DataClass.C1, datetime)
