"""gunicorn's settings of the baselines, as the product's: threads, and connections kept alive."""

worker_class = "gthread"
timeout = 30
keepalive = 75
