"""A cell that says nothing its column allows."""


class Wrong:
    """Stands where a cell cannot be read; the sheet is refused, and the cell is shown. ``code`` is
    the problem's, where it is more than a wrong value.
    """

    def __init__(self, given: object, code: str = "") -> None:
        self.given = given
        self.code = code

    def __repr__(self) -> str:
        return repr(self.given)
