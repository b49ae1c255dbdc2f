import Foundation

/// A day, month, year, minute or second, which stands for its first instant.
///
/// Dates are ISO 8601: `2024`, `2024-05`, `2024-05-06`, `2024-05-06T14:30`, `2024-05-06T14:30:09`, each in the time
/// zone of the user; with a time of day also in a zone of their own, as `Z`, `+02:00`, `+0200` or `+02`. Seconds may
/// have a fraction, and a space may replace the T.
///
/// Options use `transform: RecordingDate.parse`, so that the error message of a wrong date lists the forms.
struct RecordingDate: Hashable {
    /// The first instant, ISO 8601 in UTC with whole seconds, as the archive writes times. A fraction of a second is
    /// rounded up: no time of the archive lies between it and the next whole second.
    let instant: String

    /// The forms, for help and messages.
    static let forms = """
        2024, 2024-05, 2024-05-06, 2024-05-06T14:30, 2024-05-06T14:30:09, or with a zone as in \
        2024-05-06T14:30:09+02:00 or 2024-05-06T12:30:09Z
        """

    /// Why a text is no valid date.
    enum Problem: Error, Hashable, CustomStringConvertible {
        /// The text has none of the forms.
        case form
        /// The text has one of the forms, and the calendar or the clock has no such date.
        case impossible(String)

        var description: String {
            switch self {
            case .form: "a date is written \(RecordingDate.forms)"
            case .impossible(let what): "\(what); a date is written \(RecordingDate.forms)"
            }
        }
    }

    /// Reads a date of the command line.
    static func parse(_ text: String) throws -> RecordingDate { try RecordingDate(text, timeZone: .current) }

    /// Reads a date.
    /// - Parameter timeZone: That of dates which name none.
    init(_ text: String, timeZone: TimeZone) throws(Problem) {
        let day = #/([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?/#
        let time = #/([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]+))?)?(?: ?([Zz]|[+-][0-9]{2}(?::?[0-9]{2})?))?/#
        guard let date = text.prefixMatch(of: day) else { throw .form }
        func number(_ digits: Substring?) -> Int? { digits.flatMap { Int($0) } }
        var components = DateComponents(
            year: number(date.1), month: number(date.2) ?? 1, day: number(date.3) ?? 1, hour: 0, minute: 0, second: 0)
        var zone = timeZone
        var hasFraction = false
        var rest = text[date.range.upperBound...]
        if !rest.isEmpty {
            guard date.3 != nil, let separator = rest.popFirst(), "Tt ".contains(separator),
                let clock = rest.wholeMatch(of: time)
            else { throw .form }
            components.hour = number(clock.1)
            components.minute = number(clock.2)
            components.second = number(clock.3) ?? 0
            hasFraction = clock.4?.contains { $0 != "0" } ?? false
            if let offset = clock.5 { zone = try Self.zone(offset) }
        }
        try Self.check(components)
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        guard let whole = calendar.date(from: components) else { throw .impossible("there is no such time") }
        let first = hasFraction ? whole.addingTimeInterval(1) : whole
        guard (Self.year1600...Self.year9999).contains(first.timeIntervalSince1970) else {
            throw .impossible(Self.yearRule)
        }
        instant = first.formatted(.iso8601)
    }

    // Later years have another number of digits, and the archive compares times as texts; in earlier ones calendars
    // differ from country to country.
    private static let year1600 = -11_676_096_000.0
    private static let year9999 = 253_402_300_799.0
    private static let yearRule = "years go from 1600 to 9999"

    /// The calendar itself would take the 31st of February for a day in March.
    private static func check(_ components: DateComponents) throws(Problem) {
        let (year, month, day) = (components.year ?? 0, components.month ?? 0, components.day ?? 0)
        guard year >= 1600 else { throw .impossible(yearRule) }
        guard (1...12).contains(month) else { throw .impossible("months go from 01 to 12") }
        let isLeapYear = year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
        let days = [31, isLeapYear ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
        guard (1...days).contains(day) else { throw .impossible("that month has days 01 to \(days)") }
        guard (0...23).contains(components.hour ?? 0) else { throw .impossible("hours go from 00 to 23") }
        guard (0...59).contains(components.minute ?? 0) else { throw .impossible("minutes go from 00 to 59") }
        guard (0...59).contains(components.second ?? 0) else { throw .impossible("seconds go from 00 to 59") }
    }

    /// - Parameter offset: `Z` or the hours, and perhaps minutes, by which local time is ahead of UTC.
    private static func zone(_ offset: Substring) throws(Problem) -> TimeZone {
        guard offset.lowercased() != "z" else { return .gmt }
        let digits = offset.filter(\.isNumber)
        let hours = Int(digits.prefix(2)) ?? 0
        let minutes = Int(digits.dropFirst(2)) ?? 0
        let seconds = 60 * (60 * hours + minutes)
        guard minutes < 60, hours <= 18,
            let zone = TimeZone(secondsFromGMT: offset.hasPrefix("-") ? -seconds : seconds)
        else { throw .impossible("a zone is at most 18 hours from UTC, and its minutes go from 00 to 59") }
        return zone
    }
}
