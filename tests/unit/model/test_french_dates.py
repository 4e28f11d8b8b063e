"""Reading dates, periods and durations in French. Today is Sunday 22 November 2026, unless a test says otherwise."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from balise.model.french.dates import Kind, Length, Period, Trouble, find_dates, read_period

TODAY = date(2026, 11, 22)
MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
WEEKDAYS = "lundi mardi mercredi jeudi vendredi samedi dimanche".split()
DAY = timedelta(days=1)


def told(read: Period | Trouble) -> str:
    """Return what was read as the tables write it: `first/last`, `first/` when permanent, or the trouble."""
    return read.value if isinstance(read, Trouble) else f"{read.first}/{read.last or ''}"


def in_words(day: date) -> str:
    """Return a day without its year, as people write it."""
    return f"{'1er' if day.day == 1 else day.day} {MONTHS[day.month - 1]}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # From a day to another, the month or the year said once.
        ("du 3 au 17 août", "2027-08-03/2027-08-17"),
        ("DU 3 AU 17 AOÛT", "2027-08-03/2027-08-17"),
        ("du 3 o 17 aout", "2027-08-03/2027-08-17"),
        ("3 au 17 août", "2027-08-03/2027-08-17"),
        ("3-17 août", "2027-08-03/2027-08-17"),
        ("du trois au dix-sept août", "2027-08-03/2027-08-17"),
        ("du 3 août au 17 août 2027", "2027-08-03/2027-08-17"),
        ("du 3 août au 17", "2027-08-03/2027-08-17"),
        ("du 3/8 au 17/8", "2027-08-03/2027-08-17"),
        ("3/8 - 17/8", "2027-08-03/2027-08-17"),
        ("absent du 3 au 17/08", "2027-08-03/2027-08-17"),
        ("entre le 3 et le 17 août", "2027-08-03/2027-08-17"),
        ("à partir du 3 août et jusqu’au 17 août", "2027-08-03/2027-08-17"),
        ("début le 3 août, fin le 17 août", "2027-08-03/2027-08-17"),
        ("du 3 août à 8h au 17 août à 18h", "2027-08-03/2027-08-17"),
        ("du 3 août au 17 août exclu", "2027-08-03/2027-08-16"),
        ("les 3 et 4 août", "2027-08-03/2027-08-04"),
        ("les 3, 4 et 5 août", "2027-08-03/2027-08-05"),
        ("du 28 au 3 août", "2027-07-28/2027-08-03"),
        ("du 28 au 3 janvier 2027", "2026-12-28/2027-01-03"),
        ("du 3 au 17", "2026-12-03/2026-12-17"),
        ("du 1er au 5 dec.", "2026-12-01/2026-12-05"),
        ("du 3decembre au 5decembre", "2026-12-03/2026-12-05"),
        ("du 24 déc au 2 janvier", "2026-12-24/2027-01-02"),
        ("24 décembre – 2 janvier", "2026-12-24/2027-01-02"),
        ("24/12 -> 02/01", "2026-12-24/2027-01-02"),
        ("du 24/12/26 au 02/01/27", "2026-12-24/2027-01-02"),
        ("du 24.12.2026 au 02.01.2027", "2026-12-24/2027-01-02"),
        ("Du 24-12-2026 au 02-01-2027", "2026-12-24/2027-01-02"),
        ("2026-12-24 au 2027-01-02", "2026-12-24/2027-01-02"),
        ("du 24 décembre au 2 janvier 2027", "2026-12-24/2027-01-02"),
        ("du 1er janvier au 31 décembre", "2027-01-01/2027-12-31"),
        ("du 1er septembre au 30 juin", "2027-09-01/2028-06-30"),
        ("du 1er janvier 2027 au 31 décembre 2028", "2027-01-01/2028-12-31"),
        ("de mars à mai", "2027-03-01/2027-05-31"),
        ("de décembre à février", "2026-12-01/2027-02-28"),
        ("le mois de décembre et janvier", "2026-12-01/2027-01-31"),
        ("du vendredi 18 décembre au soir au lundi 4 janvier à midi", "2026-12-18/2027-01-04"),
        ("de mi-décembre à début janvier", "2026-12-15/2027-01-10"),
        # Weekdays and near days.
        ("de lundi à vendredi", "2026-11-23/2026-11-27"),
        ("du lundi 8h au vendredi 18h", "2026-11-23/2026-11-27"),
        ("du lundi 30 au vendredi 4 décembre", "2026-11-30/2026-12-04"),
        ("de demain à vendredi", "2026-11-23/2026-11-27"),
        ("d’aujourd’hui au 5 décembre", "2026-11-22/2026-12-05"),
        ("de lundi à vendredi en huit", "2026-11-23/2026-12-04"),
        ("demain seulement", "2026-11-23/2026-11-23"),
        ("pour la journée du 3 décembre", "2026-12-03/2026-12-03"),
        # Only an end: it begins today.
        ("jusqu’à la fin du mois", "2026-11-22/2026-11-30"),
        ("jusqu'à vendredi inclus", "2026-11-22/2026-11-27"),
        ("jusqua vendredi", "2026-11-22/2026-11-27"),
        ("jusqu’à vendredi non compris", "2026-11-22/2026-11-26"),
        ("jusqu'au 31/08/2027", "2026-11-22/2027-08-31"),
        ("jusqu'au 15", "2026-11-22/2026-12-15"),
        ("juskau 15 decembre", "2026-11-22/2026-12-15"),
        ("jusqu’au lundi 30", "2026-11-22/2026-11-30"),
        ("jusqu'en mars", "2026-11-22/2027-03-31"),
        ("jusqu’à fin février", "2026-11-22/2027-02-28"),
        ("jusqu’à mi-janvier", "2026-11-22/2027-01-15"),
        ("jusqu'à la fin de l'année", "2026-11-22/2026-12-31"),
        ("jusqu’à fin 2027", "2026-11-22/2027-12-31"),
        ("jusqu’au mois prochain", "2026-11-22/2026-12-31"),
        ("d’ici trois semaines", "2026-11-22/2026-12-13"),
        ("avant le 15 janvier", "2026-11-22/2027-01-14"),
        ("dès maintenant et jusqu’au 15 janvier", "2026-11-22/2027-01-15"),
        # Only a length: it begins today, and its first day counts.
        ("15 jours", "2026-11-22/2026-12-06"),
        ("quinze jours", "2026-11-22/2026-12-06"),
        ("15j", "2026-11-22/2026-12-06"),
        ("une quinzaine", "2026-11-22/2026-12-06"),
        ("trois semaines", "2026-11-22/2026-12-12"),
        ("sept jours", "2026-11-22/2026-11-28"),
        ("3 sem", "2026-11-22/2026-12-12"),
        ("pour 3 mois", "2026-11-22/2027-02-21"),
        ("trois (3) mois", "2026-11-22/2027-02-21"),
        ("un mois et demi", "2026-11-22/2027-01-05"),
        ("un trimestre", "2026-11-22/2027-02-21"),
        ("quatre-vingt-dix jours", "2026-11-22/2027-02-19"),
        ("pour un an", "2026-11-22/2027-11-21"),
        ("un an et six mois", "2026-11-22/2028-05-21"),
        ("48h", "2026-11-22/2026-11-23"),
        ("pour un jour", "2026-11-22/2026-11-22"),
        # A beginning and a length.
        ("à partir de lundi pour trois semaines", "2026-11-23/2026-12-13"),
        ("a partir du 5 decembre pr 2 semaines", "2026-12-05/2026-12-18"),
        ("trois mois à compter du 1er janvier 2027", "2027-01-01/2027-03-31"),
        ("je pars le 3 décembre pour 15 jours", "2026-12-03/2026-12-17"),
        ("dans 3 jours pour une semaine", "2026-11-25/2026-12-01"),
        ("dès demain matin pour 3 jours", "2026-11-23/2026-11-25"),
        # Stretches that have a name; those under way begin today.
        ("le mois prochain", "2026-12-01/2026-12-31"),
        ("ce mois-ci", "2026-11-22/2026-11-30"),
        ("la semaine prochaine", "2026-11-23/2026-11-29"),
        ("la semaine du 12", "2026-12-07/2026-12-13"),
        ("semaine 48", "2026-11-23/2026-11-29"),
        ("ce week-end", "2026-11-22/2026-11-22"),
        ("le week-end prochain", "2026-11-28/2026-11-29"),
        ("fin août", "2027-08-21/2027-08-31"),
        ("début septembre", "2027-09-01/2027-09-10"),
        ("début sept", "2027-09-01/2027-09-10"),
        ("mi-octobre 2027", "2027-10-11/2027-10-20"),
        ("la première quinzaine d’août", "2027-08-01/2027-08-15"),
        ("tout le mois de janvier", "2027-01-01/2027-01-31"),
        ("août", "2027-08-01/2027-08-31"),
        ("en 2027", "2027-01-01/2027-12-31"),
        # For ever.
        ("définitivement", "2026-11-22/"),
        ("sans limite", "2026-11-22/"),
        ("de façon permanente", "2026-11-22/"),
        ("durée indéterminée", "2026-11-22/"),
        ("jusqu’à nouvel ordre", "2026-11-22/"),
        ("à partir du 3 août sans limite de durée", "2027-08-03/"),
        # Beside other things.
        ("pendant mes congés, du 3 au 17 décembre", "2026-12-03/2026-12-17"),
        ("Je souhaite déléguer ma BAL à Mme Avril du 12 au 26 décembre inclus, merci", "2026-12-12/2026-12-26"),
        ("du 3 au 5 décembre 2026 pour ma remplaçante de 35 ans, au 06 12 34 56 78", "2026-12-03/2026-12-05"),
        ("remplaçante à la clinique du 3 août au 17 août", "2027-08-03/2027-08-17"),
        ("mise en place du 3 au 5 décembre", "2026-12-03/2026-12-05"),
    ],
)
def test_a_period_is_read(text: str, expected: str) -> None:
    """A sentence that says a period is read as one, ends included."""
    assert expected == told(read_period(text, TODAY))


@pytest.mark.parametrize(
    ("today", "text", "expected"),
    [
        ("2027-02-27", "jusqu'à la fin du mois", "2027-02-27/2027-02-28"),
        ("2027-02-27", "jusqu’au 29 février", "impossible"),
        ("2027-02-27", "jusqu’au 30", "2027-02-27/2027-03-30"),
        ("2027-02-27", "3 jours", "2027-02-27/2027-03-01"),
        ("2027-02-27", "du 31 août au 2 septembre", "2027-08-31/2027-09-02"),
        ("2028-02-28", "jusqu’à la fin du mois", "2028-02-28/2028-02-29"),
        ("2028-02-28", "jusqu’au 29 février", "2028-02-28/2028-02-29"),
        ("2028-02-28", "du 29 février au 1er mars", "2028-02-29/2028-03-01"),
        ("2028-02-28", "3 jours", "2028-02-28/2028-03-01"),
        ("2028-02-29", "pour un an", "2028-02-29/2029-02-28"),
        ("2026-12-31", "de demain au 5", "2027-01-01/2027-01-05"),
        ("2026-12-31", "jusqu’à la fin de l’année", "2026-12-31/2026-12-31"),
        ("2026-12-31", "le mois prochain", "2027-01-01/2027-01-31"),
        ("2027-01-31", "un mois", "2027-01-31/2027-02-28"),
        ("2027-01-04", "du 24 décembre au 2 janvier", "ambiguous_year"),
        ("2026-11-25", "jusqu’à mercredi", "2026-11-25/2026-12-02"),
        ("2026-11-25", "le week-end prochain", "2026-11-28/2026-11-29"),
        ("2026-11-25", "cette semaine", "2026-11-25/2026-11-29"),
    ],
)
def test_a_period_is_read_at_the_edges_of_months_and_years(today: str, text: str, expected: str) -> None:
    """Leap years, last days and year ends read as people count them."""
    assert expected == told(read_period(text, date.fromisoformat(today)))


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("pendant mes congés", Trouble.VAGUE),
        ("jusqu’à mon retour", Trouble.VAGUE),
        ("à Noël", Trouble.VAGUE),
        ("tout l’été", Trouble.VAGUE),
        ("cet hiver", Trouble.VAGUE),
        ("pendant les vacances scolaires", Trouble.VAGUE),
        ("quelques jours", Trouble.VAGUE),
        ("deux ou trois semaines", Trouble.VAGUE),
        ("3 à 5 jours", Trouble.VAGUE),
        ("temporairement", Trouble.VAGUE),
        ("pas définitivement", Trouble.VAGUE),
        ("tant que je suis absente", Trouble.VAGUE),
        ("le temps de mon congé maternité", Trouble.VAGUE),
        ("la première semaine de janvier", Trouble.VAGUE),
        ("à partir de lundi jusqu’à mon retour", Trouble.VAGUE),
        ("pendant mes vacances jusqu’au 17 décembre", Trouble.VAGUE),
        ("demain", Trouble.NO_END),
        ("dès aujourd’hui", Trouble.NO_END),
        ("à partir de lundi", Trouble.NO_END),
        ("le 3 août", Trouble.NO_END),
        ("vendredi en huit", Trouble.NO_END),
        ("après le 15 janvier", Trouble.NO_END),
        ("le 31 juin", Trouble.IMPOSSIBLE),
        ("du 3 juin au 31 juin", Trouble.IMPOSSIBLE),
        ("jusqu’au 29 février 2027", Trouble.IMPOSSIBLE),
        ("le 29 février", Trouble.IMPOSSIBLE),
        ("32/12/2026", Trouble.IMPOSSIBLE),
        ("mardi 30 novembre", Trouble.IMPOSSIBLE),
        ("hier", Trouble.PAST),
        ("le 12 mars 2020", Trouble.PAST),
        ("jusqu’au 31/08/2026", Trouble.PAST),
        ("03-08-26", Trouble.PAST),
        ("2026-08-03", Trouble.PAST),
        ("du 1er au 30 novembre 2026", Trouble.PAST),
        ("la semaine dernière", Trouble.PAST),
        ("depuis lundi", Trouble.PAST),
        ("l’an dernier", Trouble.PAST),
        ("il y a 3 jours", Trouble.PAST),
        ("jusqu’au 15 novembre", Trouble.AMBIGUOUS_YEAR),
        ("le 30 septembre", Trouble.AMBIGUOUS_YEAR),
        ("du 15 au 30 novembre", Trouble.AMBIGUOUS_YEAR),
        ("de demain au 15 novembre", Trouble.AMBIGUOUS_YEAR),
        ("mi-octobre", Trouble.AMBIGUOUS_YEAR),
        ("du 17 août au 3 août", Trouble.END_BEFORE_START),
        ("du 17/08/2027 au 03/08/2027", Trouble.END_BEFORE_START),
        ("de lundi à demain midi, non, du 17 août au 3 août 2027", Trouble.END_BEFORE_START),
        ("du 3 au 5 décembre et du 10 au 12 décembre", Trouble.SEVERAL),
        ("le 3 et le 17 août", Trouble.SEVERAL),
        ("janvier et mars", Trouble.SEVERAL),
        ("je pars lundi et je reviens vendredi", Trouble.SEVERAL),
        ("bonjour", Trouble.NOTHING),
        ("je ne sais pas", Trouble.NOTHING),
        ("", Trouble.NOTHING),
    ],
)
def test_what_gives_no_period_says_what_to_ask(text: str, trouble: Trouble) -> None:
    """Past, impossible, ambiguous, vague or endless: each is told apart, and nothing is guessed."""
    assert trouble.value == told(read_period(text, TODAY))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("le 17 août", "2027-08-03/2027-08-17"),
        ("le 17", "2027-08-03/2027-08-17"),
        ("fin août", "2027-08-03/2027-08-31"),
        ("jusqu’au 2 janvier", "2027-08-03/2028-01-02"),
        ("15 jours", "2027-08-03/2027-08-17"),
        ("vendredi", "2027-08-03/2027-08-06"),
        ("définitivement", "2027-08-03/"),
        ("du 5 au 9 août", "2027-08-05/2027-08-09"),
        ("jusqu’à demain", "end_before_start"),
        ("jusqu’à mon retour", "vague"),
    ],
)
def test_once_the_beginning_is_known_only_the_end_is_read(text: str, expected: str) -> None:
    """The answer to « Jusqu’à quand ? » is counted from the first day that was said before."""
    assert expected == told(read_period(text, TODAY, begins=date(2027, 8, 3)))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("demain", "2026-11-23"),
        ("après-demain", "2026-11-24"),
        ("aujourd'hui", "2026-11-22"),
        ("lundi", "2026-11-23"),
        ("lundi prochain", "2026-11-23"),
        ("dimanche", "2026-11-29"),
        ("vendredi en huit", "2026-12-04"),
        ("jeudi en quinze", "2026-12-10"),
        ("mardi de la semaine prochaine", "2026-11-24"),
        ("lundi dernier", "2026-11-16"),
        ("le 1er", "2026-12-01"),
        ("1er août", "2027-08-01"),
        ("le 3 aout", "2027-08-03"),
        ("le trois août", "2027-08-03"),
        ("le premier janvier", "2027-01-01"),
        ("vingt-quatre décembre", "2026-12-24"),
        ("12 sept.", "2027-09-12"),
        ("le 12 sept", "2027-09-12"),
        ("3 fevrier", "2027-02-03"),
        ("ven. 4 déc.", "2026-12-04"),
        ("3/8", "2027-08-03"),
        ("03/08/27", "2027-08-03"),
        ("03-08-27", "2027-08-03"),
        ("03.08.2027", "2027-08-03"),
        ("2027-08-03", "2027-08-03"),
        ("le 15 novembre prochain", "2027-11-15"),
        ("le 3 août de l’année prochaine", "2027-08-03"),
        ("le 5 du mois prochain", "2026-12-05"),
        ("dans trois semaines", "2026-12-13"),
        ("12/03/81", "1981-03-12"),
    ],
)
def test_a_day_is_read_wherever_it_stands(text: str, day: str) -> None:
    """A single day is found, its words exactly, at the beginning or in the middle of a sentence."""
    sentence = f"Bonjour, {text}, merci"
    alone, inside = find_dates(text, TODAY), find_dates(sentence, TODAY)

    assert [(Kind.DATE, day, day)] == [(span.kind, str(span.first), str(span.last)) for span in alone]
    assert [text] == [text[span.start : span.end] for span in alone]
    assert [text] == [sentence[span.start : span.end] for span in inside]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Oui : du 3 au 17 août inclus, svp", [(Kind.PERIOD, "du 3 au 17 août inclus")]),
        ("à partir de lundi pour trois semaines", [(Kind.PERIOD, "à partir de lundi"), (Kind.DURATION, "trois semaines")]),
        ("Jusqu’au  1er\u00a0août ?", [(Kind.PERIOD, "Jusqu’au  1er\u00a0août")]),
        ("pendant mes congés ou définitivement", [(Kind.VAGUE, "pendant mes congés"), (Kind.PERMANENT, "définitivement")]),
        ("😀 dès l’été… le 3 décembre (jeudi)", [(Kind.VAGUE, "l’été"), (Kind.DATE, "le 3 décembre"), (Kind.DATE, "jeudi")]),
        ("du 3 août à 8h au 17 août à 18h", [(Kind.PERIOD, "du 3 août à 8h au 17 août")]),
        ("du 31 juin au 5 juillet", [(Kind.PERIOD, "du 31 juin au 5 juillet")]),
        ("ﬁn août, Œuvre", [(Kind.PERIOD, "ﬁn août")]),
        (
            "une quinzaine de jours puis un mois et demi",
            [(Kind.DURATION, "une quinzaine de jours"), (Kind.DURATION, "un mois et demi")],
        ),
    ],
)
def test_pieces_are_found_with_their_place(text: str, pieces: list[tuple[Kind, str]]) -> None:
    """What speaks of time is found in its order, and its offsets are those of the text as it was typed."""
    assert pieces == [(span.kind, text[span.start : span.end]) for span in find_dates(text, TODAY)]


def test_a_duration_keeps_its_months() -> None:
    """Months are not turned into days: their length depends on when they begin."""
    lengths = [span.length for span in find_dates("15 jours, ou trois mois, ou un mois et demi, ou deux ans", TODAY)]

    assert [Length(days=15), Length(3), Length(1, 15), Length(24)] == lengths


@pytest.mark.parametrize(
    "text",
    [
        "12 rue du 8 mai 1945",
        "15 bis avenue du 14 juillet",
        "place du 11 novembre",
        "boulevard du 8-Mai-1945",
        "rue du quatre septembre",
        "hôpital du 8 mai",
        "06 12 34 56 78",
        "06.12.34.56.78",
        "+33 6 12 34 56 78",
        "mon RPPS est le 10003456789",
        "10 003 456 789",
        "75012 Paris",
        "BP 12 75 012 Paris cedex 5",
        "CM8K-CSYN",
        "dr.mars@3aout.fr",
        "https://exemple.fr/2027-08-03",
        "patient de 45 ans",
        "âgée de 2 ans",
        "elle a 3 ans",
        "né le 12/03/1981",
        "à 15h30",
        "de 9h à 17h",
        "12:30",
        "3 BAL",
        "15 messages",
        "de 3 à 5 BAL",
        "jusqu’à 15 messages",
        "entre 2 et 5 boîtes",
        "une quinzaine de messages",
        "dans 5 minutes",
        "le Dr Mars",
        "M. Janvier",
        "Mme Denise Avril",
        "docteur Juin",
        "mais non",
        "mai je ne veux pas",
        "j’ai été absent",
        "version 1.2.3",
        "192.168.1.10",
        "option 3",
        "page 3/8",
        "tension 12/8",
        "1/2 journée",
        "24h/24 et 7j/7",
        "3 fois par semaine",
        "15 jours par an",
        "tous les lundis",
        "une semaine sur deux",
        "un jour je partirai",
        "les 3 dernières semaines",
        "appelez le 15",
        "le 2 est bon",
        "sans limite de taille",
        "le secrétariat permanent",
        "à ce jour",
        "00/12/2026",
    ],
)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    """Addresses, numbers, names, ages, times and quantities are no dates."""
    assert () == find_dates(text, TODAY)


@pytest.mark.parametrize("offset", range(366))
def test_every_day_of_a_leap_year_reads_back(offset: int) -> None:
    """However it is written, a day to come is read as itself; the day after it, one without a year is a question."""
    day = date(2028, 1, 1) + offset * DAY
    words = in_words(day)
    weekday = WEEKDAYS[day.weekday()]
    written = (words, words.upper(), f"le {weekday} {words} 2028", f"{day:%d/%m}", f"{day:%d/%m/%y}", f"{day:%d-%m-%Y}", f"{day}")
    read = {find_dates(text, day - DAY)[0].first for text in written}
    after = find_dates(words, day + DAY)[0].trouble

    assert {day} == read
    assert (Trouble.IMPOSSIBLE if words == "29 février" else Trouble.AMBIGUOUS_YEAR) == after


@pytest.mark.parametrize("offset", range(366))
def test_every_fortnight_reads_back(offset: int) -> None:
    """From and to, or from and how long: the same fifteen days, over the ends of months and of the year."""
    first = date(2028, 1, 1) + offset * DAY
    last = first + 14 * DAY
    texts = (
        f"du {in_words(first)} au {in_words(last)}",
        f"du {first:%d/%m/%Y} au {last:%d/%m/%Y}",
        f"du {first.day} au {in_words(last)}",
        f"à partir du {in_words(first)} pour quinze jours",
    )

    assert {Period(first, last)} == {read_period(text, first - 3 * DAY) for text in texts}


@pytest.mark.parametrize("ahead", range(14))
def test_a_weekday_is_one_of_the_next_seven_days(ahead: int) -> None:
    """A weekday is never today: it is one of the seven days that follow."""
    today = TODAY + ahead * DAY
    read = [find_dates(name, today)[0].first for name in WEEKDAYS]

    assert [today + n * DAY for n in range(1, 8)] == sorted(day for day in read if day)
    assert list(range(7)) == [day.weekday() for day in read if day]


def test_every_number_is_known_by_its_name() -> None:
    """The days of a month, and lengths up to ninety-nine days, may be written in letters."""
    teens = "dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf".split()
    low = ["un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", *teens]
    tens = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante", 80: "quatre-vingt"}
    names = dict(enumerate(low, 1)) | tens | {80: "quatre-vingts"}
    for number in range(21, 100):
        ten = max(ten for ten in tens if ten <= number)
        link = " et " if number - ten in {1, 11} and ten != 80 else "-"
        names.setdefault(number, f"{tens[ten]}{link}{low[number - ten - 1]}")

    read = {number: find_dates(f"pendant {name} jour{'s' if number > 1 else ''}", TODAY) for number, name in names.items()}

    assert {number: [Length(days=number)] for number in range(1, 100)} == {
        number: [span.length for span in read[number]] for number in sorted(names)
    }
