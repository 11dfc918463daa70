"""Looking into a PDF as a reader's program does: text, tags, language, fonts."""

import ctypes
import re
import unicodedata

import pypdfium2
from pypdfium2 import raw

NUMBER = re.compile(r"\d+(?:\.\d+)?")


class Printed:
    """A PDF that was made."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.document = pypdfium2.PdfDocument(data)

    @property
    def pages(self) -> list[str]:
        """The text layer, page by page."""
        return [page.get_textpage().get_text_bounded() for page in self.document]

    @property
    def text(self) -> str:
        """All text in one line: where a line ends is the page's affair."""
        return re.sub(r"\s|\u200b", "", "".join(self.pages))

    @property
    def title(self) -> str:
        return str(self.document.get_metadata_dict()["Title"])

    @property
    def tagged(self) -> bool:
        return bool(raw.FPDFCatalog_IsTagged(self.document))

    @property
    def language(self) -> str:
        size = raw.FPDFCatalog_GetLanguage(self.document, None, 0)
        buffer = ctypes.create_string_buffer(size)
        raw.FPDFCatalog_GetLanguage(
            self.document, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size
        )
        return buffer.raw.decode("utf-16-le").rstrip("\0")

    @property
    def fonts(self) -> dict[str, bool]:
        """Names of the fonts of all text, and whether each is embedded."""
        found = {}
        for page in self.document:
            for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
                font = raw.FPDFTextObj_GetFont(item.raw)
                size = raw.FPDFFont_GetBaseFontName(font, None, 0)
                name = ctypes.create_string_buffer(size)
                raw.FPDFFont_GetBaseFontName(font, name, size)
                found[name.value.decode()] = raw.FPDFFont_GetIsEmbedded(font) == 1
        return found

    @property
    def outline(self) -> list[str]:
        return [one.get_title() for one in self.document.get_toc()]


def numbers(text: str) -> set[str]:
    """Every number of a text: width and thousands' commas do not matter."""
    plain = unicodedata.normalize("NFKC", text).replace("\u200b", "")
    return set(NUMBER.findall(re.sub(r"(?<=\d),(?=\d)", "", plain)))
