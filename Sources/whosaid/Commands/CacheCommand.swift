import ArgumentParser
import Foundation
import Reports
import StageCache
import TranscriptText

/// `whosaid cache`: the stage cache.
struct CacheCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cache", abstract: "Show and prune the cache of stage results.",
        discussion: """
            Listening and recognition store their results while they run. A run that was killed resumes from them, and \
            a run with other settings reuses what the settings do not change. Entries hold voice embeddings and words; \
            only the user can read them. Removing entries costs time, never results.
            """,
        subcommands: [Stats.self, Prune.self], defaultSubcommand: Stats.self)

    struct Stats: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show the size of the cache by stage.",
            discussion: """
                Examples:
                  whosaid cache stats
                      Print a table with the entries and megabytes of each stage.
                  whosaid cache stats --json
                      Print the same as JSON.
                """)

        @OptionGroup var cache: CacheOptions

        @Flag(help: "Print JSON, as in `whosaid schema cache`.")
        var json = false

        func run() throws {
            let folder = try cache.folder()
            let entries = try folder.entries()
            if json {
                try StandardOutput.write(CacheDocument.value(of: entries, in: folder).pretty + "\n")
            } else if entries.isEmpty {
                Messages.writeLine("the cache \(folder.path) is empty")
            } else {
                try StandardOutput.write(CacheTable.table(of: entries, in: folder).text)
            }
        }
    }

    struct Prune: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Remove entries from the cache, the least recently used first.",
            discussion: """
                Without an option, entries are removed until the cache is within its limit. Entries in use are kept.

                Examples:
                  whosaid cache prune --max-size 500M
                      Remove entries until the cache has 500 MB at most.
                  whosaid cache prune --all
                      Remove every entry that is not in use.
                """)

        @OptionGroup var cache: CacheOptions

        @Option(help: ArgumentHelp("Maximum size of what is kept, for example 500M.", valueName: "size"))
        var maxSize: ByteSize?

        @Flag(help: "Remove all entries.")
        var all = false

        func validate() throws {
            guard maxSize == nil || !all else { throw ValidationError("--max-size and --all exclude each other") }
        }

        func run() throws {
            let folder = try cache.folder()
            let removal = try folder.prune(toBytes: all ? 0 : maxSize?.bytes ?? folder.limitBytes)
            let inUse = removal.inUse > 0 ? "; \(CacheCommand.entries(removal.inUse)) in use stayed" : ""
            try StandardOutput.write(
                "removed \(CacheCommand.entries(removal.entries)), \(CacheTable.megabytes(removal.bytes)) MB; "
                    + "\(CacheTable.megabytes(removal.remainingBytes)) MB are left\(inUse)\n")
        }
    }

    private static func entries(_ count: Int) -> String { "\(count) \(count == 1 ? "entry" : "entries")" }

}
