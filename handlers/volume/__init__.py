"""The compiled report and every file made of answers."""
