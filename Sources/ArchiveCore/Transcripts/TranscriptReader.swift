package import GRDB
package import Transcript

/// Fetches transcripts within one snapshot of the database.
package struct TranscriptReader {
    let db: Database

    /// Reads through a connection that is in a transaction.
    package init(db: Database) { self.db = db }

    /// Summaries of recordings in the order of their ids.
    /// - Parameter condition: SQL on `r` (recordings) and `run` (the current run).
    package func summaries(_ condition: String = "true", _ arguments: StatementArguments = []) throws
        -> [RecordingSummary]
    {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT r.id, run.id AS run_id, content_hash, duration_seconds, sample_rate, channel_count, format,
                    program_version, started_at, word_count,
                    coalesce(recorded_at, (SELECT min(started_at) FROM runs WHERE recording_id = r.id)) AS recorded_at,
                    (SELECT count(*) FROM speakers WHERE run_id = run.id) AS speaker_count,
                    (SELECT count(*) FROM turns WHERE run_id = run.id) AS turn_count
                FROM recordings r JOIN runs run ON run.recording_id = r.id AND run.is_current = 1
                WHERE \(condition) ORDER BY r.id
                """, arguments: arguments)
        let paths = try db.cachedStatement(
            sql: "SELECT path FROM recording_paths WHERE recording_id = ? ORDER BY is_current DESC, id DESC")
        let people = try db.cachedStatement(
            sql: """
                SELECT name FROM speakers JOIN people_speakers ON people_speakers.speaker_id = speakers.id
                JOIN people ON people.id = people_speakers.person_id
                WHERE run_id = ? GROUP BY people.id ORDER BY min(ordinal)
                """)
        return try rows.map { row in
            RecordingSummary(
                id: try row.value("id"), contentHash: try row.value("content_hash"),
                paths: try String.fetchAll(paths, arguments: [row.value("id", Int64.self)]),
                durationSeconds: try row.seconds("duration_seconds"),
                sampleRate: try row.count("sample_rate", min: 1),
                channelCount: try row.count("channel_count", min: 1), format: try row.value("format"),
                recordedAt: try row.value("recorded_at"), speakerCount: try row.count("speaker_count"),
                people: try String.fetchAll(people, arguments: [row.value("run_id", Int64.self)]),
                turnCount: try row.count("turn_count"), wordCount: try row.count("word_count"),
                programVersion: try row.value("program_version"), startedAt: try row.value("started_at"))
        }
    }

    /// The transcript of a run.
    /// - Parameters:
    ///   - runID: A run of the recording; nil for the current one.
    ///   - isOriginal: Whether the transcript is wanted as it was before anybody corrected it.
    /// - Throws: `NoSuchRecording`, `ArchiveError.noSuchRun`, `DamagedRow`.
    package func transcript(_ recordingID: Int64, runID: Int64? = nil, isOriginal: Bool = false) throws
        -> MeetingTranscript
    {
        let (runID, recording, info) = try run(recordingID, runID: runID)
        let speakers = try speakers(runID)
        let indices = try Self.indices(speakers)
        return MeetingTranscript(
            recording: recording, run: info,
            speakers: try speakers.map {
                Speaker(label: try $0.value("label"), embedding: try $0.embedding(), name: try $0.optional("name"))
            },
            speech: try speech(runID, isExclusive: false, indices, isOriginal: isOriginal),
            exclusiveSpeech: try speech(runID, isExclusive: true, indices, isOriginal: isOriginal),
            turns: try turns(runID, indices, isOriginal: isOriginal),
            ledger: SecondsLedger(entries: try ledgerEntries(runID)), alternatives: try alternatives(runID))
    }

    /// Who speaks when and how much in the current transcript.
    func outline(_ recordingID: Int64) throws -> MeetingOutline {
        let (runID, recording, _) = try run(recordingID)
        let speakers = try speakers(runID)
        let indices = try Self.indices(speakers)
        let turns = try Row.fetchAll(
            db,
            sql: """
                SELECT speaker_id, start_seconds, end_seconds,
                    (SELECT count(*) FROM words WHERE turn_id = turns.id) AS word_count
                FROM turns WHERE run_id = ? ORDER BY ordinal
                """, arguments: [runID])
        return MeetingOutline(
            durationSeconds: recording.durationSeconds,
            speakers: try speakers.map { try $0.optional("name") ?? $0.value("label") },
            speech: try speech(runID, isExclusive: false, indices),
            turns: try turns.map {
                MeetingOutline.Turn(
                    speaker: try speaker($0, indices), range: try $0.range(), wordCount: try $0.count("word_count"))
            })
    }

    /// Places in the transcript by the ids of speakers.
    private static func indices(_ speakers: [Row]) throws -> [Int64: Int] {
        Dictionary(uniqueKeysWithValues: try speakers.enumerated().map { (try $1.value("id", Int64.self), $0) })
    }

    /// Columns id, label, embedding, and name of the person.
    private func speakers(_ runID: Int64) throws -> [Row] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT speakers.id, label, embedding, name FROM speakers
                LEFT JOIN people_speakers ON people_speakers.speaker_id = speakers.id
                LEFT JOIN people ON people.id = people_speakers.person_id
                WHERE run_id = ? ORDER BY ordinal
                """, arguments: [runID])
    }

    /// A run, and the recording as that run has it.
    /// - Parameter runID: A run of the recording; nil for the current one.
    /// - Throws: `NoSuchRecording`, `ArchiveError.noSuchRun`, `DamagedRow`.
    package func run(_ recordingID: Int64, runID: Int64? = nil) throws -> (
        id: Int64, recording: Recording, info: RunInfo
    ) {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT run.id, content_hash, path, duration_seconds, sample_rate, channel_count, format, recorded_at,
                    program_version, settings, models, started_at, system, result_key
                FROM recordings r JOIN runs run ON run.recording_id = r.id
                    AND CASE WHEN :run IS NULL THEN run.is_current = 1 ELSE run.id = :run END
                WHERE r.id = :recording
                """, arguments: ["recording": recordingID, "run": runID])
        guard let row else {
            if let runID { throw ArchiveError.noSuchRun(reference: String(runID), recordingID: recordingID) }
            throw NoSuchRecording(reference: String(recordingID))
        }
        let timings = try Row.fetchAll(
            db, sql: "SELECT stage, seconds FROM stage_timings WHERE run_id = ? ORDER BY ordinal",
            arguments: [row.value("id", Int64.self)])
        let recording = Recording(
            contentHash: try row.value("content_hash"), path: try row.value("path"),
            durationSeconds: try row.seconds("duration_seconds"),
            sampleRate: try row.count("sample_rate", min: 1),
            channelCount: try row.count("channel_count", min: 1), format: try row.value("format"),
            recordedAt: try row.optional("recorded_at"))
        let info = RunInfo(
            programVersion: try row.value("program_version"), settings: try row.texts("settings"),
            models: try row.texts("models"), startedAt: try row.value("started_at"),
            timings: try timings.map {
                StageTiming(stage: try $0.value("stage"), seconds: try $0.seconds("seconds"))
            }, system: try row.value("system"), resultKey: try row.optional("result_key"))
        return (try row.value("id"), recording, info)
    }

    private func speech(
        _ runID: Int64, isExclusive: Bool, _ indices: [Int64: Int], isOriginal: Bool = false
    ) throws -> [SpeechSpan] {
        let isKept = try Bool.fetchOne(
            db, sql: "SELECT EXISTS (SELECT 1 FROM original_speech WHERE run_id = ?)", arguments: [runID])
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT speaker_id, start_seconds, end_seconds
                FROM \(isOriginal && isKept == true ? "original_speech" : "speech")
                WHERE run_id = ? AND is_exclusive = ? ORDER BY ordinal
                """, arguments: [runID, isExclusive])
        return try rows.map { row in
            guard let speaker = try speaker(row, indices) else { throw row.damage("speaker_id") }
            return SpeechSpan(speaker: speaker, range: try row.range())
        }
    }

    private func turns(_ runID: Int64, _ indices: [Int64: Int], isOriginal: Bool) throws -> [Turn] {
        let originals = isOriginal ? try originals(runID) : [:]
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT id, speaker_id, start_seconds, end_seconds, channel FROM turns WHERE run_id = ? ORDER BY ordinal
                """, arguments: [runID])
        return try rows.map { row in
            let channel = try self.channel(row)
            if let original = originals[try row.value("id")] { return try turn(original, indices, channel: channel) }
            return Turn(
                speaker: try speaker(row, indices), range: try row.range(),
                words: try words(StoredTurn.words(db, turnID: row.value("id")), indices), channel: channel)
        }
    }

    /// The corrected turns of a run as they were before the first correction, by id.
    private func originals(_ runID: Int64) throws -> [Int64: StoredTurn] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT turn_id, original FROM edited_turns
                WHERE turn_id IN (SELECT id FROM turns WHERE run_id = ?) ORDER BY edit_id DESC
                """, arguments: [runID])
        return try rows.reduce(into: [:]) { originals, row in
            originals[try row.value("turn_id", Int64.self)] = try StoredTurn(row, "original")
        }
    }

    private func turn(_ stored: StoredTurn, _ indices: [Int64: Int], channel: Int?) throws -> Turn {
        Turn(
            speaker: try speaker(stored.speakerID, indices), range: stored.range,
            words: try words(stored.words, indices), channel: channel)
    }

    private func words(_ stored: [StoredTurn.StoredWord], _ indices: [Int64: Int]) throws -> [Word] {
        try stored.map { word in
            Word(
                text: word.text, range: word.range, confidence: word.confidence,
                speaker: try speaker(word.speakerID, indices), speakerMargin: word.speakerMargin,
                isOverlapped: word.isOverlapped)
        }
    }

    private func ledgerEntries(_ runID: Int64) throws -> [LedgerEntry] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT start_seconds, end_seconds, kind, reason FROM ledger_entries WHERE run_id = ? ORDER BY ordinal
                """, arguments: [runID])
        return try rows.map { row in
            guard let kind = LedgerKind(rawValue: try row.value("kind")) else { throw row.damage("kind") }
            return LedgerEntry(range: try row.range(), kind: kind, reason: try row.optional("reason"))
        }
    }

    private func alternatives(_ runID: Int64) throws -> [Alternative] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT start_seconds, end_seconds, channel, rank, CAST(text AS BLOB) AS text, confidence
                FROM alternatives WHERE run_id = ? ORDER BY ordinal
                """, arguments: [runID])
        return try rows.map { row in
            Alternative(
                range: try row.range(), channel: try channel(row), rank: try row.count("rank", min: 2),
                text: try row.exactText("text"),
                confidence: try row.optional("confidence", Double.self) == nil ? nil : row.share("confidence"))
        }
    }

    /// The runs of a recording in the order in which they came.
    func runs(_ recordingID: Int64) throws -> [RunSummary] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT id, system, program_version, settings, started_at, word_count, is_current,
                    (SELECT count(*) FROM speakers WHERE run_id = runs.id) AS speaker_count,
                    (SELECT count(*) FROM turns WHERE run_id = runs.id) AS turn_count
                FROM runs WHERE recording_id = ? ORDER BY id
                """, arguments: [recordingID])
        return try rows.map { row in
            RunSummary(
                id: try row.value("id"), recordingID: recordingID, system: try row.value("system"),
                isCurrent: try row.value("is_current"), speakerCount: try row.count("speaker_count"),
                turnCount: try row.count("turn_count"), wordCount: try row.count("word_count"),
                programVersion: try row.value("program_version"), settings: try row.texts("settings"),
                startedAt: try row.value("started_at"))
        }
    }

    private func speaker(_ row: Row, _ indices: [Int64: Int]) throws -> Int? {
        try speaker(row.optional("speaker_id", Int64.self), indices)
    }

    private func speaker(_ id: Int64?, _ indices: [Int64: Int]) throws -> Int? {
        guard let id else { return nil }
        guard let index = indices[id] else { throw DamagedRow(description: "speaker \(id) is of another run") }
        return index
    }

    private func channel(_ row: Row) throws -> Int? {
        try row.optional("channel", Int.self) == nil ? nil : row.count("channel", min: 1)
    }
}
