"""How events reach the bot: what they look like, how they are signed and posted, and how the way there goes wrong."""
