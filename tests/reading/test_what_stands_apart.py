"""What is told beside a deed and is not of it: another clause's day and place, what is only asked for or announced,
what was not prevented, who cannot act. All sentences are ours, and tell of nothing that happened."""

from __future__ import annotations

import pytest
from read_claims import claims, read

from rashomon.model import Claim, Reading

SYRIA = ("syria",)
NO_PACK: tuple[str, ...] = ()
"""Reports here are of Sunday 10 July 2016 (`read_claims.read`)."""


def of_kind(reading: Reading, kind: str) -> Claim | None:
    return next((c for c in claims(reading) if c.kind == kind), None)


POLARITIES = [
    # what was to be prevented and was not has happened
    ("The army failed to prevent the shelling of Homs on Monday.", "shelling", "affirmed"),
    ("Troops were unable to stop the attack on Homs on Monday.", "clash", "affirmed"),
    ("The truce did not stop air strikes on Homs on Monday.", "airstrike", "affirmed"),
    ("The world could do nothing to stop the bombardment of Homs.", "shelling", "affirmed"),
    ("The government failed to halt the rebel advance in Homs on Monday.", "clash", "affirmed"),
    # what was tried and did not come about has not
    ("Troops failed to take Homs on Monday.", "control", "denied"),
    ("The army has been unable to encircle Aleppo by capturing the Castello Road.", "control", "denied"),
    # who says that there is nothing in the reports denies what they tell
    (
        "Syrian state television said there was no truth whatsoever to the reports of a gas attack in Ghouta.",
        "chemical_attack",
        "denied",
    ),
    ("There is no basis for claims of a gas attack in Ghouta, the ministry said.", "chemical_attack", "denied"),
    # the comma before the speaker is lost
    (
        "Reports on the use of chemical weapons in Ghouta are totally false state news agency SANA said.",
        "chemical_attack",
        "denied",
    ),
]


@pytest.mark.parametrize(("text", "kind", "polarity"), POLARITIES)
def test_whether_it_was(text: str, kind: str, polarity: str) -> None:
    told = of_kind(read(text), kind)
    assert told is not None and told.polarity == polarity


MODALITIES = [
    ("The minister urged the withdrawal of troops from Homs.", "withdrawal", "planned"),
    (
        "The council passed a resolution which called for the deployment of observers in Aleppo.",
        "deployment",
        "planned",
    ),
    ("Since the announcement of an offensive on Aleppo, many have left.", "clash", "planned"),
    ("Rebels battled for control of Aleppo on Sunday.", "control", "planned"),
    (
        "Turkish forces launched an operation to protect its borders and secure the town of Jarabulus.",
        "control",
        "planned",
    ),
    ("Nine prisoners are to be freed in Homs on Thursday.", "release", "planned"),
    ("The bombing of Aleppo won't let up.", "bombing", "ongoing"),
    ("We would not end the truce by killing women in Homs, the rebel said.", "casualties", "hypothetical"),
    # what is only named within what may be done is no less real
    (
        "The draft would contain a call for those behind the attack on Damascus to be punished.",
        "clash",
        "happened",
    ),
    ("He called for an end to the bombardment of Homs.", "shelling", "happened"),
    ("He demanded an inquiry into the bombardment of Homs.", "shelling", "happened"),
]


@pytest.mark.parametrize(("text", "kind", "modality"), MODALITIES)
def test_whether_it_was_done_or_is_to_be(text: str, kind: str, modality: str) -> None:
    told = of_kind(read(text), kind)
    assert told is not None and told.modality == modality


DAYS = [
    # of a relative clause, a participle, an adjective: what they tell of was then
    (
        "The army captured Khaldiyeh District, which rebels have held over the past two years.",
        "control",
        None,
    ),
    (
        "Idlib province, held by rebels since March 2015, has come under heavier bombing since a truce collapsed.",
        "bombing",
        None,
    ),
    ("On 24 February a shell hit a bus with displaced families in Saraqib.", "displacement", None),
    ("Rebels keep guns that were withdrawn under a deal signed in Minsk in February.", "withdrawal", None),
    # what it was done for
    (
        "Air forces stopped bombing Aleppo to make way for a truce on Thursday, Moscow said.",
        "airstrike",
        None,
    ),
    # what was before or after
    ("Saraqib, home to 16,000 people before the invasion, has been occupied since March 2016.", "clash", None),
    ("After months of shelling, a team arrived in Homs on Sunday.", "shelling", None),
    # when the ruins were searched
    ("Three bodies were pulled on Friday from the ruins of a club in Homs.", "damage", None),
    # for how long it is to last
    ("The commission gave residents food baskets for one month in Homs.", "aid_delivered", None),
    # since something began, and not then
    ("More than 900 homes in Homs have been destroyed since the coup in February last year.", "damage", "2015-02-01"),
    ("The army shelled Homs on Saturday after an attack on Friday.", "shelling", "2016-07-09"),
    ("Troops withdrew to where they were before an April ceasefire in Homs.", "agreement", "2016-04-01"),
]


