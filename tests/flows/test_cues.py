"""What people write in the DM, and the doors it hints at."""

import pytest

from debrief_flows.cues import doors_for

LOSS = [
    "rough one, we lost someone tonight",
    "We lost another one.",
    "lost a participant last night 💔",
    "i lost my friend",
    "we lost one of our own",
    "she died",
    "He passed away this morning",
    "he passed last night",
    "My guy OD'd",
    "he od last night",
    "O.D. again. she's gone",
    "found him dead in the park",
    "found her unresponsive",
    "he didn't make it",
    "He didn\u2019t make it",
    "she\u2019s gone",
    "they killed themselves",
    "he killed himself",
    "another suicide this week",
    "fatal overdose",
    "pased away yesterday",
    "r.i.p. big man",
    "RIP my dude",
    "going to a funeral on friday",
    "I can't stop grieving",
    "he was murdered",
    "lossing so many",
    "3rd death this month",
    "I diiied inside when I heard he died",
    "🕊️",
    "\u200bshe \u200bdied",
    "ｓｈｅ　ｄｉｅｄ",
    "se nos fue",
    "Se nos fue anoche 😢",
    "murió ayer",
    "murio un muchacho que acompañaba",
    "Falleció mi compañero",
    "fallecio anoche",
    "fallesio ayer",
    "perdimos a alguien esta noche",
    "perdimos a otro",
    "lo encontraron muerto",
    "fue una sobredosis",
    "se quitó la vida",
    "se suicidó",
    "mañana es el velorio",
    "otra muerte mas",
    "QEPD hermano",
    "estoy de luto",
    "ya no está con nosotros",
]
REFUSED = [
    "he said no again",
    "She said no.",
    "they told me no",
    "another no today",
    "slammed the door",
    "Slammed the door in my face",
    "turned me down again",
    "she refused",
    "refuzed help again",
    "hung up on me",
    "he doesn't want help",
    "he doesn\u2019t want help",
    "didnt want anything from me",
    "she wouldn't talk to me",
    "wont come in",
    "he's not ready",
    "not interested",
    "no showed again",
    "ghosted me",
    "he left AMA",
    "told me to get lost",
    "walked out on me",
    "noooo show",
    "dijo que no otra vez",
    "Dijo que no.",
    "me dijo que no de nuevo",
    "no quiso",
    "no quiso ayuda",
    "no quiere nada",
    "rechazó la ayuda",
    "me rechazaron",
    "me cerró la puerta en la cara",
    "me tiró la puerta",
    "me colgó",
    "no se dejó ayudar",
    "se negó",
    "no está lista todavía",
    "me dejó plantado",
    "no me contesta",
    "otro no",
]
PERSON = [
    "I need a person",
    "need to talk to someone",
    "can someone call me",
    "anyone around?",
    "is anybody there",
    "I don't want to be alone",
    "can we talk",
    "i need help",
    "talk to a human please",
    "necesito hablar",
    "necesito a alguien",
    "¿hay alguien?",
    "quiero hablar con alguien",
    "no quiero estar sola",
    "ayúdenme",
    "alguien disponible?",
]
LINES = [
    "I can't do this anymore",
    "I can\u2019t do this anymore",
    "i cant do this any more",
    "I cant take it anymore",
    "I want to die",
    "i dont want to be here anymore",
    "I don't want to wake up",
    "thinking about killing myself",
    "kms",
    "everyone would be better off without me",
    "I want to end it all",
    "im gonna use tonight",
    "I'm not safe",
    "I feel suicidal",
    "ya no puedo más",
    "no aguanto mas",
    "me quiero morir",
    "quiero morirme",
    "ya no quiero vivir",
    "quiero acabar con todo",
    "voy a consumir",
    "quiero desaparecer",
]
NOTHING = [
    "",
    "   ",
    "hi",
    "hello there",
    "thanks",
    "🙏",
    "💔",
    "killing it today",
    "you killed it in group",
    "dead battery",
    "my phone died",
    "My phone\u2019s dead",
    "the van died again",
    "car battery is dead",
    "lost my keys",
    "we lost the game",
    "lost track of time",
    "I got lost on the way",
    "lost my phone at the shelter",
    "no thanks",
    "no worries",
    "she said no problem",
    "my landlord said no",
    "he passed his test",
    "passed the exam",
    "I passed out flyers",
    "she passed it on to me",
    "he's gone home",
    "can't make it to group",
    "didn't make it to the meeting",
    "overdose prevention training at 3",
    "overdose awareness day",
    "suicide prevention class",
    "grief training on monday",
    "that joke is killing me",
    "I died laughing",
    "to die for tacos",
    "I could have died for him",
    "dead tired",
    "deadline tomorrow",
    "rip off",
    "the printer refused to print",
    "need help with the schedule",
    "need someone to cover friday",
    "I use a planner",
    "going to use the van tomorrow",
    "going to drink coffee",
    "what a week",
    "great news, she got housing",
    "he od'd but he made it",
    "she said i want to die",
    "we reversed an overdose today",
    "sobrevivió a la sobredosis",
    "se murió la batería",
    "se me murió el celular",
    "la impresora murió",
    "se fue la luz",
    "se me fue el tren",
    "me muero de hambre",
    "muerta de risa",
    "me muero por un café",
    "perdí las llaves",
    "perdimos el partido",
    "perdí el camión",
    "no gracias",
    "no hay problema",
    "dijo que no hay problema",
    "dijo que no importa",
    "no pasa nada",
    "mi jefe dijo que no",
    "el carro no quiso arrancar",
    "taller de prevención de sobredosis",
    "no puedo más con este calor",
    "necesito ayuda con la impresora",
    "día de muertos",
    "punto muerto",
    "hola",
    "gracias",
    "buenos días",
    "qué semana",
    "ella dijo que quiero morir",
]
SEVERAL = [
    ("we lost someone and I need to talk to someone", ("person", "loss")),
    ("he said no last week and now he died", ("loss", "refused_help")),
    ("she died and i can't do this anymore", ("lines", "person", "loss")),
    ("lost my keys and then we lost someone", ("loss",)),
    ("dijo que no y anoche murió", ("loss", "refused_help")),
    ("my phone died, then he died", ("loss",)),
    ("one od'd and made it, but the other one died", ("loss",)),
]


