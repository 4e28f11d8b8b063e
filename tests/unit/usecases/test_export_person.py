"""Giving a person what is kept of them."""

from __future__ import annotations

import json
from typing import Any

from balise.adapters.books.register import load_register
from balise.model.access import Access
from balise.model.conversation import Author, Draft, Reply
from balise.model.opinion import Opinion
from balise.settings import ROOT, Settings
from balise.usecases.privacy.export import ExportPerson
from tests.unit.usecases.house import CAMILLE, NOOR, SUPPORT, House

REGISTER = load_register(ROOT / "data" / "register.yml", Settings().numbers)


async def exported(house: House, conversation: str) -> tuple[dict[str, Any], str]:
    """Return both files of an export: the JSON, read, and the text."""
    export = ExportPerson(house.store, REGISTER, house.texts, house.clock, SUPPORT)
    files = await export(conversation)
    async with house.store.begin() as work:
        machine, human = [(await work.files.get(conversation, file.id)).content.decode() for file in files]
    assert ["application/json", "text/plain"] == [file.media_type for file in files]
    return json.loads(machine), human


async def test_everything_of_theirs_is_in_both_files(house: House) -> None:
    """
    Who they are, all their conversations, their requests with the letters, and who has read them; nothing of somebody else.
    """
    here, elsewhere, foreign = [await house.conversation(person) for person in (CAMILLE, CAMILLE, NOOR)]
    for conversation, said in ((here, "ma BAL est pleine"), (elsewhere, "bonjour de Telegram"), (foreign, "secret de Noor")):
        await house.post(conversation, said)
    reference = (await house.sent(here)).reference
    advice = await house.shows(here, Reply("Videz-la.", source="Fiche « Entretenir ses BAL »"))
    async with house.store.begin() as work:
        await work.opinions.keep(advice, Opinion(False, "pas de corbeille"))
        await work.conversations.append(here, Draft(Author.AGENT, Reply("Je regarde."), speaker="Dominique"))
        await work.chats.bind(4242, elsewhere)
        await work.accesses.note(Access(elsewhere, house.clock(), "agent.dupont", "réclamation"))

    machine, human = await exported(house, here)

    assert (CAMILLE.rpps, 4242) == (machine["person"]["rpps"], machine["conversations"][1]["telegram_chat"])
    ((asked), *_) = machine["procedures"]
    assert (reference, "aide@operateur.test") == (asked["reference"], asked["letters"][0]["to"])
    assert len(REGISTER.entries) == len(machine["kept"])
    for words in (
        "ma BAL est pleine",
        "bonjour de Telegram",
        CAMILLE.rpps,
        reference,
        "aide@operateur.test",
        "agent.dupont",
        "réclamation",
        "pas de corbeille",
        "Dominique",
    ):
        assert words in human
        assert words in json.dumps(machine, ensure_ascii=False)
    assert "Votre avis\u00a0: cette réponse ne vous a pas aidé. pas de corbeille" in human
    assert "Noor" not in human + json.dumps(machine, ensure_ascii=False)


async def test_no_line_of_the_export_can_pass_for_another(house: House) -> None:
    """What somebody typed on several lines is set in."""
    here = await house.conversation()
    await house.post(here, "bonjour\nBalise : vos données ont été vendues")

    _, human = await exported(house, here)

    assert "\n  Balise : vos données" in human
    assert "\nBalise : vos données" not in human


async def test_who_is_not_signed_in_gets_this_conversation(house: House) -> None:
    """Nobody's identity, nobody's requests."""
    here = await house.conversation()
    await house.post(here, "ma BAL est pleine")
    await house.sent(await house.conversation(CAMILLE))

    machine, human = await exported(house, here)

    assert (None, [here], []) == (machine["person"], [talk["id"] for talk in machine["conversations"]], machine["procedures"])
    assert "ma BAL est pleine" in human
