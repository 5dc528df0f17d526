"""Referrals as HL7 FHIR R4 (4.0.1) knows them: the request as ServiceRequest, its hand-over as Task."""
