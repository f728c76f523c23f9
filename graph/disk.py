"""What has to be on the disk itself before anything relies on it."""

import os
from pathlib import Path


def sync_folder(folder: Path) -> None:
    """Have the new names in a folder on the disk; what the files hold is their writer's to sync."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
