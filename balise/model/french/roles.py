"""Roles people play around a box: the secretary, the locum, the spouse."""

from __future__ import annotations

from balise.model.french.lexicon import Form, Lexicon

_MINE = r"(?:mon|ma|mes|notre|nos|votre|vos|son|sa|ses|leurs?|ton|ta|tes) (?:\w+ )?"
_COLLEAGUE = r"(?:mon|mes|notre|nos|son|leur) (?:nouvel |ancien |futur )?"
_SOMEBODY = rf"{_MINE}|(?:un|une|les|des|la|nouvelle|ancienne|ex) |l'|d'|ex-|ancien "

# The words that are also said of things (« messagerie interne », « assistant vocal ») need a determiner.
ROLES = Lexicon(
    "role",
    (
        Form("secretaire", r"(?:tele-?)?(?:secr(?:e|ae|ai)ta?i?r(?:e|es|iat|iats)|secret[ae]i?r|secreteres?|sekretaires?)|secr"),
        Form("assistant_dentaire", r"assistant(?:e|es|s)? dentaires?"),
        Form("assistant_medical", r"ass?istant(?:e|es|s)? medica(?:le|les|l|ux)"),
        Form("assistant_medical", r"ass?istantes?(?! (?:virtuelle|vocale|sociale))", _SOMEBODY),
        Form("assistant_medical", r"ass?istants?(?! (?:virtuel|vocal|numerique|informatique|balise|social))", _COLLEAGUE),
        Form("remplacant", r"r[ae]mpl[ae][cs]s?[ae]nt(?:e|es|s)?|rempalcant(?:e|es|s)?|remplas?|remp"),
        Form("conjoint", r"conjoint(?:e|es|s)?|epou(?:x|se)"),
        Form("conjoint", r"mari|femme|compagnon|compagne", r"(?:mon|ma|son|sa|notre) "),
        Form("confrere", r"conf?freres?|cons(?:oe|œ|o|e)urs?|coll?egues?"),
        Form("aide_soignant", r"aides?[ -]soignant(?:e|es|s)?"),
        Form("cadre_de_sante", r"cadres? (?:de sante|de service|infirmiers?)"),
        Form("infirmier", r"(?:infirmi(?:er|ere)s?|idel?s?)(?! (?:liberal|anesthesi|puericult|de bloc))", _MINE),
        Form("associe", r"associee?s?", _SOMEBODY),
        Form("collaborateur", r"collaborat(?:eur|rice)s?"),
        Form("interne", r"internes?", _SOMEBODY),
        Form("coordinateur", r"coord(?:in|onn)at(?:eur|rice)s?", _SOMEBODY),
        Form("informaticien", r"informaticien(?:ne|nes|s)?"),
        Form("stagiaire", r"stagiaires?"),
        Form("adjoint", r"adjoint(?:e|es|s)?", _SOMEBODY),
    ),
)
