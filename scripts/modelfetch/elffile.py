"""Reads data objects out of a 64-bit little-endian ELF shared library by their exported names.

Nothing is loaded or run: the dynamic symbol table tells an address and a size, the section headers where in
the file that address lies.
"""

import struct

from .errors import FetchError

SECTION_NOBITS = 8
SECTION_DYNAMIC_SYMBOLS = 11
SYMBOL_BYTES = 24


class SharedLibrary:
    """Exported symbols of one library.

    data: the file's bytes; name: what to call it in an error message.
    """

    def __init__(self, data, name):
        self.data = memoryview(data)
        self.name = name
        if bytes(self.data[:6]) != b"\x7fELF\x02\x01":
            raise FetchError(f"{name} is not a 64-bit little-endian ELF file")
        try:
            self._read_tables()
        except struct.error as error:
            raise FetchError(f"{name} is damaged: {error}") from error

    def _read_tables(self):
        table_offset = struct.unpack_from("<Q", self.data, 0x28)[0]
        entry_bytes, count = struct.unpack_from("<HH", self.data, 0x3A)
        # Per section: name, type, flags, address, offset, size, link, info, alignment, entry size.
        sections = [struct.unpack_from("<IIQQQQIIQQ", self.data, table_offset + i * entry_bytes) for i in range(count)]
        self._mapped = [(s[3], s[4], s[5]) for s in sections if s[3] and s[1] != SECTION_NOBITS]
        dynamic = [s for s in sections if s[1] == SECTION_DYNAMIC_SYMBOLS]
        if len(dynamic) != 1:
            raise FetchError(f"{self.name} has {len(dynamic)} dynamic symbol tables, not one")
        _, _, _, _, offset, size, link, _, _, _ = dynamic[0]
        names = bytes(self.data[sections[link][4] : sections[link][4] + sections[link][5]])
        self._symbols = {}
        for at in range(offset, offset + size, SYMBOL_BYTES):
            name_at, _, _, section, address, symbol_bytes = struct.unpack_from("<IBBHQQ", self.data, at)
            if section:
                self._symbols[names[name_at : names.index(b"\0", name_at)].decode()] = (address, symbol_bytes)

    def symbol(self, name):
        """The bytes of an exported data object."""
        if name not in self._symbols:
            raise FetchError(f"{self.name} exports no symbol {name}; it is not the library expected")
        address, size = self._symbols[name]
        for start, offset, section_bytes in self._mapped:
            if start <= address and address + size <= start + section_bytes:
                at = offset + address - start
                return bytes(self.data[at : at + size])
        raise FetchError(f"symbol {name} of {self.name} lies outside the file")
