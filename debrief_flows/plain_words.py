"""The words a flow may not use, and the questions it may not ask (field.md, section 8 and 9).

Patterns meet a text in its normal form: lower case, no accents, straight quotes. They are strict on
purpose: a sentence that trips one without meaning it reads better when it is said another way.
"""

import re
from dataclasses import dataclass

from domain.people import Language


@dataclass(frozen=True, slots=True)
class Rule:
    """Words to look for in one language or in both, and what to do instead."""

    languages: frozenset[Language]
    pattern: re.Pattern[str]
    mend: str


_EN = frozenset({Language.EN})
_ES = frozenset({Language.ES})
_BOTH = _EN | _ES


def _rule(languages: frozenset[Language], mend: str, *patterns: str) -> Rule:
    return Rule(languages, re.compile(rf"\b(?:{'|'.join(patterns)})\b"), mend)


_PERSON_FIRST = "speak of a person, or use {someone} (field.md, rules 25 and 40)"
_NO_BLAME = "say 'not today' or 'said no for now'; the outcome is not the measure (field.md, 3.3 and rule 26)"
_NO_LINING = "no silver lining and no 'at least' (field.md, rule 25)"
_NO_CREED = "no faith is taken for granted (field.md, rule 25)"
_NO_ADVICE = "no orders and no advice before asking (field.md, rule 25)"
_NO_PROMISE = "promise no secrecy and no effect (field.md, section 5, rules 30 and 43)"
_NO_LABEL = "no clinical labels (field.md, rule 12)"
_NO_EVENT = "never ask what happened (field.md, rule 2)"
_NO_REVIEW = "support is not a review: ask for no causes and no blame (field.md, 1.3 and rule 22)"
_NO_TACTICS = "no names, reasons or tactics to change a mind (field.md, 9.2)"
_NO_USE = "never ask about use or cravings (field.md, 3.2 and rule 20)"

