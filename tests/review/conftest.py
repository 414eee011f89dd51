"""The reports made by hand that the reporters are tested with."""

from tests.reporters.conftest import sample, unread

__all__ = ["sample", "unread"]
