"""What people of the cast do in more than one story."""

from playwright.async_api import expect

from tests.browser.being import Being

NOTE = "The laugh at the bus stop."


async def sets_a_team_up(erika: Being) -> None:
    """Go through the four steps and the last look, as an admin without a team."""
    await erika.taps("Set up a team", erika.home)
    await erika.window.get_by_label("The team's name").fill("Eastside Peers")
    await erika.window.get_by_label("in English").fill("a neighbor")
    await erika.window.get_by_label("The same in Spanish").fill("alguien del barrio")
    await erika.taps("Next")
    await erika.sees("Nothing more is sent to anyone who has not said yes")
    await erika.picks("Who is invited", "Dee Walker", "Sam Okafor", "Rosa Méndez", "Morgan Hale")
    await erika.taps("Next")
    await erika.picks("Who leads", "Morgan Hale")
    await erika.picks("Who may be asked for company", "Sam Okafor", "Rosa Méndez")
    await erika.taps("Next")
    await erika.window.get_by_label("A number where a person answers").fill("410 555 0100")
    await erika.window.get_by_label("Which role runs this server?").fill("IT at the agency")
    await erika.taps("Next")
    await erika.sees("Runs this server: IT at the agency")
    await erika.taps("Set up")
    await erika.sees("Eastside Peers is set up.")
    await erika.closes()


async def joins(one: Being, *labels: str) -> None:
    """Tap these buttons of the newest card in turn, each when it is there."""
    await one.goes_to("Messages")
    for label in labels:
        await one.taps(label, one.messages)


async def writes_and_goes_in(dee: Being) -> None:
    """Write in one's own words, choose the door, read the limits, and stand before the first step."""
    await dee.goes_to("Messages")
    await dee.writes("rough one, we lost someone tonight")
    await dee.sees("You don't have to explain anything.", dee.last_card)
    await dee.taps("After losing a neighbor", dee.last_card)
    await dee.sees("Who runs the server: IT at the agency.")
    await dee.taps("Go on")
    await dee.is_at("Right now")


async def goes_through_the_loss(dee: Being) -> None:
    """From the first step to "Not yours to carry": taps, several feelings, back, a pause, a note."""
    await dee.answers("To go through this a little", then="First a pause")
    await dee.answers(then="How close to you", by="Go on")
    await dee.answers("They were a neighbor", then="One or several")
    await dee.sees("You walked beside them.")
    await dee.answers("One of a few", then="Your color now")
    await dee.answers("Yellow: stirred up, but okay", then="What is here")
    await dee.answers("Sad", "Numb", "Guilty", then="The practical side")
    await dee.sees("That is a lot at once, and all of it is allowed.")
    await dee.taps("Back")
    await dee.is_at("What is here")
    await dee.answers("Tired", then="The practical side")

    await dee.taps("Pause")
    await expect(dee.pane.get_by_role("dialog")).to_have_count(0)
    await dee.goes_to("Home")
    await dee.sees("You paused.", dee.home)
    await dee.taps("Go on", dee.home)
    await dee.is_at("The practical side")

    await dee.answers("Water and something to eat", then="How far today")
    await dee.answers("A little more", then="What you gave")
    await dee.answers("I showed up", then="The seed")
    await dee.window.get_by_label("In your own words").fill(NOTE)
    await dee.window.get_by_label("Keep this for my eyes only").check()
    await dee.answers(then="Not yours to carry")


async def asks_on_the_way(dee: Being) -> None:
    """Ask for a person from within a step, see the exact words and who may read them, send, be back."""
    await dee.taps("I need a person")
    await dee.sees("This is all they will read")
    await dee.sees("@Sam Okafor")
    await dee.taps("Send")
    await dee.sees("your debrief is where you left it")
    await dee.window.get_by_role("button", name="Close", exact=True).click()
    await dee.is_at("Not yours to carry")


async def comes_to_the_end(dee: Being) -> None:
    """From "Not yours to carry" to the close, with a yes to the check-ins."""
    await dee.answers("The timing", then="And you")
    await dee.answers(then="What next")
    await dee.answers("Nothing more", then="A check-in later")
    await dee.answers("Yes, check in with me", then="For now")
    await dee.closes()
