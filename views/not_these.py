"""Whom I don't ask: a screen for its reader alone."""

from domain.scenes import NotTheseScene, Reader
from domain.schedule import NOT_THESE_MOST
from views import fields, metadata, names
from views.parts import Block, View, actions, button, context, entry, modal, section
from words import words


def not_these(scene: NotTheseScene, chosen: dict[str, object] | None = None, *, on_top: bool = False) -> View:
    """Return the screen. Slack's own picker offers the whole workspace, so that it shows nothing of who is on
    which team. `chosen` are the choices of the form from which it was opened, `on_top` whether that form is
    right below."""
    say = words(scene.reader.language)
    who: Block = {
        "type": "multi_users_select",
        "action_id": names.with_suffix(names.MY_DATA_KEEP, fields.PEOPLE),
        "max_selected_items": NOT_THESE_MOST,
    }
    if scene.slacks:
        who["initial_users"] = list(scene.slacks)
    carried: dict[str, object] = {metadata.LISTED: list(scene.slacks)}
    if chosen is not None:
        carried |= {metadata.CHOSEN: chosen, metadata.ON_TOP: int(on_top)}
    return modal(
        scene.reader.language,
        say("not-these-title"),
        [
            section(say("not-these-what")),
            entry(say("not-these-who"), who, block_id=fields.PEOPLE, hint=say("not-these-hint")),
            context(say("not-these-asked-already")),
        ],
        submit=say("not-these-save"),
        close=say("cancel"),
        callback_id=names.MY_DATA_KEEP,
        metadata=metadata.pack(**carried),
    )


def kept(reader: Reader) -> View:
    """Return that it is kept. It does not say who, for whoever looks over a shoulder."""
    say = words(reader.language)
    return modal(reader.language, say("not-these-title"), [section(say("not-these-kept"))])


def too_many(reader: Reader) -> dict[str, str]:
    """Return what is said where there are more than fit."""
    return {fields.PEOPLE: words(reader.language)("not-these-many", most=NOT_THESE_MOST)}


def not_these_button(reader: Reader) -> Block:
    """Return the way to it; it looks the same whoever is on it, and whether anybody is."""
    return button(names.MY_DATA_PAGE, words(reader.language)("not-these-open"))


def not_these_row(reader: Reader) -> Block:
    """Return a row with the way to it."""
    return actions([not_these_button(reader)], "not_these")
