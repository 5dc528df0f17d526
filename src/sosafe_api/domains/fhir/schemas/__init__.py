"""What crosses the wire as FHIR R4, and the profile that a pushed bundle keeps to."""

from sosafe_api.domains.fhir.schemas.resources import (
    CodeableConcept,
    ContactPoint,
    Extension,
    Identifier,
    Patient,
    Reference,
    ServiceRequest,
    Task,
)
from sosafe_api.domains.fhir.schemas.wire import (
    FhirBundle,
    FhirBundleIn,
    FhirCapabilityStatement,
    FhirOperationOutcome,
    FhirServiceRequest,
    FhirTask,
    Search,
    ServiceRequestQuery,
    TaskQuery,
)

__all__ = [
    "CodeableConcept",
    "ContactPoint",
    "Extension",
    "FhirBundle",
    "FhirBundleIn",
    "FhirCapabilityStatement",
    "FhirOperationOutcome",
    "FhirServiceRequest",
    "FhirTask",
    "Identifier",
    "Patient",
    "Reference",
    "Search",
    "ServiceRequest",
    "ServiceRequestQuery",
    "Task",
    "TaskQuery",
]
