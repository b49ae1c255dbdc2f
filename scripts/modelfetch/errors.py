"""The one error that scripts/fetch-models reports to its user."""


class FetchError(Exception):
    """What went wrong, with the file it concerns and what to do about it."""
