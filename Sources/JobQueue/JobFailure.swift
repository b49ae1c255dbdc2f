/// What kind of failure ended an attempt.
public enum JobFailureKind: String, Hashable, Sendable, CaseIterable {
    /// The file holds no bytes.
    case emptyFile = "empty-file"
    /// The file holds no sound at all.
    case noSound = "no-sound"
    /// No decoder makes sense of the file.
    case notAudio = "not-audio"
    /// The file is cut off or damaged.
    case damagedFile = "damaged-file"
    /// The file is encrypted.
    case encrypted
    /// A decoder broke down on the file; another version of it may not.
    case decoderCrashed = "decoder-crashed"
    /// Nothing came from the file or its decoder for too long.
    case stalled
    /// The file is gone or may not be opened.
    case missingInput = "missing-input"
    /// The file holds other bytes than when the job was made.
    case inputChanged = "input-changed"
    /// The models are no longer those that the job was made for.
    case modelsChanged = "models-changed"
    /// A program is needed that is not installed.
    case missingTool = "missing-tool"
    /// Reading or writing failed.
    case inputOutput = "input-output"
    /// Memory ran out, or a decoder was killed, most likely for its memory.
    case outOfMemory = "out-of-memory"
    /// A disk is full.
    case diskFull = "disk-full"
    /// The process of the worker ended during the work, each time.
    case workerDied = "worker-died"
    /// A mistake of the program.
    case internalError = "internal-error"
    /// The user has quarantined the job.
    case putAside = "put-aside"

    /// Whether the same bytes will fail in the same way again, whatever else changes on the machine.
    public var isOfContent: Bool {
        switch self {
        case .emptyFile, .noSound, .notAudio, .damagedFile, .encrypted, .putAside: true
        case .missingInput, .inputChanged, .modelsChanged, .missingTool, .inputOutput, .outOfMemory, .diskFull,
            .workerDied, .internalError, .decoderCrashed, .stalled:
            false
        }
    }
}

/// Why an attempt failed, in words for a user.
public struct JobFailure: Error, Hashable, Sendable {
    /// What kind of failure it is.
    public var kind: JobFailureKind
    /// The stage in which it happened; nil before the first.
    public var stage: String?
    /// The cause.
    public var reason: String
    /// What to do about it.
    public var advice: String

    /// Makes a failure; see the properties.
    public init(kind: JobFailureKind, stage: String?, reason: String, advice: String) {
        self.kind = kind
        self.stage = stage
        self.reason = reason
        self.advice = advice
    }

    /// One line: the file, the cause and what to do.
    public func message(path: String) -> String { "\(path): \(reason); \(advice)" }
}
