import Foundation
import Testing

@testable import whosaid

@Suite struct RecordingDateTests {
    private let utc = TimeZone.gmt

    @Test(arguments: [
        ("2024", "2024-01-01T00:00:00Z"), ("2024-05", "2024-05-01T00:00:00Z"), ("2024-02-29", "2024-02-29T00:00:00Z"),
        ("2000-02-29", "2000-02-29T00:00:00Z"), ("2024-05-06T14:30", "2024-05-06T14:30:00Z"),
        ("2024-05-06 00:00", "2024-05-06T00:00:00Z"), ("2024-05-06T14:30:59", "2024-05-06T14:30:59Z"),
        ("1600", "1600-01-01T00:00:00Z"), ("9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z"),
    ])
    func aDateIsItsFirstInstant(text: String, instant: String) throws {
        #expect(try RecordingDate(text, timeZone: utc).instant == instant)
    }

    @Test func aDateIsThatOfTheUser() throws {
        let zone = try #require(TimeZone(identifier: "Europe/Berlin"))
        #expect(try RecordingDate("2024-05-06", timeZone: zone).instant == "2024-05-05T22:00:00Z")
        #expect(try RecordingDate("2024-01-06", timeZone: zone).instant == "2024-01-05T23:00:00Z")
        #expect(try RecordingDate("2024-01-06T00:00:30", timeZone: zone).instant == "2024-01-05T23:00:30Z")
    }

    @Test(arguments: [
        ("2026-03-31T09:00:30Z", "2026-03-31T09:00:30Z"), ("2026-03-31 09:00:30z", "2026-03-31T09:00:30Z"),
        ("2026-03-31T09:00:30+02:00", "2026-03-31T07:00:30Z"), ("2026-03-31T09:00+0200", "2026-03-31T07:00:00Z"),
        ("2026-03-31 09:00:30 -05", "2026-03-31T14:00:30Z"), ("2026-03-31T23:30-00:30", "2026-04-01T00:00:00Z"),
        ("2026-03-31t09:00:30+05:45", "2026-03-31T03:15:30Z"),
    ])
    func aZoneOfItsOwnCounts(text: String, instant: String) throws {
        let zone = try #require(TimeZone(identifier: "Asia/Tokyo"))
        #expect(try RecordingDate(text, timeZone: zone).instant == instant)
    }

    /// Times of the archive are whole seconds: from 30.25 s on is from 31 s on, and before 30.25 s is before 31 s.
    @Test(arguments: [
        ("2026-03-31T09:00:30.25Z", "2026-03-31T09:00:31Z"), ("2026-03-31T23:59:59,999Z", "2026-04-01T00:00:00Z"),
        ("2026-03-31T09:00:30.000Z", "2026-03-31T09:00:30Z"),
    ])
    func aFractionOfASecondIsRoundedUp(text: String, instant: String) throws {
        #expect(try RecordingDate(text, timeZone: utc).instant == instant)
    }

    @Test(arguments: [
        "", "yesterday", "24", "2024-5-6", "06.05.2024", "2024-05-06T12", "2024-05-06Z", "2024-05-06T12:30:",
        "2024-05-06T12:30:09.", "2024-05-06T12:30:09 CET", "2024-05-06T12:30+2", "2024T12:30", "2024-05T12:30",
        "2024-05-06T12:30.5", " 2024", "2024 ", "２０２４", "-2024", "20240506",
    ])
    func whatHasNoneOfTheFormsIsRefused(text: String) {
        #expect(throws: RecordingDate.Problem.form) { try RecordingDate(text, timeZone: utc) }
    }

    @Test(arguments: [
        ("2024-13", "months"), ("2024-00", "months"), ("2023-02-29", "days 01 to 28"), ("2024-02-30", "days 01 to 29"),
        ("1900-02-29", "days 01 to 28"), ("2024-04-31", "days 01 to 30"), ("2024-05-32", "days 01 to 31"),
        ("2024-05-00", "days"), ("2024-05-06T24:00", "hours"), ("2024-05-06T25:00", "hours"),
        ("2024-05-06T12:60", "minutes"), ("2024-05-06T12:30:60", "seconds"), ("2024-05-06T12:30+19:00", "zone"),
        ("2024-05-06T12:30+01:60", "zone"), ("0000", "years"), ("0001-01-01", "years"),
        ("1600-01-01T00:00+02:00", "years"),
        ("9999-12-31T23:59:59.5Z", "years"),
    ])
    func aDateThatIsNoneIsRefusedAndToldWhy(text: String, part: String) throws {
        let problem = #expect(throws: RecordingDate.Problem.self) { try RecordingDate(text, timeZone: utc) }
        let description = try #require(problem).description
        #expect(description.contains(part))
        #expect(description.contains(RecordingDate.forms))
    }
}
