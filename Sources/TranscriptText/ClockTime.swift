/// Times as people read them.
public enum ClockTime {
    /// Minutes, seconds and tenths, for example `02:03.4`, with hours in front where asked for: `1:02:03.4`.
    /// - Parameter seconds: From the beginning of the recording; times before it count as 0.
    public static func tenths(_ seconds: Double, withHours: Bool) -> String {
        let tenths = UInt64(max(0, (seconds * 10).rounded()))
        let rest = "\(FixedDecimal.padded(tenths / 10 % 60, 2)).\(tenths % 10)"
        let minutes = tenths / 600
        guard withHours else { return "\(FixedDecimal.padded(minutes, 2)):\(rest)" }
        return "\(minutes / 60):\(FixedDecimal.padded(minutes % 60, 2)):\(rest)"
    }

    /// Hours, minutes, seconds and milliseconds as subtitles have them, for example `00:02:03,456`.
    package static func subtitle(milliseconds: Int, separator: Character) -> String {
        let total = UInt64(max(0, milliseconds))
        let parts = [total / 3_600_000, total / 60_000 % 60, total / 1000 % 60].map { FixedDecimal.padded($0, 2) }
        return parts.joined(separator: ":") + "\(separator)" + FixedDecimal.padded(total % 1000, 3)
    }

    /// Whole milliseconds, so that differences of rounded times are exact.
    package static func milliseconds(_ seconds: Double) -> Int { Int((seconds * 1000).rounded()) }
}
