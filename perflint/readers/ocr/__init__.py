"""Scans and images: the rules and the recognised print of a page. Importing it fails where the extra is missing."""

from perflint.readers.ocr.scan import page
from perflint.readers.ocr.shots import Shot, shots

__all__ = ["Shot", "page", "shots"]
