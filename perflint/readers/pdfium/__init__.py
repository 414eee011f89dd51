"""What stands on a page of a PDF, as pdfium sees it: rules, runs of characters, images, fields. For ``readers.pdf``."""
