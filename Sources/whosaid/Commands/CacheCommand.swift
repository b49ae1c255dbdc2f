import ArgumentParser
import Foundation
import Reports
import StageCache
import TranscriptText

/// `whosaid cache`: what stages have kept.
struct CacheCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cache", abstract: "Show and clear what the stages of earlier runs have kept.",
        discussion: """
            Listening and recognition keep their results as they go on, so that a run that was killed resumes and a run \
            with other settings need not repeat them. Entries hold embeddings of voices and words, and are private to the \
            user. Without them everything is computed again.
            """,
        subcommands: [Stats.self, Prune.self], defaultSubcommand: Stats.self)

    struct Stats: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show how much is kept of which stages.")

        @OptionGroup var cache: CacheOptions

        @Flag(help: "Print JSON, as in `whosaid schema cache`.")
        var json = false

        func run() throws {
            let folder = try cache.folder()
            let entries = try folder.entries()
            if json {
                try StandardOutput.write(CacheDocument.value(of: entries, in: folder).pretty + "\n")
            } else if entries.isEmpty {
                Messages.writeLine("nothing is kept in \(folder.path)")
            } else {
                try StandardOutput.write(CacheTable.table(of: entries, in: folder).text)
            }
        }
    }

    struct Prune: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Remove entries, those first whose last use is longest ago.",
            discussion: "Without an option the cache is cut back to its limit. Entries in use stay.")

        @OptionGroup var cache: CacheOptions

        @Option(help: ArgumentHelp("Keep at most so much, for example 500M.", valueName: "size"))
        var maxSize: ByteSize?

        @Flag(help: "Keep nothing.")
        var all = false

        func validate() throws {
            guard maxSize == nil || !all else { throw ValidationError("--max-size goes without --all") }
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
