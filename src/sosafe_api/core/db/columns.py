"""Columns and keys of every table: each column declares who may see it, each row whose it is."""

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, DateTime, ForeignKeyConstraint, MetaData, Text, Uuid
from sqlmodel import Field, SQLModel


class DataClass(StrEnum):
    """How harmful a disclosure of the column would be; declared beside each column."""

    C0 = "C0"  # open
    C1 = "C1"  # internal to the partnership, about no person
    C2 = "C2"  # personal: name, date of birth, contact
    C3 = "C3"  # special category, offence, risk, narrative, child's data
    C4 = "C4"  # location that must stay secret


SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
metadata: MetaData = SQLModel.metadata

_TYPES: dict[type, Any] = {
    UUID: Uuid,
    datetime: DateTime(timezone=True),
    date: Date,
    str: Text,
}


def column(data_class: DataClass, sql_type: Any = None, **options: Any) -> Any:
    """A column with its data class. `sql_type` is a SQLAlchemy type or one of str, UUID, date, datetime."""
    column_options = dict(options.pop("column_options", {}))
    column_options["info"] = {"data_class": data_class.value}
    if sql_type is not None:
        options["sa_type"] = _TYPES.get(sql_type, sql_type)
    return Field(sa_column_kwargs=column_options, **options)


class PartnershipRow(SQLModel):
    """Base of every table of a partnership: its key names the partnership first."""

    partnership_id: UUID = column(DataClass.C1, UUID, primary_key=True)
    id: UUID = column(DataClass.C1, UUID, primary_key=True)


def references(table: str, *columns: str, target: tuple[str, ...] = ("id",)) -> ForeignKeyConstraint:
    """A foreign key that carries the partnership, so that no row can point into another one."""
    return ForeignKeyConstraint(
        ["partnership_id", *columns],
        [f"{table}.partnership_id", *(f"{table}.{name}" for name in target)],
    )


def one_of(name: str, codes: Iterable[StrEnum]) -> CheckConstraint:
    """Holds a column to its codes in the database as well, or to those of them that it takes."""
    listed = ", ".join(f"'{code.value}'" for code in codes)
    return CheckConstraint(f"{name} IN ({listed})", name=name)


def to_partnership() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["partnership_id"], ["partnerships.id"])


class Access(StrEnum):
    """Row security of a table, as its policy states it in the migration."""

    COMMON = "common"  # reference data, the same for all partnerships
    PARTNERSHIP = "partnership"  # rows of the caller's partnership
    OWN = "own"  # of those, rows of the caller itself
    REFERRAL = "referral"  # of those, rows of the caller's agency or services
    REFERRAL_CONTENT = "referral_content"  # as a referral, before a case takes it up; read with it alone
    OF_REFERRAL = "of_referral"  # rows of a referral that the caller may see
    CASE = "case"  # cases of the caller's services, or of its own work only, where a case says so
    OF_CASE = "of_case"  # rows of a case that the caller may see
    FAMILY = "family"  # families of a case that the caller may see
    PERSON = "person"  # people of a case that the caller may see
    OF_PERSON = "of_person"  # rows of a person whom the caller may see
    OF_PAIR = "of_pair"  # of those, rows that name nobody else whom the caller must not see
    OF_OWN_PERSON = "of_own_person"  # rows of a person whom a case that the caller may see was opened about
    HOUSEHOLD = "household"  # households of such a person
    OF_HOUSEHOLD = "of_household"  # who lives in one, among the people whom the caller may see
    SERVICE = "service"  # rows of the caller's services
    GROUP = "group"  # rows of a group in which the caller sits
    AGENDA_ITEM = "agenda_item"  # what a panel of the caller's, or its own service, has on an agenda
    OF_AGENDA_ITEM = "of_agenda_item"  # rows of an agenda item that the caller may see
    INFORMATION_REQUEST = "information_request"  # of those, what its agency is asked or its own panel asks
    PACK_ITEM = "pack_item"  # rows of such an item for the caller's agency
    PANEL_ACTION = "panel_action"  # as an agenda item, and what the caller's agency is to do
    PLACE = (
        "place"  # places of the caller's services, or open to its group, where nobody it must not see stays
    )
    OF_PLACE = "of_place"  # rows of a place that the caller may see
    RECIPIENT = "recipient"  # rows that the caller's services sent, or that were sent to the caller's agency
    DEATH_REVIEW = "death_review"  # reviews of such a group, unless of somebody whom the caller must not see
    OF_DEATH_REVIEW = "of_death_review"  # rows of a death review that the caller may see
    CASE_REVIEW = "case_review"  # rows of the caller's services; of a case, only where the caller sees it
    SEALED = "sealed"  # rows that nobody reads but through one function of the database


def secured(access: Access, *, grants: str) -> dict[str, Any]:
    """Table options that say how rows are guarded and what the application role may do with them."""
    return {"info": {"access": access.value, "grants": grants}}
