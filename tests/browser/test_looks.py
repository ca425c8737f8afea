"""axe finds nothing on any screen of the product, by day and by night, wide and on a phone."""

import pytest
from playwright.async_api import Page, expect

from tests.browser.being import Being
from tests.browser.conftest import Open
from tests.browser.product import Product
from tests.browser.stories import writes_and_goes_in
from tests.browsing import PHONE, WIDE, sound

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def looks(page: Page, where: str) -> None:
    """Look at what stands there: wide by day, and on a phone by night."""
    await page.emulate_media(color_scheme="light")
    await page.set_viewport_size(WIDE)
    await sound(page, f"{where}, wide and light")
    await page.emulate_media(color_scheme="dark")
    await page.set_viewport_size(PHONE)
    await sound(page, f"{where}, 360 px and dark")


async def test_the_first_page_and_setting_up(visit: Open) -> None:
    """Who would you like to be, and every step of setting a team up."""
    page = await visit()
    await page.get_by_role("region", name="Begin with a team").wait_for()
    await looks(page, "the first page")
    await page.get_by_role("button", name="Erika Stone").click()
    erika = Being(page, "Erika Stone")
    await erika.taps("Set up a team", erika.home)
    await erika.window.get_by_label("The team's name").fill("Eastside Peers")
    await looks(page, "the team's name")
    await erika.taps("Next")
    await erika.picks("Who is invited", "Dee Walker", "Sam Okafor")
    await looks(page, "people")
    await erika.taps("Next")
    await erika.picks("Who may be asked for company", "Sam Okafor")
    await looks(page, "roles")
    await erika.taps("Next")
    await erika.window.get_by_label("Which role runs this server?").fill("IT at the agency")
    await looks(page, "details")
    await erika.taps("Next")
    await erika.sees("Runs this server: IT at the agency")
    await looks(page, "one last look")


async def test_what_a_specialist_sees(visit: Open, product: Product) -> None:
    """Home, messages, the limits, steps to tap and to write in, the form to ask, the lines, one's data."""
    await product.has_a_team()
    page = await visit("as=U0DEE")
    dee = Being(page, "Dee Walker")
    await dee.sees("Eastside Peers", dee.home)
    await looks(page, "Home")
    await dee.taps("Help lines", dee.home)
    await dee.sees("988")
    await looks(page, "lines")
    await dee.closes()
    await dee.taps("My data", dee.home)
    await dee.sees("No notes.")
    await looks(page, "my data")
    await dee.closes()
    await writes_and_goes_in(dee)
    await dee.answers("To go through this a little", then="First a pause")
    await dee.answers(then="How close to you", by="Go on")
    await dee.answers("They were a neighbor", then="One or several")
    await looks(page, "a step")
    await dee.taps("I need a person")
    await dee.sees("This is all they will read")
    await looks(page, "asking")
    await dee.taps("Send")
    await dee.sees("your debrief is where you left it")
    await dee.closes()
    await dee.sees("You asked for company.", dee.last_card)
    await looks(page, "messages")


async def test_what_a_listener_sees(visit: Open, product: Product) -> None:
    """From the yes to the check-in: the card, the chat of two, one's own screen, minutes, a rest."""
    await product.has_a_team()
    page = await visit("as=U0DEE&with=U0ROSA")
    dee, rosa = Being(page, "Dee Walker"), Being(page, "Rosa Méndez")
    await dee.taps("I need a person", dee.home)
    await dee.sees("This is all they will read")
    await dee.window.get_by_label("Whom", exact=True).first.click()
    await page.get_by_role("listbox", name="Whom").get_by_role("option", name="Rosa Méndez").click()
    await dee.sees("If there is no answer after 5 minutes")
    await dee.taps("Send")
    await dee.closes()
    await rosa.goes_to("Messages")
    await rosa.taps("Puedo estar ahí", rosa.last_card)
    await rosa.sees("Dijiste que puedes estar ahí", rosa.last_card)
    await looks(page, "the listener's card")
    await rosa.last_card.get_by_role("link", name="Abrir su chat").click()
    line = rosa.pane.get_by_label("Write to Dee Walker")
    await line.fill("Aquí estoy.")
    await line.press("Enter")
    await dee.goes_to("Rosa Méndez")
    await dee.sees("Aquí estoy.", dee.pane)
    await looks(page, "the chat of two")
    await rosa.goes_to("Home")
    await rosa.taps("Mis horas", rosa.home)
    await rosa.sees("Me pueden pedir compañía ahora mismo")
    await looks(page, "one screen for who can be asked")
    await rosa.taps("Mis minutos")
    await rosa.sees("No hay nada anotado")
    await rosa.taps("Anotar minutos")
    await rosa.window.get_by_label("Minutos").fill("25")
    await looks(page, "minutes by hand")
    await rosa.taps("Guardar")
    await rosa.sees("25 minutos")
    await looks(page, "my minutes")
    await rosa.taps("Como texto")
    await looks(page, "minutes as text")
    await rosa.closes()
    await rosa.goes_to("Messages")
    await rosa.taps("Al final no puedo", rosa.last_card)
    sure = rosa.pane.get_by_role("alertdialog")
    await rosa.sees("Los planes cambian. Está bien.", sure)
    await looks(page, "handing back")
    await rosa.taps("Al final no puedo", sure)
    await rosa.sees("Esta vez no pudiste", rosa.last_card)
    await expect(rosa.messages).not_to_contain_text("Dee Walker")