FORBIDDEN: tuple[Rule, ...] = (
    _rule(_EN, _PERSON_FIRST, r"clients?", r"patients?", r"(?<!in )cases?", r"consumers?", r"users?"),
    _rule(_EN, _PERSON_FIRST, r"addicts?", r"alcoholics?", r"junkies?", r"drunks?", r"clean", r"dirty"),
    _rule(_EN, _PERSON_FIRST, r"substance abuse\w*", r"abusers?", r"victims?"),
    _rule(_EN, "say 'died by suicide' (field.md, 3.3)", r"commit\w* suicide"),
    _rule(_EN, _NO_BLAME, r"fail\w*", r"refus\w+ (?:treatment|help|care)", r"non-?complian\w+", r"resistant"),
    _rule(_EN, _NO_LINING, r"at least", r"silver lining", r"bright side", r"meant to be", r"better off"),
    _rule(_EN, _NO_LINING, r"(?:everything )?happens? for a reason", r"a better place", r"time heals"),
    _rule(_EN, _NO_LINING, r"stay strong", r"be strong", r"mov(?:e|ing) on", r"closure", r"resilien\w+"),
    _rule(_EN, _NO_LINING, r"i know how you feel", r"part of the job", r"got this"),
    _rule(_EN, _NO_CREED, r"god'?s?", r"lord", r"pray\w*", r"bless\w*", r"heaven", r"angels?", r"faith"),
    _rule(_EN, _NO_CREED, r"higher power", r"the steps", r"twelve steps?", r"12 steps?"),
    _rule(_EN, _NO_ADVICE, r"you (?:should|must|ought|have to|need to)", r"try to be"),
    _rule(_EN, _NO_PROMISE, r"confidential\w*", r"anonym\w+", r"guarantee\w*", r"secrets?", r"prevents?"),
    _rule(_EN, _NO_PROMISE, r"what is said here stays", r"stays here"),
    _rule(_EN, _NO_LABEL, r"ptsd", r"disorders?", r"diagnos\w+", r"symptoms?", r"burnout score"),
    _rule(_ES, _PERSON_FIRST, r"clientes?", r"pacientes?", r"(?<!en )(?<!en todo )casos?", r"usuari[oa]s?"),
    _rule(_ES, _PERSON_FIRST, r"adict[oa]s?", r"alcoholic[oa]s?", r"drogadict[oa]s?", r"borrach[oa]s?"),
    _rule(_ES, _PERSON_FIRST, r"limpi[oa]s?", r"suci[oa]s?", r"consumidor\w*", r"victimas?"),
    _rule(_ES, "di 'murió por suicidio' (field.md, 3.3)", r"comet\w+ (?:un )?suicidio", r"se suicido"),
    _rule(_ES, _NO_BLAME, r"fall(?:e|o|aste|amos|aron|ar)", r"fracas\w+", r"incumpl\w+", r"no cumpli\w+"),
    _rule(_ES, _NO_BLAME, r"rechaz\w+ (?:el|la|un|una|tu|mi|su)? ?(?:tratamiento|ayuda)"),
    _rule(_ES, _NO_LINING, r"(?:al|por lo) menos", r"todo (?:pasa|sucede|ocurre) por (?:algo|una razon)"),
    _rule(_ES, _NO_LINING, r"(?:un )?lugar mejor", r"mejor lugar", r"el tiempo (?:lo )?cura", r"lado bueno"),
    _rule(_ES, _NO_LINING, r"se fuerte", r"mantente fuerte", r"pasar la pagina", r"resilien\w+"),
    _rule(_ES, _NO_LINING, r"se como te sientes", r"parte del trabajo", r"tu puedes"),
    _rule(
        _ES, _NO_CREED, r"dios", r"senor", r"rez[aoe]\w*", r"or(?:ar|emos|acion\w*)", r"bendi\w+", r"cielo"
    ),
    _rule(_ES, _NO_CREED, r"angel(?:es)?", r"fe", r"poder superior", r"(?:los )?doce pasos", r"12 pasos"),
    _rule(
        _ES, _NO_ADVICE, r"deberias", r"debes", r"hay que", r"(?<!no )tienes que", r"necesitas (?:hacer|ser)"
    ),
    _rule(_ES, _NO_PROMISE, r"confidencial\w*", r"anonim\w+", r"garanti\w+", r"secretos?", r"previene"),
    _rule(_ES, _NO_LABEL, r"tept", r"trastornos?", r"diagnost\w+", r"sintomas?"),
    Rule(_BOTH, re.compile(r"\b100 ?%"), _NO_PROMISE),
    Rule(_BOTH, re.compile(r"[!¡]"), "no exclamation marks in grief"),
)

