"""Pictures from numbers: the small indicator chart, and the same picture in words."""
