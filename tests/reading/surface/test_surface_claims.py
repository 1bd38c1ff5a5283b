"""What is told, of where, when and how many, without a parse."""

from __future__ import annotations

import pytest
from surface_read import read

DEEDS: list[tuple[str, str, list[tuple[str, str]]]] = [
    ("ar", "قصفت قوات النظام بلدة التل.", [("shelling", "affirmed")]),
    ("ar", "قال الجيش إنه لم يقصف البلدة.", [("shelling", "denied")]),
    ("ar", "نفى الجيش قصف البلدة.", [("shelling", "denied")]),
    ("ar", "أسفرت غارة جوية عن مقتل خمسة مدنيين.", [("airstrike", "affirmed")]),
    ("ar", "قتل ستة أشخاص في هجوم على السوق.", [("casualties", "affirmed")]),
    ("ar", "اعتقلت الشرطة عشرة رجال.", [("detention", "affirmed")]),
    ("ar", "وزارة الدفاع مغلقة اليوم.", []),
    ("ar", "خرق المتمردون الهدنة.", []),
    ("ar", "سيقصف الجيش المدينة.", [("shelling", "affirmed")]),
    ("ru", "Стороны нарушили перемирие.", []),
    ("ru", "Армия обстреляла село.", [("shelling", "affirmed")]),
    ("ru", "Армия не обстреливала село.", [("shelling", "denied")]),
    ("ru", "Армия опровергла обстрел села.", [("shelling", "denied")]),
    ("ru", "В результате авиаудара погибли пять человек.", [("airstrike", "affirmed")]),
    ("ru", "Стороны договорились о перемирии.", [("agreement", "affirmed")]),
    ("ru", "Школа откроется осенью.", []),
    ("ru", "Староста пытался открыть школу.", []),
    ("ru", "Охрана пытала учителя.", [("torture", "affirmed")]),
    ("ru", "Жители требовали прекратить обстрелы.", []),
    ("ru", "Делегации начали переговоры о прекращении огня.", [("negotiation", "affirmed")]),
    ("ru", "В захваченных сёлах закрыты школы.", []),
    ("uk", "Селяни просили зупинити обстріли.", []),
    ("uk", "У звільнених селах відкрили школи.", []),
    ("uk", "Військо звільнило від загарбників три села.", [("control", "affirmed")]),
    ("uk", "Мер говорив про боротьбу проти вторгнення.", []),
    ("ar", "وصل الوسيط لوقف العمليات العسكرية.", []),
    ("ar", "زار الوفد مناطق تسيطر عليها المعارضة.", []),
    ("ar", "سيطرت المعارضة على بلدة التل.", [("control", "affirmed")]),
    ("ru", "Обстрелы не прекращаются.", [("shelling", "affirmed")]),
    ("uk", "Обстріли не припинялися.", [("shelling", "affirmed")]),
    ("ar", "لم تتوقف الاشتباكات.", [("clash", "affirmed")]),
    ("ar", "قال الحاكم إن ليس هناك بين رجال القرية أشخاص معتقلون.", [("detention", "denied")]),
    ("ru", "После обстрела армия задержала врача.", [("detention", "affirmed")]),
    ("ru", "После обстрела в городе тихо.", [("shelling", "affirmed")]),
    ("ar", "اعتقل الجيش الطبيب بعد قصف البلدة.", [("detention", "affirmed")]),
    ("uk", "Після обстрілу поліція затримала лікаря.", [("detention", "affirmed")]),
    ("uk", "Армія обстріляла село.", [("shelling", "affirmed")]),
    ("uk", "Армія спростувала обстріл села.", [("shelling", "denied")]),
    ("uk", "Поліція затримала двох чоловіків.", [("detention", "affirmed")]),
    ("uk", "У селі немає їжі та води, бо тривала облога.", [("siege", "affirmed")]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), DEEDS, ids=[t[:40] for _, t, _ in DEEDS])
def test_the_deeds_of_a_sentence(language: str, text: str, expected: list[tuple[str, str]]) -> None:
    claims = [c for s in read(text, language).statements for c in s.claims]
    assert [(c.kind, c.polarity) for c in claims] == expected


REAL = [
    ("قد يقصف الجيش المدينة.", "hypothetical"),
    ("كان الجيش قد قصف المدينة.", "happened"),
    ("أدى الحريق إلى تدمير الجسر.", "happened"),
    ("حاول الجيش قصف المدينة.", "hypothetical"),
]


@pytest.mark.parametrize(("text", "modality"), REAL, ids=[m + t[:20] for t, m in REAL])
def test_what_really_happened(text: str, modality: str) -> None:
    assert {c.modality for s in read(text, "ar").statements for c in s.claims} == {modality}


