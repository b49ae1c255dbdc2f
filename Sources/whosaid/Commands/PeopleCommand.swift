import ArchiveCore
import ArchivePeople
import ArgumentParser
import Reports
import TranscriptText

/// `whosaid people`: who is who across recordings.
struct PeopleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "people", abstract: "Name speakers and find the same people in all recordings.",
        discussion: """
            Write a speaker as the transcript shows it: S1, S2 …, or its current name. When a speaker gets a name, the \
            program compares the voice with all other recordings and with new ones. A voice is assigned to a person if \
            it resembles that person, resembles everybody else less by a margin, and speaks alone for long enough. \
            `people suggest` lists the doubtful cases. Every decision can be undone, including those of the program.

            Examples:
              whosaid people name 1 S2 Ann
                  Name speaker S2 of recording 1 Ann.
              whosaid people suggest
                  List voices that may belong to known people.
              whosaid people undo
                  Undo the newest decision.
            """,
        subcommands: [
            PeopleListCommand.self, PeopleShowCommand.self, PeopleNameCommand.self, PeopleAssignCommand.self,
            PeopleMergeCommand.self, PeopleSplitCommand.self, PeopleEnrolCommand.self, PeopleForgetCommand.self,
            PeopleUndoCommand.self, PeopleSuggestCommand.self,
        ], defaultSubcommand: PeopleListCommand.self)
}

/// `whosaid people list`: the known people.
struct PeopleListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the known people.",
        discussion: """
            Examples:
              whosaid people list
                  Print a table of all people.
            """)

    @Flag(help: "Print JSON, as in `whosaid schema people`.")
    var json = false

    @OptionGroup var archive: ArchiveOptions

    func run() throws {
        let people = try archive.openExisting().people()
        if json {
            try StandardOutput.write(PeopleDocument.value(people).pretty + "\n")
        } else if people.isEmpty {
            Messages.write("no people are known yet; `whosaid people name` names a speaker")
        } else {
            try StandardOutput.write(PeopleTables.people(people).text)
        }
    }
}

/// `whosaid people show`: one person with voice excerpts.
struct PeopleShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show the recordings of a person and the best excerpts of the voice.",
        discussion: """
            Examples:
              whosaid people show Ann
                  Print the recordings in which Ann speaks and three excerpts.
            """)

    @OptionGroup var person: PersonArgument

    @Option(help: ArgumentHelp("Maximum number of excerpts.", valueName: "count"))
    var excerpts = 3

    @Flag(help: "Print JSON, as in `whosaid schema people`.")
    var json = false

    @OptionGroup var archive: ArchiveOptions

    func validate() throws {
        guard (0...1000).contains(excerpts) else { throw ValidationError("--excerpts needs a number from 0 to 1000") }
    }

    func run() throws {
        let details = try archive.openExisting().person(person.person, excerptCount: excerpts)
        try StandardOutput.write(
            json ? PeopleDocument.value(details).pretty + "\n" : PeopleTables.text(details))
    }
}

/// `whosaid people suggest`: voices that may belong to known people.
struct PeopleSuggestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "suggest", abstract: "List voices that may belong to known people.",
        discussion: """
            The column DOUBT says why the program has not assigned the voice. The score: the similarity is too low. \
            Another person: that person's voice is nearly as similar. Another voice: in the same recording, that voice \
            is the person or nearly as similar. Too short: the voice does not speak alone for long enough. Refused: \
            you have refused this match.

            Examples:
              whosaid people suggest 3
                  List the doubtful voices of recording 3.
              whosaid people suggest --limit 10
                  List the ten best matches.
            """)

    @Argument(help: ArgumentHelp("In this recording only: id, content hash or path.", valueName: "id"))
    var recording: String?

    @Option(help: ArgumentHelp("Maximum number of voices.", valueName: "count"))
    var limit = 50

    @Flag(help: "Print JSON, as in `whosaid schema suggestions`.")
    var json = false

    @OptionGroup var archive: ArchiveOptions

    func validate() throws {
        guard limit > 0 else { throw ValidationError("--limit must be at least 1") }
    }

    func run() throws {
        let archive = try archive.openExisting()
        let all = try archive.voiceSuggestions(recordingID: recording.map { try archive.recording($0).id })
        let suggestions = Array(all.prefix(limit))
        if json { return try StandardOutput.write(PeopleDocument.value(suggestions).pretty + "\n") }
        if all.isEmpty { return Messages.write("no suggestions: no unassigned voice resembles a known person") }
        try StandardOutput.write(PeopleTables.suggestions(suggestions).text)
        if all.count > limit { Messages.write("\(all.count - limit) more; --limit shows them") }
    }
}
