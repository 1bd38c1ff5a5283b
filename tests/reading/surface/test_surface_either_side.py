"""Who says what, in French and Spanish, where the subject stands on either side: a sentence of our own for each construction."""

# ruff: noqa: E501
from __future__ import annotations

import pytest
from surface_read import read, told

Row = tuple[str, str, list[tuple[str | None, str, str]]]

FRENCH: list[Row] = [
    ("subject, verb, that", "Le maire affirme que le pont est tombé.", [("Le maire", "reports", "le pont est tombé")]),
    ("composed tense", "Le maire a affirmé que le pont est tombé.", [("Le maire", "reports", "le pont est tombé")]),
    ("an adverb between auxiliary and participle", "Le maire a également indiqué que le pont est tombé.", [("Le maire", "reports", "le pont est tombé")]),
    ("between commas", "La police a, elle, assuré que le pont tient.", [("La police", "reports", "le pont tient")]),
    ("to whom it was said, between commas", "Le maire a affirmé, dans un communiqué, que le pont est tombé.", [("Le maire", "reports", "le pont est tombé")]),
    ("a participle without auxiliary says nothing", "Le bilan annoncé par le maire a changé.", []),
    ("behind what was said", "Le pont est tombé, a déclaré le maire.", [("le maire", "reports", "Le pont est tombé")]),
    ("with a name in apposition", "Le pont est tombé, a déclaré le maire, Jean Inventé, lundi.", [("le maire, Jean Inventé", "reports", "Le pont est tombé")]),
    ("behind a quotation", "« Le pont est tombé cette nuit », raconte une habitante.", [("une habitante", "reports", "Le pont est tombé cette nuit")]),
    ("to whom it was said", "« Le pont est tombé cette nuit », a dit à l'AFP un pêcheur.", [("un pêcheur", "reports", "Le pont est tombé cette nuit")]),
    (
        "a pronoun that hangs on the verb goes on",
        "Le maire a dit que le pont est tombé. « La route est fermée aussi », a-t-il ajouté.",
        [("Le maire", "reports", "le pont est tombé"), ("Le maire", "reports", "La route est fermée aussi")],
    ),
    (
        "so does one in the present",
        "Le maire a dit que le pont est tombé. La route est fermée, précise-t-il.",
        [("Le maire", "reports", "le pont est tombé"), ("Le maire", "reports", "La route est fermée")],
    ),
    ("one learns from", "Le pont est tombé, a-t-on appris auprès de la police.", [("la police", "reports", "Le pont est tombé")]),
    ("an inset of saying", "Le pont, a précisé le maire, a brûlé avant minuit.", [("le maire", "reports", "Le pont … a brûlé avant minuit")]),
    ("source at the start", "Selon les habitants, le pont est tombé.", [("les habitants", "reports", "le pont est tombé")]),
    ("source at the end", "Le pont est tombé, d'après la police.", [("la police", "reports", "Le pont est tombé")]),
    ("as X said", "Comme l'a rappelé le maire, le pont est vieux.", [("le maire", "reports", "le pont est vieux")]),
    ("this is what X said", "Le pont est tombé. C'est ce qu'a indiqué le maire.", [("le maire", "reports", "Le pont est tombé")]),
    ("an infinitive", "Les rebelles disent avoir abattu un drone.", [("Les rebelles", "reports", "avoir abattu un drone")]),
    ("a denial with an infinitive", "L'armée nie avoir bombardé le village.", [("L'armée", "denies", "avoir bombardé le village")]),
    ("a noun as object", "Le ministère a annoncé la mort de cinq soldats.", [("Le ministère", "reports", "la mort de cinq soldats")]),
    ("denial with an object", "L'armée a démenti toute frappe sur le village.", [("L'armée", "denies", "toute frappe sur le village")]),
    ("accusation", "Le maire accuse l'armée d'avoir bombardé le pont.", [("Le maire", "claims", "l'armée d'avoir bombardé le pont")]),
    ("a call", "Le maire a appelé les deux camps à la retenue.", [("Le maire", "calls", "les deux camps à la retenue")]),
    ("a participle goes on", "Le maire a dit que le pont est tombé, ajoutant que la route est fermée.", [("Le maire", "reports", "le pont est tombé"), ("Le maire", "reports", "la route est fermée")]),
    ("a participle of a verb of another sort", "L'armée a bombardé le village, assurant que le pont était miné.", [("L'armée", "reports", "le pont était miné")]),
    ("a relative", "Le pont est tombé, selon le maire, qui affirme que la route est fermée.", [("le maire", "reports", "Le pont est tombé"), ("le maire", "reports", "la route est fermée")]),
    ("passive", "L'attaque du pont a été revendiquée par les rebelles.", [("les rebelles", "claims", "L'attaque du pont")]),
    ("a negated verb declines", "L'armée n'a pas confirmé la chute du pont.", [("L'armée", "declines", "la chute du pont")]),
    ("where it was said is no speaker", "Dans un communiqué, le maire a dit que le pont est tombé.", [("le maire", "reports", "le pont est tombé")]),
    ("a relative clause is no part of the speaker", "Le maire, qui était absent, a dit que le pont est tombé.", [("Le maire", "reports", "le pont est tombé")]),
    ("a second clause has its own subject", "Le pont a brûlé et le maire a dit que la route est fermée.", [("le maire", "reports", "la route est fermée")]),
    ("nobody speaks", "Aucun groupe n'a revendiqué l'attaque.", []),
    ("told by the outlet", "Le pont est tombé dans la nuit.", []),
]  # fmt: skip

