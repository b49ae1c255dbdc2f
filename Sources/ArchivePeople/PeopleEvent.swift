/// A decision about people that the archive keeps: made by a user, or by the program where voices match.
public struct PeopleEvent: Hashable, Sendable {
    /// A speaker whose voice is like that of a person.
    public struct ScoredSpeaker: Hashable, Sendable {
        /// Id of the speaker of a run.
        public let speakerID: Int64
        /// Cosine of the two voices, -1…1.
        public let score: Double
    }

    /// A speaker who is the same as one of an earlier run on the recording.
    public struct CarriedSpeaker: Hashable, Sendable {
        /// Id of the speaker of the earlier run.
        public let formerID: Int64
        /// Id of the speaker.
        public let speakerID: Int64
    }

    /// What was decided. People are known by the number of the decision that made them.
    public enum Decision: Hashable, Sendable {
        /// These speakers are a person who was not known before.
        case create(name: String, speakerIDs: [Int64])
        /// The person has another name.
        case rename(personID: Int64, name: String)
        /// These speakers are the person.
        case assign(personID: Int64, speakerIDs: [Int64])
        /// These speakers are not who they were taken for.
        case release(speakerIDs: [Int64])
        /// The program has found the person's voice.
        case match(personID: Int64, speakers: [ScoredSpeaker])
        /// Speakers of a new run are who those of the earlier run are.
        case carry([CarriedSpeaker])
        /// The second person is the first one.
        case merge(personID: Int64, otherID: Int64)
        /// These speakers of the person are somebody else, who was not known before.
        case split(personID: Int64, name: String, speakerIDs: [Int64])
        /// Voice samples were given: of the person, or of one who was not known before and has this name.
        case enrol(personID: Int64?, name: String?, sampleCount: Int)
    }

    /// Its number; later decisions have greater ones.
    public let id: Int64
    /// When it was made, ISO 8601 in UTC.
    public let madeAt: String
    /// When it was undone, ISO 8601 in UTC, or nil where it holds.
    public let undoneAt: String?
    /// The decision with which it was undone, where it was not undone itself.
    public let undoneWith: Int64?
    /// The decision that the program followed up with this one.
    public let causeID: Int64?
    /// What was decided.
    public let decision: Decision

    /// Whether a user, or a match of voices, has decided; else it is book-keeping, and is not undone by itself.
    var isUndoable: Bool {
        if case .carry = decision { return false }
        return undoneAt == nil
    }
}
