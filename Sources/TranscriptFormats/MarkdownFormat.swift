import Transcript

/// Dialogue to read, one paragraph a turn, under a heading with the name of the file.
enum MarkdownFormat {
    static func render(_ transcript: MeetingTranscript) -> String {
        let speakers = transcript.speakers.indices.map { escaped(transcript.displayName(of: $0)) }
        var text = """
            # \(escaped(InertText.line(transcript.recording.fileName)))

            - Length: \(transcript.clock(transcript.recording.durationSeconds))
            - Speakers: \(speakers.isEmpty ? "none" : speakers.joined(separator: ", "))
            - Transcribed: \(escaped(InertText.line(transcript.run.startedAt)))

            """
        for line in transcript.dialogue {
            // The text never begins a line, so that only marks within a line have to be escaped.
            text += "\n**\(escaped(line.speaker))** (\(line.time)): \(escaped(line.text))\n"
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
