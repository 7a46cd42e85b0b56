"""Writing the files of a report into a folder."""

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path


def write_all(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Write the files; each replaces an older one whole, and none is replaced before all of them are
    written out. Raises OSError where the folder cannot be written."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".report-", dir=folder) as made:
        for name, content in files.items():
            draft = Path(made) / name
            with draft.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        return [(Path(made) / name).replace(folder / name) for name in files]
