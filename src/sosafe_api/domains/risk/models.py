"""Tables of risk: rules, assessments by DASH, referrals to MARAC, other tools and their assessments.

Nothing here is changed once it is written: a correction is a new assessment or a new version.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, Integer, SmallInteger, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from sosafe_api.core.db.columns import (
    Access,
    DataClass,
    PartnershipRow,
    column,
    references,
    secured,
    to_partnership,
)
from sosafe_api.core.db.faults import on_violation
from sosafe_api.core.errors import Conflict, TransientFault

# Two rules recorded at once: the second is numbered again, after the first.
on_violation("uq_risk_rules_partnership_id_rule_version", TransientFault)
on_violation(
    "uq_marac_referrals_partnership_id_assessment_id",
    lambda: Conflict("The assessment was already followed by a referral to MARAC."),
)
on_violation(
    "uq_assessment_tools_partnership_id_code_tool_version",
    lambda: Conflict(
        "The partnership already has this version of the tool; a changed tool is a new version."
    ),
)


class RiskRule(PartnershipRow, table=True):
    """One version of the partnership's bands, routes and thresholds, valid from a day on."""

    __tablename__ = "risk_rules"
    __table_args__ = (
        to_partnership(),
        UniqueConstraint("partnership_id", "rule_version"),
        secured(Access.PARTNERSHIP, grants="SELECT, INSERT"),
    )
    rule_version: int = column(DataClass.C1, Integer)
    valid_from: date = column(DataClass.C1, date)
    terms: dict[str, Any] = column(DataClass.C1, JSONB)
    version: int = column(DataClass.C1, Integer, default=1)
    created_at: datetime = column(DataClass.C1, datetime)
    created_by: UUID = column(DataClass.C1, UUID)


class RiskAssessment(PartnershipRow, table=True):
    """What was answered about a victim and a perpetrator, and what it came to under the terms of its day.

    `person_id` is the victim. The terms are kept with it, since those of a partnership without a rule of its
    own stand in no other row.
    """

    __tablename__ = "risk_assessments"
    __table_args__ = (
        references("people", "person_id"),
        references("people", "perpetrator_id"),
        references("cases", "case_id"),
        references("referrals", "referral_id"),
        references("risk_rules", "rule_id"),
        Index("ix_risk_assessments_person_id", "partnership_id", "person_id", "id"),
        Index("ix_risk_assessments_perpetrator_id", "partnership_id", "perpetrator_id"),
        secured(Access.OF_PAIR, grants="SELECT, INSERT"),
    )
    person_id: UUID = column(DataClass.C1, UUID)
    perpetrator_id: UUID | None = column(DataClass.C3, UUID, nullable=True)
    case_id: UUID | None = column(DataClass.C1, UUID, nullable=True)
    referral_id: UUID | None = column(DataClass.C1, UUID, nullable=True)
    dash_version: str = column(DataClass.C1, str)
    assessed_on: date = column(DataClass.C1, date)
    event_on: date = column(DataClass.C3, date)
    answers: list[dict[str, Any]] = column(DataClass.C3, JSONB)
    domestic_events_in_12_months: int | None = column(DataClass.C3, SmallInteger, nullable=True)
    judged_grade: str | None = column(DataClass.C3, str, nullable=True)
    judgement_rationale: str | None = column(DataClass.C3, str, nullable=True)
    rule_id: UUID | None = column(DataClass.C1, UUID, nullable=True)
    terms: dict[str, Any] = column(DataClass.C1, JSONB)
    yes_count: int = column(DataClass.C3, SmallInteger)
    count_grade: str = column(DataClass.C3, str)
    grade: str = column(DataClass.C3, str)
    grounds: list[str] = column(DataClass.C3, ARRAY(Text))
    route: str = column(DataClass.C3, str)
    pair_history: str = column(DataClass.C3, str)
    last_marac_referral_on: date | None = column(DataClass.C3, date, nullable=True)
    version: int = column(DataClass.C1, Integer, default=1)
    assessed_by: UUID = column(DataClass.C1, UUID)
    created_at: datetime = column(DataClass.C1, datetime)


class MaracReferral(PartnershipRow, table=True):
    """That a victim and a perpetrator were referred to a MARAC, and when; repeats are counted from it."""

    __tablename__ = "marac_referrals"
    __table_args__ = (
        references("people", "person_id"),
        references("people", "perpetrator_id"),
        references("risk_assessments", "assessment_id"),
        UniqueConstraint("partnership_id", "assessment_id"),
        Index("ix_marac_referrals_of_pair", "partnership_id", "person_id", "perpetrator_id", "referred_on"),
        secured(Access.OF_PAIR, grants="SELECT, INSERT"),
    )
    person_id: UUID = column(DataClass.C1, UUID)
    perpetrator_id: UUID = column(DataClass.C3, UUID)
    assessment_id: UUID = column(DataClass.C1, UUID)
    referred_on: date = column(DataClass.C3, date)
    version: int = column(DataClass.C1, Integer, default=1)
    recorded_by: UUID = column(DataClass.C1, UUID)
    created_at: datetime = column(DataClass.C1, datetime)


class AssessmentTool(PartnershipRow, table=True):
    """One version of a tool of scored assessment: its items with their ranges."""

    __tablename__ = "assessment_tools"
    __table_args__ = (
        to_partnership(),
        UniqueConstraint("partnership_id", "code", "tool_version"),
        secured(Access.PARTNERSHIP, grants="SELECT, INSERT"),
    )
    code: str = column(DataClass.C1, str)
    name: str = column(DataClass.C1, str)
    tool_version: int = column(DataClass.C1, Integer)
    direction: str = column(DataClass.C1, str)
    items: list[dict[str, Any]] = column(DataClass.C1, JSONB)
    version: int = column(DataClass.C1, Integer, default=1)
    created_at: datetime = column(DataClass.C1, datetime)


class ScoredAssessment(PartnershipRow, table=True):
    """Values of every item of a tool for a person, before or after the work with them."""

    __tablename__ = "scored_assessments"
    __table_args__ = (
        references("people", "person_id"),
        references("cases", "case_id"),
        references("assessment_tools", "tool_id"),
        references("scored_assessments", "before_id"),
        Index("ix_scored_assessments_person_id", "partnership_id", "person_id", "id"),
        secured(Access.OF_PERSON, grants="SELECT, INSERT"),
    )
    person_id: UUID = column(DataClass.C1, UUID)
    case_id: UUID | None = column(DataClass.C1, UUID, nullable=True)
    tool_id: UUID = column(DataClass.C1, UUID)
    phase: str = column(DataClass.C1, str)
    before_id: UUID | None = column(DataClass.C1, UUID, nullable=True)
    assessed_on: date = column(DataClass.C1, date)
    values: list[dict[str, Any]] = column(DataClass.C3, JSONB)
    total: int = column(DataClass.C3, Integer)
    note: str | None = column(DataClass.C3, str, nullable=True)
    version: int = column(DataClass.C1, Integer, default=1)
    assessed_by: UUID = column(DataClass.C1, UUID)
    created_at: datetime = column(DataClass.C1, datetime)