def test_who_denies_a_deed_with_nobody_named_denies_the_own() -> None:
    [claim] = [
        c for s in read("Армия России опровергла обстрел Купянска.", "ru", ("ukraine",)).statements for c in s.claims
    ]
    assert claim.actor is not None and (claim.actor.text, claim.actor.camp) == ("Армия России", "russia")


def test_whom_an_accusation_names_did_it() -> None:
    text = "Жители обвинили украинскую армию в обстреле села."
    [claim] = [c for s in read(text, "ru", ("ukraine",)).statements for c in s.claims]
    assert claim.actor is not None and claim.actor.camp == "ukraine"


COUNTS: list[tuple[str, str, list[tuple[str, str, float | None, float | None]]]] = [
    ("ar", "مقتل 12 مدنيا.", [("killed", "civilians", 12, 12)]),
    ("ar", "قتل خمسة جنود وأصيب ثمانية آخرون.", [("killed", "soldiers", 5, 5), ("injured", "people", 8, 8)]),
    ("ar", "سقوط 11 قتيلا.", [("killed", "people", 11, 11)]),
    ("ar", "مقتل ما لا يقل عن 20 شخصا.", [("killed", "people", 20, None)]),
    ("ar", "مقتل جنديين.", [("killed", "soldiers", 2, 2)]),
    ("ar", "قتل عشرات المدنيين.", [("killed", "civilians", 20, None)]),
    ("ar", "وصل 12 صحفيا إلى المدينة.", []),
    ("ru", "Погибли четыре боевика.", [("killed", "fighters", 4, 4)]),
    ("ru", "Погибли не менее 10 мирных жителей.", [("killed", "civilians", 10, None)]),
    ("ru", "Пять солдат ранены.", [("injured", "soldiers", 5, 5)]),
    ("ru", "Убиты около 30 человек.", [("killed", "people", 27, 33)]),
    ("ru", "В городе живут 300 человек.", []),
    ("uk", "Загинули щонайменше 280 мирних мешканців.", [("killed", "civilians", 280, None)]),
    ("uk", "Поранено двох військових.", [("injured", "soldiers", 2, 2)]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), COUNTS, ids=[t[:40] for _, t, _ in COUNTS])
def test_how_many_were_hurt(
    language: str, text: str, expected: list[tuple[str, str, float | None, float | None]]
) -> None:
    assert [(c.what, c.who, c.low, c.high) for c in read(text, language).counts] == expected


PLACES: list[tuple[str, str, list[tuple[str, str]]]] = [
    ("ar", "انهار جسر في دمشق.", [("دمشق", "Damascus")]),
    ("ar", "انهار جسر في سوريا وفي مدينة حلب.", [("سوريا", "Syria"), ("حلب", "Aleppo")]),
    ("ar", "زار وفد من القوات السورية الجسر.", []),
    ("ar", "وصلت القافلة إلى المدينة يوم الأحد.", []),
    ("ru", "Мост рухнул в Купянске.", [("Купянске", "Kupyansk")]),
    ("ru", "Мост рухнул в Харьковской области.", [("Харьковской области", "Kharkiv")]),
    ("ru", "Россия опровергла это.", []),
    ("ru", "Президент Украины приехал.", []),
    ("uk", "Міст упав у Бучі.", [("Бучі", "Bucha")]),
    ("uk", "Міст упав біля Києва.", [("Києва", "Kyiv")]),
    ("ar", "أعلنت موسكو ذلك بعد القصف في شمال سوريا.", [("موسكو", "Moscow"), ("سوريا", "Syria")]),
    ("ar", "المستشفى يعاني نقصا حادا.", []),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), PLACES, ids=[t[:40] for _, t, _ in PLACES])
def test_names_of_places(language: str, text: str, expected: list[tuple[str, str]]) -> None:
    packs = ("syria",) if language == "ar" else ("ukraine",)
    assert [(p.text, p.name) for p in read(text, language, packs).places] == expected


def test_a_village_that_no_list_has_keeps_its_own_name() -> None:
    [place] = read("سقطت قذيفة على قرية زنبقوش مساء.", "ar", ("syria",)).places
    assert (place.text, place.precision, place.lat) == ("زنبقوش", "unresolved", None)


@pytest.mark.parametrize(
    ("language", "text", "loose"),
    [
        ("ru", "Армия обстреляла Купянск 5 марта.", ()),
        ("ru", "В Купянске тихо, но армия, как и прежде, обстреливала село.", ("place", "time")),
        ("ar", "قصف الجيش مدينة حلب أمس.", ()),
    ],
)
def test_only_what_stands_side_by_side_is_firm(language: str, text: str, loose: tuple[str, ...]) -> None:
    [claim] = [c for s in read(text, language, ("ukraine", "syria")).statements for c in s.claims]
    assert (claim.firm, claim.loose) == (not loose, loose)


