import ArchiveCore
import ArchiveSearch
import Reports
import TestSupport
import Testing

@Suite struct SearchPrinterTests {
    @Test func matchesAreBoldOnATerminal() throws {
        let hit = SearchHit.fixture(text: "a\u{1B}[31m b\n", matches: [7..<9])
        #expect(
            SearchPrinter(style: TerminalStyle(isEnabled: true)).lines(hit)
                == ["\u{1B}[2m1 a.wav [00:01.0]\u{1B}[0m ?: a [31m \u{1B}[1mb \u{1B}[0m"])
        #expect(SearchPrinter(style: .plain).lines(hit) == ["1 a.wav [00:01.0] ?: a [31m «b »"])
    }
}