@pytest.mark.parametrize(("text", "kind", "start"), DAYS)
def test_whose_day_it_is(text: str, kind: str, start: str | None) -> None:
    told = of_kind(read(text), kind)
    assert told is not None and told.time.start == start


def test_a_day_is_no_town() -> None:
    reading = read("Gunmen killed nine men in an October 6 attack at a border crossing in Idlib province.")
    assert [p.name for p in reading.places] == ["Idlib"]


PLACES = [
    ("Rebels took over a key border crossing with Turkey at Kasab.", "control", "Kasab"),
    (
        "Terrorists fired shells and gas cylinders at al-Rawda neighborhood in Aleppo city on Friday.",
        "shelling",
        "al-Rawda",
    ),
    (
        "The commission gave residents of Homs food baskets, while two trucks are held up in Hama.",
        "aid_delivered",
        "Homs",
    ),
    (
        "Jets bombed a base in Homs on Monday in revenge for the death of airmen near Saraqib.",
        "airstrike",
        "Homs",
    ),
    ("On Thursday the group seized the Shaar oilfield east of the city of Homs.", "control", "Shaar oilfield"),
    # not where they were to go from there
    (
        "A missile struck a hall in Azaz where soldiers had been gathered before being moved to Marea.",
        "shelling",
        "Azaz",
    ),
]


@pytest.mark.parametrize(("text", "kind", "place"), PLACES)
def test_where_it_was(text: str, kind: str, place: str) -> None:
    reading = read(text)
    told = of_kind(reading, kind)
    assert told is not None and told.place is not None
    assert reading.places[told.place].text == place


LEFT = [
    ("Rebels were driven out of Damascus in May but still hold many villages.", "place.claim_before"),
    ("Rebels pulled back to Damascus in May and hold many villages.", "place.same_sentence"),
]


@pytest.mark.parametrize(("text", "rule"), LEFT)
def test_the_only_place_of_a_text_is_not_where_those_are_who_left_it(text: str, rule: str) -> None:
    assert {w.field: w.rule for w in claims(read(text))[-1].why}["place"] == rule


ELSEWHERE = [
    ("Insurgents attacked Palma on Friday. People fled to Pemba, survivors in Mueda said.", "unresolved"),
    ("A van killed 13 people in Barcelona on Friday, police said.", "locality"),
]


@pytest.mark.parametrize(("text", "precision"), ELSEWHERE)
def test_a_large_town_at_peace_is_no_battlefield_of_another_country(text: str, precision: str) -> None:
    assert read(text, NO_PACK).places[0].precision == precision


def test_of_a_region_and_its_township_that_has_no_point_the_township_is_meant() -> None:
    text = "A jet bombed a school that sheltered villagers in Sagaing Region's Pale Township on Friday."
    reading = read(text, ("myanmar",))
    told = of_kind(reading, "airstrike")
    assert told is not None and told.place is not None
    assert reading.places[told.place].text == "Pale Township"


TAKEN_UP = [
    # the one place of which the same word was told
    (
        "Jets hit a hall in Abs district on Monday. The army said a gathering in the district was struck.",
        "place.called_so",
    ),
    (
        "Jets hit the town of Azaz, and rebels held Homs. The army said a school in the town was struck.",
        "place.called_so",
    ),
    ("Rebels shelled Azaz town and Marea town on Monday. The army said fire hit the town.", "place.the_city"),
]


@pytest.mark.parametrize(("text", "rule"), TAKEN_UP)
def test_which_place_a_word_takes_up(text: str, rule: str) -> None:
    assert {w.field: w.rule for w in claims(read(text))[-1].why}["place"] == rule


def test_a_town_without_a_point_lies_in_its_province_and_not_in_the_town_of_that_name() -> None:
    reading = read("Soldiers killed eight villagers in Khin-U Township in Sagaing Region.", ("myanmar",))
    town, region = reading.places
    assert (town.lat, town.precision) == (region.lat, "admin1")


