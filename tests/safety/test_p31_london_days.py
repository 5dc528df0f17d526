"""P31: days, months and reporting periods are London's, also where the clocks change."""

import json
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from sosafe_api.core.clock import london_date
from sosafe_api.core.months import add_months
from sosafe_api.domains.kpis.repository import statements
from sosafe_api.domains.kpis.rules.periods import begins_at, periods_within
from sosafe_api.domains.kpis.vocabulary import PeriodKind
from tests.domains.kpis.arranging import received
from tests.fixtures.world import World

pytestmark = [pytest.mark.p31, pytest.mark.database]
CONTRACT = Path(__file__).parents[2] / "openapi" / "sosafe.v1.json"  # `make openapi` keeps it true
SENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
LAST_SUNDAYS = {"spring": date(2026, 3, 29), "autumn": date(2026, 10, 25)}


def test_the_contract_calls_every_instant_one() -> None:
    """A name that ends in `_at` is an instant, and a day or a month never bears such a name."""
    schemas = json.loads(CONTRACT.read_text("utf-8"))["components"]["schemas"]
    named = {
        f"{name}.{field}": schema
        for name, owner in schemas.items()
        for field, schema in owner.get("properties", {}).items()
        if field.endswith("_at")
    }
    assert len(named) > 10
    assert {field for field, schema in named.items() if '"date-time"' not in json.dumps(schema)} == set()


@pytest.mark.parametrize(("season", "hours"), [("spring", 23), ("autumn", 25)])
def test_the_days_on_which_the_clocks_change_are_as_long_as_they_are(season: str, hours: int) -> None:
    day = LAST_SUNDAYS[season]
    first, following = begins_at(day), begins_at(day + timedelta(days=1))
    assert following.astimezone(UTC) - first.astimezone(UTC) == timedelta(hours=hours)
    for instant, expected in ((first, day), (following, day + timedelta(days=1))):
        assert london_date(instant.astimezone(UTC)) == expected
        assert london_date(instant.astimezone(UTC) - timedelta(milliseconds=1)) == expected - timedelta(
            days=1
        )


MONTHS = {
    "2025-12-31T23:59:59.999Z": "2025-12-01",
    "2026-01-01T00:00:00Z": "2026-01-01",
    "2026-03-29T00:59:59.999Z": "2026-03-01",
    "2026-03-29T01:00:00Z": "2026-03-01",
    "2026-03-31T22:59:59.999Z": "2026-03-01",
    "2026-03-31T23:00:00Z": "2026-04-01",
    "2025-09-30T23:00:00Z": "2025-10-01",
    "2025-10-26T01:00:00Z": "2025-10-01",
    "2025-10-31T23:30:00Z": "2025-10-01",
    "2025-11-01T00:00:00Z": "2025-11-01",
    "2024-02-29T23:59:59.999Z": "2024-02-01",
    "2024-03-01T00:00:00Z": "2024-03-01",
}


@pytest.mark.parametrize("instant", MONTHS)
def test_a_referral_is_counted_in_its_month_in_london(world: World, instant: str) -> None:
    """Counted by the month's own days as well: no instant falls between two months, or into both."""
    received(world, "2026-04-10", received_at=instant)
    month = date.fromisoformat(MONTHS[instant])
    for start, expected in ((month, 1), (add_months(month, -1), 0), (add_months(month, 1), 0)):
        rows = world.superuser.execute(
            statements.REFERRALS,
            {
                "partnership_id": world.id,
                "start": begins_at(start),
                "end": begins_at(add_months(start, 1)),
            },
        ).fetchall()
        assert {(row[0], row[5]) for row in rows} == ({(month, 1)} if expected else set())


@pytest.mark.parametrize(
    ("kind", "first", "last"),
    [
        (PeriodKind.MONTH, date(2024, 2, 1), datetime(2024, 2, 29, 23, 59, 59, 999_000, UTC)),
        (PeriodKind.QUARTER, date(2026, 1, 1), datetime(2026, 3, 31, 22, 59, 59, 999_000, UTC)),
        (PeriodKind.QUARTER, date(2025, 10, 1), datetime(2025, 12, 31, 23, 59, 59, 999_000, UTC)),
        (PeriodKind.ROLLING_12_MONTHS, date(2025, 4, 1), datetime(2026, 3, 31, 22, 59, 59, 999_000, UTC)),
    ],
)
def test_a_period_ends_with_its_last_day_in_london(kind: PeriodKind, first: date, last: datetime) -> None:
    period = next(found for found in periods_within(kind, first, add_months(first, 12)))
    assert period.start == first
    assert begins_at(period.end).astimezone(UTC) - last == timedelta(milliseconds=1)
