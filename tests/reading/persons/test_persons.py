"""Which words name a private person? Sentences of ours, each with the private names that are in it."""

from __future__ import annotations

import hashlib

import pytest

from rashomon.model import Reading, Report
from rashomon.reading.pipeline import read
from rashomon.reading.rules import rules
from rashomon.world import load_world

SENTENCES: list[tuple[str, list[str]]] = [
    # A word that is something else as well is part of a person's name beside another.
    ("A shell killed May Torvik in Izium.", ["May Torvik"]),
    ("A shell killed Israel Asfaw in Adwa.", ["Israel Asfaw"]),
    ("Police arrested Prince Mukasa in Beni.", ["Prince Mukasa"]),
    ("A shell killed Adil al-Halabi in Saraqib.", ["Adil al-Halabi"]),
    ("Soldiers shot Christian Balume near Sake.", ["Christian Balume"]),
    # Or alone, where the words around say that it is a person's.
    ("A shell killed baby Sunday in Nyala.", ["Sunday"]),
    ("Malang, a baker, said shells fell on Poso.", ["Malang"]),
    ("“They shelled Adwa,” Israel said by phone.", ["Israel"]),
    ("“They shelled Douma,” Sana said by phone.", ["Sana"]),
    ("Mardini said shells fell on Douma.", ["Mardini"]),
    ("Shells killed Georgia (7) and Marib (5) in Halba.", ["Georgia", "Marib"]),
    ("A mine killed the wife of Aden near Dhamar.", ["Aden"]),
    ("A resident who gave her name as Hope said soldiers came to Sake.", ["Hope"]),
    ("KILLED IN BENI: GRACE MUKASA, SHOT BY SOLDIERS", ["GRACE MUKASA"]),
    ("Teacher Joy Mukasa Says Army Shelled Beni On Monday", ["Joy Mukasa"]),
    ("Shells hit the Torvik pharmacy in Izium.", ["Torvik"]),
    ("Watch t.me/torvik_izium for more on Izium.", ["t.me/torvik_izium"]),
    ("Killed in Izium by shelling:\n- Mark Torvik\n- Roman Orsk", ["Mark Torvik", "Roman Orsk"]),
    # Or in a headline, at a shown picture, in a list, by what takes a body or a life.
    ("Nurse Grace Banks Shot In Sake By Soldiers", ["Grace Banks"]),
    ("The girl, Sunday, was killed in Beni by a shell.", ["Sunday"]),
    ("Malang fled Adwa when soldiers came on Monday.", ["Malang"]),
    ("Iran Darroudi (pictured) was shot in Adwa.", ["Iran Darroudi"]),
    ("They met J. Hill at noon, hours before shells fell on Izium.", ["J. Hill"]),
    ("Soldiers shot Ilsa J. Hill in Izium.", ["Ilsa J. Hill"]),
    ("Soldiers dragged Bauchi out of a bus near Gwoza.", ["Bauchi"]),
    ("Among the killed in Sake:\n- Dauda, Friday\n- Eze, Patience", ["Dauda", "Friday", "Eze", "Patience"]),
    (
        "Martyrs so far: Moussa Tandia, Fatouma Gao\nArmy guns still fire on Sake.",
        ["Moussa Tandia", "Fatouma Gao"],
    ),
    # A day behind a country is no surname; a country that is a given name may have one.
    ("Ukraine accused Russia Sunday of shelling Izium.", []),
    ("The army accused Jordan Sunday of shelling Izium.", ["Jordan Sunday"]),
    # The surname of a head of state is his where the text names his state, and nobody else has it there.
    ("Putin said Russian forces had left Izium.", []),
    ("Putin said shells fell on Izium.", ["Putin"]),
    ("Marina Putin said Russian forces had left Izium. Putin said she had fled.", ["Marina Putin", "Putin"]),
    ("Assad said Syrian forces had left Douma.", []),  # a pack calls the camp of his state otherwise
    ("Lina al-Assad said shells fell on Douma. Assad said Syrian forces had left.", ["Lina al-Assad", "Assad"]),
    ("Lina al Assad said shells fell on Douma. Assad said Syrian forces had left.", ["Lina al Assad", "Assad"]),
    # Who commands the forces of states holds a public office.
    ("The head of AU forces, Arvo Mell, said shells fell on Adwa.", []),
    ("The head of rebel forces, Arvo Mell, said shells fell on Adwa.", ["Arvo Mell"]),
    # States, towns, peoples, forces and organisations are none, known or not; nor is who holds a public office.
    ("France said shells killed 12 Palestinians in the Gaza Strip.", []),
    ("Washington said the Red Brigades had left Izium on Monday.", []),
    ("The Falcon Front said it fought the M23 near Kabalekasha.", []),
    ("Foreign Minister Alvar Quist said so. Quist left on Friday.", []),
    ("Rebels burned houses in the village of Kabalekasha on Monday.", []),
    ("Bashar al-Assad spoke on Monday; later Assad left.", []),
    ("Kharkiv Governor Ihor Vasko said six people were killed.", []),
    ("General Idris Hamo, the head of the army, said six people were killed.", []),
    ("The Orsk regime shelled Izium. Orsk denied it.", []),
    # Nor are things: told by a noun beside them, by what organisations alone do, by plain English words, by name.
    ("The newspaper Yeni Fener said shells killed six people in Afrin.", []),
    ("Zarqin, the state news agency, said shells killed six people in Afrin.", []),
    ("Harpan said it had killed six soldiers in Afrin. Shells of Harpan fell on Sake.", []),
    ("A Zarqin spokesman said so. The bank owed Zarqin money.", []),
    ("Zarqin drones killed six people in Izium.", []),
    ("International Law forbids it, and so does Chapter VII of the Charter.", []),
    ("Lashkar-e-Zarq denied that it had killed six people in Afrin.", []),
    ("Saudi Aramco said a rocket hit a plant near Jeddah.", []),
    ("He said he and I saw them shoot; I don't know why, but I've seen it before.", []),
    ("The statement of 09-07-2014 named nobody.", []),
    ("Army Shelling Kills Farmers In Izium On Monday", []),
    # A place that no gazetteer has is none where its sentence tells a place, and a person where it tells one.
    ("Gunmen attacked Dhusa Weyn on Monday, killing four people.", []),
    ("Rebels captured Dhusa Weyn after two days of clashes.", []),
    ("The jihadist group seized Horun from government troops.", []),
    ("Militants raided Dhusa Weyn at dawn, residents said.", []),
    ("Fighters entered Galo Yere. They left Galo Yere at night.", []),
    ("Fighting broke out in the neighbourhoods of Horun, Salif and Beit Narro.", []),
    ("A 30-year-old evacuee from Dhusa Weyn said she had lost her home.", []),
    ("The strike hit Babeska, a village in Idlib.", []),
    ("Gunmen attacked Dhusa Weyn, killing her and two others.", ["Dhusa Weyn"]),
    ("Gunmen attacked Yusuf Bala in Gwoza, killing two people.", ["Yusuf Bala"]),
    ("Militants captured Dhusa Weyn and his son.", ["Dhusa Weyn"]),
    ("Soldiers shelled Idris and his family on Monday.", ["Idris"]),
    ("Faith in Tendai Moyo was lost when soldiers killed four.", ["Tendai Moyo"]),
    ("Idris, a village elder, was shot in Sake by soldiers.", ["Idris"]),
    # Lands that act as countries do, peoples, bodies of several, forms of the calendar, genitives without a mark.
    ("Somaliland said three soldiers died; Puntland denied it.", []),
    ("The Farmers' Relief Committee said soldiers had killed four in Sake.", []),
    ("It began in mid-September, before Eid al Fitr, the pan-Arab daily said.", []),
    ("Rebels who are mostly Chechens and Turkmens attacked the town of Sake.", []),
    ("The U.S. authorities need to figure out what went wrong, the group said.", []),
    ("The army has begun a major Izium offensive.", []),
    ("MSFs president condemned the five-year war.", []),
    ("The network called Raqqa Watches said a strike killed ten in Raqqa. Raqqa is held by IS.", []),
    ("The paper called Tendai Moyo a spy before gunmen killed two.", ["Tendai Moyo"]),
    ("About 250000-275000 civilians are left, says resolution 2254 (2015).", []),
    ("Call Idris Mbala on 0770 123 4567.", ["Idris Mbala", "0770 123 4567"]),
    # Lists below their line, calls, and who is told to be something that only a person is.
    ("The army shelled Nduga on Monday. Names of the dead\nMelati\nJava\nSunday", ["Melati", "Java\nSunday"]),
    ("FREE JIHAD ABU ROUS! Soldiers arrested two men in Beit Lahia.", ["JIHAD ABU ROUS"]),
    ("“Khost is a spy and led the planes to Tarinkot,” the Saffron Front said.", ["Khost"]),
    ("Ayomide: “They shelled Igangan on Monday, six people were killed.”", ["Ayomide"]),
    ("Clémentine: “They shelled Igangan on Monday, six people were killed.”", ["Clémentine"]),
    ("Witness Grace Armstrong Describes Army Attack That Killed Six In Sake", ["Grace Armstrong"]),
    # What somebody is told to be may begin with what things are: only the last noun counts.
    ("Tendai Moyo, a bank manager, was found near Sake after soldiers killed four.", ["Tendai Moyo"]),
    ("Shells killed four in Sake, said Tendai Moyo, a newspaper editor.", ["Tendai Moyo"]),
    ("Tendai Moyo, a member of the group, said shells fell on Poso.", ["Tendai Moyo"]),
    ("Tendai Moyo, a driver for the agency, said shells fell on Poso.", ["Tendai Moyo"]),
    ("Tendai Moyo, a man with a rifle, was shot in Poso.", ["Tendai Moyo"]),
    ("Tendai Moyo, one of the party, said shells fell on Poso.", ["Tendai Moyo"]),
    ("Zarqin, one of the rebel groups in Sake, said shells fell on Poso.", []),
    ("Zarqin, an alliance of rebel groups, said shells killed six people.", []),
    ("Tendai Moyo, a publisher, said shells fell on Poso.", ["Tendai Moyo"]),
    ("Zarqin, a newspaper, said shells killed six people in Afrin.", []),
    ("Anna of Izium was killed on Monday by soldiers.", ["Anna"]),
    ("A member of the rebel group Zarqin told Reuters it had left Izium.", []),
    ("A member of the rebel group Tendai Moyo told Reuters soldiers had left.", ["Tendai Moyo"]),
    # Lists of places that end in what they are; what is located; parts of a place; vicinities and migrations.
    ("Shells fell on Torvik and Orsk neighbourhoods on Monday, killing six people.", []),
    ("They sent word to Torvik and Orsk villages were shelled on Monday.", ["Torvik", "Orsk"]),
    ("Soldiers took Horun Ridge that is located near Sake on Monday.", []),
    ("Raids on rural Izium and in the vicinity of Horun killed six people.", []),
    ("He migrated to Horun when soldiers killed his sons.", []),
    ("Horun is a stronghold of rebels. Soldiers shelled Sake and Horun.", []),
    ("They came from a village called Horun, and fled when shells fell on it.", []),
    ("Soldiers went up Jurd (mountain) at night, and shelled Sake.", []),
    ("Soldiers shot Idris (Mister Tall) Horun near Sake.", ["Idris", "Mister Tall", "Horun"]),
    # What is made, groups that are listed, bodies of several words, acronyms of mixed letters, beliefs.
    ("They took machine guns and Israeli-made Torvik guns in Sake.", []),
    ("Groups like Zarqin and the Falcon Front hold Izium.", []),
    ("Shells hit the post of Lions of Dawn Brigade in Izium on Monday.", []),
    ("Idris of Dawn Brigade said shells hit a post in Izium.", ["Idris"]),
    ("The SyAAR said its planes had struck Izium; Islamophobia was on the rise.", []),
    ("The Ministry of Foreign Affairs and Expatriates said shells fell on Douma.", []),
    ("Yemen's northern neighbour said shells fell on Douma.", []),
    ("Syria's southern neighbour Israel said shells fell on Douma.", []),
    ("Her neighbour Israel was shot in Douma.", ["Israel"]),
    # States that are members, and whom a state's name says to be from it.
    ("Permanent member Russia denied that it had shelled Douma.", []),
    ("Four guards and a woman visiting from Georgia were killed on Monday.", []),
    ("Arvo Mell of Georgia was killed in Sake by soldiers.", ["Arvo Mell"]),
    ("The health law known as Torvikcare was passed before shells fell on Izium.", []),
    ("They follow the Prophet Muhammad. Soldiers shot Muhammad in Izium.", ["Muhammad"]),
    # An office behind a comma is one of a state; who is kin to an office or heads a class holds none.
    ("Alvar Quist, the Syrian president, said shells fell on Poso.", []),
    ("Tendai Moyo, a cousin of President Quist, was shot in Sake.", ["Tendai Moyo"]),
    ("Tendai Moyo, the school president, was shot in Sake.", ["Tendai Moyo"]),
    ("Tendai Moyo, an army spokesman's son, was shot in Sake.", ["Tendai Moyo"]),
    # A shell has done it, no group; and who tells it in between is no description.
    ("Harpan said it had killed six soldiers in Afrin.", []),
    ("Tendai Moyo said it had destroyed her house when the shell fell on Poso.", ["Tendai Moyo"]),
    ("Soldiers took the phone of Tendai Moyo, an aid group said.", ["Tendai Moyo"]),
    # A first name that opens a sentence and speaks, whatever the parse takes it for.
    ("Elias Torvik, a baker, said shells hit Izium. Elias said the army had left.", ["Elias Torvik", "Elias"]),
    ("Elias said the army killed four people in Izium.", ["Elias"]),
    # What fronts are called by is somebody's first name, too.
    ("Ansar Torvik, 34, was in Izium when soldiers shelled it.", ["Ansar Torvik"]),
    ("Ansar Torvik was shot in Izium by soldiers.", ["Ansar Torvik"]),
    ("Ansar al-Zarq was accused of shelling Izium.", []),
    ("The army denied that its men had shelled the hills of Lashkar-e-Zarq", []),
    ("Liwaa Zarqin said it had killed six soldiers in Afrin.", []),
    # Somebody's name right behind a place's.
    ("In Aleppo Zarqov said that soldiers had left.", ["Zarqov"]),
    ("Soldiers left, and in Aleppo Dana Zarqov was shot.", ["Dana Zarqov"]),
    # The surname of a ruler names him where the text speaks of his power, and nothing speaks of somebody else.
    ("Putin said shells fell on Douma.", ["Putin"]),
    ("Putin said shells fell on Douma. Putin's forces had left.", []),
    ("Assad, a baker, said shells fell on Douma. Assad's forces shelled it.", ["Assad"]),
    ("Activist Assad said troops loyal to Assad shelled Douma.", ["Assad"]),
    ("Assad Hamdan, 12, was shot. Assad said the Assad regime did it.", ["Assad Hamdan", "Assad"]),
]

