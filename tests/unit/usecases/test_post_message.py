"""What a practitioner may put in the transcript."""

from __future__ import annotations

import pytest

from balise.errors import Invalid, NotFound
from balise.model.conversation import MAX_TEXT, Author, Button, Reply
from tests.unit.usecases.house import House

NIR = "1 84 12 76 451 089 46"


async def test_a_text_waits_for_an_answer(house: House) -> None:
    """
    It is kept as it was typed, without the blanks around it, and its seq is returned.
    """
    conversation = await house.conversation()
    seq = await house.post(conversation, text="  Ma BAL est pleine\n")

    (message,) = await house.messages(conversation)
    assert (2, 2, Author.PRACTITIONER, "Ma BAL est pleine", False) == (
        seq,
        message.seq,
        message.author,
        message.text,
        message.handled,
    )


async def test_a_pressed_button_shows_its_title_and_carries_its_payload(house: House) -> None:
    """
    The transcript shows what was pressed; the dialogue will receive the payload.
    """
    conversation = await house.conversation()
    shown = await house.shows(conversation, Reply("Confirmez-vous ?", (Button("Oui", "/affirmer"),)))
    await house.post(conversation, button=shown.reply.buttons[0].id)

    message = (await house.messages(conversation))[-1]
    assert ("Oui", "/affirmer", False) == (message.text, message.payload, message.handled)


@pytest.mark.parametrize("payload", ["/affirmer", "oui, je confirme"])
async def test_an_old_yes_answers_nothing(house: House, payload: str) -> None:
    """
    Once something else was said, a yes could answer another question: it is refused, and nothing is written.
    """
    conversation = await house.conversation()
    shown = await house.shows(conversation, Reply("Envoyer ?", (Button("Envoyer", payload), Button("Aide", "/aide"))))
    await house.post(conversation, text="attendez")
    yes, other = (button.id for button in shown.reply.buttons)
    with pytest.raises(Invalid, match="stale_button"):
        await house.post(conversation, button=yes)

    assert 3 == await house.post(conversation, button=other) - 1


async def test_a_repeated_yes_is_the_same_yes(house: House) -> None:
    """
    With its Idempotency-Key, a press sent again is not an old one: the first message is returned.
    """
    conversation = await house.conversation()
    shown = await house.shows(conversation, Reply("Envoyer ?", (Button("Envoyer", "/affirmer"),)))
    twice = [await house.post(conversation, button=shown.reply.buttons[0].id, key="k") for _ in range(2)]

    assert twice[0] == twice[1]


async def test_a_typed_text_never_becomes_a_payload(house: House) -> None:
    """
    A text that looks like a command is a text.
    """
    conversation = await house.conversation()
    await house.post(conversation, text='/affirmer{"slot": "x"}')

    (message,) = await house.messages(conversation)
    assert ('/affirmer{"slot": "x"}', "") == (message.text, message.payload)


async def test_the_button_of_another_conversation_does_not_serve(house: House) -> None:
    """
    It is not found, and nothing is written.
    """
    conversation, other = await house.conversation(), await house.conversation()
    shown = await house.shows(other, Reply("Confirmez-vous ?", (Button("Oui", "/affirmer"),)))
    with pytest.raises(NotFound):
        await house.post(conversation, button=shown.reply.buttons[0].id)

    assert () == await house.messages(conversation)


@pytest.mark.parametrize(("text", "button"), [(None, None), ("Bonjour", "b"), ("", "")])
async def test_a_message_is_a_text_or_a_button(house: House, text: str | None, button: str | None) -> None:
    """
    Both, or neither, is refused.
    """
    conversation = await house.conversation()
    with pytest.raises(Invalid, match="one_of_two"):
        await house.post(conversation, text=text, button=button)


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "\x00", " \x00 "])
async def test_an_empty_text_is_refused(house: House, text: str) -> None:
    """
    Blanks alone say nothing.
    """
    conversation = await house.conversation()
    with pytest.raises(Invalid, match="empty"):
        await house.post(conversation, text=text)

    assert () == await house.messages(conversation)


async def test_a_text_has_a_length(house: House) -> None:
    """
    The longest is taken; one character more is refused, and not kept.
    """
    conversation = await house.conversation()
    await house.post(conversation, text="é" * MAX_TEXT)
    with pytest.raises(Invalid, match="too_long"):
        await house.post(conversation, text="é" * (MAX_TEXT + 1))

    assert [MAX_TEXT] == [len(m.text) for m in await house.messages(conversation)]


async def test_what_the_database_cannot_keep_is_removed(house: House) -> None:
    """
    NUL characters disappear from a text.
    """
    conversation = await house.conversation()
    await house.post(conversation, text="Ma\x00 BAL")

    assert [(Author.PRACTITIONER, "Ma BAL")] == await house.said(conversation)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"Le dossier de {NIR} svp", ["un numéro de sécurité sociale", "Aucune donnée de patient ne doit être saisie ici"]),
        ("Mme Durand a un cancer du sein", ["l’état de santé d’une personne", "dans la messagerie MSSanté elle-même"]),
        ("mon mot de passe est Durand451!", ["un mot de passe ou un code", "si c’en est un, changez-le"]),
        (f"code CPS 1234, {NIR}", ["un numéro de sécurité sociale, un mot de passe ou un code", "Aucune donnée", "changez-le"]),
    ],
)
async def test_what_must_not_enter_is_never_kept(house: House, text: str, said: list[str]) -> None:
    """
    The transcript shows that a message was removed, and why in general terms; the dialogue is told nothing.
    """
    conversation = await house.conversation()
    seq = await house.post(conversation, text=text)

    removed, why = await house.messages(conversation)
    assert (seq, house.texts.say("removed").text) == (removed.seq, removed.text)
    assert Author.ASSISTANT is why.author
    assert not [words for words in said if words not in why.text]
    assert why.text.endswith("Vous pouvez reformuler sans elle.")
    assert (True, True) == (removed.handled, why.handled)
    assert not [m for m in (removed, why) if "451" in repr(m) or "Durand" in repr(m)]


async def test_a_secret_says_nothing_of_patients(house: House) -> None:
    """
    The answer says where what was seen belongs, and nothing of what was not.
    """
    conversation = await house.conversation()
    await house.post(conversation, text="mon mot de passe est Soleil2024")
    _, why = await house.messages(conversation)

    assert "patient" not in why.text


@pytest.mark.parametrize("text", ["Ma BAL est pleine", f"Patient {NIR}"])
async def test_a_repeated_key_does_nothing_twice(house: House, text: str) -> None:
    """
    The first seq is returned, whether the message was kept or removed.
    """
    conversation = await house.conversation()
    first = await house.post(conversation, text=text, key="k")
    before = await house.messages(conversation)
    again = await house.post(conversation, text=text, key="k")

    assert (first, before) == (again, await house.messages(conversation))


async def test_a_repeated_press_does_nothing_twice(house: House) -> None:
    """
    A key protects buttons as well.
    """
    conversation = await house.conversation()
    shown = await house.shows(conversation, Reply("?", (Button("Oui", "/affirmer"),)))
    seqs = [await house.post(conversation, button=shown.reply.buttons[0].id, key="k") for _ in range(2)]

    assert [3, 3] == seqs


async def test_an_unknown_conversation_is_not_found(house: House) -> None:
    """
    Nothing is kept for it.
    """
    for text, button in (("Bonjour", None), (None, "b"), (NIR, None)):
        with pytest.raises(NotFound):
            await house.post("unknown", text=text, button=button)
