"""Taking a referral in as a transaction of FHIR: the same referral, the same receipt, the same replay as by JSON."""

import json
from typing import Any

from pydantic import ValidationError

from sosafe_api.core.context import Context, Service
from sosafe_api.core.errors import FieldError, ServiceError, ValidationFailed
from sosafe_api.core.validation import field_errors
from sosafe_api.domains.fhir.rules.naming import Names
from sosafe_api.domains.fhir.rules.places import place
from sosafe_api.domains.fhir.rules.showing import transaction_response
from sosafe_api.domains.fhir.schemas import FhirBundleIn, ServiceRequest, Task
from sosafe_api.domains.fhir.service.elements import Elements
from sosafe_api.domains.fhir.service.translation import Translation
from sosafe_api.domains.referrals.schemas import ReferralIn
from sosafe_api.domains.referrals.service import IntakeService

_MODELS: dict[str, type[ServiceRequest | Task]] = {"ServiceRequest": ServiceRequest, "Task": Task}
_TOLD = {201: "201 Created", 200: "200 OK"}


class BundleService(Service):
    """The sender's use case. What a referral must hold is judged by the rules of `POST /v1/referrals`."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._names = Names(context.settings.public_url)

    async def push(self, bundle: FhirBundleIn) -> tuple[dict[str, Any], bool]:
        """The transaction's answer, and whether it is one given before.

        Raises `ValidationFailed` with every faulty value, each where it stands in the bundle, and whatever
        `IntakeService.push` raises.
        """
        request, at = self._read(bundle)
        translation = Translation(self._names, at, self.actor.agency_id)
        content = translation.referral(request)
        errors = [*translation.errors, *self._hand_over_errors(bundle, request, at)]
        referral = None
        try:
            referral = ReferralIn.model_validate_json(json.dumps(content))
        except ValidationError as error:
            placed = [_placed(fault, at) for fault in field_errors(error)]
            known = {fault.pointer for fault in errors}
            errors += [fault for fault in placed if fault.pointer not in known]
        if errors or referral is None:
            raise ValidationFailed(errors=errors)
        try:
            result = await IntakeService(self.context).push(referral, content)
        except ServiceError as error:
            error.errors = tuple(_placed(fault, at) for fault in error.errors)
            raise
        kinds = [entry.request.url for entry in bundle.entry]
        return transaction_response(result.receipt, _TOLD[result.status], kinds), result.replayed

    def _read(self, bundle: FhirBundleIn) -> tuple[ServiceRequest, int]:
        """The request and its place; raises `ValidationFailed` where a resource has not the form of its profile."""
        errors, found = [], {}
        for at, entry in enumerate(bundle.entry):
            try:
                found[entry.request.url] = _MODELS[entry.request.url].model_validate(entry.resource), at
            except ValidationError as error:
                errors += field_errors(error, prefix=("entry", at, "resource"))
        if len({entry.request.url for entry in bundle.entry}) == 1:
            detail = "Must be one ServiceRequest and one Task."
            errors.append(FieldError("invalid_value", detail, pointer="#/entry"))
        if errors:
            raise ValidationFailed(errors=errors)
        request, at = found["ServiceRequest"]
        if not isinstance(request, ServiceRequest):
            raise TypeError("a model of another type")
        return request, at

    def _hand_over_errors(self, bundle: FhirBundleIn, request: ServiceRequest, at: int) -> list[FieldError]:
        """The task must be that of the request beside it, and go to the service that is asked."""
        other = 1 - at
        task = Task.model_validate(bundle.entry[other].resource)
        read = Elements(self._names, other)
        errors = []
        if bundle.entry[other].full_url == bundle.entry[at].full_url:
            detail = "Must differ from that of the other entry."
            errors.append(FieldError("invalid_value", detail, pointer=f"#/entry/{other}/fullUrl"))
        if read.local(task.focus, "ServiceRequest", "focus") not in (None, bundle.entry[at].full_url):
            detail = "Must be the `fullUrl` of the ServiceRequest."
            read.fault("unknown_reference", detail, "focus/reference")
        if task.owner is not None:
            read.named(task.owner, "HealthcareService", self._names.services, "owner")
            if task.owner.identifier != request.performer[0].identifier:
                detail = "Must be the service that the ServiceRequest names as its performer."
                read.fault("unknown_reference", detail, "owner/identifier")
        return errors + read.errors


def _placed(fault: FieldError, at: int) -> FieldError:
    """The fault of a referral, shown where the bundle states the value."""
    if fault.pointer is None:
        return fault
    return FieldError(fault.code, fault.detail, pointer=place(fault.pointer, at), extra=fault.extra)