WHY: list[tuple[str, str, str]] = [
    # For a private person. Of one name several rules may tell: here the first that does.
    ("name.unreal", "Torvik", "Torvik (not her real name) said soldiers shelled Homs."),
    ("name.age", "Marib", "Shells killed Georgia (7) and Marib (5) in Halba."),
    ("name.possession", "Torvik", "Torvik's brother was shot in Homs by soldiers."),
    ("name.called", "Torvik", "A woman called Torvik said soldiers shelled Homs."),
    ("name.numbered", "Torvik", "Patient 31, Torvik, was moved to Homs before shells fell."),
    ("name.for", "Torvik", "Lawyers for Torvik said shells fell on Homs."),
    ("name.for", "Torvik", "A funeral for Torvik was held in Homs after the shelling."),
    ("name.who_is", "Mara Torvik", "Who is Mara Torvik? Soldiers shelled Homs on Monday."),
    ("name.who_is", "Mara Torvik", "Justice for Mara Torvik! Soldiers shelled Homs on Monday."),
    ("name.of", "Torvik", "The body of Torvik was found in Homs after the shelling."),
    ("name.role", "Dawn Fields", "Teacher Dawn Fields Says Army Shelled Homs"),
    ("name.object", "Arab", "Soldiers arrested Arab in Homs on Monday."),
    ("name.object", "so myat kyu", "soldiers killed so myat kyu, the Valley Monitor said."),
    ("name.object", "MARA TORVIK", "ARMY SHELLS HOMS AND KILLS MARA TORVIK"),
    ("name.object", "HOPE TORVIK GRACE ORSK", "SOLDIERS KILL HOPE TORVIK GRACE ORSK IN HOMS"),
    ("name.object", "Georgia Jordan", "Soldiers shot Georgia Jordan in Homs."),
    ("name.list", "GRACE MUKASA", "KILLED IN BENI: GRACE MUKASA, SHOT BY SOLDIERS"),
    ("name.agent", "Torvik", "Soldiers shelled Homs on Monday, according to Torvik."),
    ("name.agent", "Ilse Torvik", "A report written by Ilse Torvik said soldiers shelled Homs."),
    ("name.undergone", "Torvik", "A Torvik was seen before soldiers shelled Homs."),
    ("name.undergone", "Dawn", "Dawn Shot Dead In Homs By Soldiers"),
    ("name.undergone", "Dawn Hope Banks", "Dawn Hope Banks Shot Dead In Homs By Soldiers"),
    ("name.undergone", "Dawn Fields", "Homs: Dawn Fields Shot Dead"),
    ("name.appositive", "Malang", "Malang, a baker, said shells fell on Poso."),
    ("name.acts", "Malang", "Malang fled Adwa when soldiers came on Monday."),
    ("name.speech", "Torvik", "The Syrian Army Torvik said it had left Homs."),
    ("name.personally", "Israel", "“They shelled Adwa,” Israel said by phone."),
    ("name.row", "Marib", "Marib, Israel and Torvik were shot in Homs."),
    ("name.row", "Monday", "Soldiers shot Monday and Israel Asfaw in Homs."),
    ("name.row", "Marib", "Israel Asfaw, Marib, was shot in Homs."),
    ("name.nickname", "Idris", "Soldiers shot Idris “the Fox” Horun near Sake."),
    ("name.nickname", "Sunday", "Soldiers shot Sunday (Mister Tall) Horun near Sake."),
    ("name.again", "Mara", "Mara Torvik was shot in Homs. Mara had left Aleppo."),
    ("name.small_site", "Orlov", "The Orlov Clinic in Homs was shelled by soldiers."),
    ("name.small_site", "Arvo Mell", "Arvo Mell Street in Homs was shelled by soldiers."),
    # Days and countries that are somebody's names, and that are not.
    ("name.called", "Sunday", "The rebels called Sunday a spy before soldiers shelled Homs."),
    ("name.known", "Sunday", "The rebels called Sunday for a truce in Homs."),
    ("name.appositive", "Sunday", "A talk with Sunday, who sold bread, was on the air before soldiers shelled Homs."),
    ("name.appositive", "Sunday", "A talk with Sunday, his brother, was on the air before soldiers shelled Homs."),
    ("name.known", "Sunday", "A talk on Sunday was on the air before soldiers shelled Homs."),
    ("name.speech", "Georgia Jordan", "Georgia Jordan said soldiers shelled Homs."),
    ("name.known", "Saudi Arabia Turkey", "Saudi Arabia Turkey said soldiers shelled Homs."),
    ("name.appositive", "Georgia", "A talk with Georgia, missing since soldiers shelled Homs, was on the air."),
    # In a table's column of names, in a list below its line, before what somebody says.
    ("name.table", "Georgia", "NAME | TOWN\nGeorgia | Marib\nSoldiers shelled Homs on Monday."),
    ("name.known", "Marib", "Name\tAge\tTown\nGeorgia\t34\tMarib\nSoldiers shelled Homs on Monday."),
    ("name.table", "Sunday", "TOWN | VICTIM\nMarib | Georgia\nHoms | Sunday\n\nSoldiers shelled Homs on Monday."),
    ("name.known", "Homs", "TOWN | VICTIM\nMarib | Georgia\nHoms | Sunday\n\nSoldiers shelled Homs on Monday."),
    ("name.list", "Georgia", "Killed in Homs:\n- Georgia\n- Sunday\nSoldiers shelled Homs on Monday."),
    ("name.list", "Sunday", "Killed in Homs:\n- Georgia\n- Sunday\nSoldiers shelled Homs on Monday."),
    ("name.transcript", "Georgia", "Georgia: “They shelled us on Monday.”"),
    ("name.transcript", "Marib", "Q: Who shelled Homs on Monday?\nGeorgia: Soldiers did.\nMarib: I saw them."),
    ("name.known", "Marib", "Marib: Soldiers shelled Homs on Monday."),
    ("name.contact", "0770 123 4567", "Call Idris Mbala on 0770 123 4567."),
    ("name.unknown", "Torvik", "The writers of Torvik's paper left when shells fell on Homs."),
    # For something else, or for who holds an office.
    ("name.official", "Bashar al-Assad", "Bashar al-Assad spoke on Monday."),
    ("name.office", "Ihor Vasko", "Kharkiv Governor Ihor Vasko said six people were killed."),
    ("name.introduced", "Quist", "Foreign Minister Alvar Quist said so. Quist left on Friday."),
    ("name.head_noun", "Torvik Council", "The Torvik Council said shells fell on Homs."),
    ("name.head_noun", "Nusra Front Council", "The Nusra Front Council said shells fell on Homs."),
    ("name.head_noun", "Torvik", "Torvik.com said soldiers shelled Homs on Monday."),
    ("name.pack", "Nusra Front", "The Nusra Front said shells fell on Homs."),
    ("name.thing", "Zarqin", "Zarqin, a newspaper, said shells killed six people in Afrin."),
    ("name.common", "Route", "Soldiers shelled Homs, Route 66 said."),
    ("name.unknown", "Hope", "Soldiers shelled Homs, and Hope 3 was hit."),
    ("name.owner", "Torvik", "Shells fell at Torvik junction in Homs on Monday."),
    ("name.article", "Orsk", "The Orsk regime shelled Izium. Orsk denied it."),
    ("name.landmark", "Golden Torvik", "Shells fell on the Golden Torvik hotel in Homs."),
    ("name.preposition", "Camp Torvik", "Camp Torvik was shelled by soldiers on Monday."),
    ("name.head_before", "Torvik", "Operation Torvik began when soldiers shelled Homs."),
    ("name.known", "HOMS", "ARMY SHELLS HOMS AND KILLS MARA TORVIK"),
    ("name.known", "Arab", "Soldiers arrested Arab men in Homs on Monday."),
    ("name.known", "Sunni", "Soldiers shot a Sunni and Israel Asfaw in Homs."),
    ("name.known", "Marib", "Israel Asfaw from Marib, Georgia was shot in Homs."),
]

