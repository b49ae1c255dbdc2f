import Transcript
import TranscriptText

/// One JSON object a line, in the shape of `jsonl.schema.json`: a turn, or a word.
enum JSONLinesFormat {
    static func render(_ export: ExportedTranscript, unit: LineUnit) -> String {
        let transcript = export.transcript
        return transcript.turns.enumerated().map { index, turn in
            switch unit {
            case .turn: line("turn", index, turn, turn.speaker, turn.range, transcript, about(turn))
            case .word:
                turn.words.enumerated().map { position, word in
                    line("word", index, turn, word.speaker, word.range, transcript, about(word, position))
                }.joined()
            }
        }.joined()
    }

    private static func line(
        _ type: String, _ index: Int, _ turn: Turn, _ speaker: Int?, _ range: TimeRange,
        _ transcript: MeetingTranscript,
        _ rest: [(name: String, value: JSONValue?)]
    ) -> String {
        JSONValue.object(
            [
                ("type", .string(type)),
                ("recording", .string(transcript.recording.fileName)),
                ("content_hash", .string(transcript.recording.contentHash)),
                ("turn", .integer(Int64(index))),
                ("speaker", .optional(speaker.map { transcript.speakers[$0].label })),
                ("name", speaker.flatMap { transcript.speakers[$0].name }.map(JSONValue.string)),
                ("start", .seconds(range.start)),
                ("end", .seconds(range.end)),
                ("channel", turn.channel.map { .integer(Int64($0)) }),
            ] + rest
        ).compact + "\n"
    }

    private static func about(_ turn: Turn) -> [(name: String, value: JSONValue?)] {
        [("confidence", .share(turn.confidence)), ("text", .string(turn.text))]
    }

    private static func about(_ word: Word, _ position: Int) -> [(name: String, value: JSONValue?)] {
        [
            ("word", .integer(Int64(position))),
            ("confidence", .share(word.confidence)),
            ("speaker_margin", .share(word.speakerMargin)),
            ("overlapped", .bool(word.isOverlapped)),
            ("text", .string(word.text)),
        ]
    }
}
