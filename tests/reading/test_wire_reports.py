"""Turns of phrase of agencies, ministries and local papers, each with what they say. All sentences are ours, and tell
of nothing that happened."""

from __future__ import annotations

import pytest
from read_claims import claims, read

NO_PACK: tuple[str, ...] = ()

SPEAKERS: list[tuple[str, list[tuple[str, str]]]] = [
    # who is introduced by a post that names another body is one person, called again by name, pronoun or post
    (
        "Mira Tal, head of the Russian-appointed administration of Sumy, said that two workers died. "
        '"We buried them," she said.\n\nTal added that the road was closed.',
        [("Mira Tal", "russia")] * 3,
    ),
    (
        "The Official Spokesman of the Sudanese Armed Forces said that nine fighters died.\n\n"
        "In a statement, the Spokesman said that two died in Nyala.",
        [("Official Spokesman", "sudan")] * 2,
    ),
    # what a relative clause tells of somebody is not whom he speaks for
    (
        "A diplomat in Nairobi, who is not authorised to speak to the press, said that nine people died.",
        [("diplomat", "unknown")],
    ),
    # the body that spoke, not the party that was named since
    (
        "Darfur Justice Monitor said that nine people died in Nyala. RSF members beat two men on Monday. "
        "The group said that one of them died.",
        [("Darfur Justice Monitor", "monitor")] * 2,
    ),
    # who died says nothing, and lends nobody a voice
    (
        "The minister said 26 people died, citing medics in Hodeidah, and accused the militia of holding nine men.",
        [("medics", "local"), ("minister", "government"), ("minister", "government")],
    ),
    ("On Wednesday state media said nine people died in Sumy.", [("state media", "unknown")]),
]


@pytest.mark.parametrize(("text", "speakers"), SPEAKERS)
def test_who_speaks(text: str, speakers: list[tuple[str, str]]) -> None:
    said = [s.speaker for s in read(text, NO_PACK).statements if s.speaker.role != "narrator"]
    assert [(s.name, s.camp) for s in said] == speakers


CAMPS = [
    # filed from a town of one side: of that side where its forces are named, of nobody where only the enemy's are
    ("MOSCOW, May 3. Russian troops hit two Ukrainian bases, the Defense Ministry said on Friday.", "russia"),
    (
        "KYIV, May 3 - Air defences shot down nine drones that Russia launched at Ukraine, the air force said.",
        "unknown",
    ),
    ("JAMMU, May 3: Two people died when Pakistani troops shelled a village near Poonch, officials said.", "unknown"),
]


@pytest.mark.parametrize(("text", "camp"), CAMPS)
def test_whose_the_ministry_is_under_a_dateline(text: str, camp: str) -> None:
    said = [s.speaker.camp for s in read(text, NO_PACK).statements if s.speaker.role != "narrator"]
    assert said == [camp]


PARTIES = [
    # an enemy is not on the side of whom he fights
    ("The Sudanese army hit an arms convoy of its paramilitary foes in Nyala on Monday.", "target", "unknown"),
    ("The Rwandan army attacked its enemies in Goma on Monday.", "target", "unknown"),
    ("Russian troops killed nine Ukrainian servicemen near Sumy on Monday.", "target", "ukraine"),
    # nobody accuses themselves, nor attacks their own base
    ("The Malian army kept silent. M23 accused it of killing nine people in a raid on Goma.", "actor", "mali"),
    ("Al-Shabaab terrorists attacked their base in Baidoa on Monday.", "target", "unknown"),
    ("The rebels had themselves shelled Sumy on Monday.", "actor", "opposition"),
    ("Two passengers said Malian soldiers at a roadblock near Gao opened fire on a bus on Monday.", "actor", "mali"),
    # a quality, what hurt people and a pronoun of somebody's are no doers, nor is who only reports it
    ("M23 said that the Congolese army launched a general attack on Kibumba on Monday.", "actor", "dr_congo"),
    ("A boy of 17 had died of his wounds after an attack in Gao on Monday.", "actor", None),
    ("A man was wounded by glass when rockets were fired at Gao on Monday.", "actor", None),
    ("The UN office said it had reports that shells hit a clinic in Gao, killing nine people.", "actor", None),
    # who says that somebody did it did not do it
    ("M23 took Goma in fighting that the government says killed nine people.", "actor", None),
]


@pytest.mark.parametrize(("text", "role", "camp"), PARTIES)
def test_on_whose_side_a_party_is(text: str, role: str, camp: str | None) -> None:
    party = getattr(claims(read(text, NO_PACK))[-1], role)
    assert (party.camp if party is not None else None) == camp


