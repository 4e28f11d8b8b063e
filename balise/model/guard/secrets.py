"""Passwords and codes that are typed, not those that are spoken of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from balise.model.french.names import NOT_NAMES

_OF = r"(?: (?!(?:c'est|c est|ct|est|etait|sera|cest|c|donc)\b)[\w@.'-]{1,30}){0,4}"
_CALLED = (
    r"(?:mots? de passes?|mot-de-passe|motdepasse|mdp|password|passwd|pwd|pass|m2p|phrase secrete|code wifi|cle wifi"
    r"|codes? (?:secrets?|confidentiels?|personnels?))"
)
_LINK = (
    r"(?!\w),? ?(?:(?:(?:actuel|perso|provisoire|temporaire|nouveau|c'est|c est|ct|est|etait|sera|cest|c|donc|toujours"
    r"|bien)(?!\w)|=>?|:-?|->)[ ,]?){1,4} ?"
)
# Most texts speak of nothing of the kind: they are read once.
_SPOKEN_OF = re.compile(
    r"mots? ?-?de|pass|mdp|pwd|m2p|phrase|code|cle wifi|pin\b|otp|puk|login|identifiant|acces|connexion|user|marche pas avec"
    r"|sms|texto|tape|saisi|session|entrer|je mets|precedent|\bid\b|cps|connect|sesame|secret|chang"
)
# What nobody types but as a password, wherever it stands: letters, digits and a sign among them.
_MIXED = re.compile(
    r"(?<![^\s\"'(=:])(?![^\s\"]*&(?:#\d+|[a-z]+);)(?=[^\s\"]*[a-z]{2})"
    r"(?=[^\s\"]*\d)[a-z0-9][^\s\"]{2,30}[!#$%&*^~][^\s\"]{0,20}[a-z0-9][^\s\"]{0,3}"
)
# A word and figures, where connecting is spoken of.
_WORD_AND_FIGURES = re.compile(
    r"(?<![\w@./#-])(?P<word>(?:[a-z]{2,20}\.)?[a-z]{4,20})[-_.+*&@]?(?:\d{1,4}|_\d+)[!?*$#]{0,2}(?![\w@/-])(?!\.\w)"
)
_CONNECTING = re.compile(
    r"\b(?:mots? de passes?|mdp|passwords?|pass|sesame|connect\w*|codes?|login|identifiants?|session|entrer dans|ouvrir ma"
    r"|acces"
    r"|ai change|j'ai mis|je mets|je tape|j'ai tape|precedent|marche pas avec|note|saisi)\b"
)
_A_LOGIN = re.compile(r"\b(?:identifiants?|login|user|utilisateur|pseudo|compte)(?: (?:est|c'est))? ?[:=]? ?$")
_PASSWORD = re.compile(r"\b(?:mots? de passes?|mdp|passwords?)\b")
_PRODUCTS = frozenset(
    """
    acrobat adeli android annexe aout apicrypt article avril bal boite case chrome code covid decembre demande
    document dossier email erreur error etape excel exchange fevrier fichier finess firefox galaxy http https image
    inc ipad iphone janv juillet juin lecteur ligne lot macos mail mars mssante niveau novembre numero octobre
    office outlook page photo plan point poste ref reference req rpps safari salle scan sept server sesam siret
    thunderbird ticket ubuntu version vitale windows word
    """.split()
)
# « C'est le prénom de ma fille »: told without being typed.
_TOLD = re.compile(
    r"\b(?:mots? de passes?|mdp|password|code secret|(?:question|reponse) secrete|sesame)\b(?: \w+){0,3}? ?(?:c'est|est|c|cest"
    r"|=|:) ?(?:toujours |encore |simplement )?(?:(?:le|la|l'|mon|ma|celui|celle)? ?(?:meme )?(?:prenom|nom de (?:mon|ma|mes"
    r"|notre"
    r"|jeune|famille)|(?:date|annee|jour) de (?:ma|mon|notre|naissance|mariage))|(?:mon|ma) (?:chien|chat|ville|plaque"
    r"|anniversaire))"
)
_THEN = re.compile(
    r"\b(?:mots? de passes?|mdp|password) (?:actuel|ancien|nouveau|provisoire|temporaire|initial"
    r"|precedent) \(?(?P<next>[a-z-]{5,20})(?=,|$|\.|\))|"
    r"\b(?:mots? de passes?|mdp|password) (?P<secret>[a-z-]{4,20})(?:,| ?;| ?\(| ->) ?(?:pourtant|mais|et|il|elle|ca|refus\w*"
    r"|ne|n'|qui|pas|rejet\w*)\b"
)

_GIVEN = re.compile(rf"\b{_CALLED}\b{_OF}(?:{_LINK}| [\"'(] ?)[\"'(]? ?(?P<secret>[^\s\"]{{3,64}})(?P<after> ?.?)")
_AFAR = re.compile(rf"\b{_CALLED}\b[^.!?\n]{{0,45}}?[ :='\"](?P<secret>(?=[^\s\d]{{0,20}}\d)[a-z][^\s\"]{{5,40}})")
_NO_SECRET = re.compile(
    r"(?:windows|office|outlook|iphone|ipad|android|ios|covid|h|v)[- .]?\d+\W*|.*\d[/h:]\d.*|[a-z]{1,2}\d+\W*|.*@.*\..*"
    r"|[a-z]+'.*"
)
_BESIDE = re.compile(rf"\b{_CALLED} (?P<secret>[^\s\"]{{4,64}})")
_BEFORE = re.compile(
    rf"(?<![^\s\"])(?P<secret>[^\s\"]{{4,64}})[\" ,]{{1,3}}(?:c'est|est|comme|voila|=|:|pour) ?(?:mon|le|notre"
    rf"|ma)? ?(?:nouveau )?{_CALLED}\b"
)
_KINDS = (
    r"(?:provisoire|temporaire|secours|recuperation|initial|a (?:quatre|six|huit|4|6|8) chiffres|e-?cps|cps|pin|porteur"
    r"|secret|confidentiel|sms|otp|carte|securite|validation|activation|connexion|acces"
    r"|verification|confirmation|deverrouillage|deblocage|usage unique|unique|puk|recu|perso(?:nnel)?|authentification"
    r"|bancaire)"
)
_NO_CODE = r"(?:postal|insee|commune|(?:l')?erreur|adeli|am|finess|rpps|naf|ape|ccam|promo|client|est|c'est)\b"
_CODE = re.compile(
    rf"\b(?:codes? (?:(?:de|d'|a|par|pour|la|ma|mon|le) ?){{0,3}}{_KINDS}(?: (?!postal|erreur|a \d|de \d|en \d|sur \d"
    rf"|avec \d|du \d|au \d)[\w'-]{{1,20}}){{0,5}}|(?:mon|le|son"
    rf"|notre) code(?: (?!{_NO_CODE})[\w'-]{{1,12}}){{0,3}}(?={_LINK})|(?:pin"
    rf"|otp|puk)(?: cps)?)(?:{_LINK}|,? (?!(?:19|20)\d\d\b))[\"(]?(?:le )?(?P<secret>\d(?:[ .-]?\d){{3,7}}|(?:(?:zero|un"
    rf"|deux|trois|quatre|cinq|six|sept|huit|neuf)[ ,-]{{0,2}}){{4,8}})(?![\d/]| ?(?:chiffres|caracteres|fois|jours|h\b))"
)
_CODE_WORD = re.compile(
    rf"\b(?:codes? (?:(?:de|d'|a|par|pour|la|ma|mon|le) ?){{0,3}}{_KINDS}|(?:mon|mes|nos|notre|son|ses|ton"
    rf"|votre|deux|trois|ces) codes?(?! (?:{_NO_CODE}))"
    rf"|code(?= \d{{3}} ?\d{{3}}\b)|e-?cps|cps|pin|puk|otp|code pin|sms|(?:carte|code|cps|sms"
    rf"|mot de passe)\b[^.!?\n]{{0,30}}\b(?:tape|saisi)\w*"
    rf"|(?:tape|saisi)\w*(?=[^.!?\n]{{4,40}}\b(?:carte|code|cps|sms)\b(?! postal)))\b"
)
_FIGURES = re.compile(
    r"(?<![\d/.,+@\w-])\d(?:[ .-]?\d){3,7}(?![\d/@]|[ .-]\d| ?(?:chiffres|caracteres|fois|jours|h\b|mo\b|ans\b))"
)
_NO_FIGURES = re.compile(
    r"\b(?:postal|insee|erreur|rpps|adeli|finess|siret|tel\w*|appel\w*|poste|ticket|version|article|serie|lot|suivi|facture"
    r"|commande|ccam|naf|ngap|dossier|ref\w*|numero|quota|rdv|rendez-vous)\b|\b(?:depuis|en|annee|du|au|jusqu'\w+|avant|apres"
    r"|demande|n ?°) ?(?:le |la )?$"
)
_A_YEAR = re.compile(
    r"(?:janv\w*|fevr\w*|mars|avr\w*|mai|juin|juil\w*|aout|sept\w*|oct\w*|nov\w*|dec\w*|ete|hiver|printemps|rentree|de"
    r"|celui de|en)\.? (?:19|20)\d\d$"
)
_TYPED_CODE = re.compile(
    rf"\bcodes? (?:(?:de|d'|a|par|pour|la|ma|mon"
    rf"|le) ?){{0,3}}{_KINDS}[^.!?\n]{{0,30}}?[ (:=\"](?=[a-z0-9-]*\d)(?=[a-z0-9-]*[a-z])"
    r"(?!\d\d?h\d*\b)(?P<secret>[a-z0-9]{2,8}(?:-[a-z0-9]{2,8}){0,3})(?![\w@/])"
)
_CODE_BEFORE = re.compile(
    rf"(?<![\d/.-])(?P<secret>\d{{4,8}})\b[\" ,]{{0,3}}(?:c'est|est|comme|=|voila) ?(?:mon|le|ma)? ?(?:code"
    rf"|{_CALLED})\b(?! postal| erreur)|(?<![\d/.-])\d{{3}}[ .-]?\d{{3}}(?: recue?)? par (?:sms|texto|mail|telephone)\b"
)
_LOGIN = re.compile(
    r"\b(?:login|identifiants?|id|user)\b[^\n]{0,20}[:=][^\n]{1,40}\b(?:mdp|pass|passe|mot de passe|password)\b[ :=]{1,3}\S{4}"
)
_PAIR = re.compile(
    r"\b(?:identifiants?|logins?|acces|connexion)\b[^\n]{0,15}[:=] ?[\w.@-]{2,40} ?[/,;|+-]? ?(?:et )?(?P<secret>[^\s\"]{5,40})"
)
_ENDS = re.compile(r"[!?;\n]|\. ")
_AHEAD = 70
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
    bloque/oublie perdu/oublie mort casse fini passe depasse reste encore arrivee
    """.split()
)


