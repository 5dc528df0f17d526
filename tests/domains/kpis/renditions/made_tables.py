"""Tables as the service tells them, made to show every look: breaks, gaps, signals, revisions, long names."""

from datetime import date
from typing import Any

from sosafe_api.domains.kpis.renditions import RenderedTable

Json = dict[str, Any]
RELEASE: Json = {
    "id": "019a0000-0000-7000-8000-0000000000dd",
    "number": 12,
    "data_cut_off": "2026-11-02T09:30:00.123Z",
}
CRIME: Json = {
    "code": "crime_rate",
    "title": "Recorded crime per 1,000 residents",
    "description": "Crimes recorded in the district.",
    "unit": "per_1000_population",
    "decimal_places": 2,
    "polarity": "lower_better",
    "numerator": {"rule": "Rows of all crime types.", "series": "crimes", "source": "Police."},
    "denominator": {"rule": "Residents.", "series": "mid_year", "source": "ONS."},
    "periods": ["month", "quarter"],
    "breakdowns": [],
    "interval": {"level": 0.95, "method": "byar"},
    "disclosure": "open_source",
    "source": "Police.",
    "licence": "OGL-UK-3.0",
    "version": 1,
}
DECLINES: Json = CRIME | {
    "code": "declines_by_reason",
    "title": "Referrals declined, by reason",
    "unit": "count",
    "decimal_places": 0,
    "polarity": "neutral",
    "denominator": None,
    "interval": None,
    "breakdowns": [{"by": "reason", "published_periods": ["quarter"]}],
}
SURVIVORS: Json = CRIME | {
    "code": "survivors_supported",
    "title": "Survivors supported",
    "unit": "count",
    "decimal_places": 0,
    "polarity": "neutral",
    "denominator": None,
    "interval": None,
    "periods": ["month", "quarter", "financial_year"],
    "disclosure": "sensitive",
}
VALUES = (19.1, 20.3, 18.7, 19.5, 20.1, 21.0, 19.9, 20.4, 15.2, 17.9, None, 18.8, 19.4, None, 22.38, 23.1)
REASONS = {
    "does_not_meet_threshold": (
        "Does not meet the threshold of the service that it was sent to, or of any other",
        120,
    ),
    "no_capacity": ("No capacity", 34),
    "consent_withdrawn": ("=Consent withdrawn", 12),
    "duplicate": ("Duplicate", None),
    "other": ("Other", 0),
}


def quarter(number: int) -> Json:
    """The number-th quarter from April 2018 on."""
    start, end = (date(2018 + m // 12, m % 12 + 1, 1) for m in (3 + 3 * number, 6 + 3 * number))
    year = 2018 + number // 4
    return {
        "start": start.isoformat(),
        "end": end.isoformat(),
        "label": f"{year}/{(year + 1) % 100:02d} Q{number % 4 + 1}",
    }


def observation(
    definition: Json, number: int, value: float | None, status: str = "final", **more: Any
) -> Json:
    interval = None
    if definition["interval"] and value is not None:
        interval = {
            "low": round(value - 0.9, 2),
            "high": round(value + 0.9, 2),
            "level": 0.95,
            "method": "byar",
        }
    of_residents = {"value": 88104, "series": "mid_year", "reference_date": "2020-06-30", "source": "ONS."}
    return {
        "period": quarter(number),
        "area": {"code": "E07000243", "code_type": "NMD", "vintage": 2021},
        "breakdown": None,
        "value": value,
        "unit": definition["unit"],
        "decimal_places": definition["decimal_places"],
        "numerator": {
            "value": None if value is None else round(value * 88.104 if interval else value),
            "series": "crimes",
            "reference_date": None,
            "source": "Police.",
        },
        "denominator": of_residents if definition["denominator"] else None,
        "interval": interval,
        "status": status,
        "suppressed": status == "suppressed",
        "definition_version": 1,
        "data_cut_off": "2026-11-02T09:30:00.123Z",
        **more,
    }


def crime() -> RenderedTable:
    """Sixteen quarters with two gaps, a break, a revision, two provisional values, targets, limits, two signals."""
    statuses = {10: "suppressed", 13: "not_available", 14: "provisional", 15: "provisional"}
    observations = [
        observation(
            CRIME,
            number,
            value,
            statuses.get(number, "final"),
            revision=int(number == 5),
            target={"value": 20.5 if number < 8 else 19.0},
            break_before="New recording system." if number == 8 else None,
        )
        for number, value in enumerate(VALUES)
    ]
    points = [
        {
            "period": quarter(number),
            "mean": 19.9 if number < 8 else 19.4,
            "lower_limit": 17.4 if number < 8 else 16.0,
            "upper_limit": 22.4 if number < 8 else 22.8,
            "signals": ["beyond_limits"] if number in (8, 15) else [],
        }
        for number in range(16)
    ]
    return RenderedTable.of(
        definition=CRIME,
        observations=observations,
        analysis={"points": points},
        release=RELEASE,
        period="quarter",
        slug="example",
        publisher="Example District",
    )


def declines() -> RenderedTable:
    """One quarter by reason, with a hidden count, a nought, a long name, and one that would be a formula."""
    parts = [
        observation(DECLINES, 15, value, "final" if value is not None else "suppressed")
        | {"breakdown": {"by": "reason", "code": code, "name": name}}
        for code, (name, value) in REASONS.items()
    ]
    return RenderedTable.of(
        definition=DECLINES,
        observations=[observation(DECLINES, 15, 180), *parts],
        release=RELEASE,
        period="quarter",
        by="reason",
        slug="example",
        publisher="Example District",
    )


def survivors(release: Json | None = RELEASE) -> RenderedTable:
    """Three years of an indicator under the 10-5 rule, with limits of few values: rounded where they are published."""
    counts = (105, None, 120)
    years = [
        {"start": f"{year}-04-01", "end": f"{year + 1}-04-01", "label": f"{year}/{(year + 1) % 100}"}
        for year in (2018, 2019, 2020)
    ]
    limits = {"mean": 112.5, "lower_limit": 72.6, "upper_limit": 152.4, "signals": [], "part": 1}
    return RenderedTable.of(
        definition=SURVIVORS,
        observations=[
            observation(SURVIVORS, number, count, "final" if count else "suppressed")
            | {"period": years[number]}
            for number, count in enumerate(counts)
        ],
        analysis={
            "points": [{"period": year, **limits} for year in years],
            "parts": [{"number": 1, "trial": True}],
        },
        release=release,
        period="financial_year",
        slug="example",
        publisher="Example District",
    )
