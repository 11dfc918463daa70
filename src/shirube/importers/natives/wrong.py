"""A cell that says nothing its column allows."""


class Wrong:
    """Stands where a cell cannot be read; the sheet is refused, and the cell is shown."""

    def __init__(self, given: object) -> None:
        self.given = given

    def __repr__(self) -> str:
        return repr(self.given)