def test_a_village_far_from_the_one_province_of_a_text_is_a_namesake() -> None:
    text = (
        "Soldiers burned houses in Depayin Township, Sagaing Region. "
        "About 120 troops arrived at Ma Gyi Kan Village near Depayin on Sunday."
    )
    reading = read(text, ("myanmar",))
    assert [p.precision for p in reading.places if p.text == "Ma Gyi Kan"] == ["unresolved"]


def test_what_the_text_puts_in_a_region_is_not_its_namesake_in_another() -> None:
    reading = read("Troops took Novopokrovka in the Donetsk People's Republic on Friday.", ("ukraine",))
    village = next(p for p in reading.places if p.text == "Novopokrovka")
    assert (village.precision, village.within) == ("unresolved", "Donetsk")


BEFORE_THE_SOURCE = [
    # behind a comma of its own, what the parse hung on "said" is told
    ("The army shelled Hirak, in Daraa province, on Friday, rebels said.", "2016-07-08"),
    ("Shells killed three people in Homs, two of them children, on Friday, residents told Reuters.", "2016-07-08"),
    ("The army shelled Homs, a city in the west, late on Friday, the rebels said.", "2016-07-08"),
    ("On Friday, rebels said, the army shelled Homs.", "2016-07-08"),
    # a day behind the verb is when it was said
    ("The army shelled Homs, rebels said on Friday.", None),
    ("The army shelled Homs, rebels in the city said on Friday.", None),
]


@pytest.mark.parametrize(("text", "start"), BEFORE_THE_SOURCE)
def test_a_day_before_the_source_is_told(text: str, start: str | None) -> None:
    told = of_kind(read(text), "shelling") or claims(read(text))[0]
    assert told.time.start == start


DOERS = [
    # what cannot act did not do it
    ("The men were executed and their bodies hung in Albu Kamal.", "killing", None),
    ("Facts point to a bombing of Homs that killed ten.", "bombing", None),
    ("With half the population driven from their homes, aid is short in Homs.", "displacement", None),
    # who can
    ("Settlers attacked Palestinians near Nablus on Monday.", "clash", "Settlers"),
    ("Loyalists shelled Homs on Monday.", "shelling", "Loyalists"),
    ("PAF downed six jets over Homs on Monday.", "shootdown", "PAF"),
    # a participle does not stand behind a day
    (
        "In a new crime, the US-led coalition on Saturday targeted with air strikes houses in Homs, killing nine.",
        "airstrike",
        "the US-led coalition",
    ),
    ("Houses in Homs shelled by the army on Saturday burned down.", "shelling", "the army"),
    # nobody who is only rid of a siege laid it
    ("The rebels failed to break the siege of Homs on Monday.", "siege", None),
]


@pytest.mark.parametrize(("text", "kind", "doer"), DOERS)
def test_who_did_it(text: str, kind: str, doer: str | None) -> None:
    told = of_kind(read(text), kind)
    assert told is not None
    assert (None if told.actor is None else told.actor.text) == doer


NO_CLAIM = [
    "The United States left the door open on Sunday to a resolution on Syria.",
    "We were able to pull two children out alive in Aleppo.",
    "Residents of Madaya have been forced to eat dogs.",
    "Time is running out for the people of Eastern Ghouta.",
    "Four warplanes carried out circular flights over Homs before leaving over the sea.",
    "They are demonstrating more desperation in Manbij.",
    "Police stopped a car with rifles in Homs on Monday.",
    "Homs airport was closed for several hours on Monday.",
    "A school was opened in a displacement camp in Homs on Monday.",
    "The ministry said it was aware of the reports from Homs.",
]


@pytest.mark.parametrize("text", NO_CLAIM)
def test_what_tells_of_no_deed(text: str) -> None:
    assert claims(read(text)) == []


def test_a_list_of_keywords_tells_of_no_deed() -> None:
    text = "Tags Syria Homs siege air strikes Zabadani A double bombing in Homs on Tuesday killed three people."
    assert [c.kind for c in claims(read(text))] == ["bombing"]


TARGETS = [
    ("A barrage of rocket fire from rebels killed 14 people in Aleppo on Sunday.", "14 people"),
    ("The bombing outside the northern city of Aleppo killed ten people on Monday.", None),
    ("A car bomb exploded outside a mosque in Aleppo on Monday.", "a mosque"),
]


@pytest.mark.parametrize(("text", "target"), TARGETS)
def test_what_was_hit(text: str, target: str | None) -> None:
    first = claims(read(text))[0]
    assert (None if first.target is None else first.target.text) == target


