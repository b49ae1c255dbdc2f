import Transcript
import TranscriptText

/// A TextGrid of Praat in its long form: an interval tier for each speaker, and one for what is nobody's.
///
/// The intervals of a tier cover the whole time without gap or overlap; between turns they are empty. Each holds a
/// turn (of a long one, a paragraph) or a word. Where a speaker's turns overlap, the later begins where the earlier
/// ends, and what lies wholly within another is added to it, so that no text is lost.
enum TextGridFormat {
    /// Times in milliseconds, so that neighbours meet exactly.
    private struct Interval {
        var start: Int
        var end: Int
        var text: String
    }

    static func render(_ export: ExportedTranscript, unit: LineUnit) -> String {
        let transcript = export.transcript
        let spoken = transcript.outline.voices.map { voice in
            (name: voice.map { transcript.displayName(of: $0) } ?? "unknown", parts: parts(transcript, of: voice, unit))
        }
        // Praat takes no file without a tier.
        let voices = spoken.isEmpty ? [(name: "speech", parts: [])] : spoken
        let length = ClockTime.milliseconds(transcript.recording.durationSeconds)
        let end = max(1, length, voices.flatMap { $0.parts.map(\.end) }.max() ?? 0)
        var text = """
            File type = "ooTextFile"
            Object class = "TextGrid"

            xmin = 0
            xmax = \(NISTTime.text(end))
            tiers? <exists>
            size = \(voices.count)
            item []:

            """
        for (index, voice) in voices.enumerated() {
            let intervals = covering(voice.parts, until: end)
            text += """
                    item [\(index + 1)]:
                        class = "IntervalTier"
                        name = \(quoted(voice.name))
                        xmin = 0
                        xmax = \(NISTTime.text(end))
                        intervals: size = \(intervals.count)

                """
            for (position, interval) in intervals.enumerated() {
                text += """
                            intervals [\(position + 1)]:
                                xmin = \(NISTTime.text(interval.start))
                                xmax = \(NISTTime.text(interval.end))
                                text = \(quoted(interval.text))

                    """
            }
        }
        return text
    }

    private static func parts(_ transcript: MeetingTranscript, of voice: Int?, _ unit: LineUnit) -> [Interval] {
        transcript.turns.filter { $0.speaker == voice }.flatMap { turn in
            switch unit {
            case .turn: turn.paragraphs.map { interval($0.range, $0.text) }
            case .word: turn.words.map { interval($0.range, $0.text) }
            }
        }
    }

    /// A part that is too short to be shown lasts a millisecond.
    private static func interval(_ range: TimeRange, _ text: String) -> Interval {
        let start = max(0, ClockTime.milliseconds(range.start))
        return Interval(
            start: start, end: max(start + 1, ClockTime.milliseconds(range.end)), text: InertText.line(text))
    }

    private static func covering(_ parts: [Interval], until end: Int) -> [Interval] {
        var result: [Interval] = []
        for part in parts.inOrder(by: { Double($0.start) }) {
            let reached = result.last?.end ?? 0
            if part.end <= reached, let last = result.indices.last {
                result[last].text += (result[last].text.isEmpty ? "" : " ") + part.text
                continue
            }
            if part.start > reached { result.append(Interval(start: reached, end: part.start, text: "")) }
            result.append(Interval(start: max(part.start, reached), end: part.end, text: part.text))
        }
        let reached = result.last?.end ?? 0
        if reached < end { result.append(Interval(start: reached, end: end, text: "")) }
        return result
    }

    /// Praat doubles quotes and has no other escapes.
    private static func quoted(_ text: String) -> String {
        "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
