"""When? Times that the rules of a language read; published on 8 March 2024."""

from __future__ import annotations

import pytest
from surface_read import read

TIMES: list[tuple[str, str, list[tuple[str, str]]]] = [
    ("ru", "С начала суток закрыты три школы.", [("С начала суток", "2024-03-08")]),
    ("ru", "Вечером рухнул мост.", [("Вечером", "2024-03-08TEV")]),
    ("ru", "Вечером 5 марта рухнул мост.", [("Вечером 5 марта", "2024-03-05TEV")]),
    ("ru", "Мост рухнул в 18.40.", [("в 18.40", "2024-03-08T18:40")]),
    ("ru", "Цены выросли в 18.40 раза.", []),
    ("ru", "Мост рухнул накануне.", [("накануне", "2024-03-07")]),
    ("ru", "Он жил там в 2015-2017 годах.", [("в 2015-2017 годах", "2015/2017")]),
    ("uk", "Від початку доби зачинено три школи.", [("Від початку доби", "2024-03-08")]),
    ("uk", "Увечері впав міст.", [("Увечері", "2024-03-08TEV")]),
    ("uk", "Міст упав о 18.40.", [("о 18.40", "2024-03-08T18:40")]),
    ("uk", "Він жив там у 2015-2017 роках.", [("у 2015-2017 роках", "2015/2017")]),
    ("uk", "Минулої доби впав міст.", [("Минулої доби", "2024-03-07")]),
    ("uk", "Він чекав три роки.", [("три роки", "P3Y")]),
]


@pytest.mark.parametrize(("language", "text", "expected"), TIMES, ids=[t[:40] for _, t, _ in TIMES])
def test_times_of_a_sentence(language: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert [(t.text, t.value) for t in read(text, language).times] == expected
