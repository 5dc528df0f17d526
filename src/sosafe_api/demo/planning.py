"""The demonstration's strategy and this year's action plan: adopted, agreed, and spoken of at meetings."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sosafe_api import provisioning
from sosafe_api.core import clock
from sosafe_api.core.financial_years import FinancialYear
from sosafe_api.core.ids import new_id
from sosafe_api.provisioning import Connection, insert, insert_many

YEARS_OF_TERM = 3
AIMS = [
    "Resilient communities.",
    "Working with communities to reduce fear of crime and anti-social behaviour.",
]
# Number, words, what it is measured by, and the indicator that shows it.
OBJECTIVES = (
    (1, "Help people feel safe.", "Perception surveys.", None),
    (2, "Reduce crime and disorder, with criminal damage.", "Rate of all crime.", "crime_rate"),
    (3, "Protect and safeguard vulnerable people.", "Outcomes of referrals.", "referrals_accepted_share"),
    (
        4,
        "Tackle anti-social behaviour with partners.",
        "Incidents of anti-social behaviour.",
        "asb_incidents",
    ),
    (5, "Break the cycle of substance misuse and offending.", "Number of referrals.", "referrals_received"),
)
# Objective, agency, title, measure, unit, target, and how it stood at the latest meetings.
ACTIONS = (
    (1, "council", "Street meets in every ward", "Street meets held.", "street meets", 16, ("on_track", "on_track")),
    (2, "police", "Weeks of action in the town centre", "Weeks held.", "weeks", 4, ("on_track", "at_risk")),
    (3, "council", "Training on domestic abuse", "People trained.", "people", 60, ("on_track",)),
    (4, "police", "Lighting of three stairwells", "Stairwells lit.", "stairwells", 3, ("off_track", "off_track")),
    (5, "health", "A clinic in the hostel", "Sessions held.", "sessions", 24, ()),
)  # fmt: skip
SINCE_MEETINGS = (56, 28)  # days


def make_plan(
    connection: Connection, partnership: str, partnership_id: UUID, agencies: dict[str, UUID]
) -> None:
    """Of the financial year that is running, in a strategy that began with it."""
    year = FinancialYear.of(clock.today())
    made = _made(partnership_id, year)
    writer = _person(connection, f"{partnership}.partnership-admin")
    board = _person(connection, f"{partnership}.responsible-authorities-group")
    strategy_id, plan_id = new_id(), new_id()
    last = FinancialYear(year.first + YEARS_OF_TERM - 1)
    insert(
        connection,
        "strategies",
        id=strategy_id,
        name=f"{year.first}/{last.end.year % 100:02d}",
        number=1,
        ends_on=last.end,
        aims=AIMS,
        status="adopted",
        created_by=writer,
        adopted_by=board,
        **made,
    )
    objectives = _objectives(connection, partnership_id, strategy_id)
    insert(
        connection,
        "action_plans",
        id=plan_id,
        strategy_id=strategy_id,
        group_id=_group(connection),
        financial_year=year.label,
        ends_on=year.end,
        status="agreed",
        created_by=writer,
        agreed_by=board,
        agreed_on=year.start,
        **made,
    )
    _actions(connection, made | {"plan_id": plan_id}, objectives, agencies, writer)


def _made(partnership_id: UUID, year: FinancialYear) -> dict[str, Any]:
    """What every row that can change begins with."""
    return {
        "partnership_id": partnership_id,
        "version": 1,
        "starts_on": year.start,
        **dict.fromkeys(("created_at", "updated_at", "status_since"), clock.now()),
    }


def _objectives(connection: Connection, partnership_id: UUID, strategy_id: UUID) -> dict[int, UUID]:
    """Their identifiers, by number."""
    own: dict[str, Any] = {"partnership_id": partnership_id}
    made = {number: new_id() for number, *_ in OBJECTIVES}
    objectives = [
        own | {"id": made[number], "strategy_id": strategy_id, "number": number, "title": title}
        for number, title, *_ in OBJECTIVES
    ]
    measures = [
        own | {"id": new_id(), "objective_id": made[number], "number": 1, "description": words, "kpi": kpi}
        for number, _, words, kpi in OBJECTIVES
    ]
    insert_many(connection, "objectives", objectives)
    insert_many(connection, "objective_measures", measures)
    return made


def _actions(
    connection: Connection,
    made: dict[str, Any],
    objectives: dict[int, UUID],
    agencies: dict[str, UUID],
    writer: UUID,
) -> None:
    year = FinancialYear.of(clock.today())
    actions, updates = [], []
    for number, (objective, agency, title, measure, unit, value, stood) in enumerate(ACTIONS, start=1):
        said = [(_day_of(days, year), status) for days, status in zip(SINCE_MEETINGS, stood, strict=False)]
        action = made | {
            "id": new_id(),
            "number": number,
            "objective_id": objectives[objective],
            "owner_agency_id": agencies[agency],
            "title": title,
            "specific": f"{title}, by the end of the year.",
            "measure": measure,
            "unit": unit,
            "target_value": Decimal(value),
            "achievable": "The agencies of the group have the hours.",
            "realistic": "Within their budgets.",
            "due_on": year.end - timedelta(days=1),
            "status": said[-1][1] if said else "not_started",
            "stated_on": said[-1][0] if said else None,
        }
        actions.append(action)
        updates += [_update(action, day, status, writer) for day, status in said]
    insert_many(connection, "plan_actions", actions)
    insert_many(connection, "plan_updates", updates)


def _update(action: dict[str, Any], day: date, status: str, writer: UUID) -> dict[str, Any]:
    return {
        "partnership_id": action["partnership_id"],
        "id": new_id(),
        "action_id": action["id"],
        "noted_on": day,
        "status": status,
        "note": "A fictional word at a meeting.",
        "agency_id": action["owner_agency_id"],
        "recorded_by": writer,
        "recorded_at": action["created_at"],
    }


def _day_of(days: int, year: FinancialYear) -> date:
    """So many days ago, or the year's first day where that is later."""
    return max(year.start, clock.today() - timedelta(days=days))


def _person(connection: Connection, name: str) -> UUID:
    found = provisioning.find_principal(connection, name)
    if found is None:
        raise LookupError(name)
    return found.id


def _group(connection: Connection) -> UUID:
    row = connection.execute("SELECT id FROM groups WHERE slug = 'joint-action-group'").fetchone()
    if row is None:
        raise LookupError("joint-action-group")
    return UUID(str(row[0]))
