import ArchiveCore
import ArchivePeople
import ArgumentParser
import Reports
import TranscriptText

/// `whosaid people`: who is who across recordings.
struct PeopleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "people", abstract: "Say whose voices are in the recordings, and find them in others.",
        discussion: """
            A speaker of a recording is written as in its transcript: S1, S2 …, or the name that it has by now. Once \
            somebody has a name, the voice is looked for in all recordings and in those to come. It must be like the \
            voice of that person, by a margin more so than anybody else's, and heard alone for long enough; else \
            `people suggest` lists it. Every decision can be undone, also that of the program.

              whosaid people name 1 S2 Ann           S2 of recording 1 is Ann
              whosaid people name Ann 'Ann Smith'    she has another name
              whosaid people assign 3 S1 Ann         S1 of recording 3 is somebody known (? is nobody known)
              whosaid people merge Ann Anne          Anne is Ann
              whosaid people split Ann Bea 3:S1 4:S2 some of Ann's speakers are Bea
              whosaid people enrol Ann ann.wav       recordings of her voice
              whosaid people forget Ann              her name and voice are erased for good
            """,
        subcommands: [
            PeopleListCommand.self, PeopleShowCommand.self, PeopleNameCommand.self, PeopleAssignCommand.self,
            PeopleMergeCommand.self, PeopleSplitCommand.self, PeopleEnrolCommand.self, PeopleForgetCommand.self,
            PeopleUndoCommand.self, PeopleSuggestCommand.self,
        ], defaultSubcommand: PeopleListCommand.self)
}

/// `whosaid people list`: everybody who has a name.
struct PeopleListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Show everybody who is known.")

    @Flag(help: "Print JSON, as in `whosaid schema people`.")
    var json = false

    @OptionGroup var archive: ArchiveOptions

    func run() throws {
        let people = try archive.openExisting().people()
        if json {
            try StandardOutput.write(PeopleDocument.value(people).pretty + "\n")
        } else if people.isEmpty {
            Messages.write("nobody is known yet; `whosaid people name` gives a speaker a name")
        } else {
            try StandardOutput.write(PeopleTables.people(people).text)
        }
    }
}

/// `whosaid people show`: one person and where to listen.
struct PeopleShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show the recordings of a person and where to hear the voice best.")

    @OptionGroup var person: PersonArgument

    @Option(help: ArgumentHelp("Greatest number of excerpts.", valueName: "count"))
    var excerpts = 3

    @Flag(help: "Print JSON, as in `whosaid schema people`.")
    var json = false

    @OptionGroup var archive: ArchiveOptions

    func validate() throws {
        guard (0...1000).contains(excerpts) else { throw ValidationError("--excerpts goes from 0 to 1000") }
    }

    func run() throws {
        let details = try archive.openExisting().person(person.person, excerptCount: excerpts)
        try StandardOutput.write(
            json ? PeopleDocument.value(details).pretty + "\n" : PeopleTables.text(details))
    }
}

/// `whosaid people suggest`: voices that may be somebody's.
struct PeopleSuggestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "suggest", abstract: "List voices that may be those of people who are known.",
        discussion: """
            The doubt says why the program has not decided: the score (not enough alike), another person (nearly as \
            alike), another voice (of the same recording, which is that person or nearly as alike), too short (not \
            heard alone for long enough), refused (you have said no).
            """)

    @Argument(help: ArgumentHelp("In this recording only: id, content hash or path.", valueName: "id"))
    var recording: String?

    @Option(help: ArgumentHelp("Greatest number of voices.", valueName: "count"))
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
        if all.isEmpty { return Messages.write("no voice that is nobody's yet is like that of somebody known") }
        try StandardOutput.write(PeopleTables.suggestions(suggestions).text)
        if all.count > limit { Messages.write("\(all.count - limit) more; --limit shows them") }
    }
}
