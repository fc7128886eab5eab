"""Looking over what was sent: sent back item by item, mended, checked."""
