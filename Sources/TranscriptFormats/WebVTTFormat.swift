import Transcript

/// WebVTT subtitles, with the speaker as the voice of each cue.
enum WebVTTFormat {
    static func render(_ transcript: MeetingTranscript, rules: SubtitleRules) -> String {
        let cues = Subtitles(transcript, rules: rules, namesAreShown: false).cues
        return "WEBVTT\n"
            + cues.map { cue in
                let start = ClockTime.subtitle(milliseconds: cue.startMilliseconds, separator: ".")
                let end = ClockTime.subtitle(milliseconds: cue.endMilliseconds, separator: ".")
                let text = cue.lines.map(escaped).joined(separator: "\n")
                return "\n\(start) --> \(end)\n<v \(escaped(transcript.displayName(of: cue.speaker)))>\(text)\n"
            }.joined()
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }
}
