"""The words around a name that tell of an office: a trade, a house, its work, a signature, somebody written to."""

from __future__ import annotations

import re

from balise.model.guard.words import TRADES

AGED = re.compile(r"^ ?,? ?\(?\d{1,3} ans\)?")
_OWN = r"(?:ma|mon|mes|notre|nos|les|une?|sa|son|leurs?|votre|ton|ta|cette|en tant que|comme)"
_KIND = (
    r"(?:(?:nouve\w+|ancien\w*|jeune|futur\w*|autre|premier\w*|excellente?|medecin|cadre|interne|chef|remplacant\w*|tres"
    r"|ex)[ -])?"
)
TRADE_AFTER = re.compile(
    rf"[ ,(:\-]{{0,3}}(?:(?:qui )?(?:est|sera|etait|c'est|exerce comme|travaille comme|suis) )?(?:{_OWN} )?{_KIND}{TRADES}\b"
    # « M. Tessier, le néphrologue doit me répondre »: with an article, the trade may be somebody else's.
    r"| (?:(?:le|la) |l')(?:informatic\w+|secretai\w+|direct\w+|comptable|gestionnaire|cadre|dsi|rssi|dpo|responsable"
    rf"|coordinat\w+|technicien\w*|stagiaire|assistante?)\b|[ ,(:\-]{{0,3}}(?:le |la |l'){_KIND}{TRADES}(?= ?(?:$"
    r"|[,.;:!?)\n])| (?:de|du|des|d'|a|au|en|qui|chez|medical\w*|general\w*|liberal\w*|dentaire|traitante?|coordinat\w*"
    r"|scolaire|principale?)\b)"
)
EXPLAINED = re.compile(
    r"[^.!?\n]{0,50}\b(?:(?:sa|son) (?:remplacante?|rempla|associee?|successeu\w+|suppleante?|interim\w*)"
    rf"|(?<!qui )(?<!c')est (?:le|la|l'|mon|ma|notre|une?) ?{TRADES})\b"
)
# « La fille de Mme Roux va remplacer sa mère au secrétariat ».
KIN_AT_WORK = re.compile(
    r" (?:(?:va|doit|peut|pourra|vient|veut|voudrait) )?(?:la |me |nous )?(?:remplac\w+|travaill\w+|assure\w*|tien\w+"
    r"|repren\w+|aide\w*)\b[^.!?\n]{0,30}\b(?:secretariat|accueil|standard|cabinet|pharmacie|officine|labo\w*|poste|boite|bal"
    r"|messagerie|comptabilite)\b| (?:va faire|fai\w+|est en|vient en) (?:son |un )?stage\b"
)
# « Signaler la tuberculose de M. X à l'ARS »: where it goes, and not where they work.
SENDING = re.compile(r"\b(?:r?envo[iy]|transm|adress|declar|signal|transf)\w*")
TOWARDS = re.compile(r" (?:a |aux? )")
AT_WORK = re.compile(
    r"[ ,(]{0,3}(?:qui )?(?:(?:m'|nous |vous )a (?:vendu|installe|formee?s?|recrutee?s?|depannee?s?)|a ete (?:nommee?"
    r"|recrutee?|embauchee?|elue?|mutee?)|est nommee?|dirige|travaille|exerce|me remplace|nous remplace|remplace"
    r"|vous repondra|repondra|prend le relais|gere|assure|est absente?|est en conge|sera absente?|est joignable"
    r"|fait partie)\b|[ ,(]{0,3}(?P<house>(?:(?:du|de la|de l'|des|de notre|de|au|a la|a l'|aux|chez|,|\() ?){1,2}(?:service"
    r"|secretariat|labo\w*|hopital|clinique|cabinet|pharmacie|ehpad|ssr|hdj|chu?|had|dsi|accueil|pole|centre|maison|urgences"
    r"|bloc|radiolog\w+|cardiolog\w+|oncolog\w+|pediatrie|imagerie|support|mailiz|ars|ans|cpam|gerpac|archives|facturation"
    r"|admissions|planning|mairie|prefecture|conseil|departement|region|ordre|association|syndicat|grades|urps|agence|editeur"
    r"|societe|entreprise|operateur|banque|assistance|hotline|formation|rectorat|ministere))\b"
)
TRADE_BEFORE = re.compile(
    rf"\b{TRADES}(?: (?:medicale?s?|dentaires?|generalistes?|liberale?s?|qui|s'appelle|est|c'est|nommee?|du cabinet"
    r"|referente?|de garde|coordinat\w+|hospitali\w+|traitante?|(?:du|de la|de l'|des|d'un|en|au|a la) ?(?!patient"
    r"|malade)[\w'-]{2,20},?|en pratique avancee|en chef|adjointe?|actuelle|:|,|\()){0,2}[ ,:(]{0,3}$"
)
SELF_BEFORE = re.compile(
    r"(?:\b(?:je suis|je m'appelle|mon nom(?: est| c'est)?|mon nom complet(?: est| c'est)?|moi c'est|moi|ici|cordialement"
    r"|cdlt|cdt|bien a vous|signe|salutations|merci d'avance|merci|de la part de|chui|chuis|nom :"
    r"|(?<!son )(?<!leur )(?<!par )nom|titulaire)[ ,:\n.]{0,3})$"
)
FOLLOWED_UP = re.compile(r" ?,?(?: \w+){0,4} (?:pour|dans le cadre d[eu]|depuis)\b")
_TO = (
    r"(?:adresses?|e?-?mails?|bals?|boites?|messagerie|mss(?:ante)?|coordonnees|numero|rpps|contact\w*|joindre|appele\w*"
    r"|rappele\w*|cherche\w*|recherche\w*|trouve\w*|retrouve\w*|identifi\w*|annuaire|securisee?)"
)
_GIVEN_TO = (
    r"(?:delegu|confi|ouvr|donn|envoy|envoi|ecri|adress|pret|transm|transf|repon|repond|partag|communiqu|demand|dit|dir|acces"
    r"|droits?|parl)\w*"
)
LET_IN = re.compile(
    r"\b(?:delegations? (?:a|de|pour|avec)|acces (?:a|de|pour)|droits? (?:a|de|pour)|delegu\w+(?: [\w'-]{1,20}){0,4} a"
    r"|remplac\w* par) $"
)
WRITTEN_TO = re.compile(
    rf"\b(?:{_TO}(?: (?:mssante|mss|securisee?|de messagerie|perso|pro|mail))?(?: de| d'| du| a|,| :)?"
    rf"|{_GIVEN_TO}(?: [\w'-]{{1,20}}){{0,4}} (?:a|avec|par)|remplac\w* par|delegations? (?:a|de|pour|avec)|(?:la boite"
    r"|les messages?|le message|les mails?|le mail|un mail|un message|les courriels?|la bal|l'agenda|le compte) de|bonjour"
    r"|bonsoir|merci|chere?|demandez|voir avec|(?:^|[.,:;!?] ?)voir) ?$"
)
OFFICE_MATTER = re.compile(
    r"\b(?:acces|droits?|delegu\w+|delegation|contrat|depart|remplacement|remplacer|embauch\w+|stage|conges?|retraite|rpps"
    r"|inscri\w+|depubli\w+|comptes?(?![- ]rendu)|identifiants?|mot de passe|carte cps|secretariat)\b"
)
# What else is called a report, a file, a visit.
OF_THE_OFFICE = re.compile(
    r"\b(?:panne|mon poste|serveur|install\w+|en formation|candidature|radiee?|reunion|informatique|recrut\w+|embauche"
    r"|depublication|inscription)\b"
)
ACTS = re.compile(
    r"[ -](?:a-t|est|peut|doit|va-t|recoit|lit|utilise-t|voit|pourra-t|aura-t|continue-t)-(?:elle|il)\b| ?,? ?(?:(?:qui|elle"
    r"|il|ne|n'|me|m'|nous|vous|les?|la|l'|lui|leur|en|y|se|s') ?){0,3}(?:a |ont |avait |est |sera |arrive (?:pas |plus )?a "
    r"|vient de |va |doit |peut |pourra |devra |aura |pourrait |veut |souhaite )?(?:bien |deja |toujours |aussi |pas |plus "
    r"|jamais )?(?:me |nous |vous |m'|les? |la |l'|lui |leur )?(?:rec(?:oi|ev|u)|r?envo[iy]|transm|li(?:t|re|ra|sait)\b|ger"
    r"|repon|ecri|remplac|travaill|consult(?:e|er|ait|era) (?:ma|mes|la|les|sa|mon)|tri|classe|saisi|suit|suiv(?:re|ait)"
    r"|prescri|fai[ts]|prend|prescrit|imprim|scann|relev|ouvr|trait(?:e|er|ait) (?:mes|les|ma|nos|le|tous)|demand|assure|tap"
    r"|redig|valid|sign|s'occup|occup|continu|partag|accede|acces|telephon|appel|rappel|dit|confirm|propos|install|signal"
    r"|support|transf|communiqu|depos|rang|archiv|coordonn|accueill|tien|exerc|soign|arrete|quitt|part|voit|voi[er]|reste"
    r"|revient|rentre|commence|utilis|connai|sai[ts]|supprim|debut|lire|nouve|en (?:conge|vacances|retraite|arret|poste))"
)
