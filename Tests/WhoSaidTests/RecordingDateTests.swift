import Foundation
import Testing

@testable import whosaid

@Suite struct RecordingDateTests {
    private let utc = TimeZone.gmt

    @Test(arguments: [
        ("2024", "2024-01-01T00:00:00Z"), ("2024-05", "2024-05-01T00:00:00Z"), ("2024-02-29", "2024-02-29T00:00:00Z"),
        ("2024-05-06T14:30", "2024-05-06T14:30:00Z"), ("2024-05-06 00:00", "2024-05-06T00:00:00Z"),
    ])
    func aDateIsItsFirstInstant(text: String, instant: String) {
        #expect(RecordingDate(text, timeZone: utc)?.instant == instant)
    }

    @Test func aDateIsThatOfTheUser() throws {
        let zone = try #require(TimeZone(identifier: "Europe/Berlin"))
        #expect(RecordingDate("2024-05-06", timeZone: zone)?.instant == "2024-05-05T22:00:00Z")
        #expect(RecordingDate("2024-01-06", timeZone: zone)?.instant == "2024-01-05T23:00:00Z")
    }

    @Test(arguments: [
        "", "yesterday", "24", "2024-13", "2024-00", "2023-02-29", "2024-05-32", "2024-05-00", "2024-05-06T24:00",
        "2024-05-06T12:60", "2024-5-6", "06.05.2024", "2024-05-06T12", "2024-05-06Z",
    ])
    func whatIsNoDateIsRefused(text: String) { #expect(RecordingDate(text, timeZone: utc) == nil) }
}
