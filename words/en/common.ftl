# On many screens.

footer-person = I need a person
footer-lines = Help lines
close = Close
back = Back
cancel = Cancel

door-cover = Ask for cover
doors-title = Doors
doors-which = Which of these fits? You don't have to explain anything.
doors-hello = I'm glad you wrote. You don't have to explain anything. Which of these fits?
doors-alone = A debrief is for you alone. Skip anything, stop anywhere.
doors-stays = What you write in this chat stays in Slack. What you tap in a debrief does not. No names, places or dates here, please.
doors-delete = Your message might hold a name, a place or a date. If so, you can take it out: hold your message (on a computer, point at it and open the three dots), then choose “Delete message”. I keep no copy.

paused-line = You paused. It waits for you for up to 72 hours.
paused-go-on = Go on
paused-go-on-label = Go on where you paused
paused-title = You paused
paused-text = You can go on where you were, or begin again. Either is fine.
paused-fresh = Begin again

moment-title = One moment
moment-text = One moment. This is taking a little longer than it should.
moment-done-title = Done
moment-done = That is done. You can close this window.

sorry-title = That did not work
sorry-down = Something on our side is not working right now. It is nothing you did.
sorry-unknown = Something went wrong on our side. It is nothing you did. Please try once more in a minute.
sorry-gone = What you touched is not there any more. It may have been answered, ended or deleted.
sorry-not_yours = This one is meant for someone else, so it was left as it is.
sorry-slack = Slack did not answer us. Please try once more in a minute.
sorry-reference = If you tell someone about it, this helps to find it: { $reference }
sorry-short = Sorry
