"""The rules of a police file's values, as conditions on the staging table, and what breaks them."""

from collections.abc import Mapping

from sosafe_api.core.db.staging import Check, Stage
from sosafe_api.domains.incidents.rules.files import LATITUDES, LONGEST_VALUE, LONGITUDES
from sosafe_api.domains.incidents.vocabulary import PoliceFileKind

NUMBER = "^-?[0-9]{1,3}([.][0-9]{1,12})?$"
MONTH = "^[1-9][0-9]{3}-(0[1-9]|1[0-2])$"
_SHARED = (
    "crime_id",
    "month",
    "reported_by",
    "falls_within",
    "longitude",
    "latitude",
    "location",
    "lsoa_code",
    "lsoa_name",
)
_SHARED_TEXTS = {"Reported by": "reported_by", "Falls within": "falls_within", "Location": "location"}
_STREET_TEXTS = {"Last outcome category": "last_outcome", "Context": "context"}
_OUTCOME_TEXTS = {"Outcome type": "outcome_type"}


def _no_number(column: str) -> str:
    return f"{column} IS NOT NULL AND {column} !~ '{NUMBER}'"


def _outside(column: str, bounds: tuple[float, float]) -> str:
    """A value that is no number is named as such, and must not be cast."""
    return (
        f"CASE WHEN {column} ~ '{NUMBER}' THEN {column}::float8 NOT BETWEEN {bounds[0]} AND {bounds[1]}"
        " ELSE false END"
    )


def _checks(of_its_kind: tuple[Check, ...], texts: Mapping[str, str]) -> tuple[Check, ...]:
    """Column of the file, code of the fault, and the rows that have it. An empty value is null.

    The month and the force that most rows have are the file's, so only those that differ are faulty.
    """
    every = {**_SHARED_TEXTS, **texts}
    return (
        ("Month", "not_a_month", f"coalesce(month !~ '{MONTH}', true)"),
        ("Month", "other_month", f"month <> %(month)s AND month ~ '{MONTH}'"),
        ("Reported by", "required", "reported_by IS NULL OR reported_by !~ '[^[:space:]]'"),
        ("Falls within", "required", "falls_within IS NULL OR falls_within !~ '[^[:space:]]'"),
        ("Falls within", "other_force", "falls_within <> %(force)s"),
        *of_its_kind,
        ("Crime ID", "not_a_crime_id", "crime_id IS NOT NULL AND crime_id !~ '^[0-9a-f]{64}$'"),
        (
            "LSOA code",
            "not_an_area_code",
            "lsoa_code IS NOT NULL AND lsoa_code !~ '^([EW]01[0-9]{6}|95[A-Z0-9]{6})$'",
        ),
        ("Longitude", "not_a_coordinate", _no_number("longitude")),
        ("Latitude", "not_a_coordinate", _no_number("latitude")),
        ("Longitude", "one_coordinate", "longitude IS NULL AND latitude IS NOT NULL"),
        ("Latitude", "one_coordinate", "latitude IS NULL AND longitude IS NOT NULL"),
        ("Longitude", "outside_the_country", _outside("longitude", LONGITUDES)),
        ("Latitude", "outside_the_country", _outside("latitude", LATITUDES)),
        *((name, "too_long", f"length({column}) > {LONGEST_VALUE}") for name, column in every.items()),
        *((name, "control_character", f"{column} ~ '[[:cntrl:]]'") for name, column in every.items()),
    )


def _suspect(of_its_kind: str, texts: Mapping[str, str]) -> str:
    """Every row that may have a fault, found six times as fast as by the rules themselves.

    The month and the force are compared with the file's, which are looked at once, and patterns are searched for
    what must not stand there. Coordinates are matched with the bounds of the country without being cast.
    `tests/domains/incidents` holds it against the rules above.
    """
    long = " OR ".join(
        f"octet_length({column}) > {LONGEST_VALUE}" for column in ("location", *texts.values())
    )
    return f"""
 month IS DISTINCT FROM %(month)s OR falls_within IS DISTINCT FROM %(force)s OR reported_by IS DISTINCT FROM %(force)s
 OR %(month)s !~ '{MONTH}' OR %(force)s !~ '[^[:space:]]' OR %(force)s ~ '[[:cntrl:]]'
 OR octet_length(%(force)s) > {LONGEST_VALUE}
 OR {of_its_kind}
 OR octet_length(crime_id) <> 64 OR crime_id ~ '[^0-9a-f]'
 OR octet_length(lsoa_code) <> 9 OR left(lsoa_code, 3) NOT IN ('E01', 'W01') OR substr(lsoa_code, 4) ~ '[^0-9]'
 OR longitude !~ '^(-[0-8]|[0-2])[.][0-9]+$' OR octet_length(longitude) > 15
 OR latitude !~ '^(49|5[0-9]|60)[.][0-9]+$' OR octet_length(latitude) > 15
 OR (longitude IS NULL) <> (latitude IS NULL)
 OR {long} OR concat(location, {", ".join(texts.values())}) ~ '[[:cntrl:]]'"""


STREET = Stage(
    "street_stage",
    (*_SHARED, "crime_type", *_STREET_TEXTS.values()),
    _checks(
        (
            ("Crime type", "legacy_crime_type", "crime_type = ANY(%(other_lists)s)"),
            (
                "Crime type",
                "unknown_crime_type",
                "crime_type IS NULL OR crime_type <> ALL(%(known)s) AND crime_type <> ALL(%(other_lists)s)",
            ),
        ),
        _STREET_TEXTS,
    ),
    _suspect("crime_type IS NULL OR crime_type <> ALL(%(known)s)", _STREET_TEXTS),
)
OUTCOMES = Stage(
    "outcome_stage",
    (*_SHARED, *_OUTCOME_TEXTS.values()),
    _checks(
        (("Outcome type", "required", "outcome_type IS NULL OR outcome_type !~ '[^[:space:]]'"),),
        _OUTCOME_TEXTS,
    ),
    _suspect("outcome_type IS NULL OR outcome_type !~ '[^[:space:]]'", _OUTCOME_TEXTS),
)
STAGES: Mapping[PoliceFileKind, Stage] = {PoliceFileKind.STREET: STREET, PoliceFileKind.OUTCOMES: OUTCOMES}
