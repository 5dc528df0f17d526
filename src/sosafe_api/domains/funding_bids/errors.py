"""What funding bids refuse because of what is already there."""

from sosafe_api.core.errors import BusinessRule, Conflict, FieldError


class OrganisationIdentifierInUse(Conflict):
    """Another organisation of the partnership has this identifier."""

    def __init__(self) -> None:
        detail = "Another funding organisation has this identifier: use that one."
        super().__init__(errors=[FieldError("identifier_in_use", detail, pointer="#/org_identifier")])


class GrantIdentifierInUse(Conflict):
    """Another bid is published under this identifier."""

    def __init__(self) -> None:
        detail = "Another bid has this grant identifier."
        super().__init__(errors=[FieldError("identifier_in_use", detail, pointer="#/grant_identifier")])


class NotInDelivery(BusinessRule):
    """Money is paid and spent only on what was awarded."""

    def __init__(self) -> None:
        super().__init__("The bid is not an award that stands: nothing is paid, spent or reported on it.")


class NothingLeftToTakeBack(BusinessRule):
    """A correction takes back more than was recorded."""

    def __init__(self) -> None:
        detail = "Takes back more than was recorded as spent."
        super().__init__(errors=[FieldError("below_zero", detail, pointer="#/amount")])
