"""The proof: a sound flow passes, and each way to break one is found and named."""

from collections.abc import Callable

import pytest
from pydantic import ValidationError

from debrief_flows.library import load_library
from debrief_flows.model import Flow
from debrief_flows.normal import normal
from debrief_flows.plain_words import ASKING, FORBIDDEN, Rule, broken
from debrief_flows.proof import Problem, prove
from debrief_flows.proof_words import SOMEONE_LENGTH
from domain.people import Language
from tests.flows.flow_making import Told, at, choice, flow, sound, step, words

Break = Callable[[Told], None]


def _text(en: str, es: str = "¿Qué te ayuda hoy?") -> Break:
    return lambda told: at(told, "start").update(text=words(en, es))


def _nobody(told: Told) -> None:
    told["steps"] = [one for one in told["steps"] if one["id"] not in ("own", "person")]
    at(told, "note")["next"] = "cover"


def _island(told: Told) -> None:
    told["steps"].insert(3, step("island", "pause"))


def _round(told: Told) -> None:
    at(told, "one").update(skips_to="start")


def _round_of_two(told: Told) -> None:
    at(told, "care").update(next="cover", choices=[choice("walk"), choice("rest", goto="later")])


def _closes_at_once(told: Told) -> None:
    told["steps"].insert(0, step("at_once", "close"))


BROKEN: dict[str, tuple[Break, str | None, str]] = {
    "a step nothing leads to": (_island, "island", "nothing leads here"),
    "a skip that goes round": (_round, "one", "never reaches a close"),
    "a skip that goes round over two": (_round_of_two, "cover", "never reaches a close"),
    "a close at the beginning": (_closes_at_once, "at_once", "before it begins"),
    "nobody offered": (_nobody, None, "nobody is offered a person"),
    "a person step without a person": (
        lambda told: at(told, "person").update(choices=[choice("later"), choice("not_now")]),
        "person",
        "does: person",
    ),
    "a cover step without cover": (
        lambda told: at(told, "cover").update(choices=[choice("food"), choice("water")]),
        "cover",
        "does: cover",
    ),
    "nothing to choose": (lambda told: at(told, "many").update(choices=[choice("x")]), "many", "two choices"),
    "a note with choices": (
        lambda told: at(told, "note").update(choices=[choice("x"), choice("y")]),
        "note",
        "a note has no choices",
    ),
    "more choices than can be drawn": (
        lambda told: at(told, "care").update(choices=[choice(f"c{n}") for n in range(11)]),
        "care",
        "at most 10",
    ),
    "a follow-up with other answers": (
        lambda told: at(told, "later").update(choices=[choice("sure"), choice("not_now")]),
        "later",
        "quote the yes",
    ),
    "two ways opened at once": (
        lambda told: at(told, "care").update(choices=[choice("a", does="cover"), choice("b", does="person")]),
        "care",
        "only one choice can have a 'does'",
    ),
    "two ways taken at once": (
        lambda told: at(told, "care").update(choices=[choice("a", goto="end"), choice("b", goto="later")]),
        "care",
        "different steps",
    ),
    "no line for many": (lambda told: at(told, "many").pop("says_many"), "many", "add 'says_many'"),
    "a line for many where one is tapped": (
        lambda told: at(told, "one").update(says_many=words("Good.", "Bien.")),
        "one",
        "take it away",
    ),
    "Spanish that is a copy": (_text("Good day.", "Good day."), "start", "copy of the English"),
    "Spanish in English words": (_text("A day.", "What is this day for you"), "start", "the other language"),
    "English in Spanish words": (
        _text("Puedes parar cuando quieras.", "Puedes parar."),
        "start",
        "the other",
    ),
    "the placeholder in one language": (_text("For {someone}.", "Para ti."), "start", "one language only"),
    "another placeholder": (_text("For {name} now.", "Para {name} hoy."), "start", "only placeholder"),
    "the placeholder first": (_text("{someone} is here.", "Con {someone}."), "start", "sentence begins"),
    "a title too long": (
        lambda told: at(told, "start").update(title=words("A title that is far too long", "Un título")),
        "start",
        "at most 24",
    ),
    "a text too long": (_text("Sit. " * 101), "start", "at most 500"),
    "a choice too long": (
        lambda told: at(told, "one")["choices"][0].update(text=words("so " * 24, "así")),
        "one",
        "at most 70",
    ),
    "a choice too long with the team's word in it": (
        lambda told: at(told, "one")["choices"][0].update(
            text=words("I want to sit for a while with {someone}", "Estar con {someone}")
        ),
        "one",
        "at most 70",
    ),
    "a door too long": (lambda told: told.update(door=words("so " * 26, "así")), None, "at most 75"),
    "own recovery that would be kept": (
        lambda told: at(told, "own").update(
            keep="debrief", text=words("And your own recovery?", "¿Y lo tuyo?")
        ),
        "own",
        "keep: never",
    ),
    "own recovery that would be kept, in Spanish": (
        lambda told: at(told, "one")["choices"][0].update(text=words("Mine", "Mi recuperación")),
        "one",
        "keep: never",
    ),
    "a hard text": (
        _text("Organizational accountability necessitates comprehensive interdisciplinary documentation."),
        "start",
        "reads at grade",
    ),
    "a hard text in Spanish": (
        _text(
            "A day.",
            "La responsabilidad organizacional requiere documentación exhaustiva.",
        ),
        "start",
        "reads at ease",
    ),
    "an exclamation mark": (_text("Well done!"), "start", "exclamation"),
}


