import ArchiveCore
import ArgumentParser
import RecordingStorage
import Reports
import StageCache
import TranscriptText

/// `whosaid remove`: removes recordings from the archive.
struct RemoveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Remove recordings from the archive; their files stay.",
        discussion: """
            Without --yes the command changes nothing and prints what it would remove: all transcripts of a recording, \
            its corrections, its jobs, and the voices of its speakers. People keep their names; their voice profiles \
            are computed from the other recordings. If one recording is missing, none is removed. This cannot be \
            undone, but the file can be transcribed again.

            Deleted bytes may stay in unused parts of the archive file until `whosaid people forget`, without a \
            person, rewrites it. Entries of the stage cache do not say to which recording they belong, so they are \
            kept.

            Examples:
              whosaid remove 3
                  Print what would be removed with recording 3.
              whosaid remove 3 4 --yes
                  Remove recordings 3 and 4.
            """)

    @Argument(
        help: ArgumentHelp(
            "The recordings, each by its id in `whosaid list`, six or more digits of its content hash, or its path.",
            valueName: "id"))
    var recordings: [String]

    @Flag(help: "Remove the recordings.")
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
