"""What death reviews refuse because of where they stand, or who asks."""

from sosafe_api.core.errors import BusinessRule, Conflict, FieldError


class ReferenceInUse(Conflict):
    """The reference names another review."""

    def __init__(self) -> None:
        detail = "Names another review already."
        super().__init__(errors=[FieldError("reference_in_use", detail, pointer="#/reference")])


class NotWritable(Conflict):
    """What is said of the review cannot change any more."""

    def __init__(self) -> None:
        super().__init__("The review stands as it is: it is in quality assurance, published, or closed.")


class ReleasedByTwo(BusinessRule):
    """Who handed the report over for assurance cannot publish it."""

    def __init__(self) -> None:
        detail = "Somebody else must publish what you handed over for assurance."
        super().__init__(errors=[FieldError("second_person_required", detail, pointer="#/to")])


class NotPublishable(BusinessRule):
    """The anonymised view would have gaps."""

    def __init__(self, missing: list[str]) -> None:
        errors = [
            FieldError("needed_for_publication", f"Needs `{name}` before.", pointer="#/to")
            for name in missing
        ]
        super().__init__(errors=errors)
