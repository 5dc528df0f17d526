"""Tables of places, stays, the duty roster and reveals. A location is written here and read by one function."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Integer, LargeBinary, SmallInteger, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.sql import func, literal_column

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
from sosafe_api.core.db.faults import on_violation, unknown_reference
from sosafe_api.domains.placements.errors import CodeNameInUse, NoRoom, NothingToApprove
from sosafe_api.domains.placements.rules import PlaceKind, PlacementStatus, PlaceStatus, RevealGround

on_violation("uq_places_partnership_id_service_id_code_name", CodeNameInUse)
on_violation("ex_place_bookings_unit", lambda: NoRoom("#/place_id"))
on_violation("uq_reveal_approvals_partnership_id_reveal_id", NothingToApprove)
unknown_reference("fk_places_partnership_id_reader_group_id", "#/reader_group_id")
unknown_reference("fk_duty_shifts_partnership_id_principal_id", "#/principal_id")
unknown_reference("fk_duty_shifts_partnership_id_service_id", "#/service_id")


class Place(PartnershipRow, table=True):
    """Accommodation of a service, known by a name that tells nothing. Where it is stands elsewhere, sealed."""

    __tablename__ = "places"
    __table_args__ = (
        to_partnership(),
        references("services", "service_id"),
        references("groups", "reader_group_id"),
        UniqueConstraint("partnership_id", "service_id", "code_name"),
        one_of("kind", PlaceKind),
        one_of("status", PlaceStatus),
        secured(Access.PLACE, grants="SELECT, INSERT, UPDATE"),
    )
    service_id: UUID = column(DataClass.C1, UUID)
    kind: str = column(DataClass.C1, str)
    code_name: str = column(DataClass.C1, str)
    capacity: int = column(DataClass.C1, SmallInteger)
    status: str = column(DataClass.C1, str)
    reader_group_id: UUID | None = column(DataClass.C1, UUID, nullable=True)
    location_version: int = column(DataClass.C1, Integer, default=0)
    location_stated_at: datetime | None = column(DataClass.C1, datetime, nullable=True)
    version: int = column(DataClass.C1, Integer, default=1)
    created_at: datetime = column(DataClass.C1, datetime)
    updated_at: datetime = column(DataClass.C1, datetime)


class PlaceLocation(PartnershipRow, table=True):
    """Where a place is, sealed. The application may add a row and never read one."""

    __tablename__ = "place_locations"
    __table_args__ = (
        references("places", "place_id"),
        UniqueConstraint("partnership_id", "place_id", "version"),
        secured(Access.SEALED, grants="INSERT"),
    )
    place_id: UUID = column(DataClass.C1, UUID)
    version: int = column(DataClass.C1, Integer)
    key_number: int = column(DataClass.C1, SmallInteger)
    location: bytes = column(DataClass.C4, LargeBinary)
    stated_by: UUID = column(DataClass.C1, UUID)
    stated_at: datetime = column(DataClass.C1, datetime)


class Placement(PartnershipRow, table=True):
    """A stay that a case asks for. It does not say where: that a stay exists is known to more people."""

    __tablename__ = "placements"
    __table_args__ = (
        references("cases", "case_id"),
        references("services", "service_id"),
        one_of("kind", PlaceKind),
        one_of("status", PlacementStatus),
        CheckConstraint("ends_on > starts_on", name="period"),
        Index("ix_placements_of_case", "partnership_id", "case_id", "id"),
        secured(Access.OF_CASE, grants="SELECT, INSERT, UPDATE"),
    )
    case_id: UUID = column(DataClass.C1, UUID)
    service_id: UUID = column(DataClass.C1, UUID)
    kind: str = column(DataClass.C1, str)
    starts_on: date = column(DataClass.C1, date)
    ends_on: date = column(DataClass.C1, date)
    status: str = column(DataClass.C1, str)
    status_since: datetime = column(DataClass.C1, datetime)
    reason_code: str | None = column(DataClass.C3, str, nullable=True)
    ended_on: date | None = column(DataClass.C1, date, nullable=True)
    requested_by: UUID = column(DataClass.C1, UUID)
    version: int = column(DataClass.C1, Integer, default=1)
    created_at: datetime = column(DataClass.C1, datetime)
    updated_at: datetime = column(DataClass.C1, datetime)


class LiveStay(PartnershipRow, table=True):
    """That a case has a stay with a service now, or will have; its id is the stay's.

    Not guarded by the case, since who may see a place is read from here. No operation shows a row.
    """

    __tablename__ = "live_stays"
    __table_args__ = (
        references("cases", "case_id"),
        Index("ix_live_stays_of_service", "partnership_id", "service_id"),
        secured(Access.PARTNERSHIP, grants="SELECT, INSERT, DELETE"),
    )
    case_id: UUID = column(DataClass.C1, UUID)
    service_id: UUID = column(DataClass.C1, UUID)


class PlaceBooking(PartnershipRow, table=True):
    """A unit of a place, taken for a stay from a day to another (exclusive); its id is the stay's.

    No two stays have a day in one unit: the database itself refuses it.
    """

    __tablename__ = "place_bookings"
    __table_args__ = (
        references("places", "place_id"),
        CheckConstraint("ends_on >= starts_on", name="period"),
        ExcludeConstraint(
            ("partnership_id", "="),
            ("place_id", "="),
            ("unit", "="),
            (func.daterange(literal_column("starts_on"), literal_column("ends_on")), "&&"),
            using="gist",
            name="ex_place_bookings_unit",
        ),
        secured(Access.OF_PLACE, grants="SELECT, INSERT, UPDATE"),
    )
    place_id: UUID = column(DataClass.C1, UUID)
    case_id: UUID = column(DataClass.C1, UUID)
    unit: int = column(DataClass.C1, SmallInteger)
    starts_on: date = column(DataClass.C1, date)
    ends_on: date = column(DataClass.C1, date)
    staying: bool = column(DataClass.C1, default=False)


class DutyShift(PartnershipRow, table=True):
    """Somebody who is on duty for a service from one instant to another (exclusive)."""

    __tablename__ = "duty_shifts"
    __table_args__ = (
        to_partnership(),
        references("services", "service_id"),
        references("principals", "principal_id"),
        CheckConstraint("ends_at >= starts_at", name="period"),
        Index("ix_duty_shifts_of_principal", "partnership_id", "principal_id", "service_id", "ends_at"),
        Index("ix_duty_shifts_of_service", "partnership_id", "service_id", "ends_at"),
        secured(Access.PARTNERSHIP, grants="SELECT, INSERT, UPDATE"),
    )
    service_id: UUID = column(DataClass.C1, UUID)
    principal_id: UUID = column(DataClass.C1, UUID)
    lead: bool = column(DataClass.C1)
    starts_at: datetime = column(DataClass.C1, datetime)
    ends_at: datetime = column(DataClass.C1, datetime)
    granted_by: UUID = column(DataClass.C1, UUID)
    version: int = column(DataClass.C1, Integer, default=1)
    created_at: datetime = column(DataClass.C1, datetime)


class Reveal(PartnershipRow, table=True):
    """Somebody's request for a location. Only the function that opens the location writes `opened_at`.

    `day` and `number` count a person's reveals, and the table holds no fourth of a day.
    """

    __tablename__ = "reveals"
    __table_args__ = (
        references("places", "place_id"),
        references("principals", "principal_id"),
        UniqueConstraint("partnership_id", "principal_id", "day", "number"),
        CheckConstraint("number BETWEEN 1 AND 3", name="number"),
        one_of("ground", RevealGround),
        Index("ix_reveals_of_place", "partnership_id", "place_id", "id"),
        secured(Access.OF_PLACE, grants="SELECT, INSERT"),
    )
    place_id: UUID = column(DataClass.C1, UUID)
    service_id: UUID = column(DataClass.C1, UUID)
    principal_id: UUID = column(DataClass.C1, UUID)
    ground: str = column(DataClass.C1, str)
    purpose: str = column(DataClass.C1, str)
    reason: str = column(DataClass.C3, str)
    needs_approval: bool = column(DataClass.C1)
    token_digest: bytes = column(DataClass.C1, LargeBinary)
    day: date = column(DataClass.C1, date)
    number: int = column(DataClass.C1, SmallInteger)
    asked_at: datetime = column(
        DataClass.C1, datetime, column_options={"server_default": text("clock_timestamp()")}
    )
    opened_at: datetime | None = column(DataClass.C1, datetime, nullable=True)


class RevealApproval(PartnershipRow, table=True):
    """The second person who let somebody from outside the service see a location."""

    __tablename__ = "reveal_approvals"
    __table_args__ = (
        references("reveals", "reveal_id"),
        references("principals", "principal_id"),
        UniqueConstraint("partnership_id", "reveal_id"),
        secured(Access.OF_PLACE, grants="SELECT, INSERT"),
    )
    reveal_id: UUID = column(DataClass.C1, UUID)
    place_id: UUID = column(DataClass.C1, UUID)
    principal_id: UUID = column(DataClass.C1, UUID)
    approved_at: datetime = column(
        DataClass.C1, datetime, column_options={"server_default": text("clock_timestamp()")}
    )


class RevealNotice(PartnershipRow, table=True):
    """What the duty lead is told of a reveal, at once: ids only. The application writes notices and reads none.

    Without a recipient nobody led the duty then, and it is for the service as a whole.
    """

    __tablename__ = "reveal_notices"
    __table_args__ = (
        to_partnership(),
        references("reveals", "reveal_id"),
        Index("ix_reveal_notices_of_service", "partnership_id", "service_id", "created_at"),
        secured(Access.PARTNERSHIP, grants="INSERT"),
    )
    reveal_id: UUID = column(DataClass.C1, UUID)
    place_id: UUID = column(DataClass.C1, UUID)
    service_id: UUID = column(DataClass.C1, UUID)
    principal_id: UUID = column(DataClass.C1, UUID)
    recipient_id: UUID | None = column(DataClass.C1, UUID, nullable=True)
    created_at: datetime = column(DataClass.C1, datetime)
