"""Tables of areas and populations, of police files, what they hold, and the monthly rollups."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Date, Float, Index, Integer, LargeBinary
from sqlmodel import SQLModel

from sosafe_api.core.db.columns import (
    Access,
    DataClass,
    PartnershipRow,
    column,
    references,
    secured,
    to_partnership,
)


class Area(SQLModel, table=True):
    """An area of the Office for National Statistics, by code; common to the installation."""

    __tablename__ = "areas"
    __table_args__ = (secured(Access.COMMON, grants="SELECT"),)
    code: str = column(DataClass.C0, str, primary_key=True)
    code_type: str = column(DataClass.C0, str)
    name: str = column(DataClass.C0, str)
    vintage: int = column(DataClass.C0, Integer)
    police_force: str | None = column(DataClass.C0, str, nullable=True)


class AreaLookup(SQLModel, table=True):
    """The district that a lower layer super output area lies in; police files may use codes of 2011 or 2021.

    `vintage` is the census that first had it, `last_vintage` the last: both boundaries are the same. `ward_code` is
    the ward of 2024 where it lies in one as a whole.
    """

    __tablename__ = "area_lookups"
    __table_args__ = (Index(None, "district_code"), secured(Access.COMMON, grants="SELECT"))
    lsoa_code: str = column(DataClass.C0, str, primary_key=True)
    district_code: str = column(DataClass.C0, str)
    vintage: int = column(DataClass.C0, Integer)
    last_vintage: int = column(DataClass.C0, Integer)
    ward_code: str | None = column(DataClass.C0, str, nullable=True)


class LsoaMatch(SQLModel, table=True):
    """A lower layer super output area of 2011 and one of 2021 that has land of it: many to many where irregular."""

    __tablename__ = "lsoa_matches"
    __table_args__ = (Index(None, "lsoa_2021_code"), secured(Access.COMMON, grants="SELECT"))
    lsoa_2011_code: str = column(DataClass.C0, str, primary_key=True)
    lsoa_2021_code: str = column(DataClass.C0, str, primary_key=True)
    change: str = column(DataClass.C0, str)


class Population(SQLModel, table=True):
    """An area's population on a day, in a named series; two series give two rates for one count."""

    __tablename__ = "populations"
    __table_args__ = (secured(Access.COMMON, grants="SELECT"),)
    area_code: str = column(DataClass.C0, str, primary_key=True)
    series: str = column(DataClass.C0, str, primary_key=True)
    reference_date: date = column(DataClass.C0, Date, primary_key=True)
    population: int = column(DataClass.C0, Integer)
    source: str = column(DataClass.C0, str)


class StatedPopulation(SQLModel, table=True):
    """What a partnership's file says of an area's population; it goes before what comes with the installation."""

    __tablename__ = "stated_populations"
    __table_args__ = (to_partnership(), secured(Access.PARTNERSHIP, grants="SELECT, INSERT, DELETE"))
    partnership_id: UUID = column(DataClass.C1, UUID, primary_key=True)
    area_code: str = column(DataClass.C0, str, primary_key=True)
    series: str = column(DataClass.C0, str, primary_key=True)
    reference_date: date = column(DataClass.C0, Date, primary_key=True)
    population: int = column(DataClass.C0, Integer)
    source: str = column(DataClass.C0, str)
    digest: bytes = column(DataClass.C0, LargeBinary)
    import_id: UUID = column(DataClass.C1, UUID)


class IncidentFile(PartnershipRow, table=True):
    """One police file: a force's month of one kind. Loading it again replaces it as a whole.

    `crime_type_list` is the list that a street file's types are of.
    """

    __tablename__ = "incident_files"
    __table_args__ = (
        to_partnership(),
        Index(None, "partnership_id", "force", "month", "kind", unique=True),
        secured(Access.PARTNERSHIP, grants="SELECT, INSERT, UPDATE"),
    )
    force: str = column(DataClass.C0, str)
    month: date = column(DataClass.C0, Date)
    kind: str = column(DataClass.C0, str)
    crime_type_list: str | None = column(DataClass.C0, str, nullable=True)
    digest: bytes = column(DataClass.C0, LargeBinary)
    import_id: UUID = column(DataClass.C1, UUID)
    rows: int = column(DataClass.C0, Integer)
    without_area: int = column(DataClass.C0, Integer)
    loaded_at: datetime = column(DataClass.C0, datetime)
    version: int = column(DataClass.C1, Integer, default=1)


