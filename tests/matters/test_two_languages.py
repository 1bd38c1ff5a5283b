"""An incident told in two languages is one, and its neighbours are others: by places' ids, days, kinds, counts."""

from __future__ import annotations

import itertools
from dataclasses import replace

from rashomon.bench.leaks import frozen
from rashomon.matters import gather
from rashomon.model import Report
from rashomon.reading.readers import read
from rashomon.world import load_world

TOLD = [ # incident, language, published, text
  ("market", "ar", "2013-08-12",
   "قصفت قوات النظام سوق بلدة بنش يوم 11 آب ما أدى إلى مقتل سبعة مدنيين، بحسب ناشطين."),
  ("market", "en", "2013-08-12",
   "The army shelled Binnish in Idlib on 11 August, killing seven, activists said."),
  ("ten days on", "ar", "2013-08-22",
   "قصفت قوات النظام بلدة بنش يوم 21 آب وقتل تسعة مدنيين، بحسب ناشطين."),
  ("bridge", "ru", "2022-07-05",
   "В результате ракетного удара по Изюму 4 июля погибли 33 человека, сообщили спасатели."),
  ("bridge", "uk", "2022-07-05",
   "Внаслідок ракетного удару по Ізюму 4 липня загинули 33 людини, повідомили рятувальники."),
  ("elsewhere", "ru", "2022-07-05",
   "В результате ракетного удара по Чугуеву 4 июля погибли два человека, сообщили спасатели."),
  ("station", "ar", "2022-04-02",
   "قتل 17 شخصا في قصف صاروخي على مدينة كراماتورسك أمس الجمعة، وفق السلطات الأوكرانية."),
  ("station", "ru", "2022-04-02",
   "При ракетном ударе по Краматорску 1 апреля погибли 17 человек, заявили украинские власти."),
  ("later", "en", "2022-04-20",
   "A missile strike on Kramatorsk on 18 April killed one person, Ukrainian authorities said."),
  ("theatre", "uk", "2022-03-19",
   "Російські літаки скинули бомбу на школу в Маріуполі 18 березня, повідомила міська рада."),
  ("theatre", "en", "2022-03-19",
   "Russian planes dropped a bomb on a school in Mariupol on 18 March, the city council said."),
]  # fmt: skip


def told(number: int, language: str, published: str, text: str) -> Report:
    return replace(frozen(text), id=f"r{number}", language=language, published=published, outlet=f"Outlet {language}")


def test_incidents_told_in_two_languages() -> None:
    world = load_world(["syria", "ukraine"])
    reports = [told(n, *row[1:]) for n, row in enumerate(TOLD)]
    matters = gather([(r, x) for r, x in read(reports, world) if x], world)
    of: dict[str, set[str]] = {}
    for matter in matters:
        for r, (incident, *_) in zip(reports, TOLD, strict=True):
            if any(claim.startswith(r.key) for p in matter.positions for claim in map(str, p.claims)):
                of.setdefault(str(matter.incident), set()).add(f"{incident} {r.language}")
    pairs = {frozenset(p) for there in of.values() for p in itertools.combinations(sorted(there), 2)}
    assert pairs == {
        frozenset({"market ar", "market en"}),
        frozenset({"bridge ru", "bridge uk"}),
        frozenset({"station ar", "station ru"}),
        frozenset({"theatre uk", "theatre en"}),
    }
