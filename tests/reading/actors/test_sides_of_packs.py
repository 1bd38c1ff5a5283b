"""What each shipped pack makes of a sentence: whose account it is, and whom a loaded word means in whose mouth."""

from __future__ import annotations

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from rashomon.model import Report, Span
from rashomon.reading import pipeline
from rashomon.world import load_world


@pytest.fixture(scope="module")
def nlp() -> Language:
    """One pipeline for all: whose names it looks for hangs on the document."""
    return pipeline.load(load_world(("ukraine",)))


def read(nlp: Language, pack: str, text: str, published: str | None = None) -> Doc:
    report = Report("r", text, "0" * 64, published=published, language="en")
    return nlp(pipeline.make_doc(nlp, report, Span(0, len(text)), load_world((pack,))))


SPEAKERS = [
    # Ukraine: both spellings of a name, the state's organs, the two republics, those whom Russia installed
    ("ukraine", "President Volodymyr Zelenskiy said two drones hit the depot.", "ukraine"),
    ("ukraine", "Ukraine's General Staff said its troops had left the village.", "ukraine"),
    ("ukraine", "Kyiv denied that its missiles had hit the school.", "ukraine"),
    ("ukraine", "Pro-Russian separatists said the shells came from the north.", "donbas_separatists"),
    ("ukraine", "Eduard Basurin said nine shells fell on the suburb.", "dpr"),
    ("ukraine", "A Russian-installed official said the bridge was hit by rockets.", "russia"),
    ("ukraine", "Vladimir Saldo said the ferry had sunk.", "russia"),
    ("ukraine", "OSCE monitors said they heard forty explosions.", "monitor"),
    ("ukraine", "Belarusian officials said a drone fell near the border.", "belarus"),
    ("ukraine", "The State Emergency Service of Ukraine said three people were pulled from the rubble.", "ukraine"),
    # Israel, the Palestinians, Lebanon: a ministry of Hamas's, one of the Authority's, one that the words do not tell
    ("israel-palestine", "The Gaza Health Ministry said 14 people were killed in the strike.", "hamas"),
    ("israel-palestine", "The Palestinian Red Crescent said its ambulance came under fire.", "humanitarian"),
    ("israel-palestine", "Palestinian officials said the road was closed.", "palestine"),
    ("israel-palestine", "Mahmoud Abbas said the crossing must open.", "palestinian_authority"),
    ("israel-palestine", "The IDF said it had struck a launcher.", "israel"),
    ("israel-palestine", "Lebanon's health ministry said six people were wounded.", "lebanon"),
    ("israel-palestine", "Hizballah said its fighters had fired rockets at the barracks.", "hezbollah"),
    ("israel-palestine", "Settlers said stones were thrown at their car.", "israeli_settlers"),
    ("israel-palestine", "The Gaza Humanitarian Foundation said nobody was shot at its site.", "unknown"),
    ("israel-palestine", "UNRWA said its school had been hit.", "un"),
    # Yemen: two administrations, the coalition, the south
    ("yemen", "Yahya Saree said the ship was hit by a missile.", "houthis"),
    ("yemen", "Yemen's internationally recognized government said a drone hit the terminal.", "yemen"),
    ("yemen", "The Saudi-led coalition said it had intercepted two drones.", "saudi_led_coalition"),
    ("yemen", "The Southern Transitional Council said its men held the airport.", "stc"),
    ("yemen", "Emirati officials said the base was empty.", "united_arab_emirates"),
    ("yemen", "The Yemeni army said it had taken the hill.", "unknown"),
    # the South Caucasus
    ("caucasus", "Nikol Pashinian said the border village was shelled.", "armenia"),
    ("caucasus", "Azerbaijan's Defense Ministry said one soldier was killed.", "azerbaijan"),
    ("caucasus", "Azeri officials said the road was open.", "azerbaijan"),
    ("caucasus", "The Nagorno-Karabakh Defense Army said two drones were shot down.", "artsakh"),
    ("caucasus", "Tbilisi said Russian jets had bombed the port.", "georgia"),
    ("caucasus", "Eduard Kokoity said the town was burning.", "south_ossetia"),
    ("caucasus", "EU monitors in Georgia said the checkpoint had moved.", "monitor"),
    # Iraq
    ("iraq", "The Peshmerga said they had taken the ridge.", "kurdistan_region"),
    ("iraq", "Kurdish officials said the pipeline was hit.", "kurdistan_region"),
    ("iraq", "The Popular Mobilization Forces said four fighters were killed.", "pmf"),
    ("iraq", "Kataib Hezbollah said it had fired at the base.", "islamic_resistance_in_iraq"),
    ("iraq", "The US-led coalition said it had struck a bunker.", "us_coalition"),
    ("iraq", "Iraq's Joint Operations Command said the district was retaken.", "iraq"),
    ("iraq", "Moqtada al-Sadr said his men would leave the square.", "sadrists"),
    ("iraq", "Iraq Body Count said 61 civilians died that week.", "monitor"),
]


