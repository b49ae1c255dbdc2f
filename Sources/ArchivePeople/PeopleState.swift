/// Who is who: what follows from decisions, and from nothing else.
///
/// A decision about somebody who is not there, because another decision was undone, has no effect.
struct PeopleState: Hashable, Sendable {
    /// A sample of a voice, by the decision that brought it.
    struct SampleID: Hashable, Comparable, Sendable {
        let eventID: Int64
        let ordinal: Int

        static func < (a: SampleID, b: SampleID) -> Bool { (a.eventID, a.ordinal) < (b.eventID, b.ordinal) }
    }

    struct Person: Hashable, Sendable {
        var name: String
        var samples: Set<SampleID> = []
    }

    /// Who a speaker is.
    struct Claim: Hashable, Sendable {
        var personID: Int64
        /// The decision that says so.
        var eventID: Int64
        var isAutomatic: Bool
        /// Whether a speaker of a later run stands for this one.
        var isSuperseded = false
    }

    /// That a speaker is not a person, whatever the voice.
    struct Refusal: Hashable, Sendable {
        let personID: Int64
        let speakerID: Int64
    }

    private(set) var people: [Int64: Person] = [:]
    /// By speaker.
    private(set) var claims: [Int64: Claim] = [:]
    private(set) var refusals: Set<Refusal> = []

    /// - Parameter events: All decisions, also undone ones, in the order in which they were made.
    init(_ events: [PeopleEvent]) {
        for event in events { add(event) }
    }

    /// Takes up the decision that was made after all others.
    mutating func add(_ event: PeopleEvent) {
        if event.undoneAt == nil {
            apply(event)
        } else if event.undoneWith == nil, case .match(let person, let speakers) = event.decision {
            // Who takes a match back knows better than the voice.
            for speaker in speakers { refuse(person, speaker.speakerID) }
        }
    }

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
            // A better match takes the place of another one, but not of what a user has said.
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

    private mutating func claim(_ speakers: [Int64], for person: Int64, _ event: PeopleEvent) {
        for speaker in speakers {
            let isSuperseded = claims[speaker]?.isSuperseded ?? false
            if claims[speaker]?.personID != person { release(speaker) }
            refusals.remove(Refusal(personID: person, speakerID: speaker))
            claims[speaker] = Claim(
                personID: person, eventID: event.id, isAutomatic: false, isSuperseded: isSuperseded)
        }
    }

    private mutating func release(_ speaker: Int64) {
        guard let claim = claims.removeValue(forKey: speaker) else { return }
        refuse(claim.personID, speaker)
    }

    private mutating func refuse(_ person: Int64, _ speaker: Int64) {
        refusals.insert(Refusal(personID: person, speakerID: speaker))
    }

    private mutating func carry(_ pair: PeopleEvent.CarriedSpeaker, _ event: PeopleEvent) {
        for refusal in refusals where refusal.speakerID == pair.formerID { refuse(refusal.personID, pair.speakerID) }
        guard let former = claims[pair.formerID] else { return }
        claims[pair.formerID]?.isSuperseded = true
        claims[pair.speakerID] = Claim(
            personID: former.personID, eventID: event.id, isAutomatic: former.isAutomatic)
    }

    private mutating func merge(_ other: Int64, into person: Int64) {
        guard person != other, people[person] != nil, let gone = people.removeValue(forKey: other) else { return }
        people[person]?.samples.formUnion(gone.samples)
        for (speaker, claim) in claims where claim.personID == other { claims[speaker]?.personID = person }
        for refusal in refusals where refusal.personID == other { refuse(person, refusal.speakerID) }
    }
}
