# One's own minutes: the question on a call's card, and the list.

minutes-mine = My minutes
minutes-title = My minutes
minutes-what = Being there for someone is work. Here you can keep count for yourself: a day and minutes, never for whom. Only you see this. Entries go by themselves after { $weeks } weeks.
minutes-asked = When you are done: how long was it? Answering is work, and this is your own count.
minutes-who-sees = For your eyes only. A day and minutes are kept, never for whom.
minutes-count =
    { $count ->
        [one] 1 minute
       *[other] { $count } minutes
    }
minutes-other = Another number
minutes-none = Write nothing down
minutes-none-label = Write nothing down: don't ask for minutes again
minutes-nothing = Nothing is written down.
minutes-day =
    { $count ->
        [one] { $on }: 1 minute
       *[other] { $on }: { $count } minutes
    }
minutes-week =
    { $count ->
        [one] Week of { $on }: 1 minute
       *[other] Week of { $on }: { $count } minutes
    }
minutes-more = Older entries are not listed one by one. They are in the sums and in the text to copy.
minutes-add = Write some down
minutes-add-title = My minutes
minutes-long = Minutes
minutes-long-hint = A number, for example 25.
minutes-on = On
minutes-copy = As text, to copy
minutes-copy-label = My minutes, as text
minutes-copy-hint = Mark all of it and copy it. You hand it in yourself, or not. This bot sends it to nobody.
minutes-copy-done = Done
minutes-delete-all = Delete all minutes
minutes-delete-all-text = The whole list goes for good. Copy it first if you still want to hand it in.
minutes-wrong-minutes = A whole number from 1 to { $most }, please.
minutes-wrong-day = A day up to today, and not more than { $weeks } weeks ago, please.
minutes-wrong-many = That is more than fits here. Delete some first, please.
