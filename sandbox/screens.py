"""What one person sees, as JSON for the page and for tests."""

from sandbox.payloads import view_json
from sandbox.phone import quiet_hours
from sandbox.world import Channel, Json, Message, User, View, World


def user_screen(user: User, world: World) -> Json:
    """One person as the page's list shows them; `dnd` says whether it is quiet there now."""
    now = world.clock.now()
    hours = quiet_hours(user, now)
    quiet = user.snoozed or (hours is not None and hours.start <= now < hours.end)
    return {
        "id": user.id,
        "name": user.name,
        "about": user.about,
        "tz": user.tz,
        "locale": user.locale,
        "is_admin": user.is_admin,
        "deleted": user.deleted,
        "dnd": quiet,
        "dnd_schedule": {
            "enabled": user.dnd.enabled,
            "start": user.dnd.start,
            "end": user.dnd.end,
        },
        "snooze": user.snoozed,
        "bot": user.is_bot,
    }


def screen(user: User, world: World) -> Json:
    """All that a person has before them: messages, Home, modals, notices, and what rang."""
    desk = world.desks[user.id]
    dm = world.direct_channel(user.id)
    channels = [c for c in world.channels.values() if c.im_user is None and user.id in c.members]
    return {
        "user": user_screen(user, world),
        "now": world.clock.now().isoformat(),
        "version": desk.version,
        "dm": {"channel": dm.id, "messages": _messages(dm, user)},
        "channels": [
            {
                "id": channel.id,
                "name": _name(channel, user, world),
                "pair": channel.pair,
                "messages": _messages(channel, user),
            }
            for channel in channels
        ],
        "home": None if desk.home is None else view_screen(desk.home),
        "modals": [view_screen(view) for view in desk.modals],
        "notices": [{"text": notice} for notice in desk.notices],
        "phone": [
            {"at": ring.at.isoformat(), "text": ring.text, "rang": ring.rang, "why": ring.why}
            for ring in desk.phone
        ],
    }


def view_screen(view: View) -> Json:
    """A view as its owner sees it: Slack's view object, and the errors shown under inputs."""
    return view_json(view) | {"errors": view.errors}


def _name(channel: Channel, user: User, world: World) -> str:
    """A channel's name as one of its people sees it: the chat of two bears the other's name."""
    if not channel.pair:
        return channel.name
    return next(world.users[member].name for member in channel.members if member != user.id)


def _messages(channel: Channel, user: User) -> list[Json]:
    return [_message(message) for message in channel.messages if message.ephemeral_for in (None, user.id)]


def _message(message: Message) -> Json:
    return {
        "ts": message.ts,
        "at": message.at.isoformat(),
        "user": message.user,
        "bot": message.bot,
        "text": message.text,
        "blocks": message.blocks,
        "state": {"values": message.values},
        "edited": message.edited,
        "ephemeral": message.ephemeral_for is not None,
        "rang": message.rang,
    }
