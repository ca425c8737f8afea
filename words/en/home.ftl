# The Home, check-ins, and a person's own data.

home-hello = You don't have to carry it alone
home-doors = A few quiet minutes
home-what = For you alone. Skip anything, stop anywhere.
home-not = Not therapy, not supervision, not a report, not a crisis service. It brings people to people.
home-invited = *{ $team }* has invited you. The card in your messages says what it is.
home-nobody-askable = Nobody can be asked yet.
home-you-can-be-asked = You can be asked in your hours, and you can pass every time.
home-set-up = Set up a team
home-set-up-text = *You are on no team here yet.* You can set one up in a few steps. Nobody hears of it before the last one.
home-set-up-another = You can set up another team.
home-check-in = I'll check in with you on { $on }.
home-notes =
    { $count ->
        [one] You kept one note. It is under “My data”.
       *[other] You kept { $count } notes. They are under “My data”.
    }

language-name = English
language-label = Change to English

leave = Leave this team
leave-title = Leave this team?
leave-text = Nothing more will be sent to you from it. What is yours alone stays yours.
leave-yes = Leave

follow-up-asked = I said I would check in. How is it with you now?
follow-up-fine = I'm all right
follow-up-rest = Nobody asks me until tomorrow night
follow-up-rests = Nobody asks you today and tomorrow. It is under “My hours”, where you can take it out.
follow-up-stop = No more check-ins
follow-up-stop-label = No more check-ins: stop all of them
follow-up-answered = Thank you. That is all.

my-data = My data
my-data-label = My data: see and delete what is kept about you
my-data-title = My data
my-data-what = *This is everything that is kept about you.*
my-data-always = Your name in Slack, your language and your time zone, so that I can speak to you.
my-data-teams = Teams: { $teams }
my-data-paused = A debrief that you paused. It is destroyed 72 hours after the pause, or when you finish it.
my-data-requests =
    { $count ->
        [one] One call for a person that is still open. What you chose in it is erased when it ends.
       *[other] { $count } calls for a person that are still open. What you chose in them is erased when they end.
    }
my-data-check-in = A check-in that is planned: { $on }
my-data-hours = *Your hours,* time away, sleep, switch, limits and your line, as they stand under “My hours”.
my-data-minutes =
    { $count ->
        [one] *One entry* in your list of minutes. Each goes by itself after 13 weeks; you can delete them there.
       *[other] *{ $count } entries* in your list of minutes. Each goes by itself after 13 weeks; you can delete them there.
    }
my-data-delete-hours = Delete my hours
my-data-delete-hours-text = Nobody asks you then until you set hours again.
my-data-notes = *Notes that you kept.* Only you can read them here.
my-data-no-notes = No notes.
my-data-more-notes =
    { $count ->
        [one] One older note is not shown here. It comes up when you delete one above.
       *[other] { $count } older notes are not shown here. They come up when you delete some above.
    }
my-data-delete-note = Delete this note
my-data-delete-note-text = It can't be brought back.
my-data-delete = Delete
my-data-clear = Clear my cards from this chat
my-data-clear-title = Clear the cards?
my-data-clear-text = My messages to you are deleted from our chat. A call that is still open stays. Yours stay too, since only you can delete those.
my-data-clear-yes = Clear
my-data-delete-all = Delete everything about me
my-data-delete-all-title = Delete everything?
my-data-delete-all-text = Notes, check-ins, open calls, your place in your teams: all of it goes for good, also from the backup at its next run. You can begin again at any time.
my-data-deleted-title = Deleted
my-data-deleted = Everything about you has been deleted. The doors and the help lines are still here for you.
