"""Reads the data types that the profile is made of: each is understood to its last element, or refused where it stands.

A caveat is written beside what it limits, such as "only at work" beside a permission to call. Whatever stands beside
the one element that is read is therefore a fault.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel

from sosafe_api.core.errors import FieldError
from sosafe_api.core.sentence import sentence
from sosafe_api.domains.fhir.rules.naming import REFERRAL_REASONS, REFERRAL_SOURCES, Names
from sosafe_api.domains.fhir.schemas import CodeableConcept, ContactPoint, Extension, Identifier, Reference
from sosafe_api.domains.referrals.labels import LABELS
from sosafe_api.domains.referrals.rules import ReferralReason, ReferralSource

Value = Literal["valueBoolean", "valueCode", "valueString"]
# What an extension holds, by its address: one value, or parts that are extensions themselves.
Forms = Mapping[str, "Value | Forms"]
_LISTS = {
    name: (frozenset(kind), LABELS[kind])
    for name, kind in ((REFERRAL_REASONS, ReferralReason), (REFERRAL_SOURCES, ReferralSource))
}
LANGUAGES = "urn:ietf:bcp:47"


class Elements:
    """Of one resource, which is the entry `at` of its bundle; `errors` grow as it is read."""

    def __init__(self, names: Names, at: int) -> None:
        self.errors: list[FieldError] = []
        self._names = names
        self._prefix = f"#/entry/{at}/resource/"

    def fault(self, code: str, detail: str, place: str) -> None:
        """`detail` never repeats what was submitted."""
        self.errors.append(FieldError(code, detail, pointer=self._prefix + place))

    def extensions(
        self, given: Sequence[Extension], forms: Forms, place: str = "extension"
    ) -> dict[str, Any]:
        """Their values by address. One that is not known, or stands twice, may change the sense of the rest."""
        found: dict[str, Any] = {}
        seen = set()
        for number, extension in enumerate(given):
            at = f"{place}/{number}"
            if extension.url not in forms or extension.url in seen:
                detail = "Must be an extension of this profile, each at most once."
                self.fault("unknown_property", detail, f"{at}/url")
                continue
            seen.add(extension.url)
            form = forms[extension.url]
            wanted = form if isinstance(form, str) else "extension"
            value = self._only(extension, wanted, at, beside={"url"})
            if isinstance(form, str):
                found |= {extension.url: value} if value is not None else {}
            else:
                found[extension.url] = self.extensions(extension.extension, form, f"{at}/extension")
        return found

    def local(self, reference: Reference, kind: str, place: str) -> str | None:
        """Of a resource within the bundle, whose type may stand beside it."""
        self._type(reference, kind, place)
        address: str | None = self._only(reference, "reference", place, beside={"type"})
        return address

    def named(self, reference: Reference, kind: str, system: str, place: str) -> str | None:
        """Of what is named by an identifier of this system."""
        self._type(reference, kind, place)
        identifier: Identifier | None = self._only(reference, "identifier", place, beside={"type"})
        if identifier is None:
            return None
        if identifier.system != system:
            detail = f"Must be an identifier of the system {system}."
            self.fault("unknown_reference", detail, f"{place}/identifier/system")
            return None
        return identifier.value

    def own_reference(self, identifier: Identifier, agency_id: UUID, place: str) -> str:
        """The sender's own, which is unique within its agency: another agency's would be kept as the sender's."""
        system = self._names.references_of(agency_id)
        if identifier.system not in (None, system):
            detail = f"Must be left out, or be the system of your agency's references, {system}."
            self.fault("invalid_value", detail, f"{place}/system")
        return identifier.value

    def code(self, concept: CodeableConcept, code_list: str, place: str) -> str:
        """A code of a list of this service, with the list's own words for it or none."""
        coding, system = concept.coding[0], self._names.code_list(code_list)
        if coding.system != system:
            self.fault("unknown_code", f"Must be of the system {system}.", f"{place}/coding/0/system")
        known, labels = _LISTS[code_list]
        if coding.code in known and coding.display not in {
            None,
            sentence(coding.code),
            labels.label(coding.code).en,
        }:
            detail = "Must be left out, or be the label of the code in its list."
            self.fault("invalid_value", detail, f"{place}/coding/0/display")
        return coding.code

    def language(self, concept: CodeableConcept, place: str) -> str:
        """A tag of BCP 47. There is no list of the words for it, so none can be compared with it."""
        coding = concept.coding[0]
        if coding.system != LANGUAGES:
            self.fault("unknown_code", f"Must be of the system {LANGUAGES}.", f"{place}/coding/0/system")
        if coding.display is not None:
            detail = "Must be left out: a language is kept by its code."
            self.fault("unknown_property", detail, f"{place}/coding/0/display")
        return coding.code

    def telecom(self, points: Sequence[ContactPoint], names: Mapping[str, str], place: str) -> dict[str, Any]:
        """One of each system. Of two numbers it would be chance which is rung, and only one may be safe."""
        found: dict[str, Any] = {}
        for number, point in enumerate(points):
            if names[point.system] in found:
                detail = "Must stand once: a referral has one telephone number and one e-mail address."
                self.fault("repeated_value", detail, f"{place}/{number}/system")
            found[names[point.system]] = point.value
        return found

    def _type(self, reference: Reference, kind: str, place: str) -> None:
        if reference.type not in (None, kind):
            self.fault("invalid_value", f"Must be {kind}, or be left out.", f"{place}/type")

    def _only(self, value: BaseModel, wanted: str, place: str, *, beside: set[str]) -> Any:
        """The wanted element; a fault where it is missing, and at every other that is stated."""
        stated = {
            info.alias or name: element
            for name, info in type(value).model_fields.items()
            if (element := getattr(value, name)) not in (None, [])
        }
        for name in sorted(stated.keys() - beside - {wanted}):
            detail = f"Must not stand beside `{wanted}`: only that is read here."
            self.fault("unknown_property", detail, f"{place}/{name}")
        if wanted not in stated:
            self.fault("required", "Must be present.", f"{place}/{wanted}")
        return stated.get(wanted)
