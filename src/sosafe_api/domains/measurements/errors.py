"""What measurements refuse because of where they stand, or who asks."""

from sosafe_api.core.errors import BusinessRule, Conflict, FieldError


class NotADraft(Conflict):
    """What was released stands as it is."""

    def __init__(self) -> None:
        super().__init__(
            "Only a draft is changed: enter a new figure, whose release takes the place of this one."
        )


class SecondPersonRequired(BusinessRule):
    """Who entered or last changed a figure cannot release it."""

    def __init__(self, pointer: str = "#/to") -> None:
        detail = "Somebody else must release what you entered or last changed."
        super().__init__(errors=[FieldError("second_person_required", detail, pointer=pointer)])


class FigureFileRefused(Exception):
    """A file as a whole is no file of figures; `code` says why, `detail` what to do about it."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail
