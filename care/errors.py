"""What can go wrong in a use case. The docstring says when, and what the person is told.

An error's audience is the person who acted and nobody else.
"""


class CareError(Exception):
    """A use case cannot do what was asked. The person is told what is so, never what went wrong inside."""


class NotYours(CareError):
    """Somebody tapped what belongs to another person. They are told that this is not theirs to answer."""


class NothingThere(CareError):
    """What was tapped is over or was put away. They are told so, and shown what is there now."""


class NotAllowed(CareError):
    """Setting up a team takes an admin, or somebody named in HEARTH_ADMINS. They are told who can."""


class NotSent(CareError):
    """A Send did not come about: nobody has been told, and the asker is told that, with the lines. Its
    cause says why."""


class NobodyToAsk(CareError):
    """A call was sent to an empty list. Nobody has been told; the form comes back with who answers."""


class DoesNotFit(CareError):
    """Hours or days that cannot be so. They are told why, at the input. `reason`: "sleep", "hours", "many",
    "day", "order" or "limit"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
