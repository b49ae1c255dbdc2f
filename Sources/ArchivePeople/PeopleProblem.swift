/// Why a decision about people is not possible.
public enum PeopleProblem: Error, Hashable, Sendable {
    /// No person has the name or number.
    case noSuchPerson(reference: String)
    /// Several people have the name.
    case ambiguousName(name: String, ids: [Int64])
    /// Another person has the name.
    case nameIsTaken(name: String, id: Int64)
    /// The name is empty, or looks like a number, a label or a question mark.
    case badName(name: String)
    /// The current transcript of the recording has no speaker of that name.
    case noSuchSpeaker(recordingID: Int64, name: String, known: [String])
    /// The speaker already is the person, or already has no person.
    case changesNothing(recordingID: Int64, label: String)
    /// The speaker is another person, or has no person.
    case notTheirs(recordingID: Int64, label: String, person: String)
    /// A person cannot be merged with the same person.
    case samePerson(name: String)
    /// No voice was given.
    case noSamples
    /// There is no decision to undo.
    case nothingToUndo
    /// There is no decision of that number that could be undone.
    case cannotUndo(id: Int64)
}

extension PeopleProblem: CustomStringConvertible {
    /// What is wrong and what to do instead.
    public var description: String {
        switch self {
        case .noSuchPerson(let reference): "nobody is called `\(reference)`; `whosaid people list` shows who is known"
        case .ambiguousName(let name, let ids):
            "several people are called `\(name)`; give one of the numbers \(ids.map(String.init).joined(separator: ", "))"
        case .nameIsTaken(let name, let id):
            "person \(id) is called `\(name)` already; `whosaid people merge` makes one of two"
        case .badName(let name):
            "`\(name)` cannot be the name of a person: names are not empty, no numbers, and not ? or S1, S2 …"
        case .noSuchSpeaker(let recordingID, let name, let known):
            known.isEmpty
                ? "nobody speaks in recording \(recordingID)"
                : "nobody in recording \(recordingID) is called `\(name)`; there are \(known.joined(separator: ", "))"
        case .changesNothing(let recordingID, let label): "\(label) of recording \(recordingID) is so already"
        case .notTheirs(let recordingID, let label, let person):
            "\(label) of recording \(recordingID) is not \(person)"
        case .samePerson(let name): "`\(name)` cannot be merged with the same person"
        case .noSamples: "no voice was given"
        case .nothingToUndo: "nothing was decided about people, or all of it has been undone"
        case .cannotUndo(let id):
            "decision \(id) is not there, was undone already, or is none to undo; `whosaid people undo --history` shows all"
        }
    }
}
