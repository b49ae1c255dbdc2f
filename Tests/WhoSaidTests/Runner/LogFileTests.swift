import Foundation
import Logging
import TestSupport
import Testing

@testable import whosaid

@Suite struct LogFileTests {
    private let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    private func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.file("logs")).sorted()
    }

    @Test func aMessageIsALineWithTimeAndLevel() throws {
        let handler = try LogFile(in: folder.file("logs"), now: JobFixtures.date(0), keeping: 10)
        let logger = Logger(label: "test") { _ in handler }
        logger.info("first")
        logger.error("second")
        logger.debug("not this")
        let name = try #require(try names().first)
        #expect(name.hasPrefix("2023-11-14T221320Z-") && name.hasSuffix(".log"))
        let text = try String(contentsOfFile: folder.file("logs/" + name), encoding: .utf8)
        #expect(text.wholeMatch(of: #/\S+T\S+Z info first\n\S+T\S+Z error second\n/#) != nil, "\(text)")
    }

    @Test func theNewestFilesStay() throws {
        for number in 1...5 {
            try folder.write("", to: "logs/2023-11-0\(number)T000000Z-1.log")
        }
        try folder.write("", to: "logs/notes.txt")
        _ = try LogFile(in: folder.file("logs"), now: JobFixtures.date(0), keeping: 3)
        let kept = try names()
        #expect(kept.count == 4 && kept.last == "notes.txt")
        #expect(kept.prefix(2) == ["2023-11-04T000000Z-1.log", "2023-11-05T000000Z-1.log"])
    }
}
