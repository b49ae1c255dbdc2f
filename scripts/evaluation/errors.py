"""The one error that these scripts report to the user instead of showing a traceback."""


class EvaluationError(Exception):
    """Something the user can mend: a missing file, a malformed line, a program that failed."""
