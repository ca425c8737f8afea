"""Makes Slack agree with the cards: the courier, Slack's rates, and the ticks of the clock."""
