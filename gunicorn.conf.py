"""How gunicorn runs the bot; its command line wins over this file. One worker on SQLite, one per core on PostgreSQL."""

from bot import memory

worker_class = "gthread"
workers = 1
threads = 64
timeout = 30
graceful_timeout = 30
keepalive = 75


def post_worker_init(worker):
    """Start sending after the fork, before the first request: the outbox may hold what a killed worker left."""
    memory.settle()
    worker.wsgi.extensions["raingan"].start()


def worker_exit(_server, worker):
    """Finish what is being sent. A worker that could not start has no app, and has said why."""
    app = getattr(worker, "wsgi", None)
    if app is not None:
        app.extensions["raingan"].stop()
