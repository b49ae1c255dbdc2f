public import ArchiveCore
import GRDB

extension Archive {
    /// All people in the order in which they became known.
    public func people() throws -> [PersonSummary] {
        try readingPeople { try $0.summaries() }
    }

    /// Everything about a person.
    /// - Parameters:
    ///   - reference: Name, whatever the case of its letters, or number.
    ///   - excerptCount: Maximum number of excerpts.
    /// - Throws: `PeopleProblem`.
    public func person(_ reference: String, excerptCount: Int = 3) throws -> PersonDetails {
        try readingPeople { try $0.details($0.person(reference).id, maxExcerpts: excerptCount) }
    }

    /// Voices that may be those of known people, the most alike first.
    /// - Parameters:
    ///   - recordingID: In this recording only.
    ///   - candidateCount: Maximum number of people for each voice.
    public func voiceSuggestions(recordingID: Int64? = nil, candidateCount: Int = 3) throws -> [VoiceSuggestion] {
        try readingPeople { try $0.suggestions(recordingID: recordingID, .measured, maxCandidates: candidateCount) }
    }

    /// All decisions about people, also undone ones, in the order in which they were made.
    public func peopleEvents() throws -> [PeopleEvent] { try readingPeople { try $0.log.events() } }

    /// Decides that a speaker is the person of a name; a new person where nobody has the name.
    /// - Parameter date: Now, ISO 8601 in UTC; the same for the functions below.
    /// - Throws: `PeopleProblem`, and then nothing is changed; the same for the functions below.
    @discardableResult
    public func name(_ speaker: SpeakerReference, _ name: String, at date: String) throws -> PeopleChange {
        try deciding(date) { try $0.name(speaker, name) }
    }

    /// Gives a person another name.
    @discardableResult
    public func renamePerson(_ reference: String, _ name: String, at date: String) throws -> PeopleChange {
        try deciding(date) { try $0.rename(reference, name) }
    }

    /// Decides that a speaker is a known person; or with nil, that the speaker is not the person of its claim.
    @discardableResult
    public func assign(_ speaker: SpeakerReference, to person: String?, at date: String) throws -> PeopleChange {
        try deciding(date) { try $0.assign(speaker, to: person) }
    }

    /// Decides that the second person is the first one.
    @discardableResult
    public func mergePeople(_ reference: String, with other: String, at date: String) throws -> PeopleChange {
        try deciding(date) { try $0.merge(reference, with: other) }
    }

    /// Decides that some speakers of a person are a new person.
    /// - Parameter name: Name of the new person.
    @discardableResult
    public func splitPerson(
        _ reference: String, into name: String, _ speakers: [SpeakerReference], at date: String
    ) throws -> PeopleChange {
        try deciding(date) { try $0.split(reference, into: name, speakers) }
    }

    /// Adds samples of a person's voice; the person is new where nobody has the name or number.
    @discardableResult
    public func enrol(_ reference: String, _ samples: [VoiceSample], at date: String) throws -> PeopleChange {
        try deciding(date) { try $0.enrol(reference, samples) }
    }

    /// Undoes a decision about people, and the matches that the program has added because of it. Profiles are then, to
    /// the last bit, what they would be without the decision.
    /// - Parameter event: Number of the decision; nil for the newest one.
    @discardableResult
    public func undoPeople(_ event: Int64? = nil, at date: String) throws -> PeopleChange {
        try deciding(date) { try $0.undo(event) }
    }

    /// Reads people in a transaction.
    private func readingPeople<Value>(_ body: (PeopleReader) throws -> Value) throws -> Value {
        try read { try body(PeopleReader(db: $0)) }
    }

    /// Makes a decision in a transaction, with the one editor of that transaction, and tells whose names have changed.
    private func deciding(_ date: String, _ decide: (PeopleEditor) throws -> Int64) throws -> PeopleChange {
        try write { db in
            let before = try Self.names(db)
            let id = try decide(PeopleEditor(db: db, date: date))
            let after = try Self.names(db)
            let changed = Set(before.keys).union(after.keys).filter { before[$0]?.name != after[$0]?.name }
            return PeopleChange(
                eventID: id,
                renamed: try changed.sorted().map { speaker in
                    try Self.renamed(db, speaker, after[speaker])
                })
        }
    }

    /// Names of the speakers of current transcripts who are known.
    private static func names(_ db: Database) throws -> [Int64: (name: String, isAutomatic: Bool)] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT speaker_id, name, is_automatic FROM people_speakers
                JOIN people ON people.id = people_speakers.person_id
                JOIN speakers ON speakers.id = people_speakers.speaker_id
                JOIN runs ON runs.id = speakers.run_id AND runs.is_current = 1
                """)
        return Dictionary(
            uniqueKeysWithValues: try rows.map {
                (try $0.value("speaker_id"), (try $0.value("name"), try $0.value("is_automatic")))
            })
    }

    private static func renamed(
        _ db: Database, _ speaker: Int64, _ now: (name: String, isAutomatic: Bool)?
    ) throws -> PeopleChange.RenamedSpeaker {
        let row = try Row.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT recording_id, label FROM speakers JOIN runs ON runs.id = speakers.run_id
                    WHERE speakers.id = ?
                    """), arguments: [speaker])
        guard let row else { throw DamagedRow(description: "speaker \(speaker) is missing") }
        return PeopleChange.RenamedSpeaker(
            recordingID: try row.value("recording_id"), label: try row.value("label"), name: now?.name,
            isAutomatic: now?.isAutomatic ?? false)
    }
}