def test_a_sound_flow_has_nothing_to_mend() -> None:
    """So that each broken one below is broken in one place."""
    assert prove(flow()) == []


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_flow_is_found_and_named(name: str) -> None:
    """With its step and what to mend."""
    break_it, where, what = BROKEN[name]
    told = sound()
    break_it(told)
    found = prove(flow(told))
    assert any(problem.step == where and what in problem.what for problem in found), [
        str(one) for one in found
    ]


REFUSED_AT_READING: dict[str, tuple[Break, str]] = {
    "a step that leads nowhere": (
        lambda told: at(told, "start").update(next="gone"),
        "'gone', which is not there",
    ),
    "no next": (lambda told: at(told, "start").pop("next"), "needs a 'next'"),
    "a close that goes on": (lambda told: at(told, "end").update(next="start"), "a close has none"),
    "a close with choices": (
        lambda told: at(told, "end").update(choices=[choice("a")]),
        "a close is the end",
    ),
    "nowhere to stop": (lambda told: told.update(stops_at="one"), "not a close"),
    "a step twice": (lambda told: told["steps"].append(step("start", "pause")), "'start' is there twice"),
    "a choice twice": (
        lambda told: at(told, "many").update(choices=[choice("x"), choice("x")]),
        "'x' is there twice",
    ),
    "a kind no view draws": (lambda told: at(told, "start").update(kind="quiz"), "'pause', 'choose_one'"),
    "no Spanish": (lambda told: at(told, "start").update(text={"en": "A day."}), "Field required"),
    "empty Spanish": (
        lambda told: at(told, "start").update(text=words("A day.", " ")),
        "at least 1 character",
    ),
    "an unknown key": (lambda told: at(told, "start").update(score=1), "Extra inputs"),
    "never kept, and a way that tells": (
        lambda told: at(told, "own").update(choices=[choice("a", goto="end"), choice("b")]),
        "whatever is tapped",
    ),
    "never kept, and a skip that tells": (
        lambda told: at(told, "own").update(skips_to="end"),
        "whatever is tapped",
    ),
}


@pytest.mark.parametrize("name", REFUSED_AT_READING)
def test_what_no_engine_could_walk_is_refused_at_reading(name: str) -> None:
    """The schema itself says no."""
    break_it, what = REFUSED_AT_READING[name]
    told = sound()
    break_it(told)
    with pytest.raises(ValidationError) as caught:
        Flow.model_validate(told)
    assert what in str(caught.value)


