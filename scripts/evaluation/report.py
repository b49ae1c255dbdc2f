"""Markdown tables."""


def percent(value, is_exact=True):
    """A share as per cent with two decimals; `-` where there is none, `≤` where it is an upper bound."""
    return "-" if value is None else f"{'' if is_exact else '≤'}{100 * value:.2f}"


def table(header, rows):
    """A Markdown table with padded columns: first column to the left, the others to the right."""
    cells = [[str(cell) for cell in row] for row in [header, *rows]]
    widths = [max(3, *(len(row[i]) for row in cells)) for i in range(len(header))]
    lines = [
        "| " + " | ".join(c.rjust(w) if i else c.ljust(w) for i, (c, w) in enumerate(zip(row, widths))) + " |"
        for row in cells
    ]
    rule = "| " + " | ".join("-" * (w - 1) + ":" if i else "-" * w for i, w in enumerate(widths)) + " |"
    return "\n".join([lines[0], rule, *lines[1:]])
