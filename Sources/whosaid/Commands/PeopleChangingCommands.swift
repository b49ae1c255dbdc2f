import ArchivePeople
import ArgumentParser
import Foundation
import Reports
import TranscriptText

/// `whosaid people name`: who a speaker is, or another name for a person.
struct PeopleNameCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "name", abstract: "Give a name to a speaker, or another one to a person.",
        usage: """
            whosaid people name <recording> <speaker> <name> [--database <file>]
            whosaid people name <person> <name> [--database <file>]
            """,
        discussion: "With a name that somebody has, the speaker is that person.")

    @Argument(help: ArgumentHelp("A recording, a speaker of it, and the name; or a person and the name."))
    var words: [String]

    @OptionGroup var archive: ArchiveOptions

    func validate() throws {
        guard (2...3).contains(words.count) else {
            throw ValidationError("give a recording, a speaker and a name, or a person and a name")
        }
    }

    func run() throws {
        let archive = try archive.openExisting()
        // A name is written to terminals and files; it has no line ends and no control characters.
        let name = InertText.line(words[words.count - 1])
        let change =
            words.count == 2
            ? try archive.renamePerson(words[0], name, at: Date().formatted(.iso8601))
            : try archive.name(
                archive.speaker(words[1], of: words[0]), name, at: Date().formatted(.iso8601))
        try Messages.report(change)
    }
}

/// `whosaid people assign`: who a speaker is, of those who are known.
struct PeopleAssignCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assign", abstract: "Say that a speaker is somebody who is known, or that it is not.")

    @OptionGroup var recording: RecordingArgument

    @Argument(help: "The speaker: label, or the name that it has by now.")
    var speaker: String

    @Argument(help: "The person: name or number; ? for nobody who is known.")
    var person: String

    @OptionGroup var archive: ArchiveOptions

    func run() throws {
        let archive = try archive.openExisting()
        try Messages.report(
            archive.assign(
                archive.speaker(speaker, of: recording.recording), to: person == "?" ? nil : person,
                at: Date().formatted(.iso8601)))
    }
}

/// `whosaid people merge`: two people are one.
struct PeopleMergeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge", abstract: "Say that two people are one, who keeps the name of the first.")

    @OptionGroup var person: PersonArgument

    @Argument(help: "The person who is the same: name or number.")
    var other: String

    @OptionGroup var archive: ArchiveOptions

    func run() throws {
        try Messages.report(
            archive.openExisting().mergePeople(person.person, with: other, at: Date().formatted(.iso8601)))
    }
}

/// `whosaid people split`: one person is two.
struct PeopleSplitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "split", abstract: "Say that some speakers of a person are somebody else.")

    @OptionGroup var person: PersonArgument

    @Argument(help: "Name of the new person.")
    var name: String

    @Argument(help: ArgumentHelp("The speakers, each as recording:label.", valueName: "speaker"))
    var speakers: [String]

    @OptionGroup var archive: ArchiveOptions

    func run() throws {
        let archive = try archive.openExisting()
        try Messages.report(
            archive.splitPerson(
                person.person, into: InertText.line(name), speakers.map { try archive.speaker($0) },
                at: Date().formatted(.iso8601)))
    }
}

/// `whosaid people undo`: takes decisions back.
struct PeopleUndoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "undo", abstract: "Undo a decision about people, with all that followed from it.",
        discussion: """
            Who is who is then what it would be without the decision, and so is every voice profile, to the last bit. A \
            match that is undone is not made again.
            """)

    @Argument(help: ArgumentHelp("The number of the decision (default: the newest one).", valueName: "decision"))
    var decision: Int64?

    @Flag(help: "Show all decisions instead.")
    var history = false

    @Flag(help: "With --history: print JSON, as in `whosaid schema decisions`.")
    var json = false

    @OptionGroup var archive: ArchiveOptions

    func validate() throws {
        guard decision == nil || !history else { throw ValidationError("--history goes without a number") }
        guard !json || history else { throw ValidationError("--json goes with --history only") }
    }

    func run() throws {
        let archive = try archive.openExisting()
        if history {
            let events = try archive.peopleEvents()
            if json {
                let document = DecisionsDocument(events: events, speakers: try archive.decidedSpeakers())
                return try StandardOutput.write(document.value.pretty + "\n")
            }
            if events.isEmpty { return Messages.write("nothing was decided about people") }
            return try StandardOutput.write(PeopleTables.history(events).text)
        }
        let change = try archive.undoPeople(decision, at: Date().formatted(.iso8601))
        Messages.write("undid decision \(change.eventID)")
        try Messages.report(change)
    }
}
