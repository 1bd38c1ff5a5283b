"""A small export made by hand for the tests of `sharing` and of the brief: an invented war, with all statuses, private
persons who speak and are spoken of, a protected site, torture, hostile markup and a right-to-left quotation."""

# ruff: noqa: E501 (tables of statements and claims, one a line)
from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from functools import cache
from types import SimpleNamespace
from typing import Any

from rashomon.model import (
    Claim,
    Count,
    Matter,
    Means,
    Name,
    Part,
    Party,
    Place,
    Position,
    Reading,
    Reason,
    Report,
    Span,
    Speaker,
    Statement,
    TitleName,
    Toll,
    When,
)
from rashomon.reading.persons.find import find_names
from rashomon.reading.persons.marks import Known, known_of
from rashomon.world.kind_files import load_kinds
from rashomon.world.kind_words import lexicon, load_sites, load_weapons
from rashomon.world.known_sides import NO_WORDS, label_of

NAMES = ("Jonah Brasc", "Mirel Tavesh", "Oslin Dray", "Tamsin Keld")
"""The private persons of the sample: none may be met under the default profile."""

NOWHERE = Span(0, 0)
HOSTILE = "<script>alert('x')</script>"


def _entity(
    id_: str, name: str, camp: str, *aliases: str, type: str = "organisation", role: str = "", official: bool = False
) -> Any:
    return SimpleNamespace(
        id=id_,
        name=name,
        aliases=(name, *aliases),
        camp=camp,
        type=type,
        role=role,
        official=official,
        organ=False,
        named=True,
    )


ENTITIES = {
    e.id: e
    for e in [
        _entity("army", "Arvessan army", "government", "General Command", role="military"),
        _entity("interior", "Interior Ministry", "government", role="government"),
        _entity("ans", "Arvessa News Service", "government", "ANS", role="state_media"),
        _entity("corvan", "Corvan Defence Ministry", "corvany", role="government"),
        _entity("charter", "Charter Coalition", "opposition", role="political_body"),
        _entity("valde", "Sorin Valde", "opposition", "Valde", type="person", role="leader", official=True),
        _entity("imn", "Ilve Media Network", "opposition", "IMN", role="media"),
        _entity("vrm", "Varrish Rights Monitor", "monitor", role="monitor"),
        _entity("lantern", "Lantern Relief", "humanitarian", role="humanitarian"),
    ]
}
CAMPS = {
    "government": "Government",
    "corvany": "Corvany",
    "opposition": "Opposition",
    "monitor": "Monitors",
    "humanitarian": "Humanitarian",
    "local": "People of the place",
}
_PLACES: dict[str, tuple[float | None, float | None, float | None, str, str | None, str | None]] = {
    "Kastrel": (39.05, -40.75, 3.0, "locality", "Upper Ilve", None),
    "Eastgate": (39.051, -40.70, 0.8, "vicinity", "Upper Ilve", "Kastrel"),
    "Ondessa": (38.31, -39.31, 6.0, "locality", "Varrish", None),
    "Luthmar": (38.07, -38.61, 2.0, "locality", "Varrish", None),
    "Brellin": (38.36, -40.34, 1.5, "locality", "Lower Ilve", None),
    "Dereny": (37.82, -40.54, 12.0, "vicinity", "Lower Ilve", None),
    "Ilve": (38.60, -40.40, 70.0, "admin2", None, None),
    "Tolmere": (37.2, -41.12, 7.0, "locality", "Maravel", None),
    "Sefanu": (37.46, -40.80, 2.0, "locality", "Maravel", None),
    "Three Wells": (None, None, None, "unresolved", None, None),
    "Arvessa": (38.15, -40.05, 170.0, "country", None, None),
    "Corvany": (41.0, -44.0, 200.0, "country", None, None),
}
_AREAS = {
    "Upper Ilve": (39.15, -40.70, 45.0),
    "Lower Ilve": (38.15, -40.35, 45.0),
    "Varrish": (38.1, -39.0, 50.0),
    "Maravel": (37.3, -41.05, 50.0),
}


