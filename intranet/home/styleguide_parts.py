"""Sample values of single components for layout/styleguide.html. Everybody and everything here is invented."""

from datetime import date
from typing import Any

Sample = dict[str, Any]
DUTY: Sample = {
    "label": "Socialjouren",
    "number": "0470-55 01 90",
    "tel": "+46470550190",
}
INTAKE: Sample = {
    "label": "Mottagningsgruppen",
    "number": "0470-55 01 20",
    "tel": "+46470550120",
    "is_open": True,
    "hours": "till 16.30",
    "alternative": DUTY,
}
INTAKE_CLOSED: Sample = {**INTAKE, "is_open": False, "hours": "öppnar i morgon 8.00"}
TRUST: Sample = {
    "state": "ok",
    "responsible": {"label": "Socionom, Ekdungens familjecentral", "url": "#"},
    "substitute": {"label": "Samordnare", "url": "#"},
    "reviewed_on": date(2026, 5, 12),
    "reviewed_by": "Maja Lindqvist",
    "review_due": date(2026, 11, 12),
    "valid_from": date(2026, 5, 14),
    "version": "3.1",
    "change": "Steg 4 säger nu att du kan rådfråga utan att röja vem familjen är.",
    "history_url": "#",
}
PARTS: Sample = {
    "states": ["ok", "due", "overdue", "long_overdue", "withdrawn", "timeless"],
    "trusts": [
        {**TRUST, "state": "due"},
        {**TRUST, "state": "overdue", "review_due": date(2026, 3, 1), "contact": INTAKE},
        {**TRUST, "state": "long_overdue", "review_due": date(2025, 3, 1)},
        {**TRUST, "state": "withdrawn", "replaced_by": {"title": "Orosanmälan", "url": "#"}},
        {"state": "timeless", "version": "1.0", "responsible": {"label": "Koordinator"}},
    ],
    "notices": [
        {
            "kind": "info",
            "title": "Paragrafen har flyttat",
            "text": "14 kap. 1 § i den gamla socialtjänstlagen är nu 19 kap. 1 § (2025:400).",
            "link": {"title": "Läs lagrummet", "url": "#"},
        },
        {"kind": "success", "text": "Din granskning är sparad."},
        {"kind": "warning", "text": "Två rutiner länkar hit. De berörs om du drar tillbaka sidan."},
        {
            "kind": "danger",
            "title": "Det där ser ut som ett personnummer",
            "text": "Uppgifter om en familj kan inte sparas här.",
        },
    ],
    "phones": [INTAKE, INTAKE_CLOSED, DUTY],
    "hours": {
        "is_open": True,
        "status": "till 16.30",
        "rows": [
            {"days": "Måndag–torsdag", "hours": "8.00–16.30", "today": True},
            {"days": "Fredag", "hours": "8.00–12.00"},
            {"days": "Lördag–söndag", "hours": ""},
        ],
        "exceptions": [
            {"date": date(2026, 6, 19), "label": "Midsommarafton", "hours": ""},
            {"date": date(2026, 6, 18), "label": "Dag före midsommarafton", "hours": "8.00–12.00"},
        ],
    },
    "tasks": [
        {
            "title": "Orosanmälan när ett barn far illa",
            "url": "#",
            "kind": "Att bekräfta",
            "due": date(2026, 5, 10),
            "late": True,
            "text": "Steg 4 är nytt.",
            "action": "Läs",
        },
        {
            "title": "Hembesök hos nyfödd",
            "url": "#",
            "kind": "Att granska",
            "due": date(2026, 6, 1),
            "action": "Granska",
        },
    ],
    "news": [
        {
            "title": "Ny tolkförmedling från första juni",
            "url": "#",
            "lead": "Boka som förut, men ring det nya numret när det är bråttom.",
            "date": date(2026, 5, 18),
            "from": "Samordnaren",
            "unread": True,
            "important": True,
        },
        {
            "title": "Öppna förskolan stänger tidigare på torsdag",
            "url": "#",
            "date": date(2026, 5, 15),
            "from": "Ekdungen",
        },
    ],
    "cards": [
        {
            "title": "Oro och skydd",
            "url": "#",
            "text": "När ett barn eller en vuxen behöver skydd.",
            "meta": "11 rutiner",
        },
        {
            "title": "Sekretess och samtycke",
            "url": "#",
            "text": "Vad du får berätta, för vem och hur.",
            "meta": "6 rutiner",
            "state": "overdue",
        },
        {"title": "Hembesök", "url": "#", "text": "Från nyfödd till femton månader.", "meta": "3 rutiner"},
    ],
    "contacts": [
        {
            "name": "Samira Ek",
            "role": "Samordnare, Ekdungens familjecentral",
            "url": "#",
            "email": "samira.ek@example.org",
            "phone": INTAKE,
        }
    ],
    "table": {
        "caption": "Vem gör vad vid hembesök",
        "headers": ["Besök", "BHV-sjuksköterska", "Socionom", "Tandhygienist"],
        "rows": [
            ["Nyfödd", "Alltid", "Vid utökat besök", "Nej"],
            ["8 månader", "Alltid", "Vid utökat besök", "Vid utökat besök"],
        ],
    },
    "empties": [
        {
            "picture": "done",
            "title": "Allt är klart för i dag",
            "text": "Du har inget att bekräfta eller granska. Ta en kopp kaffe.",
        },
        {
            "picture": "list",
            "title": "Här finns inga rutiner än",
            "text": "När din central antar en rutin visas den här.",
            "links": [{"title": "Se alla gemensamma rutiner", "url": "#"}],
        },
        {
            "picture": "search",
            "title": "Inget hittades",
            "text": "Pröva ett annat ord.",
            "links": [{"title": "hedersvåld", "url": "#"}, {"title": "hembesök", "url": "#"}],
        },
    ],
    "tokens": [
        "paper",
        "surface",
        "sunken",
        "accent",
        "accent-soft",
        "head",
        "info",
        "success",
        "warning",
        "danger",
        "mark",
    ],
    "directory": [
        {"name": "Receptionen", "phone": "0470-55 02 30", "tel": "0470550230", "email": "reception@ekdungen.example"},
        {"name": "BVC", "phone": "0470-55 02 32", "tel": "0470550232", "email": "bvc@ekdungen.example"},
    ],
    "record": [("Beslutad av", "Samverkansgruppen för familjecentraler"), ("Diarienummer", "FC 2026/14")],
}
