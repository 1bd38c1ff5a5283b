"""Words of war that tell of none (courts, sport, shops, films), and deeds that nobody vouches for."""

from __future__ import annotations

import pytest
from surface_read import read

from rashomon.model import Claim

PACKS = ("sahel", "ukraine", "syria")

NONE = [
    ("fr", "Une grève des enseignants frappe les écoles de Bamako."),
    ("fr", "Le film raconte la prise de Gao."),
    ("fr", "L'équipe de Bamako attaque dès le début."),
    ("fr", "Le match a fait exploser le stade de joie à Gao."),
    ("fr", "Le pouvoir exécutif a présenté son budget à Bamako."),
    ("fr", "Le chercheur explore le désert près de Tombouctou."),
    ("fr", "Le ministre s'est déplacé à Gao."),
    ("fr", "Le journal est tiré à dix mille exemplaires à Bamako."),
    ("fr", "Une manifestation culturelle se tient à Bamako."),
    ("fr", "Le contrôle technique coûte cher à Bamako."),
    ("fr", "Elle occupe le poste de maire à Gao."),
    ("fr", "Les passagers sont pris en otage par la grève à Bamako."),
    ("fr", "La bataille des prix fait rage à Bamako."),
    ("fr", "Le syndicat attaque la réforme devant le tribunal de Bamako."),
    ("fr", "La hausse des prix tue le commerce à Bamako."),
    ("es", "El Ejecutivo presentó su presupuesto en Bogotá."),
    ("es", "La empresa ejecuta obras en Bogotá."),
    ("es", "El desierto florece cerca de Bogotá."),
    ("es", "El ministro se ha desplazado a Cali."),
    ("es", "El delantero disparó al palo en el partido de Bogotá."),
    ("es", "Los precios se dispararon a niveles récord en Bogotá."),
    ("es", "El equipo de Bogotá atacó por la banda derecha."),
    ("es", "La película narra la toma de Tumaco."),
    ("es", "Un choque entre dos buses dejó atascos en Bogotá."),
    ("es", "El jugador tomó el control del balón en Bogotá."),
    ("es", "El gobierno bombardeó a la prensa con comunicados."),
    ("es", "El diálogo social avanza hacia un pacto en Bogotá."),
    ("es", "La víctima de la estafa vive en Bogotá."),
    ("es", "El periodista atacó al ministro en un artículo en Bogotá."),
    ("es", "La campaña mató el rumor en Bogotá."),
]

DEEDS = [
    ("fr", "Deux frappes ont visé Gao.", "airstrike"),
    ("fr", "Une frappe a visé le camp de Gao.", "airstrike"),
    ("fr", "Les soldats ont exécuté dix bergers à Gao.", "killing"),
    ("fr", "Le village a dénoncé l'exécution de dix bergers.", "killing"),
    ("fr", "Cent soldats ont déserté à Gao.", "defection"),
    ("es", "El ejército ejecutó a dos pastores en Tumaco.", "killing"),
    ("es", "Los rebeldes dispararon contra un bus en Tumaco.", "shelling"),
    ("es", "Cien soldados desertaron en Tumaco.", "defection"),
]


def claims(text: str, language: str) -> list[Claim]:
    return [c for s in read(text, language, PACKS).statements for c in s.claims]


@pytest.mark.parametrize(("language", "text"), NONE, ids=[t[:45] for _, t in NONE])
def test_what_is_no_war(language: str, text: str) -> None:
    assert [(c.kind, c.words) for c in claims(text, language)] == []


@pytest.mark.parametrize(("language", "text", "kind"), DEEDS, ids=[t[:45] for _, t, _ in DEEDS])
def test_what_their_neighbours_are(language: str, text: str, kind: str) -> None:
    assert [c.kind for c in claims(text, language)] == [kind]


HEDGED = [
    ("fr", "L'armée aurait tué trois bergers à Gao.", "happened", "aurait"),
    ("fr", "Le maire aurait été enlevé à Gao.", "happened", "aurait"),
    ("fr", "L'armée a tué trois bergers à Gao.", "happened", None),
    ("fr", "L'armée aurait pu tuer trois bergers à Gao.", "hypothetical", "aurait"),
    ("fr", "Si la pluie n'était pas tombée, l'armée aurait attaqué Gao.", "hypothetical", None),
    ("fr", "L'armée s'apprête à lancer une offensive sur Gao.", "planned", None),
    ("es", "El ejército habría matado a tres pastores en Tumaco.", "happened", "habría"),
    ("es", "El alcalde habría sido secuestrado en Tumaco.", "happened", "habría"),
    ("es", "El presunto ataque en Tumaco preocupa.", "happened", "presunto"),
    ("es", "Si no hubiera llovido, el ejército habría atacado la ciudad de Tumaco.", "hypothetical", None),
    ("es", "El ejército se dispone a lanzar una ofensiva sobre Tumaco.", "planned", None),
    ("uk", "Снаряд нібито влучив у школу в Ізюмі.", "happened", "нібито"),
    ("ru", "Армия якобы обстреляла школу в Изюме.", "happened", "якобы"),
    ("ar", "يقال إن الجيش قصف بلدة التل.", "happened", "يقال إن"),
]


@pytest.mark.parametrize(("language", "text", "modality", "hedge"), HEDGED, ids=[t[:45] for _, t, _, _ in HEDGED])
def test_what_nobody_vouches_for(language: str, text: str, modality: str, hedge: str | None) -> None:
    [claim] = claims(text, language)
    assert (claim.modality, claim.hedge and claim.hedge.text) == (modality, hedge)
    assert ("hedge.surface_word" in {w.rule for w in claim.why}) == (hedge is not None)
