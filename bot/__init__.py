"""How do we speak LINE and HTTP? Webhook, rendering, delivery, media; the only room with Flask and LINE's SDK."""
