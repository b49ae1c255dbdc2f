internal import StageCache

/// What one stage keeps of one file in the cache: nothing more once the file has changed.
struct FileCheckpoints: Sendable {
    private let log: CheckpointLog
    private let source: SourceFile

    /// Opens what is kept.
    /// - Parameter key: of the stage's result for this file.
    init(_ cache: CacheFolder?, source: SourceFile, key: StageKey) {
        log = CheckpointLog(cache, key: key)
        self.source = source
    }

    /// What its user should know of the cache.
    var warning: String? { log.warning }

    /// What earlier runs have kept; see `CheckpointLog.records`.
    func records<Record: Sendable>(
        _ decode: (inout RecordDecoder) throws(StageCacheError) -> Record
    ) -> [Record] {
        log.records(decode)
    }

    /// Keeps nothing more.
    func abandon(because reason: String) { log.abandon(because: reason) }

    /// Keeps one more record.
    /// - Parameter write: writes it; may throw what `RecordEncoder.append(json:)` throws.
    func append(_ write: (inout RecordEncoder) throws -> Void) {
        guard source.isUnchanged else { return log.abandon(because: "the file has changed while it was read") }
        var record = RecordEncoder()
        do {
            try write(&record)
        } catch {
            return log.abandon(because: "a result cannot be written down: \(error)")
        }
        log.append(record)
    }
}
