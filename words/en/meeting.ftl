# Accepted is not met: one question to each of the two.
meeting-ask-soon = Have you and { $who } found each other?
meeting-ask-later = Did you and { $who } get to talk?
meeting-yes-soon = We are talking
meeting-yes-later = Yes, we talked
meeting-ask-others = Not yet: ask the others too
meeting-cannot = I can't after all
meeting-no-answer = With no word in the next five minutes, the others are asked as well. Nobody has done anything wrong. The help lines are here all along.
meeting-met = Good that you found each other.
meeting-others = The others are being asked as well.
meeting-over = This is over. Thank you.
