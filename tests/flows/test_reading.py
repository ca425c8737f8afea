"""The counters behind the reading levels, held to words counted by hand."""

import pytest

from debrief_flows.reading import english_grade, english_syllables, spanish_ease, spanish_syllables

ENGLISH = {
    1: "gone one was there where here you your me the real loss care cared"
    " called walk walked let feel felt grief"
    " death died help line lines skip time times house home don't can't"
    " won't it's you've breathe each tired asked"
    " reached piece eyes voice please weeks months through thought what's hour used moved makes helped",
    2: "someone person people quiet being doing wanted needed little carry"
    " moment water minute after sometimes"
    " something didn't isn't wasn't wouldn't allowed pieces voices houses"
    " angry guilty afraid relief numbness supply"
    " choices system timing housing listen pushing honest believed open color",
    3: "everyone anyone another together yesterday tomorrow remember idea several",
    4: "recovery supervisor information",
}
SPANISH = {
    1: "fue sol bien pie muy es tu que quien soy ley seis más cuál",
    2: "casa agua puedes muerte quiero siente ruido ciudad hoyo algo guerra"
    " ayer cuidar tía ríe país leer caer",
    3: "persona camino pérdida línea cuidamos pequeño ayudar sonreír",
    4: "necesitas compañía todavía alegría despedida suficiente energía",
    5: "recuperación",
}


@pytest.mark.parametrize(
    ("count", "word"), [(n, word) for n, words in ENGLISH.items() for word in words.split()]
)
def test_english_syllables_are_counted_as_they_are_spoken(count: int, word: str) -> None:
    """The words that the flows are made of."""
    assert english_syllables(word) == count


@pytest.mark.parametrize(
    ("count", "word"), [(n, word) for n, words in SPANISH.items() for word in words.split()]
)
def test_spanish_syllables_are_counted_as_they_are_spoken(count: int, word: str) -> None:
    """Diphthongs are one, vowels apart are two."""
    assert spanish_syllables(word) == count


def test_the_grade_is_flesch_and_kincaids() -> None:
    """Eleven words of one syllable each, in two sentences."""
    assert english_grade("The cat sat on the mat. It was a good day.") == pytest.approx(
        0.39 * 11 / 2 + 11.8 * 11 / 11 - 15.59
    )


def test_the_ease_is_szigriszt_pazos() -> None:
    """Six words, two sentences, ten syllables."""
    assert spanish_ease("La casa es roja. Puedes entrar.") == pytest.approx(206.835 - 62.3 * 10 / 6 - 3)


def test_a_hard_text_is_told_from_an_easy_one() -> None:
    """In both languages."""
    hard_en = "Organizational accountability necessitates comprehensive documentation."
    hard_es = "La responsabilidad organizacional requiere documentación exhaustiva."
    assert english_grade(hard_en) > 12
    assert spanish_ease(hard_es) < 30


def test_no_words_are_no_trouble() -> None:
    """An emoji or a dash has no level."""
    assert english_grade("— 🕊️") == 0
    assert spanish_ease("") == 100
