import ArchiveCore
package import GRDB
import Transcript

/// Makes, repeats and undoes corrections of one recording within a transaction of its caller.
package struct TurnEditor {
    let db: Database
    let recordingID: Int64
    /// The current run.
    let runID: Int64

    /// Edits one recording through a connection that is in a transaction.
    /// - Parameter runID: The current run of the recording.
    package init(db: Database, recordingID: Int64, runID: Int64) {
        self.db = db
        self.recordingID = recordingID
        self.runID = runID
    }

    // MARK: Corrections of users

    /// Corrects a turn.
    /// - Parameter number: Number of the turn, from 1.
    /// - Returns: Number of the correction.
    /// - Throws: `TurnEditProblem`.
    func make(_ edit: TurnEdit, turn number: Int, at date: String) throws -> Int64 {
        let count = try Int.fetchOne(db, sql: "SELECT count(*) FROM turns WHERE run_id = ?", arguments: [runID]) ?? 0
        guard number > 0,
            let turnID = try Int64.fetchOne(
                db, sql: "SELECT id FROM turns WHERE run_id = ? AND ordinal = ?", arguments: [runID, number - 1])
        else { throw TurnEditProblem.noSuchTurn(number: number, count: count) }
        let turn = try StoredTurn(db, id: turnID)
        let original = try label(turn.speakerID)
        let changed: StoredTurn
        var words: [String]?
        var speaker: String?
        switch edit {
        case .text(let text):
            let texts = text.split(whereSeparator: \.isWhitespace).map(String.init)
            guard !texts.isEmpty else { throw TurnEditProblem.noWords }
            words = texts
            changed = turn.revised(texts)
        case .speaker(let name):
            speaker = try name.map(knownLabel)
            changed = turn.spoken(by: try speaker.map(speakerID))
        }
        guard changed.texts != turn.texts || changed.speakerID != turn.speakerID else {
            throw TurnEditProblem.changesNothing(number: number)
        }
        try db.execute(
            sql: """
                INSERT INTO edits (recording_id, run_id, made_at, start_seconds, end_seconds, original_words,
                    original_speaker, kind, words, speaker)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                recordingID, runID, date, turn.range.start, turn.range.end, try JSONColumn.encode(turn.texts), original,
                words == nil ? "speaker" : "text", try words.map(JSONColumn.encode), speaker,
            ])
        let id = db.lastInsertedRowID
        try replace([(turnID, turn, changed)], edit: id)
        try note(edit: id, problem: nil)
        try finish()
        return id
    }

    /// Undoes the newest correction.
    /// - Returns: Number of the correction.
    /// - Throws: `TurnEditProblem.nothingToUndo`.
    func undo(at date: String) throws -> Int64 {
        let newest = try Int64.fetchOne(
            db, sql: "SELECT max(id) FROM edits WHERE recording_id = ? AND undone_at IS NULL",
            arguments: [recordingID])
        guard let id = newest else { throw TurnEditProblem.nothingToUndo }
        let originals = try Row.fetchAll(
            db, sql: "SELECT turn_id, original FROM edited_turns WHERE edit_id = ?", arguments: [id])
        for row in originals {
            try StoredTurn(row, "original").write(db, id: row.value("turn_id"))
        }
        try db.execute(sql: "DELETE FROM edited_turns WHERE edit_id = ?", arguments: [id])
        try db.execute(sql: "DELETE FROM edit_results WHERE edit_id = ?", arguments: [id])
        try db.execute(sql: "UPDATE edits SET undone_at = ? WHERE id = ?", arguments: [date, id])
        try finish()
        return id
    }

    // MARK: In a new run

    /// Repeats all corrections of the recording in the current run, which has none yet, and records why those that are
    /// impossible there were not made.
    package func repeatAll() throws {
        let rows = try Row.fetchAll(
            db, sql: "SELECT * FROM edits WHERE recording_id = ? AND undone_at IS NULL ORDER BY id",
            arguments: [recordingID])
        guard !rows.isEmpty else { return }
        for row in rows {
            let range = try row.range()
            let outcome: Repetition
            if try row.optional("words", String.self) != nil {
                outcome = try repeated(
                    WordPatch(original: row.json("original_words"), corrected: row.json("words")), range)
            } else {
                outcome = try repeated(speaker: row.optional("speaker"), ofRun: row.optional("run_id"), range)
            }
            switch outcome {
            case .possible(let turns):
                try replace(turns, edit: row.value("id"))
                try note(edit: row.value("id"), problem: nil)
            case .impossible(let reason): try note(edit: row.value("id"), problem: reason)
            }
        }
        try finish()
    }

    private typealias ChangedTurn = (id: Int64, before: StoredTurn, after: StoredTurn)

    /// What a correction means for a new run.
    private enum Repetition {
        case possible([ChangedTurn])
        case impossible(reason: String)
    }

    /// Each run divides speech into turns anew, and the times of words move a little.
    private static let slackSeconds = 0.5

    /// A correction of text in the current run: possible if the original words are found, and within single turns.
    private func repeated(_ patch: WordPatch, _ range: TimeRange) throws -> Repetition {
        let turns = try turns(meeting: range, slackSeconds: Self.slackSeconds)
        let owners = turns.enumerated().flatMap { index, turn in
            turn.turn.texts.indices.map { (turn: index, word: $0) }
        }
        guard let changes = patch.changes(in: turns.flatMap(\.turn.texts)) else {
            return .impossible(reason: "other words are at its place")
        }
        var texts = turns.map { $0.turn.texts.map { [$0] } }
        for change in changes {
            let start = change.run.lowerBound
            // Inserted words join the turn of the word before them; at the very beginning, of the word after them.
            let (turn, word) = owners[change.run.isEmpty ? max(0, start - 1) : start]
            guard change.run.allSatisfy({ owners[$0].turn == turn }) else {
                return .impossible(reason: "its words are in two turns")
            }
            for index in change.run { texts[turn][owners[index].word] = [] }
            let kept = texts[turn][word]
            texts[turn][word] = start == 0 ? change.texts + kept : kept + change.texts
        }
        var changed: [ChangedTurn] = []
        for (turn, words) in zip(turns, texts.map { $0.flatMap(\.self) }) where words != turn.turn.texts {
            guard !words.isEmpty else { return .impossible(reason: "a turn would have no words left") }
            changed.append((turn.id, turn.turn, turn.turn.revised(words)))
        }
        return .possible(changed)
    }

    /// A correction of the speaker in the current run: possible if the same voice is found there, and turns that cover
    /// most of the span of the correction.
    private func repeated(speaker: String?, ofRun oldRun: Int64?, _ range: TimeRange) throws -> Repetition {
        var speakerID: Int64?
        if let speaker {
            guard let oldRun, let same = try sameVoice(speaker, in: oldRun) else {
                return .impossible(reason: "no voice is surely that of \(speaker)")
            }
            speakerID = same
        }
        let turns = try turns(meeting: range, slackSeconds: 0).filter {
            $0.turn.range.overlap(with: range) > 0.5 * $0.turn.range.duration
        }
        let covered = turns.reduce(0) { $0 + $1.turn.range.overlap(with: range) }
        guard covered > 0.5 * range.duration else { return .impossible(reason: "the speech is cut into other turns") }
        return .possible(
            turns.map { ($0.id, $0.turn, $0.turn.spoken(by: speakerID)) }.filter { $0.1 != $0.2 })
    }

    /// The speaker of the current run who speaks during more than half of the speech of a speaker of another run.
    private func sameVoice(_ label: String, in oldRun: Int64) throws -> Int64? {
        let speaker = try Int64.fetchOne(
            db, sql: "SELECT id FROM speakers WHERE run_id = ? AND label = ?", arguments: [oldRun, label])
        let old = try HeardSpan.all(db, runID: oldRun).filter { $0.speakerID == speaker }
        let new = try HeardSpan.all(db, runID: runID)
        let whole = old.reduce(0) { $0 + $1.range.duration }
        return HeardSpan.sharedSeconds(old, new).first { $0.value > 0.5 * whole }?.key.newID
    }

    /// Turns of the current run that overlap a span, or nearly do.
    private func turns(meeting range: TimeRange, slackSeconds: Double) throws -> [(id: Int64, turn: StoredTurn)] {
        try Int64.fetchAll(
            db,
            sql: """
                SELECT id FROM turns WHERE run_id = ? AND start_seconds <= ? AND end_seconds >= ? ORDER BY ordinal
                """, arguments: [runID, range.end + slackSeconds, range.start - slackSeconds]
        ).map { ($0, try StoredTurn(db, id: $0)) }
    }

    // MARK: Rows

    /// Writes corrected turns, and keeps what they were.
    private func replace(_ turns: [ChangedTurn], edit: Int64) throws {
        for turn in turns {
            try db.execute(
                sql: "INSERT INTO edited_turns (edit_id, turn_id, original) VALUES (?, ?, ?)",
                arguments: [edit, turn.id, try JSONColumn.encode(turn.before)])
            try turn.after.write(db, id: turn.id)
        }
    }

    /// Records whether a correction was made in the current run.
    /// - Parameter problem: Why not; nil where it was made.
    private func note(edit: Int64, problem: String?) throws {
        try db.execute(
            sql: "INSERT INTO edit_results (edit_id, run_id, problem) VALUES (?, ?, ?)",
            arguments: [edit, runID, problem])
    }

    /// Updates speech and word counts, which depend on the turns.
    private func finish() throws {
        try assignSpeech()
        try db.execute(
            sql: """
                UPDATE runs SET word_count = (
                    SELECT count(*) FROM turns JOIN words ON words.turn_id = turns.id WHERE turns.run_id = runs.id
                ) WHERE recording_id = ?
                """, arguments: [recordingID])
    }

    /// Label of a speaker.
    private func label(_ speakerID: Int64?) throws -> String? {
        try speakerID.flatMap {
            try String.fetchOne(db, sql: "SELECT label FROM speakers WHERE id = ?", arguments: [$0])
        }
    }

    /// Row id of the speaker of the current run with a label.
    private func speakerID(_ label: String) throws -> Int64 {
        let id = try Int64.fetchOne(
            db, sql: "SELECT id FROM speakers WHERE run_id = ? AND label = ?", arguments: [runID, label])
        guard let id else {
            throw TurnEditProblem.noSuchSpeaker(
                name: label, known: try SpeakerNames(db: db, runID: runID).labels())
        }
        return id
    }

    /// Label of the speaker whom a user names by label or by the name of the person, in any case of the letters.
    private func knownLabel(_ name: String) throws -> String {
        let names = SpeakerNames(db: db, runID: runID)
        guard let known = try names.speaker(name) else {
            throw TurnEditProblem.noSuchSpeaker(name: name, known: try names.labels())
        }
        return known.label
    }
}
