# Taking a person out, in one action and without a reason.
out-open = Take someone out
out-title = Take someone out
out-what = From now on nothing is sent to them, and nobody is offered their name. Calls that count on them go on to others at once. Their check-ins end.
out-whom = Who
out-no-reason = No reason is asked or kept. It also serves for leave: you can invite them again, and their own yes makes them part of the team.
out-do = Take out
out-done = It is done. Nobody is told by this bot. If the team has to hear of it, let it be from a person.
out-now = Taken out
out-back = Invite again
out-back-label = Invite this person to the team again
