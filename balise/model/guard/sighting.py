"""What is seen in a text that must not enter."""

from __future__ import annotations

from enum import StrEnum

from balise.model.french.sentence import Sentence
from balise.model.guard.legible import legible
from balise.model.guard.numbers import file_number_in, ins_in, nir_in
from balise.model.guard.patients import PatientReader
from balise.model.guard.secrets import secret_in
from balise.model.guard.spelling import respelt


class Sighting(StrEnum):
    """What a text seems to hold. An address, a telephone or a date is only seen when the text gives it to a patient."""

    SOCIAL_SECURITY_NUMBER = "social_security_number"
    HEALTH_IDENTITY = "health_identity"
    PATIENT_FILE_NUMBER = "patient_file_number"
    PATIENT_CONTACT = "patient_contact"
    BIRTH = "birth"
    IDENTIFIED_PATIENT = "identified_patient"
    CLINICAL = "clinical"
    SECRET = "secret"  # noqa: S105 - that one was typed


def seen(text: str) -> frozenset[Sighting]:
    """
    Return what a text holds of patients' data and secrets; empty when it may enter.

    It is read as people read it, whatever the signs it is written with. Every pattern is bounded, and runs of blanks are
    made one before any of them: the time it takes grows with the length of the text, no faster.
    """
    sentence = Sentence(respelt(legible(text)))
    # « CRH_DUPONT_Jeanne.pdf »: what names a file may name a person.
    spaced = Sentence(sentence.text.replace("_", " "))
    plain, patients = sentence.plain, PatientReader(sentence, spaced)
    readings = {
        Sighting.SOCIAL_SECURITY_NUMBER: nir_in(plain),
        Sighting.HEALTH_IDENTITY: ins_in(plain),
        Sighting.PATIENT_FILE_NUMBER: file_number_in(spaced.plain),
        Sighting.PATIENT_CONTACT: patients.contact(),
        Sighting.BIRTH: patients.birth(),
        Sighting.IDENTIFIED_PATIENT: patients.identified(),
        Sighting.CLINICAL: patients.clinical(),
        Sighting.SECRET: secret_in(plain, sentence.text),
    }
    return frozenset(sighting for sighting, found in readings.items() if found)
