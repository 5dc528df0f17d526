"""What surveys refuse because of where a record stands, or what is there already."""

from sosafe_api.core.errors import BusinessRule, Conflict, FieldError


class QuestionnaireStands(Conflict):
    """A published or retired version never changes."""

    def __init__(self) -> None:
        super().__init__("The version stands as it is: make a new one from it.")


class QuestionnaireNotPublished(BusinessRule):
    """Only a published version is asked."""

    def __init__(self) -> None:
        detail = "Must name a published version."
        errors = [FieldError("not_published", detail, pointer="#/questionnaire_id")]
        super().__init__(errors=errors)


class NextVersionExists(Conflict):
    """A version is followed by one other."""

    def __init__(self) -> None:
        super().__init__("A version was made from this one already.")


class WaveNotOpen(Conflict):
    """A closed wave takes nothing more."""

    def __init__(self) -> None:
        super().__init__("The wave is closed: nothing can be added to it or changed.")


class WaveNotClosed(Conflict):
    """The results of an open wave would tell, by their differences, what the last respondent said."""

    def __init__(self) -> None:
        super().__init__("Results are read once the wave is closed.")


class WrongMaterial(BusinessRule):
    """A wave rests on responses or on stated counts, never on both."""

    def __init__(self, material: str) -> None:
        super().__init__(f"This wave rests on {material}.")


class NothingToClose(BusinessRule):
    """A wave without responses or counts has no results."""

    def __init__(self) -> None:
        detail = "The wave holds nothing: declare it entered in error instead."
        super().__init__(errors=[FieldError("needed_for_closure", detail, pointer="#/to")])


class ResponseReferenceInUse(Conflict):
    """The reference names another response of the wave."""

    def __init__(self) -> None:
        detail = "Names another response already."
        super().__init__(errors=[FieldError("reference_in_use", detail, pointer="#/reference")])


class ComplainantAlreadySurveyed(Conflict):
    """Each complainant of a case is surveyed once."""

    def __init__(self) -> None:
        detail = "This complainant of the case was surveyed already."
        super().__init__(errors=[FieldError("already_surveyed", detail, pointer="#/complainant_number")])


class NotAClosedAsbCase(BusinessRule):
    """Complainants are asked after an anti-social behaviour case was closed."""

    def __init__(self) -> None:
        super().__init__("Complainants are surveyed about a closed case against anti-social behaviour.")
