import Transcript
import TranscriptText

/// The time of a meeting along a line from 0 to its end.
struct TimeAxis {
    /// Seconds from one end to the other; more than 0.
    let lengthSeconds: Double
    private let withHours: Bool

    /// An axis that is long enough for everything that is said, also where a length is wrong.
    init(_ outline: MeetingOutline) {
        let ends = outline.speech.map(\.range.end) + outline.turns.map(\.range.end)
        lengthSeconds = max(outline.durationSeconds, ends.max() ?? 0, 1e-3)
        withHours = lengthSeconds >= 3600
    }

    /// How far along the axis a time is, 0…1.
    func share(_ seconds: Double) -> Double { seconds / lengthSeconds }

    /// Round times from 0 on, in equal steps.
    func ticks(atMost count: Int) -> [Double] {
        var step = 1.0
        let steps = [1.0, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600]
        if let fitting = steps.first(where: { lengthSeconds / $0 < Double(count) }) {
            step = fitting
        } else {
            step = 3600
            while lengthSeconds / step >= Double(count) { step *= 2 }
        }
        return stride(from: 0, through: lengthSeconds, by: step).map(\.self)
    }

    /// A time to the second, for example `02:03` or `1:02:03`.
    func label(_ seconds: Double) -> String { String(exactLabel(seconds.rounded()).dropLast(2)) }

    /// A time to the tenth of a second.
    func exactLabel(_ seconds: Double) -> String { ClockTime.tenths(seconds, withHours: withHours) }
}
