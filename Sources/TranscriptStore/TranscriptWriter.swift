import GRDB
import Transcript

/// Inserts a transcript, table by table, within a transaction of its caller.
struct TranscriptWriter {
    let db: Database

    func insert(_ transcript: MeetingTranscript) throws -> Int64 {
        let recordingID = try insertRecording(transcript.recording)
        try insertPath(transcript.recording.path, recordingID: recordingID)
        let runID = try insertRun(transcript, recordingID: recordingID)
        let speakerIDs = try insertSpeakers(transcript.speakers, runID: runID)
        try insertSpeech(transcript.speech, isExclusive: false, runID: runID, speakerIDs: speakerIDs)
        try insertSpeech(transcript.exclusiveSpeech, isExclusive: true, runID: runID, speakerIDs: speakerIDs)
        try insertTurns(transcript.turns, runID: runID, speakerIDs: speakerIDs)
        try insertLedger(transcript.ledger, runID: runID)
        return recordingID
    }

    private func insertRecording(_ recording: Recording) throws -> Int64 {
        // A later version may measure the same bytes better, so that the newest figures count.
        try execute(
            """
            INSERT INTO recordings (content_hash, duration_seconds, sample_rate, channel_count, format)
            VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (content_hash) DO UPDATE SET
                duration_seconds = excluded.duration_seconds, sample_rate = excluded.sample_rate,
                channel_count = excluded.channel_count, format = excluded.format
            """,
            [
                recording.contentHash, recording.durationSeconds, recording.sampleRate, recording.channelCount,
                recording.format,
            ])
        let id = try Int64.fetchOne(
            db, sql: "SELECT id FROM recordings WHERE content_hash = ?", arguments: [recording.contentHash])
        guard let id else { throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "an inserted row is missing") }
        return id
    }

    func insertPath(_ path: String, recordingID: Int64) throws {
        try execute(
            "UPDATE recording_paths SET is_current = 0 WHERE path = ? AND recording_id <> ?", [path, recordingID])
        try execute(
            """
            INSERT INTO recording_paths (recording_id, path, is_current) VALUES (?, ?, 1)
            ON CONFLICT (recording_id, path) DO UPDATE SET is_current = 1
            """, [recordingID, path])
    }

    private func insertRun(_ transcript: MeetingTranscript, recordingID: Int64) throws -> Int64 {
        let run = transcript.run
        try execute("UPDATE runs SET is_current = 0 WHERE recording_id = ? AND is_current = 1", [recordingID])
        try execute(
            """
            INSERT INTO runs (recording_id, path, program_version, settings, models, started_at, word_count, is_current)
            VALUES (?, ?, ?, ?, ?, ?, ?, 1)
            """,
            [
                recordingID, transcript.recording.path, run.programVersion, try TextObject.encode(run.settings),
                try TextObject.encode(run.models), run.startedAt, transcript.turns.reduce(0) { $0 + $1.words.count },
            ])
        let runID = db.lastInsertedRowID
        for (ordinal, timing) in run.timings.enumerated() {
            try execute(
                "INSERT INTO stage_timings (run_id, ordinal, stage, seconds) VALUES (?, ?, ?, ?)",
                [runID, ordinal, timing.stage, timing.seconds])
        }
        return runID
    }

    private func insertSpeakers(_ speakers: [Speaker], runID: Int64) throws -> [Int64] {
        try speakers.enumerated().map { ordinal, speaker in
            try execute(
                "INSERT INTO speakers (run_id, ordinal, label, embedding) VALUES (?, ?, ?, ?)",
                [runID, ordinal, speaker.label, EmbeddingBytes.encode(speaker.embedding)])
            return db.lastInsertedRowID
        }
    }

    private func insertSpeech(_ spans: [SpeakerTurn], isExclusive: Bool, runID: Int64, speakerIDs: [Int64]) throws {
        for (ordinal, span) in spans.enumerated() {
            try execute(
                """
                INSERT INTO speech (run_id, is_exclusive, ordinal, speaker_id, start_seconds, end_seconds)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
                [runID, isExclusive, ordinal, speakerIDs[span.speaker], span.range.start, span.range.end])
        }
    }

    private func insertTurns(_ turns: [Turn], runID: Int64, speakerIDs: [Int64]) throws {
        for (ordinal, turn) in turns.enumerated() {
            try execute(
                """
                INSERT INTO turns (run_id, ordinal, speaker_id, start_seconds, end_seconds, text, confidence)
                VALUES (?, ?, ?, ?, ?, CAST(? AS TEXT), ?)
                """,
                [
                    runID, ordinal, turn.speaker.map { speakerIDs[$0] }, turn.range.start, turn.range.end,
                    ExactText(turn.text), turn.confidence,
                ])
            try insertWords(turn.words, turnID: db.lastInsertedRowID, speakerIDs: speakerIDs)
        }
    }

    private func insertWords(_ words: [Word], turnID: Int64, speakerIDs: [Int64]) throws {
        for (ordinal, word) in words.enumerated() {
            try execute(
                """
                INSERT INTO words (turn_id, ordinal, text, start_seconds, end_seconds, confidence, speaker_id,
                    speaker_margin, is_overlapped)
                VALUES (?, ?, CAST(? AS TEXT), ?, ?, ?, ?, ?, ?)
                """,
                [
                    turnID, ordinal, ExactText(word.text), word.range.start, word.range.end, word.confidence,
                    word.speaker.map { speakerIDs[$0] }, word.speakerMargin, word.isOverlapped,
                ])
        }
    }

    private func insertLedger(_ ledger: SecondsLedger, runID: Int64) throws {
        for (ordinal, entry) in ledger.entries.enumerated() {
            try execute(
                """
                INSERT INTO ledger_entries (run_id, ordinal, start_seconds, end_seconds, kind, reason)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
                [runID, ordinal, entry.range.start, entry.range.end, entry.kind.rawValue, entry.reason])
        }
    }

    /// Runs one statement, compiled once per connection.
    private func execute(_ sql: String, _ arguments: StatementArguments) throws {
        try db.cachedStatement(sql: sql).execute(arguments: arguments)
    }
}
