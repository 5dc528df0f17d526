"""How referrals and FHIR R4 say the same: addresses, statuses, what is shown, what is read, what went wrong."""
