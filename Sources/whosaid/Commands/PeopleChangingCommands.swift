import ArchivePeople
import ArgumentParser
import Foundation
import Reports
import TranscriptText

/// `whosaid people name`: names a speaker, or renames a person.
struct PeopleNameCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "name", abstract: "Name a speaker, or rename a person.",
        usage: """
            whosaid people name <recording> <speaker> <name> [--database <file>]
            whosaid people name <person> <name> [--database <file>]
            """,
        discussion: """
            If a person has the name already, the speaker is assigned to that person.

            Examples:
              whosaid people name 1 S2 Ann
                  Name speaker S2 of recording 1 Ann.
              whosaid people name Ann 'Ann Smith'
                  Rename Ann.
            """)

    @Argument(help: ArgumentHelp("A recording, one of its speakers, and the name; or a person and the new name."))
    var words: [String]

    @OptionGroup var archive: ArchiveOptions

    func validate() throws {
        guard (2...3).contains(words.count) else {
            throw ValidationError("give a recording, a speaker and a name, or a person and a name")
        }
    }

    func run() throws {
        let archive = try archive.openExisting()
        // Names are written to terminals and files, so line ends and control characters are removed.
        let name = InertText.line(words[words.count - 1])
        let change =
            words.count == 2
            ? try archive.renamePerson(words[0], name, at: Date().formatted(.iso8601))
            : try archive.name(
                archive.speaker(words[1], of: words[0]), name, at: Date().formatted(.iso8601))
        try Messages.report(change)
    }
}

/// `whosaid people assign`: assigns a speaker to a known person.
struct PeopleAssignCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assign", abstract: "Assign a speaker to a known person, or to nobody.",
        discussion: """
            Examples:
              whosaid people assign 3 S1 Ann
                  Speaker S1 of recording 3 is Ann.
              whosaid people assign 3 S1 '?'
                  Speaker S1 of recording 3 is no known person.
            """)

    @OptionGroup var recording: RecordingArgument

    @Argument(help: "The speaker: label or current name.")
    var speaker: String

    @Argument(help: "The person: name or number; ? for no known person.")
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

/// `whosaid people merge`: makes one person of two.
struct PeopleMergeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge", abstract: "Merge two people; the first name stays.",
        discussion: """
            Examples:
              whosaid people merge Ann Anne
                  Ann and Anne are one person, called Ann.
            """)

    @OptionGroup var person: PersonArgument

    @Argument(help: "The person to merge into the first: name or number.")
    var other: String

    @OptionGroup var archive: ArchiveOptions

    func run() throws {
        try Messages.report(
            archive.openExisting().mergePeople(person.person, with: other, at: Date().formatted(.iso8601)))
    }
}

/// `whosaid people split`: makes two people of one.
struct PeopleSplitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "split", abstract: "Move some speakers of a person to a new person.",
        discussion: """
            Examples:
              whosaid people split Ann Bea 3:S1 4:S2
                  Two speakers that were assigned to Ann are a new person, Bea.
            """)

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

/// `whosaid people undo`: undoes decisions about people.
struct PeopleUndoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "undo", abstract: "Undo a decision about people and everything that followed from it.",
        discussion: """
            People and voice profiles become exactly what they would be without the decision. The program does not \
            repeat a match that was undone.

            Examples:
              whosaid people undo
                  Undo the newest decision.
              whosaid people undo --history
                  Print all decisions with their numbers.
              whosaid people undo 7
                  Undo decision 7.
            """)

    @Argument(help: ArgumentHelp("Number of the decision (default: the newest one).", valueName: "decision"))
    var decision: Int64?

    @Flag(help: "Show all decisions instead of undoing one.")
    var history = false

    @Flag(help: "With --history: print JSON, as in `whosaid schema decisions`.")
    var json = false

    @OptionGroup var archive: ArchiveOptions

    func validate() throws {
        guard decision == nil || !history else { throw ValidationError("--history and a number exclude each other") }
        guard !json || history else { throw ValidationError("--json needs --history") }
    }

    func run() throws {
        let archive = try archive.openExisting()
        if history {
            let events = try archive.peopleEvents()
            if json {
                let document = DecisionsDocument(events: events, speakers: try archive.decidedSpeakers())
                return try StandardOutput.write(document.value.pretty + "\n")
            }
            if events.isEmpty { return Messages.write("there are no decisions about people") }
            return try StandardOutput.write(PeopleTables.history(events).text)
        }
        let change = try archive.undoPeople(decision, at: Date().formatted(.iso8601))
        Messages.write("undid decision \(change.eventID)")
        try Messages.report(change)
    }
}
