"""Rules of sharing: the lives of consents and exclusions, what the agreements cover, when a notice is due. Pure."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sosafe_api.domains.auth.rules import AgreedGround, AgreedTerms
from sosafe_api.domains.auth.vocabulary import SharedDataClass
from sosafe_api.domains.sharing.vocabulary import ExclusionStatus, ServiceConsentStatus, SharingRefusal

NOTICE_PERIOD = timedelta(days=7)  # for a recipient to acknowledge that a consent was withdrawn

C = ServiceConsentStatus
CONSENT_TRANSITIONS: dict[ServiceConsentStatus, frozenset[ServiceConsentStatus]] = {
    C.NOT_SOUGHT: frozenset({C.GIVEN, C.REFUSED}),
    C.GIVEN: frozenset({C.WITHDRAWN}),
    C.REFUSED: frozenset({C.GIVEN}),
    C.WITHDRAWN: frozenset({C.GIVEN}),
}
FIRST_CONSENTS = frozenset({C.GIVEN, C.REFUSED, C.NOT_SOUGHT})

E = ExclusionStatus
EXCLUSION_TRANSITIONS: dict[ExclusionStatus, frozenset[ExclusionStatus]] = {
    E.IN_FORCE: frozenset({E.LIFTING_REQUESTED}),
    E.LIFTING_REQUESTED: frozenset({E.IN_FORCE, E.LIFTED}),
    E.LIFTED: frozenset(),
}

LIVES: dict[str, dict[Any, Any]] = {
    "The life of a consent": CONSENT_TRANSITIONS,
    "The life of an exclusion": EXCLUSION_TRANSITIONS,
}

# UK GDPR Articles 9 and 10: beside the lawful basis these need a condition of the Data Protection Act 2018.
NEEDING_A_CONDITION = frozenset({SharedDataClass.SPECIAL_CATEGORY, SharedDataClass.CRIMINAL_OFFENCE})


def may_move_exclusion(
    status: ExclusionStatus, *, asked_by: UUID | None, excluded: UUID, mover: UUID
) -> frozenset[ExclusionStatus]:
    """Lifting needs two people, and neither may be the one who is excluded."""
    if mover == excluded:
        return frozenset()
    allowed = EXCLUSION_TRANSITIONS[status]
    return allowed - {E.LIFTED} if mover == asked_by else allowed


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether an agreement covers a disclosure, which, and on what ground; or why none does."""

    agreement_id: UUID | None
    ground: AgreedGround | None
    refusals: tuple[SharingRefusal, ...]

    @property
    def allowed(self) -> bool:
        return self.ground is not None


def judge(
    agreements: Sequence[AgreedTerms],
    purpose: str,
    recipient: UUID,
    data_classes: Collection[SharedDataClass],
) -> Verdict:
    """`agreements` bind the sender on the day, newest first; the refusals are those of the one that comes closest."""
    closest: tuple[SharingRefusal, ...] = (SharingRefusal.NO_AGREEMENT,)
    for terms in agreements:
        if recipient not in terms.parties:
            continue
        refusals = tuple(_refusals(terms, purpose, recipient, data_classes))
        if not refusals:
            return Verdict(terms.agreement_id, terms.grounds[purpose], ())
        if closest == (SharingRefusal.NO_AGREEMENT,) or len(refusals) < len(closest):
            closest = refusals
    return Verdict(None, None, closest)


def _refusals(
    terms: AgreedTerms, purpose: str, recipient: UUID, data_classes: Collection[SharedDataClass]
) -> Iterator[SharingRefusal]:
    if recipient not in terms.recipients:
        yield SharingRefusal.RECIPIENT_NOT_ENTITLED
    if not set(data_classes) <= terms.data_classes:
        yield SharingRefusal.DATA_CLASS_NOT_AGREED
    ground = terms.grounds.get(purpose)
    if ground is None:
        yield SharingRefusal.PURPOSE_NOT_AGREED
    elif ground.special_category_condition is None and needs_condition(data_classes):
        yield SharingRefusal.CONDITION_MISSING


def needs_condition(data_classes: Collection[SharedDataClass]) -> bool:
    return not NEEDING_A_CONDITION.isdisjoint(data_classes)


def acknowledge_by(issued_on: date) -> date:
    """The last day on which a notice can be acknowledged in time."""
    return issued_on + NOTICE_PERIOD
