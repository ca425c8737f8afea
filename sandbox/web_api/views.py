"""views.*: modals and Homes."""

from sandbox.modals import ViewRefusedError
from sandbox.payloads import view_json
from sandbox.triggers import Trigger, TriggerRefusedError
from sandbox.web_api.calling import ApiRefusedError, Call, Method, as_refused
from sandbox.world import Json


def views_open(call: Call) -> Json:
    """views.open."""
    view = _view(call)
    try:
        return {"view": view_json(call.workspace.modals.open(_trigger(call), view))}
    except ViewRefusedError as refused:
        raise as_refused(refused) from None


def views_push(call: Call) -> Json:
    """views.push."""
    view = _view(call)
    try:
        return {"view": view_json(call.workspace.modals.push(_trigger(call), view))}
    except ViewRefusedError as refused:
        raise as_refused(refused) from None


def views_update(call: Call) -> Json:
    """views.update, by view_id or external_id."""
    view_id, external_id = call.text("view_id"), call.text("external_id")
    if not view_id and not external_id:
        raise ApiRefusedError("invalid_arguments", ["[ERROR] view_id or external_id is needed"])
    body, found = _view(call), call.workspace.world.view(view_id, external_id)
    try:
        return {"view": view_json(call.workspace.modals.update(found, body, call.text("hash")))}
    except ViewRefusedError as refused:
        raise as_refused(refused) from None


def views_publish(call: Call) -> Json:
    """views.publish."""
    user_id, body = call.text("user_id", needed=True), _view(call)
    try:
        return {"view": view_json(call.workspace.modals.publish(user_id, body, call.text("hash")))}
    except ViewRefusedError as refused:
        raise as_refused(refused) from None


def _view(call: Call) -> Json:
    view = call.parsed("view", "invalid_arguments")
    if not isinstance(view, dict):
        raise ApiRefusedError("invalid_arguments", ["[ERROR] missing required field: view"])
    return {key: value for key, value in view.items() if value is not None}


def _trigger(call: Call) -> Trigger:
    try:
        return call.workspace.triggers.spend(call.text("trigger_id", needed=True))
    except TriggerRefusedError as refused:
        raise ApiRefusedError(str(refused)) from None


METHODS: dict[str, Method] = {
    "views.open": views_open,
    "views.push": views_push,
    "views.update": views_update,
    "views.publish": views_publish,
}
