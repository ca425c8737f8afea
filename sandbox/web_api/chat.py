"""chat.*: posting, changing and taking back the bot's messages."""

import json
import re

from sandbox.payloads import message_json
from sandbox.validation import refusal
from sandbox.web_api.calling import ApiRefusedError, Call, Method
from sandbox.world import Channel, Json, Message

METADATA_BYTES = 16_000
UPDATE_TEXT = 4_000  # chat.update takes less text than chat.postMessage
EVENT_TYPE = re.compile(r"[A-Za-z0-9_.\-]{1,255}")


def post_message(call: Call) -> Json:
    """chat.postMessage."""
    call.need("chat:write")
    channel = call.channel(by_person=True)
    _may_write(call, channel)
    content = _content(call)
    if not content["text"] and not content.get("blocks"):
        raise ApiRefusedError("no_text")
    workspace = call.workspace
    message = Message(
        ts=workspace.world.next_ts(),
        at=workspace.clock.now(),
        user=workspace.world.bot.id,
        text=content["text"],
        blocks=content.get("blocks") or [],
        metadata=_metadata(call) or None,
        thread_ts=call.text("thread_ts") or None,
        bot=True,
    )
    workspace.post(channel, message)
    told = message_json(message, with_metadata=True)
    return {"channel": channel.id, "ts": message.ts, "message": told}


def post_ephemeral(call: Call) -> Json:
    """chat.postEphemeral: seen by one person in the channel, and never in its history."""
    call.need("chat:write")
    channel = call.channel(by_person=True)
    _may_write(call, channel)
    user = call.user()
    if user.id not in channel.members:
        raise ApiRefusedError("user_not_in_channel")
    content = _content(call)
    if not content["text"] and not content.get("blocks"):
        raise ApiRefusedError("no_text")
    workspace = call.workspace
    message = Message(
        ts=workspace.world.next_ts(),
        at=workspace.clock.now(),
        user=workspace.world.bot.id,
        text=content["text"],
        blocks=content.get("blocks") or [],
        ephemeral_for=user.id,
        bot=True,
    )
    workspace.post(channel, message)
    return {"message_ts": message.ts}


def update(call: Call) -> Json:
    """chat.update: what is not given stays as it was; an empty list of blocks takes them away."""
    call.need("chat:write")
    channel = call.channel()
    if channel.archived:
        raise ApiRefusedError("is_inactive")
    message = _own_message(call, channel, "cant_update_message")
    if len(call.text("text")) > UPDATE_TEXT:
        raise ApiRefusedError("msg_too_long")
    content = _content(call)
    if "text" not in call.args and "blocks" not in content:
        raise ApiRefusedError("no_text")
    changes: Json = {key: content[key] for key in ("text", "blocks") if key in call.args}
    if call.args.get("metadata") is not None:
        changes["metadata"] = _metadata(call) or None
    call.workspace.edit(channel, message, changes)
    told = message_json(message, with_metadata=True)
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": told}


def delete(call: Call) -> Json:
    """chat.delete."""
    call.need("chat:write")
    channel = call.channel()
    message = _own_message(call, channel, "cant_delete_message")
    call.workspace.delete(channel, message)
    return {"channel": channel.id, "ts": message.ts}


def _may_write(call: Call, channel: Channel) -> None:
    world = call.workspace.world
    if channel.archived:
        raise ApiRefusedError("is_archived")
    # A deactivated person's direct messages still take a post: Slack says ok, and nobody reads it
    # (github.com/slackapi/python-slack-sdk/issues/1156). Only users.info tells.
    if world.bot.id not in channel.members:
        raise ApiRefusedError("not_in_channel")


def _own_message(call: Call, channel: Channel, not_own: str) -> Message:
    message = channel.find(call.text("ts", needed=True))
    if message is None or message.ephemeral_for is not None:
        raise ApiRefusedError("message_not_found")
    if message.user != call.workspace.world.bot.id:
        raise ApiRefusedError(not_own)
    return message


def _content(call: Call) -> Json:
    """Text and blocks, looked through as Slack does.

    Raises:
        ApiRefusedError: invalid_blocks_format, invalid_blocks, msg_blocks_too_long, msg_too_long.
    """
    blocks = call.parsed("blocks", "invalid_blocks_format")
    if blocks is not None and not isinstance(blocks, list):
        raise ApiRefusedError("invalid_blocks_format")
    content: Json = {"text": call.text("text")}
    if blocks is not None:
        content["blocks"] = blocks
    refused = refusal(content) if blocks != [] else None
    if refused is not None:
        error, problems = refused
        raise ApiRefusedError(error, [f"[ERROR] {said}" for said in problems], {"errors": problems})
    return content


def _metadata(call: Call) -> Json:
    """The message's metadata; an empty object takes it away.

    Raises:
        ApiRefusedError: invalid_metadata_format, invalid_metadata_schema, metadata_too_large.
    """
    metadata = call.parsed("metadata", "invalid_metadata_format")
    if metadata is None or metadata == {}:
        return {}
    if not isinstance(metadata, dict) or set(metadata) - {"event_type", "event_payload", "entities"}:
        raise ApiRefusedError("invalid_metadata_format")
    kind, payload = metadata.get("event_type"), metadata.get("event_payload")
    if not isinstance(kind, str) or not EVENT_TYPE.fullmatch(kind) or not isinstance(payload, dict):
        raise ApiRefusedError("invalid_metadata_schema")
    if len(json.dumps(payload).encode()) > METADATA_BYTES:
        raise ApiRefusedError("metadata_too_large")
    return metadata


METHODS: dict[str, Method] = {
    "chat.postMessage": post_message,
    "chat.postEphemeral": post_ephemeral,
    "chat.update": update,
    "chat.delete": delete,
}