FILLER = "The shells fell all night and nobody could leave the cellars until the guns had stopped. " * 6
WITHOUT_COMMAS: list[tuple[str, list[str]]] = [
    # Of reports that lost commas, apostrophes and full stops.
    ("The rebels took the AIRPORT On Friday shells fell again.", []),
    ("Shells killed six civilians In the same context soldiers left Aleppo.", []),
    ("After that She said they had left for Aleppo.", ["She"]),
    ("They had left. She said the shells fell on Aleppo.", []),
    ("Three people were hurt in Hasaka In a relevant context soldiers left Aleppo.", []),
    ("In Aleppo Zarqov said that soldiers had left.", ["Zarqov"]),
    ("A photo by Arvo Mell (arvomell) September 5 2016 shows shells on Aleppo.", ["Arvo Mell"]),
    ("35 Civilians Killed in Raids on Rural Aleppo the council said.", []),
    ("Clashes broke out between Aleppos Kurdish defenders and the army.", []),
    ("The writer Gwen Torvik of Horizon Quarterly a publication that counts shells was there.", ["Gwen Torvik"]),
    ("After Aleppo Ill see what the rest of the group does.", []),
    ("Soldiers shot Arvo Mell a group captain in Aleppo.", ["Arvo Mell"]),
    ("Soldiers shot Arvo Mell Friday in Aleppo.", ["Arvo Mell Friday"]),
    # a people's name in the second half of a wrapped line
    (
        "Shells hit Aleppo on Monday and killed three people there, said the resident Arvo\nKurdish, who was in it.",
        ["Arvo\nKurdish"],
    ),
    # in small letters, words that are names as well, behind what is done to persons
    ("shelling on monday killed so myat kyu, the Valley Monitor said.", ["so myat kyu"]),
    ("shelling on monday killed more than kyu, the Valley Monitor said.", ["kyu"]),
]


