import Foundation
import GRDB
import Transcript

/// Fetches decisions and voices within one snapshot of the database.
struct PeopleReader {
    let db: Database

    /// All decisions in the order in which they were made.
    func events() throws -> [PeopleEvent] {
        let voices = Dictionary(
            grouping: try Row.fetchAll(
                db,
                sql: """
                    SELECT event_id, speaker_id, former_speaker_id, score FROM people_event_voices
                    ORDER BY event_id, speaker_id
                    """), by: { $0["event_id"] as Int64 })
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT *, (SELECT count(*) FROM people_event_samples WHERE event_id = id) AS sample_count
                FROM people_events ORDER BY id
                """)
        return try rows.map { row in
            let id = row["id"] as Int64
            return PeopleEvent(
                id: id, madeAt: row["made_at"], undoneAt: row["undone_at"], undoneWith: row["undone_with"],
                causeID: row["cause_id"], decision: try decision(row, voices[id] ?? []))
        }
    }

    private func decision(_ row: Row, _ voices: [Row]) throws -> PeopleEvent.Decision {
        let speakers = voices.map { $0["speaker_id"] as Int64 }
        let (kind, person, name) = (row["kind"] as String, row["person_id"] as Int64?, row["name"] as String?)
        switch (kind, person, name) {
        case ("create", _, let name?): return .create(name: name, speakerIDs: speakers)
        case ("rename", let person?, let name?): return .rename(personID: person, name: name)
        case ("assign", let person?, _): return .assign(personID: person, speakerIDs: speakers)
        case ("release", _, _): return .release(speakerIDs: speakers)
        case ("match", let person?, _):
            return .match(
                personID: person,
                speakers: voices.map {
                    PeopleEvent.ScoredSpeaker(speakerID: $0["speaker_id"], score: $0["score"] ?? 0)
                })
        case ("carry", _, _):
            return .carry(
                voices.compactMap { row in
                    (row["former_speaker_id"] as Int64?).map {
                        PeopleEvent.CarriedSpeaker(formerID: $0, speakerID: row["speaker_id"])
                    }
                })
        case ("merge", let person?, _):
            // A person who was forgotten since has left nothing to merge.
            return .merge(personID: person, otherID: row["other_person_id"] ?? 0)
        case ("split", let person?, let name?): return .split(personID: person, name: name, speakerIDs: speakers)
        case ("enrol", let person, let name):
            return .enrol(personID: person, name: name, sampleCount: row["sample_count"])
        default:
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a decision about people is incomplete")
        }
    }

    /// Profiles of all people whose voice is known, in order of their numbers.
    func profiles() throws -> [VoiceMatching.Profile] {
        try Row.fetchAll(
            db, sql: "SELECT id, profile, profile_seconds FROM people WHERE length(profile) > 0 ORDER BY id"
        ).map {
            VoiceMatching.Profile(
                personID: $0["id"], embedding: EmbeddingBytes.decode($0["profile"]),
                seconds: $0["profile_seconds"])
        }
    }

    /// Voices of the current transcripts.
    /// - Parameter recordingID: Of this recording only; nil for all that have a voice of nobody.
    func voices(recordingID: Int64? = nil) throws -> [VoiceMatching.Voice] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT speakers.id, runs.recording_id, embedding, clean_seconds, person_id,
                    coalesce(is_automatic, 0) AS is_automatic
                FROM runs JOIN speakers ON speakers.run_id = runs.id
                JOIN voices ON voices.speaker_id = speakers.id
                LEFT JOIN people_speakers ON people_speakers.speaker_id = speakers.id
                WHERE runs.is_current = 1 AND (:recording IS NULL OR runs.recording_id = :recording)
                ORDER BY runs.recording_id, speakers.ordinal
                """, arguments: ["recording": recordingID]
        ).map { row in
            VoiceMatching.Voice(
                speakerID: row["id"], recordingID: row["recording_id"],
                embedding: EmbeddingBytes.decode(row["embedding"]), cleanSeconds: row["clean_seconds"],
                personID: row["person_id"], isAutomatic: row["is_automatic"])
        }
    }

    /// The person that a user means: by name, whatever the case of its letters, or by number.
    /// - Throws: `PeopleProblem`.
    func person(_ reference: String) throws -> (id: Int64, name: String) {
        let key = PersonName.key(reference)
        let number = Int64(reference)
        let found = try Row.fetchAll(db, sql: "SELECT id, name FROM people ORDER BY id").filter {
            PersonName.key($0["name"]) == key || ($0["id"] as Int64) == number
        }
        guard let first = found.first else { throw PeopleProblem.noSuchPerson(reference: reference) }
        guard found.count == 1 else {
            throw PeopleProblem.ambiguousName(name: reference, ids: found.map { $0["id"] })
        }
        return (first["id"], first["name"])
    }

    /// The person of that name, or nil.
    func person(named name: String) throws -> Int64? {
        do {
            return try person(name).id
        } catch PeopleProblem.noSuchPerson {
            return nil
        }
    }

    /// A speaker of the current transcript of a recording.
    /// - Throws: `PeopleProblem.noSuchSpeaker`, `ArchiveError.noSuchRecording`.
    func speaker(_ name: String, recordingID: Int64, archive: String) throws -> (id: Int64, label: String) {
        let run = try TranscriptReader(db: db, archive: archive).run(recordingID)
        let names = SpeakerNames(db: db, runID: run.id)
        guard let found = try names.speaker(name) else {
            throw PeopleProblem.noSuchSpeaker(recordingID: recordingID, name: name, known: try names.labels())
        }
        return found
    }
}
