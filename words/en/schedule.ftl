# A teammate's own hours, the switch, and a team's week.

hours-title = My hours
hours-mine = My hours
hours-none = Nobody will ask you yet: you have set no hours.
hours-none-but-now = You have set no hours, so after that time nobody asks you.
hours-settings = Set once, change at any time:
hours-open-until = *You can be asked right now,* until { $until }. After that, only in hours that you set.
hours-work = Work hours, Mon to Fri 9 to 5
hours-now-for =
    { $count ->
        [one] Right now, for 1 hour
       *[other] Right now, for { $count } hours
    }
hours-change = Change
hours-save = Save
hours-span = { $starts } to { $ends }
hours-who-sees = For your eyes only, but for two things: your coordinator sees the hours you plan, and teammates see your line.

hours-now = You can ask me right now:
hours-now-off = off. Turn it on for
hours-now-on = on, until { $until }.
hours-now-count =
    { $count ->
        [one] 1 hour
       *[other] { $count } hours
    }
hours-now-stop = Not any more
hours-now-stop-label = Not any more: you can't ask me right now

hours-weekly = When teammates can ask me
hours-minutes = *What it took:* your own count of the time you gave, for your eyes only.
hours-own-zone = In your own time zone, as Slack has it. An hour that you add is an offer. You can pass every time.
hours-more =
    { $count ->
        [one] One more is not shown here. It is under “Take some out”.
       *[other] { $count } more are not shown here. They are under “Take some out”.
    }
hours-off = off
hours-free = free, { $span }
hours-coming = My hours in the coming week
hours-coming-what = Somebody else can take them, without a reason. You choose whom to ask, and see the words first.
hours-hand-on = Somebody else takes these
hours-off-shift = off shift
hours-off-shift-not-yet = off shift; not asked until you say how that time counts
hours-leave = Away from { $first } to { $last }
hours-add = Add weekly hours
hours-add-title = Weekly hours
hours-date = Add one day
hours-date-title = One day
hours-away = Add time away
hours-away-title = Time away
hours-away-what = For every team. Nobody is told, and nobody asks you from the first day to the last.
hours-take-out = Take some out
hours-take-out-title = Take some out
hours-take-out-which = What goes
hours-days = On these days
hours-since = From
hours-until = To
hours-past-midnight = May go past midnight: 10:00 PM to 6:00 AM is a night.
hours-mark = Are these hours at work?
hours-at-work = At work, in a shift
hours-off-shift-what = Off shift, in my own time
hours-team = Which team
hours-date-what = What is different
hours-date-extra = More hours
hours-date-off = A day off
hours-date-on = On
hours-first-day = First day
hours-last-day = Last day
preset-work = Work hours
preset-evenings = Evenings
preset-nights = Nights
preset-weekend = Weekend
preset-at_night = I sleep at night
preset-after_nights = I sleep after nights

hours-switch = How it is with me
hours-switch-title = How it is with me
switch-as_usual = As usual
switch-both_ways = Company both ways
switch-not_now = Not now, I'm carrying something
switch-what = No reason is needed, and nobody sees this. With “company both ways” you can be asked, and you would like company too. With “not now” nobody asks you. You are asked how it is after seven days.
switch-asked = How is it with you now?
switch-nobody = Nobody sees what you tap here.
switch-answered = Thank you. As usual, then. “I need a person” is for you as well.

hours-sleep = When I sleep
hours-sleep-title = When I sleep
hours-sleep-none = not set
hours-sleep-what = In these hours nothing of mine reaches you, but for a call while you have opened yourself for right now. Leave both empty if you don't want this.

hours-counts = How my agency counts this time
hours-counts-title = How it counts
counts-what = Being there for someone is work, also at home. Until you know how your agency counts that time, nobody asks you off shift.
counts-ask = Time off shift is
counts-paid = paid
counts-time_back = given back as time off
counts-own_choice = my own choice, unpaid
counts-not_known = not known to me yet
counts-none = not said yet

hours-limit = How much
hours-limit-title = How much
limit-ask = At most
limit-most =
    { $count ->
        [one] One call at a time.
       *[other] { $count } calls at a time.
    }
limit-nobody = Nobody sees this. It looks as if you had no hours then.
rest-ask = After I said yes to a call
rest-none = No rest after a call.
rest-four_hours = Four hours of rest after a call.
rest-a_day = A day of rest after a call.

