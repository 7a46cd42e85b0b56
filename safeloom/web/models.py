"""The rows of the web kit, where Django looks for them."""

from safeloom.web.imports.models import Import, ImportMap, ImportMapColumn, Upload
from safeloom.web.made_files import MadeFile

__all__ = ["Import", "ImportMap", "ImportMapColumn", "MadeFile", "Upload"]