KINDS: list[tuple[str, list[tuple[str, str]]]] = [
    ("Air defences intercepted 17 unmanned aerial vehicles over Sumy on Monday.", [("shootdown", "affirmed")]),
    ("Soldiers seized two armoured vehicles near Sumy on Monday.", [("arms_seizure", "affirmed")]),
    ("Air defences shot down nine attack drones over Sumy on Monday.", [("shootdown", "affirmed")]),
    ("Rescuers pulled four people from under the rubble in Sumy on Monday.", []),
    ("Two suspects were placed at the disposal of the courts in Sumy on Monday.", []),
    ("The command urges the population to call line 107.", []),
    ("The minister rejected the army's talk of a truce as nonsense.", [("agreement", "denied")]),
    # what brings people is no weapon, nor is what came before
    (
        "A soldier was wounded in combat in Sumy and evacuated by helicopter.",
        [("clash", "affirmed"), ("displacement", "affirmed")],
    ),
    ("Soldiers who came from two helicopters opened fire on a camp in Sumy.", [("clash", "affirmed")]),
    ("A woman was killed in a night raid by foreign troops in Wardak on Monday.", [("killing", "affirmed")]),
    ("The prosecutor has been transferred to Kayes.", []),
    # an invented story, with all that it takes for granted
    (
        "Some media are spreading fabricated news that monks were killed in an air strike in Pale.",
        [("airstrike", "denied")],
    ),
    (
        "The army rejected what it called fabrications spread by rebels about the bombing of a market in Gao.",
        [("bombing", "denied")],
    ),
    # what was laid to somebody last is what they deny
    (
        "Lawyers blamed the army for an attack on a market in Sumy but accused the rebels of parking trucks there, "
        "something the rebels have denied.",
        [("clash", "affirmed")],
    ),
    ("All remaining victims in Gummi will be freed, the army said.", [("release", "affirmed")]),
    ("Dozens of displaced citizens queued for bread in Goma on Monday.", []),
    ("Soldiers detained two former prisoners in Jenin on Monday.", [("detention", "affirmed")]),
    ("Charred bodies were transferred to a hospital in Rafah.", [("casualties", "affirmed")]),
    # what is called false, invented or dismissed is denied
    ("Some media fabricated news that a monastery was bombed in Pale on Friday.", [("bombing", "denied")]),
    (
        'The ministry dismissed as "ridiculous" the claims that the army had shelled the harbor of Hodeidah on Friday.',
        [("shelling", "denied")],
    ),
    (
        "The ministry rejected as lies the reports that its soldiers had shelled the harbor of Hodeidah.",
        [("shelling", "denied")],
    ),
    (
        "The Israeli military said that claims that a clinic in Rafah was bombed were false.",
        [("bombing", "denied")],
    ),
]


@pytest.mark.parametrize(("text", "told"), KINDS)
def test_what_is_said(text: str, told: list[tuple[str, str]]) -> None:
    assert [(c.kind, c.polarity) for c in claims(read(text, NO_PACK))] == told


def test_no_target_is_a_time_and_no_means_is_what_was_hit() -> None:
    (held,) = claims(read("Kupiansk, which Russian forces occupied from May to June 2022, lies near Sumy.", NO_PACK))
    assert held.target is None
    first, *_ = claims(read("Russian forces wiped out nine tanks in a strike on a base in Sumy on Monday.", NO_PACK))
    assert first.means is None


def test_an_ammunition_depot_that_explodes_does_nothing() -> None:
    (blast,) = claims(read("The depot in Sumy went on exploding for two hours.", NO_PACK))
    assert (blast.actor, blast.target is not None) == (None, True)


PLACES = [
    ("A drone hit a clinic in the town of Yater, Bint Jbeil district, on Monday.", "Yater"),
    ("Two men were freed on Monday at the wish of elders, who had blocked the Kabul-Kandahar highway.", None),
    ("About 3,000 people have fled towards Gao.", None),
    ("Soldiers shot four pickers in Caño Tomás on Monday.", "Caño Tomás"),
    ("Shells hit Gorlovka on Monday and killed nine people, doctors in the city said.", "Gorlovka"),
]


@pytest.mark.parametrize(("text", "place"), PLACES)
def test_where_it_was(text: str, place: str | None) -> None:
    reading = read(text, NO_PACK)
    at = claims(reading)[0].place
    assert (None if at is None else reading.places[at].text) == place


def test_of_two_who_blame_each_other_each_blames_one() -> None:
    reading = read("M23 and the Congolese army blamed each other for shelling a camp near Goma on Monday.", ("congo",))
    assert [[a.camp for a in c.actors] for c in claims(reading)] == [["dr_congo"], ["m23"]]


