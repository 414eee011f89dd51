"""Scans and images: the rules and the recognised print of a page. Importing it fails where the extra is missing."""

import os

# From 1.29 on, onnxruntime reports to Microsoft wherever it is imported, unless told before that it must not.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

from perflint.readers.ocr.scan import page
from perflint.readers.ocr.shots import Shot, shots

__all__ = ["Shot", "page", "shots"]