hours-glad = What I am glad to be asked about
hours-glad-title = My line
hours-glad-none = nothing yet
glad-what = Nobody is only a helper. One line, if you like, that teammates read below your name.
glad-hint = “Night shifts, first losses, good soup.” No names, please.

hours-check-in = A check-in after a call
hours-check-in-on = once, a day or two later, for your eyes only.
hours-check-in-off = none.
hours-check-in-turn-on = Yes, check in
hours-check-in-turn-off = No check-ins

hours-wrong-time = Choose a time, please.
hours-wrong-day = Choose a day from today on, within a year, please.
hours-wrong-days = Choose one day or more, please.
hours-wrong-order = The last day comes before the first. Turn them around, please.
hours-wrong-sleep = You sleep in these hours. Change one or the other, please.
hours-wrong-hours = You have weekly hours in that time. Change one or the other, please.
hours-wrong-many = That is more than fits here. Take some out first, please.
hours-wrong-handle = Letters, digits and + ( ) . - @ only, please.
hours-wrong-limit = Choose one of these, please.

tests = Would it ring
tests-all = Your phone rang in a test in every kind of hour that you planned.
tests-early = *Your phone rang in a test once.* At which hour was not kept, and phones fall silent by the clock: in Do Not Disturb, and outside Slack's schedule.
tests-not = Not tested yet: { $kinds }.
tests-not-now = In these, nobody asks you for “now”, only for later.
tests-until = An earlier test counts for them until { $on }. After that, nobody asks you for “now” in them, only for later.
tests-arrange = Test these hours too
tests-how = A test is a message in your own planned hours, never while you sleep. Tap “I heard it” within ten minutes.
tests-coming = A test comes: { $kind }, from { $on } on.
kind-workday_day = weekdays by day
kind-workday_evening = weekday evenings
kind-workday_night = weekday nights
kind-weekend_day = weekends by day
kind-weekend_evening = weekend evenings
kind-weekend_night = weekend nights

elsewhere = A ring outside Slack
elsewhere-title = A ring outside Slack
elsewhere-what = Your team has a gateway that calls or texts a phone. If you want it, you are rung there too when someone asks you for “now”. It learns this line and a time: never who asks, and never why.
elsewhere-handle = By what the gateway knows you
elsewhere-hint = A number, or a name that was agreed. Leave it empty if you don't want this. It is tested as soon as you save.
elsewhere-none = off.
elsewhere-on_its_way = { $handle }. A test is on its way. Did it ring?
elsewhere-rang = { $handle }. The gateway has taken the test. Did it ring?
elsewhere-not_heard = { $handle }. It does not count yet: no test of it was heard. The gateway may not know this line.
elsewhere-counts = { $handle }. It rang in a test, so all your hours count for “now”.
elsewhere-heard = It rang
elsewhere-again = Ring me for a test
night-slack-alone = Slack alone may stay silent at night: while your phone sleeps, or Do Not Disturb is on, nothing sounds. An hour counts for “now” only where your phone rang in a test.

week-open = The team's week
week-title = The team's week
week-what = *{ $team }:* planned hours for seven days, in your own time zone.
week-nobody = nobody here
week-by-choice = left empty, by choice
empty = Left empty by choice
empty-title = Left empty
empty-none = No hours. Where nobody is here, it counts as a gap.
empty-add = Leave hours empty
empty-what = Every week, in the team's own time zone. These hours are no gap. Whoever asks for a person in them reads that first, with the team's number and the help lines.
empty-out-title = Take some out
gaps-what = *{ $team }: in the coming week nobody would ring for “now”*
gaps-one = { $starts } to { $ends }
gaps-more =
    { $count ->
        [one] and one more
       *[other] and { $count } more
    }
gaps-by-choice = If some of these are empty on purpose, say so in the team's week: then whoever asks in them is told first. This comes once a week at most.
gaps-none = *{ $team }:* there is no gap in the coming week any more.
week-slack-alone = There is no ring outside Slack here. Slack alone may stay silent at night: while a phone sleeps, or Do Not Disturb is on, nothing sounds. Whoever runs the server can add one.
week-only = Only planned hours, and only where that teammate's own phone rang in a test made in such an hour. What people choose for themselves is not here, and who is free now is not either.
