"""The names of everything that can be touched: `surface.verb`, in action_ids and callback_ids.

Where several of one name stand in one block, or where an input needs its own, a suffix follows a colon
(`debrief.start:loss`). The router goes by the name; a button's `value` carries the data.
"""

SEPARATOR = ":"

HELP_LINES = "help.lines"  # button: the lines of help; needs no database

HOME_LANGUAGE = "home.language"  # button; value: the language to change to

SUPPORT_OPEN = "support.open"  # button; value: "" for company, "cover" for cover
SUPPORT_CHANGE = "support.change"  # an input of the form changed
SUPPORT_SEND = "support.send"  # submit of the form
SUPPORT_CANCEL = "support.cancel"  # button; value: request id|version
SUPPORT_ACCEPT = "support.accept"  # button; value: request id|version
SUPPORT_PASS = "support.pass"  # noqa: S105 - a button's name, not a password
SUPPORT_MET = "support.met"  # button; value: request id
SUPPORT_NEXT = "support.next"  # button; value: request id|rung that is open
SUPPORT_OTHERS = "support.others"  # button; value: request id
SUPPORT_AGAIN = "support.again"  # button; value: "company" or "cover", with |urgency where it is for later

COVER_CHANGE = "cover.change"  # an input of the form for cover changed
COVER_SEND = "cover.send"  # submit of it

DOORS_OPEN = "doors.open"  # button: every door, in a window

DEBRIEF_START = "debrief.start"  # button; value: flow id
DEBRIEF_LIMITS = "debrief.limits"  # submit of the limits card
DEBRIEF_ANSWER = "debrief.answer"  # submit of a step: Next, or Close
DEBRIEF_CLOSE = "debrief.close"  # the last screen; it has no submit, its close button says Close
DEBRIEF_BACK = "debrief.back"  # button in a step
DEBRIEF_STOP = "debrief.stop"  # button in a step
DEBRIEF_RESUME = "debrief.resume"  # button, and submit of the "you paused" screen
DEBRIEF_FRESH = "debrief.fresh"  # button; value: flow id

TEAMS_SET_UP = "teams.set_up"  # button: begin
TEAMS_NAME = "teams.name"  # submit of step 1
TEAMS_PEOPLE = "teams.people"  # submit of step 2
TEAMS_ROLES = "teams.roles"  # submit of step 3
TEAMS_DETAILS = "teams.details"  # submit of step 4
TEAMS_FINISH = "teams.finish"  # submit of the summary: "Set up"
TEAMS_BACK = "teams.back"  # button in a set-up step
TEAMS_JOIN = "teams.join"  # button; value: team id, as for all below
TEAMS_DECLINE = "teams.decline"
TEAMS_ASK_YES = "teams.ask_yes"
TEAMS_ASK_NO = "teams.ask_no"
TEAMS_RING = "teams.ring"  # "Send me a test"
TEAMS_RANG = "teams.rang"  # "I heard it"
TEAMS_TAKE_OUT = "teams.take_out"  # button: open the screen
TEAMS_OUT = "teams.out"  # submit of it
TEAMS_BRING_BACK = "teams.bring_back"  # button; value: person id
TEAMS_LEAVE = "teams.leave"
TEAMS_STOP_ASKING = "teams.stop_asking"

NEIGHBOURS_OPEN = "neighbours.open"  # button; value: team id
NEIGHBOURS_PROPOSE = "neighbours.propose"  # submit of the screen
NEIGHBOURS_AGREE = "neighbours.agree"  # buttons; value: one's own team id|the other's
NEIGHBOURS_DECLINE = "neighbours.decline"
NEIGHBOURS_END = "neighbours.end"

