import Reports
import Testing

@Suite struct PassedOverTests {
    @Test func kindsAreNamedByTheirCounts() {
        #expect(
            PassedOver(folder: "/in", counts: ["pdf": 2, "txt": 1, "": 1, "gz": 1]).description
                == "/in: passed over 5 files: 2 .pdf, 1 without extension, 1 .gz, 1 .txt")
        #expect(
            PassedOver(folder: "/in", counts: ["pdf": 1]).description == "/in: passed over 1 file: 1 .pdf")
    }

    @Test func rareKindsAreOneNumber() {
        let many = Dictionary(uniqueKeysWithValues: (1...12).map { (String($0), 1) })
        let files = PassedOver(folder: "x", counts: many)
        #expect(files.fileCount == 12)
        #expect(files.description.hasSuffix(", 2 of other kinds"))
    }
}