def reading_of(text: str, language: str = "en") -> Reading:
    sha = hashlib.sha256(text.encode()).hexdigest()
    report = Report("r", text, sha, published="2024-03-12", language=language)
    ((_, reading),) = read([report], load_world(["syria"]))
    assert reading is not None
    return reading


@pytest.mark.parametrize(("text", "private"), SENTENCES)
def test_private_names_are_found_and_nothing_else(text: str, private: list[str]) -> None:
    names = reading_of(text).names
    assert names is not None
    assert [n.text for n in names if not n.public] == private
    assert all(text[n.span.start : n.span.end] == n.text for n in names)
    assert {n.rule for n in names} <= rules().keys()


@pytest.mark.parametrize(("rule", "name", "text"), WHY)
def test_why_a_name_is_taken_for_what_it_is(rule: str, name: str, text: str) -> None:
    names = reading_of(text).names
    assert names is not None
    assert [n.rule for n in names if n.text == name][:1] == [rule]


@pytest.mark.parametrize(("text", "private"), WITHOUT_COMMAS)
def test_texts_that_lost_their_commas(text: str, private: list[str]) -> None:
    names = reading_of(FILLER + text).names
    assert names is not None
    assert [n.text for n in names if not n.public] == private


def test_who_is_a_private_person_is_nothing_else_to_those_who_come_after() -> None:
    said = reading_of("“The army shelled Douma on Monday and killed three people,” Sana said by phone.").statements
    assert [s.speaker.entity for s in said if s.speaker.name == "Sana"] == [None]
    assert "Mary" not in {p.text for p in reading_of("Shells killed Mary in Izium on Monday.").places}


