"""What action plans refuse because of where they stand, or who asks."""

from collections.abc import Iterable

from sosafe_api.core.errors import BusinessRule, Conflict, FieldError


class PlanExists(Conflict):
    """A strategy has one plan a year."""

    def __init__(self) -> None:
        detail = "The strategy has a plan for this year already."
        super().__init__(errors=[FieldError("plan_exists", detail, pointer="#/financial_year")])


class AlreadyCarried(Conflict):
    """An action is carried over once."""

    def __init__(self) -> None:
        super().__init__("An action was carried over meanwhile: ask again, and what remains is carried.")


class NotWritable(Conflict):
    """A plan that ended stands as it is."""

    def __init__(self) -> None:
        super().__init__("The plan is closed or discarded, so nothing in it changes.")


class NotADraft(Conflict):
    """The frame of a plan is agreed with it."""

    def __init__(self) -> None:
        super().__init__("Only a draft is changed: the plan was agreed as it is.")


class NotAgreed(Conflict):
    """Progress is made on agreed plans only."""

    def __init__(self) -> None:
        super().__init__("The plan is not agreed, so no progress is recorded in it.")


class ActionFinished(Conflict):
    """What is finished is not changed."""

    def __init__(self) -> None:
        super().__init__("The action is finished: take it up again first.")


class AgreedByTwo(BusinessRule):
    """Who wrote a plan, or an action of it, cannot agree it."""

    def __init__(self) -> None:
        detail = "Somebody who wrote nothing of it must agree it."
        super().__init__(errors=[FieldError("second_person_required", detail, pointer="#/to")])


class EmptyPlan(BusinessRule):
    """A plan without actions is of no use to anybody."""

    def __init__(self) -> None:
        detail = "The plan has no actions yet."
        super().__init__(errors=[FieldError("empty_plan", detail, pointer="#/to")])


class ActionsRemain(BusinessRule):
    """A plan is closed once nothing in it is left to do."""

    def __init__(self, numbers: Iterable[int]) -> None:
        errors = [
            FieldError("unfinished_action", f"Action {number} is unfinished: carry it over.", pointer="#/to")
            for number in numbers
        ]
        super().__init__(errors=errors)


class CarriedActionsRemain(BusinessRule):
    """What was carried into a plan stands nowhere else, so it is not thrown away with a draft."""

    def __init__(self, numbers: Iterable[int]) -> None:
        errors = [
            FieldError(
                "carried_action", f"Action {number} was carried here: cancel it first.", pointer="#/to"
            )
            for number in numbers
        ]
        super().__init__(errors=errors)


class SectionStands(BusinessRule):
    """A step that a problem-solving plan has taken rests on what was written for it."""

    def __init__(self, sections: Iterable[str]) -> None:
        errors = [
            FieldError(
                "section_needed", "The present step rests on it: write it anew.", pointer=f"#/{section}"
            )
            for section in sections
        ]
        super().__init__(errors=errors)


class TooManyActions(BusinessRule):
    """A plan is read whole at each meeting."""

    def __init__(self, most: int) -> None:
        super().__init__(f"A plan has at most {most} actions.")


class SectionMissing(BusinessRule):
    """A step of SARA rests on what the one before it found."""

    def __init__(self, section: str) -> None:
        detail = f"Needs `{section}` before."
        super().__init__(errors=[FieldError("section_missing", detail, pointer="#/to")])
