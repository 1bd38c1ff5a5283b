"""What is told, of where, when and how many, in French and Spanish: sentences of our own."""

# ruff: noqa: E501
from __future__ import annotations

import pytest
from surface_read import read

PACKS = ("sahel", "israel-palestine", "sudan", "syria", "congo")

DEEDS: list[tuple[str, str, list[tuple[str, str]]]] = [
    ("fr", "L'armée a bombardé le village.", [("shelling", "affirmed")]),
    ("fr", "L'armée n'a pas bombardé le village.", [("shelling", "denied")]),
    ("fr", "L'armée a démenti toute frappe aérienne sur le village.", [("airstrike", "denied")]),
    ("fr", "Cinq civils ont été tués dans une frappe aérienne.", [("airstrike", "affirmed")]),
    ("fr", "Six personnes sont mortes sur la route.", [("casualties", "affirmed")]),
    ("fr", "La police a arrêté dix hommes.", [("detention", "affirmed")]),
    ("fr", "Le ministère de la Défense est fermé.", []),
    ("fr", "Les rebelles ont rompu la trêve.", []),
    ("fr", "L'aviation a bombardé le marché.", [("airstrike", "affirmed")]),
    ("fr", "Les habitants demandent d'arrêter les bombardements.", []),
    ("fr", "Les soldats ont pris le village.", [("control", "affirmed")]),
    ("fr", "Le maire a pris la parole.", []),
    ("fr", "Aucun civil n'a été tué.", [("casualties", "denied")]),
    ("fr", "L'école ouvrira en automne.", []),
    ("es", "El Ejército bombardeó la aldea.", [("shelling", "affirmed")]),
    ("es", "El Ejército no bombardeó la aldea.", [("shelling", "denied")]),
    ("es", "El Ejército desmintió cualquier ataque aéreo contra la aldea.", [("airstrike", "denied")]),
    ("es", "Cinco civiles murieron en un ataque aéreo.", [("airstrike", "affirmed")]),
    ("es", "Seis personas fallecieron en la carretera.", [("casualties", "affirmed")]),
    ("es", "La policía detuvo a diez hombres.", [("detention", "affirmed")]),
    ("es", "El Ministerio de Defensa está cerrado.", []),
    ("es", "Los rebeldes rompieron la tregua.", []),
    ("es", "Los aviones bombardearon el mercado.", [("airstrike", "affirmed")]),
    ("es", "Los vecinos pidieron detener los bombardeos.", []),
    ("es", "Los soldados tomaron la aldea.", [("control", "affirmed")]),
    ("es", "La toma de posesión fue ayer.", []),
    ("es", "Ningún civil murió.", [("casualties", "denied")]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), DEEDS, ids=[t[:40] for _, t, _ in DEEDS])
def test_the_deeds_of_a_sentence(language: str, text: str, expected: list[tuple[str, str]]) -> None:
    claims = [c for s in read(text, language).statements for c in s.claims]
    assert [(c.kind, c.polarity) for c in claims] == expected


COUNTS: list[tuple[str, str, list[tuple[str, str, float | None, float | None]]]] = [
    ("fr", "Au moins douze civils ont été tués.", [("killed", "civilians", 12, None)]),
    ("fr", "La frappe a fait 12 morts et trente blessés.", [("killed", "people", 12, 12), ("injured", "people", 30, 30)]),
    ("fr", "Huit personnes, dont trois enfants, ont été tuées.", [("killed", "people", 8, 8)]),
    ("fr", "Une dizaine de soldats ont été tués.", [("killed", "soldiers", 9, 11)]),
    ("fr", "Un enfant a été tué.", [("killed", "children", 1, 1)]),
    ("fr", "Quelque 1 200 habitants ont fui.", [("displaced", "civilians", 1080, 1320)]),
    ("fr", "Vingt-trois soldats ont péri.", [("killed", "soldiers", 23, 23)]),
    ("fr", "Dix-sept drones ont été abattus.", []),
    ("fr", "Douze journalistes sont arrivés.", []),
    ("es", "Al menos doce civiles murieron.", [("killed", "civilians", 12, None)]),
    ("es", "El ataque dejó tres muertos y doce heridos.", [("killed", "people", 3, 3), ("injured", "people", 12, 12)]),
    ("es", "Ocho personas, entre ellas tres niños, murieron.", [("killed", "people", 8, 8)]),
    ("es", "Más de treinta y cinco soldados fueron abatidos.", [("killed", "soldiers", 35, None)]),
    ("es", "Un niño murió en el ataque.", [("killed", "children", 1, 1)]),
    ("es", "Llegaron 3.000 desplazados.", [("displaced", "people", 3000, 3000)]),
    ("es", "Diecisiete drones fueron abatidos.", []),
    ("es", "En la ciudad viven 300 personas.", []),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), COUNTS, ids=[t[:40] for _, t, _ in COUNTS])
def test_how_many_were_hurt(
    language: str, text: str, expected: list[tuple[str, str, float | None, float | None]]
) -> None:
    assert [(c.what, c.who, c.low, c.high) for c in read(text, language).counts] == expected


