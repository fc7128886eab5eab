"""Who works with us: the office list, invitations, joining, how far a word goes."""
