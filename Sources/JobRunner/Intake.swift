public import ArchiveCore
public import AudioIO
public import FileSystem
import Foundation
public import JobQueue
public import MeetingPipeline

/// Makes jobs of files.
public struct Intake: Sendable {
    /// A file and what the archive made of it.
    public struct Entry: Sendable {
        /// The file, as `RecordingPath` spells it.
        public let path: String
        /// What the archive made of it.
        public let admission: JobAdmission
    }

    private let archive: Archive
    private let settings: TranscriptionSettings
    private let models: [String: String]
    private let programVersion: String
    private let force: Bool
    private let clock: any RunnerClock
    private let faults: FaultPlan
    private let stallSeconds: Double

    /// Files that are hashed before their jobs are made, all in one transaction.
    private static let filesAtOnce = 64

    /// - Parameters:
    ///   - models: model id → SHA-256 over its files.
    ///   - force: whether to make jobs of what is done already.
    ///   - stallSeconds: how long a read may wait for a byte.
    public init(
        archive: Archive, settings: TranscriptionSettings, models: [String: String], programVersion: String,
        force: Bool = false, clock: any RunnerClock = SystemClock(), faults: FaultPlan = .none,
        stallSeconds: Double = IOWatch.usualLimitSeconds
    ) {
        self.archive = archive
        self.settings = settings
        self.models = models
        self.programVersion = programVersion
        self.force = force
        self.clock = clock
        self.faults = faults
        self.stallSeconds = stallSeconds
    }

    /// Queues files that the archive does not know yet.
    /// - Parameters:
    ///   - patienceSeconds: files that give no byte for this long are left for later; nil to wait for the whole stall limit.
    ///   - admitted: called with files and what the archive made of them, in order, once that is in the archive.
    ///   - refused: called with the error of a file that cannot be read.
    /// - Returns: Files that were left for later; neither closure was called for them.
    /// - Throws: `ArchiveError`, `CancellationError`, and what the two closures throw.
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
        // A file that has not been touched since it was hashed is not read again. A new one is hashed here, and once more for
        // each attempt at its job: that may be another process's, days later, and everything it stores goes by the hash.
        let (stamp, contentHash) = try await BlockingCall.run(on: path, limitSeconds: limitSeconds) { watch in
            let file = try ReadableFile(spelling: path)
            let stamp = try FileStamp(ofFileAt: file.path)
            let known = try archive.rememberedContentHash(path: path, stamp: stamp)
            return (stamp, try known ?? Self.contentHash(file, unchanged: stamp, watch))
        }
        return JobRequest(
            contentHash: contentHash, path: path, stamp: stamp.mayStillChange(at: start) ? nil : stamp,
            settings: try settings.texts, models: models, programVersion: programVersion,
            resultKey: settings.resultKey, equalProgramVersions: settings.equalProgramVersions)
    }

    private static func contentHash(
        _ file: ReadableFile, unchanged stamp: FileStamp, _ watch: IOWatch
    ) throws -> String {
        let contentHash = try HashedFile(path: file.path, watch: watch).contentHash
        guard try FileStamp(ofFileAt: file.path) == stamp else { throw FileError.changed(path: file.path) }
        return contentHash
    }
}
