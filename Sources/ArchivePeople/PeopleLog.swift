import ArchiveCore
import GRDB

/// The decisions about people and what follows from them, read once in a transaction however often they are asked for.
final class PeopleLog {
    private let db: Database
    private var knownEvents: [PeopleEvent]?
    private var knownState: PeopleState?

    /// - Parameter db: The connection; the log is good for one transaction on it, in which nothing else changes decisions.
    init(_ db: Database) { self.db = db }

    /// All decisions in the order in which they were made.
    func events() throws -> [PeopleEvent] {
        if let knownEvents { return knownEvents }
        let events = try PeopleReader(db: db, log: self).storedEvents()
        knownEvents = events
        return events
    }

    /// Who is who by all of them.
    func state() throws -> PeopleState {
        if let knownState { return knownState }
        let state = PeopleState(try events())
        knownState = state
        return state
    }

    /// Takes up a decision that has just been stored, the newest.
    func append(_ event: PeopleEvent) {
        knownEvents?.append(event)
        knownState?.add(event)
    }

    /// Forgets what was read, for where decisions are undone or deleted.
    func reload() { (knownEvents, knownState) = (nil, nil) }
}
