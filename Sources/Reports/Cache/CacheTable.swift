public import StageCache
public import TranscriptText

/// What the stage cache holds as a table.
public enum CacheTable {
    /// A row for each stage, and one for all of them with the limit.
    public static func table(of entries: [CacheEntry], in folder: CacheFolder) -> TextTable {
        func row(_ name: String, _ entries: [CacheEntry], _ rest: String) -> [String] {
            [name, String(entries.count), megabytes(entries.reduce(0) { $0 + $1.bytes }), rest]
        }
        let limit = "at most \(megabytes(folder.limitBytes)) MB in \(InertText.line(folder.path))"
        return TextTable(
            columns: [.text("STAGE"), .number("ENTRIES"), .number("MB"), .text("LAST USED")],
            rows: CachedStage.stages(of: entries).map { row($0.name, $0.entries, $0.lastUsed) }
                + [row("all", entries, limit)])
    }

    /// Megabytes (10⁶ bytes) with one decimal.
    public static func megabytes(_ bytes: Int) -> String { FixedDecimal.text(Double(bytes) / 1e6, digits: 1) }
}
