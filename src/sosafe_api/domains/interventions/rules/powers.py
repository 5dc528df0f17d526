"""What each kind of intervention must, may and must not say, how long it may last, what comes before it. Pure.

Sections are those of the Anti-social Behaviour, Crime and Policing Act 2014 (2014 c. 12); those of
Part 2 are in the Sentencing Act 2020, Part 11, for convictions since 1 December 2020.
"""

from dataclasses import dataclass
from datetime import date

from sosafe_api.core.errors import FieldError
from sosafe_api.domains.interventions.rules.limits import (
    ACT,
    Limit,
    Values,
    cited,
    hours_at_most,
    months_at_least,
    months_at_most,
    needed_under_18,
    penalty_limit,
    section,
    yearly_review,
)
from sosafe_api.domains.interventions.vocabulary import InterventionKind as Kind

# What a step may say whatever its kind; what the kinds differ in is `GOVERNED`.
COMMON = frozenset({"ward", "outward_postcode", "uprn", "place", "review_on"})
GOVERNED = frozenset(
    {
        "person_id", "terms", "starts_on", "last_day", "starts_at", "ends_at", "under_18", "power_of_arrest",
        "conviction", "extent", "ground", "hearing_on", "works", "penalty", "public_spaces_penalty_id",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Power:
    """One kind: fields it requires and further ones it allows. `binding` says that it can be breached.

    `places` are fields of which one at least is required; `after` are kinds of which one was issued before.
    `extensible` says by which field and how far it may be extended, if at all.
    """

    required: frozenset[str]
    allowed: frozenset[str] = frozenset()
    source: str = ""
    binding: bool = False
    places: tuple[str, ...] = ()
    after: frozenset[Kind] = frozenset()
    after_source: str = ""
    limits: tuple[Limit, ...] = ()
    extensible: Limit | None = None


_PREMISES = ("uprn", "place")
_AREA = ("ward", "outward_postcode", "uprn", "place")
_PERSON = frozenset({"person_id"})

POWERS: dict[Kind, Power] = {
    Kind.WARNING_LETTER: Power(required=_PERSON, allowed=frozenset({"terms", "starts_on", "last_day"})),
    Kind.ACCEPTABLE_BEHAVIOUR_AGREEMENT: Power(
        required=_PERSON | {"terms", "starts_on"}, allowed=frozenset({"last_day"}), binding=True
    ),
    Kind.COMMUNITY_PROTECTION_WARNING: Power(
        required=frozenset({"terms"}), allowed=_PERSON, source=section("43(5)")
    ),
    Kind.COMMUNITY_PROTECTION_NOTICE: Power(
        required=frozenset({"terms", "starts_on"}),
        allowed=_PERSON | {"last_day", "works"},
        source=section("43"),
        binding=True,
        after=frozenset({Kind.COMMUNITY_PROTECTION_WARNING}),
        after_source=section("43(5)"),
    ),
    Kind.FIXED_PENALTY_NOTICE: Power(
        required=_PERSON | {"penalty"},
        allowed=frozenset({"public_spaces_penalty_id"}),
        source=f"{ACT}, sections 52 and 68",
        after=frozenset({Kind.COMMUNITY_PROTECTION_NOTICE}),
        after_source=f"{ACT}, sections 48, 52 and 68",
        limits=(penalty_limit,),
    ),
    Kind.INJUNCTION: Power(
        required=_PERSON | {"terms", "starts_on", "under_18", "power_of_arrest"},
        allowed=frozenset({"last_day"}),
        source=section("1"),
        binding=True,
        limits=(
            needed_under_18("last_day", section("1(6)")),
            months_at_most(12, section("1(6)"), under_18=True),
        ),
    ),
    Kind.CRIMINAL_BEHAVIOUR_ORDER: Power(
        required=_PERSON | {"terms", "starts_on", "under_18", "conviction"},
        allowed=frozenset({"last_day"}),
        source=section("22"),
        binding=True,
        limits=(
            needed_under_18("last_day", section("25")),
            needed_under_18("review_on", section("28")),
            months_at_least(12, section("25"), under_18=True),
            months_at_most(36, section("25"), under_18=True),
            months_at_least(24, section("25"), under_18=False),
            yearly_review(section("28")),
        ),
    ),
    Kind.DISPERSAL_DIRECTION: Power(
        required=frozenset({"terms", "starts_at", "ends_at"}),
        allowed=_PERSON,
        source=section("35"),
        binding=True,
        places=_AREA,
        limits=(hours_at_most(48, section("35")),),
    ),
    Kind.CLOSURE_NOTICE: Power(
        required=frozenset({"terms", "starts_at", "ends_at", "extent"}),
        allowed=_PERSON,
        source=section("76"),
        binding=True,
        places=_PREMISES,
        limits=(hours_at_most(48, section("77")),),
        extensible=hours_at_most(48, section("77")),
    ),
    Kind.CLOSURE_ORDER: Power(
        required=frozenset({"terms", "starts_on", "last_day", "extent"}),
        allowed=_PERSON,
        source=section("80"),
        binding=True,
        places=_PREMISES,
        after=frozenset({Kind.CLOSURE_NOTICE}),
        after_source=section("80(1)"),
        limits=(months_at_most(3, section("80")),),
        extensible=months_at_most(6, section("82")),
    ),
    Kind.NOTICE_OF_SEEKING_POSSESSION: Power(
        required=_PERSON | {"ground"}, allowed=frozenset({"hearing_on"}), source="Housing Acts 1985 and 1988"
    ),
    Kind.POSSESSION_ABSOLUTE_GROUND: Power(
        required=_PERSON | {"ground"},
        allowed=frozenset({"hearing_on", "starts_on"}),
        source=f"{ACT}, sections 94 and 97",
        after=frozenset({Kind.NOTICE_OF_SEEKING_POSSESSION}),
        after_source="Housing Act 1985, section 83ZA; Housing Act 1988, section 8",
    ),
    Kind.WELFARE_CHECK: Power(required=_PERSON),
    Kind.SINGLE_POINT_OF_ACCESS_REFERRAL: Power(required=_PERSON),
    Kind.MEDIATION: Power(required=frozenset(), allowed=_PERSON | {"terms", "starts_on"}),
}


def content_errors(kind: Kind, values: Values) -> list[FieldError]:
    """Everything that is wrong with what a step says. `values` are the fields of `COMMON` and `GOVERNED`."""
    power = POWERS[kind]
    given = {name for name in GOVERNED if values.get(name) is not None}
    required = cited("Must be given for this kind of intervention", power.source)
    errors = [FieldError("required", required, f"#/{name}") for name in sorted(power.required - given)]
    errors += [
        FieldError("not_wanted", "Must not be given for this kind of intervention.", f"#/{name}")
        for name in sorted(given - power.required - power.allowed)
    ]
    if power.places and not any(values.get(name) for name in power.places):
        named = ", ".join(f"`{name}`" for name in power.places)
        detail = cited(f"One of {named} must be given for this kind of intervention", power.source)
        errors.append(FieldError("required", detail, f"#/{power.places[-1]}"))
    errors += _order_errors(values)
    return errors + [error for limit in power.limits if (error := limit(values))]


def extension_errors(kind: Kind, values: Values, before: Values) -> list[FieldError]:
    """What is wrong with a later end. `values` hold the start and the new end, `before` the present one."""
    power = POWERS[kind]
    wanted = next((name for name in ("last_day", "ends_at") if name in power.required), "last_day")
    if power.extensible is None:
        return [FieldError("not_extensible", "This kind of intervention cannot be extended.", f"#/{wanted}")]
    other = ({"last_day", "ends_at"} - {wanted}).pop()
    errors = []
    if values.get(other) is not None:
        errors.append(
            FieldError("not_wanted", "Must not be given for this kind of intervention.", f"#/{other}")
        )
    end = values.get(wanted)
    if end is None:
        return [
            *errors,
            FieldError("required", "Must be given for this kind of intervention.", f"#/{wanted}"),
        ]
    if end <= before[wanted]:
        errors.append(FieldError("not_later", "Must be later than the present end.", f"#/{wanted}"))
    limit = power.extensible(values)
    return [*errors, limit] if limit else errors


def earlier_step(kind: Kind, values: Values, taken: frozenset[Kind]) -> list[FieldError]:
    """What is missing before a step of this kind may be issued; `taken` are kinds issued on the same case.

    A penalty under a public spaces protection order follows from the order, not from a notice to the person.
    """
    power = POWERS[kind]
    if not power.after or power.after & taken or values.get("public_spaces_penalty_id") is not None:
        return []
    named = " or ".join(sorted(earlier.value for earlier in power.after))
    detail = cited(
        f"A step of the kind {named} must have been issued before on the same case", power.after_source
    )
    return [FieldError("earlier_step_missing", detail, "#/to")]


def _order_errors(values: Values) -> list[FieldError]:
    pairs = (
        ("starts_on", "last_day", False),
        ("starts_at", "ends_at", True),
        ("starts_on", "review_on", False),
    )
    errors = []
    for start, end, strictly in pairs:
        first, second = values.get(start), values.get(end)
        if first is None or second is None or second > first or (second == first and not strictly):
            continue
        errors.append(FieldError("before_start", f"Must be later than `{start}`.", f"#/{end}"))
    return errors


def in_force_on(day: date, starts_on: date | None, end: date | None) -> bool:
    """Both the first and the last day count."""
    return (starts_on is None or starts_on <= day) and (end is None or day <= end)
