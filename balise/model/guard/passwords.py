"""What a password looks like, and the words that stand where one would."""

from __future__ import annotations

import re

from balise.model.french.names import NOT_NAMES

PRODUCTS = frozenset(
    """
    acrobat adeli android annexe aout apicrypt article avril bal boite case chrome code covid decembre demande
    document dossier email erreur error etape excel exchange fevrier fichier finess firefox galaxy http https image
    inc ipad iphone janv juillet juin lecteur ligne lot macos mail mars mssante niveau novembre numero octobre
    office outlook page photo plan point poste ref reference req rpps safari salle scan sept server sesam siret
    thunderbird ticket ubuntu version vitale windows word batiment chambre etage groupe equipe service
    unite secteur bureau pavillon ipsec arial mac ios win pdf imap smtp ssl tls mai igc cps mss nir ins
    """.split()
)
"""What is followed by figures, and is no password."""

TOWNS = frozenset("paris lyon marseille toulouse bordeaux nantes lille rennes nice".split())
"""One lives there, with a number: « Lyon7 »."""

# « Mot de passe ProSanté Connect », « iCloud »: capitals inside, and no password.
_BRAND = re.compile(
    r"(?:sante|mail|doc|connect|office|soft|cloud|drive|pass|id|os|book|pad|phone|lib|med|link|web|vpn|cps|psc|mss|wifi)$"
)
_STATES = frozenset(
    """
    oublie oubliee perdu perdue expire expiree refuse refusee bloque bloquee incorrect incorrecte faux errone erronee invalide
    colle connu change changee modifie reinitialise inconnu pareil identique different differents difficile long court complexe
    simple compromis vole pirate commun partage enregistre affiche demande requis obligatoire necessaire introuvable illisible
    caduc valide bon mauvais correct rejete desactive verrouille nul obsolete perime securise confidentiel secret personnel
    unique visible masque accepte ignore efface supprime envoye recu arrive note ecrit dedans ok ko bidon vide absent trop
    tres toujours plus pas quoi lequel laquelle combien comment quand pourquoi celui celle cela ca peut-etre impossible
    inutile suffisant insuffisant fort faible mis oublier changer reinitialiser perdre donner demander retrouver recuperer
    mdp passe password code login identifiant caracteres chiffres lettres provisoire temporaire actuel initial mailiz mssante
    messagerie ordinateur session outlook wifi windows boite compte carte professionnel pro internet site logiciel
    habituel administrateur admin robuste maitre deja encore mieux defaut
    prenom nom date chiffre naissance anniversaire rpps phrase mots exemple email mail telephone adresse quelque-chose
    saute plante bugge revient disparait tourne marche fonctionne marchait passait
    bloque/oublie perdu/oublie mort casse fini passe depasse reste encore arrivee
    """.split()
)


def looks_secret(word: str, bare: bool) -> bool:
    """Say whether a word is a password: signs or digits in it, else any word that is no French one that might stand there."""
    word = word.strip("\"'()[]<>«»").rstrip(".,;:?!")
    if len(word) < 3 or ("@" in word[1:-1] and "." in word.rsplit("@", 1)[1]):
        return False
    letters, digits = any(c.isalpha() for c in word), any(c.isdigit() for c in word)
    if digits:
        return letters or 4 <= len(word) <= 10
    signs = any(not c.isalnum() and c not in "'-/.," for c in word)
    mixed = any(c.isupper() for c in word[1:]) and any(c.islower() for c in word)
    plain = word.lower()
    if letters and (signs or (mixed and not _BRAND.search(plain))):
        return True
    return (
        bare
        and letters
        and not plain.endswith(("able", "ible", "eux"))
        and plain not in _STATES
        and plain not in NOT_NAMES
        and "'" not in plain
    )
