/// A decision about people in the event log: made by a user, or by the program where voices match.
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

    /// What was decided. The number of a person is that of the decision that made the person.
    public enum Decision: Hashable, Sendable {
        /// These speakers are a person who was not known before.
        case create(name: String, speakerIDs: [Int64])
        /// The person has another name.
        case rename(personID: Int64, name: String)
        /// These speakers are the person.
        case assign(personID: Int64, speakerIDs: [Int64])
        /// These speakers are not the people of their claims.
        case release(speakerIDs: [Int64])
        /// The program has found the person's voice.
        case match(personID: Int64, speakers: [ScoredSpeaker])
        /// Speakers of a new run are the same as speakers of the earlier run.
        case carry([CarriedSpeaker])
        /// The second person is the first one.
        case merge(personID: Int64, otherID: Int64)
        /// These speakers of the person are somebody else, who was not known before.
        case split(personID: Int64, name: String, speakerIDs: [Int64])
        /// Voice samples were given: of the person, or of a new person with this name.
        case enrol(personID: Int64?, name: String?, sampleCount: Int)
    }

    /// Its number; later decisions have greater ones.
    public let id: Int64
    /// When it was made, ISO 8601 in UTC.
    public let madeAt: String
    /// When it was undone, ISO 8601 in UTC, or nil where it holds.
    public let undoneAt: String?
    /// The decision together with which it was undone; nil where a user undid it by itself.
    public let undoneWith: Int64?
    /// The decision because of which the program made this one.
    public let causeID: Int64?
    /// What was decided.
    public let decision: Decision

    /// Whether a user can undo it by itself: what carries claims from run to run is book-keeping.
    var isUndoable: Bool {
        if case .carry = decision { return false }
        return undoneAt == nil
    }
}
