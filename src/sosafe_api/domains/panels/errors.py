"""What panels refuse because of where a meeting stands or what it is for."""

from sosafe_api.core.errors import BusinessRule, FieldError, ValidationFailed


class NotNow(BusinessRule):
    """The meeting is not in a status in which this is done."""

    def __init__(self, detail: str) -> None:
        super().__init__(errors=[FieldError("wrong_meeting_status", detail)])


class NotAPanel(BusinessRule):
    """The group is no panel, so no person is put before it."""

    def __init__(self) -> None:
        super().__init__(errors=[FieldError("not_a_panel", "No person is put before this group.")])


class UnknownReference(ValidationFailed):
    """A value names nothing that the caller can use here."""

    def __init__(self, pointer: str) -> None:
        detail = "Names no record that you can use here."
        super().__init__(errors=[FieldError("unknown_reference", detail, pointer)])


class NamesSomebody(BusinessRule):
    """The text of minutes holds the name of somebody who was put before the panel."""

    def __init__(self) -> None:
        detail = "Must name nobody who was put before the panel: write it in the item's decision."
        super().__init__(errors=[FieldError("names_a_person", detail, "#/text")])