SPANISH: list[Row] = [
    ("subject, verb, that", "El alcalde afirmó que el puente cayó.", [("El alcalde", "reports", "el puente cayó")]),
    ("verb, subject, that", "Dijo el alcalde que el puente cayó.", [("el alcalde", "reports", "el puente cayó")]),
    ("composed tense", "El alcalde ha dicho que el puente cayó.", [("El alcalde", "reports", "el puente cayó")]),
    ("behind what was said", "El puente cayó, informó la policía.", [("la policía", "reports", "El puente cayó")]),
    ("behind a quotation", "\"El puente cayó anoche\", contó una vecina.", [("una vecina", "reports", "El puente cayó anoche")]),
    ("to whom it was said", "\"El puente cayó anoche\", dijo a EFE un pescador.", [("un pescador", "reports", "El puente cayó anoche")]),
    (
        "a verb without a subject goes on",
        "El alcalde dijo que el puente cayó. Añadió que la carretera está cerrada.",
        [("El alcalde", "reports", "el puente cayó"), ("El alcalde", "reports", "la carretera está cerrada")],
    ),
    (
        "so does one behind a quotation",
        "El alcalde dijo que el puente cayó. \"La carretera está cerrada\", agregó.",
        [("El alcalde", "reports", "el puente cayó"), ("El alcalde", "reports", "La carretera está cerrada")],
    ),
    ("source at the start", "Según los vecinos, el puente cayó.", [("los vecinos", "reports", "el puente cayó")]),
    ("source at the end", "El puente cayó, según la policía.", [("la policía", "reports", "El puente cayó")]),
    ("according to what X said", "El puente cayó, según informó el alcalde.", [("el alcalde", "reports", "El puente cayó")]),
    ("this was said by", "El puente cayó. Así lo confirmó el alcalde.", [("el alcalde", "reports", "El puente cayó")]),
    ("an infinitive", "El Ejército niega haber bombardeado la aldea.", [("El Ejército", "denies", "haber bombardeado la aldea")]),
    ("a noun as object", "El ministerio anunció la muerte de cinco soldados.", [("El ministerio", "reports", "la muerte de cinco soldados")]),
    ("denial with an object", "El Ejército desmintió cualquier ataque contra la aldea.", [("El Ejército", "denies", "cualquier ataque contra la aldea")]),
    ("accusation", "El alcalde acusó al Ejército de bombardear el puente.", [("El alcalde", "claims", "al Ejército de bombardear el puente")]),
    ("a call", "El alcalde pidió a las partes que abran la carretera.", [("El alcalde", "calls", "abran la carretera")]),
    ("a gerund goes on", "El alcalde dijo que el puente cayó, añadiendo que la carretera está cerrada.", [("El alcalde", "reports", "el puente cayó"), ("El alcalde", "reports", "la carretera está cerrada")]),
    ("a second verb", "El alcalde visitó la aldea y afirmó que el puente cayó.", [("El alcalde", "reports", "el puente cayó")]),
    ("a relative", "El puente cayó, según el alcalde, quien afirmó que la carretera está cerrada.", [("el alcalde", "reports", "El puente cayó"), ("el alcalde", "reports", "la carretera está cerrada")]),
    ("with a name in apposition", "El alcalde, Juan Inventado, aseguró que el puente cayó.", [("El alcalde, Juan Inventado", "reports", "el puente cayó")]),
    ("a negated verb declines", "El Ejército no confirmó la caída del puente.", [("El Ejército", "declines", "la caída del puente")]),
    ("passive", "El ataque al puente fue reivindicado por los rebeldes.", [("los rebeldes", "claims", "El ataque al puente")]),
    ("nobody speaks", "Ningún grupo ha reivindicado el ataque.", []),
    ("told by the outlet", "El puente cayó en la noche.", []),
]  # fmt: skip

ROWS = [(lang, *row) for lang, rows in (("fr", FRENCH), ("es", SPANISH)) for row in rows]


@pytest.mark.parametrize(("language", "what", "text", "expected"), ROWS, ids=[f"{r[0]} {r[1]}" for r in ROWS])
def test_who_says_what(language: str, what: str, text: str, expected: list[tuple[str | None, str, str]]) -> None:
    assert told(text, language) == expected


def test_a_headline_with_its_source_in_brackets() -> None:
    text = "Mali: douze morts dans une attaque (armée)\n\nLa ville est calme depuis lundi."
    [said] = [s for s in read(text, "fr").statements if s.speaker.text]
    assert (said.speaker.text, text[slice(*said.content[0])]) == ("armée", "Mali: douze morts dans une attaque")


def test_their_spokesman_is_of_whoever_spoke() -> None:
    text = "L'armée ukrainienne dit avoir repris le village. Leur porte-parole affirme que le pont est tombé."
    assert [s.speaker.camp for s in read(text, "fr", ("ukraine",)).statements if s.cue] == ["ukraine", "ukraine"]
