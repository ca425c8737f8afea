# The debrief's own frame. What a step says is in its flow.

next = Next
go-on = Go on
pause = Pause
not-now = Not now

limits-title = Before you begin
limits-kept = *What is kept:* your answers only until you finish, or for 72 hours after a pause. Then they are destroyed. What you write is kept only if you say so, for your eyes only.
limits-sees = *Who can see it:* you. No lead, no coordinator, no teammate, and nobody is told that you were here.
limits-server = *Who runs the server:* { $role }. With effort, they could read what is kept.
limits-server-unknown = *Who runs the server:* whoever set this bot up for your workspace. With effort, they could read what is kept.
limits-slack = *Slack:* you tap and write in windows like this one and not in messages. Slack carries it and may keep traces. The owners of a workspace may be able to read direct messages.
limits-not = *What it is not:* not a report, and it reports nothing for you. Not supervision, not therapy, not a crisis service. No law protects it as privileged, and a court can ask for what is kept. That is why as little as possible is kept.
limits-line = For you alone. Answers are destroyed at the end. Not a report, not a crisis service.

debrief-elsewhere = This went on in another window. Here is where it is now.
debrief-ended-title = Put away
debrief-ended = This one has been put away. Nothing of it is left. You can begin again whenever you like.
debrief-changed = This page has changed since you were here, so it can't go on from the same place. You can begin again, or leave it.
debrief-breath = in  ·  ·  ·  ·  ·  out  ·  ·  ·  ·  ·  ·  ·  ·
debrief-tap-one = Tap one, or none
debrief-tap-many = Tap any, or none
debrief-stop = Stop here
debrief-stop-label = Stop here. Your answers are destroyed.

note-label = In your own words, if you like
note-reminder = No names, places or dates, please.
note-keep-label = Keep it?
note-keep = Keep this for my eyes only
note-keep-where = Only you can read it, and delete it, under “My data”.
note-ask-names = *This may hold a name, a place or a date.* Is that so? If yes, you can change it. If not, just go on. I can't see every one, and nothing is stopped.