def test_that_evening_is_not_of_the_day_on_which_it_is_told() -> None:
    text = "Both armies attacked towns on Friday, a monitor said today. Four people died in Izium that evening."
    assert claims(read(text, NO_PACK))[-1].time.start == "2016-07-08"


NOT_FIRM = [
    # in a list behind a colon, a hit of which nothing says with what
    (
        "The outcome in Gao on Monday: nine terrorists neutralised, 12 suspects arrested, two vehicles destroyed.",
        "kind",
    ),
    ("Malian troops hit a clinic in Gao on Monday.", "kind"),
]


@pytest.mark.parametrize(("text", "loose"), NOT_FIRM)
def test_what_is_not_firm(text: str, loose: str) -> None:
    assert all(loose in c.loose for c in claims(read(text, NO_PACK)))


def test_what_takes_up_a_place_that_is_only_guessed_is_as_loose() -> None:
    text = (
        "The office has a branch in Rutshuru.\n\nPartners report that four shells landed in block C on Monday. "
        "M23 and the Congolese army accuse each other."
    )
    assert not any(c.firm for c in claims(read(text, NO_PACK)))


def test_an_attack_that_is_called_something_is_taken_for_granted() -> None:
    text = "Rockets hit a clinic in Gao on Monday. The ministry called the attack a war crime."
    assert [c.background for c in claims(read(text, NO_PACK))] == [False, True]


def test_the_ministry_is_the_one_that_was_named_in_full() -> None:
    text = (
        "The DPR defence ministry said that Ukrainian forces had shelled Horlivka. Three servicemen were wounded, the "
        "ministry said.\n\nThe ministry denied that militia mortars had fired first."
    )
    said = {s.speaker.camp for s in read(text, NO_PACK).statements if s.cue}
    assert said == {"donetsk_peoples_republic"}
    text = text.replace("DPR defence", "Russian defence").replace("militia", "Russian")
    assert {s.speaker.camp for s in read(text, NO_PACK).statements if s.cue} == {"russia"}


def test_who_sent_what_was_shot_down_is_not_where() -> None:
    (shot,) = claims(read("Air defences shot down nine attack drones launched by Russia on Tuesday.", NO_PACK))
    assert shot.place is None


def test_a_deed_named_by_the_way_is_not_admitted() -> None:
    text = (
        "The Coalition did not carry out any operation in Hodeidah on Thursday, its spokesman said.\n\nThe spokesman "
        "acknowledged that coalition aircraft had been in the skies of Hodeidah when the attack occurred."
    )
    (attack,) = [c for c in claims(read(text, NO_PACK)) if c.words == "attack"]
    assert attack.actor is None


def test_what_this_denies_is_what_was_said_last() -> None:
    text = "A bomb hit a hostel in Sumy on Tuesday.\n\nA doctor said the ambulance was late. The police deny this."
    assert [c.polarity for c in claims(read(text, NO_PACK))] == ["affirmed"]
    text = "Rebels say the army bombed a hostel in Sumy on Tuesday. The army denies this."
    assert [c.polarity for c in claims(read(text, NO_PACK))] == ["affirmed", "denied"]


def test_all_before_a_speaker_who_ends_the_sentence_is_his() -> None:
    text = (
        "At least nine people died on Monday when rebels attacked the camp south of El Fasher, the Zamzam Emergency "
        "Committee said in a statement."
    )
    (said,) = [s for s in read(text, NO_PACK).statements if s.claims]
    assert said.speaker.name == "Zamzam Emergency Committee"


@pytest.mark.parametrize(
    ("text", "camp"),
    [
        ("RSF fighters entered the camp of Zamzam. The volunteer group said they burned a market.", "unknown"),
        ("Malian army strikes on Gao killed nine people, the group said.", "unknown"),
        ("RSF fighters entered the camp of Zamzam. The rebel group said they lost two men.", "rsf"),
    ],
)
def test_which_group_speaks(text: str, camp: str) -> None:
    said = [s.speaker.camp for s in read(text, NO_PACK).statements if s.speaker.role != "narrator"]
    assert said == [camp]


def test_ages_hospitals_and_tolls_that_nobody_gives() -> None:
    text = "Fighters fired at a house in Sumy on Monday, killing farm worker Mira T., 33."
    assert 33 not in {c.low for c in read(text, NO_PACK).counts}
    assert 67 not in {c.low for c in read("A man of 67 died in a Sumy hospital on Monday.", NO_PACK).counts}
    text = "Two of the wounded remain in intensive care in Gao."
    assert "population" not in {c.kind for c in claims(read(text, NO_PACK))}
    assert claims(read("Bamako has never issued a toll.", NO_PACK)) == []
