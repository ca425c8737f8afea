# Teams: cards and the steps of setting one up.

welcome-title = *You are invited to { $team }.*
welcome-what = *What this is:* a quiet place to land for a few minutes after a loss, or after someone said no to help, and a way to ask a teammate for company.
welcome-not = *What it is not:* therapy, supervision, a report, or a crisis service. It is a bot. Its work is to bring you to people.
welcome-sees = *Who can see what:* what you tap or write in a debrief is for you alone and is destroyed when it ends. No lead sees who uses this, or when. Someone else learns that you asked for a person only after you have seen who, and pressed Send.
welcome-you-lead = You are named as one who leads.
welcome-you-coordinate = You are named as one who coordinates.
welcome-you-ask = Teammates may be able to ask you for company. You will be asked about that first.
welcome-yes = Yes, count me in
welcome-no = Not for me
welcome-choice = It is your choice, and you can leave at any time. After a no, nothing more is sent. The private debriefs and the help lines are there for you either way.
welcome-joined = *Welcome to { $team }.* Nothing is expected of you. These doors are here whenever you want one.
welcome-declined = That is fine. Nothing more will be sent. The doors on the Home tab stay open to you.
welcome-after-all = Yes, after all
welcome-out = This invitation is closed. The doors on the Home tab stay open to you.

team-leads = Leads: { $who }
team-coordinates = Coordinates: { $who }
team-askable = Can be asked: { $who }

consent-title = *May teammates on { $team } ask you for company?*
consent-what =
    You would get a message: who asks, when and how. Never why.
    You can pass every time, and you can stop at any time. Nobody keeps count.
    Nobody is on call by this alone. It says only that you may be asked.
consent-work = Being there for someone is work. If you don't know how your agency counts that time, ask before you say yes to hours off shift.
consent-yes = Yes, I can be asked
consent-no = Not me
consent-stop = Don't ask me any more
consent-ready = *Teammates on { $team } can ask you in your hours.* You can pass every time. “I need a person” is for you as well.
consent-declined = You are not asked. Nobody sees that. You can ask for company whenever you like.

ring-title = *One more thing: a phone that makes a sound.* A message that nobody hears helps nobody.
ring-steps =
    1. On your phone, open Slack, tap your picture, then *Notifications*.
    2. Choose to be notified about *direct messages*, and pick a sound you will hear.
    3. In the same place, look at the *schedule*. Slack is silent outside of it.
    4. In your phone's own settings, let *Slack* send notifications, with sound.
    5. Lock your phone, then ask for a test here.
ring-send = Send me a test
ring-again = Send it again
ring-limits = Outside your Slack schedule, and while you snooze it, your phone stays quiet. Whoever asks is told so, where Slack lets us see it.
ring-test = *This is the test.* Nobody is waiting. Did your phone make a sound?
ring-heard = I heard it
ring-silent = No sound? Go through your settings once more, then send it again.
ring-late = Thank you. That was more than ten minutes after the test came, so nobody can tell whether your phone made a sound. Send it again when your phone is with you.
ring-over = This test is over. A newer one came after it.
ring-thanks = Thank you. The test is done.
ring-answered = Teammates can ask you in your hours. You can pass every time.

set-up-stands = *{ $team } is set up.* Everyone you chose has one card with what this is. Nothing more is sent to anyone who has not said yes.
set-up-joined = In so far: { $who }
set-up-joined-none = Nobody has answered yet. There is no hurry.
set-up-askable =
    { $count ->
        [0] Nobody can be asked for company yet. For that, a person says yes and answers a test.
        [one] One person can be asked for company.
       *[other] { $count } people can be asked for company.
    }
set-up-next = This card changes by itself. Who said no is not shown to anyone.

steps-title = Set up a team: { $step } of 4
steps-intro = Four short steps, then one last look at it all. Nobody hears of it before the end.
steps-name = The team's name
steps-name-hint = As the team calls itself.
steps-name-missing = The team needs a name.
steps-word-en = The team's own word for those you serve, in English
steps-word-en-hint = As it stands in a sentence: “a neighbor”, “a guest”. Left empty, it is “someone I walk with”.
steps-word-es = The same in Spanish
steps-word-es-hint = For teammates who use Slack in Spanish: “alguien del barrio”. Left empty, it is “alguien a quien acompaño”.
steps-word-other = Please choose a word that you would also use for a neighbor or a friend.
steps-people-what = Everyone you pick gets one card that says what this is. Nothing more is sent to anyone who has not said yes.
steps-people = Who is invited
steps-people-hint = Pick yourself too if you want to be on the team.
steps-people-missing = Pick one person or more.
steps-people-gone = { $count ->
    [one] One of the people you picked has left this workspace. Please take them out of the list.
   *[other] { $count } of the people you picked have left this workspace. Please take them out of the list.
}
steps-people-many = At most { $most } people at once.
steps-roles-what = Each of these may be left empty.
steps-leads = Who leads
steps-leads-hint = Someone who leads is told of a call only if the person who asks picks them.
steps-coordinates = Who coordinates
steps-coordinates-hint = Keeps the on-call schedule. If you pick nobody, it is you.
steps-may_be_asked = Who may be asked for company
steps-may_be_asked-hint = Each of them is asked first, can say no, and answers a test.
steps-nobody = Nobody yet
steps-details-what = The last few things, so that everyone knows where they stand.
steps-zone = The team's time zone
steps-number = A number where a person answers
steps-number-hint = If you leave it empty, only the help lines are shown.
steps-number-wrong = Please write a number that a phone can dial, or leave it empty.
steps-server = Which role runs this server?
steps-server-hint = A role, like “IT at our agency”. It is shown to everyone, because that role could, with effort, read what is kept.
steps-server-missing = Please name the role. People have a right to know.
steps-none = none
steps-you = you

summary-title = One last look
summary-name = *Team:* { $value }
summary-word = *Word for those you serve:* { $value }
summary-people = *Invited:* { $value }
summary-leads = *Leads:* { $value }
summary-coordinates = *Coordinates:* { $value }
summary-may_be_asked = *May be asked, if they agree:* { $value }
summary-zone = *Time zone:* { $value }
summary-number = *A person answers at:* { $value }
summary-server = *Runs this server:* { $value }
summary-what-next = With “Set up”, each person you invited gets one card. It says who leads and who coordinates.
summary-do = Set up
set-up-done-title = It is set up
set-up-done = The cards are on their way. How it stands is on a card in your messages with me.