PLACES: list[tuple[str, str, list[tuple[str, str]]]] = [
    ("fr", "Un pont est tombé à Bamako.", [("Bamako", "Bamako")]),
    ("fr", "Un pont est tombé dans le nord du Mali.", [("Mali", "Mali")]),
    ("fr", "Un pont est tombé dans la bande de Gaza.", [("bande de Gaza", "Gaza Strip")]),
    ("fr", "Un pont est tombé en République démocratique du Congo.", [("République démocratique du Congo", "Democratic Republic of the Congo")]),
    ("fr", "La Russie a démenti.", []),
    ("fr", "Un pont est tombé à Alep et à Damas.", [("Alep", "Aleppo"), ("Damas", "Damascus")]),
    ("fr", "Un pont est tombé à Zanbouk, dans la région de Gao.", [("Zanbouk", "Zanbouk"), ("Gao", "Gao")]),
    ("fr", "Mali: un pont est tombé", [("Mali", "Mali")]),
    ("fr", "Un pont est tombé à El-Fasher.", [("El-Fasher", "El Fasher")]),
    ("es", "Un puente cayó en Jartum.", [("Jartum", "Khartoum")]),
    ("es", "Un puente cayó en el norte de Malí.", [("Malí", "Mali")]),
    ("es", "Un puente cayó en la Franja de Gaza.", [("Franja de Gaza", "Gaza Strip")]),
    ("es", "Rusia lo negó.", []),
    ("es", "Un puente cayó en Alepo y Damasco.", [("Alepo", "Aleppo"), ("Damasco", "Damascus")]),
    ("es", "Un puente cayó en la aldea de Zanbuk.", [("Zanbuk", "Zanbuk")]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), PLACES, ids=[t[:40] for _, t, _ in PLACES])
def test_names_of_places(language: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert [(p.text, p.name) for p in read(text, language, PACKS).places] == expected


TIMES: list[tuple[str, str, str]] = [
    ("fr", "lundi", "2024-03-04"),
    ("fr", "dans la nuit de lundi à mardi", "2024-03-04TNI"),
    ("fr", "le 26 janvier 2024", "2024-01-26"),
    ("fr", "hier", "2024-03-07"),
    ("fr", "la semaine dernière", "2024-W09"),
    ("fr", "il y a trois jours", "2024-03-05"),
    ("fr", "en mars 2023", "2023-03"),
    ("fr", "aujourd'hui", "2024-03-08"),
    ("fr", "la veille", "2024-03-07"),
    ("es", "el lunes", "2024-03-04"),
    ("es", "la noche del sábado al domingo", "2024-03-02TNI"),
    ("es", "el 26 de enero de 2024", "2024-01-26"),
    ("es", "anoche", "2024-03-07TNI"),
    ("es", "la semana pasada", "2024-W09"),
    ("es", "hace tres días", "2024-03-05"),
    ("es", "en marzo de 2023", "2023-03"),
    ("es", "el próximo lunes", "2024-03-11"),
    ("es", "el lunes pasado", "2024-03-04"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "words", "value"), TIMES, ids=[f"{r[0]} {r[1]}" for r in TIMES])
def test_times(language: str, words: str, value: str) -> None:
    before = "Le pont est tombé" if language == "fr" else "El puente cayó"
    assert [t.value for t in read(f"{before} {words}.", language).times] == [value]


NAMES: list[tuple[str, str, list[tuple[str, bool]]]] = [
    ("fr", "Ouédraogo a dit que le pont est tombé.", [("Ouédraogo", False)]),
    ("fr", "Selon Moussa Traoré, la route est fermée.", [("Moussa Traoré", False)]),
    ("fr", "Le ministre de la Défense, Jean Inventé, nie.", [("Jean Inventé", True)]),
    ("fr", "Selon le ministre, Moussa Traoré a fui.", [("Moussa Traoré", False)]),
    ("fr", "Certains ont fui. Aucun n'a parlé.", []),
    ("es", "Guanga dijo que el puente cayó.", [("Guanga", False)]),
    ("es", "Según María Inventada, la carretera está cerrada.", [("María Inventada", False)]),
    ("es", "Vecinos han huido. Muchos dijeron que no vuelven.", []),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), NAMES, ids=[t[:40] for _, t, _ in NAMES])
def test_whose_names_are_private(language: str, text: str, expected: list[tuple[str, bool]]) -> None:
    assert [(n.text, n.public) for n in read(text, language, PACKS).names] == expected


def test_who_struck_stands_before_the_verb_or_behind_by() -> None:
    for text, language, who in (
        ("L'armée ukrainienne a bombardé le village.", "fr", "ukraine"),
        ("Le village a été bombardé par l'armée russe.", "fr", "russia"),
        ("El Ejército ruso bombardeó la aldea.", "es", "russia"),
        ("La aldea fue bombardeada por el Ejército ucraniano.", "es", "ukraine"),
        ("Des obus sont tombés près de l'armée russe.", "fr", None),
    ):
        [claim] = [c for s in read(text, language, ("ukraine",)).statements for c in s.claims]
        assert (claim.actor.camp if claim.actor else None) == who, text
