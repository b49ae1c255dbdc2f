import ArchiveCore
import GRDB

/// A speaker of the current transcript of a recording, as a user names it.
public struct SpeakerReference: Hashable, Sendable {
    /// Id of the recording.
    public let recordingID: Int64
    /// Label of the speaker, or the name of its person.
    public let name: String

    /// Names a speaker.
    public init(recordingID: Int64, name: String) {
        self.recordingID = recordingID
        self.name = name
    }
}

extension PeopleEditor {
    /// Decides that a speaker is the person of a name; a new person where nobody has the name.
    /// - Returns: Number of the decision; so for all decisions below.
    /// - Throws: `PeopleProblem` where the decision is not possible; so for all decisions below.
    func name(_ speaker: SpeakerReference, _ name: String) throws -> Int64 {
        try PersonName.check(name)
        let (id, _) = try reader.speaker(speaker.name, recordingID: speaker.recordingID)
        if let person = try reader.person(named: name) {
            return try assign(id, speaker, to: person)
        }
        return try decide(.create(name: name, speakerIDs: [id]))
    }

    /// Decides that a speaker is a known person; or with nil, that the speaker is not the person of its claim.
    func assign(_ speaker: SpeakerReference, to person: String?) throws -> Int64 {
        let (id, label) = try reader.speaker(speaker.name, recordingID: speaker.recordingID)
        if let person { return try assign(id, speaker, to: try reader.person(person).id) }
        guard try holder(of: id) != nil else {
            throw PeopleProblem.changesNothing(recordingID: speaker.recordingID, label: label)
        }
        return try decide(.release(speakerIDs: [id]))
    }

    /// Decides that a speaker is a person, unless a user has decided the same before.
    private func assign(_ id: Int64, _ speaker: SpeakerReference, to person: Int64) throws -> Int64 {
        // A match that a user agrees with is a decision of the user.
        if let (holder, isAutomatic) = try holder(of: id), holder == person, !isAutomatic {
            throw PeopleProblem.changesNothing(recordingID: speaker.recordingID, label: speaker.name)
        }
        return try decide(.assign(personID: person, speakerIDs: [id]))
    }

    /// Gives a person another name, which nobody else may have.
    func rename(_ reference: String, _ name: String) throws -> Int64 {
        try PersonName.check(name)
        let person = try reader.person(reference)
        if let other = try reader.person(named: name), other != person.id {
            throw PeopleProblem.nameIsTaken(name: name, id: other)
        }
        return try decide(.rename(personID: person.id, name: name))
    }

    /// Decides that the second person is the first one.
    func merge(_ reference: String, with otherReference: String) throws -> Int64 {
        let (person, other) = (try reader.person(reference), try reader.person(otherReference))
        guard person.id != other.id else { throw PeopleProblem.samePerson(name: person.name) }
        return try decide(.merge(personID: person.id, otherID: other.id))
    }

    /// Decides that some speakers of a person are a new person.
    func split(
        _ reference: String, into name: String, _ speakers: [SpeakerReference]
    ) throws -> Int64 {
        try PersonName.check(name)
        let person = try reader.person(reference)
        if let other = try reader.person(named: name) { throw PeopleProblem.nameIsTaken(name: name, id: other) }
        let ids = try speakers.map { speaker in
            let (id, label) = try reader.speaker(speaker.name, recordingID: speaker.recordingID)
            guard try holder(of: id)?.person == person.id else {
                throw PeopleProblem.notTheirs(recordingID: speaker.recordingID, label: label, person: person.name)
            }
            return id
        }
        return try decide(.split(personID: person.id, name: name, speakerIDs: Set(ids).sorted()))
    }

    /// Adds voice samples to a person; to a new person where nobody has the name or number.
    func enrol(_ reference: String, _ samples: [VoiceSample]) throws -> Int64 {
        guard samples.contains(where: { $0.cleanSeconds > 0 && !$0.embedding.isEmpty }) else {
            throw PeopleProblem.noSamples
        }
        do {
            let person = try reader.person(reference).id
            return try decide(
                .enrol(personID: person, name: nil, sampleCount: samples.count), samples: samples)
        } catch PeopleProblem.noSuchPerson {
            try PersonName.check(reference)
            return try decide(
                .enrol(personID: nil, name: reference, sampleCount: samples.count), samples: samples)
        }
    }

    /// The person of the claim on a speaker, and whether the program has made it; nil without a claim.
    private func holder(of speakerID: Int64) throws -> (person: Int64, isAutomatic: Bool)? {
        try Row.fetchOne(
            db, sql: "SELECT person_id, is_automatic FROM people_speakers WHERE speaker_id = ?", arguments: [speakerID]
        ).map { (try $0.value("person_id"), try $0.value("is_automatic")) }
    }
}

extension PersonName {
    /// - Throws: `PeopleProblem.badName` for an empty name, `?`, a number or a label.
    static func check(_ name: String) throws(PeopleProblem) {
        let isLabel = name.wholeMatch(of: #/[sS]?\d+/#) != nil
        guard name.contains(where: { !$0.isWhitespace }), name != "?", !isLabel, !name.utf8.contains(0) else {
            throw .badName(name: name)
        }
    }
}
