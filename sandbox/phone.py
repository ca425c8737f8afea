"""Whether a phone would have rung: Do Not Disturb and snooze, in the person's own zone."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sandbox.world import User


@dataclass(frozen=True)
class QuietHours:
    """The quiet hours that are now or come next, both UTC."""

    start: datetime
    end: datetime


def quiet_hours(user: User, now: datetime) -> QuietHours | None:
    """The stretch of Do Not Disturb that holds `now`, or the next one.

    Args:
        user: whose schedule, in whose own zone.
        now: aware UTC.

    Returns:
        None when the person keeps no schedule.
    """
    if not user.dnd.enabled:
        return None
    zone = ZoneInfo(user.tz)
    today = now.astimezone(zone).date()
    begin, finish = time.fromisoformat(user.dnd.start), time.fromisoformat(user.dnd.end)
    for days in (-1, 0, 1, 2):
        day = today + timedelta(days=days)
        end_day = day if finish > begin else day + timedelta(days=1)
        start = datetime.combine(day, begin, zone).astimezone(UTC)
        end = datetime.combine(end_day, finish, zone).astimezone(UTC)
        if end > now:
            return QuietHours(start, end)
    return None


def would_ring(user: User, now: datetime) -> tuple[bool, str]:
    """Whether a direct message would sound on this person's phone now, and why or why not."""
    if user.deleted:
        return False, "the account is deactivated"
    if user.snoozed:
        return False, "notifications are snoozed"
    hours = quiet_hours(user, now)
    if hours is not None and hours.start <= now < hours.end:
        until = hours.end.astimezone(ZoneInfo(user.tz)).strftime("%H:%M")
        return False, f"Do Not Disturb until {until} ({user.tz})"
    return True, "a direct message, and no Do Not Disturb"
