/// Every place in the runner at which a crash could matter: between two steps that must not come apart.
public enum CrashPoint: String, Sendable, CaseIterable {
    /// Contents were read; nothing is queued yet.
    case afterHashing = "after-hashing"
    /// Jobs were queued; the command has not heard of them yet.
    case afterEnqueue = "after-enqueue"
    /// The models are ready; no job is taken yet.
    case beforeClaim = "before-claim"
    /// A job is taken; nothing is done for it yet.
    case afterClaim = "after-claim"
    /// A lease was renewed in the midst of the work.
    case afterHeartbeat = "after-heartbeat"
    /// A transcript is made; nothing of it is stored yet.
    case afterTranscription = "after-transcription"
    /// A transcript and the new state are written, in a transaction that has not ended.
    case insideCommit = "inside-commit"
    /// A transcript is stored; nobody was told yet.
    case afterCommit = "after-commit"
    /// A transcript was told of.
    case afterReport = "after-report"
    /// An attempt failed; the archive does not know yet.
    case beforeFailure = "before-failure"
    /// An attempt failed, and the archive knows.
    case afterFailure = "after-failure"
    /// An interrupted job is about to be given back.
    case beforeRelease = "before-release"
    /// An interrupted job was given back.
    case afterRelease = "after-release"
}