@pytest.mark.parametrize("text", LOSS)
def test_a_death_puts_the_door_of_loss_first(text: str) -> None:
    """However it is spelled, and in either language."""
    assert doors_for(text)[:1] == ("loss",)


@pytest.mark.parametrize("text", REFUSED)
def test_a_no_puts_its_door_first(text: str) -> None:
    """However the no came."""
    assert doors_for(text)[:1] == ("refused_help",)


@pytest.mark.parametrize("text", PERSON)
def test_asking_for_somebody_puts_a_person_first(text: str) -> None:
    """Who asks for a person is not led to a flow."""
    assert doors_for(text)[:1] == ("person",)


@pytest.mark.parametrize("text", LINES)
def test_words_that_may_be_about_danger_raise_the_lines_and_a_person(text: str) -> None:
    """For the one who wrote them; a person is offered right beside."""
    assert doors_for(text)[:2] == ("lines", "person")


@pytest.mark.parametrize("text", NOTHING)
def test_what_says_nothing_of_it_puts_no_door_first(text: str) -> None:
    """Unsure means no door first; all doors are shown all the same."""
    assert doors_for(text) == ()


@pytest.mark.parametrize(("text", "doors"), SEVERAL)
def test_several_things_at_once_keep_their_order(text: str, doors: tuple[str, ...]) -> None:
    """Danger, then a person, then a death, then a no."""
    assert doors_for(text) == doors


@pytest.mark.parametrize(
    "text", ["he killed himself", "she OD'd", "another suicide", "se suicidó", "mataron a dos"]
)
def test_third_person_words_raise_no_lines(text: str) -> None:
    """A list of words sees the topic, not the speaker: these are about somebody else (rule 28)."""
    assert "lines" not in doors_for(text)


def test_a_hostile_text_is_looked_at_quickly_and_without_error() -> None:
    """Ten thousand signs of anything give an answer and no error."""
    for text in (
        "a" * 10_000,
        "no " * 5_000,
        "lost my " * 2_000,
        "\u202e\u0000" * 5_000,
        "😀" * 10_000,
        "(((" * 4_000,
    ):
        assert isinstance(doors_for(text), tuple)
