"""What runs beside the product: the bot of the LINE SDK's README, and a Flask app that does nothing."""
