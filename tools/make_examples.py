#!/usr/bin/env python3
"""Make the one example report that cannot be written by hand: the PDF of the relief organisation's note.

    python tools/make_examples.py

Writes src/rashomon/examples/reports/09-lantern-note.pdf, the same bytes each time. The other example reports are plain
files: edit them where they lie, then src/rashomon/examples/gold.json. Needs fpdf2 (the `dev` extra).
"""

from datetime import UTC, datetime
from pathlib import Path

from fpdf import FPDF

TARGET = Path(__file__).parents[1] / "src/rashomon/examples/reports/09-lantern-note.pdf"
TITLE = "Situation note: Kastrel"
HEAD = ("International Lantern Society, Arvessa mission", "16 May 2019")
# Straight quotation marks: the fonts that every PDF reader has know no others.
PARAGRAPHS = (
    "For nearly 20 days the Arvessan army has prevented the International Lantern Society from bringing aid into the "
    "old city of Kastrel. Three trucks with medicine and flour are held at the Eastgate checkpoint.",
    "The Society estimates that 26,000 people remain in the besieged districts. Doctors at the old city hospital told "
    "our staff that 14 patients have died since 1 May because they had no insulin and no fuel for the generator.",
    'The Defence Ministry told the Society that the road through Eastgate is closed because of mines. "We have asked '
    'for the map of those mines every morning, and nobody has shown it to us," said Marit Aldane, head of the mission.',
    "The Charter Coalition said that it would let every truck pass. The Society has seen no mines on the part of the "
    "road that it can observe, and it does not know who controls the rest.",
    "If the road stays closed, the flour in the old city will run out within ten days, the Society warned. The Society "
    "asks all parties to let the convoy pass and to spare the hospital, which shells hit on 12 May.",
)


def main() -> None:
    pdf = FPDF(format="A4")
    pdf.set_creation_date(datetime(2019, 5, 16, 9, tzinfo=UTC))
    pdf.set_title(TITLE)
    pdf.set_author("International Lantern Society")
    pdf.set_margins(25, 25, 25)
    pdf.add_page()
    pdf.set_font("Helvetica", "B", 16)
    pdf.cell(0, 10, TITLE, new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("Helvetica", "", 10)
    for line in HEAD:
        pdf.cell(0, 6, line, new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("Helvetica", "", 11)
    for paragraph in PARAGRAPHS:
        pdf.ln(3)
        pdf.multi_cell(0, 6, paragraph, align="L", new_x="LMARGIN", new_y="NEXT")
    TARGET.write_bytes(bytes(pdf.output()))


if __name__ == "__main__":
    main()
