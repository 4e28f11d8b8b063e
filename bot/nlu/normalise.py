"""
Brings a practitioner's French to the one form the word and character features are computed on.

Pure functions on text: nothing here knows Rasa. The sentence features also see the raw text, so what is lost
here (case, accents, who said « boîte » and who said « BAL ») is not lost for good.
"""

import re
import unicodedata

from bot.nlu.lexicon import ABBREVIATIONS, EMOJI, PHRASES, SPELLINGS

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "’": "'", "‘": "'", "`": "'"})
_CANONICAL = {variant: word for word, variants in SPELLINGS.items() for variant in variants.split()}
_EMOJI = re.compile("|".join(map(re.escape, EMOJI)))
_ADDRESS = re.compile(r"\S+@(\S+)")
_LONG_NUMBER = re.compile(r"\b\d(?:[ .]?\d){6,}\b")
_SPLIT_PREFIX = re.compile(r"\bdé[ -](?=publi)|\bde-(?=publi)", re.IGNORECASE)
_STRETCHED = re.compile(r"([a-z])\1{2,}")
_TOKEN = re.compile(r"[a-z]+|\d+|\?")
_PHRASES = tuple((re.compile(rf"\b(?:{pattern})\b"), word) for pattern, word in PHRASES)


def fold(text: str) -> str:
    """Lower the case and drop accents: half of the messages arrive without them, or all in capitals."""
    decomposed = unicodedata.normalize("NFKD", text.lower().translate(_LIGATURES))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def mask(folded: str) -> str:
    """
    Replace what differs for every person by a word saying what it is.

    A name or an RPPS number seen in one example must not become a reason to choose its intent; the domain of an
    address stays, because an ordinary mail provider and a secure one do not ask for the same thing.
    """
    without_addresses = _ADDRESS.sub(r" adressemail \1 ", folded)
    return _LONG_NUMBER.sub(" longnumero ", without_addresses)


def usual_words(folded: str) -> list[str]:
    """Split into words (elisions included) and write each abbreviation or misspelling in its usual form."""
    unstretched = _STRETCHED.sub(r"\1", folded)
    words: list[str] = []
    for token in _TOKEN.findall(unstretched):
        spelled_out = ABBREVIATIONS.get(token, token)
        words.extend(_CANONICAL.get(word, word) for word in spelled_out.split())
    return words


def normalise(text: str) -> str:
    """Return the usual form of a message: words in lower case without accents, separated by one space."""
    named = _EMOJI.sub(lambda found: EMOJI[found.group()], _SPLIT_PREFIX.sub("de", text))
    usual = " ".join(usual_words(mask(fold(named))))
    for pattern, word in _PHRASES:
        usual = pattern.sub(word, usual)
    return usual
