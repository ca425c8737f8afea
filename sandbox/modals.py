"""Modals and Homes: a person's stack of three, hashes, and what an app's answer does to them."""

import secrets

from sandbox.elements import named, state_of
from sandbox.triggers import Trigger
from sandbox.validation import refusal
from sandbox.world import Json, View, World, fresh_id

DEEPEST = 3  # one opened and two pushed
EARLIER_KEPT = 20
TROUBLE = "We had some trouble connecting. Try again?"


class ViewRefusedError(Exception):
    """A view cannot be shown: Slack's error name, and what is wrong with it."""

    def __init__(self, error: str, messages: list[str] | None = None) -> None:
        super().__init__(error)
        self.error = error
        self.messages = messages or []


class Modals:
    """Everything that puts a view before a person, or takes it away.

    Args:
        world: whose people's desks the views lie on.
        home_tab: whether the app's manifest has a Home tab.
    """

    def __init__(self, world: World, *, home_tab: bool) -> None:
        self._world = world
        self._home_tab = home_tab

    def open(self, trigger: Trigger, body: Json) -> View:
        """views.open: a new modal; from within a modal it goes on top, from elsewhere it replaces.

        Slack promises nothing for an open while a modal is open; this is what its desktop does.

        Raises:
            ViewRefusedError: see `_checked`; push_limit_reached from within three modals.
        """
        self._checked(body, "modal")
        stack = self._world.desks[trigger.user_id].modals
        if trigger.view_id is None or all(view.id != trigger.view_id for view in stack):
            stack.clear()
        return self._put_on(trigger.user_id, body)

    def push(self, trigger: Trigger, body: Json) -> View:
        """views.push: on top of the modal that the touch was in.

        Raises:
            ViewRefusedError: not_found when the touch was in no open modal, push_limit_reached.
        """
        self._checked(body, "modal")
        stack = self._world.desks[trigger.user_id].modals
        if all(view.id != trigger.view_id for view in stack):
            raise ViewRefusedError("not_found")
        return self._put_on(trigger.user_id, body)

    def _put_on(self, user_id: str, body: Json) -> View:
        stack = self._world.desks[user_id].modals
        if len(stack) >= DEEPEST:
            raise ViewRefusedError("push_limit_reached")
        view_id = fresh_id("V")
        view = View(
            id=view_id,
            owner=user_id,
            body=body,
            hash="",
            root_id=stack[0].id if stack else view_id,
            previous_id=stack[-1].id if stack else None,
        )
        self._show(view, body)
        stack.append(view)
        self._world.touch(user_id)
        return view

    def update(self, view: View | None, body: Json, hash_: str) -> View:
        """views.update: other blocks in an open view; what was entered stays where names are kept.

        Raises:
            ViewRefusedError: not_found, hash_conflict, or see `_checked`.
        """
        if view is None:
            raise ViewRefusedError("not_found")
        self._checked(body, view.body["type"], view)
        if hash_ and hash_ != view.hash:
            raise ViewRefusedError("hash_conflict")
        self._show(view, body)
        self._world.touch(view.owner)
        return view

    def publish(self, user_id: str, body: Json, hash_: str) -> View:
        """views.publish: a person's Home.

        Raises:
            ViewRefusedError: not_enabled, hash_conflict, invalid_arguments for no such user.
        """
        if not self._home_tab:
            raise ViewRefusedError("not_enabled")
        if user_id not in self._world.users:
            raise ViewRefusedError("invalid_arguments", ["invalid `user_id`"])
        home = self._world.desks[user_id].home
        self._checked(body, "home", home)
        if hash_ and (home is None or home.hash != hash_):
            raise ViewRefusedError("hash_conflict")
        if home is None:
            view_id = fresh_id("V")
            home = View(id=view_id, owner=user_id, body=body, hash="", root_id=view_id)
            self._world.desks[user_id].home = home
        self._show(home, body)
        self._world.touch(user_id)
        return home

    def _checked(self, body: Json, kind: str, itself: View | None = None) -> None:
        """Raises ViewRefusedError: invalid_arguments, view_too_large, duplicate_external_id."""
        refused = refusal(body)
        if refused is not None:
            raise ViewRefusedError(*refused)
        if body["type"] != kind:
            raise ViewRefusedError("invalid_arguments", [f"expected a {kind} view [/view/type]"])
        external_id = body.get("external_id")
        if external_id:
            other = self._world.view(external_id=external_id)
            if other is not None and other is not itself:
                raise ViewRefusedError("duplicate_external_id")

    def _show(self, view: View, body: Json) -> None:
        if view.hash:
            view.earlier = [*view.earlier, (view.body, view.hash)][-EARLIER_KEPT:]
        view.body = {**body, "blocks": named(body["blocks"])}
        view.values = state_of(view.body["blocks"], view.values)
        view.hash = f"{int(self._world.clock.now().timestamp())}.{secrets.token_hex(4)}"
        view.errors = None

    # what a person or an acknowledgement does

    def close(self, view: View) -> list[View]:
        """Take a modal away with all above it; `clear_on_close` takes the whole stack.

        Returns:
            The views that were closed, from the top.
        """
        stack = self._world.desks[view.owner].modals
        place = 0 if view.body.get("clear_on_close") else stack.index(view)
        closed = stack[place:]
        del stack[place:]
        self._world.touch(view.owner)
        return closed[::-1]

    def answered(self, view: View, answer: Json | None) -> list[str]:
        """Do what the acknowledgement of a view_submission says.

        Args:
            view: the view that was sent; by now it may be gone.
            answer: the acknowledgement's payload. None or empty closes this view and no other.

        Returns:
            Why Slack would not do it; the person then sees "We had some trouble connecting".
        """
        stack = self._world.desks[view.owner].modals
        if view not in stack:
            return []
        answer = answer or {}
        try:
            self._act_on(view, answer)
        except ViewRefusedError as refused:
            self._world.desks[view.owner].notices.append(TROUBLE)
            self._world.touch(view.owner)
            return [refused.error, *refused.messages]
        return []

    def _act_on(self, view: View, answer: Json) -> None:
        action = answer.get("response_action")
        if action == "update":
            self.update(view, _view_in(answer), "")
        elif action == "push":
            self._checked(_view_in(answer), "modal")
            self._put_on(view.owner, answer["view"])
        elif action == "errors":
            self._show_errors(view, answer.get("errors"))
        elif action == "clear":
            self._world.desks[view.owner].modals.clear()
            self._world.touch(view.owner)
        elif action is None:
            self._world.desks[view.owner].modals.remove(view)
            self._world.touch(view.owner)
        else:
            raise ViewRefusedError("invalid_arguments", [f"unknown response_action: {action}"])

    def _show_errors(self, view: View, errors: object) -> None:
        inputs = {b["block_id"] for b in view.body["blocks"] if b.get("type") == "input"}
        if not isinstance(errors, dict) or not errors or not set(errors) <= inputs:
            raise ViewRefusedError("invalid_arguments", ["errors must name input blocks"])
        view.errors = {block_id: str(sentence) for block_id, sentence in errors.items()}
        self._world.touch(view.owner)


def _view_in(answer: Json) -> Json:
    view = answer.get("view")
    if not isinstance(view, dict):
        raise ViewRefusedError("invalid_arguments", ["missing required field: view"])
    return view
