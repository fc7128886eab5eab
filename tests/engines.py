"""The engine of the tests. SQLAlchemy keeps what it has compiled with an engine, and there are a thousand databases."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine, event, make_url

from models import open_engine


class EngineOfAll:
    """One engine led to the database of each test in turn: what it has compiled once serves them all."""

    def __init__(self, kind: str) -> None:
        self._url = ""
        self._engine = open_engine(f"{kind}:///nowhere")
        event.listen(self._engine, "do_connect", self._connect)

    def on(self, url: str) -> Engine:
        """Return a view on `url`, with events of its own."""
        self._url = make_url(url)
        view = self._engine.execution_options()
        view.url = self._url
        return view

    def dispose(self) -> None:
        self._engine.dispose()

    def _connect(self, dialect: Any, _record: Any, _where: Any, _options: Any) -> Any:
        where, options = dialect.create_connect_args(self._url)
        return dialect.connect(*where, **options)
