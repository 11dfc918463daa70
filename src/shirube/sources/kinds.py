"""What a file is by its first bytes, whatever its name says."""

import re

PDF = "PDF"
ZIP = "zip"
OLD_OFFICE = "古い Office ファイルか、パスワードで保護されたファイル"
TEXT = "文字だけのファイル"

_MAGIC = (
    (b"%PDF-", PDF),
    (b"PK\x03\x04", ZIP),
    (b"PK\x05\x06", ZIP),  # an empty zip
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLD_OFFICE),
    (b"\x89PNG\r\n\x1a\n", "画像(PNG)"),
    (b"\xff\xd8\xff", "画像(JPEG)"),
    (b"GIF8", "画像(GIF)"),
    (b"II*\x00", "画像(TIFF)"),
    (b"MM\x00*", "画像(TIFF)"),
    (b"\x1f\x8b", "圧縮ファイル(gzip)"),
    (b"7z\xbc\xaf\x27\x1c", "圧縮ファイル(7z)"),
    (b"Rar!\x1a\x07", "圧縮ファイル(RAR)"),
    (b"SQLite format 3\x00", "データベース"),
    (b"\x7fELF", "プログラム"),
    (b"{\\rtf", "リッチテキスト(RTF)"),
)
_HTML = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|body|table|meta)\b", re.IGNORECASE
)
_HTML_KIND = "ウェブページ(HTML)"


def kind_of(data: bytes) -> str:
    """The kind in words: one of the constants, a picture, an archive …; otherwise TEXT."""
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    return _HTML_KIND if _HTML.match(data) else TEXT


def is_text(data: bytes) -> bool:
    """Nothing in its first bytes says otherwise; a web page is text, too."""
    return kind_of(data) in {TEXT, _HTML_KIND}
