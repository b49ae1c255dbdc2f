import ArchiveCore
import Foundation
import GRDB

extension PeopleEditor {
    /// Makes the tables `people` and `people_speakers` equal to the state that follows from the log.
    ///
    /// Only rows that differ are written, so that one decision does not touch all rows of a large archive.
    func project() throws {
        let state = try log.state()
        let changed = try writePeople(state, touched: try staleClaims(state))
        try writeClaims(state)
        for person in changed where state.people[person] == nil {
            try db.execute(sql: "DELETE FROM people WHERE id = ?", arguments: [person])
        }
    }

    /// Claims of the tables, by speaker.
    private func storedClaims() throws -> [Int64: PeopleState.Claim] {
        let rows = try Row.fetchAll(
            db, sql: "SELECT speaker_id, person_id, event_id, is_automatic, is_superseded FROM people_speakers")
        return Dictionary(
            uniqueKeysWithValues: try rows.map { row in
                (
                    try row.value("speaker_id"),
                    PeopleState.Claim(
                        personID: try row.value("person_id"), eventID: try row.value("event_id"),
                        isAutomatic: try row.value("is_automatic"),
                        isSuperseded: try row.value("is_superseded"))
                )
            })
    }

    /// People whose speakers by the state are not those of the tables.
    private func staleClaims(_ state: PeopleState) throws -> Set<Int64> {
        let stored = try storedClaims()
        var people: Set<Int64> = []
        for speaker in Set(stored.keys).union(state.claims.keys) where stored[speaker] != state.claims[speaker] {
            people.formUnion([stored[speaker], state.claims[speaker]].compactMap { $0?.personID })
        }
        return people
    }

    /// Writes people who are new, whose speakers have changed, or whose samples or name may have changed.
    /// - Returns: All people who may have changed, also those who no longer exist.
    private func writePeople(_ state: PeopleState, touched: Set<Int64>) throws -> Set<Int64> {
        let stored = Dictionary(
            uniqueKeysWithValues: try Row.fetchAll(db, sql: "SELECT id, name, profile, profile_seconds FROM people").map
            {
                (try $0.value("id", Int64.self), $0)
            })
        let voices = Dictionary(grouping: state.claims.filter { !$0.value.isSuperseded }, by: \.value.personID)
        for (id, person) in state.people.sorted(by: { $0.key < $1.key }) {
            var profile: VoiceProfile?
            if touched.contains(id) || stored[id] == nil || !person.samples.isEmpty {
                profile = try self.profile(voices: (voices[id] ?? []).map(\.key).sorted(), person.samples.sorted())
            }
            if let profile {
                try db.execute(
                    sql: """
                        INSERT INTO people (id, name, profile, profile_seconds) VALUES (?, ?, ?, ?)
                        ON CONFLICT (id) DO UPDATE SET name = excluded.name, profile = excluded.profile,
                            profile_seconds = excluded.profile_seconds
                        """,
                    arguments: [id, person.name, EmbeddingBytes.encode(profile.embedding), profile.seconds])
            } else if let name = try stored[id]?.value("name", String.self), name != person.name {
                try db.execute(sql: "UPDATE people SET name = ? WHERE id = ?", arguments: [person.name, id])
            }
        }
        return touched.union(stored.keys)
    }

    /// The profile of a person, from voices of speakers and then from samples, each in order of their ids.
    private func profile(voices: [Int64], _ samples: [PeopleState.SampleID]) throws -> VoiceProfile {
        func voice(_ row: Row?) throws -> (embedding: [Float], seconds: Double) {
            guard let row else { throw DamagedRow(description: "the voice of a person is missing") }
            return (try row.embedding(), try row.seconds("clean_seconds"))
        }
        let speakers = try db.cachedStatement(
            sql: """
                SELECT embedding, clean_seconds FROM speakers JOIN voices ON voices.speaker_id = speakers.id
                WHERE speakers.id = ?
                """)
        let given = try db.cachedStatement(
            sql: "SELECT embedding, clean_seconds FROM people_event_samples WHERE event_id = ? AND ordinal = ?")
        return VoiceProfile(
            try voices.map { try voice(Row.fetchOne(speakers, arguments: [$0])) }
                + samples.map { try voice(Row.fetchOne(given, arguments: [$0.eventID, $0.ordinal])) })
    }

    /// Writes claims that differ from those of the tables, and deletes those that no longer hold.
    private func writeClaims(_ state: PeopleState) throws {
        let stored = try storedClaims()
        for (speaker, claim) in state.claims where stored[speaker] != claim {
            try db.execute(
                sql: """
                    INSERT INTO people_speakers (speaker_id, person_id, event_id, is_automatic, is_superseded)
                    VALUES (?, ?, ?, ?, ?)
                    ON CONFLICT (speaker_id) DO UPDATE SET person_id = excluded.person_id,
                        event_id = excluded.event_id, is_automatic = excluded.is_automatic,
                        is_superseded = excluded.is_superseded
                    """,
                arguments: [speaker, claim.personID, claim.eventID, claim.isAutomatic, claim.isSuperseded])
        }
        for speaker in stored.keys where state.claims[speaker] == nil {
            try db.execute(sql: "DELETE FROM people_speakers WHERE speaker_id = ?", arguments: [speaker])
        }
    }
}
