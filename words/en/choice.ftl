# Whom one asks, and whom one does not.

not-these-open = Whom I don't ask
not-these-title = Whom I don't ask
not-these-what = Whoever you name here is not asked when you ask for a person or for cover, at no point of it. Nobody else is shown this list, and nothing changes for anyone who is on it. No reason is needed.
not-these-who = People
not-these-hint = Anyone in this workspace. Leave it empty for nobody.
not-these-asked-already = It holds from now on. Someone who was asked before can still answer. You can take a call back at any time.
not-these-save = Save
not-these-kept = Kept. It holds from now on. You find it on the Home, and where you ask for a person.
not-these-many = At most { $most } people, please.

my-data-not-these = *Whom you don't ask:* { $who }. Nobody else is shown this.
my-data-delete-not-these = Delete whom I don't ask
my-data-delete-not-these-text = They can be asked again then, when you ask for a person.

outside-title = People outside my team
outside-what = Off unless you turn it on. With your yes, people on other teams here can see your name and pick you when they ask someone outside their team. And when nobody on a neighbor team is free, you may be asked for one of them. Then each of you learns the other's name only after your yes.
outside-may = *{ $team }:* people outside it may ask me too.
outside-may-not = *{ $team }:* only people on it may ask me.
outside-begin = They may ask me
outside-stop = Not any more

team-neighbours = Neighbor teams: { $teams }
neighbours-open = Neighbor teams
neighbours-title = Neighbor teams
neighbours-what = When nobody on *{ $team }* is free, someone on a neighbor team may be asked last, and the same the other way round. Both teams agree first. Either can end it at any time.
neighbours-own-yes = This alone lets nobody be asked. Each person says for themselves, under “My hours”, whether people outside their team may ask them. It takes no name from one team to the other before a yes.
neighbours-none = Nothing is open here between *{ $team }* and *{ $other }*.
neighbours-ours = *{ $other }:* you asked them. They have not answered yet.
neighbours-theirs = *{ $other }* asks whether you want to be neighbors. When nobody there is free, someone on *{ $team }* may be asked last, and the same the other way round. Either team can end it at any time.
neighbours-agreed = *{ $team }* and *{ $other }* are neighbors.
neighbours-our-no = *{ $other }:* you said not now. They can't ask again. You can ask them at any time.
neighbours-their-no = *{ $other }* said not now. They can ask you at any time.
neighbours-agree = Yes, be neighbors
neighbours-decline = Not now
neighbours-end = End it
neighbours-end-what = From now on nobody more is asked across the two teams. A call that is open goes on with those who were asked.
neighbours-take-back = Take it back
neighbours-which = Which team would you like to ask?
neighbours-propose = Ask them
neighbours-none-left = There is no other team here that you could ask.

form-heads-up = A heads-up, if you like
form-heads-up-hint = Whoever is asked reads it. Someone may carry a loss of their own.
form-heads-up-none = None. They read nothing of what it is about
form-heads-up-a_loss = It is about a loss
form-heads-up-about_me = It is about me
form-heads-up-just_company = Just company

form-outside = Someone outside my team
form-outside-hint = Who said that people of other teams may ask them
form-language = Someone who shares my language
form-only-outside = Someone outside your team can be asked: pick that below.
form-must-act = *{ $who } leads your team.* Some things a lead hears they must act on. You can ask them first what those are.

neighbour-someone = someone on { $team }
alert-neighbour = Someone on a neighbor team
form-neighbour-name = On a neighbor team they read “Someone on a neighbor team” until one of them says yes.
