import ArgumentParser
import Foundation

/// A day, month, year or minute of the user's calendar and time zone, which stands for its first instant.
struct RecordingDate: ExpressibleByArgument, Hashable {
    /// The first instant, ISO 8601 in UTC, as the archive writes times.
    let instant: String

    /// Reads `2024`, `2024-05`, `2024-05-06` or `2024-05-06T14:30`.
    init?(argument: String) { self.init(argument, timeZone: .current) }

    init?(_ text: String, timeZone: TimeZone) {
        let pattern = #/([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2})(?:[T ]([0-9]{2}):([0-9]{2}))?)?)?/#
        guard let match = text.wholeMatch(of: pattern) else { return nil }
        func number(_ digits: Substring?) -> Int? { digits.flatMap { Int($0) } }
        let components = DateComponents(
            year: number(match.1), month: number(match.2) ?? 1, day: number(match.3) ?? 1, hour: number(match.4) ?? 0,
            minute: number(match.5) ?? 0)
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = timeZone
        // The calendar itself would take the 31st of February for a day in March.
        guard (1...12).contains(components.month ?? 0), (0...23).contains(components.hour ?? 0),
            (0...59).contains(components.minute ?? 0),
            let month = calendar.date(from: DateComponents(year: components.year, month: components.month)),
            calendar.range(of: .day, in: .month, for: month)?.contains(components.day ?? 0) == true,
            let date = calendar.date(from: components)
        else { return nil }
        instant = date.formatted(.iso8601)
    }
}
