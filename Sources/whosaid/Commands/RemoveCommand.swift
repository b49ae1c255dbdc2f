import ArchiveCore
import ArgumentParser
import RecordingStorage
import Reports
import StageCache
import TranscriptText

/// `whosaid remove`: takes recordings out of the archive.
struct RemoveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Remove recordings from the archive; their files stay.",
        discussion: """
            Without --yes nothing is changed, and what would go is shown: every transcript of the recording, its \
            corrections, its jobs, and the voices of its speakers. People keep their names; their profiles are what other \
            recordings tell of their voices. Either all recordings go or, where one is not there, none. This cannot be \
            undone, but the file can be transcribed again.

            Bytes of what was removed may stay in unused parts of the archive's file until `whosaid people forget`, \
            without a person, writes it anew. Entries of the stage cache do not tell which recording they are of.
            """)

    @Argument(
        help: ArgumentHelp(
            "The recordings, each by its id in `whosaid list`, six or more digits of its content hash, or its path.",
            valueName: "id"))
    var recordings: [String]

    @Flag(help: "Remove them.")
    var yes = false

    @OptionGroup var cache: CacheOptions
    @OptionGroup var archive: ArchiveOptions

    func run() throws {
        let isCacheEmpty = try cache.folder().entries().isEmpty
        let archive = try archive.openExisting()
        let ids = Set(try recordings.map { try archive.recording($0).id }).sorted()
        let holdings = yes ? try archive.removeRecordings(ids) : try archive.holdings(recordingIDs: ids)
        try StandardOutput.write(RecordingsTable.holdings(holdings).text)
        let these = ids.count == 1 ? "this recording" : "these \(ids.count) recordings"
        guard yes else { return Messages.write("nothing was removed; --yes removes \(these)") }
        Messages.write("removed \(these)")
        if !isCacheEmpty {
            Messages.write(
                "the stage cache may still hold voices and words of what was removed; `whosaid cache prune --all` "
                    + "empties it")
        }
    }
}
