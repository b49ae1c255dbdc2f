import GRDB
import Transcript

/// Fetches transcripts within one snapshot of the database.
struct TranscriptReader {
    let db: Database
    let archive: String

    func summaries(_ condition: String = "true", _ arguments: StatementArguments = []) throws -> [RecordingSummary] {
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
                id: row["id"], contentHash: row["content_hash"],
                paths: try String.fetchAll(paths, arguments: [row["id"] as Int64]),
                durationSeconds: row["duration_seconds"], sampleRate: row["sample_rate"],
                channelCount: row["channel_count"], format: row["format"], recordedAt: row["recorded_at"],
                speakerCount: row["speaker_count"],
                people: try String.fetchAll(people, arguments: [row["run_id"] as Int64]),
                turnCount: row["turn_count"], wordCount: row["word_count"], programVersion: row["program_version"],
                startedAt: row["started_at"])
        }
    }

    /// - Parameters:
    ///   - runID: A run of the recording; nil for the current one.
    ///   - isOriginal: As it was before anybody corrected it.
    func transcript(_ recordingID: Int64, runID: Int64? = nil, isOriginal: Bool = false) throws -> MeetingTranscript {
        let (runID, recording, info) = try run(recordingID, runID: runID)
        let speakers = try speakers(runID)
        let indices = Dictionary(
            uniqueKeysWithValues: speakers.enumerated().map { ($1["id"] as Int64, $0) })
        return MeetingTranscript(
            recording: recording, run: info,
            speakers: speakers.map {
                Speaker(label: $0["label"], embedding: EmbeddingBytes.decode($0["embedding"]), name: $0["name"])
            },
            speech: try speech(runID, isExclusive: false, indices, isOriginal: isOriginal),
            exclusiveSpeech: try speech(runID, isExclusive: true, indices, isOriginal: isOriginal),
            turns: try turns(runID, indices, isOriginal: isOriginal),
            ledger: SecondsLedger(entries: try ledgerEntries(runID)), alternatives: try alternatives(runID))
    }

    func outline(_ recordingID: Int64) throws -> MeetingOutline {
        let (runID, recording, _) = try run(recordingID)
        let speakers = try speakers(runID)
        let indices = Dictionary(uniqueKeysWithValues: speakers.enumerated().map { ($1["id"] as Int64, $0) })
        let turns = try Row.fetchAll(
            db,
            sql: """
                SELECT speaker_id, start_seconds, end_seconds,
                    (SELECT count(*) FROM words WHERE turn_id = turns.id) AS word_count
                FROM turns WHERE run_id = ? ORDER BY ordinal
                """, arguments: [runID])
        return MeetingOutline(
            durationSeconds: recording.durationSeconds, speakers: speakers.map { $0["name"] ?? $0["label"] },
            speech: try speech(runID, isExclusive: false, indices),
            turns: try turns.map {
                MeetingOutline.Turn(
                    speaker: try speaker($0, indices), range: try range($0), wordCount: $0["word_count"])
            })
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

    /// - Parameter runID: A run of the recording; nil for the current one.
    func run(_ recordingID: Int64, runID: Int64? = nil) throws -> (id: Int64, recording: Recording, info: RunInfo) {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT run.id, content_hash, path, duration_seconds, sample_rate, channel_count, format, recorded_at,
                    program_version, settings, models, started_at, system
                FROM recordings r JOIN runs run ON run.recording_id = r.id
                    AND CASE WHEN :run IS NULL THEN run.is_current = 1 ELSE run.id = :run END
                WHERE r.id = :recording
                """, arguments: ["recording": recordingID, "run": runID])
        guard let row else {
            if let runID { throw ArchiveError.noSuchRun(reference: String(runID), recordingID: recordingID) }
            throw ArchiveError.noSuchRecording(reference: String(recordingID), archive: archive)
        }
        let timings = try Row.fetchAll(
            db, sql: "SELECT stage, seconds FROM stage_timings WHERE run_id = ? ORDER BY ordinal",
            arguments: [row["id"] as Int64])
        let recording = Recording(
            contentHash: row["content_hash"], path: row["path"], durationSeconds: row["duration_seconds"],
            sampleRate: row["sample_rate"], channelCount: row["channel_count"], format: row["format"],
            recordedAt: row["recorded_at"])
        let info = RunInfo(
            programVersion: row["program_version"], settings: try TextObject.decode(row["settings"], archive: archive),
            models: try TextObject.decode(row["models"], archive: archive), startedAt: row["started_at"],
            timings: timings.map { StageTiming(stage: $0["stage"], seconds: $0["seconds"]) }, system: row["system"])
        return (row["id"], recording, info)
    }

    private func speech(
        _ runID: Int64, isExclusive: Bool, _ indices: [Int64: Int], isOriginal: Bool = false
    ) throws -> [SpeakerTurn] {
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
            guard let speaker = try speaker(row, indices) else { throw damage("speech without a speaker") }
            return SpeakerTurn(speaker: speaker, range: try range(row))
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
            if let original = originals[row["id"]] { return try turn(original, indices, channel: row["channel"]) }
            return Turn(
                speaker: try speaker(row, indices), range: try range(row), words: try words(row["id"], indices),
                channel: row["channel"])
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
            originals[row["turn_id"] as Int64] = try JSONColumn.decode(StoredTurn.self, row["original"])
        }
    }

    private func turn(_ stored: StoredTurn, _ indices: [Int64: Int], channel: Int?) throws -> Turn {
        Turn(
            speaker: try speaker(stored.speakerID, indices), range: stored.range,
            words: try stored.words.map { word in
                Word(
                    text: word.text, range: word.range, confidence: word.confidence,
                    speaker: try speaker(word.speakerID, indices), speakerMargin: word.speakerMargin,
                    isOverlapped: word.isOverlapped)
            }, channel: channel)
    }

    private func words(_ turnID: Int64, _ indices: [Int64: Int]) throws -> [Word] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT CAST(text AS BLOB) AS text, start_seconds, end_seconds, confidence, speaker_id, speaker_margin,
                    is_overlapped FROM words WHERE turn_id = ? ORDER BY ordinal
                """)
        return try Row.fetchAll(statement, arguments: [turnID]).map { row in
            Word(
                text: (row["text"] as ExactText).string, range: try range(row), confidence: row["confidence"],
                speaker: try speaker(row, indices), speakerMargin: row["speaker_margin"],
                isOverlapped: row["is_overlapped"])
        }
    }

    private func ledgerEntries(_ runID: Int64) throws -> [LedgerEntry] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT start_seconds, end_seconds, kind, reason FROM ledger_entries WHERE run_id = ? ORDER BY ordinal
                """, arguments: [runID])
        return try rows.map { row in
            guard let kind = LedgerKind(rawValue: row["kind"]) else { throw damage("unknown kind in the ledger") }
            return LedgerEntry(range: try range(row), kind: kind, reason: row["reason"])
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
                range: try range(row), channel: row["channel"], rank: row["rank"],
                text: (row["text"] as ExactText).string, confidence: row["confidence"])
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
                id: row["id"], recordingID: recordingID, system: row["system"], isCurrent: row["is_current"],
                speakerCount: row["speaker_count"], turnCount: row["turn_count"], wordCount: row["word_count"],
                programVersion: row["program_version"],
                settings: try TextObject.decode(row["settings"], archive: archive),
                startedAt: row["started_at"])
        }
    }

    private func speaker(_ row: Row, _ indices: [Int64: Int]) throws -> Int? {
        try speaker(row["speaker_id"] as Int64?, indices)
    }

    private func speaker(_ id: Int64?, _ indices: [Int64: Int]) throws -> Int? {
        guard let id else { return nil }
        guard let index = indices[id] else { throw damage("a speaker of another run") }
        return index
    }

    private func range(_ row: Row) throws -> TimeRange {
        let start = row["start_seconds"] as Double
        let end = row["end_seconds"] as Double
        guard end >= start else { throw damage("a span ends before it starts") }
        guard let range = TimeRange(checking: start, end) else {
            throw damage("\(start) to \(end) s is no span of time")
        }
        return range
    }

    private func damage(_ detail: String) -> ArchiveError { .damaged(path: archive, detail: detail) }
}
