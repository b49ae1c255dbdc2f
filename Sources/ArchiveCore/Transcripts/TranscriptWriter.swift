package import GRDB
package import Transcript

/// A run that was inserted a moment ago, for those that add to it in the same transaction.
package struct InsertedRun: Hashable, Sendable {
    /// Row id of the recording.
    package let recordingID: Int64
    /// Row id of the run.
    package let runID: Int64
    /// Row id of the run that was current before; nil where there was none.
    package let formerRunID: Int64?
    /// Whether the run is the current one of its recording.
    package let isCurrent: Bool
    /// When the run began, ISO 8601 in UTC.
    package let startedAt: String
}

/// Inserts a transcript, table by table, within a transaction of its caller.
///
/// The writer knows nothing of people and corrections: `RecordingStorage` hands the `InsertedRun` on to them.
package struct TranscriptWriter {
    let db: Database

    /// Writes through a connection that is in a transaction.
    package init(db: Database) { self.db = db }

    /// Inserts a transcript, which becomes the current one of its recording, and adds the recording where it is new.
    package func insert(_ transcript: MeetingTranscript) throws -> InsertedRun {
        let recordingID = try insertRecording(transcript.recording, transcript.run)
        try insertPath(transcript.recording.path, recordingID: recordingID)
        return try insertRun(transcript, recordingID: recordingID, isCurrent: true)
    }

    /// Inserts the result of another system, which becomes current only where its recording has no run yet.
    /// - Parameter recordingID: A recording that the archive has; nil for the one that the transcript names.
    /// - Throws: `ArchiveError.recordingRemoved`.
    package func insertImport(_ transcript: MeetingTranscript, recordingID: Int64?) throws -> InsertedRun {
        let id: Int64
        if let recordingID {
            let isThere = try Bool.fetchOne(
                db, sql: "SELECT EXISTS (SELECT 1 FROM recordings WHERE id = ?)", arguments: [recordingID])
            guard isThere == true else { throw ArchiveError.recordingRemoved(id: recordingID) }
            id = recordingID
        } else {
            id = try insertRecording(transcript.recording, transcript.run)
            try insertPath(transcript.recording.path, recordingID: id)
        }
        let hasRun = try Bool.fetchOne(
            db, sql: "SELECT EXISTS (SELECT 1 FROM runs WHERE recording_id = ? AND is_current = 1)", arguments: [id])
        return try insertRun(transcript, recordingID: id, isCurrent: hasRun != true)
    }

    private func insertRun(_ transcript: MeetingTranscript, recordingID: Int64, isCurrent: Bool) throws -> InsertedRun {
        let formerRun = try Int64.fetchOne(
            db, sql: "SELECT id FROM runs WHERE recording_id = ? AND is_current = 1", arguments: [recordingID])
        let runID = try insertRunRow(transcript, recordingID: recordingID, isCurrent: isCurrent)
        let speakerIDs = try insertSpeakers(transcript.speakers, runID: runID)
        try insertSpeech(transcript.speech, isExclusive: false, runID: runID, speakerIDs: speakerIDs)
        try insertSpeech(transcript.exclusiveSpeech, isExclusive: true, runID: runID, speakerIDs: speakerIDs)
        try insertTurns(transcript.turns, runID: runID, speakerIDs: speakerIDs)
        try insertLedger(transcript.ledger, runID: runID)
        try insertAlternatives(transcript.alternatives, runID: runID)
        try insertVoices(runID: runID)
        return InsertedRun(
            recordingID: recordingID, runID: runID, formerRunID: formerRun, isCurrent: isCurrent,
            startedAt: transcript.run.startedAt)
    }

    private func insertRecording(_ recording: Recording, _ run: RunInfo) throws -> Int64 {
        // A later version may measure the same bytes better, so that the newest figures count. The date of the user
        // counts most, then the date within the file, then the earliest time of a file: a copy may have lost the time of
        // the original.
        let statedByUser = run.settings[RunInfo.recordedAtSetting] != nil
        try execute(
            """
            INSERT INTO recordings (content_hash, duration_seconds, sample_rate, channel_count, format, recorded_at)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (content_hash) DO UPDATE SET
                duration_seconds = excluded.duration_seconds, sample_rate = excluded.sample_rate,
                channel_count = excluded.channel_count, format = excluded.format,
                recorded_at = CASE
                    WHEN ? THEN excluded.recorded_at
                    WHEN EXISTS (
                        SELECT 1 FROM runs, json_each(runs.settings) AS setting
                        WHERE runs.recording_id = recordings.id AND setting.key = ?) THEN recorded_at
                    WHEN ? THEN excluded.recorded_at
                    ELSE min(
                        coalesce(recorded_at, excluded.recorded_at), coalesce(excluded.recorded_at, recorded_at))
                    END
            """,
            [
                recording.contentHash, recording.durationSeconds, recording.sampleRate, recording.channelCount,
                recording.format, recording.recordedAt, statedByUser, RunInfo.recordedAtSetting,
                recording.isDateStated,
            ])
        let id = try Int64.fetchOne(
            db, sql: "SELECT id FROM recordings WHERE content_hash = ?", arguments: [recording.contentHash])
        guard let id else { throw DamagedRow(description: "an inserted recording is missing") }
        return id
    }

    /// Notes that the content of a recording is at a path, and that no other content is there any more.
    package func insertPath(_ path: String, recordingID: Int64) throws {
        try execute(
            "UPDATE recording_paths SET is_current = 0 WHERE path = ? AND recording_id <> ?", [path, recordingID])
        try execute(
            """
            INSERT INTO recording_paths (recording_id, path, is_current) VALUES (?, ?, 1)
            ON CONFLICT (recording_id, path) DO UPDATE SET is_current = 1
            """, [recordingID, path])
    }

    private func insertRunRow(_ transcript: MeetingTranscript, recordingID: Int64, isCurrent: Bool) throws -> Int64 {
        let run = transcript.run
        if isCurrent {
            try execute("UPDATE runs SET is_current = 0 WHERE recording_id = ? AND is_current = 1", [recordingID])
        }
        try execute(
            """
            INSERT INTO runs (recording_id, path, program_version, settings, models, started_at, word_count,
                is_current, system, result_key)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                recordingID, transcript.recording.path, run.programVersion, try JSONColumn.encode(run.settings),
                try JSONColumn.encode(run.models), run.startedAt, transcript.turns.reduce(0) { $0 + $1.words.count },
                isCurrent, run.system, run.resultKey,
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

    private func insertVoices(runID: Int64) throws {
        try execute(
            """
            INSERT INTO voices (speaker_id, clean_seconds)
            SELECT speakers.id, coalesce(lone.seconds, 0.0) FROM speakers LEFT JOIN (
                SELECT speaker_id, sum(end_seconds - start_seconds) AS seconds FROM lone_speech
                WHERE run_id = :run GROUP BY speaker_id
            ) AS lone ON lone.speaker_id = speakers.id
            WHERE speakers.run_id = :run
            """, ["run": runID])
    }

    private func insertSpeech(_ spans: [SpeechSpan], isExclusive: Bool, runID: Int64, speakerIDs: [Int64]) throws {
        for (ordinal, span) in spans.enumerated() {
            try SpeechRows.insert(
                speakerID: speakerIDs[span.speaker], span.range, ordinal: ordinal, isExclusive: isExclusive,
                runID: runID,
                db)
        }
    }

    private func insertTurns(_ turns: [Turn], runID: Int64, speakerIDs: [Int64]) throws {
        for (ordinal, turn) in turns.enumerated() {
            try execute(
                """
                INSERT INTO turns (run_id, ordinal, speaker_id, start_seconds, end_seconds, text, confidence, channel,
                    search_text)
                VALUES (?, ?, ?, ?, ?, CAST(? AS TEXT), ?, ?, CAST(? AS TEXT))
                """,
                [
                    runID, ordinal, turn.speaker.map { speakerIDs[$0] }, turn.range.start, turn.range.end,
                    ExactText(turn.text), turn.confidence, turn.channel,
                    SearchText.indexed(turn.text).map(ExactText.init),
                ])
            let words = turn.words.map { word in
                StoredTurn.StoredWord(
                    text: word.text, range: word.range, confidence: word.confidence,
                    speakerID: word.speaker.map { speakerIDs[$0] }, speakerMargin: word.speakerMargin,
                    isOverlapped: word.isOverlapped)
            }
            try StoredTurn.insertWords(words, db, turnID: db.lastInsertedRowID)
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

    private func insertAlternatives(_ alternatives: [Alternative], runID: Int64) throws {
        for (ordinal, alternative) in alternatives.enumerated() {
            try execute(
                """
                INSERT INTO alternatives (run_id, ordinal, start_seconds, end_seconds, channel, rank, text, confidence)
                VALUES (?, ?, ?, ?, ?, ?, CAST(? AS TEXT), ?)
                """,
                [
                    runID, ordinal, alternative.range.start, alternative.range.end, alternative.channel,
                    alternative.rank, ExactText(alternative.text), alternative.confidence,
                ])
        }
    }

    /// Runs one statement, compiled once per connection.
    private func execute(_ sql: String, _ arguments: StatementArguments) throws {
        try db.cachedStatement(sql: sql).execute(arguments: arguments)
    }
}
