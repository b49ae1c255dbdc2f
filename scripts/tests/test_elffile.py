import struct
import unittest

from modelfetch.elffile import SharedLibrary
from modelfetch.errors import FetchError

ADDRESS = 0x4000


def library(symbols, data):
    """A minimal shared library: `data` mapped at ADDRESS, and symbols (name, address, size, section)."""
    names = b"\0" + b"".join(name.encode() + b"\0" for name, *_ in symbols)
    table, at = b"", 1
    for name, address, size, section in symbols:
        table += struct.pack("<IBBHQQ", at, 0x11, 0, section, address, size)
        at += len(name) + 1
    data_at, names_at = 64, 64 + len(data)
    table_at = names_at + len(names)
    sections_at = table_at + len(table)
    sections = [
        (0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
        (0, 1, 3, ADDRESS, data_at, len(data), 0, 0, 1, 0),
        (0, 3, 0, 0, names_at, len(names), 0, 0, 1, 0),
        (0, 11, 0, 0, table_at, len(table), 2, 0, 8, 24),
        (0, 8, 3, ADDRESS + len(data), 0, 1000, 0, 0, 1, 0),
    ]
    header = b"\x7fELF\x02\x01\x01" + bytes(9) + struct.pack("<HHI", 3, 62, 1)
    header += struct.pack("<QQQIHHHHHH", 0, 0, sections_at, 0, 64, 0, 0, 64, len(sections), 0)
    return header + data + names + table + b"".join(struct.pack("<IIQQQQIIQQ", *s) for s in sections)


class SharedLibraryTests(unittest.TestCase):
    def test_reads_a_symbol_by_its_name(self):
        symbols = [("one", ADDRESS, 3, 1), ("two", ADDRESS + 3, 4, 1)]
        found = SharedLibrary(library(symbols, b"abcdefg"), "lib")
        self.assertEqual(found.symbol("one"), b"abc")
        self.assertEqual(found.symbol("two"), b"defg")

    def test_a_symbol_that_is_not_in_the_file_is_an_error(self):
        symbols = [("imported", 0, 0, 0), ("beyond", ADDRESS + 5, 3, 1), ("zeroed", ADDRESS + 7, 3, 4)]
        found = SharedLibrary(library(symbols, b"abcdefg"), "lib")
        for name in ("none", "imported", "beyond", "zeroed"):
            with self.assertRaisesRegex(FetchError, name):
                found.symbol(name)

    def test_another_file_is_an_error(self):
        for data in (b"", b"MZ", b"\x7fELF\x01\x01" + bytes(100), library([], b"")[:70]):
            with self.assertRaisesRegex(FetchError, "lib"):
                SharedLibrary(data, "lib")
