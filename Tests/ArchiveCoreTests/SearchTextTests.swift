import GRDB
import Testing

@testable import ArchiveCore

@Suite struct SearchTextTests {
    @Test(arguments: [
        "", "plain", "Grüße, café — naïve “quoted” don’t 🎉", "Привет, мир", "हिन्दी में", "العربية", "e\u{301}", "\u{0}",
    ])
    func otherTextsAreLeftAsTheyAre(text: String) {
        #expect(SearchText.indexed(text) == nil)
        #expect(SearchText(text).text == text)
        #expect(SearchText(text).originals(of: [0..<1]) == [0..<1])
    }

    @Test(arguments: [
        ("预算", "预 算"), ("讨论预算和排期", "讨 论 预 算 和 排 期"), ("AI预算2026", "AI 预 算 2026"),
        ("AI 预算 2026", "AI  预 算  2026"), ("テスト", "テ ス ト"), ("ﾃｽﾄ", "テ ス ト"), ("ｶﾞ", "ガ"), ("예산을", "예 산 을"),
        ("\u{1100}\u{1161}", "가"), ("ＡＩ", "AI"), ("㍿", "株 式 会 社"), ("𠮷野", "𠮷 野"), ("葛\u{E0100}", "葛"),
        ("п\u{2BC}ять", "п'ять"), ("ไทย", "ไ ท ย"), ("ที่", "ท\u{F0E35}\u{F0E48}"),
    ])
    func charactersWithoutSpacesStandByThemselves(text: String, indexed: String) {
        #expect(SearchText.indexed(text) == indexed)
    }

    @Test func partsAreThoseOfTheOriginal() {
        let text = SearchText("A預ﾃﾞ㍿b")
        #expect(text.text == "A 預 デ 株 式 会 社 b")
        #expect(text.originals(of: [0..<1, 2..<5]) == [0..<1, 1..<4])
        // Two characters of one sign, and what stands after it.
        #expect(text.originals(of: [6..<7, 8..<9, 14..<15]) == [4..<5, 5..<6])
        #expect(text.originals(of: [1..<2]) == [])
    }

    /// A migration finds in an older archive every text that the index takes in another form.
    @Test func thePatternFindsAllTextsThatAreChanged() throws {
        let scalars = (0x20...0x3FFFF).compactMap { Unicode.Scalar($0 as UInt32) }.map { String($0) }
        let changed = scalars.filter { SearchText.indexed($0) != nil }
        #expect(changed.count > 100_000)
        let found = try DatabaseQueue().read { db in
            let statement = try db.makeStatement(sql: "SELECT ? GLOB ?")
            return try changed.filter { text in
                try Bool.fetchOne(statement, arguments: ["a\(text)b", SearchText.pattern]) == true
            }
        }
        #expect(found.count == changed.count)
    }
}
