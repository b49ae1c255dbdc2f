import Transcript
public import TranscriptText

/// Everything that the archive knows of a transcript, in the shape of `transcript.schema.json`.
public enum JSONFormat {
    /// Raised when a reader of the shape would break.
    static let version: Int64 = 1

    /// The transcript as a JSON document.
    public static func value(
        of export: ExportedTranscript, options: FormatOptions = FormatOptions()
    ) -> JSONValue {
        let transcript = export.transcript
        return .object([
            ("format", .string("whosaid-transcript")),
            ("version", .integer(version)),
            ("recording", recording(transcript.recording)),
            ("run", run(transcript.run)),
            ("speakers", speakers(transcript, includesEmbeddings: options.includesEmbeddings)),
            ("turns", .array(transcript.turns.map { turn($0, transcript) })),
            ("speech", .array(transcript.speech.map { speech($0, transcript) })),
            ("exclusive_speech", .array(transcript.exclusiveSpeech.map { speech($0, transcript) })),
            ("ledger", ledger(transcript.ledger)),
            (
                "alternatives",
                transcript.alternatives.isEmpty ? nil : .array(transcript.alternatives.map(alternative))
            ),
        ])
    }

    private static func recording(_ recording: Recording) -> JSONValue {
        .object([
            ("content_hash", .string(recording.contentHash)),
            ("path", .string(recording.path)),
            ("duration_seconds", .seconds(recording.durationSeconds)),
            ("sample_rate", .integer(Int64(recording.sampleRate))),
            ("channel_count", .integer(Int64(recording.channelCount))),
            ("format", .string(recording.format)),
            ("recorded_at", recording.recordedAt.map(JSONValue.string)),
        ])
    }

    private static func run(_ run: RunInfo) -> JSONValue {
        .object([
            ("system", .string(run.system)),
            ("program_version", .string(run.programVersion)),
            ("started_at", .string(run.startedAt)),
            ("settings", texts(run.settings)),
            ("models", texts(run.models)),
            (
                "timings",
                .array(
                    run.timings.map { .object([("stage", .string($0.stage)), ("seconds", .seconds($0.seconds))]) })
            ),
        ])
    }

    private static func texts(_ texts: [String: String]) -> JSONValue {
        .object(texts.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) })
    }

    private static func speakers(_ transcript: MeetingTranscript, includesEmbeddings: Bool) -> JSONValue {
        .array(
            transcript.speakers.enumerated().map { index, speaker in
                let seconds = transcript.speech.reduce(0) { $0 + ($1.speaker == index ? $1.range.duration : 0) }
                return .object([
                    ("label", .string(speaker.label)),
                    ("name", speaker.name.map(JSONValue.string)),
                    ("speech_seconds", .seconds(seconds)),
                    ("embedding", includesEmbeddings ? .array(speaker.embedding.map(JSONValue.float)) : nil),
                ])
            })
    }

    private static func turn(_ turn: Turn, _ transcript: MeetingTranscript) -> JSONValue {
        .object([
            ("speaker", label(turn.speaker, transcript)),
            ("start", .seconds(turn.range.start)),
            ("end", .seconds(turn.range.end)),
            ("text", .string(turn.text)),
            ("confidence", .share(turn.confidence)),
            ("channel", turn.channel.map { .integer(Int64($0)) }),
            ("words", .array(turn.words.map { word($0, transcript) })),
        ])
    }

    private static func word(_ word: Word, _ transcript: MeetingTranscript) -> JSONValue {
        .object([
            ("text", .string(word.text)),
            ("start", .seconds(word.range.start)),
            ("end", .seconds(word.range.end)),
            ("confidence", .share(word.confidence)),
            ("speaker", label(word.speaker, transcript)),
            ("speaker_margin", .share(word.speakerMargin)),
            ("overlapped", .bool(word.isOverlapped)),
        ])
    }

    private static func speech(_ span: SpeechSpan, _ transcript: MeetingTranscript) -> JSONValue {
        .object([
            ("speaker", label(span.speaker, transcript)),
            ("start", .seconds(span.range.start)),
            ("end", .seconds(span.range.end)),
        ])
    }

    /// The speaker's label, which other members of the document refer to, not the name to display.
    private static func label(_ speaker: Int?, _ transcript: MeetingTranscript) -> JSONValue {
        .optional(speaker.map { transcript.speakers[$0].label })
    }

    private static func alternative(_ alternative: Alternative) -> JSONValue {
        .object([
            ("start", .seconds(alternative.range.start)),
            ("end", .seconds(alternative.range.end)),
            ("channel", alternative.channel.map { .integer(Int64($0)) }),
            ("rank", .integer(Int64(alternative.rank))),
            ("confidence", alternative.confidence.map(JSONValue.share)),
            ("text", .string(alternative.text)),
        ])
    }

    private static func ledger(_ ledger: SecondsLedger) -> JSONValue {
        .object([
            ("transcribed_seconds", .seconds(ledger.seconds(of: .transcribed))),
            ("non_speech_seconds", .seconds(ledger.seconds(of: .nonSpeech))),
            ("dropped_seconds", .seconds(ledger.seconds(of: .dropped))),
            (
                "entries",
                .array(
                    ledger.entries.map { entry in
                        .object([
                            ("start", .seconds(entry.range.start)),
                            ("end", .seconds(entry.range.end)),
                            ("kind", .string(entry.kind.rawValue)),
                            ("reason", entry.reason.map(JSONValue.string)),
                        ])
                    })
            ),
        ])
    }
}
