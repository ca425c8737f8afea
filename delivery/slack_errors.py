"""Slack's refusals, one class a family: each asks for something else.

Names and meanings: the errors of chat.postMessage, chat.update, conversations.open and
conversations.history in Slack's method reference, and its page of common errors.
"""

import aiohttp
from slack_sdk.errors import SlackApiError


class SlackTrouble(Exception):
    """A call to Slack did not succeed. `method` and `error` are Slack's names; nothing else is kept,
    since an answer's text may repeat what was sent."""

    def __init__(self, method: str, error: str) -> None:
        super().__init__(f"{method}: {error}")
        self.method = method
        self.error = error


class RateLimited(SlackTrouble):
    """Too much of this method. `retry_after` is Slack's own Retry-After, in seconds. Nothing was done."""

    def __init__(self, method: str, retry_after: float) -> None:
        super().__init__(method, "ratelimited")
        self.retry_after = retry_after


class Passing(SlackTrouble):
    """It will pass, and nothing was done: Slack could not be reached, or says to come back."""


class NotKnown(Passing):
    """It will pass, and what was asked may have been done or not: the answer was lost, late or a fault."""


class Unreachable(SlackTrouble):
    """Nothing can be delivered to this person in this place, now or later."""


class AccountGone(Unreachable):
    """The person's account is deactivated."""


class ChannelGone(Unreachable):
    """The conversation is not there for us. A DM can be opened again; the person may be there."""


class MessageGone(SlackTrouble):
    """The message to change is not there any more, or may not be changed any more."""


class OurAccess(SlackTrouble):
    """Slack does not let this app in, or not far enough: its people must mend the installation."""


class OurFault(SlackTrouble):
    """We sent what Slack does not take, or Slack answered a name we do not know: a bug of ours."""


_FAMILIES: dict[type[SlackTrouble], frozenset[str]] = {
    Passing: frozenset(
        # "post data missing or truncated", the workspace is being moved, or the whole service is away
        {
            "request_timeout",
            "team_added_to_org",
            "service_unavailable",
            "upgrade_required",
            "external_channel_migrating",
        }
    ),
    NotKnown: frozenset(
        # "It's possible some aspect of the operation succeeded before the error was raised."
        {"internal_error", "fatal_error"}
    ),
    AccountGone: frozenset({"user_disabled", "account_inactive"}),
    ChannelGone: frozenset({"channel_not_found", "is_archived", "not_in_channel", "channel_is_archived"}),
    Unreachable: frozenset(
        {
            "user_not_found",
            "users_not_found",
            "user_not_visible",
            "cannot_dm_bot",
            "invalid_user_combination",
            "restricted_action",
            "restricted_action_read_only_channel",
            "restricted_action_thread_only_channel",
            "restricted_action_non_threadable_channel",
        }
    ),
    MessageGone: frozenset({"message_not_found", "cant_update_message", "cant_delete_message"})
    | frozenset({"edit_window_closed", "is_inactive"}),
    OurAccess: frozenset(
        {
            "invalid_auth",
            "not_authed",
            "token_revoked",
            "token_expired",
            "missing_scope",
            "no_permission",
            "not_allowed_token_type",
            "messages_tab_disabled",
            "access_denied",
            "accesslimited",
            "ekm_access_denied",
            "enterprise_is_restricted",
            "org_login_required",
            "team_access_not_granted",
            "two_factor_setup_required",
        }
    ),
}
_FAMILY_OF = {name: family for family, names in _FAMILIES.items() for name in names}

_RETRY_AFTER = 30.0
"""Seconds to wait after a 429 that does not say how long."""


def trouble(method: str, error: Exception) -> SlackTrouble:
    """Return the family of what went wrong when `method` was called.

    `account_inactive` may also mean our own token; whoever gets `AccountGone` with that name must ask
    Slack (auth.test) before believing it of the person.
    """
    if isinstance(error, SlackApiError):
        return _answered(method, error)
    if isinstance(error, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError):
        return Passing(method, "not_connected")  # the request never left
    if isinstance(error, TimeoutError):
        return NotKnown(method, "timeout")
    if isinstance(error, aiohttp.ClientError | OSError):
        return NotKnown(method, "connection_lost")
    return NotKnown(method, "unreadable_answer")


def _answered(method: str, error: SlackApiError) -> SlackTrouble:
    response = error.response
    # The SDK hands over its own response, or aiohttp's where the body was not JSON.
    status = int(getattr(response, "status_code", None) or getattr(response, "status", None) or 0)
    data = getattr(response, "data", None)
    name = str(data.get("error", "")) if isinstance(data, dict) else ""
    if status == 429 or name in {"ratelimited", "rate_limited"}:
        return RateLimited(method, _seconds(getattr(response, "headers", {})))
    if name in _FAMILY_OF:
        return _FAMILY_OF[name](method, name)
    if status >= 500 or not name:
        return NotKnown(method, f"http_{status}")
    return OurFault(method, name)


def _seconds(headers: object) -> float:
    """Return Retry-After in seconds. Header names come in any case; the SDK's dict minds it, so look."""
    items = getattr(headers, "items", None)
    for name, value in items() if items else ():
        if str(name).lower() == "retry-after":
            try:
                return max(0.0, float(value))
            except ValueError:
                break
    return _RETRY_AFTER
