public import StageCache
public import TranscriptText

/// What the stage cache holds, in the shape of `cache.schema.json`.
public enum CacheDocument {
    /// The document.
    public static func value(of entries: [CacheEntry], in folder: CacheFolder) -> JSONValue {
        func count(_ entries: [CacheEntry]) -> [(name: String, value: JSONValue?)] {
            [
                ("entry_count", .integer(Int64(entries.count))),
                ("bytes", .integer(Int64(entries.reduce(0) { $0 + $1.bytes }))),
                ("last_used", entries.isEmpty ? nil : .string(CachedStage.lastUsed(entries))),
            ]
        }
        return .object(
            [
                ("format", .string("whosaid-cache")), ("version", .integer(1)), ("path", .string(folder.path)),
                ("limit_bytes", .integer(Int64(folder.limitBytes))),
            ] + count(entries) + [
                (
                    "stages",
                    .array(
                        CachedStage.stages(of: entries).map {
                            .object([("stage", .string($0.name))] + count($0.entries))
                        })
                )
            ])
    }
}
