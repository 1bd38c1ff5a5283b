"""Words for deeds in and out of their sense: what claims something, and what claims nothing. All sentences are ours."""

from __future__ import annotations

import pytest
from read_claims import claims, read

OF_WAR = frozenset(
    {
        *("airstrike", "shelling", "bombing", "suicide_bombing", "killing", "casualties", "clash", "chemical_attack"),
        *("torture", "abduction", "siege", "riot", "detention", "looting", "shootdown", "deployment", "control"),
        *("withdrawal", "release"),
    }
)

NOTHING = {
    "strikes of workers": [
        "Nurses went on strike in Aleppo on Monday over unpaid wages.",
        "The strike by dockers entered its third week on Monday.",
        "A transport strike paralysed Damascus on Friday.",
        "Teachers on strike in Homs met the minister.",
        "Bakers in Hama ended a strike over pay.",
        "A strike-ending deal with doctors was signed in Homs on Monday.",
        "Two schools in Raqqa stand on the coalition's no-strike list, a letter shows.",
    ],
    "prices, shares and shows": [
        "Prices in Aleppo exploded on Monday.",
        "Rents have exploded in Damascus since May.",
        "Traders in Aleppo said shops were hit hard.",
        "Tourism was hit badly by the heat in Latakia.",
        "The currency was battered on Friday.",
        "The new phone bombed in shops in Damascus.",
        "The audience in Beirut exploded into laughter.",
    ],
    "games": [
        "Police FC beat Army FC 2-0 in Homs on Monday, with a late attack by the captain.",
        "The visitors were beaten 3-1 in Damascus on Friday.",
        "The striker shot wide, and Tishreen lost the battle in midfield 1-0.",
    ],
    "works and laws": [
        "A film about the siege of Sarajevo opened in Damascus on Monday.",
        "Her novel on the massacre won a prize in Beirut.",
        "Parliament in Damascus passed a law against torture and forced disappearance on Monday.",
        "The bill would abolish the death penalty, parliament in Damascus said.",
        "Judges in Beirut debated the definition of torture.",
    ],
    "courts": [
        "Three men were sentenced to death by a judge in Damascus on Monday.",
        "A court in Homs upheld the death sentence of a smuggler.",
    ],
    "casualties and bodies that are nobody": [
        "Truth was the first casualty in Aleppo, wrote an editor on Monday.",
        "The first casualty of the cuts was the night bus to Homs.",
        "No independent body in Homs has confirmed the account.",
        "The country's governing body met in Damascus on Monday.",
        "We await the return of the bodies of the dead, the minister said.",
        "He would not make the casualty figures public.",
        "They would not say if there were casualties in Homs.",
    ],
    "releases": [
        "A press release came from the party in Homs on Monday.",
        "Since the release of the latest appeal on 1 May, families in Homs have been visited.",
        "Critics praised the release of the album in Beirut.",
    ],
    "campaigns and battles of other sorts": [
        "Residents of Homs face a misleading media campaign, the group said.",
        "The mayor's campaign spent little on posters.",
        "She spoke of her battle to be heard.",
        "The health ministry began a polio campaign in Hama.",
    ],
    "cut off and trapped": [
        "Trucks are trapped in paperwork at the port of Latakia, an importer said.",
        "The royal couple feel trapped in the palace, a magazine says.",
        "The internet was cut off in Damascus during exams.",
        "Commuters were trapped in a lift in Homs for an hour.",
    ],
    "weather": [
        "A storm battered Latakia on Monday.",
        "Floods cut off villages near Hama.",
    ],
    "names, lines and sorts": [
        "The Liberation Front held a congress in Beirut on Monday.",
        "Hospitals in Homs were placed on high alert because of the heat.",
        "The driver lost control of the bus near Homs.",
        "The camp for displaced people in Azaz was opened on Monday.",
    ],
    "taken for granted": [
        "We will not hold talks until the attacks stop, he said.",
    ],
}

SOMETHING = [
    ("Planes began a strike on Homs on Monday, killing three people.", "airstrike"),
    ("Police shot dead two teachers who were on strike in Homs on Monday, a union said.", "killing"),
    ("A car bomb exploded in Aleppo on Monday.", "bombing"),
    ("Shells hit shops in Aleppo on Monday.", "shelling"),
    ("A market in Aleppo was hit hard by rockets.", "shelling"),
    ("Soldiers beat protesters in Homs on Friday.", "torture"),
    ("Rebels laid siege to Sarmin on Monday.", "siege"),
    ("Two men were tortured in Homs, the law notwithstanding.", "torture"),
    ("The three men were put to death in Damascus on Monday.", "killing"),
    ("The body of a farmer was found near Hama on Monday.", "casualties"),
    ("The bodies of six men were found in a well near Hama on Monday.", "casualties"),
    ("Rebels released 40 prisoners in Homs on Monday.", "release"),
    ("The release of the hostages was announced in Homs.", "release"),
    ("Rebels launched a campaign against the army in Idlib.", "clash"),
    ("The battle for Aleppo went on.", "clash"),
    ("Civilians are trapped in Aleppo.", "siege"),
    ("The army lost control of Palmyra on Thursday.", "control"),
    ("Rebels hailed the liberation of Palmyra.", "control"),
    ("Troops were placed on alert in Homs.", "deployment"),
    ("The camp of the brigade near Azaz was shelled on Monday.", "shelling"),
]

