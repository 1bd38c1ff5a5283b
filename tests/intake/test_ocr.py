"""Scans and pictures: refused with advice, or read by tesseract in the languages that somebody named.

What tesseract itself makes of a picture is tested where it is installed; how it is called, and what is made of its
answers, with a stand-in.
"""

from __future__ import annotations

import io
import shutil
import sys
from collections.abc import Callable, Sequence
from email.message import EmailMessage
from pathlib import Path

import pytest
from fpdf import FPDF
from PIL import Image, ImageDraw, ImageFont

from rashomon.errors import RashomonError
from rashomon.intake import Refusal, Report, Skipped, ocr, receive
from rashomon.intake.ocr import pages_of

StandIn = Callable[..., Path]
REAL = shutil.which("tesseract")
with_tesseract = pytest.mark.skipif(REAL is None, reason="tesseract is not installed")
LINES = (
    "Shelling in Kessin",
    "",
    "The army shelled the market of Kessin on 3 May 2023, killing",
    "nine people, the health office said on Thursday. The min-",
    "istry denied it.",
)
WHOLE = (
    "Shelling in Kessin\n\nThe army shelled the market of Kessin on 3 May 2023, killing nine people,"
    " the health office said on Thursday. The ministry denied it."
)
HEAD = "level page_num block_num par_num line_num word_num left top width height conf text".split()  # noqa: SIM905


def drawn(lines: Sequence[str] = LINES) -> Image.Image:
    page = Image.new("L", (1700, 100 + 60 * len(lines)), 255)
    font = ImageFont.load_default(size=40)
    for number, line in enumerate(lines):
        ImageDraw.Draw(page).text((80, 50 + 60 * number), line, fill=0, font=font)
    return page


def saved(page: Image.Image, form: str, **how: object) -> bytes:
    made = io.BytesIO()
    page.save(made, form, **how)
    return made.getvalue()


def table(*words: tuple[int, int, int, float, str]) -> str:
    """What tesseract prints of words, each with its page, paragraph, line and how sure it is."""
    rows = [[5, page, 1, paragraph, line, 1, 0, 0, 9, 9, sure, word] for page, paragraph, line, sure, word in words]
    return "\n".join("\t".join(map(str, row)) for row in [HEAD, [1, 1, 0, 0, 0, 0, 0, 0, 9, 9, -1, ""], *rows]) + "\n"


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> StandIn:
    """Puts a tesseract on the PATH that answers so, and returns how it was called."""

    def put(answer: str, status: int = 0, languages: str = "ara\neng\nosd") -> Path:
        folder = tmp_path / "bin"
        folder.mkdir(exist_ok=True)
        called = tmp_path / "called"
        program = f"""#!{sys.executable}
import sys
if "--list-langs" in sys.argv:
    print("List of available languages in x (3):\\n" + {languages!r})
    sys.exit()
open({str(called)!r}, "a").write(" ".join(sys.argv[1:]) + f" <{{len(sys.stdin.buffer.read())}}\\n")
sys.stdout.write({answer!r})
sys.stderr.write("Estimating\\nthe picture is odd\\n")
sys.exit({status})
"""
        (folder / "tesseract").write_text(program)
        (folder / "tesseract").chmod(0o755)
        monkeypatch.setenv("PATH", str(folder))
        ocr._installed.cache_clear()
        return called

    return put


def read(path: Path, data: bytes, languages: str | None = "eng") -> list[Report | Refusal | Skipped]:
    path.write_bytes(data)
    return list(receive([str(path)], ocr=languages))


# As tesseract reads