def secret_in(plain: str, text: str) -> bool:
    """Say whether a password or a code is typed; `plain` is the legible `text` in lower case, letter for letter."""
    if any("@" not in found[0] and "/" not in found[0] for found in _MIXED.finditer(plain)):
        return True
    if not _SPOKEN_OF.search(plain):
        return False
    if any(pattern.search(plain) for pattern in (_CODE, _CODE_BEFORE, _LOGIN, _TOLD)) or _tells_figures(plain):
        return True
    if _CONNECTING.search(plain) and any(_is_word_and_figures(found) for found in _WORD_AND_FIGURES.finditer(plain)):
        return True
    return any(_looks_secret(*candidate) for candidate in _candidates(plain, text))


def _is_word_and_figures(found: re.Match[str]) -> bool:
    """Say whether a word with figures is no product's name; one figure is enough where a password is spoken of."""
    if found["word"] in _PRODUCTS or _A_LOGIN.search(found.string, max(0, found.start() - 24), found.start()):
        return False
    return ("." not in found["word"] and len(re.findall(r"\d", found[0])) > 1) or _PASSWORD.search(found.string) is not None


def _tells_figures(plain: str) -> bool:
    """Say whether figures follow a word for a code in the same sentence, and are nothing else."""
    for said in _CODE_WORD.finditer(plain):
        ends = _ENDS.search(plain, said.end(), said.end() + _AHEAD)
        for found in _FIGURES.finditer(plain, said.end(), ends.start() if ends else min(len(plain), said.end() + _AHEAD)):
            if not (_NO_FIGURES.search(plain, said.end(), found.start()) or _A_YEAR.search(plain, said.end(), found.end())):
                return True
    return False


