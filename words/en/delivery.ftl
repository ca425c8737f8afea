# What the courier posts where a card cannot be drawn: plain words, no buttons.

plain-open-home = Open the Home tab of this app to see it and to answer.