def test_the_attack_is_of_the_kind_told_before() -> None:
    text = "أغارت طائرات على بلدة التل. وقال الحاكم إن الهجوم على بلدة التل كان عنيفا."
    claims = [c for s in read(text, "ar", ("syria",)).statements for c in s.claims]
    assert [c.kind for c in claims] == ["airstrike", "airstrike"]
    assert dict(claims[1].grades)["kind"] == "reference"


BARE = [
    ("ru", "Армия обстреляла Купянск. Врач вспомнил и о столкновениях.", ["shelling"]),
    ("ru", "Армия обстреляла Купянск. Врач вспомнил о столкновениях в Изюме.", ["shelling", "clash"]),
    ("ru", "Врач вспомнил о столкновениях.", ["clash"]),
    ("uk", "Армія обстріляла Ізюм. Лікар згадав і про угоду.", ["shelling"]),
    ("ar", "قصف الجيش مدينة حلب. وتحدث الطبيب عن هدنة.", ["shelling"]),
]


@pytest.mark.parametrize(("language", "text", "kinds"), BARE, ids=[t[:40] for _, t, _ in BARE])
def test_what_is_only_mentioned_after_other_deeds_is_no_claim(language: str, text: str, kinds: list[str]) -> None:
    assert [c.kind for s in read(text, language, ("ukraine", "syria")).statements for c in s.claims] == kinds


WHERE = [
    ("ru", "В Изюме Харьковской области армия обстреляла школу.", "Izyum"),
    ("ru", "В Изюме, где нашли погибших жителей, побывал судья из Гааги.", "Izyum"),
    ("uk", "В Ізюмі під Харковом знайшли тіла мешканців.", "Izyum"),
    ("ar", "قصف الجيش سوقا في معرة النعمان بريف إدلب.", "Maarrat al-Numan"),
    ("ar", "قصف الجيش سوقا في حلب وإدلب.", "Aleppo"),
    ("ru", "В Изюме помнят удары России по Харькову.", "Kharkiv"),
    ("ru", "При поддержке Польши армия освободила три села в Изюме.", "Izyum"),
]


@pytest.mark.parametrize(("language", "text", "name"), WHERE, ids=[t[:40] for _, t, _ in WHERE])
def test_of_a_place_in_a_larger_one_the_smaller_is_where(language: str, text: str, name: str) -> None:
    reading = read(text, language, ("ukraine", "syria"))
    assert [reading.places[c.place or 0].name for s in reading.statements for c in s.claims] == [name]


def test_what_lies_in_a_town_lies_about_it() -> None:
    [street, town] = read("سقطت قذيفة في شارع زنبقوش في مدينة حلب.", "ar", ("syria",)).places
    assert (street.within, street.lat, street.radius_km) == (town.name, town.lat, 15.0)


OLD = [
    ("Армия обстреляла Купянск. Летом 2014 года армия освободила мост.", ["shelling"]),
    ("Армия обстреляла Купянск. Летом 2014 года армия освободила село в Изюме.", ["shelling", "control"]),
]


@pytest.mark.parametrize(("text", "kinds"), OLD)
def test_an_old_deed_with_no_place_of_its_own_is_no_claim(text: str, kinds: list[str]) -> None:
    assert [c.kind for s in read(text, "ru", ("ukraine",)).statements for c in s.claims] == kinds


def test_of_villages_of_one_name_the_one_in_the_province_of_the_text() -> None:
    text = "Обстреляны Чугуев и Изюм. Мост рухнул в {}."
    places = read(text.format("Авдеевке"), "ru", ("ukraine",)).places
    assert places[-1].admin1 == "Donetsk"
    chernihiv = "Обстреляны Нежин, Чернигов и Прилуки. Мост рухнул в Авдеевке."
    assert read(chernihiv, "ru", ("ukraine",)).places[-1].admin1 == "Chernihiv"


def test_a_bare_denial_denies_what_was_told_before() -> None:
    claims = [c for s in read("قصفت القوات بلدة التل. والجيش نفى ذلك.", "ar", ("syria",)).statements for c in s.claims]
    assert [(c.kind, c.polarity) for c in claims] == [("shelling", "affirmed"), ("shelling", "denied")]


KILLED_BY = [
    ("ar", "قتل راع بصاروخ سقط قرب الحظيرة.", ["shelling"]),
    ("ar", "أصيب طالبان جراء قذيفة أصابت المدرسة.", ["shelling"]),
    ("ar", "قتل سائق بلغم على طريق القرية.", ["bombing"]),
    ("ar", "قتل سائق، ثم وصل خبير بصاروخ قديم.", ["casualties"]),
    ("ru", "Фермер погиб от осколков снаряда.", ["shelling"]),
    ("ru", "Фермер погиб на мине возле сарая.", ["bombing"]),
    ("ru", "Две учительницы погибли после авиаудара.", ["airstrike"]),
    ("ru", "Фермер погиб до авиаудара.", ["casualties"]),
    ("uk", "Пасічник загинув від уламків снаряда.", ["shelling"]),
    ("uk", "Дві вчительки загинули після авіаудару.", ["airstrike"]),
]


