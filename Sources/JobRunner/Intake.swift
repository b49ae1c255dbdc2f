public import ArchiveCore
public import AudioIO
public import FileSystem
import Foundation
public import JobQueue
public import MeetingPipeline

/// Makes jobs of files.
public struct Intake: Sendable {
    /// What became of one file.
    public struct Entry: Sendable {
        /// The file, as `RecordingPath` spells it.
        public let path: String
        /// What the archive made of it.
        public let admission: JobAdmission
    }

    private let archive: Archive
    private let options: TranscriptionOptions
    private let models: [String: String]
    private let programVersion: String
    private let force: Bool
    private let clock: any RunnerClock
    private let faults: FaultPlan
    private let stallSeconds: Double

    /// Files that are looked at before their jobs are made, all in one transaction.
    private static let filesAtOnce = 64

    /// - Parameters:
    ///   - models: Model id → SHA-256 over its files.
    ///   - force: Whether to do again what is done already.
    ///   - stallSeconds: How long reading a file may go on without a byte.
    public init(
        archive: Archive, options: TranscriptionOptions, models: [String: String], programVersion: String,
        force: Bool = false, clock: any RunnerClock = SystemClock(), faults: FaultPlan = .none,
        stallSeconds: Double = IOWatch.usualLimitSeconds
    ) {
        self.archive = archive
        self.options = options
        self.models = models
        self.programVersion = programVersion
        self.force = force
        self.clock = clock
        self.faults = faults
        self.stallSeconds = stallSeconds
    }

    /// Queues files that the archive does not know yet.
    /// - Parameters:
    ///   - patienceSeconds: Files that give nothing for so long are left for later; nil to wait for as long as is allowed.
    ///   - admitted: Is told what became of files, in their order, once that is sure.
    ///   - refused: Is told of a file that cannot be read at all.
    /// - Returns: Files that were left for later; nobody was told of them.
    /// - Throws: `ArchiveError`, `CancellationError`, and what the two throw.
    @discardableResult
    public func admit(
        _ paths: [String], patienceSeconds: Double? = nil, admitted: ([Entry]) throws -> Void,
        refused: (AudioError) throws -> Void
    ) async throws -> [String] {
        let limit = min(stallSeconds, patienceSeconds ?? stallSeconds)
        var postponed: [String] = []
        for start in stride(from: 0, to: paths.count, by: Self.filesAtOnce) {
            var requests: [JobRequest] = []
            for path in paths[start..<min(start + Self.filesAtOnce, paths.count)] {
                try Task.checkCancellation()
                do {
                    requests.append(try await request(path, limitSeconds: limit))
                } catch FileError.stalled where limit < stallSeconds {
                    postponed.append(path)
                } catch let error as FileError {
                    try refused(.file(error))
                }
            }
            faults.reach(.afterHashing)
            let admissions = try archive.enqueue(requests, force: force, now: clock.now)
            faults.reach(.afterEnqueue)
            try admitted(zip(requests, admissions).map { Entry(path: $0.path, admission: $1) })
        }
        return postponed
    }

    private func request(_ path: String, limitSeconds: Double) async throws -> JobRequest {
        let start = clock.now.timeIntervalSince1970
        let archive = archive
        let (stamp, contentHash) = try await BlockingCall.run(on: path, limitSeconds: limitSeconds) { watch in
            let file = try ReadableFile(spelling: path)
            let stamp = try FileStamp(ofFileAt: file.path)
            let known = try archive.rememberedContentHash(path: path, stamp: stamp)
            return (stamp, try known ?? Self.contentHash(file, unchanged: stamp, watch))
        }
        return JobRequest(
            contentHash: contentHash, path: path, stamp: stamp.mayStillChange(at: start) ? nil : stamp,
            settings: options.described, models: models, programVersion: programVersion)
    }

    private static func contentHash(
        _ file: ReadableFile, unchanged stamp: FileStamp, _ watch: IOWatch
    ) throws -> String {
        let contentHash = try HashedFile(path: file.path, watch: watch).contentHash
        guard try FileStamp(ofFileAt: file.path) == stamp else { throw FileError.changed(path: file.path) }
        return contentHash
    }
}
