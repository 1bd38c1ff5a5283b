"""Where a deed was that its own words do not place, who speaks without a verb, and whom an organ passes on."""

from __future__ import annotations

import pytest
from surface_read import read, told

PLACES = [
    # a mayor speaks of his town, whatever was told before
    (
        "es",
        "ukraine",
        "Un misil cayó en Járkov. El alcalde de Mariúpol denunció que murieron tres personas.",
        "Mariúpol",
    ),
    ("ru", "ukraine", "Снаряд попал в дом в Харькове. Мэр Чернигова сообщил, что погибли трое.", "Чернигова"),
    # a denial of a kind of deed is about the one told before
    ("ru", "ukraine", "Войска обстреляли Купянск. Министерство заявило, что обстрела не было.", "Купянск"),
    # names that no list has, in the clause of a deed
    ("fr", "sahel", "Une embuscade à Zanbougou a fait onze morts.", "Zanbougou"),
    ("fr", "sahel", "L'attaque du village dogon de Zanbougou a fait onze morts.", "Zanbougou"),
    ("es", "syria", "Un avión bombardeó un convoy en Ras al Zambur.", "Ras al Zambur"),
    ("es", "israel-palestine", "Un misil cayó en el campo de refugiados de Zambucal.", "Zambucal"),
    ("ru", "ukraine", "Шесть человек погибли при обстреле в Зябкине.", "Зябкине"),
    # what is named later is not where it was
    (
        "fr",
        "sahel",
        "Dix civils ont été tués. L'armée se tait. Une enquête est ouverte. Un marché ouvre à Ségou.",
        None,
    ),
    # where nothing is nearer, what the text is about: its one place, the one named oftenest, no country beside a town
    ("fr", "sahel", "Ségou est calme. Dix civils ont été tués.", "Ségou"),
    ("fr", "sahel", "Gao est calme. Ségou attend. Ségou dort. Dix civils ont été tués.", "Ségou"),
    ("fr", "sahel", "Au Mali, tout est calme. Ségou attend. Dix civils ont été tués.", "Ségou"),
    # a country that acts is no place
    ("fr", "syria", "La France et la Russie ont mené des frappes.", None),
    # nor is where an agency wrote
    ("es", "ukraine", "Varsovia (EFE).- Un ataque dejó dos muertos, informó la policía.", None),
    # near an unlisted name that the gazetteer has in Latin letters alone
    ("ar", "libya", "أسقطت القوات طائرة مسيرة قرب ترهونة.", "ترهونة"),
    ("ar", "syria", "دخلت القوات مدينة تل أبيض مساء الأربعاء.", "تل أبيض"),
    ("ar", "syria", "وفي تدمر قصفت طائرة سوقا.", "تدمر"),
]


@pytest.mark.parametrize(("language", "pack", "text", "place"), PLACES, ids=[t for _, _, t, _ in PLACES])
def test_where_the_last_claim_of_a_text_was(language: str, pack: str, text: str, place: str | None) -> None:
    reading = read(text, language, (pack,))
    at = [c.place for s in reading.statements for c in s.claims][-1]
    assert (None if at is None else reading.places[at].text) == place


NOT_PLACES = [
    ("ru", "ukraine", "Ракета поразила корабль «Новочеркасск» в порту."),
    ("es", "haiti", "Según el ministro, Vladimir Padrino, hubo combates."),
    ("es", "iraq", "Murieron seis seguidores de Múqtada al Sadr."),
    ("ar", "israel-palestine", "ارتفعت حصيلة الشهداء إلى 83."),
    ("ru", "ukraine", "Войска заняли штаб Южного округа."),
]


@pytest.mark.parametrize(("language", "pack", "text"), NOT_PLACES, ids=[t for _, _, t in NOT_PLACES])
def test_names_of_ships_people_and_posts_are_no_places(language: str, pack: str, text: str) -> None:
    assert [p.text for p in read(text, language, (pack,)).places if p.gazetteer] == []


SPEAKERS = [
    (
        "uk",
        "Голова Сумської ОВА Іван Петренко у Telegram: «Загинули двоє жителів села».",
        "Голова Сумської ОВА Іван Петренко",
    ),
    ("ru", "Иван Петров в Telegram: «Погибли двое жителей села».", "Иван Петров"),
    ("ar", "واتهم قيادي في أحرار الشام الميليشيات الإيرانية بإطلاق النار على القافلة.", "قيادي في أحرار الشام"),
    ("ar", "اتهمت لجنة الحي قوات الدعم السريع بنهب المنازل.", "لجنة الحي"),
    ("ar", "وحملت حكومة الوفاق قوات حفتر مسؤولية القصف.", "حكومة الوفاق"),
    ("ar", "ونفى المكتب التابع لحزب الله إطلاق النار على القافلة.", "المكتب التابع لحزب الله"),
    ("ar", "ونفى المصدر ما تناقلته القنوات عن انسحاب الجيش.", "المصدر"),
    ("es", "El ELN rechazó en un comunicado su participación en la masacre.", "El ELN"),
    ("es", "El ministro, Juan Pérez, responsabilizó al ELN del atentado.", "El ministro, Juan Pérez"),
    ("fr", "Un porte-parole de l'armée a démenti tout bombardement.", "Un porte-parole de l'armée"),
    ("fr", "La société civile parle de 44 morts.", "La société civile"),
    ("ru", "В министерстве это опровергли: представитель заявил, что обстрела не было.", "представитель"),
]


@pytest.mark.parametrize(("language", "text", "who"), SPEAKERS, ids=[t for _, t, _ in SPEAKERS])
def test_who_speaks(language: str, text: str, who: str) -> None:
    assert [speaker for speaker, _, _ in told(text, language)] == [who] or [
        s.speaker.text for s in read(text, language).statements if s.speaker.span
    ] == [who]


CAMPS = [
    # whoever an organ passes on is of its side
    ("ar", "syria", "قال البنتاغون إن الطائرات قصفت الرتل. ونقلت سانا عن مصدر عسكري أن القصف أوقع قتلى.", "government"),
    # another director is not the director of the observatory
    (
        "ar",
        "syria",
        "قال مدير المرصد السوري لحقوق الإنسان إن القصف مستمر. وقال مدير المتحف سامر عبود إن المبنى دمر.",
        "unknown",
    ),
    # a mayor is of the state that his town is in
    ("ru", "ukraine", "Минобороны РФ сообщило об ударе по Краматорску. Мэр сообщил о трех погибших.", "ukraine"),
    # "the spokeswoman" is whoever was called so before
    ("es", "syria", "Una portavoz de la ONU dijo que el asedio sigue. La portavoz pidió ayuda.", "un"),
    ("es", "syria", "Las Fuerzas Democráticas Sirias denunciaron que murieron tres civiles.", "kurdish"),
]


@pytest.mark.parametrize(("language", "pack", "text", "camp"), CAMPS, ids=[t for _, _, t, _ in CAMPS])
def test_whose_side_the_last_speaker_is(language: str, pack: str, text: str, camp: str) -> None:
    assert [s.speaker.camp for s in read(text, language, (pack,)).statements if s.speaker.span][-1] == camp
