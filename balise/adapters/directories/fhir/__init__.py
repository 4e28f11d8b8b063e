"""The FHIR API of the Annuaire Santé, in open access."""
