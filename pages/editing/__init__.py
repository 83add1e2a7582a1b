"""What editors are shown in the editors' pages: what they may read on the site, and drafts (decision 0011)."""

from pages.editing.closed import closed_pages, open_in_editing

__all__ = ["closed_pages", "open_in_editing"]
