import ArchiveCore
package import GRDB

/// Writes decisions about people, and what follows from them, within a transaction of its caller.
///
/// Who is who is stored as an *event log*: `people_events` has one row for each decision, by a user or by the program,
/// and rows are only ever added or marked as undone (`PeopleEvent`). `PeopleState` replays the log and says what follows
/// from it: which people there are, which *claims* (this speaker is that person) and which *refusals* (this speaker is
/// not that person, whatever the voice says). The *projection* is what queries read: the tables `people` and
/// `people_speakers`, which `project` makes equal to the state. Undoing a decision marks its row, replays the rest and
/// projects again.
///
/// One editor serves one transaction: it reads the log once (`PeopleLog`), and a second editor in the same transaction
/// would not see the decisions of the first.
package struct PeopleEditor {
    let db: Database
    /// Now, ISO 8601 in UTC.
    let date: String
    /// How voices are matched.
    let matching = VoiceMatching.measured
    /// The event log with the decisions of this transaction.
    let log: PeopleLog

    /// Edits people through a connection that is in a transaction, of which this is the only editor.
    /// - Parameter date: Now, ISO 8601 in UTC.
    package init(db: Database, date: String) {
        self.db = db
        self.date = date
        log = PeopleLog(db)
    }

    /// Reads people in the same transaction, from the same log.
    var reader: PeopleReader { PeopleReader(db: db, log: log) }

    /// Adds a decision to the log, projects it, and looks in all recordings for the voices of the people who are known then.
    /// - Returns: The number of the decision.
    func decide(_ decision: PeopleEvent.Decision, samples: [VoiceSample] = []) throws -> Int64 {
        let id = try insert(decision, samples: samples)
        try project()
        try matchAll(cause: id)
        return id
    }

    /// Undoes a decision and the matches that the program has added because of it.
    /// - Parameter id: Number of the decision; nil for the newest one that was not undone yet.
    /// - Returns: Number of the decision.
    /// - Throws: `PeopleProblem.cannotUndo`, `PeopleProblem.nothingToUndo`.
    func undo(_ id: Int64?) throws -> Int64 {
        let events = try log.events()
        let event: PeopleEvent
        if let id {
            guard let found = events.first(where: { $0.id == id && $0.isUndoable }) else {
                throw PeopleProblem.cannotUndo(id: id)
            }
            event = found
        } else {
            // Matches that the program added because of a decision are undone with it.
            guard let found = events.last(where: { $0.isUndoable && $0.causeID == nil }) else {
                throw PeopleProblem.nothingToUndo
            }
            event = found
        }
        try db.execute(sql: "UPDATE people_events SET undone_at = ? WHERE id = ?", arguments: [date, event.id])
        try db.execute(
            sql: "UPDATE people_events SET undone_at = ?, undone_with = ? WHERE cause_id = ? AND undone_at IS NULL",
            arguments: [date, event.id, event.id])
        log.reload()
        try project()
        return event.id
    }

    // MARK: Matching

    /// Looks for the voices of people in all recordings.
    /// - Parameter cause: The decision because of which.
    private func matchAll(cause: Int64) throws { try match(try reader.voices(), cause: cause) }

    /// Looks for the voices of people in one recording, whose transcript is new.
    func match(recordingID: Int64) throws { try match(try reader.voices(recordingID: recordingID), cause: nil) }

    /// Adds a decision for each person whose profile voices match beyond doubt.
    private func match(_ voices: [VoiceMatching.Voice], cause: Int64?) throws {
        let profiles = try reader.profiles()
        guard !profiles.isEmpty, voices.contains(where: { $0.personID == nil || $0.isAutomatic }) else { return }
        let holders = Dictionary(
            uniqueKeysWithValues: voices.compactMap { voice in voice.personID.map { (voice.speakerID, $0) } })
        let found = try matching.likenesses(
            voices, profiles, refusals: log.state().refusals, maxCount: 1, revises: true
        ).flatMap(\.self).filter { $0.doubt == .none && holders[$0.speakerID] != $0.personID }
        guard !found.isEmpty else { return }
        let people = Dictionary(grouping: found, by: \.personID).sorted { $0.key < $1.key }
        for (person, likenesses) in people {
            let speakers = likenesses.map { PeopleEvent.ScoredSpeaker(speakerID: $0.speakerID, score: $0.score) }
            _ = try insert(.match(personID: person, speakers: speakers), cause: cause)
        }
        try project()
    }

    // MARK: Rows

    /// Adds a decision to the log without projecting it.
    /// - Returns: Number of the decision.
    func insert(
        _ decision: PeopleEvent.Decision, cause: Int64? = nil, samples: [VoiceSample] = []
    ) throws -> Int64 {
        let row = EventRow(decision)
        try db.execute(
            sql: """
                INSERT INTO people_events (made_at, cause_id, kind, person_id, other_person_id, name)
                VALUES (?, ?, ?, ?, ?, ?)
                """, arguments: [date, cause, row.kind, row.personID, row.otherID, row.name])
        let id = db.lastInsertedRowID
        for voice in row.voices {
            try db.execute(
                sql: """
                    INSERT INTO people_event_voices (event_id, speaker_id, former_speaker_id, score)
                    VALUES (?, ?, ?, ?)
                    """, arguments: [id, voice.speakerID, voice.formerID, voice.score])
        }
        for (ordinal, sample) in samples.enumerated() {
            try db.execute(
                sql: """
                    INSERT INTO people_event_samples (event_id, ordinal, file, embedding, clean_seconds)
                    VALUES (?, ?, ?, ?, ?)
                    """,
                arguments: [
                    id, ordinal, sample.file, EmbeddingBytes.encode(sample.embedding), sample.cleanSeconds,
                ])
        }
        log.append(
            PeopleEvent(
                id: id, madeAt: date, undoneAt: nil, undoneWith: nil, causeID: cause, decision: decision))
        return id
    }

    /// A decision as its rows have it.
    private struct EventRow {
        var kind: String
        var personID: Int64?
        var otherID: Int64?
        var name: String?
        var voices: [(speakerID: Int64, formerID: Int64?, score: Double?)] = []

        init(_ decision: PeopleEvent.Decision) {
            func plain(_ speakers: [Int64]) -> [(speakerID: Int64, formerID: Int64?, score: Double?)] {
                speakers.map { ($0, nil, nil) }
            }
            switch decision {
            case .create(let name, let speakers): (kind, self.name, voices) = ("create", name, plain(speakers))
            case .rename(let person, let name): (kind, personID, self.name) = ("rename", person, name)
            case .assign(let person, let speakers): (kind, personID, voices) = ("assign", person, plain(speakers))
            case .release(let speakers): (kind, voices) = ("release", plain(speakers))
            case .match(let person, let speakers):
                (kind, personID, voices) = ("match", person, speakers.map { ($0.speakerID, nil, $0.score) })
            case .carry(let pairs): (kind, voices) = ("carry", pairs.map { ($0.speakerID, $0.formerID, nil) })
            case .merge(let person, let other): (kind, personID, otherID) = ("merge", person, other)
            case .split(let person, let name, let speakers):
                (kind, personID, self.name, voices) = ("split", person, name, plain(speakers))
            case .enrol(let person, let name, _): (kind, personID, self.name) = ("enrol", person, name)
            }
        }
    }
}
