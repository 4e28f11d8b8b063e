"""What the guard sees, sentence by sentence. Everybody here is fictional."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balise.model.guard import Sighting, holds_nir, seen
from balise.model.guard.legible import legible

NIR = "2 54 03 69 123 045 46"

BEFORE_NAMES = [
    "Mme Durand",
    "mme durand",
    "MME DURAND",
    "M. Durand",
    "m durand",
    "Jean Durand",
    "DURAND Jean",
    "monsieur Le Goff",
]


@pytest.mark.parametrize(
    ("text", "sighting"),
    [
        ("NIR 2 54 03 69 123 045 46", Sighting.SOCIAL_SECURITY_NUMBER),
        ("matricule INS 1 88 03 44 109", Sighting.HEALTH_IDENTITY),
        ("288034410900512, OID 1.2.250.1.213.1.4.8", Sighting.HEALTH_IDENTITY),
        ("IPP 00871245", Sighting.PATIENT_FILE_NUMBER),
        ("dossier patient n° 458712", Sighting.PATIENT_FILE_NUMBER),
        ("ma patiente est joignable au 06 39 98 12 34", Sighting.PATIENT_CONTACT),
        ("mail du patient : j.durand@perso.example", Sighting.PATIENT_CONTACT),
        ("la patiente habite 14 rue des Lilas", Sighting.PATIENT_CONTACT),
        ("Mme Durand née le 12/03/54", Sighting.BIRTH),
        ("DDN 12 mars 1954", Sighting.BIRTH),
        ("ma patiente Mme Durand", Sighting.IDENTIFIED_PATIENT),
        ("les résultats de Jean Martin", Sighting.IDENTIFIED_PATIENT),
        ("Mme Durand a un cancer du sein", Sighting.CLINICAL),
        ("mon mot de passe est Xy12!", Sighting.SECRET),
        ("mon code CPS c'est 1234", Sighting.SECRET),
        (f"voici ma clé privée {'-' * 5}BEGIN RSA {'PRIVATE'} KEY{'-' * 5}", Sighting.SECRET),
        ("2 93 12 33 063 1 comme numéro de sécu, il manque un chiffre", Sighting.SOCIAL_SECURITY_NUMBER),
        ("284117300145 comme matricule INS", Sighting.HEALTH_IDENTITY),
        ("séjour 230114587, pas de lettre", Sighting.PATIENT_FILE_NUMBER),
        ("le numéro 4500981, c'est ma patiente", Sighting.PATIENT_FILE_NUMBER),
        ("cr urgences 2409917 jamais arrivé", Sighting.PATIENT_FILE_NUMBER),
        ("la fille de la dame est au 06 39 98 55 20", Sighting.PATIENT_CONTACT),
        ("envoyer l'ordonnance à a.dss@proton.me", Sighting.PATIENT_CONTACT),
        ("il habite 3 bis chemin des Vignes", Sighting.PATIENT_CONTACT),
        ("elle est née le 30/09/1945", Sighting.BIRTH),
        ("CR scanner / FERRANDIZ / 17-03-1955", Sighting.BIRTH),
        ("Mme Ibanez a besoin d'une prise en charge HAD", Sighting.IDENTIFIED_PATIENT),
        ("les résultats de Zébulon Kerbastard", Sighting.IDENTIFIED_PATIENT),
        ("pansement chez mme rigaudeau", Sighting.IDENTIFIED_PATIENT),
        ("il refuse Montpellier#2", Sighting.SECRET),
        ("pour entrer je mets soleil1975", Sighting.SECRET),
        ("mon mot de passe est le prénom de ma fille", Sighting.SECRET),
        ("le code de secours 48219037 n'est plus accepté", Sighting.SECRET),
        ("NIP 0200417783", Sighting.PATIENT_FILE_NUMBER),
        ("dans l'objet ipp774120", Sighting.PATIENT_FILE_NUMBER),
        ("pièce jointe CR_IPP_00457812.pdf", Sighting.PATIENT_FILE_NUMBER),
        ("il me donne 143069938801 comme sécu", Sighting.SOCIAL_SECURITY_NUMBER),
        ("mes patients ont un webmail, par exemple a.dss@yahoo.fr", Sighting.PATIENT_CONTACT),
        ("j'ai écrit à a.dss@wanadoo.fr, elle n'a pas pu ouvrir son compte rendu", Sighting.PATIENT_CONTACT),
        ("tel mme bazin 06 39 98 12 34 à rappeler pour son scanner", Sighting.PATIENT_CONTACT),
        ("Nicole Bertin (1948)", Sighting.BIRTH),
        ("mme lagarde, née en quarante-deux", Sighting.BIRTH),
        ("Mme Poncet, née un 29 février", Sighting.BIRTH),
        ("MARTINEAU;SOLENE;F;14/02/1987", Sighting.BIRTH),
        ("le fils de Mme R. me réclame une copie", Sighting.IDENTIFIED_PATIENT),
        ("pièce jointe CRH_DUFOUR_Jeanne.pdf", Sighting.IDENTIFIED_PATIENT),
        ("merci de recevoir M. Claude Verdier", Sighting.IDENTIFIED_PATIENT),
        ("où le CHU parlait de Maryse Coulon", Sighting.IDENTIFIED_PATIENT),
        ("la main de Mme Pascal", Sighting.IDENTIFIED_PATIENT),
        ("est-ce normal que M. Hamon puisse m'écrire ? je le suis depuis un mois", Sighting.IDENTIFIED_PATIENT),
        ("Mr B., chambre 12, tousse", Sighting.CLINICAL),
        ("M. Rahmani ch. 214 : CRP 180", Sighting.CLINICAL),
        ("Aline V a une spondylodiscite", Sighting.CLINICAL),
        ("j'ai essayé Printemps24", Sighting.SECRET),
        ("je me connecte avec azerty", Sighting.SECRET),
        ("le mot de passe que j'ai choisi, marguerite, est refusé", Sighting.SECRET),
        ("Authorization: Bearer 9f8a7b6c5d4e3f2a1b0c", Sighting.SECRET),
    ],
)
def test_each_kind_is_seen(text: str, sighting: Sighting) -> None:
    """
    Each kind has its name: the answer tells which was seen.
    """
    assert sighting in seen(text)


@pytest.mark.parametrize("name", BEFORE_NAMES)
@pytest.mark.parametrize("text", ["{} a un cancer", "cancer chez {}", "{} : HbA1c 9 %", "je vois {}. Elle est sous insuline"])
def test_a_name_is_read_however_it_is_typed(name: str, text: str) -> None:
    """
    Capitals, their absence, a title or none: a health that is somebody's is refused.
    """
    assert Sighting.CLINICAL in seen(text.format(name))


@pytest.mark.parametrize(
    "text",
    [
        "Ma patinete Mme Keita attend",
        "l'ordonance de Mr Yao est perdue",
        "conte rendu de mme keita perdu",
        "le docier de mr yao",
        "Mr Yao a de l'artrose",
        "mme keita est sous anticoagullant",
        "la varicel de mme keita",
    ],
)
def test_typos_hide_nothing(text: str) -> None:
    """
    A letter left out, doubled or swapped, or what is written as it sounds, is read as what was meant.
    """
    assert seen(text)


@pytest.mark.parametrize(
    "name", ["Dr Durand", "Mme Durand, cardiologue,", "notre secrétaire Mme Durand", "Mme Durand, du service d'oncologie,"]
)
def test_a_professional_is_no_patient(name: str) -> None:
    """
    Whoever is named with a trade may be spoken of beside any disease.
    """
    assert not seen(f"{name} reçoit les comptes rendus des cancers du sein")


@pytest.mark.parametrize(
    "text",
    [
        "mon mot de passe est oublié",
        "mon mot de passe est bloqué",
        "le mot de passe est trop court",
        "je peux donner mon mot de passe à ma secrétaire ?",
        "mon code CPS est refusé 3 fois",
        "mot de passe : comment le changer ?",
        "code postal 69003",
    ],
)
def test_a_secret_may_be_spoken_of(text: str) -> None:
    """
    What is asked about a password holds none.
    """
    assert not seen(text)


@pytest.mark.parametrize(
    "text",
    [
        "c'est madame Rambert",
        "Ma secrétaire arrive lundi. Son mail est olivia.t@gmail.com",
        "son numéro c'est le 06 39 98 45 45",
        "M. Renard gère les rendez-vous et les comptes rendus",
        "la réponse de paul.martin@medecin.mssante.fr",
        "ma demande 7KQ4-9MXB",
        "les séjours sont 14000 par an",
        "Mon identifiant est martin75",
        "Congé paternité, mon fils est né le 12 mars 2025",
        "Mme X a un cancer, puis-je l'écrire dans le message ?",
        "Brigitte C. et Anne L. doivent toutes les deux lire la boîte",
        "Julie, 24 ans, est ma nouvelle secrétaire",
        "concernant Mme Cros : retirez-lui ses droits",
        "M. Dubourg, de la mairie, demande si le centre de vaccination peut avoir une BAL",
        "Mme Sicard a été opérée de la hanche, sa remplaçante peut-elle lire sa boîte ?",
        "mr gautherot l'informaticien ne répond plus",
        "le mot de passe initial, reçu par courrier, ne marche pas",
        "bureau12, poste45 : rien ne marche",
        "erreur AUTH-401 au moment de me connecter",
        "Windows11 et Thunderbird102",
        "le certificat serveur de Julie Martin a expiré",
    ],
)
def test_what_is_near_of_it_passes(text: str) -> None:
    """
    Delegates and colleagues, what they do, one's own child, references, amounts and logins are of use here.
    """
    assert not seen(text)


def wide(text: str) -> str:
    """Return a text in full-width signs."""
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text)


def arabic(text: str) -> str:
    """Return a text with Arabic-Indic digits."""
    return text.translate({ord("0") + digit: 0x0660 + digit for digit in range(10)})


@pytest.mark.parametrize(
    "disguised",
    [
        wide(NIR),
        arabic(NIR),
        "\u200b".join(NIR),
        "\u2060".join(NIR),
        "\u00ad".join(NIR),
        "\u0332".join(NIR),
        "\ufe0f\u20e3".join(NIR.replace(" ", "")),
        NIR.replace(" ", "\u2011"),
        NIR.replace(" ", "\u2212"),
        NIR.replace(" ", "\u00b7"),
        NIR.replace(" ", "\u2044"),
        NIR.replace(" ", "\u3000"),
        NIR.replace(" ", "\u202f\u00a0\u2009"),
        NIR.replace(" ", "\n"),
        " ".join(NIR.replace(" ", "")),
        NIR.replace("123", "I23"),
        NIR.replace("03", "O3"),
        "".join(chr(0x1D7CE + int(sign)) if sign.isdigit() else sign for sign in NIR),
        "deux cinquante-quatre zéro trois soixante-neuf cent vingt-trois zéro quarante-cinq",
    ],
)
def test_a_disguised_number_is_read(disguised: str) -> None:
    """
    Digits of other alphabets, signs nobody sees, marks, look-alike separators, one digit after the other: people read it.
    """
    assert holds_nir(f"voici {disguised}")


@pytest.mark.parametrize(
    "disguised",
    [
        wide("Mme Durand a un cancer"),
        "\u200d".join("Mme Durand a un cancer"),
        unicodedata.normalize("NFD", "Mme Hélène Durand, épilepsie"),
        "Mme Durand a un саnсеr",
        "Mme\u2003Durand\u00a0a un\u2028cancer",
        "𝐌𝐦𝐞 𝐃𝐮𝐫𝐚𝐧𝐝 𝐚 𝐮𝐧 𝐜𝐚𝐧𝐜𝐞𝐫",
    ],
)
def test_disguised_words_are_read(disguised: str) -> None:
    """
    So are words: full-width, cut by what nobody sees, accents apart, letters of other alphabets.
    """
    assert Sighting.CLINICAL in seen(disguised)


def test_a_text_keeps_its_case_and_lines() -> None:
    """
    Accents go, blanks become one, a line break stays one.
    """
    assert "Ete a Orleans\nl'oeil - ok" == legible("Été  à\u00a0Orléans \n\n l’œil – ok")


@given(st.text(max_size=400))
def test_any_text_can_be_read(text: str) -> None:
    """
    Nothing typed makes the guard fail, and reading twice sees the same.
    """
    assert seen(text) == seen(text)


@given(
    st.lists(
        st.sampled_from(f"{NIR} Mme M. Durand cancer né le 12/03/54 mot de passe code est c'est : @ é . \n ( 06".split(" ")),
        max_size=60,
    )
)
def test_any_sentence_of_its_words_can_be_read(words: list[str]) -> None:
    """
    Its own words, in any order, make it neither fail nor say what it has no name for.
    """
    assert seen(" ".join(words)) <= frozenset(Sighting)