MARKET = (
    "The town council spent an evening on the new market hall. Traders asked for wider aisles and a later closing hour."
    " The mayor promised to look at the plans again before the summer. A clerk read out letters from the cheese makers."
    " The debate was heated, and one trader launched an attack on the plans. Others said that the council had captured"
    " the mood of the street. A vote was put off until autumn. The builder has deployed two cranes and a dozen workers"
    " since spring, and the hall will be larger than the old one by a third, with room for a bakery and a cafe."
)


DESCRIBING = [
    ("Nearly all of the families living in the camp near Homs have fled.", ["displacement"]),
    ("Troops will withdraw from Homs to positions held before March.", ["withdrawal"]),
    ("Leaders announced a ceasefire, mediated by Qatar.", ["agreement"]),
    ("Envoys met cease-fire monitors in Homs.", ["negotiation"]),
    ("The two sides signed a cease-fire deal in Homs.", ["agreement"]),
    (
        "The two sides agreed a truce in Homs. Clashes broke out after the announcement of the truce.",
        ["agreement", "clash"],
    ),
    ("Rebels have repeatedly violated the ceasefire in Homs.", []),
    ("The army accused the rebels of breaking a truce in Homs and of shelling a school.", ["shelling"]),
    ("Activists reported a breach of the truce in Homs.", []),
    ("The truce in Homs was broken by both sides.", []),
    ("Shelling threatened a fragile truce in Homs.", ["shelling"]),
    ("Shelling killed two men in Homs despite the truce.", ["shelling"]),
    ("Envoys flew to Homs to save a shaky ceasefire.", []),
    ("A truce took effect in Homs on Monday.", ["agreement"]),
    ("The truce in Homs was extended on Monday.", ["agreement"]),
    ("The army respected the truce in Homs.", ["agreement"]),
    ("Jets bombed a school in Homs used by rebels to fire rockets.", ["airstrike"]),
    ("The army used mortars to shell Homs.", ["shelling"]),
    ("The army broke the siege of Homs.", ["siege"]),
    ("The army captured a town in Homs held by rebels since May.", ["control", "control"]),
    ("The rebels want foreign forces to leave Homs.", []),
    ("The rebels want to leave Homs.", ["withdrawal"]),
    ("Fires in Homs are under control, a fireman said.", []),
    ("Homs is under the control of the army.", ["control"]),
    ("Homs is under army control.", ["control"]),
    ("Jets hit a meeting of commanders in Homs on Monday.", ["airstrike"]),
    ("Warplanes bombed opposition controlled hospitals in Homs.", ["airstrike"]),
    ("Tensions have built up between the two authorities in Homs.", []),
    ("The army has built up its forces near Homs.", ["deployment"]),
    ("They include local brigades, foreign fighters and rebels in Homs.", []),
    ("As they waited at the border a bomb attack hit Samis bus convoy.", ["bombing"]),
    ("The annual meeting of the General Assembly opens in Homs on Monday.", []),
]
"""What only says which, what is wished, and what it is only of the sort of: with what is claimed."""


@pytest.mark.parametrize(("text", "kinds"), DESCRIBING)
def test_what_says_which_claims_nothing_more(text: str, kinds: list[str]) -> None:
    assert [c.kind for c in claims(read(text))] == kinds


@pytest.mark.parametrize("text", [t for texts in NOTHING.values() for t in texts])
def test_another_sense_claims_nothing(text: str) -> None:
    assert [c.words for c in claims(read(text)) if c.kind in OF_WAR and c.modality in ("happened", "ongoing")] == []


@pytest.mark.parametrize(("text", "kind"), SOMETHING)
def test_the_sense_of_war_is_kept(text: str, kind: str) -> None:
    assert kind in [c.kind for c in claims(read(text))]


def test_a_report_about_no_conflict_claims_only_where_a_sentence_speaks_of_one() -> None:
    assert claims(read(MARKET)) == []
    told = claims(read(MARKET + " In Aleppo, rebels shelled an army post on Monday, and soldiers were killed."))
    assert "shelling" in [c.kind for c in told]


def test_a_line_without_a_verb_is_no_claim_and_a_headline_is_one() -> None:
    assert claims(
        read("Rebels shelled Homs on Monday, residents said.\n\nThe siege of Sarajevo\n\nThey shelled it twice.")
    )
    assert "siege" not in [
        c.kind
        for c in claims(read("Rebels shelled Homs on Monday, it said.\n\nThe siege of Sarajevo\n\nIt was hit twice."))
    ]
