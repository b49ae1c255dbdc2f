import ArchiveCore
import Foundation
import GRDB
import Transcript

/// Fetches decisions and voices within one snapshot of the database.
struct PeopleReader {
    let db: Database
    let log: PeopleLog

    /// Reads through a connection that is in a transaction, with a log of its own.
    init(db: Database) { self.init(db: db, log: PeopleLog(db)) }

    /// Reads through a connection that is in a transaction, with the log of an editor.
    init(db: Database, log: PeopleLog) {
        self.db = db
        self.log = log
    }

    /// Reads all decisions in the order in which they were made. `log` calls this once; others ask `log`.
    func storedEvents() throws -> [PeopleEvent] {
        let voices = try Dictionary(
            grouping: try Row.fetchAll(
                db,
                sql: """
                    SELECT event_id, speaker_id, former_speaker_id, score FROM people_event_voices
                    ORDER BY event_id, speaker_id
                    """), by: { try $0.value("event_id", Int64.self) })
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT *, (SELECT count(*) FROM people_event_samples WHERE event_id = id) AS sample_count
                FROM people_events ORDER BY id
                """)
        return try rows.map { row in
            let id = try row.value("id", Int64.self)
            return PeopleEvent(
                id: id, madeAt: try row.value("made_at"), undoneAt: try row.optional("undone_at"),
                undoneWith: try row.optional("undone_with"), causeID: try row.optional("cause_id"),
                decision: try decision(row, voices[id] ?? []))
        }
    }

    /// The decision of a row of `people_events` and its rows of `people_event_voices`.
    private func decision(_ row: Row, _ voices: [Row]) throws -> PeopleEvent.Decision {
        let speakers = try voices.map { try $0.value("speaker_id", Int64.self) }
        let (kind, person, name) = (
            try row.value("kind", String.self), try row.optional("person_id", Int64.self),
            try row.optional("name", String.self)
        )
        switch (kind, person, name) {
        case ("create", _, let name?): return .create(name: name, speakerIDs: speakers)
        case ("rename", let person?, let name?): return .rename(personID: person, name: name)
        case ("assign", let person?, _): return .assign(personID: person, speakerIDs: speakers)
        case ("release", _, _): return .release(speakerIDs: speakers)
        case ("match", let person?, _):
            return .match(
                personID: person,
                speakers: try voices.map {
                    PeopleEvent.ScoredSpeaker(
                        speakerID: try $0.value("speaker_id"),
                        score: try $0.optional("score", Double.self) == nil ? 0 : $0.finite("score"))
                })
        case ("carry", _, _):
            return .carry(
                try voices.compactMap { row in
                    try row.optional("former_speaker_id", Int64.self).map {
                        PeopleEvent.CarriedSpeaker(formerID: $0, speakerID: try row.value("speaker_id"))
                    }
                })
        case ("merge", let person?, _):
            // A person who was erased since has nothing left to merge.
            return .merge(personID: person, otherID: try row.optional("other_person_id") ?? 0)
        case ("split", let person?, let name?): return .split(personID: person, name: name, speakerIDs: speakers)
        case ("enrol", let person, let name):
            return .enrol(personID: person, name: name, sampleCount: try row.count("sample_count"))
        default:
            throw row.damage("kind")
        }
    }

    /// Profiles of all people whose voice is known, in order of their numbers.
    func profiles() throws -> [VoiceMatching.Profile] {
        try Row.fetchAll(
            db, sql: "SELECT id, profile, profile_seconds FROM people WHERE length(profile) > 0 ORDER BY id"
        ).map {
            VoiceMatching.Profile(
                personID: try $0.value("id"), embedding: try $0.embedding("profile"),
                seconds: try $0.seconds("profile_seconds"))
        }
    }

    /// Voices of the current transcripts.
    /// - Parameter recordingID: Only voices of this recording; nil for those of all recordings.
    func voices(recordingID: Int64? = nil) throws -> [VoiceMatching.Voice] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT speakers.id, runs.recording_id, embedding, clean_seconds, person_id,
                    coalesce(is_automatic, 0) AS is_automatic
                FROM runs JOIN speakers ON speakers.run_id = runs.id
                JOIN voices ON voices.speaker_id = speakers.id
                LEFT JOIN people_speakers ON people_speakers.speaker_id = speakers.id
                WHERE runs.is_current = 1 \(recordingID == nil ? "" : "AND runs.recording_id = :recording")
                ORDER BY runs.recording_id, speakers.ordinal
                """, arguments: recordingID.map { ["recording": $0] } ?? []
        ).map { row in
            VoiceMatching.Voice(
                speakerID: try row.value("id"), recordingID: try row.value("recording_id"),
                embedding: try row.embedding(), cleanSeconds: try row.seconds("clean_seconds"),
                personID: try row.optional("person_id"), isAutomatic: try row.value("is_automatic"))
        }
    }

    /// The person whom a user names, by name, in any case of the letters, or by number.
    /// - Throws: `PeopleProblem.noSuchPerson`, `PeopleProblem.ambiguousName`.
    func person(_ reference: String) throws -> (id: Int64, name: String) {
        let key = PersonName.key(reference)
        let number = Int64(reference)
        let found = try Row.fetchAll(db, sql: "SELECT id, name FROM people ORDER BY id").map {
            (id: try $0.value("id", Int64.self), name: try $0.value("name", String.self))
        }.filter { PersonName.key($0.name) == key || $0.id == number }
        guard let first = found.first else { throw PeopleProblem.noSuchPerson(reference: reference) }
        guard found.count == 1 else {
            throw PeopleProblem.ambiguousName(name: reference, ids: found.map(\.id))
        }
        return first
    }

    /// Number of the person of a name; nil where nobody has it.
    /// - Throws: `PeopleProblem.ambiguousName`.
    func person(named name: String) throws -> Int64? {
        do {
            return try person(name).id
        } catch PeopleProblem.noSuchPerson {
            return nil
        }
    }

    /// A speaker of the current transcript of a recording.
    /// - Throws: `PeopleProblem.noSuchSpeaker`, `ArchiveError.noSuchRecording`.
    func speaker(_ name: String, recordingID: Int64) throws -> (id: Int64, label: String) {
        let run = try TranscriptReader(db: db).run(recordingID)
        let names = SpeakerNames(db: db, runID: run.id)
        guard let found = try names.speaker(name) else {
            throw PeopleProblem.noSuchSpeaker(recordingID: recordingID, name: name, known: try names.labels())
        }
        return found
    }
}
