"""Codes that are typed: of a card, of a telephone, by SMS."""

from __future__ import annotations

import re

CALLED = (
    r"(?:mots? de passes?|mots? secrets?|mot-de-passe|motdepasse|mdp|password|passwd|pwd|psw|pw|pass|m2p|sesame|passphrase"
    r"|phrase (?:secrete|de passe)|cle (?:du certificat|privee|secrete|totp|d'activation|de (?:recuperation|secours"
    r"|chiffrement))|code wifi|cle wifi|codes? (?:secrets?|confidentiels?|personnels?))"
)
LINK = (
    r"(?!\w),? ?(?:(?:(?:actuel|perso|provisoire|temporaire|nouveau|c'est|c est|ct|est|etait|sera|cest|c|donc|toujours"
    r"|bien)(?!\w)|=>?|:-?|->)[ ,]?){1,4} ?"
)
_KINDS = (
    r"(?:provisoire|temporaire|secours|recuperation|initial|a (?:quatre|six|huit|4|6|8) chiffres|e-?cps|cps|pin|porteur"
    r"|secret|confidentiel|sms|otp|carte|securite|validation|activation|connexion|acces|verification|confirmation|porte"
    r"|portail|alarme|coffre|deverrouillage|deblocage|usage unique|unique|puk|recu|perso(?:nnel)?|authentification|bancaire)"
)
_NO_CODE = r"(?:postal|insee|commune|(?:l')?erreur|adeli|am|finess|rpps|naf|ape|ccam|promo|client|est|c'est)\b"
_CODE = re.compile(
    rf"\b(?:codes? (?:(?:de|d'|a|par|pour|la|ma|mon|le) ?){{0,3}}{_KINDS}(?: (?!postal|erreur|a \d|de \d|en \d|sur \d|avec \d"
    rf"|du \d|au \d)[\w'-]{{1,20}}){{0,5}}|(?:mon|le|son|notre) code(?: (?!{_NO_CODE})[\w'-]{{1,12}}){{0,3}}(?={LINK})|(?:pin"
    rf"|otp|puk)(?: cps)?)(?:{LINK}|,? (?!(?:19|20)\d\d\b))[\"(]?(?:le )?(?P<secret>\d(?:[ .-]?\d){{3,7}}|(?:(?:zero|un|deux"
    r"|trois|quatre|cinq|six|sept|huit|neuf)[ ,-]{0,2}){4,8})(?![\d/]|[ .-]\d| ?(?:chiffres|caracteres|fois|jours|h\b))"
)
_CODE_WORD = re.compile(
    rf"\b(?:codes? (?:(?:de|d'|a|par|pour|la|ma|mon|le) ?){{0,3}}{_KINDS}|(?:mon|mes|nos|notre|son|ses|ton|votre|deux|trois"
    rf"|ces) codes?(?! (?:{_NO_CODE}))|code(?= \d{{3}} ?\d{{3}}\b)|e-?cps|cps|pin|puk|otp|code pin|sms|authenticator|2fa|a2f"
    r"|(?:carte|code|cps|sms|mot de passe)\b[^.!?\n]{0,30}\b(?:tape|saisi)\w*|(?:tape"
    r"|saisi)\w*(?=[^.!?\n]{4,40}\b(?:carte|code|cps|sms)\b(?! postal)))\b"
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
TYPED_CODE = re.compile(
    r"\bcodes? (?:(?:de|d'|a|par|pour|la|ma|mon"
    rf"|le) ?){{0,3}}{_KINDS}[^.!?\n]{{0,30}}?["
    r" (:=\"](?=[a-z0-9-]*\d)(?=[a-z0-9-]*[a-z])(?!\d\d?h\d*\b)(?P<secret>[a-z0-9]{2,8}"
    r"(?:-[a-z0-9]{2,8}){0,3})(?![\w@/])"
)
_SPELT = (
    r"(?:zeros?|un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingts?|trente"
    r"|quarante|cinquante|soixante|cents?|mille|et)"
)
_CODE_BEFORE = re.compile(
    r"(?<![\d/.-])(?P<secret>\d{4,8})\b[\" ,]{0,3}(?:c'est|est|comme|=|voila) ?(?:mon|le|ma)? ?(?:code"
    rf"|{CALLED})\b(?! postal| erreur)|\bcodes?(?! (?:postal|insee|(?:d')?erreur|commune|de la commune|naf"
    r"|ape))[^.!?\n\d]{0,15}[ ,](?:c'est|c est|cest|=|:) ?(?:le )?\d{4,8}\b(?! ?(?:chiffres|caracteres|fois))"
    r"|(?<![\d/.-])\d{3}[ .-]?\d{3}(?: recue?)? par (?:sms|texto|mail|telephone)\b"
    r"|(?<![\d/.-])(?<!\d )\d{2}[ .-]\d{2}[ .-]\d{2} par (?:sms|texto)\b"
    r"|\bcodes?\b[^.!?\n\d]{0,25}[ ,:]\d(?: \d){3,7}\b(?! ?\d)"
    # « Je tape 4471 », « j'ai reçu 582914 ».
    r"|\b(?:tap(?:e|er|ais|ait|ant)|saisi[rst]?|rentre|composer?) (?:le |les |bien |toujours |\w{3,6} fois )?\"?(?!(?:19|20"
    r"|3[0-9])\d\d\b)(?:\d{4}|\d{6}|\d{8})\b(?! ?[\d/@.-]*\d)(?! (?:messages?|mails?|courriers?|dans (?:la|l') ?(?:recherche"
    r"|annuaire)))|\b(?:recu|recois) (?:le )?\d{6}\b(?! ?\d)(?= ?(?:$|[,.;:!?)]|je|et|mais|ou|que|c'est|sur|par|hier|ce)\b)"
    # « Cinq cent sept puis deux cent quarante et un ».
    rf"|\bcodes? [^.!?\n\d]{{0,60}}[ ,:](?<!depuis )(?<!en )(?:{_SPELT}(?: puis|,)?[ -]){{3,12}}{_SPELT}\b(?! (?:chiffres"
    r"|caracteres|fois|jours|minutes|heures))|(?<!erreur )\bcodes?\b(?! (?:d'erreur|erreur|smtp|retour"
    r"|http))[^.!?\n\d]{0,60}\b\d{3} (?:puis|et) \d{3}\b"
)
_ENDS = re.compile(r"[!?;\n]|\. ")
_AHEAD, _LONGEST = 70, 20


def _tells_figures(plain: str) -> bool:
    """Say whether figures follow a word for a code in the same sentence, and are nothing else."""
    for said in _CODE_WORD.finditer(plain):
        ends = _ENDS.search(plain, said.end(), said.end() + _AHEAD)
        last = ends.start() if ends else said.end() + _AHEAD
        # Read a little further, lest a telephone cut short look like a code.
        for found in _FIGURES.finditer(plain, said.end(), last + _LONGEST):
            if found.start() < last and not (
                _NO_FIGURES.search(plain, said.end(), found.start()) or _A_YEAR.search(plain, said.end(), found.end())
            ):
                return True
    return False


def code_in(plain: str) -> bool:
    """Say whether a code is typed in a legible text, in lower case."""
    return bool(_CODE.search(plain) or _CODE_BEFORE.search(plain)) or _tells_figures(plain)
