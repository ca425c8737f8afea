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
