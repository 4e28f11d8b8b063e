"""The words that introduce a name, those it is made of, and those that look like one."""

from __future__ import annotations

import re
from typing import NamedTuple

from balise.model.french.names import GIVEN
from balise.model.french.sentence import Sentence
from balise.model.guard.given import MORE_GIVEN
from balise.model.guard.words import TRADES

TITLES = frozenset("m mr mme mlle melle mde mdme monsieur madame mademoiselle".split())
DOCTORS = frozenset("dr dre drs doc docteur docteure docteurs pr pre professeur professeure prof me maitre".split())
PATIENTS = frozenset(
    "patient patiente patients patientes pt pte pacient paciente pasient pasiente patiant patiante resident residente"
    " residant residante parturiente nourrisson bebe bb enfant nouveau-ne nouveau-nee".split()
)
CHILDREN = frozenset("petit petite jeune".split())
FAMILIES = frozenset("famille couple epoux".split())
INTRODUCING = PATIENTS | FAMILIES | frozenset("fils fille maman papa papi papy mamie mamy".split())
OPENING = TITLES | INTRODUCING | CHILDREN
# An « m » after them is an elision: « ON M ECRIT ».
SUBJECTS = frozenset("on il elle ils elles qui vous tu ca ne cela".split())
# What begins with a capital after a title, and is no name.
NOT_TITLED = frozenset(
    "je j vous nous il elle on le la les un une et ou de du dr docteur docteure medecin patient patiente mon ma mes bonjour"
    " merci comment qui que quand untel unetelle tel machin x y z xx xxx yy zz".split()
)
# « Mme X » is anybody.
ANYBODY = frozenset("xyz")
# Two letters with dots that are no one's initials: « P.J. », « C.R. ».
NO_INITIALS = frozenset("ar ch cr cv ex ie nb pj ps qr rh sa tp tv us".split())
# First names cut short: « JP Martel ».
INITIALS = re.compile(
    r"(?<!\b[a-z]\.)(?<!\b[a-z]\. )([a-z]\.|[a-z]\.?-[a-z]\.?) ?([a-z])(?:\.(?![\w.])|(?<=\.[a-z])(?=[ ,]))(?! ?[a-z]\.)"
)
CUT_SHORT = frozenset("jp jm jc jl jf jb jy jj pf pj pm py mc mf mj ml".split())
PROFESSOR = re.compile(r"\b(?:le|au|du|un|notre|mon|ce|cher|bonjour|professeur) $")
# « Ce monsieur de Cahors » is not called so.
SOME = frozenset("ce cet cette un une le la du au ces des".split())
LINKS = frozenset("nomme nommee appelle appele appelee qui est nom prenom se s precis precise particulier particuliere".split())
PARTICLES = frozenset("de du des la le el al ben van von da dos".split())
HOUSE = re.compile(
    r"\b(?:(?:poly)?cliniques?|hopita(?:l|ux)|hospitalier|chu|chr|ch|chi|centre|cabinet|ehpad|maison|maternite|pharmacie"
    r"|labo(?:ratoire)?|institut|rue|avenue|bd|place|boulevard|allee|quai|residence|fondation|groupe|lycee|ecole|universite"
    r"|espace|ville|pole|maladie|syndrome|score|test|echelle|loi|methode|saint|sainte|st|ste|salle|batiment|pavillon|stade"
    r"|square|association|france|selarl|selas|sel|scp|scm|sisa|msp|cpts|sci|lbm)(?: de| d'| du)?(?: [\w'-]{2,20} ?&)? ?$"
)
TRADE_OF = re.compile(rf"\b{TRADES}(?: traitante?)? (?:de |du |d'une? )(?:ma |mon |la |le |cette? )?$")
KIND_OF = re.compile(
    r"\b(?:dossiers?|fiches?|espace|portail|logiciel|donnees|identite|compte|appli\w*|parcours|information|carte)s? $"
)
# Other words that families are also called, after a title.
ALSO_NAMES = frozenset(
    "toussaint avril mai maire place ville bal bon dame rue hiver ordre groupe maitre jour matin piece mars malade jeune droit"
    " gauche".split()
)
# Given names that are also other words: without their capital they tell nothing, or nothing alone.
WORDS_TOO = frozenset(
    "max claire rose ange pierre prune ambre aurore jade said mia ali violette olive blanche lise flore fleur honore desire"
    " desiree aime aimee victoire reine marin martial prosper patience celeste manuel".split()
)
SELDOM_ALONE = WORDS_TOO | frozenset("jean guy remy maud noel marc eve victor thi wei ming jules elie felix".split())
VERBAL = re.compile(r".{,2}|.*(?:ait|aient|ent|.{3}ees?|.{3}er|.{3}ez)")
# « Chez m bouvet », and not « pour m envoyer ».
OF_MISTER = re.compile(r"\b(?:chez|pour|de|concernant|avec|et) $")
INFINITIVE = re.compile(r"(?:er|ir|re|ez|ons)$")
_GIVEN = GIVEN | MORE_GIVEN
# Without what is elided before them: « l'enfant », « d'Emma ».
_WORD = re.compile(r"(?:(?:[cdjlmnst]|qu)'(?=\w))?([^\W_]+(?:['-][^\W_]+)*)")


class Word(NamedTuple):
    """A word of a text, as written and in lower case, and where it stands."""

    text: str
    plain: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.text[0].isupper()

    @property
    def given(self) -> bool:
        """Whether it is a given name, or begins with one: « jean-paul »."""
        return self.plain.partition("-")[0] in _GIVEN


def words_of(sentence: Sentence) -> list[Word]:
    """Return the words of a text, in order."""
    spans = (found.span(1) for found in _WORD.finditer(sentence.plain))
    return [Word(sentence.text[a:b], sentence.plain[a:b], a, b) for a, b in spans]
