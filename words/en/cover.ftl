# Asking for cover: to people one picks, with hours, without a reason.

cover-preview = This is all they will read, in their own language and time zone:
cover-fill-in = Choose the hours, and whom to ask. Then you see the exact words here before anything is sent.
cover-seen-by = Who may learn of this:
cover-all-at-once = { $who }, all at once. Who says yes first has the hours.
cover-day = Which day?
cover-whom = Whom do you ask?
cover-whom-hint = Only these are asked, and nobody else ever. A lead is asked only if you pick them.
cover-no-reason = No reason is needed.
cover-wait-now = after 5 minutes
cover-wait-today = after 45 minutes
cover-wait-this_week = after one day, and a day before it begins at the latest
cover-moves = On-call hours of yours lie in these. Who says yes has them then, and you are free.
cover-moves-not = No on-call hours of yours lie in these, so the on-call schedule stays as it is.
cover-nobody = *There is nobody on your team whom I can ask for cover right now.* People sleep, or are away.
cover-wrong-past = These hours are over. Choose some that are still to come, please.
cover-wrong-far = Choose a day within the next two months, please.
cover-wrong-gap = Clocks jump over these hours on that day. Choose others, please.
cover-wrong-many = You can ask { $most } people at once. Take some out, please.
cover-wrong-day = Choose a day, please.
cover-wrong-nobody = Choose somebody to ask, please.