class Incident(SQLModel, table=True):
    """One row of a street file, as published: identical rows of anti-social behaviour are separate incidents."""

    __tablename__ = "incidents"
    __table_args__ = (secured(Access.PARTNERSHIP, grants="SELECT, INSERT, DELETE"),)
    partnership_id: UUID = column(DataClass.C1, UUID, primary_key=True)
    file_id: UUID = column(DataClass.C1, UUID, primary_key=True)
    row_number: int = column(DataClass.C0, Integer, primary_key=True)
    crime_id: str | None = column(DataClass.C0, str, nullable=True)
    longitude: float | None = column(DataClass.C0, Float, nullable=True)
    latitude: float | None = column(DataClass.C0, Float, nullable=True)
    location: str | None = column(DataClass.C0, str, nullable=True)
    lsoa_code: str | None = column(DataClass.C0, str, nullable=True)
    crime_type: str = column(DataClass.C0, str)
    last_outcome: str | None = column(DataClass.C0, str, nullable=True)
    context: str | None = column(DataClass.C0, str, nullable=True)


class IncidentCount(SQLModel, table=True):
    """Incidents of a file by district and crime type: what indicators read instead of the incidents."""

    __tablename__ = "incident_counts"
    __table_args__ = (
        references("incident_files", "file_id"),
        Index(None, "partnership_id", "district_code", "month"),
        secured(Access.PARTNERSHIP, grants="SELECT, INSERT, DELETE"),
    )
    partnership_id: UUID = column(DataClass.C1, UUID, primary_key=True)
    file_id: UUID = column(DataClass.C1, UUID, primary_key=True)
    district_code: str = column(DataClass.C0, str, primary_key=True)
    crime_type: str = column(DataClass.C0, str, primary_key=True)
    month: date = column(DataClass.C0, Date)
    count: int = column(DataClass.C0, Integer)


class CrimeOutcome(SQLModel, table=True):
    """One row of an outcomes file, as published: what came in its month of a crime of that month or any before."""

    __tablename__ = "crime_outcomes"
    __table_args__ = (secured(Access.PARTNERSHIP, grants="SELECT, INSERT, DELETE"),)
    partnership_id: UUID = column(DataClass.C1, UUID, primary_key=True)
    file_id: UUID = column(DataClass.C1, UUID, primary_key=True)
    row_number: int = column(DataClass.C0, Integer, primary_key=True)
    crime_id: str | None = column(DataClass.C0, str, nullable=True)
    longitude: float | None = column(DataClass.C0, Float, nullable=True)
    latitude: float | None = column(DataClass.C0, Float, nullable=True)
    location: str | None = column(DataClass.C0, str, nullable=True)
    lsoa_code: str | None = column(DataClass.C0, str, nullable=True)
    outcome_type: str = column(DataClass.C0, str)


class CrimeOutcomeCount(SQLModel, table=True):
    """Outcomes of a file by district and group; an outcome that nobody knew before counts among the others."""

    __tablename__ = "crime_outcome_counts"
    __table_args__ = (
        references("incident_files", "file_id"),
        Index(None, "partnership_id", "district_code", "month"),
        secured(Access.PARTNERSHIP, grants="SELECT, INSERT, DELETE"),
    )
    partnership_id: UUID = column(DataClass.C1, UUID, primary_key=True)
    file_id: UUID = column(DataClass.C1, UUID, primary_key=True)
    district_code: str = column(DataClass.C0, str, primary_key=True)
    outcome_group: str = column(DataClass.C0, str, primary_key=True)
    month: date = column(DataClass.C0, Date)
    count: int = column(DataClass.C0, Integer)


class IncidentAreaCount(SQLModel, table=True):
    """Incidents of a file in the partnership's own district, by lower layer super output area and crime type."""

    __tablename__ = "incident_area_counts"
    __table_args__ = (
        references("incident_files", "file_id"),
        secured(Access.PARTNERSHIP, grants="SELECT, INSERT, DELETE"),
    )
    partnership_id: UUID = column(DataClass.C1, UUID, primary_key=True)
    file_id: UUID = column(DataClass.C1, UUID, primary_key=True)
    lsoa_code: str = column(DataClass.C0, str, primary_key=True)
    crime_type: str = column(DataClass.C0, str, primary_key=True)
    month: date = column(DataClass.C0, Date)
    count: int = column(DataClass.C0, Integer)


class IncidentPointCount(SQLModel, table=True):
    """The same by map point: the middle of a street as the police publish it, never where something happened."""

    __tablename__ = "incident_point_counts"
    __table_args__ = (
        references("incident_files", "file_id"),
        secured(Access.PARTNERSHIP, grants="SELECT, INSERT, DELETE"),
    )
    partnership_id: UUID = column(DataClass.C1, UUID, primary_key=True)
    file_id: UUID = column(DataClass.C1, UUID, primary_key=True)
    longitude: float = column(DataClass.C0, Float, primary_key=True)
    latitude: float = column(DataClass.C0, Float, primary_key=True)
    crime_type: str = column(DataClass.C0, str, primary_key=True)
    month: date = column(DataClass.C0, Date)
    count: int = column(DataClass.C0, Integer)
