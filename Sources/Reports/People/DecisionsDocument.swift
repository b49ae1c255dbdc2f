public import ArchivePeople
public import TranscriptText

/// Decisions about people in the shape of `decisions.schema.json`.
public struct DecisionsDocument {
    /// The decisions, oldest first.
    public let events: [PeopleEvent]
    /// The speakers of the events, by the ids that the events use.
    public let speakers: [Int64: DecidedSpeaker]

    /// - Parameter speakers: At least the speakers that the events name; others are not printed.
    public init(events: [PeopleEvent], speakers: [Int64: DecidedSpeaker]) {
        self.events = events
        self.speakers = speakers
    }

    /// The document.
    public var value: JSONValue {
        .object([
            ("format", .string("whosaid-decisions")), ("version", .integer(1)),
            ("decisions", .array(events.map(value))),
        ])
    }

    private typealias Members = [(name: String, value: JSONValue?)]

    private func value(_ event: PeopleEvent) -> JSONValue {
        let common: Members = [
            ("id", .integer(event.id)), ("made_at", .string(event.madeAt)), ("holds", .bool(event.undoneAt == nil)),
            ("undone_at", event.undoneAt.map(JSONValue.string)),
            ("undone_with", event.undoneWith.map(JSONValue.integer)), ("cause", event.causeID.map(JSONValue.integer)),
        ]
        return .object(common + members(event))
    }

    /// The members that depend on the kind of decision.
    private func members(_ event: PeopleEvent) -> Members {
        func members(
            _ kind: String, person: Int64? = nil, other: Int64? = nil, name: String? = nil, samples: Int? = nil,
            _ speakers: [JSONValue] = []
        ) -> Members {
            [
                ("kind", .string(kind)), ("person_id", person.map(JSONValue.integer)),
                ("other_person_id", other.map(JSONValue.integer)), ("name", name.map(JSONValue.string)),
                ("sample_count", samples.map { .integer(Int64($0)) }), ("speakers", .array(speakers)),
            ]
        }
        return switch event.decision {
        case .create(let name, let ids): members("create", person: event.id, name: name, ids.compactMap { place($0) })
        case .rename(let person, let name): members("rename", person: person, name: name)
        case .assign(let person, let ids): members("assign", person: person, ids.compactMap { place($0) })
        case .release(let ids): members("release", ids.compactMap { place($0) })
        case .match(let person, let voices):
            members(
                "match", person: person, voices.compactMap { place($0.speakerID, [("score", .share($0.score))]) })
        case .carry(let pairs):
            members("carry", pairs.compactMap { place($0.speakerID, [("former", place($0.formerID))]) })
        case .merge(let person, let other): members("merge", person: person, other: other)
        case .split(let person, let name, let ids):
            members("split", person: event.id, other: person, name: name, ids.compactMap { place($0) })
        case .enrol(let person, let name, let count):
            members("enrol", person: person ?? event.id, name: name, samples: count)
        }
    }

    private func place(_ id: Int64, _ rest: Members = []) -> JSONValue? {
        speakers[id].map { speaker in
            .object(
                [
                    ("recording_id", .integer(speaker.recordingID)), ("run", .integer(speaker.runID)),
                    ("label", .string(speaker.label)),
                ] + rest)
        }
    }
}
