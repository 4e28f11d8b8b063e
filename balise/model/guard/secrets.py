"""Passwords and codes that are typed, not those that are spoken of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from balise.model.guard.codes import CALLED, LINK, TYPED_CODE, code_in
from balise.model.guard.passwords import PRODUCTS, TOWNS, looks_secret
from balise.model.guard.tokens import token_in

_OF = r"(?: (?!(?:c'est|c est|ct|est|etait|sera|cest|c|donc)\b)[\w@.'-]{1,30}){0,4}"
# Most texts speak of nothing of the kind: they are read once.
_SPOKEN_OF = re.compile(
    r"mots? ?-?(?:de|secret)|certificat|epel|authentic|2fa|a2f|totp|cle (?:secr|de)|pass|mdp|pwd|\bpsw?w?\b|m2p|phrase|code"
    r"|cle (?:wifi|d)|pin\b|otp|puk|login|identifiant|acces|connexion|user|marche pas avec|sms|texto|tape|saisi|session"
    r"|entrer|je mets|precedent|\bid\b|recu (?:le )?\d|cps|connect|sesame|secret|chang"
)
# What nobody types but as a password, wherever it stands: letters, digits and a sign among them.
_MIXED = re.compile(
    r"(?<![^\s\"'(=:])(?![^\s\"]*&(?:#\d+"
    r"|[a-z]+);)(?=[^\s\"]*[a-z]{2})(?=[^\s\"]*\d)[a-z0-9][^\s\"]{2,30}[!#$%&*^~][^\s\"]{0,20}[a-z0-9][^\s\"]{0,3}"
)
# A word and figures, where connecting is spoken of.
_WORD_AND_FIGURES = re.compile(
    r"(?<![\w@./#-])(?P<word>(?:[a-z]{2,20}\.)?[a-z]{3,20})[-_.+*&@]?(?:\d{1,6}|_\d+)[!?*$#]{0,2}(?![\w@/-])(?!\.\w)"
)
_CONNECTING = re.compile(
    r"\b(?:mots? de passes?|mdp|passwords?|pass|sesame|connect\w*|codes?|login|identifiants?|session|entrer dans|ouvrir ma"
    r"|acces|ai change|j'ai mis|je mets|je tape|j'ai tape|precedent|marche pas avec|note|saisi)\b"
)
_A_LOGIN = re.compile(r"\b(?:erreur|identifiants?|login|user|utilisateur|pseudo|compte)(?: (?:est|c'est))? ?[:=]? ?$")
# « L'offre Premium30 », « la CPTS Loire42 ».
_CALLED_SO = re.compile(
    r"\b(?:offre|forfait|formule|abonnement|cpts|msp|cabinet|association|logiciel(?: de \w+| medical)?|serveur|imprimante"
    r"|modele|projet|programme|reseau|fichier|s'appelle|nommee?) $"
)
_PASSWORD = re.compile(r"\b(?:mots? de passes?|mdp|passwords?)\b")
_PLACED = re.compile(r"\b(?:a|de|sur|dans|vers|pres de) $")
# « bilans2023 », « guide-12 », all small: what files are called.
_FILED = re.compile(r"-\d+$|(?<!\d)(?:19|20)\d\d$")
_SIGN = re.compile(r"[@*&#]")
_SHORT_WORD, _LONG_WORD = 4, 5
# « C'est le prénom de ma fille »: told without being typed.
_TOLD = re.compile(
    r"\b(?:mots? de passes?|mdp|password|code secret|(?:question|reponse) secrete|sesame)\b(?: \w+){0,3}?[ ,]{0,2}(?:c'est"
    r"|est|c|cest|=|:|a (?:toujours )?ete) ?(?:toujours |encore |simplement )?(?:(?:le|la|l'|mon|ma|son|sa|celui"
    r"|celle)? ?(?:meme )?(?:prenom|nom (?:du|de la|de (?:mon|ma|mes|notre|jeune|famille)) |(?:date|annee|jour) de (?:ma|mon"
    r"|notre|naissance|mariage))|(?:mon|ma) (?:chien|chat|ville|plaque|anniversaire))"
)
_THEN = re.compile(
    r"\b(?:mots? de passes?|mdp|password) (?:actuel|ancien|nouveau|provisoire|temporaire|initial|precedent|en (?:maj"
    r"|min)usc\w+) \(?(?P<secret>[a-z-]{5,20})(?=,|$|\.|\)| pourtant| mais)"
)
_REJECTED = re.compile(
    r"\b(?:mots? de passes?|mdp|password) (?P<secret>[a-z-]{4,20})(?:,| ?;| ?\(| ->) ?(?:pourtant|mais|et|il|elle|ca|refus\w*"
    r"|ne|n'|qui|pas|rejet\w*)\b"
)
_GIVEN = re.compile(rf"\b{CALLED}\b{_OF}(?:{LINK}| [\"'(] ?)[\"'(]? ?(?P<secret>[^\s\"]{{3,64}})(?P<after> ?.?)")
_AFAR = re.compile(rf"\b{CALLED}\b[^.!?\n]{{0,45}}?[ :='\"](?P<secret>(?=[^\s\d]{{0,20}}\d)[a-z][^\s\"]{{5,40}})")
_NO_SECRET = re.compile(
    r"(?:windows|win|mac|macos|office|outlook|iphone|ipad|android|ios|covid|h|v)[- .]?\d+\W*|.*\d[/h:]\d.*|[a-z]{1,2}\d+\W*"
    r"|.*@.*\..*|[a-z]+'.*"
)
_BESIDE = re.compile(rf"\b{CALLED} (?P<secret>[^\s\"]{{4,64}})")
_BEFORE = re.compile(
    r"(?<![^\s\"])(?P<secret>[^\s\"]{4,64})[\" ,]{1,3}(?:c'est|est|comme|voila|=|:|pour) ?(?:mon|le|notre"
    rf"|ma)? ?(?:nouveau )?{CALLED}\b"
)
_LOGIN = re.compile(
    r"\b(?:login|identifiants?|id|user)\b[^\n]{0,20}[:=][^\n]{1,40}\b(?:mdp|pass|passe|mot de passe|password)\b[ :=]{1,3}\S{4}"
)
_PAIR = re.compile(
    r"\b(?:identifiants?|logins?|acces|connexion)\b[^\n]{0,15}[:=] ?[\w.@-]{2,40} ?[/,;|+-]? ?(?:et )?(?P<secret>[^\s\"]{5,40})"
)
# « Tous le même, kine/kine44! »: what is typed to sign in, both at once.
_BOTH = re.compile(
    r"(?<![\w@./:-])(?P<login>[a-z][a-z.-]{1,20}) ?[/|] ?(?P<word>[a-z]{3,20})\d{1,6}(?P<sign>[!?*$#]?)(?![\w@/-])"
)
# « J'ai saisi « biolab-quimper-2023 » », where signing in is spoken of.
_TYPED = re.compile(
    r"\b(?:tap\w+|saisi\w*|(?:j'ai|je) (?:mis|mets|entre|rentre|essaye|utilise|note"
    r"|choisi)) (?:[\w'-]{1,12} ){0,3}?\" ?(?=[^\s\"]*[a-z])(?=[^\s\"]*\d)(?![^\s\"]*(?:@|\.[a-z]{2}"
    r"|:))(?P<secret>[^\s\"]{6,40}) ?\""
)
_SIGNING_IN = re.compile(
    r"\b(?:phrase|certificat|p12|pfx|keystore|verrou\w*|authent\w*|import|trop faible|bloque\w*|refus\w*|acces)\b"
)
_SEARCHING = re.compile(r"\b(?:annuaire|recherche\w*|homonymes?)\b")
# « Soleil avec un S majuscule et 34 ».
_SPELT_OUT = re.compile(
    r"\b[a-z] (?:majuscule|minuscule|maj|min)\b|\d{2}[^.!?\n]{0,20}\bpoint d'(?:exclamation|interrogation)"
    r"|\bcommenc\w+ par (?!une?\b|des\b|la\b|le\b)\w{3,20}[^.!?\n]{0,20} (?:fini\w*|termin\w+) par (?!une?\b|des\b|la\b"
    r"|le\b)[\w!*#$]{2}"
)
_LETTERS = re.compile(
    r"\bepel\w*[^.!?\n@:]{0,15}: ?(?=[^.!?\n]{0,60}\b(?:maj|min)\w*\b)(?:[a-z\d](?: m(?:aj|in)\w*)?[ ,-]{1,2}){4}"
)
_NO_SPELLING = re.compile(r"\b(?:caracteres|chiffres|lettres|doit|doivent|faut|obligatoire|exig\w+|conten\w+)\b")
# « /start affiche-42 »: what a link that opens a chat was printed with, typed by nobody.
_FROM_A_LINK = re.compile(r"/start [\w-]{1,64}")
# The same keys side by side that everybody types.
_KEYBOARD = re.compile(
    r"\b(?:avec|tape|mets|mis|essaye?|est|c'est|sur|puis|ou|:) ?\"?(?:azerty\w*|qwertz?\w*|motdepasse\w*|wxcvbn)\b"
)
_QUOTED = re.compile(
    rf"\b{CALLED}\b(?![^\"\n]*\b(?:erreur|affiche"
    r"|message)\b)[^.!?\n\"]{0,60}\" ?(?=[^\"\n]*\d)(?P<secret>[^\"\n]{4,40})\""
)
# « Le mot de passe que j'ai choisi, coquelicot, est refusé ».
_BETWEEN_COMMAS = re.compile(
    rf"\b{CALLED}\b[^.!?\n,]{{0,40}}, ?\"?(?P<secret>[a-z-]{{5,20}})\"?, (?:est|n'|ne|ca|c'est|et c'est|et ca|mais|il|elle"
    r"|pas|a ete|refus\w*)\b"
)
# « Mon login et mon mdp : faure / montagne ».
_LOGIN_AND = re.compile(
    r"\b(?:login|identifiant|user)s? et (?:mon |le "
    rf"|ma )?{CALLED} ?[:=] ?[\w.@-]{{3,40}} ?[/,;|] ?(?:et )?(?P<secret>[^\s\"]{{4,40}})"
)
_LOGIN_THEN = re.compile(
    r"\b(?:login|identifiant|user"
    rf"|utilisateur)\b[ :=]{{1,3}}[\w.@-]{{3,40}}[ ,/;]{{1,3}}(?:et )?{CALLED}[ :=]{{1,3}}(?P<secret>[^\s\"]{{4,40}})"
)
_ASKED = re.compile(rf"\b(?:mon|le|notre) {CALLED} ?\? ?(?:c'est|c est|cest) ?\"?(?P<secret>[^\s\"]{{4,40}})")
_TOLD_BARE = re.compile(
    rf"\b{CALLED}\b,? (?:c'est|c est|cest) \"?(?P<secret>[a-z-]{{4,20}})\"?(?: (?:avec|tout|en (?:maj|min)\w*|sans|et (?:ca"
    r"|il)|depuis)|, ?(?:il|elle|ca|c'est|mais))\b"
)
_AS_PASSWORD = re.compile(rf"(?<![\w'])(?P<secret>[a-z-]{{5,20}})[\"']? comme {CALLED}\b")
_SECRET_ANSWER = re.compile(
    r"\b(?:question|reponse)(?: (?:a|de) (?:ma|la) question)? secrete ?(?:est|c'est|c est|=|:) ?\"?(?P<secret>[^\s\"]{3,30})"
)
_LAST = re.compile(rf"\b(?:le|un|ce|comme) {CALLED} \"?(?P<secret>[a-z]{{5,20}})\"? ?(?:$|[.!\n])")
_WORD_THERE = (
    _THEN,
    _REJECTED,
    _BETWEEN_COMMAS,
    _LOGIN_THEN,
    _LOGIN_AND,
    _ASKED,
    _TOLD_BARE,
    _AS_PASSWORD,
    _SECRET_ANSWER,
    _LAST,
)
"""Where any word would be a password."""
_CANDIDATE_THERE = (_BESIDE, _BEFORE, _PAIR, TYPED_CODE, _QUOTED)
"""Where what looks like a password is one."""


def secret_in(plain: str, text: str) -> bool:
    """Say whether a password or a code is typed; `plain` is the legible `text` in lower case, letter for letter."""
    if _FROM_A_LINK.fullmatch(plain):
        return False
    connecting = _CONNECTING.search(plain) is not None
    if _shows_itself(plain) or any(_is_word_and_figures(text, found, connecting) for found in _WORD_AND_FIGURES.finditer(plain)):
        return True
    if ("/" in plain or "|" in plain) and any(_are_both(found, connecting) for found in _BOTH.finditer(plain)):
        return True
    if not _SPOKEN_OF.search(plain):
        return False
    if code_in(plain) or _LOGIN.search(plain) or _TOLD.search(plain) or _is_spelt_out(plain):
        return True
    if connecting and _KEYBOARD.search(plain):
        return True
    return any(looks_secret(*candidate) for candidate in _candidates(plain, text))


def _is_word_and_figures(text: str, found: re.Match[str], connecting: bool) -> bool:
    """
    Say whether a word with figures is no product's name.

    One figure is enough after a capital or where a password is spoken of; a short word or a town's, where connecting is.
    """
    place = _PLACED.search(found.string, max(0, found.start() - 10), found.start()) and found["word"] in TOWNS
    if len(found["word"]) < _SHORT_WORD and not (
        _PASSWORD.search(found.string) and text[found.start()].isupper() and not text[found.start() + 1].isupper()
    ):
        return False
    named = _CALLED_SO.search(found.string, max(0, found.start() - 20), found.start())
    signed = _SIGN.search(found[0])
    if named or (
        not (connecting or signed)
        and (len(found["word"]) < _LONG_WORD or place or (found[0] in text and _FILED.search(found[0])))
    ):
        return False
    if _SEARCHING.search(found.string) and not _PASSWORD.search(found.string):
        return False
    if found["word"] in PRODUCTS or _A_LOGIN.search(found.string, max(0, found.start() - 24), found.start()):
        return False
    if text[found.start()].isupper() and not text[found.start() + 1].isupper() and len(found["word"]) > _LONG_WORD:
        return True
    return ("." not in found["word"] and len(re.findall(r"\d", found[0])) > 1) or _PASSWORD.search(found.string) is not None


def _shows_itself(plain: str) -> bool:
    """Say whether something is a secret wherever it stands."""
    if token_in(plain):
        return True
    return any("@" not in found[0] and "/" not in found[0] for found in _MIXED.finditer(plain))


def _is_spelt_out(plain: str) -> bool:
    """Say whether a password is typed between quotes, or told letter by letter."""
    typed = _SIGNING_IN.search(plain) and not _SEARCHING.search(plain)
    if typed and any(found["secret"].rstrip("0123456789") not in PRODUCTS for found in _TYPED.finditer(plain)):
        return True
    if _LETTERS.search(plain):
        return True
    return bool(_PASSWORD.search(plain) and _SPELT_OUT.search(plain) and not _NO_SPELLING.search(plain))


def _are_both(found: re.Match[str], connecting: bool) -> bool:
    """Say whether a word, a stroke and a word with figures are a login and its password, and no two products."""
    if found["word"] in PRODUCTS or found["login"] in PRODUCTS:
        return False
    return connecting or bool(found["sign"].strip("?")) or found["word"] == found["login"]


def _candidates(plain: str, text: str) -> Iterator[tuple[str, bool]]:
    """Yield the words that stand where a password would, as typed, and whether any word would be one there."""
    for found in _GIVEN.finditer(plain):
        last = found["secret"][-1] in ",;." or not found["after"].strip(' .,;!)"')
        yield text[slice(*found.span("secret"))], last and "?" not in plain[found.end() - 3 : found.end() + 30]
    for found in _AFAR.finditer(plain):
        if not _NO_SECRET.fullmatch(found["secret"]) and re.search(r"\d.*\d", found["secret"]):
            yield text[slice(*found.span("secret"))], False
    for pattern in (*_WORD_THERE, *_CANDIDATE_THERE):
        for found in pattern.finditer(plain):
            yield text[slice(*found.span("secret"))], pattern in _WORD_THERE
