"""The whole way once in the browser, against the product as it is started."""

import pytest
from playwright.async_api import expect

from tests.browser.being import Being
from tests.browser.conftest import Open
from tests.browser.product import Product
from tests.browser.stories import (
    NOTE,
    asks_on_the_way,
    comes_to_the_end,
    goes_through_the_loss,
    joins,
    sets_a_team_up,
    writes_and_goes_in,
)

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_from_no_team_to_a_check_in(visit: Open) -> None:
    """A team is set up, a loss comes, a teammate is told quietly and comes, and days later a check-in."""
    first, second = await visit("as=U0ERIKA&with=U0ROSA"), await visit("as=U0DEE&with=U0SAM")
    erika, rosa = Being(first, "Erika Stone"), Being(first, "Rosa Méndez")
    dee, sam = Being(second, "Dee Walker"), Being(second, "Sam Okafor")

    await sets_a_team_up(erika)
    await joins(dee, "Yes, count me in")
    await joins(sam, "Yes, count me in", "Yes, I can be asked", "Send me a test", "I heard it")
    await joins(rosa, "Sí, cuenten conmigo", "Sí, pueden pedírmelo", "Mándame una prueba", "Sí lo oí")
    await sam.sees("Nobody will ask you yet: you have set no hours.", sam.last_card)
    await sam.taps("Right now, for 4 hours", sam.last_card)
    await rosa.taps("Ahora mismo, por 4 horas", rosa.last_card)
    await rosa.sees("Ahora mismo te pueden pedir compañía", rosa.last_card)
    await sam.sees("You can be asked right now", sam.last_card)

    await writes_and_goes_in(dee)
    await goes_through_the_loss(dee)
    await asks_on_the_way(dee)
    await sam.sees("@Dee Walker is asking for company.", sam.last_card)
    await rosa.sees("@Dee Walker pide compañía.", rosa.last_card)
    await sam.taps("I can be there", sam.last_card)
    await sam.sees("You said you can be there for @Dee Walker", sam.last_card)
    await rosa.sees("Ya hay alguien ahí.", rosa.last_card)
    await expect(rosa.messages).not_to_contain_text("Dee Walker")
    await comes_to_the_end(dee)
    await dee.goes_to("Messages")
    await dee.sees("@Sam Okafor can be there.", dee.last_card)
    await _nothing_in_the_chat_tells(dee)

    await dee.goes_to("Home")
    await dee.sees("I'll check in with you on", dee.home)
    await dee.taps("My data", dee.home)
    await dee.sees(NOTE)
    await dee.closes()
    await dee.goes_to("Messages")
    for _ in range(3):
        await second.get_by_role("button", name="push the clock forward 1 day").click()
        await expect(second.locator("[aria-busy=true]")).to_have_count(0)
    await dee.sees("I said I would check in. How is it with you now?", dee.last_card)
    await dee.taps("I'm all right", dee.last_card)
    await dee.sees("Thank you. That is all.", dee.last_card)


async def _nothing_in_the_chat_tells(one: Being) -> None:
    """Of a debrief, nothing stands in the chat: neither a step of it nor what was written."""
    for words in ("After a loss", "Not yours to carry", "Numb", NOTE):
        await expect(one.messages).not_to_contain_text(words)


async def test_a_no_in_spanish(visit: Open, product: Product) -> None:
    """The flow after a refused offer, in Spanish, from a message in Spanish to its end."""
    await product.has_a_team()
    ana = Being(await visit("as=U0ANA&tab=dm"), "Ana Torres")
    await ana.writes("otra vez me dijo que no")
    await ana.sees("No tienes que explicar nada.", ana.last_card)
    first = ana.last_card.get_by_role("button").first
    await expect(first).to_have_text("Después de un no de alguien del barrio")
    await first.click()
    await ana.sees("Quién puede verlo: tú.")
    await ana.taps("Seguir")
    await ana.is_at("Ofreciste")
    for choices, heading in SPANISH:
        await ana.answers(*choices, then=heading, by="Siguiente")
    await expect(ana.window.get_by_role("button", name="Necesito a alguien")).to_be_visible()
    await expect(ana.window.get_by_role("button", name="Líneas de ayuda")).to_be_visible()
    await ana.window.get_by_role("button", name="Cerrar", exact=True).click()
    await expect(ana.pane.get_by_role("dialog")).to_have_count(0)


SPANISH: tuple[tuple[tuple[str, ...], str], ...] = (
    (("Recorrer esto poco a poco",), "Lo que duele"),
    (("Como si no hubiera alcanzado", "Tristeza"), "La próxima hora"),
    ((), "Lo que era tuyo"),
    (("Estuve ahí",), "Lo que no era tuyo"),
    (("Suyo: el momento",), "La semilla"),
    (("Respeto",), "Necesitar un sí"),
    (("Un poco",), "El próximo paso"),
    (("Dejarlo así por ahora",), "Y tú"),
    ((), "Qué sigue"),
    (("Nada más",), "Un saludo más adelante"),
    (("Ahora no",), "Por ahora"),
)
