"""Groups named as recipients: by short name, full name, and with the words that stand around them; never by a guess."""

from __future__ import annotations

import pytest

from sursur.reference.groups import group_named, load_groups


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("CARICOM", "caricom"),
        ("Caribbean Community", "caricom"),
        ("CARICOM countries", "caricom"),
        ("Países do CPLP", "cplp"),
        ("países miembros de la SICA", "sica"),
        ("les pays de la CEDEAO", None),
        ("countries", None),
        ("", None),
        ("Atlantis Union", None),
    ],
)
def test_a_group_is_known_by_its_own_names_alone(text: str, group: str | None) -> None:
    assert group_named(text) == group


def test_every_group_is_found_by_its_full_name_or_shares_it() -> None:
    groups = list(load_groups())
    names = [group.full_name for group in groups]
    for group in groups:
        assert group_named(group.full_name) == group.group_id or names.count(group.full_name) > 1
