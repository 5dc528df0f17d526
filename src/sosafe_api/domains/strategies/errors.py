"""What strategies refuse because of where they stand, or who asks."""

from sosafe_api.core.errors import BusinessRule, Conflict, FieldError


class TermOverlaps(Conflict):
    """Two strategies would stand for the same days."""

    def __init__(self) -> None:
        detail = "Another adopted strategy has days of this term: supersede it first."
        super().__init__(errors=[FieldError("term_overlaps", detail, pointer="#/to")])


class DraftExists(Conflict):
    """A strategy has one draft at a time."""

    def __init__(self) -> None:
        super().__init__("A draft of this strategy exists already: change it, or discard it.")


class NotADraft(Conflict):
    """What was adopted stands as it is."""

    def __init__(self) -> None:
        super().__init__("Only a draft is written: correct a slip, or make a new version.")


class NotAdopted(Conflict):
    """Only what stands can be corrected."""

    def __init__(self) -> None:
        super().__init__("Only an adopted strategy is corrected: a draft is changed.")


class NoObjectives(BusinessRule):
    """A strategy without objectives is of no use to anybody."""

    def __init__(self) -> None:
        detail = "The strategy has no objectives yet."
        super().__init__(errors=[FieldError("no_objectives", detail, pointer="#/to")])


class AdoptedByTwo(BusinessRule):
    """Who wrote or changed a strategy cannot adopt it."""

    def __init__(self) -> None:
        detail = "Somebody who wrote nothing of it must adopt it."
        super().__init__(errors=[FieldError("second_person_required", detail, pointer="#/to")])
