"""Merging boxes seen in several places."""

from __future__ import annotations

from balise.model.mailbox import Mailbox, MailboxKind, Structure, merge_mailboxes

ADDRESS = "camille.lemoine.fictif@ch-valmont-fictif.mssante.fr"
OTHER = "camille.lemoine.fictif@medecin.mssante.fr"
PLACE = Structure("CENTRE HOSPITALIER DE VALMONT (fictif)", "999000001", city="VALMONT")


def test_an_address_seen_twice_is_one_box_with_both_sources() -> None:
    """
    Sources are added up in the order of the lists.
    """
    first = Mailbox(ADDRESS, MailboxKind.PER, PLACE, sources=("extraction",))
    second = Mailbox(ADDRESS, MailboxKind.PER, PLACE, sources=("fhir",))

    assert (Mailbox(ADDRESS, MailboxKind.PER, PLACE, sources=("extraction", "fhir")),) == merge_mailboxes([first], [second])


def test_a_structure_named_by_a_later_source_is_kept() -> None:
    """
    A box first seen without its structure is the same box as the one that has it, whichever comes first.
    """
    bare = Mailbox(ADDRESS, MailboxKind.PER)
    placed = Mailbox(ADDRESS, MailboxKind.PER, PLACE)

    assert (placed,) == merge_mailboxes([bare], [placed])
    assert (placed,) == merge_mailboxes([placed], [bare])


def test_sources_that_number_a_structure_differently_do_not_make_two_boxes() -> None:
    """
    The first list is believed: one has the FINESS number, the other a name only.
    """
    numbered = Mailbox(ADDRESS, MailboxKind.PER, PLACE)
    named = Mailbox(ADDRESS, MailboxKind.PER, Structure("CH VALMONT"))

    assert (numbered,) == merge_mailboxes([numbered], [named])


def test_what_the_first_leaves_out_is_taken_from_the_next() -> None:
    """
    An unknown kind and an empty service are filled.
    """
    vague = Mailbox(ADDRESS, MailboxKind.UNKNOWN, PLACE)
    exact = Mailbox(ADDRESS, MailboxKind.ORG, None, "Cardiologie")

    assert (Mailbox(ADDRESS, MailboxKind.ORG, PLACE, "Cardiologie"),) == merge_mailboxes([vague], [exact])


def test_boxes_keep_the_order_they_were_first_seen_in() -> None:
    """
    Numbers typed by people count in that order: a later source only adds at the end.
    """
    first, second = Mailbox(OTHER, MailboxKind.PER), Mailbox(ADDRESS, MailboxKind.PER)

    assert (first, second) == merge_mailboxes([first], [second, first])


def test_no_list_makes_no_box() -> None:
    """
    Merging nothing is allowed.
    """
    assert () == merge_mailboxes()
    assert () == merge_mailboxes([], [])
