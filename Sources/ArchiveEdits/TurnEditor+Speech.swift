import ArchiveCore
import GRDB
import Transcript

extension TurnEditor {
    /// Gives the speech of turns with a corrected speaker to that speaker, in every run of the recording. Each time this
    /// starts from the original speech, which is also the result where no speaker of a turn is corrected any more.
    func assignSpeech() throws {
        let runs = try Int64.fetchAll(
            db,
            sql: """
                SELECT run_id FROM turns JOIN edited_turns ON edited_turns.turn_id = turns.id
                WHERE run_id IN (SELECT id FROM runs WHERE recording_id = :recording)
                UNION
                SELECT run_id FROM original_speech
                WHERE run_id IN (SELECT id FROM runs WHERE recording_id = :recording)
                """, arguments: ["recording": recordingID])
        for run in runs { try assignSpeech(ofRun: run) }
    }

    /// The same for one run.
    private func assignSpeech(ofRun run: Int64) throws {
        let speakers = try Int64.fetchAll(db, sql: "SELECT id FROM speakers WHERE run_id = ?", arguments: [run])
        let indices = Dictionary(uniqueKeysWithValues: zip(speakers, speakers.indices))
        let moves = try moves(inRun: run, indices)
        let isKept = try Bool.fetchOne(
            db, sql: "SELECT EXISTS (SELECT 1 FROM original_speech WHERE run_id = ?)", arguments: [run])
        if isKept == true {
            try db.execute(sql: "DELETE FROM speech WHERE run_id = ?", arguments: [run])
            try db.execute(sql: "INSERT INTO speech SELECT * FROM original_speech WHERE run_id = ?", arguments: [run])
            try db.execute(sql: "DELETE FROM original_speech WHERE run_id = ?", arguments: [run])
        }
        guard !moves.isEmpty else { return }
        try db.execute(sql: "INSERT INTO original_speech SELECT * FROM speech WHERE run_id = ?", arguments: [run])
        for isExclusive in [false, true] {
            let spans = try Row.fetchAll(
                db,
                sql: """
                    SELECT speaker_id, start_seconds, end_seconds FROM speech WHERE run_id = ? AND is_exclusive = ?
                    ORDER BY ordinal
                    """, arguments: [run, isExclusive]
            ).map { row in
                SpeechSpan(
                    speaker: try index(row.value("speaker_id"), indices), range: try row.range())
            }
            try db.execute(
                sql: "DELETE FROM speech WHERE run_id = ? AND is_exclusive = ?", arguments: [run, isExclusive])
            let moved = SpeechReassignment.moved(spans, moves, isExclusive: isExclusive)
            for (ordinal, span) in moved.enumerated() {
                try SpeechRows.insert(
                    speakerID: speakers[span.speaker], span.range, ordinal: ordinal, isExclusive: isExclusive,
                    runID: run,
                    db)
            }
        }
    }

    /// Turns whose speaker is not the original one.
    private func moves(inRun run: Int64, _ indices: [Int64: Int]) throws -> [SpeechReassignment.Move] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT turns.speaker_id, edited_turns.original FROM turns
                JOIN edited_turns ON edited_turns.turn_id = turns.id AND edited_turns.edit_id = (
                    SELECT min(edit_id) FROM edited_turns WHERE turn_id = turns.id
                )
                WHERE turns.run_id = ? ORDER BY turns.ordinal
                """, arguments: [run]
        ).compactMap { row in
            let original = try StoredTurn(row, "original")
            let speaker = try row.optional("speaker_id", Int64.self)
            guard original.speakerID != speaker else { return nil }
            return SpeechReassignment.Move(
                from: try original.speakerID.map { try index($0, indices) },
                to: try speaker.map { try index($0, indices) }, range: original.range)
        }
    }

    /// Place of a speaker among those of the run.
    private func index(_ speakerID: Int64, _ indices: [Int64: Int]) throws -> Int {
        guard let index = indices[speakerID] else {
            throw DamagedRow(description: "speaker \(speakerID) is of another run")
        }
        return index
    }
}
