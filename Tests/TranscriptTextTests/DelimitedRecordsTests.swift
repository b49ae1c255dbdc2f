import Testing

@testable import TranscriptText

@Suite struct DelimitedRecordsTests {
    @Test(arguments: [
        ("plain", "plain"), ("a,b", "\"a,b\""), ("say \"no\"", "\"say \"\"no\"\"\""), ("a\r\nb", "\"a\r\nb\""),
        ("a\nb", "\"a\nb\""), ("\"", "\"\"\"\""), ("\"\u{301}", "\"\"\"\u{301}\""), (",\u{301}", "\",\u{301}\""),
        ("", ""),
    ])
    func whatWouldEndACellIsQuoted(cell: String, written: String) {
        #expect(DelimitedRecords.csv.text([["a", cell], [cell]]) == "a,\(written)\r\n\(written)\r\n")
    }

    @Test func aCommaBetweenTabsIsNothingSpecial() {
        #expect(DelimitedRecords.tsv.text([["a,b", "c\td"]]) == "a,b\t\"c\td\"\n")
    }

    @Test func formulasGetAnApostrophe() {
        for text in ["=1", "+1", "-1", "@A", "\t=1", "\r\n=1", "＝1"] {
            #expect(DelimitedRecords.inert(text) == "'" + text)
        }
        for text in ["", "a=1", "1", "'=1", " ="] { #expect(DelimitedRecords.inert(text) == text) }
    }
}
