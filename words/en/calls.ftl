# A call for a person: the alert, the asker's card.

push-alert = A teammate has asked for company.
push-other = There is a message here for you.
push-test = This is a test message.

alert-company = *{ $who } is asking for company.*
alert-cover = *{ $who } is asking for cover.*
alert-cover-hours = *{ $who } is asking for cover: { $hours }*
alert-when-now = When: now, if you can.
alert-when-today = When: some time today.
alert-when-this_week = When: this week.
alert-how-message = How: by message.
alert-how-call = How: a call.
alert-how-in_person = How: in person.
alert-how-text_first = How: a text first.
alert-how-cannot_speak = How: in writing only. Not alone, cannot speak.
alert-heads-up-a_loss = A heads-up: it is about a loss.
alert-heads-up-about_me = A heads-up: it is about how they are, themselves.
alert-heads-up-just_company = A heads-up: just company. Nothing has to be talked through.
alert-accept = I can be there
alert-pass = Not this time
alert-pass-is-fine = Passing is fine. Nobody keeps count, and no lead sees it.
alert-passed = You passed this time. That is fine. Thank you for reading it.
alert-someone-came = Someone is there now. Nothing is needed from you. Thank you.
alert-withdrawn = This was taken back. Nothing is needed from you.
alert-over = This call has ended. Nothing is needed from you.

asker-company = You asked for company.
asker-cover = You asked for cover.
asker-person = You asked for a person.
asker-sent = Sent { $at }
asker-one-sending = { $who }: on its way
asker-one-told = { $who }: told at { $at }
asker-one-told-quiet = { $who }: told at { $at }, their phone is quiet
asker-one-unreached = { $who }: not reached
asker-one-passed = { $who }: can't this time
asker-waiting = No answer yet. You don't have to wait alone: the help lines are below.
asker-silent = Still no answer. That says nothing about you. Phones are on silent, people sleep or drive.
asker-nobody = *Nobody is free right now.* That says nothing about you, and it is good that you asked.
asker-accepted = *{ $who } can be there.*
asker-cancelled = You took this back. Whoever was told sees that nothing is needed.
asker-expired = This call ended without an answer. That says nothing about you. You can ask again at any time.
asker-done = This call has ended. You can ask again at any time.
asker-again = Ask again, or someone else
asker-cancel = Take this back
asker-cancel-label = Take this back: your call for a person

else-title = *What else there is*
else-number = A person answers at your team's number: { $number }
else-lines = The help lines below. Some are answered where nobody knows you.
else-own-people = Your own people: a friend, someone you trust, someone who has sat with you before.
