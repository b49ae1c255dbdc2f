public import ArchiveCore
import Foundation
import GRDB

/// What was erased of a person.
public struct ForgottenPerson: Hashable, Sendable {
    /// Recordings in which the person was known.
    public let recordingCount: Int
    /// Speakers, also of earlier transcripts, whose voices were erased.
    public let voiceCount: Int
}

extension Archive {
    /// Erases the name and the voice of a person for good: from the decisions, from the speakers who are the person, from
    /// unclaimed speakers in earlier transcripts of the same recordings, and from the bytes of the file.
    ///
    /// The words of the person stay, and so do the words of others about the person. This cannot be undone.
    /// - Throws: `PeopleProblem`; `ArchiveError.busy` where another process keeps the file from being written
    ///   anew: everything is deleted then, and `eraseFreeSpace` does the rest.
    @discardableResult
    public func forgetPerson(_ reference: String) throws -> ForgottenPerson {
        let forgotten = try writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA secure_delete = ON")
            var forgotten = ForgottenPerson(recordingCount: 0, voiceCount: 0)
            try db.inTransaction {
                forgotten = try PeopleEditor(db: db, date: "").forget(reference)
                return .commit
            }
            return forgotten
        }
        try eraseFreeSpace()
        return forgotten
    }
}

extension PeopleEditor {
    /// Deletes everything that tells who a person was or how the voice sounds, within a transaction.
    fileprivate func forget(_ reference: String) throws -> ForgottenPerson {
        let ids = try namesakes(of: try reader.person(reference).id)
        let people = JSONColumn.array(ids)
        let recordings = try Int64.fetchAll(
            db,
            sql: """
                SELECT DISTINCT recording_id FROM people_speakers
                JOIN speakers ON speakers.id = people_speakers.speaker_id JOIN runs ON runs.id = speakers.run_id
                WHERE person_id IN (SELECT value FROM json_each(?))
                """, arguments: [people])
        let voices = try Int64.fetchAll(
            db,
            sql: """
                SELECT speakers.id FROM speakers JOIN runs ON runs.id = speakers.run_id
                LEFT JOIN people_speakers ON people_speakers.speaker_id = speakers.id
                WHERE person_id IN (SELECT value FROM json_each(:people))
                    OR (person_id IS NULL AND is_current = 0
                        AND recording_id IN (SELECT value FROM json_each(:recordings)))
                """, arguments: ["people": people, "recordings": JSONColumn.array(recordings)])
        try db.execute(
            sql: "UPDATE speakers SET embedding = x'' WHERE id IN (SELECT value FROM json_each(?))",
            arguments: [JSONColumn.array(voices)])
        try forgetDecisions(people: people, voices: voices)
        return ForgottenPerson(recordingCount: recordings.count, voiceCount: voices.count)
    }

    /// The person and all who were merged into the person.
    private func namesakes(of person: Int64) throws -> [Int64] {
        let merges = try log.events().compactMap { event -> (into: Int64, other: Int64)? in
            guard event.undoneAt == nil, case .merge(let into, let other) = event.decision else { return nil }
            return (into, other)
        }
        var found: Set = [person]
        // Later merges come first, so that one pass finds chains of merges.
        for merge in merges.reversed() where found.contains(merge.into) { found.insert(merge.other) }
        return found.sorted()
    }

    /// Deletes all decisions about people, and all decisions on speakers.
    private func forgetDecisions(people: String, voices: [Int64]) throws {
        let isTheirs = "IN (SELECT value FROM json_each(:people))"
        // A person who was split off is another person, who stays.
        try db.execute(
            sql: """
                UPDATE people_events SET kind = 'create', person_id = NULL
                WHERE kind = 'split' AND person_id \(isTheirs) AND id NOT \(isTheirs)
                """, arguments: ["people": people])
        try db.execute(
            sql: """
                DELETE FROM people_events
                WHERE id \(isTheirs) OR person_id \(isTheirs) OR other_person_id \(isTheirs)
                """, arguments: ["people": people])
        try forgetDecisions(on: voices)
    }

    /// Removes speakers from all decisions, so that there is neither a claim nor a refusal on them. People stay, also
    /// those without any other voice.
    package func forgetDecisions(on speakerIDs: [Int64]) throws {
        try db.execute(
            sql: """
                DELETE FROM people_event_voices WHERE speaker_id IN (SELECT value FROM json_each(:voices))
                    OR former_speaker_id IN (SELECT value FROM json_each(:voices))
                """, arguments: ["voices": JSONColumn.array(speakerIDs)])
        log.reload()
        // The projection must come before the deletion of decisions that have no speaker left: deleting them deletes the
        // claims of the tables as well, and then nothing would tell whose profiles have changed.
        try project()
        try db.execute(
            sql: """
                DELETE FROM people_events WHERE kind IN ('assign', 'release', 'match', 'carry')
                    AND NOT EXISTS (SELECT 1 FROM people_event_voices WHERE event_id = people_events.id)
                """)
        log.reload()
    }
}
