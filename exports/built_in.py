"""Which Word template a compiled report is poured into, when its compiler gives none of their own."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent / "templates"


def template(form_id: str, layout: str) -> bytes:
    """Return the form's own template for a layout, else the one for any volume or any office's copy."""
    own = FOLDER / f"{form_id}.{layout}.docx"
    common = FOLDER / ("office.docx" if layout == "office" else "volume.docx")
    return (own if own.is_file() else common).read_bytes()