def _candidates(plain: str, text: str) -> Iterator[tuple[str, bool]]:
    """Yield the words that stand where a password would, as typed, and whether any word would be one there."""
    for found in _GIVEN.finditer(plain):
        last = found["secret"][-1] in ",;." or not found["after"].strip(' .,;!)"')
        yield text[slice(*found.span("secret"))], last and "?" not in plain[found.end() - 3 : found.end() + 30]
    for found in _AFAR.finditer(plain):
        if not _NO_SECRET.fullmatch(found["secret"]) and re.search(r"\d.*\d", found["secret"]):
            yield text[slice(*found.span("secret"))], False
    for found in _THEN.finditer(plain):
        yield text[slice(*found.span("secret" if found["secret"] else "next"))], True
    for pattern in (_BESIDE, _BEFORE, _PAIR, _TYPED_CODE):
        for found in pattern.finditer(plain):
            yield text[slice(*found.span("secret"))], False


def _looks_secret(word: str, bare: bool) -> bool:
    """Say whether a word is a password: signs or digits in it, else any word that is no French one that might stand there."""
    word = word.strip("\"'()[]<>«»").rstrip(".,;:?!")
    if len(word) < 3 or ("@" in word[1:-1] and "." in word.rsplit("@", 1)[1]):
        return False
    letters, digits = any(c.isalpha() for c in word), any(c.isdigit() for c in word)
    if digits:
        return letters or 4 <= len(word) <= 10
    signs = any(not c.isalnum() and c not in "'-/.," for c in word)
    mixed = any(c.isupper() for c in word[1:]) and any(c.islower() for c in word)
    if letters and (signs or mixed):
        return True
    plain = word.lower()
    return (
        bare
        and letters
        and not plain.endswith(("able", "ible", "eux"))
        and plain not in _STATES
        and plain not in NOT_NAMES
        and "'" not in plain
    )
