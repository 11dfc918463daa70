"""What an uploaded workbook says: what was typed, and every trouble met. Plain values."""

from pydantic import Field

from shirube.basics.problems import catalogue
from shirube.schema.addresses import Address, parse
from shirube.schema.plain import Plain
from shirube.workbooks.keys import TabKey


class Trouble(Plain):
    """Something that was not read as it stands: where, what, how to mend it.

    ``refused``: what stands there is not taken; else it is only said.
    """

    code: str  # basics/problems.toml
    tab: str = ""
    cell: str = ""
    values: dict[str, str] = Field(default_factory=dict)
    refused: bool = True

    @property
    def place(self) -> str:
        """「11 子育て」のC7."""
        where = f"「{self.tab}」" if self.tab else ""
        return f"{where}{f'の{self.cell}' if self.cell and where else self.cell}"

    def text(self, language: str = "ja") -> str:
        """What and how to mend."""
        return catalogue()[self.code][language].format_map(self.values)


class Filled(Plain):
    """A cell that no longer shows what it showed when the workbook was made."""

    address: str
    cell: str  # C7
    text: str
    mark: str  # of what it showed then

    @property
    def place(self) -> Address:
        """The address."""
        return parse(self.address)


class Tab(Plain):
    """A sheet of the workbook with everything that was changed in it."""

    name: str
    key: TabKey
    filled: tuple[Filled, ...] = ()


class Book(Plain):
    """A workbook as it was read."""

    file: str
    sha256: str = ""
    tabs: tuple[Tab, ...] = ()
    troubles: tuple[Trouble, ...] = ()
