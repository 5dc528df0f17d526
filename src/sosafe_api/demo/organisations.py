"""The demonstration's agencies, services and groups: the kinds a district partnership in Hertfordshire has.

Shape after the SoSafe Community Safety Strategy 2018/21; names are generic and nobody in it exists.
"""

from dataclasses import dataclass
from datetime import date

SLUG = "demo"
NAME = "Demonstration Community Safety Partnership"
AREA_CODE = "E07000243"
PURPOSE = "safeguarding"
PLACES_SERVICE = "respite-space"
REVIEWING_GROUP = "death-reviews-group"
POLICE_ANALYST = "police-analyst"
CLIENT_NAME = "tenancy-system"
CLIENT_SECRET = "a-secret-for-the-demonstration-only"  # noqa: S105  # it opens fictional people alone


@dataclass(frozen=True, slots=True)
class DemoAgency:
    """An agency; `basis` is how it belongs to the partnership."""

    slug: str
    name: str
    kind: str
    basis: str
    referral_source: str
    share: int


AGENCIES = (
    DemoAgency("council", "Example Borough Council", "district_council", "responsible_authority", "council_housing", 30),
    DemoAgency("police", "Example Constabulary", "police", "responsible_authority", "police", 26),
    DemoAgency("fire", "Example Fire and Rescue Service", "fire_and_rescue", "responsible_authority", "fire_and_rescue", 4),
    DemoAgency("health", "Example Integrated Care Board", "health_commissioner", "responsible_authority", "primary_care", 11),
    DemoAgency("county", "Example County Council", "county_council", "responsible_authority", "childrens_social_care", 12),
    DemoAgency("probation", "Example Probation Service", "probation", "responsible_authority", "probation", 9),
    DemoAgency("commissioner", "Example Police and Crime Commissioner", "police_and_crime_commissioner", "co_operating_body", "other", 1),
    DemoAgency("safety-unit", "Example County Community Safety Unit", "community_safety_unit", "partner", "other", 1),
    DemoAgency("housing", "Example Housing Association", "housing_association", "partner", "housing_association", 6),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DemoService:
    """A service and the part of its referrals that it accepts."""

    slug: str
    agency: str
    name: str
    description: str
    eligibility: str
    reasons: tuple[str, ...]
    days: int
    share: int
    accepts: float
    minimum_age: int | None = None
    takes_self_referrals: bool = False
    kind: str = "other"


SERVICES = (
    DemoService("domestic-abuse-support", "council", "Domestic Abuse Support", "Support and crisis intervention for survivors.",
        "Survivors of domestic abuse who live in the borough.", ("domestic_abuse_victim",), 3, 24, 0.86, 16, takes_self_referrals=True, kind="domestic_abuse_support"),
    DemoService(PLACES_SERVICE, "council", "Respite Space", "A furnished flat for respite.",
        "Survivors in crisis, by the domestic abuse service.", ("domestic_abuse_victim",), 1, 4, 0.62, 16, kind="safe_accommodation"),
    DemoService("one-to-one-support", "council", "One-to-one Support", "Work with people whose drinking, drug use or offending harms them and others.",
        "Adults with substance use or offending, prison leavers included.", ("substance_drugs", "substance_alcohol", "offending"), 7, 22, 0.78, 18, kind="one_to_one_support"),
    DemoService("behaviour-change", "county", "Behaviour Change Programme", "A weekly programme for people who abuse their partners.",
        "Perpetrators of domestic abuse who want to change.", ("domestic_abuse_perpetrator",), 7, 8, 0.64, 18, takes_self_referrals=True, kind="perpetrator_programme"),
    DemoService("whole-family", "county", "Whole-family Programme", "A programme for expectant parents.",
        "Expectant parents, together or not.", ("domestic_abuse_victim", "safeguarding_child"), 7, 4, 0.7, kind="family_support"),
    DemoService("families", "county", "Family Intervention", "A key worker for the whole family.",
        "Families at risk of losing their home, with arrears or ASB.", ("tenancy_risk", "safeguarding_child", "asb_perpetrator"), 7, 12, 0.74, kind="family_support"),
    DemoService("multiple-needs-panel", "council", "Multiple Needs Panel", "A panel of agencies for people with several needs.",
        "Vulnerable adults, also below any one agency's threshold.", ("mental_health", "safeguarding_adult", "hoarding"), 14, 8, 0.9, 18, kind="multiple_needs"),
    DemoService("youth-multiple-needs-panel", "council", "Youth Multiple Needs Panel", "The same for young people.",
        "Young people with several needs.", ("exploitation_cse", "safeguarding_child"), 14, 4, 0.9, kind="multiple_needs"),
    DemoService("offender-management", "police", "Integrated Offender Management", "Joint management of persistent offenders.",
        "Persistent offenders.", ("offending",), 7, 4, 0.55, 18, kind="offender_management"),
    DemoService("asb-team", "council", "Anti-social Behaviour Team", "Case work and powers.",
        "Complainants and tenants.", ("asb_victim", "hate"), 5, 10, 0.82, kind="anti_social_behaviour"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DemoGroup:
    """A group and its rhythm; a panel's kind decides what its members see."""

    slug: str
    name: str
    level: str
    purpose: str
    rhythm: str
    chair: str
    first: date
    panel_kind: str | None = None


GROUPS = (
    DemoGroup("responsible-authorities-group", "Responsible Authorities Group", "strategic", "Reviews the plan, its progress and the sharing of information.", "quarterly", "Chief executive, borough council", date(2024, 4, 17)),
    DemoGroup("joint-action-group", "Joint Action Group", "operational", "Carries the action plan and monitors grants.", "every_28_days", "Inspector, neighbourhood team", date(2024, 4, 3)),
    DemoGroup("asb-forum", "ASB Forum", "multi_agency", "Reviews ASB cases and policy, with residents.", "quarterly", "Officer, county community safety unit", date(2024, 5, 8), "asb_forum"),
    DemoGroup("multiple-needs-working-group", "Multiple Needs Working Group", "panel", "Takes referrals of vulnerable people.", "every_42_days", "Officer, borough council", date(2024, 4, 10), "multiple_needs"),
    DemoGroup("youth-multiple-needs-working-group", "Youth Multiple Needs Working Group", "panel", "The same for young people.", "every_42_days", "Officer, borough council", date(2024, 4, 11), "youth_multiple_needs"),
    DemoGroup("domestic-abuse-working-group", "Domestic Abuse Working Group", "multi_agency", "Strategy and training on domestic abuse.", "every_42_days", "Officer, borough council", date(2024, 4, 18)),
    DemoGroup("domestic-abuse-forum", "Domestic Abuse Forum", "multi_agency", "Survivors shape the service.", "monthly", "Officer, borough council", date(2024, 4, 24)),
    DemoGroup("domestic-abuse-panel", "Domestic Abuse Panel", "panel", "Safety plans where the risk is medium or standard.", "monthly", "Officer, borough council", date(2024, 4, 23), "sada_panel"),
    DemoGroup("marac", "Multi-agency Risk Assessment Conference", "county", "Safety plans for victims at high risk.", "every_28_days", "Detective inspector", date(2024, 4, 9), "marac"),
    DemoGroup(REVIEWING_GROUP, "Death Reviews Group", "county", "Learns from deaths by domestic abuse.", "ad_hoc", "Independent chair", date(2024, 4, 30)),
)  # fmt: skip
