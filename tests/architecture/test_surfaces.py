"""Every address is a registered surface, and every surface exists (architecture, "Imports go one way", registries)."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from pages.registries import Registry, Surface, SurfaceRule, register_surfaces, surfaces


def addresses() -> Iterator[tuple[str, str | None]]:
    """The route of every pattern with its name and namespace; None for a pattern without a name."""

    def walk(patterns: list[URLPattern | URLResolver], route: str, space: str) -> Iterator[tuple[str, str | None]]:
        for each in patterns:
            here = route + str(each.pattern)
            if isinstance(each, URLResolver):
                yield from walk(each.url_patterns, here, f"{space}{each.namespace}:" if each.namespace else space)
            else:
                yield here, f"{space}{each.name}" if each.name else None

    yield from walk(get_resolver().url_patterns, "/", "")


def mounted() -> set[str]:
    """The prefixes of third-party URL configurations."""
    return {surface.name for surface in surfaces if surface.name.startswith("/")}


def own() -> list[tuple[str, str | None]]:
    return [(route, name) for route, name in addresses() if not route.startswith(tuple(mounted()))]


def test_every_address_of_ours_has_a_name() -> None:
    assert [route for route, name in own() if name is None] == []


def test_every_address_is_a_surface() -> None:
    assert {name for _route, name in own() if name} - {surface.name for surface in surfaces} == set()


def test_every_surface_exists() -> None:
    names = {name for _route, name in own()}
    routes = [route for route, _name in addresses()]
    missing = [
        surface.name
        for surface in surfaces
        if surface.name not in names
        and not any(surface.name != "/" and route.startswith(surface.name) for route in routes)
    ]
    assert missing == []


def test_every_surface_says_what_it_shows() -> None:
    assert [surface.name for surface in surfaces if not surface.shows or surface.rule not in SurfaceRule] == []


def test_only_addresses_that_must_be_are_public() -> None:
    """A new public address is a decision: it is written here too."""
    public = {surface.name for surface in surfaces if surface.rule == SurfaceRule.PUBLIC}
    assert public == {"users:sign_in", "users:sign_out", "health_live", "health_ready"}


def test_a_name_registered_twice_is_refused() -> None:
    registry: Registry[Surface] = Registry()
    registry.register("x", Surface("x", SurfaceRule.READER, "something"))
    with pytest.raises(ValueError, match="x is registered twice"):
        registry.register("x", Surface("x", SurfaceRule.READER, "something else"))
    with pytest.raises(ValueError, match="registered twice"):
        register_surfaces(SurfaceRule.READER, users__sign_in="again")
