"""The parts of a page that changes the members of a group: what is asked, and what the measures answer."""

from sursur.observatory.change.answers import candidate_section, change_section, path_section

__all__ = ["candidate_section", "change_section", "path_section"]
