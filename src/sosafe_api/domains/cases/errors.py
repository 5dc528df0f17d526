"""What can go wrong with the work on a case."""

from sosafe_api.core.errors import BusinessRule, Conflict, FieldError


class CaseNotOpen(BusinessRule):
    """Work on the case has ended, so nothing is added to it."""

    def __init__(self) -> None:
        super().__init__("Work on the case has ended: nothing can be added to it.")


class CaseRests(BusinessRule):
    """A case takes up further referrals only while it is open, since they are in progress from then on."""

    def __init__(self) -> None:
        super().__init__("A case takes up referrals only while its status is `open`.")


class AlreadyInCase(Conflict):
    """The person stands in the case in this role already."""

    def __init__(self) -> None:
        detail = "The person has this role in the case already."
        super().__init__(errors=[FieldError("already_in_case", detail, pointer="#/role")])


class AlreadyAtWork(Conflict):
    """The user works on the case already."""

    def __init__(self) -> None:
        detail = "Works on the case already."
        super().__init__(errors=[FieldError("already_at_work", detail, pointer="#/principal_id")])


class LeadMustBeHandedOver(BusinessRule):
    """A case that is at work has somebody who leads it."""

    def __init__(self) -> None:
        detail = "Who leads a case hands the lead to another worker before their work ends."
        super().__init__(errors=[FieldError("lead_must_be_handed_over", detail, pointer="#/ended")])


class PersonStaysInCase(BusinessRule):
    """The case is about nobody else, or its work names the person."""

    def __init__(self) -> None:
        super().__init__("The case is about nobody else, or work on it names this person.")


class UnsafeContact(BusinessRule):
    """The person said that they must not be reached in this way."""

    def __init__(self) -> None:
        detail = "The person's safe-contact rules do not allow to reach them in this way."
        super().__init__(errors=[FieldError("unsafe_contact", detail, pointer="#/kind")])


class AlreadyInFamily(Conflict):
    """The case belongs to the family already."""

    def __init__(self) -> None:
        detail = "The case belongs to the family already."
        super().__init__(errors=[FieldError("already_in_family", detail, pointer="#/case_id")])


class FamilyKeptApart(BusinessRule):
    """A case of a family is seen by its workers only, so that the sides are kept apart."""

    def __init__(self, pointer: str) -> None:
        detail = "A case of a family is seen by its workers only: its access must be `workers`."
        super().__init__(errors=[FieldError("family_kept_apart", detail, pointer=pointer)])


class NotOnTheCase(BusinessRule):
    """Who does not work on a case would shut themselves out of it."""

    def __init__(self) -> None:
        detail = "Only somebody who works on the case leaves it to its workers."
        super().__init__(errors=[FieldError("not_on_the_case", detail, pointer="#/access")])


class MessageNamesSomebody(BusinessRule):
    """Workers of the other side read a family's message as well."""

    def __init__(self) -> None:
        detail = "The message must hold no name, telephone number, postcode or e-mail address."
        super().__init__(errors=[FieldError("names_somebody", detail, pointer="#/message")])