@with_tesseract
@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("a.png", saved(drawn(), "PNG"), "image/png"),
        ("a.jpg", saved(drawn(), "JPEG", quality=85), "image/jpeg"),
        ("a.tif", saved(drawn(), "TIFF"), "image/tiff"),
        ("a.pdf", saved(drawn(), "PDF", resolution=200), "application/pdf"),
        ("strange-name.txt", saved(drawn(), "PNG"), "image/png"),
    ],
)
def test_a_scan_is_read(
    name: str, data: bytes, media_type: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (report,) = read(tmp_path / name, data)
    assert isinstance(report, Report)
    assert report.text == WHOLE
    assert report.raw == data
    assert report.ocr is not None
    assert 0.8 < report.ocr <= 1
    assert report.media_type == f'{media_type}; ocr="eng"; confidence={report.ocr:.2f}'
    assert "its text was read by OCR (tesseract, eng)" in caplog.text


@with_tesseract
def test_pages_of_a_tiff_are_one_report(tmp_path: Path) -> None:
    data = saved(drawn(LINES[2:]), "TIFF", save_all=True, append_images=[drawn(["A boat sank off Varda harbour."])])
    (report,) = read(tmp_path / "a.tiff", data)
    assert isinstance(report, Report)
    assert report.text.endswith("The ministry denied it.\n\nA boat sank off Varda harbour.")


@with_tesseract
def test_a_page_on_its_side_is_read(tmp_path: Path) -> None:
    if "osd" not in ocr._installed(str(REAL)):
        pytest.skip("tesseract has no osd, which tells how a page is turned")
    (report,) = read(tmp_path / "a.png", saved(drawn().rotate(90, expand=True), "PNG"))
    assert isinstance(report, Report)
    assert report.text == WHOLE


def pdf(*pages: str | Image.Image) -> bytes:
    """A PDF with pages of text, and pages that are pictures."""
    made = FPDF()
    made.set_font("helvetica", size=12)
    for page in pages:
        made.add_page()
        if isinstance(page, str):
            made.multi_cell(0, 6, page)
        else:
            made.image(page, x=10, w=180)
    return bytes(made.output())


@with_tesseract
def test_scanned_pages_between_pages_of_text(tmp_path: Path) -> None:
    data = pdf("Rebels took the mill of Kessin on 2 May 2023, the council said.", drawn(LINES[2:]), "The road is open.")
    (report,) = read(tmp_path / "a.pdf", data)
    assert isinstance(report, Report)
    assert report.text == (
        "Rebels took the mill of Kessin on 2 May 2023, the council said.\n\n"
        + WHOLE.partition("\n\n")[2]
        + "\n\nThe road is open."
    )


@with_tesseract
def test_a_scan_in_strips_is_one_picture(tmp_path: Path) -> None:
    made, page = FPDF(), drawn(LINES[2:])
    made.add_page()
    for number, top in enumerate(range(0, page.height, 100)):
        strip = page.crop((0, top, page.width, min(top + 100, page.height)))
        made.image(strip, x=10, y=10 + number * 100 * 180 / 1700, w=180)
    (report,) = read(tmp_path / "a.pdf", bytes(made.output()))
    assert isinstance(report, Report)
    assert report.text == WHOLE.partition("\n\n")[2]


@with_tesseract
def test_a_photograph_has_no_words(tmp_path: Path) -> None:
    (refusal,) = read(tmp_path / "a.png", saved(Image.effect_noise((700, 500), 90), "PNG"))
    assert isinstance(refusal, Refusal)
    assert "OCR found no text that it is sure of" in refusal.error


@with_tesseract
def test_a_damaged_picture_is_refused(tmp_path: Path) -> None:
    (refusal,) = read(tmp_path / "a.png", saved(drawn(), "PNG")[:400])
    assert isinstance(refusal, Refusal)
    assert "a.png: " in refusal.error


@with_tesseract
def test_a_picture_attached_to_mail_is_an_input_of_its_own(tmp_path: Path) -> None:
    mail = EmailMessage()
    mail["Message-ID"], mail["From"], mail["Subject"], mail["MIME-Version"] = "<1@x>", "a@b", "Scan", "1.0"
    mail.set_content("The page is attached.")
    mail.add_attachment(saved(drawn(), "PNG"), maintype="image", subtype="png", filename="page.png")
    first, second = read(tmp_path / "a.eml", bytes(mail))
    assert isinstance(first, Report)
    assert isinstance(second, Report)
    assert (first.ocr, second.id, second.text) == (None, "a.eml/page.png", WHOLE)
    assert len(read(tmp_path / "a.eml", bytes(mail), None)) == 1


# Asked for, or not


def test_a_picture_is_not_read_unasked(tmp_path: Path, stand_in: StandIn) -> None:
    called = stand_in("")
    for name, data in (("a.png", saved(drawn(), "PNG")), ("a.pdf", pdf(drawn()))):
        (refusal,) = read(tmp_path / name, data, None)
        assert isinstance(refusal, Refusal)
        assert refusal.error.endswith("--ocr eng+ara; tesseract has ara, eng.")
    assert not called.exists()


def test_without_tesseract_it_is_said_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    (refusal,) = read(tmp_path / "a.png", saved(drawn(), "PNG"), None)
    assert isinstance(refusal, Refusal)
    assert "Install tesseract" in refusal.error
    with pytest.raises(RashomonError, match=r"tesseract is not on the PATH.*apt install tesseract-ocr"):
        receive(["a.png"], ocr="eng")


@pytest.mark.parametrize(
    ("languages", "why"),
    [
        ("", "names no languages"),
        ("eng,ara", "names no languages"),
        ("--psm", "names no languages"),
        ("../eng", "names no languages"),
        ("eng+fra", r"tesseract has no fra; it has ara, eng\. Install them \(apt install tesseract-ocr-fra\)"),
    ],
)
def test_languages_that_cannot_be(languages: str, why: str, stand_in: StandIn) -> None:
    stand_in("")
    with pytest.raises(RashomonError, match=why):
        receive(["a.png"], ocr=languages)


def test_the_setting_says_it_where_nobody_else_does(
    tmp_path: Path, stand_in: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    called = stand_in(table((1, 1, 1, 96, "Shelling"), (1, 1, 1, 90, "in"), (1, 1, 1, 96, "Kessin")))
    monkeypatch.setenv("RASHOMON_OCR", "eng+ara")
    data = saved(drawn(), "PNG")
    (report,) = read(tmp_path / "a.png", data, None)
    assert isinstance(report, Report)
    assert (report.text, report.ocr) == ("Shelling in Kessin", 0.95)
    assert called.read_text() == f"stdin stdout -l eng+ara --psm 1 -c tessedit_create_tsv=1 <{len(data)}\n"


def test_pictures_in_a_folder_are_passed_over_unasked(tmp_path: Path, stand_in: StandIn) -> None:
    stand_in(table((1, 1, 1, 96, "Shelling")))
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.png").write_bytes(saved(drawn(), "PNG"))
    assert [type(x) for x in receive([str(tmp_path / "in")])] == [Skipped]
    assert [type(x) for x in receive([str(tmp_path / "in")], ocr="eng")] == [Report]


def test_pages_that_were_not_read_are_said(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    data = pdf("Rebels took the mill of Kessin on 2 May 2023, the council said.", drawn(), drawn())
    (report,) = read(tmp_path / "a.pdf", data, None)
    assert isinstance(report, Report)
    assert report.ocr is None
    assert "not read: pages 2, 3, pictures with few words or none" in caplog.text


# What is made of an answer


def test_a_page_in_paragraphs_and_how_sure_it_is() -> None:
    told = table(
        (1, 1, 1, 90, "Nine"),
        (1, 1, 1, 80, "dead"),
        (1, 1, 2, 90, "here."),
        (1, 2, 1, 20, "~|;"),
        (1, 3, 1, 95, "|"),
        (1, 4, 1, 90, "Fire."),
        (2, 1, 1, 90, "Next."),
    )
    first, second = pages_of(told)
    assert (first["text"], first["letters"], first["stray"]) == ("Nine dead\nhere.\n\nFire.", 18, 2)
    assert first["sure"] == pytest.approx((4 * 0.9 + 4 * 0.8 + 10 * 0.9) / 18)
    assert second["text"] == "Next."


@pytest.mark.parametrize("told", ["", "text\n", "\n\t\t\n", table((1, 1, 1, 96, '"quoted')).replace("96", "many")])
def test_an_answer_that_is_none(told: str) -> None:
    assert not any(page["letters"] for page in pages_of(told))


@pytest.mark.parametrize(
    ("answer", "status", "why"),
    [
        (table(), 0, "OCR found no text that it is sure of (tesseract, eng, 0% sure)"),
        (table((1, 1, 1, 45, "Sh3ll")), 0, "OCR found no text that it is sure of (tesseract, eng, 45% sure)"),
        ("", 1, "tesseract could not read it (the picture is odd)"),
    ],
)
def test_answers_that_are_refused(answer: str, status: int, why: str, tmp_path: Path, stand_in: StandIn) -> None:
    stand_in(answer, status)
    (refusal,) = read(tmp_path / "a.png", saved(drawn(), "PNG"))
    assert isinstance(refusal, Refusal)
    assert why in refusal.error


def test_a_tesseract_that_works_for_ever_is_stopped(
    tmp_path: Path, stand_in: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in("")
    program = tmp_path / "bin" / "tesseract"
    program.write_text(
        program.read_text()
        .replace('sys.stdout.write("")', "while True: pass")
        .replace("sys.stdout.write('')", "while True: pass")
    )
    monkeypatch.setattr(ocr, "MOST_SECONDS", 1.0)
    (refusal,) = read(tmp_path / "a.png", saved(drawn(), "PNG"))
    assert isinstance(refusal, Refusal)
    assert "longer than" in refusal.error or "was not read within" in refusal.error
