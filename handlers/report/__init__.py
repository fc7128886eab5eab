"""A report being filled in chat: asked, answered, changed, read back, sent."""