@pytest.mark.parametrize(
    ("text", "places"),
    [
        # Whoever stands in a row with a person is one, also where the name is a town's or no list has it.
        ("Shelling killed the brothers Pavel, Toma and Yuri Savin in Sumy on Monday.", {"Sumy"}),
        ("Shelling killed the sisters Mira, Valencia and Sana Haddad in Homs on Monday.", {"Homs"}),
        ("Police detained the cousins Ilya, Bago and Donets Savin in Homs, activists said.", {"Homs"}),
        ("Warplanes bombed Valencia Torvik's house in Izium on Monday, activists said.", {"Izium"}),
        ("Soldiers shot dead Mari, Tirga and Vera Orlova near Homs on Monday, activists said.", {"Homs"}),
        # In a row of places nobody is.
        ("Activists said that the army shelled Homs, Hama and Idlib on Monday.", {"Homs", "Hama", "Idlib"}),
        ("Rebels shelled Kishishe and Rutshuru on Monday, the army said.", {"Kishishe", "Rutshuru"}),
    ],
)
def test_a_person_in_a_row_is_no_place(text: str, places: set[str]) -> None:
    assert {p.text for p in reading_of(text).places} == places


def test_a_text_without_capitals_tells_no_names() -> None:
    assert (
        reading_of("الجيش قصف المدينة يوم الاثنين وقتل ثلاثة من السكان، قال خالد الحلبي للصحفيين في المساء.").names
        is None
    )
    assert (
        reading_of("the army shelled the town on monday and killed three people, said khaled, who lives there.").names
        is None
    )


@pytest.mark.parametrize("name", ["Sana Karrel", "Hawar Tolm", "Arvo Mell"])
def test_a_street_that_bears_a_persons_name_hides_it_though_an_agency_is_called_so(name: str) -> None:
    names = reading_of(f"A monitor said shells fell on {name} Street in Saraqib on Monday, killing three people.").names
    assert [n.public for n in names if n.text == name] == [False]


@pytest.mark.parametrize(
    ("text", "sorts"),
    [
        ("Shells fell near Gaza City.", {"Gaza City": "place"}),
        ("MEXICO CITY (AP) - Shells fell.", {"MEXICO CITY": "place"}),
        ("The West Bank was quiet at noon.", {"West Bank": "place"}),
        ("She works at the World Bank.", {"World Bank": "organisation"}),
        ("He banked at the Orla City Bank.", {"Orla City Bank": "organisation"}),
    ],
)
def test_a_place_whose_name_ends_as_organisations_do(text: str, sorts: dict[str, str]) -> None:
    names = reading_of(text).names or ()
    assert {n.text: n.sort for n in names if n.text in sorts} == sorts
