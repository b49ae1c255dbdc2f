import ArgumentParser
import Foundation
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
                try StandardOutput.write(CacheCommand.document(folder, entries).pretty + "\n")
            } else if entries.isEmpty {
                Messages.writeLine("nothing is kept in \(folder.path)")
            } else {
                try StandardOutput.write(CacheCommand.table(folder, entries).text)
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
                "removed \(CacheCommand.entries(removal.entries)), \(CacheCommand.megabytes(removal.bytes)) MB; "
                    + "\(CacheCommand.megabytes(removal.remainingBytes)) MB are left\(inUse)\n")
        }
    }

    private static func entries(_ count: Int) -> String { "\(count) \(count == 1 ? "entry" : "entries")" }

    private static func megabytes(_ bytes: Int) -> String { FixedDecimal.text(Double(bytes) / 1e6, digits: 1) }

    private static func stages(_ entries: [CacheEntry]) -> [(stage: String, entries: [CacheEntry])] {
        Dictionary(grouping: entries, by: \.stage).sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    static func table(_ folder: CacheFolder, _ entries: [CacheEntry]) -> TextTable {
        func row(_ name: String, _ entries: [CacheEntry], _ rest: String) -> [String] {
            [name, String(entries.count), megabytes(entries.reduce(0) { $0 + $1.bytes }), rest]
        }
        let limit = "at most \(megabytes(folder.limitBytes)) MB in \(InertText.line(folder.path))"
        return TextTable(
            columns: [
                .init(heading: "STAGE", isNumber: false), .init(heading: "ENTRIES", isNumber: true),
                .init(heading: "MB", isNumber: true), .init(heading: "LAST USED", isNumber: false),
            ],
            rows: stages(entries).map { row($0.stage, $0.entries, time(of: $0.entries)) }
                + [row("all", entries, limit)])
    }

    /// When one of the entries was last used, ISO 8601 in UTC.
    private static func time(of entries: [CacheEntry]) -> String {
        Date(timeIntervalSince1970: entries.reduce(0) { max($0, $1.lastUsed) }).formatted(.iso8601)
    }

    static func document(_ folder: CacheFolder, _ entries: [CacheEntry]) -> JSONValue {
        func count(_ entries: [CacheEntry]) -> [(name: String, value: JSONValue?)] {
            [
                ("entry_count", .integer(Int64(entries.count))),
                ("bytes", .integer(Int64(entries.reduce(0) { $0 + $1.bytes }))),
                ("last_used", entries.isEmpty ? nil : .string(time(of: entries))),
            ]
        }
        return .object(
            [
                ("format", .string("whosaid-cache")), ("version", .integer(1)), ("path", .string(folder.path)),
                ("limit_bytes", .integer(Int64(folder.limitBytes))),
            ] + count(entries) + [
                ("stages", .array(stages(entries).map { .object([("stage", .string($0.stage))] + count($0.entries)) }))
            ])
    }
}
