"""Findings written onto copies of the files they are about."""
