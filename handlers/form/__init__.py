"""Forms as their authors handle them: checked, tried, published, followed by a newer version."""