class _Gazetteer:
    demonyms: dict[str, str] = {"arvessan": "XA", "corvan": "XB"}  # noqa: RUF012

    def named(self, key: str) -> tuple[Any, ...]:
        return ()

    def is_capital(self, entry: Any) -> bool:
        return False

    def find(self, name: str) -> tuple[Any, ...]:
        if name == "Arvessa":
            return (SimpleNamespace(feature="country", country="XA", lat=38.15, lon=-40.05, radius_km=170.0),)
        if name in _AREAS:
            lat, lon, radius = _AREAS[name]
            return (SimpleNamespace(feature="admin1", country="XA", lat=lat, lon=lon, radius_km=radius),)
        return ()


def world() -> Any:
    """A world as far as `share` looks at one: the invented pack, the real kinds and sites, a gazetteer of four areas."""
    pack = SimpleNamespace(
        camps={k: SimpleNamespace(id=k, label=v, allies=frozenset()) for k, v in CAMPS.items()},
        entities=ENTITIES,
        metonyms={},
        modifiers=(SimpleNamespace(word="Arvessan", camp="government"), SimpleNamespace(word="Corvan", camp="corvany")),
        outlets={"ilve direct": "imn", "ans.example": "ans"},
        places=(),
        descriptors=(SimpleNamespace(phrases=("residents", "the rebels")),),
        force_nouns=frozenset({"troops"}),
        sides=NO_WORDS,
        camp_label=lambda camp: CAMPS.get(camp) or label_of(camp),
        home=("XA",),
    )
    kinds = load_kinds()
    return SimpleNamespace(
        packs=pack,
        kinds=kinds,
        lexicon=lexicon(kinds),
        sites=load_sites(),
        weapons=load_weapons(),
        places=_Gazetteer(),
        sha256="0" * 64,
    )


def speaker(
    text: str, name: str, role: str, camp: str, entity: str | None = None, *, named: bool = True
) -> dict[str, Any]:
    return {"text": text, "name": name, "role": role, "camp": camp, "entity": entity, "named": named}


def narrator(outlet: str) -> dict[str, Any]:
    return speaker("", outlet, "media", "narrator")


def claim(kind: str, trigger: str, place: str | None = None, **more: Any) -> dict[str, Any]:
    return {"kind": kind, "trigger": trigger, "place": place, **more}


def report(
    id_: str,
    text: str,
    *statements: dict[str, Any],
    outlet: str = "Ilve Direct",
    published: str = "2019-05-14",
    also: Sequence[str] = (),
    **more: Any,
) -> tuple[Report, Reading]:
    """A report and its reading; spans are found by their words, each at its first occurrence."""
    if text.count("Tolmere:"):
        more["parts"] = (Part("dateline", _span(text, "Tolmere:")),)
    rep = Report(
        id_,
        text,
        hashlib.sha256((id_ + text).encode()).hexdigest(),
        outlet=outlet,
        published=published,
        language="en",
        **more,
    )
    places: list[Place] = []
    counts: list[Count] = []
    for name in also:
        places.append(place(name, _span(text, name)))
    made: list[Statement] = []
    for i, s in enumerate(statements):
        claims = tuple(
            _claim(f"{rep.key}-{i}-{j}", c, text, published, places, counts) for j, c in enumerate(s.get("claims", ()))
        )
        who, at = s["speaker"], text.index(s["content"][0])
        made.append(
            Statement(
                f"{rep.key}-{i}",
                s.get("manner", "indirect"),
                s.get("stance", "reports"),
                None,
                Speaker(
                    who["name"],
                    who["text"] or None,
                    _near(text, who["text"], at) if who["text"] else None,
                    who["role"],
                    who["camp"],
                    who["entity"],
                    who["named"],
                ),
                None,
                tuple(_near(text, c, at) for c in s.get("cue", ())),
                tuple(_span(text, c) for c in s["content"]),
                claims,
            )
        )
    reading = Reading(
        id_,
        outlet,
        published,
        "en",
        rep.sha256,
        "0.1.0",
        "0" * 64,
        tuple(made),
        tuple(places),
        (),
        tuple(counts),
        None,
        None,
        names=names_of(text),
        title_names=tuple(TitleName(*n.span, n.text, n.sort, n.public, n.rule) for n in names_of(rep.title or "")),
    )
    return rep, reading