@pytest.mark.parametrize(("pack", "sentence", "camp"), SPEAKERS)
def test_whose_account_it_is(nlp: Language, pack: str, sentence: str, camp: str) -> None:
    assert [s.speaker.camp for s in read(nlp, pack, sentence)._.statements] == [camp]


DATED = [
    ("ukraine", "Petro Poroshenko said the truce had held.", "2016-03-01", "ukraine"),
    ("ukraine", "Petro Poroshenko said the truce had held.", "2021-03-01", "unknown"),
    ("ukraine", "Valerii Zaluzhnyi said the line had held.", "2023-03-01", "ukraine"),
    ("ukraine", "Alexander Borodai said the line had held.", "2014-07-01", "dpr"),
    ("ukraine", "Alexander Borodai said the line had held.", "2023-07-01", "russia"),
    ("israel-palestine", "Naftali Bennett said the strike was planned.", "2022-01-01", "israel"),
    ("israel-palestine", "Naftali Bennett said the strike was planned.", "2024-01-01", "unknown"),
    ("yemen", "Tareq Saleh said the city was lost.", "2017-05-01", "gpc"),
    ("yemen", "Tareq Saleh said the city was lost.", "2022-05-01", "yemen"),
    ("yemen", "Ali Abdullah Saleh said the city was lost.", "2011-05-01", "yemen"),
    ("caucasus", "Mikheil Saakashvili said tanks had crossed the line.", "2008-08-09", "georgia"),
    ("caucasus", "Mikheil Saakashvili said tanks had crossed the line.", "2016-08-09", "unknown"),
    ("iraq", "Saddam Hussein said the city would stand.", "2003-04-01", "iraq"),
    ("iraq", "Saddam Hussein said the city would stand.", "2004-07-01", "baath_regime"),
    ("iraq", "Nouri al-Maliki said the city would be retaken.", "2014-06-11", "iraq"),
]


@pytest.mark.parametrize(("pack", "sentence", "published", "camp"), DATED)
def test_an_office_is_held_for_a_time(nlp: Language, pack: str, sentence: str, published: str, camp: str) -> None:
    assert [s.speaker.camp for s in read(nlp, pack, sentence, published)._.statements] == [camp]


LEFT_OPEN = [
    # a name within another's, words that both sides use, a place that tells where and not who
    ("israel-palestine", "Fatah al-Islam fighters left the camp.", {"fatah_al_islam"}),
    ("israel-palestine", "A drone of Kataib Hezbollah hit the port.", {"islamic_resistance_in_iraq"}),
    ("israel-palestine", "Palestinian gunmen fired at the bus.", {"unknown"}),
    ("israel-palestine", "The Beirut strike killed two people.", set()),
    ("ukraine", "The Kyiv strike killed two people.", set()),
    ("ukraine", "Chechen fighters entered the town.", {"unknown"}),
    ("ukraine", "Belarusian volunteers entered the town.", {"ukraine"}),
    ("yemen", "UAE-backed forces entered the town.", {"unknown"}),
    ("caucasus", "The Karabakh offensive lasted one day.", set()),
    ("iraq", "Kurdish militants fired at the post.", {"unknown"}),
    ("iraq", "Shiite militias fired at the post.", {"unknown"}),
]


@pytest.mark.parametrize(("pack", "sentence", "camps"), LEFT_OPEN)
def test_a_wrong_side_is_worse_than_none(nlp: Language, pack: str, sentence: str, camps: set[str]) -> None:
    found = {m.camp for m in read(nlp, pack, sentence)._.mentions}
    assert camps <= found <= camps | {"unknown"}


LOADED = [
    ("ukraine", "Occupiers", "ukraine", "russia"),
    ("ukraine", "Occupiers", "russia", "unknown"),
    ("ukraine", "Neo-Nazis", "russia", "ukraine"),
    ("ukraine", "Terrorists", "ukraine", "donbas_separatists"),
    ("israel-palestine", "Occupation forces", "hamas", "israel"),
    ("israel-palestine", "Occupation forces", "united_states", "unknown"),
    ("israel-palestine", "Terrorists", "israel", "unknown"),
    ("israel-palestine", "Enemy warplanes", "hezbollah", "israel"),
    ("yemen", "Coup militias", "yemen", "houthis"),
    ("yemen", "Aggression warplanes", "houthis", "saudi_led_coalition"),
    ("caucasus", "Illegal armed formations", "azerbaijan", "artsakh"),
    ("caucasus", "Occupiers", "georgia", "russia"),
    ("iraq", "Terrorists", "turkey", "pkk"),
    ("iraq", "Terrorists", "iraq", "isis"),
]


@pytest.mark.parametrize(("pack", "word", "speaker", "meant"), LOADED)
def test_whom_a_word_means_in_whose_mouth(nlp: Language, pack: str, word: str, speaker: str, meant: str) -> None:
    doc = read(nlp, pack, f"{word} shelled the village.")
    (mention,) = [m for m in doc._.mentions if m.start == 0]
    assert mention.descriptor is not None and mention.descriptor.loaded
    assert mention.side_said_by(speaker).camp == meant
