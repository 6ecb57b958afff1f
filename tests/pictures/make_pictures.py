"""Makes the pictures of the README from the examples: results sheet, Word pages, HTML page, district.

    python tests/pictures/make_pictures.py [FOLDER]

Needs LibreOffice, Chromium, poppler and a Chinese font (Noto CJK). Writes results-sheet.png, word-report.png,
html-report.png and district.png into FOLDER (default: examples/pictures). Other fonts stand in for those that only
Office installations have.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageChops

from workbook_tools import batch, recompute

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "yongping-2022.xlsx"
WIDTH = 1600  # pixels of a picture
COLORS = 128  # enough for flat colours and soft letters, at a quarter of the size
GROUND = (226, 230, 236)

STAND_INS = {
    "仿宋_GB2312": "Noto Serif CJK SC",
    "仿宋": "Noto Serif CJK SC",
    "宋体": "Noto Serif CJK SC",
    "方正小标宋简体": "Noto Serif CJK SC",
    "楷体_GB2312": "Noto Serif CJK SC",
    "黑体": "Noto Sans CJK SC",
    "微软雅黑": "Noto Sans CJK SC",
}


def main() -> None:
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "examples" / "pictures"
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        outcome = recompute(EXAMPLE, folder)
        workbook, word, page, _ = outcome.written
        save(results_sheet(workbook, folder), target / "results-sheet.png")
        save(word_report(word, folder), target / "word-report.png")
        save(html_report(page, folder), target / "html-report.png")
        save(district(folder), target / "district.png")


def results_sheet(workbook: Path, folder: Path) -> Image.Image:
    pdf = as_pdf(workbook, folder)
    (number,) = pages_with(pdf, "绩效评价结果", "得分汇总")[:1]
    return scaled(trimmed(page_image(pdf, number, folder, dpi=150)), WIDTH)


def word_report(word: Path, folder: Path) -> Image.Image:
    """The summary, the list of what to rectify, and the table of the indicators, side by side."""
    pdf = as_pdf(word, folder)
    chosen = [
        pages_with(pdf, "摘要", "—1—")[0],
        pages_with(pdf, "绩效指标完成情况", "超额完成", "二级指标")[0],
        pages_with(pdf, "责任人", "期限", "问题")[-1],
    ]
    return side_by_side([page_image(pdf, number, folder, dpi=110) for number in chosen])


def html_report(page: Path, folder: Path) -> Image.Image:
    """The top of the page on a wide screen, and on a phone in the dark."""
    wide = screenshot(page, folder, 1280, 1500)
    phone = screenshot(page, folder, 480, 1500, "--blink-settings=preferredColorScheme=0")
    return side_by_side([wide, phone])


def district(folder: Path) -> Image.Image:
    """The roll-up of the fictional district: its top, ranking and heat map."""
    out = folder / "district"
    batch(ROOT / "examples" / "district", out, report=False)
    return scaled(screenshot(out / "汇总.html", folder, 1300, 2930), WIDTH)


# ---------------------------------------------------------------- programs


def as_pdf(source: Path, folder: Path) -> Path:
    fonts = folder / "fonts.conf"
    aliases = "".join(
        f'<alias binding="same"><family>{wanted}</family><prefer><family>{there}</family></prefer></alias>'
        for wanted, there in STAND_INS.items()
    )
    fonts.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f'<include ignore_missing="yes">/etc/fonts/fonts.conf</include>{aliases}</fontconfig>',
        encoding="utf-8",
    )
    run(
        "soffice", f"-env:UserInstallation={(folder / 'office').as_uri()}", "--headless", "--convert-to", "pdf",
        "--outdir", str(folder), str(source), FONTCONFIG_FILE=str(fonts),
    )  # fmt: skip
    return folder / f"{source.stem}.pdf"


def pages_with(pdf: Path, *words: str) -> list[int]:
    """The numbers of the pages that hold all words, blanks aside."""
    pages = run("pdftotext", "-layout", str(pdf), "-").split("\f")
    texts = ["".join(page.split()) for page in pages]
    return [number for number, text in enumerate(texts, start=1) if all(word in text for word in words)]


def page_image(pdf: Path, number: int, folder: Path, dpi: int) -> Image.Image:
    stem = folder / f"{pdf.stem}-{number}"
    run("pdftoppm", "-r", str(dpi), "-f", str(number), "-l", str(number), "-singlefile", "-png", str(pdf), str(stem))
    return Image.open(f"{stem}.png").convert("RGB")


def screenshot(page: Path, folder: Path, width: int, height: int, *more: str) -> Image.Image:
    target = folder / f"screen-{width}.png"
    run(
        "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
        "--hide-scrollbars", f"--user-data-dir={folder / 'browser'}", f"--window-size={width},{height}",
        f"--screenshot={target}", *more, page.as_uri(),
    )  # fmt: skip
    return Image.open(target).convert("RGB")


def run(*command: str, **environment: str) -> str:
    answer = subprocess.run(
        command, env={**os.environ, **environment}, check=True, capture_output=True, text=True, timeout=180
    )
    return answer.stdout


# ---------------------------------------------------------------- pictures


def side_by_side(images: list[Image.Image], gap: int = 28) -> Image.Image:
    """On a grey ground, all of one height."""
    height = max(image.height for image in images)
    images = [image.resize((round(image.width * height / image.height), height)) for image in images]
    whole = Image.new("RGB", (sum(image.width for image in images) + gap * (len(images) + 1), height + 2 * gap), GROUND)
    left = gap
    for image in images:
        whole.paste(image, (left, gap))
        left += image.width + gap
    return scaled(whole, WIDTH)


def trimmed(image: Image.Image, margin: int = 30) -> Image.Image:
    """Without the white around it."""
    box = ImageChops.difference(image, Image.new("RGB", image.size, "white")).getbbox() or (0, 0, *image.size)
    left, top, right, bottom = box
    return image.crop(
        (
            max(left - margin, 0),
            max(top - margin, 0),
            min(right + margin, image.width),
            min(bottom + margin, image.height),
        )
    )


def scaled(image: Image.Image, width: int) -> Image.Image:
    return image.resize((width, round(image.height * width / image.width)), Image.Resampling.LANCZOS)


def save(image: Image.Image, path: Path) -> None:
    image.quantize(COLORS, dither=Image.Dither.NONE).save(path, optimize=True)
    print(f"{path}  {path.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main()