ENGLISH = frozenset(
    [
        "the",
        "a",
        "at",
        "shells",
        "shelling",
        "fighters",
        "rebels",
        "residents",
        "nobody",
        "people",
        "we",
        "they",
        "it",
        "clashes",
    ]
)


@cache
def _known() -> Known:
    return known_of.__wrapped__(world(), (ENGLISH, ENGLISH))


def names_of(text: str) -> tuple[Name, ...]:
    """What the reading would say of the names in a text, where it knew the sample's places and no grammar."""
    places = [Span(*m.span()) for name in _PLACES for m in re.finditer(rf"\b{name}\b", text)]
    return find_names(text, _known(), places)


def _span(text: str, words: str) -> Span:
    at = text.index(words)
    return Span(at, at + len(words))


def _near(text: str, words: str, at: int) -> Span:
    """The occurrence of the words that is nearest to a position."""
    starts = [i for i in range(len(text)) if text.startswith(words, i)]
    start = min(starts, key=lambda i: abs(i - at))
    return Span(start, start + len(words))


def place(name: str, span: Span = NOWHERE) -> Place:
    lat, lon, radius, precision, admin1, within = _PLACES[name]
    gazetteer = None if lat is None else f"pack:{name}"
    return Place(span, name, name, lat, lon, radius, precision, "XA", admin1, gazetteer, within)  # type: ignore[arg-type]


def _claim(id_: str, c: dict[str, Any], text: str, published: str, places: list[Place], counts: list[Count]) -> Claim:
    index = None
    if c["place"]:
        places.append(place(c["place"], _span(text, c["place"]) if c["place"] in text else Span(0, 0)))
        index = len(places) - 1
    which = []
    for what, low, high in c.get("counts", ()):
        counts.append(Count(_span(text, c["trigger"]), str(low), what, "people", low, high, low == high, None))
        which.append(len(counts) - 1)
    start, end = c.get("date", (None, published))

    def party(key: str) -> Party | None:
        if key not in c:
            return None
        words, camp, *rest = c[key]
        return Party(words, _span(text, words) if words in text else None, camp, *rest)

    return Claim(
        id_,
        c["kind"],
        None,
        None,
        c.get("polarity", "affirmed"),
        c.get("modality", "happened"),
        party("actor"),
        party("target"),
        party("holder"),
        Means(c["means"][0], _span(text, c["means"][0]), c["means"][1]) if "means" in c else None,
        index,
        None,
        None,
        None,
        Reason(c["reason"], _span(text, c["reason"])) if "reason" in c else None,
        When(start, end, "precise" if start else "imprecise", None, "text" if start else "published"),
        tuple(which),
        _span(text, c["trigger"]),
    )


def matter(
    id_: str, kind: str, claim_kind: str, question: str, where: str | None, date: tuple[str | None, str | None] | None,
    status: str, reason: str, *positions: Position, incident: str | None = None, **more: Any,
) -> Matter:  # fmt: skip
    at = place(where) if where else None
    return Matter(
        id_, incident or f"i-{id_}", question, kind, claim_kind, where, at.lat if at else None, at.lon if at else None,  # type: ignore[arg-type]
        date, status, more.get("disputed", ()), more.get("conceded_by", ()), reason, positions,  # type: ignore[arg-type]
    )  # fmt: skip


