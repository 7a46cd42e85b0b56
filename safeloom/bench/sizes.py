"""The sizes of the data, and where each is kept."""

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).resolve().parent.parent.parent
SITE, FLOOR = "safeloom.config.settings", "safeloom.config.bench_floor"
# The county that is timed; made from the same number at each size.
TIMED = "county-1"


@dataclass(frozen=True)
class Size:
    """So many counties, each of a size of the demonstration. The one that is timed stands in the
    middle of the others."""

    key: str
    county: str
    counties: int

    @property
    def numbers(self) -> list[int]:
        """The counties' numbers in the order in which they are written."""
        others = list(range(2, self.counties + 1))
        middle = len(others) // 2
        return [*others[:middle], 1, *others[middle:]]

    @property
    def folder(self) -> Path:
        """Where everything of this size is kept. On PostgreSQL it is another than on SQLite."""
        var = Path(os.environ.get("SAFELOOM_VAR", ROOT / "var")).resolve()
        return var / "bench" / (f"{self.key}-postgresql" if self.on_postgresql else self.key)

    @property
    def on_postgresql(self) -> bool:
        """Whether DATABASE_URL names PostgreSQL."""
        return os.environ.get("DATABASE_URL", "").startswith("postgres")

    @property
    def database_url(self) -> str:
        """This size's own database: a file in its folder, or one beside that of DATABASE_URL."""
        if not self.on_postgresql:
            return f"sqlite:///{self.folder / 'safeloom.sqlite3'}"
        url = urlsplit(os.environ["DATABASE_URL"])
        return urlunsplit(url._replace(path=f"{url.path}_bench_{self.key}"))

    def environment(self, settings: str = SITE) -> dict[str, str]:
        """The environment of a process that works on this size."""
        return os.environ | {
            "DJANGO_SETTINGS_MODULE": settings,
            "SAFELOOM_VAR": str(self.folder),
            "DATABASE_URL": self.database_url,
            "PYTHONPATH": str(ROOT),
        }


SIZES = {
    size.key: size
    for size in (
        Size("small", "small", 1),
        Size("county", "county", 1),
        Size("nation", "county", 100),
    )
}


def is_small() -> bool:
    """Whether this process works on the smallest size, at which the bench itself is tried quickly."""
    return Path(os.environ["SAFELOOM_VAR"]).name.startswith("small")
