"""People in a sentence: their names, their roles, their professions."""

from __future__ import annotations

import pytest

from balise.adapters.directories.fhir.nomenclatures import PROFESSIONS, SKILLS
from balise.model.french.specialties import FORMS
from tests.unit.model.french_reading import found


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("le Dr Lemoine est là", "Lemoine"),
        ("Docteur Jean-Marie de la Tour", "Jean-Marie de la Tour"),
        ("dr. Le Goff", "Le Goff"),
        ("DR MARTIN", "MARTIN"),
        ("l'adresse du dr thibaudet svp", "thibaudet"),
        ("docteur martin", "martin"),
        ("M. Le Bihan", "Le Bihan"),
        ("M Petit a signé", "Petit"),
        ("Mme d’Ormesson", "d’Ormesson"),
        ("Mme N'Guyen-Petit", "N'Guyen-Petit"),
        ("Pr Éloïse L'Hostis", "Éloïse L'Hostis"),
        ("professeur Da Silva", "Da Silva"),
        ("Maître Roux nous l'a dit", "Roux"),
        ("mme faure a quitté le groupe", "faure"),
        ("Madame Anne-Laure Fournier-Leclerc", "Anne-Laure Fournier-Leclerc"),
        ("monsieur J. Dupont", "J. Dupont"),
        ("Dr J.-P. Martin", "J.-P. Martin"),
        ("Dr Durand J.P.", "Durand"),
        ("Mlle Saint-Jean", "Saint-Jean"),
        ("dr le goff", "le goff"),
        ("OU EN EST LE DOSSIER DU DR VIDAL", "VIDAL"),
        ("Dr DUPONT Jean", "DUPONT Jean"),
        ("le docteur Noël", "Noël"),
        ("la docteure Ysoline Carpentier", "Ysoline Carpentier"),
        ("Dr Ben Salah", "Ben Salah"),
        ("Dr Sophie de Villiers", "Sophie de Villiers"),
        ("c'est pour le Dr\u00a0Vasseur.", "Vasseur"),
        ("mr dupont jean", "dupont jean"),
    ],
)
def test_a_title_introduces_a_name(text: str, name: str) -> None:
    """
    Particles, hyphens, double names and capitals belong to the name; the title does not.
    """
    assert [("person", name)] == found(text)


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("DUPONT Jean", [("person", "DUPONT Jean")]),
        ("Le Goff Yann", [("person", "Le Goff Yann")]),
        ("sophie martin", [("person", "sophie martin")]),
        ("MARTIN SOPHIE", [("person", "MARTIN SOPHIE")]),
        ("Julie Martin", [("person", "Julie Martin")]),
        ("je m'appelle Okafor", [("person", "Okafor")]),
        ("retire l'accès à Karim stp", [("person", "Karim")]),
        ("Retirez Karim Haddad", [("person", "Karim Haddad")]),
        ("l'adresse d'Hélène Faure", [("person", "Hélène Faure")]),
        ("adresse de julien moreau", [("person", "julien moreau")]),
        ("je cherche Dupont dans l'annuaire", [("person", "Dupont")]),
        ("je veux déléguer ma boîte à Inès Haddad", [("person", "Inès Haddad")]),
        ("délégation pour Thomas", [("person", "Thomas")]),
        ("ma secrétaire Julie Martin", [("role", "secretaire"), ("person", "Julie Martin")]),
        ("Julie Martin, ma secrétaire", [("person", "Julie Martin"), ("role", "secretaire")]),
        ("ma secretaire julie martin", [("role", "secretaire"), ("person", "julie martin")]),
        ("mon remplaçant, Karim Haddad, arrive", [("role", "remplacant"), ("person", "Karim Haddad")]),
        ("ma secrétaire s'appelle Julie", [("role", "secretaire"), ("person", "Julie")]),
        ("Julie est ma secrétaire", [("person", "Julie"), ("role", "secretaire")]),
        ("ma remplaçante (Léa Morel)", [("role", "remplacant"), ("person", "Léa Morel")]),
        ("mon associée Kermadec", [("role", "associe"), ("person", "Kermadec")]),
        ("accès à Julie du secrétariat", [("person", "Julie"), ("role", "secretaire")]),
        ("Mme Petit, ma secrétaire", [("person", "Petit"), ("role", "secretaire")]),
        ("MA SECRETAIRE JULIE MARTIN", [("role", "secretaire"), ("person", "JULIE MARTIN")]),
        ("mon épouse Claire Dumont", [("role", "conjoint"), ("person", "Claire Dumont")]),
        ("Dr Martin et Dr Durand", [("person", "Martin"), ("person", "Durand")]),
    ],
)
def test_without_a_title_something_else_must_tell(text: str, entities: list[tuple[str, str]]) -> None:
    """
    A given name, a role beside it, or words that introduce somebody.
    """
    assert entities == found(text)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("je veux que ma secretaire lise mes mails", "secretaire"),
        ("ma secrétère a plus accès", "secretaire"),
        ("mon secrétariat", "secretaire"),
        ("télésecrétaire", "secretaire"),
        ("pour mon assistante médicale", "assistant_medical"),
        ("accès pour l'assistante", "assistant_medical"),
        ("mon assistant", "assistant_medical"),
        ("l'assistante dentaire", "assistant_dentaire"),
        ("mon rempla", "remplacant"),
        ("ma ramplaçante", "remplacant"),
        ("LE REMPLACANT", "remplacant"),
        ("mon mari", "conjoint"),
        ("ma femme gère mes mails", "conjoint"),
        ("une consœur", "confrere"),
        ("un confrére", "confrere"),
        ("ma collègue", "confrere"),
        ("mon infirmière", "infirmier"),
        ("nos infirmiers de nuit", "infirmier"),
        ("mon associé", "associe"),
        ("une interne", "interne"),
        ("l'aide-soignante", "aide_soignant"),
        ("la cadre de santé", "cadre_de_sante"),
        ("notre informaticien", "informaticien"),
        ("mon adjointe", "adjoint"),
        ("la stagiaire", "stagiaire"),
    ],
)
def test_roles(text: str, role: str) -> None:
    """
    However they are typed, roles have one name each.
    """
    assert [("role", role)] == found(text)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("un cardiologue", "Cardiologie et Maladies vasculaires"),
        ("cardio", "Cardiologie et Maladies vasculaires"),
        ("je suis kiné", "Masseur-Kinésithérapeute"),
        ("kinesithérapeuthe", "Masseur-Kinésithérapeute"),
        ("une sage femme", "Sage-Femme"),
        ("SAGES-FEMMES", "Sage-Femme"),
        ("un ORL", "Oto-rhino-laryngologie"),
        ("infirmière libérale", "Infirmier"),
        ("idel", "Infirmier"),
        ("IADE", "Infirmier(ère) anesthésiste"),
        ("un généraliste", "Médecine générale"),
        ("médecin traitant", "Médecine générale"),
        ("je suis médecin", "Médecin"),
        ("chirurgien-dentiste", "Chirurgien-Dentiste"),
        ("dentistes", "Chirurgien-Dentiste"),
        ("orthodontiste", "Orthopédie dento-faciale"),
        ("un chirurgien orthopédiste", "Chirurgie orthopédique et Traumatologie"),
        ("la gynéco", "Gynécologie-obstétrique"),
        ("ophtalmologiste", "Ophtalmologie"),
        ("pédopsychiatre", "Psychiatrie, option enfant et adolescent"),
        ("dermato", "Dermatologie et Vénéréologie"),
        ("une diabétologue", "Endocrinologie, diabétologie, nutrition"),
        ("gastro-entérologue", "Gastro-entérologie et Hépatologie"),
        ("l’orthophoniste", "Orthophoniste"),
        ("pédicure-podologue", "Pédicure-Podologue"),
        ("pharmaciens", "Pharmacien"),
        ("anesthésiste-réanimateur", "Anesthésie-réanimation"),
        ("neurochirurgien", "Neuro-chirurgie"),
    ],
)
def test_professions_and_specialties(text: str, label: str) -> None:
    """
    The words of every day stand for the label of the nomenclature.
    """
    assert [("specialty", label)] == found(text)