@pytest.mark.parametrize(("language", "text", "kinds"), KILLED_BY, ids=[t[:40] for _, t, _ in KILLED_BY])
def test_what_somebody_was_killed_by_tells_how(language: str, text: str, kinds: list[str]) -> None:
    assert [c.kind for s in read(text, language).statements for c in s.claims] == kinds


LED_TO = [
    ("ar", "اندلعت اشتباكات في البلدة تسببت بمقتل تسعة رعاة.", ["clash"]),
    ("ar", "دارت معارك في حلب أسفرت عن مقتل ثلاثة طهاة.", ["clash"]),
    ("ar", "دارت معارك في حلب، ومقتل ثلاثة طهاة غرقا.", ["clash", "casualties"]),
    ("uk", "Точилися бої, внаслідок яких загинуло троє пекарів.", ["clash"]),
    ("ru", "Шли бои, в результате которых погибли три пекаря.", ["clash"]),
]


@pytest.mark.parametrize(("language", "text", "kinds"), LED_TO, ids=[t[:40] for _, t, _ in LED_TO])
def test_what_a_fight_led_to_is_told_with_it(language: str, text: str, kinds: list[str]) -> None:
    assert [c.kind for s in read(text, language, ("syria", "ukraine")).statements for c in s.claims] == kinds


BUT = [
    ("لم تشهد القرية قصفا إلا مرة واحدة.", ["affirmed"]),
    ("لم تشهد القرية قصفا سوى مرة.", ["affirmed"]),
    ("لم تشهد القرية قصفا هذا الشهر.", ["denied"]),
    ("تحدث القائد عن نفيه قصف السوق.", ["denied"]),
]


@pytest.mark.parametrize(("text", "polarity"), BUT, ids=[t for t, _ in BUT])
def test_a_denial_of_all_but_one_denies_nothing(text: str, polarity: list[str]) -> None:
    assert [c.polarity for s in read(text, "ar").statements for c in s.claims] == polarity


MEANT = [
    ("ar", "وصلت الجرافات إلى شمال مدينة حلب التي قصفها الجيش.", "Aleppo"),
    ("ar", "زار الوفد مدينة إدلب. وكان قصف المدينة الأعنف منذ معركة حلب.", "Idlib"),
    ("ar", "زار الوفد مدينة إدلب. وقال الطبيب إن الجيش قصف مدرسة في هذه المنطقة.", "Idlib"),
    ("ru", "Автобус стоял у Изюма, который армия обстреляла.", "Izyum"),
    ("ru", "Врач живёт в Изюме. По его словам, армия обстреляла школу в этом районе.", "Izyum"),
]


@pytest.mark.parametrize(("language", "text", "name"), MEANT, ids=[t[:40] for _, t, _ in MEANT])
def test_which_place_a_deed_goes_with(language: str, text: str, name: str) -> None:
    reading = read(text, language, ("ukraine", "syria"))
    assert [reading.places[c.place or 0].name for s in reading.statements for c in s.claims] == [name]


def test_the_attack_is_where_it_was_told_to_be() -> None:
    text = "هاجم المسلحون مخفرا في مدينة إدلب. وزار الوزير حلب وحلب وحلب. وأضاف الضابط أن الهجوم أسفر عن مقتل شرطي."
    reading = read(text, "ar", ("syria",))
    claims = [c for s in reading.statements for c in s.claims]
    assert [(c.kind, reading.places[c.place or 0].name) for c in claims] == [
        ("clash", "Idlib"),
        ("casualties", "Idlib"),
    ]


@pytest.mark.parametrize(
    ("text", "main", "killed"),
    [
        ("L'armée a bombardé Ségou. Dix civils ont été tués à Mopti.", "shelling", 10),
        # what was not, or is to come, is not what a text is chiefly about
        ("L'armée n'a pas bombardé Ségou. Dix civils ont été tués à Mopti.", "casualties", 10),
        ("L'armée va bombarder Ségou. Dix civils ont été tués à Mopti.", "casualties", 10),
        ("L'armée a bombardé Ségou.", "shelling", None),
        ("Ségou est calme.", None, None),
    ],
)
def test_what_a_text_is_chiefly_about(text: str, main: str | None, killed: int | None) -> None:
    reading = read(text, "fr", ("sahel",))
    kinds = {c.id: c.kind for s in reading.statements for c in s.claims}
    assert (reading.main and kinds[reading.main]) == main
    assert (reading.killed and reading.killed.low) == killed