ASKING: tuple[Rule, ...] = (
    _rule(_EN, _NO_EVENT, r"what (?:\w+ ){0,2}happened", r"how (?:it|that|this|did it) happen\w*"),
    _rule(_EN, _NO_EVENT, r"how (?:did|do) (?:they|he|she|it|someone|the person) (?:die|pass|go)\w*"),
    _rule(_EN, _NO_EVENT, r"(?:how|where|when) (?:they|he|she) (?:died|passed|(?:was|were) found)"),
    _rule(_EN, _NO_EVENT, r"(?:where|when) did (?:they|he|she|it)", r"cause of death", r"last words?"),
    _rule(_EN, _NO_EVENT, r"describ\w+", r"details?", r"recount\w*", r"walk (?:us|me) through", r"retell\w*"),
    _rule(_EN, _NO_EVENT, r"tell (?:us|me) (?:about|how|what|more)", r"the (?:scene|body|method)"),
    _rule(_EN, _NO_EVENT, r"what (?:did|have) you (?:see|saw|seen|find|found|witness\w*)"),
    _rule(_EN, _NO_REVIEW, r"prevent\w*", r"could (?:have|you have) (?:done|been|stopped|saved)"),
    _rule(_EN, _NO_REVIEW, r"should(?:'ve| have| you have)", r"mistakes?", r"do differently", r"went wrong"),
    _rule(
        _EN,
        _NO_TACTICS,
        r"why (?:did )?(?:they|he|she) (?:say|said|refuse\w*|turn\w*)",
        r"(?:what|who) (?:is|was|were) (?:they|their|his|her)",
    ),
    _rule(_EN, _NO_TACTICS, r"convinc\w+", r"persuad\w+", r"(?:change|changing) their minds?"),
    _rule(_EN, _NO_USE, r"(?:did|do|have|are) you (?:use|used|using|relaps\w+|drink\w*|drank)", r"cravings?"),
    _rule(
        _ES,
        _NO_EVENT,
        r"que (?:\w+ ){0,2}(?:paso|pasaron|sucedio|ocurrio)",
        r"lo que paso",
        r"como (?:paso|fue)",
    ),
    _rule(
        _ES, _NO_EVENT, r"(?:como|donde|cuando|de que) (?:murio|fallecio|se murio|se fue)", r"causa de muerte"
    ),
    _rule(
        _ES, _NO_EVENT, r"cuentanos", r"cuentame", r"dinos", r"dime", r"describ\w+", r"detall\w+", r"relat\w+"
    ),
    _rule(
        _ES, _NO_EVENT, r"que viste", r"que encontraste", r"la escena", r"el cuerpo de", r"ultimas palabras"
    ),
    _rule(
        _ES,
        _NO_REVIEW,
        r"preven\w+",
        r"(?:podrias|pudiste|hubieras|habrias) (?:haber )?(?:hecho|evitado|salvado)",
    ),
    _rule(_ES, _NO_REVIEW, r"errores?", r"que salio mal", r"evitar\w*"),
    _rule(
        _ES,
        _NO_TACTICS,
        r"por que (?:dijo|se nego|rechazo|no quiso)",
        r"(?:cual|quien) (?:es|era|fue) (?:su|esa)",
    ),
    _rule(_ES, _NO_TACTICS, r"convenc\w+", r"persuad\w+", r"cambi\w+ de (?:opinion|idea|parecer)"),
    _rule(
        _ES, _NO_USE, r"(?:has|estas|hay) (?:consumi\w+|usa\w+|recai\w+|bebi\w+)", r"consumiste", r"recaiste"
    ),
)

_OWN_RECOVERY = {
    Language.EN: re.compile(r"\b(?:my|your)(?: own)? (?:recovery|sobriety|sponsor)\b|\bsponsor\b|\brelaps"),
    Language.ES: re.compile(
        r"\b(?:mi|tu)(?: propia)? (?:recuperacion|sobriedad|padrino|madrina)\b|\bpadrino\b|\brecaid"
    ),
}

_OTHER_LANGUAGE = {
    Language.EN: re.compile(r"\b(?:que|los|las|para|una|esta|esto|puedes|cuando|persona)\b"),
    Language.ES: re.compile(r"\b(?:the|and|you|your|what|with|this|that|is|are|they|them)\b"),
}


def broken(rules: tuple[Rule, ...], plain: str, language: Language) -> list[tuple[str, str]]:
    """Return what a text in normal form says against some rules: the words found, and how to mend them."""
    hits = ((rule.pattern.search(plain), rule.mend) for rule in rules if language in rule.languages)
    return [(hit.group(), mend) for hit, mend in hits if hit]


def on_own_recovery(plain: str, language: Language) -> bool:
    """Whether a text in normal form is about the reader's own recovery: never written down (rule 35)."""
    return bool(_OWN_RECOVERY[language].search(plain))


def reads_as_other(plain: str, language: Language) -> bool:
    """Whether a text in normal form has words of the other language."""
    return bool(_OTHER_LANGUAGE[language].search(plain))
