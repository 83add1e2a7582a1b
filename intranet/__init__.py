"""The composition root: knows every room and is known by none."""
