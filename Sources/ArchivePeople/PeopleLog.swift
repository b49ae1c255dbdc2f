import ArchiveCore
import GRDB

/// The event log of people and the state that follows from it. Both are read when they are first needed, and once in a
/// transaction.
final class PeopleLog {
    private let db: Database
    private var knownEvents: [PeopleEvent]?
    private var knownState: PeopleState?

    /// - Parameter db: The connection. The log is valid during one transaction, in which nothing else changes decisions.
    init(_ db: Database) { self.db = db }

    /// All decisions in the order in which they were made.
    func events() throws -> [PeopleEvent] {
        if let knownEvents { return knownEvents }
        let events = try PeopleReader(db: db, log: self).storedEvents()
        knownEvents = events
        return events
    }

    /// The state that follows from all decisions.
    func state() throws -> PeopleState {
        if let knownState { return knownState }
        let state = PeopleState(try events())
        knownState = state
        return state
    }

    /// Adds the newest decision, which has just been stored, without another replay.
    func append(_ event: PeopleEvent) {
        knownEvents?.append(event)
        knownState?.add(event)
    }

    /// Discards what was read. Must be called after decisions were undone or deleted.
    func reload() { (knownEvents, knownState) = (nil, nil) }
}