SCHEDULE_OUTSIDE = "schedule.outside"  # button; value: team id|1 or 0
SCHEDULE_OPEN = "schedule.open"  # button: "My hours"
SCHEDULE_NOW = "schedule.now"  # button: "you can ask me right now"; value: hours, "0" for off
SCHEDULE_WORK_HOURS = "schedule.work_hours"  # button; value: team id
SCHEDULE_SWITCH_TO = "schedule.switch_to"  # button of the weekly question; value: a switch
SCHEDULE_EDIT = "schedule.edit"  # button: to one of the screens; value: the name of its submit, "" for all
SCHEDULE_PRESET = "schedule.preset"  # button in a screen: fill it in; value: the preset
SCHEDULE_ADD = "schedule.add"  # submits of the screens
SCHEDULE_DATE = "schedule.date"
SCHEDULE_LEAVE = "schedule.leave"
SCHEDULE_REMOVE = "schedule.remove"
SCHEDULE_SWITCH = "schedule.switch"
SCHEDULE_SLEEP = "schedule.sleep"
SCHEDULE_COUNTS = "schedule.counts"
SCHEDULE_LIMIT = "schedule.limit"
SCHEDULE_GLAD = "schedule.glad"
SCHEDULE_RING = "schedule.ring"  # submit: by what the gateway outside Slack knows them
SCHEDULE_RING_TEST = "schedule.ring_test"
SCHEDULE_RING_HEARD = "schedule.ring_heard"
SCHEDULE_TEST = "schedule.test"  # a test in each kind of hour that has none
SCHEDULE_CHECK_IN = "schedule.check_in"  # button; value: "on" or "off"
SCHEDULE_EMPTY = "schedule.empty"  # value: "add" or "out" or "", | and the team id
SCHEDULE_EMPTY_ADD = "schedule.empty_add"  # submit: weekly hours that a team leaves empty by choice
SCHEDULE_EMPTY_OUT = "schedule.empty_out"  # submit: which of them go
SCHEDULE_TEAM = "schedule.team"  # button of who coordinates; value: team id

MY_DATA_OPEN = "my_data.open"
MY_DATA_DELETE_NOTE = "my_data.delete_note"  # value: note id
MY_DATA_DELETE_HOURS = "my_data.delete_hours"
MY_DATA_DELETE_ALL = "my_data.delete_all"
MY_DATA_PAGE = "my_data.page"  # button: whom I don't ask. The log writes names, so these say little
MY_DATA_KEEP = "my_data.keep"  # submit of it
MY_DATA_DELETE_PAGE = "my_data.delete_page"
MY_DATA_CLEAR_CARDS = "my_data.clear_cards"

MINUTES_OPEN = "minutes.open"  # button: "My minutes"
MINUTES_NOTE = "minutes.note"  # button on a call's card; value: request id|minutes, 0 for nothing
MINUTES_OTHER = "minutes.other"  # button on a call's card: write down another number; value: request id
MINUTES_EDIT = "minutes.edit"  # button: to one of the screens; value: the name of its submit, "" for the list
MINUTES_ADD = "minutes.add"  # submits of the screens
MINUTES_COPY = "minutes.copy"
MINUTES_REMOVE = "minutes.remove"  # button; value: entry id
MINUTES_REMOVE_ALL = "minutes.remove_all"

FOLLOW_UPS_FINE = "follow_ups.fine"  # value: follow-up id
FOLLOW_UPS_REST = "follow_ups.rest"  # value: follow-up id
FOLLOW_UPS_STOP = "follow_ups.stop"  # value: follow-up id; on the Home: ""

ALL: frozenset[str] = frozenset(
    value
    for name, value in list(globals().items())
    if name.isupper() and isinstance(value, str) and "." in value
)


def with_suffix(name: str, suffix: str) -> str:
    """Return an action_id: the name, and what tells it from its neighbours."""
    return f"{name}{SEPARATOR}{suffix}"


def name_of(action_id: str) -> str:
    """Return the name of a touch from an action_id or callback_id."""
    return action_id.split(SEPARATOR, 1)[0]


def suffix_of(action_id: str) -> str:
    """Return what follows the name in an action_id, or ""."""
    return action_id.partition(SEPARATOR)[2]
