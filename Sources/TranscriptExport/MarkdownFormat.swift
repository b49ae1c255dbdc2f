import Transcript
import TranscriptText

/// Dialogue to read, one paragraph a turn or more for a long one, under a heading with the name of the file.
enum MarkdownFormat {
    static func render(_ export: ExportedTranscript, showsNames: Bool) -> String {
        let transcript = export.transcript
        let speakers = transcript.speakers.indices.map { escaped(transcript.displayName(of: $0)) }
        let who = showsNames ? speakers.joined(separator: ", ") : String(speakers.count)
        var text = """
            # \(escaped(InertText.line(transcript.recording.fileName)))

            - Length: \(transcript.clock(transcript.recording.durationSeconds))
            - Speakers: \(speakers.isEmpty ? "none" : who)
            - Transcribed: \(escaped(InertText.line(transcript.run.startedAt)))

            """
        for line in transcript.dialogue(showsNames: showsNames) {
            // The text never begins a line, so that only marks within a line have to be escaped.
            let name = line.isContinued ? nil : line.speaker
            let place = name.map { "**\(escaped($0))** (\(line.time)):" } ?? "(\(line.time))"
            text += "\n\(place) \(escaped(line.text))\n"
        }
        return text
    }

    private static func escaped(_ text: String) -> String {
        text.reduce(into: "") { result, character in
            if "\\`*_[]<>&#|~$".contains(character) { result.append("\\") }
            result.append(character)
        }
    }
}
