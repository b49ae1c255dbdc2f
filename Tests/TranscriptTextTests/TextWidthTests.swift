import Testing

@testable import TranscriptText

@Suite struct TextWidthTests {
    @Test(arguments: [
        ("abc", 3), ("会議", 4), ("× ·…", 4), ("e\u{301}", 1), ("한국", 4), ("ｗｉｄｅ", 8), ("👩‍👩‍👧‍👦", 2), ("ไทย", 3), ("🎉", 2),
        ("", 0), ("a\u{200B}b", 2), ("カ゚", 2), ("❤\u{FE0F}", 2), ("العربية", 7), ("नमस्ते", 4),
        ("\u{1112}\u{1161}\u{11AB}", 2), ("🇩🇪", 2),
    ])
    func columnsAreThoseOfTerminals(text: String, columns: Int) {
        #expect(TextWidth.columns(text) == columns)
    }

    @Test func textIsCutAndPaddedByColumns() {
        #expect(TextWidth.cut("会議会議", to: 5) == "会議…" && TextWidth.cut("abc", to: 3) == "abc")
        #expect(TextWidth.cut("会議会議", to: 6) == "会議…" && TextWidth.cut("abcd", to: 3) == "ab…")
        #expect(TextWidth.padded("会議", to: 6) == "会議  " && TextWidth.padded("会議", to: 6, isLeading: true) == "  会議")
        #expect(TextWidth.padded("long", to: 2) == "long")
    }
}
