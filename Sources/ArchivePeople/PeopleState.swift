/// Who is who, as it follows from the decisions of the event log and from nothing else; see `PeopleEditor`.
///
/// A decision about a person who does not exist, because the decision that made the person was undone, has no effect.
struct PeopleState: Hashable, Sendable {
    /// A sample of a voice, by the decision that brought it.
    struct SampleID: Hashable, Comparable, Sendable {
        let eventID: Int64
        let ordinal: Int

        static func < (a: SampleID, b: SampleID) -> Bool { (a.eventID, a.ordinal) < (b.eventID, b.ordinal) }
    }

    /// A person.
    struct Person: Hashable, Sendable {
        var name: String
        var samples: Set<SampleID> = []
    }

    /// The claim that a speaker is a person.
    struct Claim: Hashable, Sendable {
        var personID: Int64
        /// The decision that says so.
        var eventID: Int64
        var isAutomatic: Bool
        /// Whether a speaker of a later run has taken the place of this one, so that its voice no longer counts.
        var isSuperseded = false
    }

    /// The refusal to take a speaker for a person, whatever the voice.
    struct Refusal: Hashable, Sendable {
        let personID: Int64
        let speakerID: Int64
    }

    /// By number.
    private(set) var people: [Int64: Person] = [:]
    /// By speaker.
    private(set) var claims: [Int64: Claim] = [:]
    /// What users have denied.
    private(set) var refusals: Set<Refusal> = []

    /// - Parameter events: All decisions, also undone ones, in the order in which they were made.
    init(_ events: [PeopleEvent]) {
        for event in events { add(event) }
    }

    /// Applies the decision that was made after all others.
    mutating func add(_ event: PeopleEvent) {
        if event.undoneAt == nil {
            apply(event)
        } else if event.undoneWith == nil, case .match(let person, let speakers) = event.decision {
            // A user who undoes a match knows better than the voice.
            for speaker in speakers { refuse(person, speaker.speakerID) }
        }
    }

    /// Applies a decision that holds.
    private mutating func apply(_ event: PeopleEvent) {
        switch event.decision {
        case .create(let name, let speakers):
            people[event.id] = Person(name: name)
            claim(speakers, for: event.id, event)
        case .rename(let person, let name): people[person]?.name = name
        case .assign(let person, let speakers):
            guard people[person] != nil else { return }
            claim(speakers, for: person, event)
        case .release(let speakers): for speaker in speakers { release(speaker) }
        case .match(let person, let speakers):
            guard people[person] != nil else { return }
            // A better match replaces another match, but no claim of a user.
            for speaker in speakers.map(\.speakerID) where claims[speaker]?.isAutomatic ?? true {
                guard !refusals.contains(Refusal(personID: person, speakerID: speaker)) else { continue }
                claims[speaker] = Claim(personID: person, eventID: event.id, isAutomatic: true)
            }
        case .carry(let pairs): for pair in pairs { carry(pair, event) }
        case .merge(let person, let other): merge(other, into: person)
        case .split(let person, let name, let speakers):
            guard people[person] != nil else { return }
            people[event.id] = Person(name: name)
            claim(speakers.filter { claims[$0]?.personID == person }, for: event.id, event)
        case .enrol(let known, let name, let count):
            let person = known ?? event.id
            if known == nil, let name { people[person] = Person(name: name) }
            people[person]?.samples.formUnion((0..<count).map { SampleID(eventID: event.id, ordinal: $0) })
        }
    }

    /// Makes claims of a user, which end refusals of the same person and refuse the person before.
    private mutating func claim(_ speakers: [Int64], for person: Int64, _ event: PeopleEvent) {
        for speaker in speakers {
            let isSuperseded = claims[speaker]?.isSuperseded ?? false
            if claims[speaker]?.personID != person { release(speaker) }
            refusals.remove(Refusal(personID: person, speakerID: speaker))
            claims[speaker] = Claim(
                personID: person, eventID: event.id, isAutomatic: false, isSuperseded: isSuperseded)
        }
    }

    /// Ends the claim on a speaker and refuses its person.
    private mutating func release(_ speaker: Int64) {
        guard let claim = claims.removeValue(forKey: speaker) else { return }
        refuse(claim.personID, speaker)
    }

    /// Adds a refusal.
    private mutating func refuse(_ person: Int64, _ speaker: Int64) {
        refusals.insert(Refusal(personID: person, speakerID: speaker))
    }

    /// Gives the claim and the refusals of a speaker of an earlier run to the same speaker of a new run.
    private mutating func carry(_ pair: PeopleEvent.CarriedSpeaker, _ event: PeopleEvent) {
        for refusal in refusals where refusal.speakerID == pair.formerID { refuse(refusal.personID, pair.speakerID) }
        guard let former = claims[pair.formerID] else { return }
        claims[pair.formerID]?.isSuperseded = true
        claims[pair.speakerID] = Claim(
            personID: former.personID, eventID: event.id, isAutomatic: former.isAutomatic)
    }

    /// Gives samples, claims and refusals of one person to another.
    private mutating func merge(_ other: Int64, into person: Int64) {
        guard person != other, people[person] != nil, let gone = people.removeValue(forKey: other) else { return }
        people[person]?.samples.formUnion(gone.samples)
        for (speaker, claim) in claims where claim.personID == other { claims[speaker]?.personID = person }
        for refusal in refusals where refusal.personID == other { refuse(person, refusal.speakerID) }
    }
}
