"""The rows of the web kit, where Django looks for them."""

from safeloom.web.imports.models import Import, ImportMap, ImportMapColumn, Upload

__all__ = ["Import", "ImportMap", "ImportMapColumn", "Upload"]