def position(
    camp: str,
    answer: str | Toll,
    ids: Sequence[tuple[tuple[Report, Reading], int, int]],
    origins: int = 1,
    polarity: str = "affirmed",
) -> Position:
    said = [(r, g.statements[i], g.statements[i].claims[j]) for (r, g), i, j in ids]
    return Position(
        camp,
        answer,
        polarity,  # type: ignore[arg-type]
        origins,
        tuple(c.id for _, _, c in said),
        tuple(dict.fromkeys(r.id for r, _, _ in said)),
        tuple(dict.fromkeys(s.speaker.name for _, s, _ in said)),
        (),
    )


def sample() -> tuple[list[Matter], list[tuple[Report, Reading]]]:
    """Eleven matters over six reports."""
    activists = speaker("activists", "activists", "activist", "opposition", named=False)
    ilve = report(
        "/home/keld/case/ilve.html",
        "Kastrel has not fallen, say activists\n\n"
        "Tolmere: The Arvessan army claims to have captured Kastrel, the last city that rebels hold on the upper Ilve. "
        "Reporters could not reach it on Tuesday.\n\n"
        "“The city of Kastrel is not lost,” said Jonah Brasc, 31, a photographer who lives behind the tannery. "
        "“They hold two streets, and they paid for every house.”\n\n"
        "A former army captain who defected in February and now coordinates from across the border said Corvan rockets had "
        "struck Eastgate. The Ilve Media Network also reported shelling of Eastgate, where Mirel Tavesh, 9, was wounded.\n\n"
        "The Charter Coalition acknowledged on Tuesday that its fighters had left Brellin. “We left Brellin because the bridge "
        "was gone,” said Sorin Valde, its chairman.\n",
        {"speaker": activists, "manner": "headline", "cue": ["say"], "content": ["Kastrel has not fallen"],
         "claims": [claim("control", "fallen", "Kastrel", polarity="denied", holder=("army", "government"))]},
        {"speaker": speaker("The Arvessan army", "Arvessan army", "military", "government", "army"), "stance": "claims", "cue": ["claims"],
         "content": ["to have captured Kastrel"], "claims": [claim("control", "captured", "Kastrel", holder=("The Arvessan army", "government", "army"))]},
        {"speaker": speaker("Jonah Brasc, 31, a photographer", "Jonah Brasc", "activist", "opposition"), "manner": "direct", "cue": ["said"],
         "content": ["The city of Kastrel is not lost", "They hold two streets, and they paid for every house."],
         "claims": [claim("control", "lost", "Kastrel", polarity="denied")]},
        {"speaker": speaker("A former army captain who defected in February and now coordinates from across the border", "A former army captain",
                            "military", "opposition", named=False), "cue": ["said"],
         "content": ["Corvan rockets had struck Eastgate"], "claims": [claim("shelling", "struck", "Eastgate", actor=("Corvan", "corvany"))]},
        {"speaker": speaker("The Ilve Media Network", "Ilve Media Network", "media", "opposition", "imn"), "cue": ["also reported"],
         "content": ["shelling of Eastgate, where Mirel Tavesh, 9, was wounded"],
         "claims": [claim("shelling", "shelling", "Eastgate", target=("Mirel Tavesh", "unknown"))]},
        {"speaker": speaker("The Charter Coalition", "Charter Coalition", "political_body", "opposition", "charter"), "stance": "acknowledges",
         "cue": ["acknowledged"], "content": ["its fighters had left Brellin"],
         "claims": [claim("withdrawal", "left", "Brellin", actor=("its fighters", "opposition"), date=("2019-05-13", "2019-05-14"))]},
        {"speaker": speaker("Sorin Valde", "Sorin Valde", "leader", "opposition", "valde"), "manner": "direct", "cue": ["said"],
         "content": ["We left Brellin because the bridge was gone"],
         "claims": [claim("withdrawal", "We left", "Brellin", reason="because the bridge was gone", date=("2019-05-13", "2019-05-14"))]},
        title="Kastrel has not fallen, say activists", url="https://ilve-direct.example/2019/kastrel", author="Tamsin Keld", also=("Ilve", "Tolmere"),
    )  # fmt: skip
    ans = report(
        "ans-1",
        "Units of the army took full control of Kastrel on Monday, the General Command said in a statement. Fighters who laid "
        "down their arms were being registered.\n\nThe General Command said that rebels had been driven from Brellin the same day. "
        "It put the number killed at Ondessa at four, all of them fighters.\n\nThe Interior Ministry said no convoy would pass to "
        "Kastrel while the city was being searched.\n",
        {"speaker": speaker("the General Command", "Arvessan army", "military", "government", "army"), "cue": ["said in a statement"],
         "content": ["Units of the army took full control of Kastrel on Monday"],
         "claims": [claim("control", "took full control", "Kastrel", holder=("the army", "government"), date=("2019-05-13", "2019-05-13"))]},
        {"speaker": speaker("The General Command", "Arvessan army", "military", "government", "army"), "cue": ["said that"],
         "content": ["rebels had been driven from Brellin the same day"],
         "claims": [claim("withdrawal", "driven", "Brellin", date=("2019-05-13", "2019-05-13"))]},
        {"speaker": speaker("The General Command", "Arvessan army", "military", "government", "army"), "stance": "estimates", "cue": ["put"],
         "content": ["the number killed at Ondessa at four, all of them fighters"],
         "claims": [claim("casualties", "killed", "Ondessa", counts=[("killed", 4, 4)], date=("2019-05-11", "2019-05-11"))]},
        {"speaker": speaker("The Interior Ministry", "Interior Ministry", "government", "government", "interior"), "cue": ["said"],
         "content": ["no convoy would pass to Kastrel while the city was being searched"],
         "claims": [claim("aid_blocked", "no convoy would pass", "Kastrel")]},
        outlet="Arvessa News Service", url="https://ans.example/1",
    )  # fmt: skip
    meridian = report(
        "meridian.xml#3",
        "An air strike on Ondessa on 11 May killed at least 12 people, the Varrish Rights Monitor said. Aircraft from Corvany had dropped "
        "two bombs on the bus station, it said.\n\nThe Corvan Defence Ministry denied that its aircraft had bombed Ondessa. “No Corvan "
        "aircraft flew that day,” it said.\n\nOne post read: “لم يسقط بيتنا”, and IMN reported that clashes went on in Eastgate.\n",
        {"speaker": speaker("the Varrish Rights Monitor", "Varrish Rights Monitor", "monitor", "monitor", "vrm"), "cue": ["said"],
         "content": ["An air strike on Ondessa on 11 May killed at least 12 people"],
         "claims": [claim("airstrike", "air strike", "Ondessa", counts=[("killed", 12, None)], date=("2019-05-11", "2019-05-11"))]},
        {"speaker": speaker("the Varrish Rights Monitor", "Varrish Rights Monitor", "monitor", "monitor", "vrm"), "cue": ["it said"],
         "content": ["Aircraft from Corvany had dropped two bombs on the bus station"],
         "claims": [claim("airstrike", "dropped two bombs", "Ondessa", actor=("Aircraft from Corvany", "corvany"), date=("2019-05-11", "2019-05-11"))]},
        {"speaker": speaker("The Corvan Defence Ministry", "Corvan Defence Ministry", "government", "corvany", "corvan"), "stance": "denies",
         "cue": ["denied"], "content": ["its aircraft had bombed Ondessa"],
         "claims": [claim("airstrike", "bombed", "Ondessa", polarity="denied", actor=("its aircraft", "corvany"), date=("2019-05-11", "2019-05-11"))]},
        {"speaker": speaker("IMN", "Ilve Media Network", "media", "opposition", "imn"), "cue": ["reported"],
         "content": ["لم يسقط بيتنا”, and IMN reported that clashes went on in Eastgate"],
         "claims": [claim("clash", "clashes", "Eastgate", date=("2019-05-13", "2019-05-14"))]},
        outlet="The Meridian", published="2019-05-12", url="https://meridian.example/brasc-jonah-photographer",
    )  # fmt: skip
    northline = report(
        "northline.txt",
        f"Lantern Relief said its trucks have been kept out of Kastrel for nearly 20 days. {HOSTILE} “We stand at the last "
        "checkpoint with flour,” said Oslin Dray, who drives for the agency.\n\nResidents of Luthmar said shells hit the hospital in Luthmar "
        "on Sunday.\n\nActivists said clashes broke out in Eastgate on Monday. Rebels moved their tanks to Three Wells, the agency said.\n",
        {"speaker": speaker("Lantern Relief", "Lantern Relief", "humanitarian", "humanitarian", "lantern"), "cue": ["said"],
         "content": ["its trucks have been kept out of Kastrel for nearly 20 days"],
         "claims": [claim("aid_blocked", "kept out", "Kastrel", date=("2019-04-24", "2019-05-14"))]},
        {"speaker": speaker("Oslin Dray", "Oslin Dray", "humanitarian", "humanitarian", "lantern"), "manner": "direct", "cue": ["said"],
         "content": ["We stand at the last checkpoint with flour"], "claims": [claim("aid_blocked", "stand", "Kastrel")]},
        {"speaker": speaker("Residents of Luthmar", "Residents of Luthmar", "resident", "local", named=False), "cue": ["said"],
         "content": ["shells hit the hospital in Luthmar on Sunday"],
         "claims": [claim("shelling", "hit", "Luthmar", target=("the hospital in Luthmar", "unknown", None, "hospital"), date=("2019-05-12", "2019-05-12"))]},
        {"speaker": speaker("Activists", "activists", "activist", "opposition", named=False), "cue": ["said"],
         "content": ["clashes broke out in Eastgate on Monday"],
         "claims": [claim("clash", "clashes", "Eastgate", date=("2019-05-13", "2019-05-13"))]},
        {"speaker": speaker("the agency", "Lantern Relief", "humanitarian", "humanitarian", "lantern"), "cue": ["said"],
         "content": ["Rebels moved their tanks to Three Wells"], "claims": [claim("deployment", "moved", "Three Wells", actor=("Rebels", "opposition"))]},
        outlet="Northline",
    )  # fmt: skip
    harbour = report(
        "harbour.html",
        "Rebels brought down a helicopter near Dereny on Saturday evening. “It burned for <b>an hour</b> & nobody came,” "
        "said Tamsin Keld, a farmer. \u202eA wing lay in the road.\n",
        {"speaker": narrator("Harbour <i>Post</i>"), "manner": "narration",
         "content": ["Rebels brought down a helicopter near Dereny on Saturday evening"],
         "claims": [claim("shootdown", "brought down", "Dereny", actor=("Rebels", "opposition"), date=("2019-05-11", "2019-05-11"))]},
        {"speaker": speaker("Tamsin Keld, a farmer", "Tamsin Keld", "unknown", "unknown"), "manner": "direct", "cue": ["said"],
         "content": ["It burned for <b>an hour</b> & nobody came"], "claims": [claim("shootdown", "burned", "Dereny", date=("2019-05-11", "2019-05-11"))]},
        outlet="Harbour <i>Post</i>", url="javascript:alert(1)", title="<img src=x onerror=alert(1)> Helicopter down",
    )  # fmt: skip
    quennet = report(
        "quennet.txt",
        "A nurse said guards tortured detainees at Sefanu. The Varrish Rights Monitor said that men had been tortured at Sefanu.\n",
        {"speaker": speaker("A nurse", "A nurse", "medic", "local", named=False), "cue": ["said"],
         "content": ["guards tortured detainees at Sefanu"], "claims": [claim("torture", "tortured", "Sefanu")]},
        {"speaker": speaker("The Varrish Rights Monitor", "Varrish Rights Monitor", "monitor", "monitor", "vrm"), "cue": ["said that"],
         "content": ["men had been tortured at Sefanu"], "claims": [claim("torture", "had been tortured", "Sefanu")]},
        outlet="Quennet Letter", published="2019-05-10",
    )  # fmt: skip
    monday, saturday = ("2019-05-13", "2019-05-14"), ("2019-05-11", "2019-05-11")
    matters = [
        matter("m01", "control", "control", "Has Kastrel fallen to government forces?", "Kastrel", (None, "2019-05-14"), "disputed",
               "The government says its army took Kastrel; activists and Jonah Brasc deny it.",
               position("government", "yes, government forces hold it", [(ilve, 1, 0), (ans, 0, 0)]),
               position("opposition", "no", [(ilve, 0, 0), (ilve, 2, 0)], 2, "denied"), disputed=("whether",)),
        matter("m02", "death_toll", "airstrike", "How many people were killed at Ondessa?", "Ondessa", saturday, "disputed",
               "Four, says the government; at least 12, says a monitor: both can't be true.",
               position("monitor", Toll(12, None), [(meridian, 0, 0)]), position("government", Toll(4, 4), [(ans, 2, 0)]),
               incident="i-ondessa", disputed=("how_many",)),
        matter("m03", "responsibility", "airstrike", "Whose aircraft bombed Ondessa?", "Ondessa", saturday, "disputed",
               "A monitor names Corvany; Corvany denies it.",
               position("monitor", "Corvany", [(meridian, 1, 0)]),
               position("corvany", "not Corvany", [(meridian, 2, 0)], polarity="denied"), incident="i-ondessa", disputed=("who",)),
        matter("m04", "occurrence", "withdrawal", "Did opposition fighters leave Brellin?", "Brellin", monday, "conceded",
               "The Charter Coalition, which speaks for the opposition, acknowledged the loss that the government reported.",
               position("government", "yes", [(ans, 1, 0)]), position("opposition", "yes", [(ilve, 5, 0), (ilve, 6, 0)], 1),
               conceded_by=("opposition",)),
        matter("m05", "occurrence", "aid_blocked", "Is aid kept out of Kastrel?", "Kastrel", ("2019-04-24", "2019-05-14"), "agreed",
               "Lantern Relief and the Interior Ministry say the same of Kastrel.",
               position("humanitarian", "yes", [(northline, 0, 0), (northline, 1, 0)], 1), position("government", "yes", [(ans, 3, 0)])),
        matter("m06", "occurrence", "clash", "Was there fighting in Eastgate?", "Eastgate", monday, "one_camp",
               "Only the opposition says so, from two origins.",
               position("opposition", "yes", [(northline, 3, 0), (meridian, 3, 0)], 2)),
        matter("m07", "occurrence", "shelling", "Was Eastgate shelled?", "Eastgate", (None, "2019-05-14"), "one_camp",
               "Only the opposition says so, from two origins.",
               position("opposition", "yes", [(ilve, 3, 0), (ilve, 4, 0)], 2)),
        matter("m08", "occurrence", "shootdown", f"Was a helicopter brought down near Dereny? {HOSTILE}", "Dereny", saturday, "one_origin",
               "All of it rests on one origin.", position("narrator", "yes", [(harbour, 0, 0), (harbour, 1, 0)])),
        matter("m09", "occurrence", "shelling", "Was the hospital in Luthmar shelled?", "Luthmar", ("2019-05-12", "2019-05-12"), "one_origin",
               "All of it rests on residents of Luthmar.", position("local", "yes", [(northline, 2, 0)])),
        matter("m10", "occurrence", "deployment", "Did rebels move to Three Wells?", "Three Wells", None, "one_origin",
               "All of it rests on one origin.", position("humanitarian", "yes", [(northline, 4, 0)])),
        matter("m11", "occurrence", "torture", "Were detainees tortured at Sefanu?", "Sefanu", None, "one_camp",
               "A monitor and a nurse say so.", position("monitor", "yes", [(quennet, 0, 0), (quennet, 1, 0)])),
    ]  # fmt: skip
    return matters, [ilve, ans, meridian, northline, harbour, quennet]
