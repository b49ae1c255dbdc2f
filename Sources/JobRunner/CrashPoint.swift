/// Every place in the runner where a crash could matter: between two steps that belong together.
public enum CrashPoint: String, Sendable, CaseIterable {
    /// Contents were read; nothing is queued yet.
    case afterHashing = "after-hashing"
    /// Jobs were queued; the command does not know yet.
    case afterEnqueue = "after-enqueue"
    /// The models are ready; no job is claimed yet.
    case beforeClaim = "before-claim"
    /// A job is claimed; nothing is done for it yet.
    case afterClaim = "after-claim"
    /// A lease was renewed while the job ran.
    case afterHeartbeat = "after-heartbeat"
    /// A transcript is made; nothing of it is stored yet.
    case afterTranscription = "after-transcription"
    /// A transcript and the new state are written, in a transaction that has not ended.
    case insideCommit = "inside-commit"
    /// A transcript is stored; nothing is reported yet.
    case afterCommit = "after-commit"
    /// A transcript was reported.
    case afterReport = "after-report"
    /// An attempt failed; the archive does not know yet.
    case beforeFailure = "before-failure"
    /// An attempt failed, and the archive knows.
    case afterFailure = "after-failure"
    /// An interrupted job is about to be released.
    case beforeRelease = "before-release"
    /// An interrupted job was released.
    case afterRelease = "after-release"
}
