import Foundation
import StageCache

/// The cache entries of one stage.
struct CachedStage {
    let name: String
    let entries: [CacheEntry]

    /// When an entry was last used, ISO 8601 in UTC.
    var lastUsed: String { Self.lastUsed(entries) }

    /// The stages of cache entries, in order of name.
    static func stages(of entries: [CacheEntry]) -> [CachedStage] {
        Dictionary(grouping: entries, by: \.stage).sorted { $0.key < $1.key }.map {
            CachedStage(name: $0.key, entries: $0.value)
        }
    }

    /// When one of the entries was last used, ISO 8601 in UTC; 1970 where there are none.
    static func lastUsed(_ entries: [CacheEntry]) -> String {
        Date(timeIntervalSince1970: entries.reduce(0) { max($0, $1.lastUsed) }).formatted(.iso8601)
    }
}
