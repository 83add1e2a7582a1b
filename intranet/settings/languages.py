"""Languages that families read and Django 5.2 does not know: name in its own script and direction.

Without an entry in LANG_INFO `get_language_info` raises KeyError (Django ticket 26840 and the documentation of
LANGUAGES), so each language of the settings that Django lacks stands here.
"""

from django.conf import locale

OWN_LANGUAGES = {
    "so": {"bidi": False, "code": "so", "name": "Somali", "name_local": "Soomaali"},
    "ti": {"bidi": False, "code": "ti", "name": "Tigrinya", "name_local": "ትግርኛ"},
    "prs": {"bidi": True, "code": "prs", "name": "Dari", "name_local": "دری"},
    "ps": {"bidi": True, "code": "ps", "name": "Pashto", "name_local": "پښتو"},
    "kmr": {"bidi": False, "code": "kmr", "name": "Kurmanji", "name_local": "Kurmancî"},
}


def register_languages() -> None:
    """Add the languages above to Django's table; Django's own entry wins where it has one."""
    for code, info in OWN_LANGUAGES.items():
        locale.LANG_INFO.setdefault(code, info)
