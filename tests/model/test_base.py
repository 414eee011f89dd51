"""What all values of the model have in common."""

from __future__ import annotations

from msgspec.structs import replace

from perflint.model.base import once
from tests.build import submission


def test_what_follows_from_a_value_is_found_once_and_not_handed_on() -> None:
    """A value made from another has what follows from itself."""
    asked = []

    @once
    def forms(value: object) -> int:
        asked.append(value)
        return len(value.forms)  # type: ignore[attr-defined]

    one = submission({"forms": [{"fields": {"project": "培训"}}]})
    none = replace(one, forms=())
    assert [forms(one), forms(one), forms(none)] == [1, 1, 0]
    assert len(asked) == 2
    assert one != none
    assert one == replace(one)
