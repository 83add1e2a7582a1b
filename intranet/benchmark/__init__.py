"""Measures how fast pages and searches are answered, away from the site's data (`manage.py benchmark`)."""