ASKS = {
    Language.EN: [
        "What happened?",
        "Tell us about the day.",
        "How did they die?",
        "Describe it.",
        "Any details help.",
        "What did you see?",
        "When did they pass?",
        "Could it have been prevented?",
        "Could you have stopped it?",
        "What would you do differently?",
        "Why did he say no?",
        "What is their name?",
        "How could you change their mind?",
        "Did you use?",
        "Any cravings?",
        "Say where they were found.",
    ],
    Language.ES: [
        "¿Qué pasó?",
        "Cuéntanos.",
        "¿Cómo murió?",
        "Describe el momento.",
        "Da más detalles.",
        "¿Qué viste?",
        "¿Cuándo falleció?",
        "¿Se podía prevenir?",
        "¿Qué podrías haber hecho?",
        "¿Por qué no quiso?",
        "¿Cómo convencerle?",
        "¿Has consumido?",
        "¿Se pudo evitar?",
    ],
}
SAYS = {
    Language.EN: [
        "The client is here.",
        "A patient.",
        "Your case load of cases.",
        "An addict.",
        "Stay clean.",
        "A dirty test.",
        "He committed suicide.",
        "She refused treatment.",
        "They were non-compliant.",
        "It failed.",
        "At least it was quick.",
        "Everything happens for a reason.",
        "In a better place.",
        "God knows.",
        "We pray.",
        "Stay strong.",
        "It is confidential.",
        "You should rest.",
        "A user.",
        "PTSD.",
        "Time heals.",
        "Substance abusers.",
        "It is part of the job.",
        "Your higher power.",
        "What is said here stays here.",
        "100 % safe.",
        "ａｔ　ｌｅａｓｔ",
        "At le\u200bast",
    ],
    Language.ES: [
        "El cliente.",
        "Una paciente.",
        "Otro caso.",
        "Un adicto.",
        "Estás limpia.",
        "Prueba sucia.",
        "Cometió suicidio.",
        "Rechazó el tratamiento.",
        "Fue un fracaso.",
        "Al menos fue rápido.",
        "Por lo menos.",
        "Todo pasa por algo.",
        "Está en un lugar mejor.",
        "Dios sabe.",
        "Hay que rezar.",
        "Sé fuerte.",
        "Es confidencial.",
        "Deberías descansar.",
        "Los usuarios.",
        "¡Ánimo!",
        "Es parte del trabajo.",
        "Un ángel más.",
        "Un trastorno.",
        "100% seguro.",
    ],
}
FINE = {
    Language.EN: [
        "In case you want it.",
        "You showed up.",
        "What would help now?",
        "You cleaned the kitchen.",
        "The decision is theirs.",
        "Not today.",
    ],
    Language.ES: [
        "En caso de que quieras.",
        "No tienes que contar nada.",
        "La casa y el cuerpo.",
        "¿Qué te ayudaría?",
        "Por si acaso.",
        "Hoy no.",
    ],
}


def _cases(table: dict[Language, list[str]]) -> list[tuple[Language, str]]:
    return [(language, text) for language, texts in table.items() for text in texts]


@pytest.mark.parametrize(("language", "text"), _cases(ASKS))
def test_asking_what_happened_is_found(language: Language, text: str) -> None:
    """Nor why, nor what could have been done, nor how to change a mind, nor about use."""
    assert broken(ASKING, normal(text), language)


@pytest.mark.parametrize(("language", "text"), _cases(SAYS))
def test_words_that_hurt_are_found(language: Language, text: str) -> None:
    """However they are written."""
    assert broken(FORBIDDEN, normal(text), language)


@pytest.mark.parametrize("rule", [*ASKING, *FORBIDDEN], ids=lambda rule: rule.pattern.pattern[:40])
def test_every_rule_on_words_has_a_phrase_that_breaks_it(rule: Rule) -> None:
    """So that none can be lost or misspelled unnoticed."""
    phrases = [normal(text) for language, text in _cases(ASKS) + _cases(SAYS) if language in rule.languages]
    assert any(rule.pattern.search(phrase) for phrase in phrases)


@pytest.mark.parametrize(("language", "text"), _cases(FINE))
def test_words_that_only_look_alike_are_left_alone(language: Language, text: str) -> None:
    """Whole words are meant."""
    assert not broken(FORBIDDEN + ASKING, normal(text), language)


def test_a_rule_on_words_reaches_every_text_of_a_step() -> None:
    """Title, text, hint, choice, and each line that a tap brings."""
    bad, good = words("At least.", "Al menos."), words("A day.", "Un día.")
    for put in (
        {"title": bad},
        {"text": bad},
        {"hint": bad},
        {"says_many": bad},
        {"choices": [{"id": "x", "text": bad}, choice("y")]},
        {"choices": [{"id": "x", "text": good, "says": bad}, choice("y")]},
    ):
        told = sound()
        at(told, "many").update(put)
        found = [
            problem
            for problem in prove(flow(told))
            if "at least" in problem.what or "al menos" in problem.what
        ]
        assert len(found) == 2, put


def test_a_problem_reads_as_one_line() -> None:
    """For a terminal: where, and what to mend."""
    assert str(Problem("loss", "pause", "too long")) == "step 'pause': too long"
    assert str(Problem("loss", None, "nobody")) == "flow 'loss': nobody"


@pytest.mark.parametrize("made", load_library().doors(), ids=lambda made: made.id)
def test_the_packaged_flows_have_nothing_to_mend(made: Flow) -> None:
    """They pass the proof that everybody's flows pass."""
    assert prove(made) == []


@pytest.mark.parametrize("made", load_library().doors(), ids=lambda made: made.id)
def test_the_longest_word_of_a_teams_own_fits_the_packaged_flows(made: Flow) -> None:
    """A door stays a button, and a choice an option."""
    someone = "w" * SOMEONE_LENGTH
    for language in Language:
        assert len(made.door.in_(language, someone)) <= 75
        texts = [choice.text.in_(language, someone) for one in made.steps for choice in one.choices]
        assert max(map(len, texts)) <= 75
