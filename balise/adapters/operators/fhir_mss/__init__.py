"""The API FHIR MSS: the ANS's draft API for changing boxes in the Annuaire Santé."""

from balise.adapters.operators.fhir_mss.client import FhirMss

__all__ = ["FhirMss"]
