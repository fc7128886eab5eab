"""What the clock asks of a compiling child. Apart from both: the clock never loads what makes files."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

FOLDER = "compiled"  # below the media folder


@dataclass(frozen=True)
class Order:
    """What the clock asks for. `target` is where the file is written, `picture` where what chat shows of it;
    `wall_seconds` is when the child ends itself."""

    file_id: int
    database_url: str
    media: str
    target: str
    picture: str
    compiler: str
    wall_seconds: int

    def dump(self) -> str:
        return json.dumps(asdict(self))
