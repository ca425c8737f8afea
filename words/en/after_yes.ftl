# After a yes: who writes first, the way to each other, and the listener's card.

meet-chat = Open your chat
meet-open = { $link }. If nothing opens: tap the name, then “Message”.
meet-by-hand = To open your chat: tap the name, then “Message”.

meet-listener-message = Write to them first. A few words are enough.
meet-listener-call = Call them: open your chat and start a huddle.
meet-listener-call-number = Call them at the number below.
meet-listener-in_person = Write to them and agree on a place where you are both at ease.
meet-listener-text_first = Write to them first, and wait for their answer before you call.
meet-listener-text_first-number = Send a text to the number below, and wait for their answer before you call.
meet-listener-cannot_speak = Write to them, and do not call: they are not alone. Someone may read along.
meet-listener-time = Agree on a time.
meet-listener-cover = Write to them if there is something to hand over.

meet-asker-message = They write to you.
meet-asker-call = They call you in Slack, as a huddle in your chat.
meet-asker-call-number = They call you at the number you gave.
meet-asker-in_person = They write to you, so that you can agree on a place.
meet-asker-text_first = They write to you first, and wait for your answer before they call.
meet-asker-text_first-number = They send a text to the number you gave, and wait for your answer before they call.
meet-asker-cannot_speak = They write to you, and do not call.
meet-asker-time = You agree on a time.
meet-asker-cover = They write to you if there is something to hand over. No reason is needed.
meet-you-can-too = You can also be the first.

listener-title = *You said you can be there for { $who }.* They know.
listener-title-cover = *You said yes to cover for { $who }.* They know.
listener-hours = Hours: { $hours }
listener-number = Their number, for this once: { $number }
listener-how-open = *Open simply.* “I'm here. You don't have to explain anything.”
listener-how-listen = *Listen more than you talk.* Quiet is company too.
listener-how-leave = *Leave alone what happened,* how and why. Ask: “What do you need in the next hour?”
listener-how-fix = *No fixing,* no lessons, no advice before they ask for it.
listener-how-both = *You may both be grieving.* You can say so, in one sentence. You don't have to be the strong one.
listener-how-hand = *When it takes more than company,* help them reach the help lines, or someone they choose. Stay until they are there.
listener-how-hand-number = *When it takes more than company,* help them reach your team's number ({ $number }), the help lines, or someone they choose. Stay until they are there.
listener-must-act = Some things must be acted on: a child or a vulnerable adult being harmed, a life in danger. Tell them first, then follow your agency's policy. This bot reports nothing for you.
listener-must-act-lead = For a lead there is more that has to be acted on. Say so before they tell you.
listener-yourself = Then look after yourself. This was work, so count the time the way your agency does. “I need a person” is for you too.
listener-check-in = I will check in with you once, in a day or two.
listener-cannot = I can't after all
listener-cannot-what = They are told that you can't, and the others who were asked are asked again. Plans change. That is fine.
listener-to-who-said-yes = Their on-call hours in this time are yours now. They stand in “My hours”.
listener-nobodys = You are not among those who can be asked, so the on-call schedule shows nobody in their on-call hours.
listener-cover = No reason is needed, so none should be asked for.
