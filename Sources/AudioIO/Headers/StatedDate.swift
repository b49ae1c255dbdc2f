public import Foundation

/// When a recording was made, as its file says.
public struct StatedDate: Hashable, Codable, Sendable {
    /// The instant, to the second.
    public var date: Date
    /// What says it, for example `creation_time`.
    public var field: String

    /// Earlier dates are those of clocks that were never set: 1904, 1970 and 1980 are the first days that formats and file
    /// systems know, and nothing that records to files is older.
    private static let earliest = Date(timeIntervalSince1970: 631_152_000)  // 1990-01-01
    /// Clocks of recorders go wrong by their time zone.
    private static let futureSeconds = 86_400.0

    /// Reads a date with at least a day, as recorders and tagging programs write it: `2023-05-06T07:08:09Z`,
    /// `2023-05-06T09:08:09.5+0200`, `2023-05-06 07:08`, `2023:05:06 07:08:09`, `20230506`. A year or a month alone is the
    /// release date of music, not the time of a recording.
    /// - Parameters:
    ///   - field: what says it.
    ///   - timeZone: that of a date that names none.
    ///   - now: later dates are wrong, but for a day.
    /// - Returns: nil where it is no such date, or one that cannot be.
    init?(_ text: String, field: String, timeZone: TimeZone = .current, now: Date = Date()) {
        let pattern =
            #/\s*(\d{4})[-:/._ ]?(\d{2})[-:/._ ]?(\d{2})(?:[T ]+(\d{2})[-:._ ]?(\d{2})(?:[-:._ ]?(\d{2})(?:[.,]\d+)?)?\s*(Z|UTC|[+-]\d{2}(?::?\d{2})?)?)?[\s\0]*/#
        guard let match = text.wholeMatch(of: pattern) else { return nil }
        func number(_ digits: Substring?) -> Int { digits.flatMap { Int($0) } ?? 0 }
        let components = DateComponents(
            year: number(match.1), month: number(match.2), day: number(match.3), hour: number(match.4),
            minute: number(match.5), second: number(match.6))
        var calendar = Calendar(identifier: .gregorian)
        if let zone = match.7 {
            guard let stated = Self.zone(zone) else { return nil }
            calendar.timeZone = stated
        } else {
            calendar.timeZone = timeZone
        }
        guard let date = calendar.date(from: components),
            // The calendar itself would take the 31st of February for a day in March.
            calendar.dateComponents([.year, .month, .day, .hour, .minute, .second], from: date).hasSameTime(
                as: components),
            date >= Self.earliest, date <= now + Self.futureSeconds
        else { return nil }
        self.date = date
        self.field = field
    }

    private static func zone(_ text: Substring) -> TimeZone? {
        guard let sign = text.first, sign == "+" || sign == "-" else { return TimeZone(secondsFromGMT: 0) }
        let digits = text.filter(\.isNumber).compactMap(\.wholeNumberValue)
        let (hours, minutes) = (digits[0] * 10 + digits[1], digits.count == 4 ? digits[2] * 10 + digits[3] : 0)
        guard hours <= 18, minutes < 60 else { return nil }
        let seconds = hours * 3600 + minutes * 60
        return TimeZone(secondsFromGMT: sign == "-" ? -seconds : seconds)
    }
}

extension DateComponents {
    fileprivate func hasSameTime(as other: DateComponents) -> Bool {
        (year, month, day) == (other.year, other.month, other.day)
            && (hour, minute, second) == (other.hour, other.minute, other.second)
    }
}

extension FFmpegReport {
    /// Tags that say when something was recorded, the most exact first. QuickTime's own has a time zone.
    private static let dateTags = ["com.apple.quicktime.creationdate", "creation_time", "date_recorded", "date"]

    /// When the stream was recorded, by the tags of the file or its own.
    func recordedAt(of stream: Stream) -> StatedDate? {
        let all = [format.tags ?? [:], stream.tags ?? [:]]
        for name in Self.dateTags {
            for tags in all {
                if let date = tags.tag(name).flatMap({ StatedDate($0, field: name) }) { return date }
            }
        }
        // The Broadcast Wave extension, as ffmpeg names its fields.
        let tags = format.tags ?? [:]
        return tags.tag("origination_date").flatMap {
            StatedDate("\($0) \(tags.tag("origination_time") ?? "")", field: "bext")
        }
    }

    /// For which loudspeakers the channels of a stream are.
    func layout(of stream: Stream) -> ChannelLayout? {
        // FLAC numbers channels without saying what they are; ffmpeg takes any six for 5.1.
        guard let name = stream.channelLayout, let channels = stream.channels?.count, stream.codecName != "flac" else {
            return nil
        }
        return ChannelLayout(ffmpeg: name, channelCount: channels)
    }
}
