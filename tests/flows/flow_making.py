"""Small flows for tests: a sound one, and ways to break it."""

from typing import Any

from hypothesis import strategies as st

from debrief_flows.model import Flow

Told = dict[str, Any]


def words(en: str, es: str) -> dict[str, str]:
    return {"en": en, "es": es}


def choice(choice_id: str, **more: Any) -> Told:
    return {"id": choice_id, "text": words(f"Tap {choice_id}", f"Tocar {choice_id}"), **more}


def step(step_id: str, kind: str, **more: Any) -> Told:
    told = {
        "id": step_id,
        "kind": kind,
        "title": words("A quiet page", "Una página tranquila"),
        "text": words("What would help you now?", "¿Qué te ayuda hoy?"),
        "next": "end",
        **more,
    }
    if kind == "close":
        told.pop("next")
    return told


def sound() -> Told:
    """A small flow that has every kind of step and nothing to mend."""
    return {
        "id": "small",
        "version": 3,
        "title": words("A small one", "Una pequeña"),
        "door": words("After a day with {someone}", "Tras un día con {someone}"),
        "line": words("A short stop.", "Una pausa corta."),
        "stops_at": "stopped",
        "steps": [
            step("start", "pause", next="one"),
            step(
                "one",
                "choose_one",
                next="many",
                skips_to="note",
                choices=[
                    choice("a", says=words("Good.", "Bien.")),
                    choice("b", goto="note"),
                    choice("again", goto="start"),
                ],
            ),
            step(
                "many",
                "choose_many",
                next="note",
                says_many=words("All of it is fine.", "Todo vale."),
                choices=[
                    choice("x", says=words("This is x.", "Esto es x.")),
                    choice("y", says=words("This is y.", "Esto es y.")),
                    choice("z", says=words("This is z.", "Esto es z.")),
                ],
            ),
            step("note", "note", next="own"),
            step(
                "own",
                "choose_one",
                keep="never",
                next="person",
                choices=[choice("steady"), choice("shaky", does="person", says=words("Hi.", "Hola."))],
            ),
            step("person", "person", next="cover", choices=[choice("ask", does="person"), choice("not_now")]),
            step("cover", "cover", next="care", choices=[choice("cover", does="cover"), choice("water")]),
            step("care", "self_care", next="later", choices=[choice("walk"), choice("rest")]),
            step("later", "follow_up", next="end", choices=[choice("yes"), choice("not_now")]),
            step("end", "close"),
            step("stopped", "close"),
        ],
    }


def flow(told: Told | None = None) -> Flow:
    return Flow.model_validate(told or sound())


def at(told: Told, step_id: str) -> Told:
    """Return one step of a flow that is being made, to change it."""
    found: Told = next(one for one in told["steps"] if one["id"] == step_id)
    return found


MOVES = st.lists(
    st.one_of(
        st.just(("back",)),
        st.just(("stop",)),
        st.tuples(st.just("answer"), st.randoms(use_true_random=False), st.text(max_size=20), st.booleans()),
    ),
    max_size=40,
)
"""Any walk: answers with any choices the step has, skips, steps back, stops."""