def test_an_outlet_that_is_called_like_a_quarter_is_no_party() -> None:
    (held,) = claims(read("The rebels control almost all of Qaboun and Tishreen in Damascus."))
    assert held.target is None or held.target.camp == "unknown"


COUNTS = [
    ("A blast in a two-storey house killed three people in Aleppo on Monday.", [3.0]),
    ("Relatives say the number of dead in Homs is far higher than the 11 that Moscow gives.", []),
    ("Rockets set two apartment blocks on fire in a besieged suburb of Damascus.", []),
]


@pytest.mark.parametrize(("text", "figures"), COUNTS)
def test_how_many(text: str, figures: list[float]) -> None:
    reading = read(text)
    assert [reading.counts[i].low for i in claims(reading)[0].counts] == figures


def test_of_two_that_share_one_were_both_were_on_that_day() -> None:
    text = "At least 17 civilians were killed and more than 40 wounded on Tuesday when jets bombed a market in Homs."
    assert {c.time.start for c in claims(read(text))} == {"2016-07-05"}


ITS = [
    ("Turkey attacked the SDF. Its jets bombed Manbij on Saturday.", "turkey"),
    ("Russia said it backed the army against ISIS. On Saturday its jets bombed Hajin.", "russia"),
    (
        "The US-led coalition bombed Hajin under the pretext of fighting ISIS, activists said. On Saturday its jets "
        "bombed Hajin.",
        "us_coalition",
    ),
    # of its own sentence the nearest
    ("Turkey attacked the SDF. On Saturday Russia said its jets had bombed Hajin.", "russia"),
]


@pytest.mark.parametrize(("text", "camp"), ITS)
def test_whose_jets_its_jets_are(text: str, camp: str) -> None:
    actor = claims(read(text))[-1].actor
    assert actor is not None and actor.camp == camp


ACCUSED = [
    # "those accusations" are the ones that were told of last
    (
        "Jets hit Tall Abyad on Monday. Officials repeated accusations that Turkey was helping the group. "
        "Turkey has denied those accusations.",
        ["airstrike"],
    ),
    # what "them" stands for
    (
        "Ukrainian troops struck a college in Troitske on Monday. "
        "An official rejected claims of hundreds of dead, calling them a fake.",
        ["casualties", "shelling"],
    ),
]


@pytest.mark.parametrize(("text", "kinds"), ACCUSED)
def test_what_a_denial_is_of(text: str, kinds: list[str]) -> None:
    told = claims(read(text, NO_PACK))
    assert sorted({c.kind for c in told}) == kinds
    assert all(c.polarity == "affirmed" for c in told if c.kind != "casualties")


@pytest.mark.parametrize(
    ("text", "background"),
    [
        ("Bombs hit Homs on Friday. The town had 67,000 people before the full-scale invasion.", True),
        ("Bombs hit Homs on Friday. Rebels launched an invasion of Azaz.", False),
    ],
)
def test_what_only_says_before_what_is_background(text: str, background: bool) -> None:
    assert claims(read(text))[-1].background is background


def test_who_denies_a_part_in_it_denies_their_own() -> None:
    text = "Rebels shelled Homs on Monday, state media said. A spokesman for the Front denied that it had taken part."
    denied = claims(read(text))[-1]
    assert (denied.polarity, denied.actor and denied.actor.text) == ("denied", "A spokesman")


SIDES = [
    # whose authorities are where a movement that rules part of the land is named
    ("Local authorities in Hodeidah said nine people died. Houthi fighters hold the town.", "unknown"),
    # a body that is called by its whole name elsewhere
    (
        "The General Staff said Russian troops shelled Sumy. Source: General Staff of the Armed Forces of Ukraine.",
        "ukraine",
    ),
]


@pytest.mark.parametrize(("text", "camp"), SIDES)
def test_on_whose_side_they_speak(text: str, camp: str) -> None:
    said = [s.speaker.camp for s in read(text, NO_PACK).statements if s.speaker.role != "narrator"]
    assert said[0] == camp


def test_a_brigade_that_is_called_like_the_media_of_another_group_is_not_that_group() -> None:
    text = "A spokesman for the Alwiyat al-Furqan militant group said nine people died in Homs."
    assert read(text, SYRIA).statements[0].speaker.camp != "isis"
    assert read("Al-Furqan said nine people died in Homs.", SYRIA).statements[0].speaker.camp == "isis"
