"""conversations.*: opening direct messages, looking things up, reading the bot's own history."""

from sandbox.payloads import conversation_json, message_json
from sandbox.web_api.calling import ApiRefusedError, Call, Method
from sandbox.world import Json, Message

MOST_AT_ONCE = 999


def conversations_open(call: Call) -> Json:
    """conversations.open: the direct messages with one person."""
    call.need("im:write")
    world = call.workspace.world
    if call.text("channel"):
        channel = call.channel()
    else:
        named = [name for name in call.text("users").split(",") if name]
        if not named:
            raise ApiRefusedError("users_list_not_supplied")
        if len(named) > 1:
            call.need("mpim:write")
        user = world.users.get(named[0])
        if user is None or user is world.bot:
            raise ApiRefusedError("user_not_found")
        if user.deleted:
            raise ApiRefusedError("user_disabled")
        channel = world.direct_channel(user.id)
    if channel.im_user is None:
        raise ApiRefusedError("method_not_supported_for_channel_type")
    told = conversation_json(channel, world.bot.id) if call.flag("return_im") else {"id": channel.id}
    return {"no_op": True, "already_open": True, "channel": told}


def conversations_info(call: Call) -> Json:
    """conversations.info."""
    channel = call.channel()
    call.need_for(channel, "read")
    told = conversation_json(channel, call.workspace.world.bot.id)
    if not call.flag("include_num_members"):
        told.pop("num_members", None)
    return {"channel": told}


def conversations_members(call: Call) -> Json:
    """conversations.members, with cursor and limit."""
    channel = call.channel()
    call.need_for(channel, "read")
    start, limit = call.number("cursor", 0), call.number("limit", 100)
    after = start + limit
    more = after < len(channel.members)
    return {
        "members": channel.members[start:after],
        "response_metadata": {"next_cursor": str(after) if more else ""},
    }


def conversations_history(call: Call) -> Json:
    """conversations.history, newest first; metadata only when asked for."""
    channel = call.channel()
    call.need_for(channel, "history")
    if call.workspace.world.bot.id not in channel.members:
        raise ApiRefusedError("not_in_channel")
    limit = call.number("limit", 100)
    if not 1 <= limit <= MOST_AT_ONCE:
        raise ApiRefusedError("invalid_limit")
    wanted = [message for message in reversed(channel.messages) if _within(message, call)]
    start = call.number("cursor", 0)
    page, after = wanted[start : start + limit], start + limit
    with_metadata = call.flag("include_all_metadata")
    told: Json = {
        "messages": [message_json(message, with_metadata=with_metadata) for message in page],
        "has_more": after < len(wanted),
        "pin_count": 0,
    }
    if told["has_more"]:
        told["response_metadata"] = {"next_cursor": str(after)}
    return told


def _within(message: Message, call: Call) -> bool:
    if message.ephemeral_for is not None:
        return False
    if message.thread_ts and message.thread_ts != message.ts:
        return False  # replies are read with conversations.replies
    inclusive = call.flag("inclusive")
    oldest, latest = call.text("oldest"), call.text("latest")
    ts = _micros(message.ts)
    if oldest and not (ts > _micros(oldest) or (inclusive and ts == _micros(oldest))):
        return False
    return not latest or ts < _micros(latest) or (inclusive and ts == _micros(latest))


def _micros(ts: str) -> int:
    """A timestamp as a whole number of microseconds; floats would lose the last digit."""
    seconds, _, rest = ts.partition(".")
    try:
        return int(seconds) * 1_000_000 + int((rest or "0").ljust(6, "0")[:6])
    except ValueError:
        raise ApiRefusedError("invalid_ts_latest") from None


METHODS: dict[str, Method] = {
    "conversations.open": conversations_open,
    "conversations.info": conversations_info,
    "conversations.members": conversations_members,
    "conversations.history": conversations_history,
}
