internal import Synchronization

/// What one stage has kept of one recording, and keeps as it goes on.
///
/// Trouble with the cache never fails a run: the log then holds less or nothing, keeps nothing more, and says why in
/// `warning`. Any number of tasks may use a log.
public final class CheckpointLog: Sendable {
    private struct State {
        var log: RecordLog?
        var warning: String?
    }

    private let state: Mutex<State>
    private let folder: CacheFolder?

    /// Opens the entry of a key, and locks it for as long as the object lives.
    /// - Parameter folder: nil to keep nothing.
    public init(_ folder: CacheFolder?, key: StageKey) {
        self.folder = folder
        guard let folder else {
            state = Mutex(State())
            return
        }
        do throws(StageCacheError) {
            if let log = try folder.open(key) {
                state = Mutex(State(log: log))
            } else {
                state = Mutex(State(warning: "the cache entry is in use by another run; nothing is taken or kept"))
            }
        } catch {
            state = Mutex(State(warning: "\(error)"))
        }
    }

    /// What its user should know of the cache, in one sentence; nil where all is well.
    public var warning: String? { state.withLock { $0.warning } }

    /// Reads records from the start, up to the first that is not whole or that `decode` does not take: it and what
    /// follows count as never written.
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
            case .otherFormat?: state.warning = "the cache entry was none of this program's; it is written anew"
            case nil: break
            }
            return records
        }
    }

    /// Keeps one more record.
    public func append(_ record: RecordEncoder) {
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

    /// Keeps nothing more.
    public func abandon(because reason: String) {
        state.withLock { state in
            guard state.log != nil else { return }
            state.warning = "\(reason); the rest is not kept"
            state.log = nil
        }
    }
}
