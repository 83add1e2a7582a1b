"""Sample values for layout/styleguide.html, shown in development. Everybody and everything here is invented."""

from datetime import date

from django import forms
from django.utils.safestring import SafeString, mark_safe

from intranet.home.styleguide_parts import DUTY, INTAKE, INTAKE_CLOSED, PARTS, TRUST, Sample


class SampleForm(forms.Form):
    """One field of each kind."""

    title = forms.CharField(label="Rubrik", help_text="Börja med ett verb: Fråga, Ring, Skriv.")
    email = forms.EmailField(label="E-post")
    note = forms.CharField(label="Meddelande", widget=forms.Textarea, required=False)
    size = forms.ChoiceField(
        label="Vad slags ändring är det?",
        help_text="Betydlig: alla som berörs får veta och bekräftar igen.",
        choices=[("small", "Liten"), ("large", "Betydlig")],
        widget=forms.RadioSelect,
    )


def html(text: str) -> SafeString:
    """Sample text of our own, as HTML."""
    return mark_safe(text)  # noqa: S308 - written in this file


PAGE: Sample = {
    "breadcrumb": [{"title": "Rutiner", "url": "#"}, {"title": "Oro och skydd", "url": "#"}],
    "kind": "Rutin",
    "title": "Orosanmälan när ett barn far illa eller misstänks fara illa",
    "lead": "Du som möter barn i arbetet ska genast anmäla misstanke till socialnämnden. Bevis krävs inte.",
    "tags": [
        {"label": "Alla yrken", "url": "#"},
        {"label": "Barns skydd", "url": "#"},
        {"label": "HG-6 Tidig upptäckt", "url": "#"},
    ],
    "contents": [
        {"title": "Gör så här", "anchor": "steps"},
        {"title": "Syfte", "anchor": "purpose"},
        {"title": "Lag", "anchor": "law"},
        {"title": "Barnets rättigheter", "anchor": "rights"},
        {"title": "Källor", "anchor": "sources"},
    ],
    "acute": {
        "title": "Är barnet i fara just nu? Ring först, skriv sedan.",
        "text": html("<p>Lämna inte barnet ensamt. Be en kollega ringa medan du stannar kvar.</p>"),
        "phones": [{"label": "Nödläge", "number": "112", "tel": "112", "is_open": None}, DUTY],
        "link": {"title": "Akut oro: barn behöver skydd samma dag", "url": "#"},
    },
    "local": {
        "centre": "Ekdungens familjecentral",
        "text": html("<p>Vi ringer från samtalsrummet på plan 2. Nyckeln hänger i personalrummet.</p>"),
        "phones": [
            {
                "label": "Ekdungen, socionom",
                "number": "0470-55 02 31",
                "tel": "+46470550231",
                "is_open": True,
                "hours": "till 15.00",
            }
        ],
        "updated_on": date(2026, 4, 2),
        "updated_by": "Samira Ek",
        "to_check": True,
    },
    "purpose": "Barn ska få skydd och stöd i tid. När flera behöver hjälpas åt kan en",
    "term": {
        "id": "sip",
        "word": "SIP",
        "title": "Samordnad individuell plan (SIP)",
        "definition": "En plan som kommun och region gör tillsammans med familjen när insatser behöver samordnas.",
        "url": "#",
    },
    "purpose_end": "bli nästa steg.",
    "confirm": {
        "url": "#",
        "text": "Du ombeds bekräfta version 3.1. Din chef ser att du har läst, i 24 månader.",
        "secondary": {"label": "Visa vad som ändrats", "url": "#"},
    },
    "confirmed": {"done_on": date(2026, 5, 20), "version": "3.1"},
    "trust_ok": TRUST,
}
STEPS: list[Sample] = [
    {
        "number": 1,
        "title": "Stanna upp och skriv ner vad du har sett och hört",
        "who": ["Du som fick oron"],
        "when": "Direkt",
        "text": html(
            "<p>Skriv tid, plats och ordagrant vad barnet eller föräldern sa. Skilj på det du har sett och det du tror.</p>"
        ),
        "forms": [{"title": "Stödblad inför en anmälan", "url": "#", "kind": "PDF", "size": "84 kB"}],
    },
    {
        "number": 2,
        "title": "Rådfråga mottagningsgruppen utan att röja familjen",
        "who": ["Barnmorska", "BHV-sjuksköterska", "förskollärare"],
        "when": "Vid tvekan",
        "text": html("<p>Berätta vad oron gäller, men inte namn, personnummer eller adress.</p>"),
        "phones": [INTAKE],
        "next": {"title": "Rådfråga socialtjänsten utan att röja vem familjen är", "url": "#"},
    },
    {
        "number": 3,
        "title": "Berätta för föräldrarna att du anmäler",
        "who": ["Du och en kollega"],
        "warning": "Berätta aldrig i förväg när du misstänker våld, övergrepp eller hedersförtryck.",
        "text": html("<p>Var öppen när det inte ökar risken för barnet.</p>"),
    },
    {
        "number": 4,
        "title": "Gör anmälan",
        "who": ["Du som fick oron"],
        "time_limit": "Genast, senast samma arbetsdag",
        "text": html("<p>Plikten är personlig.</p><ul><li>Skriftligt.</li><li>Muntligt när det brådskar.</li></ul>"),
        "phones": [INTAKE_CLOSED],
        "forms": [{"title": "Anmälan till socialnämnden", "url": "#", "kind": "Webbformulär"}],
    },
]
GROUNDS: Sample = {
    "laws": [
        {
            "act": "socialtjänstlagen",
            "number": "2025:400",
            "paragraph": "19 kap. 1 §",
            "meaning": "Anmälningsplikten: vilka som ska anmäla, och att det ska ske genast.",
            "valid_from": date(2025, 7, 1),
            "url": "#",
        },
        {
            "act": "patientsäkerhetslagen",
            "number": "2010:659",
            "paragraph": "6 kap. 5 §",
            "meaning": "Hälso- och sjukvårdens skyldighet att samverka för barn som far illa.",
            "to_check": True,
        },
    ],
    "articles": [
        {
            "number": 3,
            "subject": "Barnets bästa",
            "meaning": "Fråga vad som är bäst för just det här barnet innan du väljer väg.",
            "url": "#",
        },
        {
            "number": 19,
            "subject": "Skydd mot våld och försummelse",
            "meaning": "Misstanke räcker för att barnet ska få skydd.",
            "url": "#",
        },
    ],
    "sources": [
        {
            "title": "Anmäla oro för barn",
            "publisher": "Socialstyrelsen",
            "year": 2025,
            "url": "https://example.org/oro",
            "checked_on": date(2026, 5, 2),
        },
        {"title": "Samverkansavtal för familjecentralerna i Ekdalen", "year": 2024},
    ],
    "related": [
        {"title": "Samtycke till informationsutbyte mellan verksamheterna", "url": "#", "kind": "Rutin"},
        {"title": "Trygg information mellan huvudmän", "url": "#", "kind": "Vägledning", "state": "overdue"},
    ],
}


def samples() -> Sample:
    """The value of every component; the form has been sent with errors."""
    form = SampleForm({"title": "", "email": "maja@", "size": ""})
    return {**PAGE, "steps": STEPS, **GROUNDS, **PARTS, "form": form}
