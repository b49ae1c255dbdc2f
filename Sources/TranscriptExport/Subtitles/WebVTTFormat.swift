import Transcript
import TranscriptText

/// WebVTT subtitles, with the speaker, where there is one, as the voice of each cue.
enum WebVTTFormat {
    static func render(_ export: ExportedTranscript, rules: SubtitleRules, showsNames: Bool) -> String {
        let transcript = export.transcript
        let cues = Subtitles(transcript, rules: rules, namesAreShown: false).cues
        return "WEBVTT\n"
            + cues.map { cue in
                let start = ClockTime.subtitle(milliseconds: cue.startMilliseconds, separator: ".")
                let end = ClockTime.subtitle(milliseconds: cue.endMilliseconds, separator: ".")
                let text = cue.lines.map(escaped).joined(separator: "\n")
                let voice = showsNames ? cue.speaker.map { "<v \(escaped(transcript.displayName(of: $0)))>" } : nil
                return "\n\(start) --> \(end)\n\(voice ?? "")\(text)\n"
            }.joined()
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }
}
