"""The few pages people open in a browser. No scripts, no inline styles, nothing from another server."""

from __future__ import annotations

from flask import Blueprint, Response, render_template

from bot.settings import Settings

SAFE = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


def pages(settings: Settings) -> Blueprint:
    """Return GET /privacy, the notice the greeting links to."""
    blueprint = Blueprint("pages", __name__, template_folder="templates")

    @blueprint.get("/privacy")
    def privacy() -> str:
        return render_template("privacy.html", settings=settings)

    return blueprint


def harden(response: Response) -> Response:
    """Add the headers every answer of ours carries."""
    for name, value in SAFE.items():
        response.headers.setdefault(name, value)
    return response
