internal import Synchronization

/// The results of one stage for one recording, kept record by record while the stage runs.
///
/// A problem with the cache never fails a run: the log then has fewer records or none, keeps nothing more, and says why
/// in `warning`. Any number of tasks may use a log.
public final class CheckpointLog: Sendable {
    private struct State {
        var log: RecordLog?
        var warning: String?
    }

    private let state: Mutex<State>
    private let folder: CacheFolder?
    private let isInputUnchanged: @Sendable () -> Bool

    /// Opens the entry of a key, and locks it while the object lives.
    /// - Parameters:
    ///   - folder: nil to keep nothing.
    ///   - isInputUnchanged: whether the file that the records are made from is still the one that the key names; asked
    ///     before each record is kept, by any task.
    public init(
        _ folder: CacheFolder?, key: StageKey, isInputUnchanged: @escaping @Sendable () -> Bool = { true }
    ) {
        self.folder = folder
        self.isInputUnchanged = isInputUnchanged
        guard let folder else {
            state = Mutex(State())
            return
        }
        do throws(StageCacheError) {
            if let log = try folder.open(key) {
                state = Mutex(State(log: log))
            } else {
                state = Mutex(State(warning: "the cache entry is in use by another run; nothing is reused or kept"))
            }
        } catch {
            state = Mutex(State(warning: "\(error)"))
        }
    }

    /// What the user should know about the cache, in one sentence; nil where there was no problem.
    public var warning: String? { state.withLock { $0.warning } }

    /// Reads records from the start, up to the first that is incomplete or that `decode` refuses: that record and all
    /// after it count as never written.
    public func records<Record: Sendable>(
        _ decode: (inout RecordDecoder) throws(StageCacheError) -> Record
    ) -> [Record] {
        state.withLock { state in
            guard let log = state.log else { return [] }
            var records: [Record] = []
            var whole = log.position
            do throws(StageCacheError) {
                while let content = try log.next() {
                    var decoder = RecordDecoder(content)
                    let record = try decode(&decoder)
                    try decoder.finish()
                    records.append(record)
                    whole = log.position
                }
                try log.touch()
            } catch {
                log.goBack(to: whole)
                state.warning = "\(error); it is computed again"
            }
            switch log.damage {
            case .torn?:
                state.warning = "the last record of the cache entry is incomplete; it is computed again"
            case .changed?:
                state.warning =
                    "the cache entry has been damaged after its record \(records.count); that part is computed again"
            case .otherFormat?: state.warning = "the cache entry was not written by this program; it is replaced"
            case nil: break
            }
            return records
        }
    }

    /// Keeps one more record.
    /// - Parameter write: writes the record; where it throws, the log keeps nothing more.
    public func append(_ write: (inout RecordEncoder) throws -> Void) {
        var record = RecordEncoder()
        do {
            try write(&record)
        } catch {
            return abandon(because: "a result cannot be encoded: \(error)")
        }
        append(record)
    }

    /// Keeps one more record, unless the input has changed.
    public func append(_ record: RecordEncoder) {
        guard isInputUnchanged() else { return abandon(because: "the file changed while it was read") }
        state.withLock { state in
            guard let log = state.log else { return }
            do throws(StageCacheError) {
                try log.append(record.bytes)
                folder?.noteWritten(record.bytes.count)
            } catch {
                state.warning = "\(error); the rest is not kept"
                state.log = nil
            }
        }
    }

    /// Keeps no more records, and says why in `warning`.
    public func abandon(because reason: String) {
        state.withLock { state in
            guard state.log != nil else { return }
            state.warning = "\(reason); the rest is not kept"
            state.log = nil
        }
    }
}
