"""Which Slack workspace this is: a link that opens the chat of two people has to name it."""

from storage import UnitOfWork

MARK = "workspace"


def remember(work: UnitOfWork, slack_team: str) -> None:
    """Keep the workspace's Slack id (T...), as Slack told it at the start."""
    if work.audit.mark(MARK) != slack_team:
        work.audit.set_mark(MARK, slack_team)


def of(work: UnitOfWork) -> str:
    """Return the workspace's Slack id; "" before the first start at a Slack."""
    return work.audit.mark(MARK) or ""
