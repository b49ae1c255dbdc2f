import Transcript
import TranscriptText

/// SubRip subtitles, with the speaker's name, where there is one, in front of each cue.
enum SubRipFormat {
    static func render(_ export: ExportedTranscript, rules: SubtitleRules, showsNames: Bool) -> String {
        let transcript = export.transcript
        let cues = Subtitles(transcript, rules: rules, namesAreShown: showsNames).cues
        return cues.enumerated().map { index, cue in
            let start = ClockTime.subtitle(milliseconds: cue.startMilliseconds, separator: ",")
            let end = ClockTime.subtitle(milliseconds: cue.endMilliseconds, separator: ",")
            return "\(index + 1)\n\(start) --> \(end)\n\(cue.lines.map(inert).joined(separator: "\n"))\n"
        }.joined(separator: "\n")
    }

    /// SubRip has no escapes: players take `-->` for times, drop what looks like a tag, and obey `\N` and `{\an8}`.
    /// Characters that look alike, one for one, keep the text readable and the lines as long as they are.
    private static func inert(_ line: String) -> String {
        String(line.map { ["<": "‹", ">": "›", "\\": "∖"][$0] ?? $0 })
    }
}