def test_labels_are_those_of_the_nomenclatures() -> None:
    """
    But for what neither has: psychologists and osteopaths, and a surgeon who does not say of what.
    """
    official = {*PROFESSIONS.values(), *SKILLS.values()}

    assert {"Chirurgie", "Psychologue", "Ostéopathe"} == {form.value for form in FORMS} - official


@pytest.mark.parametrize(
    "text",
    [
        "le docteur m'a dit",
        "Bonjour Madame",
        "Bonjour Docteur,",
        "Madame, Monsieur",
        "Monsieur le Président",
        "merci docteur !",
        "LE DOCTEUR NE PART PLUS",
        "le docteur souhaite dépublier",
        "est-ce que le dr est absent ?",
        "mon docteur voudrait savoir",
        "la docteure ma demandé de vider",
        "pr moi c'est bon",
        "dire m merci",
        "rue du Docteur Roux",
        "l'hôpital Claude Bernard",
        "clinique Pierre Cherest",
        "Bonjour Balise",
        "Merci beaucoup",
        "MERCI BEAUCOUP",
        "Pro Santé Connect",
        "Carte Vitale perdue",
        "écrire à l'Ordre",
        "Assistance et Support",
        "un assistant vocal",
        "êtes-vous un assistant ?",
        "la messagerie interne",
        "une femme enceinte",
        "un patient et son médecin",
        "pierre qui roule",
        "je suis claire et nette",
        "Voilà, c'est tout",
        "c'est à moi",
        "pierre feuille ciseaux",
        "Google Chrome",
    ],
)
def test_words_that_name_nobody(text: str) -> None:
    """
    A title without a name, a house that bears one, a salutation, an ordinary word.
    """
    assert [] == found(text)
