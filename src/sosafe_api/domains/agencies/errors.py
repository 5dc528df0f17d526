"""What the directory refuses because of what is already there."""

from sosafe_api.core.errors import BusinessRule, Conflict, FieldError, ValidationFailed


class SlugInUse(Conflict):
    """The slug names another record of this kind."""

    def __init__(self) -> None:
        detail = "Names another record already."
        super().__init__(errors=[FieldError("slug_in_use", detail, pointer="#/slug")])


class PeriodOverlaps(Conflict):
    """The agency has another membership, or another liaison officer, on some day of the period."""

    def __init__(self) -> None:
        detail = "The period has days in common with another of the same agency: end that one first."
        super().__init__(errors=[FieldError("period_overlaps", detail, pointer="#/starts_on")])


class UnknownAgency(ValidationFailed):
    """The agency named in the body is not one of the partnership's."""

    def __init__(self) -> None:
        detail = "Names no record that you can use here."
        super().__init__(errors=[FieldError("unknown_reference", detail, pointer="#/agency_id")])


class NotResponsible(BusinessRule):
    """Designated liaison officers are those of responsible authorities (SI 2007/1830)."""

    def __init__(self) -> None:
        detail = "On each day of the period the agency must belong as a responsible authority."
        super().__init__(errors=[FieldError("not_a_responsible_authority", detail, pointer="#/starts_on")])


class OfficerRemains(BusinessRule):
    """The agency's liaison officer is designated beyond the end of its membership."""

    def __init__(self) -> None:
        detail = "The agency's liaison officer is designated beyond that day: end that first."
        super().__init__(errors=[FieldError("liaison_officer_remains", detail, pointer="#/ends_on")])


class NotRunning(BusinessRule):
    """A service that is not active cannot accept referrals."""

    def __init__(self) -> None:
        detail = "A service takes referrals only while its status is `active`."
        super().__init__(errors=[FieldError("service_not_active", detail, pointer="#/accepting")])
